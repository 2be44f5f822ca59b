"""Bands, readings and verdicts: edges, the one rule, and data changed until a verdict turns."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import claims
from rereading.claims import (
    READING_COLUMNS,
    READINGS,
    claim,
    judge,
    register,
)
from rereading.data import table
from rereading.numbers import Number
from rereading.verdicts import (
    FAILS,
    HOLDS,
    IN_PART,
    PRINTED,
    UNTESTABLE,
    VERDICTS,
    Band,
    verdict_of_statement,
)

CLAIMS = {row["claim_id"]: row for row in csv_rows("claims")}
IDS = list(CLAIMS)
UNTESTED = [row["claim_id"] for row in CLAIMS.values() if row["untestable_reason"]]
TESTED = [claim_id for claim_id in IDS if claim_id not in UNTESTED]
Tables = dict[str, pd.DataFrame]


def judged_again(claim_id: str, **tables: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of a claim as they would be with some tables changed."""
    make, names = READINGS[claim_id]
    assert set(tables) <= set(names), "the change touches no table of the claim"
    readings = make(*(tables[name] if name in tables else table(name) for name in names))
    it = claim(claim_id)
    return judge(readings, it.band, it.asserted.unit, CLAIMS[claim_id]["literal_reading"])


def verdict_again(claim_id: str, **tables: pd.DataFrame) -> str:
    return replace(claim(claim_id), readings=judged_again(claim_id, **tables)).verdict.kind


@pytest.mark.parametrize("claim_id", TESTED)
def test_the_low_end_of_a_band_is_in_and_below_it_is_out(claim_id: str) -> None:
    band, low = claim(claim_id).band, float(CLAIMS[claim_id]["band_low"])
    assert band.low == low
    assert band.holds(low)
    assert not band.holds(math.nextafter(low, -math.inf))


@pytest.mark.parametrize("claim_id", TESTED)
def test_the_high_end_of_a_band_is_in_or_out_as_the_register_says(claim_id: str) -> None:
    row, band = CLAIMS[claim_id], claim(claim_id).band
    if not row["band_high"]:
        assert band.holds(1e300)
        return
    high = float(row["band_high"])
    assert band.high == high
    assert band.holds(high) == (row["band_high_included"] == "true")
    assert not band.holds(math.nextafter(high, math.inf))
    if high > band.low:
        assert band.holds(math.nextafter(high, -math.inf))


def test_the_register_has_bands_of_every_kind() -> None:
    highs = [row["band_high"] for row in CLAIMS.values()]
    assert "" in highs
    assert {row["band_high_included"] for row in CLAIMS.values()} == {"true", "false"}


@pytest.mark.parametrize("claim_id", TESTED)
def test_a_band_holds_the_number_the_article_asserts(claim_id: str) -> None:
    assert claim(claim_id).band.holds(float(CLAIMS[claim_id]["asserted_value"]))


def test_a_band_holds_no_nan() -> None:
    assert not Band(0, math.inf, True, "").holds(math.nan)


def test_56_percent_is_what_rounds_to_it() -> None:
    band = claim("china-56-percent").band
    assert [band.holds(value) for value in (55.49, 55.5, 56, 56.49, 56.5)] == [
        False, True, True, True, False
    ]  # fmt: skip


@pytest.mark.parametrize("claim_id", TESTED)
def test_a_claim_has_one_literal_reading_and_it_stands_first(claim_id: str) -> None:
    it = claim(claim_id)
    assert list(it.readings["literal"]) == [True] + [False] * (len(it.readings) - 1)
    assert it.literal["reading_id"] == CLAIMS[claim_id]["literal_reading"]
    assert it.literal["changed"] == ""


@pytest.mark.parametrize("claim_id", TESTED)
def test_only_the_literal_reading_changes_nothing(claim_id: str) -> None:
    readings = claim(claim_id).readings
    assert list(readings["changed"] == "") == list(readings["literal"])


@pytest.mark.parametrize("claim_id", TESTED)
def test_readings_are_whole_and_their_sources_exist(claim_id: str) -> None:
    readings = claim(claim_id).readings
    assert list(readings.columns) == [*READING_COLUMNS, "bears_out", "unit", "literal", "in_band"]
    assert readings["reading_id"].is_unique
    assert readings["value"].map(math.isfinite).all()
    assert set(readings["grade"]) <= {"official table", "reported", "derived"}
    assert (readings["label"] != "").all()
    assert set(readings["unit"]) == {CLAIMS[claim_id]["unit"]}
    known = {row["source_id"] for row in csv_rows("sources")}
    assert {name for cell in readings["source_id"] for name in cell.split(";")} <= known


@pytest.mark.parametrize("claim_id", TESTED)
def test_a_reading_is_in_the_band_if_its_value_is(claim_id: str) -> None:
    row, readings = CLAIMS[claim_id], claim(claim_id).readings
    low, high = float(row["band_low"]), float(row["band_high"] or "inf")
    for reading in readings.itertuples():
        at_high = reading.value == high and row["band_high_included"] == "true"
        assert reading.in_band == (low <= reading.value < high or at_high)


@pytest.mark.parametrize("claim_id", UNTESTED)
def test_a_claim_that_cannot_be_tested_asserts_no_number_and_says_why(claim_id: str) -> None:
    it, row = claim(claim_id), CLAIMS[claim_id]
    assert it.verdict.kind == UNTESTABLE
    assert it.verdict.reading is None
    assert not it.readings["literal"].any()
    assert it.untestable_reason.endswith(".")
    empty = ["asserted_value", "unit", "band_low", "band_high", "band_reason"]
    assert {row[name] for name in [*empty, "literal_reading", "literal_reason"]} == {""}
    assert row["band_high_included"] == "true"


def test_the_register_has_a_row_a_claim_in_the_order_of_the_table() -> None:
    rows = register()
    assert list(rows["claim_id"]) == IDS
    assert set(rows["verdict"]) <= set(VERDICTS)
    for row in rows.itertuples():
        it = claim(row.claim_id)
        assert row.verdict == it.verdict.kind
        assert row.readings == len(it.readings)
        assert row.in_band == it.readings["in_band"].sum()
        assert row.says == it.says
        if row.verdict == UNTESTABLE:
            assert (row.named, row.grade) == (it.untestable_reason, "")
            continue
        assert it.literal["in_band"] == (row.verdict == HOLDS)
        if row.verdict in (HOLDS, FAILS):
            assert row.named == it.literal["label"]
        if row.verdict == IN_PART:
            assert row.kind == "statement" and row.named in set(it.readings["bears_out"])
        if row.verdict == PRINTED:
            assert row.kind == "number" and row.named in set(table("prints")["said_of"])


def test_the_56_percent_was_printed_of_chinas_exports() -> None:
    verdict = claim("china-56-percent").verdict
    assert (verdict.kind, verdict.named) == (PRINTED, "Japan’s share of China’s exports")
    assert verdict.found is not None and verdict.found["low"] == 56
    assert "quantity" in verdict.found["qualifier"]


@pytest.mark.parametrize("claim_id", IDS)
def test_a_statement_says_the_asserted_number_in_words(claim_id: str) -> None:
    it = claim(claim_id)
    assert "{" not in it.statement
    if "{asserted}" in CLAIMS[claim_id]["statement"]:
        assert str(it.asserted) in it.statement


def test_the_number_of_a_reading_carries_its_grade_and_sources() -> None:
    number = claim("china-56-percent").number("customs-2010", 2)
    assert number == Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01",), 2)
    assert str(number) == "81.61 percent"


def test_unknown_claims_and_readings_are_refused() -> None:
    with pytest.raises(KeyError, match="china-56-percent"):
        claim("nonsense")
    with pytest.raises(KeyError, match="nonsense"):
        claim("china-56-percent").number("nonsense")


def records(*rows: tuple[bool, bool, str]) -> pd.DataFrame:
    """Return records of a statement: literal, in_band, bears_out."""
    frame = pd.DataFrame(list(rows), columns=["literal", "in_band", "bears_out"])
    return frame.assign(label=[f"record {i}" for i in range(len(rows))])


@pytest.mark.parametrize(
    ("rows", "kind", "named"),
    [
        ([(True, True, ""), (False, False, "less")], HOLDS, "record 0"),
        ([(True, False, ""), (False, True, "less")], IN_PART, "less"),
        ([(True, False, ""), (False, True, "less"), (False, True, "else")], IN_PART, "less"),
        ([(True, False, ""), (False, True, "")], FAILS, "record 0"),
        ([(True, False, "")], FAILS, "record 0"),
    ],
)
def test_a_statement_holds_by_its_literal_record_or_in_part_by_what_another_bears_out(
    rows: list[tuple[bool, bool, str]], kind: str, named: str
) -> None:
    verdict = verdict_of_statement(records(*rows))
    assert (verdict.kind, verdict.named) == (kind, named)


def unjudged(ids: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reading_id": ids, "label": ids, "value": [float(i) for i in range(len(ids))],
            "grade": "derived", "source_id": "money-s01", "changed": "",
        }
    )  # fmt: skip


@pytest.mark.parametrize("ids", [["a", "b"], ["c", "a", "c"]])
def test_readings_without_exactly_one_literal_are_refused(ids: list[str]) -> None:
    with pytest.raises(ValueError, match="'c'"):
        judge(unjudged(ids), Band(0, 1, True, ""), "pct", "c")


def test_judging_puts_the_literal_reading_first_and_keeps_the_rest_in_order() -> None:
    readings = unjudged(["a", "b", "c", "d"])
    readings.index = [7, 3, 3, 1]
    judged = judge(readings, Band(1, 2, False, ""), "pct", "c")
    assert list(judged["reading_id"]) == ["c", "a", "b", "d"]
    assert list(judged["in_band"]) == [False, False, True, False]
    assert list(judged.index) == [0, 1, 2, 3]
    assert set(judged["unit"]) == {"pct"}


def cells(
    name: str, column: str, value: float, chosen: Callable[[pd.DataFrame], pd.Series[bool]]
) -> Tables:
    return {name: changed(table(name), chosen, column, value)}


def customs_share(tonnes: float) -> Tables:
    return cells(
        "import_tonnes", "quantity_t", tonnes,
        lambda rows: (rows["year"] == 2010) & (rows["origin"] == "China"),
    )  # fmt: skip


def november(percent: float) -> Tables:
    return cells(
        "import_months", "change_on_year_pct", percent,
        lambda rows: (rows["month"] == 11) & rows["preferred"] & (rows["quantity_t"] == 634),
    )  # fmt: skip


def china_2017(tonnes: float) -> Tables:
    return cells(
        "reserves", "reserves_t", tonnes,
        lambda rows: (rows["edition_year"] == 2017) & (rows["country"] == "China"),
    )  # fmt: skip


def reserves_times(factor: float) -> Tables:
    rows, base = table("reserves"), table("reserve_base")
    return {
        "reserves": rows.assign(reserves_t=rows["reserves_t"] * factor),
        "reserve_base": base.assign(reserve_base_t=base["reserve_base_t"] * factor),
    }


def tonnage(mt: float, *ids: str) -> Tables:
    return cells(
        "north_korea_tonnages", "quantity_mt", mt,
        lambda rows: rows["tonnage_id"].isin(ids) if ids else rows["quantity_mt"] > 0,
    )  # fmt: skip


def prices_2017(index: float) -> Tables:
    return cells(
        "money_series", "value", index,
        lambda rows: (rows["series_id"] == "us_cpi_u") & (rows["year"] == 2017),
    )  # fmt: skip


def settled(item: str, amount: float) -> Tables:
    return cells("settlement", "amount", amount, lambda rows: rows["item"] == item)


def listed(count_id: str, people: int) -> Tables:
    return cells("abduction_counts", "value", people, lambda rows: rows["count_id"] == count_id)


def case_year(year: int) -> Tables:
    return cells("abductees", "year", year, lambda rows: rows["case"] == 12)


def dead(sets: float, *ids: str) -> Tables:
    return cells("remains", "value", sets, lambda rows: rows["row_id"].isin(ids))


def demanded(usd_mn: float) -> Tables:
    return cells(
        "recovery_costs", "amount", usd_mn, lambda rows: rows["cost_id"] == "demand-usd"
    )  # fmt: skip


def japan_listed() -> Tables:
    rows = table("reserves")
    return {"reserves": pd.concat([rows, rows.iloc[[0]].assign(country="Japan")])}


@pytest.mark.parametrize(
    ("claim_id", "tables", "verdict"),
    [
        ("nk-claims-200m-t", tonnage(300, "nk-216-2015"), FAILS),
        ("nk-claims-200m-t", tonnage(181, "nk-216-2015"), HOLDS),
        ("nk-second-after-china", china_2017(300e6), HOLDS),
        ("nk-second-after-china", china_2017(200e6), PRINTED),
        ("japan-lacks-rare-earths", japan_listed(), FAILS),
        ("china-56-percent", customs_share(0.56 * 28564), HOLDS),
        ("china-56-percent", customs_share(0.565 * 28564 + 1), PRINTED),
        ("china-cut-off", november(-90), HOLDS),
        ("china-cut-off", november(-89), FAILS),
        ("south-korea-300m", settled("grant_delivered_goods", 270), HOLDS),
        ("south-korea-300m", settled("grant_delivered_goods", 269), PRINTED),
        ("kim-30bn-today", prices_2017(31.508 * 100), HOLDS),
        ("kim-30bn-today", prices_2017(31.508 * 89), FAILS),
        ("abductees-dozens", listed("recognised", 24), HOLDS),
        ("abductees-dozens", listed("recognised", 23), FAILS),
        ("five-released", listed("returned", 6), FAILS),
        ("abductions-1970s-80s", case_year(1990), FAILS),
        ("remains-20000", dead(22001, "r03"), FAILS),
        ("remains-tens-of-millions", demanded(100), FAILS),
    ],
)
def test_a_verdict_turns_with_the_data(claim_id: str, tables: Tables, verdict: str) -> None:
    assert verdict_again(claim_id, **tables) == verdict


@pytest.mark.parametrize("claim_id", TESTED)
def test_no_other_reading_makes_a_verdict_kinder(claim_id: str) -> None:
    it = claim(claim_id)
    missed = it.readings.assign(in_band=~it.readings["literal"])
    kinds = {replace(it, readings=frame).verdict.kind for frame in (missed, missed[:1])}
    assert HOLDS not in kinds
    if it.asserted.unit != "holds":
        assert len(kinds) == 1, "readings other than the literal one moved the verdict"


@pytest.mark.parametrize("claim_id", READINGS)
def test_unchanged_tables_give_the_verdict_of_the_register(claim_id: str) -> None:
    again = judged_again(claim_id)
    pd.testing.assert_frame_equal(again, claim(claim_id).readings)
    assert verdict_again(claim_id) == claim(claim_id).verdict.kind


def test_every_claim_of_the_register_has_readings_or_a_reason() -> None:
    on_record = {row["claim_id"] for row in csv_rows("records")}
    without = {row["claim_id"] for row in CLAIMS.values() if row["untestable_reason"]}
    assert set(READINGS) | on_record | without == set(CLAIMS)
    assert not set(READINGS) & (on_record | without), "a claim has readings from two places"


def test_a_card_prints_the_number_of_the_statement_or_the_articles_words() -> None:
    dozens = claim("abductees-dozens")
    assert claim("china-56-percent").headline == "56%"
    assert dozens.headline == dozens.says and not math.isnan(dozens.asserted.value)
    for claim_id in UNTESTED:
        assert claim(claim_id).headline == CLAIMS[claim_id]["says"]


def test_a_claim_has_readings_or_the_reason_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    claim_id, reason = UNTESTED[0], ""
    rows = table("claims")
    rows.loc[rows["claim_id"] == claim_id, "untestable_reason"] = reason
    monkeypatch.setattr(claims, "table", lambda name: rows if name == "claims" else table(name))
    claims._claim.cache_clear()
    with pytest.raises(ValueError, match="give readings, or the reason"):
        claim(claim_id)
    claims._claim.cache_clear()
