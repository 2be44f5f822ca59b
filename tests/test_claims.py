"""Bands, readings and verdicts: edges, the one rule, and data changed until a verdict turns."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import claims
from rereading.claims import (
    NOT_REPRODUCED,
    NOT_TESTABLE,
    ON_ANOTHER,
    READING_COLUMNS,
    READINGS,
    REPRODUCED,
    VERDICTS,
    Band,
    claim,
    judge,
    register,
    verdict_of,
)
from rereading.data import table
from rereading.numbers import Number

CLAIMS = {row["claim_id"]: row for row in csv_rows("claims")}
IDS = list(CLAIMS)
UNTESTED = [row["claim_id"] for row in CLAIMS.values() if row["untestable_reason"]]
TESTED = [claim_id for claim_id in IDS if claim_id not in UNTESTED]
Tables = dict[str, pd.DataFrame]


def typed(*rows: tuple[str, float, bool, str, bool, bool]) -> pd.DataFrame:
    columns = ["reading_id", "value", "literal", "changed", "printed", "in_band"]
    return pd.DataFrame(list(rows), columns=columns)


def judged_again(claim_id: str, **tables: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of a claim as they would be with some tables changed."""
    make, names = READINGS[claim_id]
    assert set(tables) <= set(names), "the change touches no table of the claim"
    readings = make(*(tables[name] if name in tables else table(name) for name in names))
    it = claim(claim_id)
    return judge(readings, it.band, it.asserted.unit, CLAIMS[claim_id]["literal_reading"])


def verdict_again(claim_id: str, **tables: pd.DataFrame) -> str:
    return verdict_of(judged_again(claim_id, **tables), claim(claim_id).asserted.value).kind


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
    assert list(readings.columns) == [*READING_COLUMNS, "unit", "literal", "in_band"]
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
    assert it.verdict.kind == NOT_TESTABLE
    assert it.verdict.reading is None
    assert it.readings.empty
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
        if row.verdict == NOT_TESTABLE:
            assert (row.named, row.grade) == (it.untestable_reason, "")
            continue
        named = it.readings[it.readings["label"] == row.named]
        assert row.grade in set(named["grade"])
        assert named["in_band"].any() == (row.verdict in (REPRODUCED, ON_ANOTHER))


def test_the_big_three_miss_as_written_and_come_out_right_otherwise() -> None:
    verdicts = register().set_index("claim_id")["verdict"]
    for claim_id in ("china-56-percent", "nk-second-after-china", "kim-30bn-today"):
        assert verdicts[claim_id] == ON_ANOTHER


def test_the_56_percent_is_a_share_of_chinas_exports() -> None:
    named = claim("china-56-percent").verdict.reading
    assert named is not None
    assert named["value"] == 56
    assert "China’s exports" in named["label"]
    assert named["changed"].split("; ")[0] == "denominator"


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


def test_a_literal_reading_in_the_band_is_reproduced() -> None:
    verdict = verdict_of(
        typed(("lit", 57, True, "", False, True), ("b", 56, False, "x", True, True)), 56
    )
    assert verdict.kind == REPRODUCED
    assert verdict.reading is not None
    assert verdict.reading["reading_id"] == "lit"


def test_a_literal_reading_that_misses_gives_way_to_another() -> None:
    verdict = verdict_of(
        typed(("lit", 82, True, "", True, False), ("b", 56, False, "x", True, True)), 56
    )
    assert verdict.kind == ON_ANOTHER
    assert verdict.reading is not None
    assert verdict.reading["reading_id"] == "b"


def test_with_no_reading_in_the_band_nothing_is_reproduced() -> None:
    verdict = verdict_of(
        typed(("lit", 82, True, "", True, False), ("b", 60, False, "x", True, False)), 56
    )
    assert verdict.kind == NOT_REPRODUCED
    assert verdict.reading is not None
    assert verdict.reading["reading_id"] == "lit"


def test_without_readings_nothing_can_be_tested() -> None:
    verdict = verdict_of(typed(), 56)
    assert (verdict.kind, verdict.reading) == (NOT_TESTABLE, None)


LITERAL = ("lit", 82.0, True, "", True, False)
FAR_PRINTED = ("far printed", 60.0, False, "year; whole", True, True)
NEAR_UNPRINTED = ("near", 56.0, False, "year; whole", False, True)
NEAR_PRINTED = ("near printed", 55.0, False, "product; whole", True, True)
NEAR_PRINTED_TOO = ("near printed too", 57.0, False, "product; whole", True, True)
ONE_CHANGE = ("one change", 65.0, False, "year", False, True)
THREE_CHANGES = ("three changes", 56.0, False, "year; whole; product", True, True)
OUT = ("out", 56.0, False, "year", True, False)


@pytest.mark.parametrize(
    ("hits", "named"),
    [
        ([THREE_CHANGES, FAR_PRINTED, NEAR_PRINTED, ONE_CHANGE], "one change"),
        ([NEAR_UNPRINTED, FAR_PRINTED, THREE_CHANGES], "far printed"),
        ([FAR_PRINTED, NEAR_PRINTED, NEAR_UNPRINTED], "near printed"),
        ([NEAR_PRINTED, NEAR_PRINTED_TOO], "near printed"),
        ([NEAR_PRINTED_TOO, NEAR_PRINTED], "near printed too"),
        ([OUT, THREE_CHANGES], "three changes"),
    ],
    ids=["fewest changes", "then printed", "then closest", "first of two", "and again", "in band"],
)
def test_the_reading_named_changes_least_then_is_printed_then_is_closest(
    hits: list[tuple[str, float, bool, str, bool, bool]], named: str
) -> None:
    verdict = verdict_of(typed(LITERAL, *hits), 56)
    assert verdict.kind == ON_ANOTHER
    assert verdict.reading is not None
    assert verdict.reading["reading_id"] == named


def unjudged(ids: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reading_id": ids, "label": ids, "value": [float(i) for i in range(len(ids))],
            "grade": "derived", "source_id": "money-s01", "changed": "", "printed": False,
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
        ("nk-claims-200m-t", tonnage(300, "nk-216-2015"), ON_ANOTHER),
        ("nk-claims-200m-t", tonnage(1000), NOT_REPRODUCED),
        ("nk-second-after-china", china_2017(300e6), REPRODUCED),
        ("nk-second-after-china", china_2017(200e6), ON_ANOTHER),
        ("nk-second-after-china", reserves_times(1000), NOT_REPRODUCED),
        ("japan-lacks-rare-earths", japan_listed(), NOT_REPRODUCED),
        ("relies-on-china", customs_share(28564 / 2), REPRODUCED),
        ("relies-on-china", customs_share(28564 / 2 - 1), ON_ANOTHER),
        ("china-56-percent", customs_share(0.56 * 28564), REPRODUCED),
        ("china-56-percent", customs_share(0.565 * 28564 + 1), ON_ANOTHER),
        ("china-cut-off", november(-90), REPRODUCED),
        ("china-cut-off", november(-89), ON_ANOTHER),
        ("south-korea-300m", settled("grant_total", 269), NOT_REPRODUCED),
        ("kim-30bn-today", prices_2017(31.508 * 100), REPRODUCED),
        ("kim-30bn-today", prices_2017(31.508 * 89), ON_ANOTHER),
        ("abductees-dozens", listed("recognised", 24), REPRODUCED),
        ("abductees-dozens", listed("private-strong", 23), ON_ANOTHER),
        ("five-released", listed("returned", 6), ON_ANOTHER),
        ("abductions-1970s-80s", case_year(1990), NOT_REPRODUCED),
        ("remains-20000", dead(22001, "r03"), ON_ANOTHER),
        ("remains-20000", dead(22001, "r03", "r04", "r05", "r06"), NOT_REPRODUCED),
        ("remains-tens-of-millions", demanded(100), ON_ANOTHER),
    ],
)
def test_a_verdict_turns_with_the_data(claim_id: str, tables: Tables, verdict: str) -> None:
    assert verdict_again(claim_id, **tables) == verdict


def test_the_literal_goods_of_1965_could_be_read_otherwise() -> None:
    grants = settled("grant_total", 269)["settlement"]
    goods = changed(grants, lambda rows: rows["item"] == "grant_delivered_goods", "amount", 300.0)
    assert verdict_again("south-korea-300m", settlement=goods) == ON_ANOTHER


@pytest.mark.parametrize("claim_id", TESTED)
def test_a_verdict_is_not_reproduced_once_no_reading_is_left_in_the_band(claim_id: str) -> None:
    readings = claim(claim_id).readings
    outside = readings.assign(in_band=False)
    assert verdict_of(outside, claim(claim_id).asserted.value).kind == NOT_REPRODUCED
    inside = readings.assign(in_band=readings["literal"])
    assert verdict_of(inside, claim(claim_id).asserted.value).kind == REPRODUCED


@pytest.mark.parametrize("claim_id", READINGS)
def test_unchanged_tables_give_the_verdict_of_the_register(claim_id: str) -> None:
    again = judged_again(claim_id)
    pd.testing.assert_frame_equal(again, claim(claim_id).readings)
    assert verdict_again(claim_id) == claim(claim_id).verdict.kind


def test_every_claim_of_the_register_has_readings_or_a_reason() -> None:
    on_record = {row["claim_id"] for row in csv_rows("records")}
    without = {row["claim_id"] for row in CLAIMS.values() if row["untestable_reason"]}
    groups = [set(READINGS), on_record, without]
    assert set.union(*groups) == set(CLAIMS)
    assert sum(map(len, groups)) == len(CLAIMS), "a claim stands in two of the groups"


def test_a_card_prints_the_number_of_the_statement_or_the_articles_words() -> None:
    dozens = claim("abductees-dozens")
    assert claim("china-56-percent").headline == "56%"
    assert dozens.headline == dozens.says and not math.isnan(dozens.asserted.value)
    for claim_id in UNTESTED:
        assert claim(claim_id).headline == CLAIMS[claim_id]["says"]


@pytest.mark.parametrize(("claim_id", "reason"), [("china-56-percent", "None."), (UNTESTED[0], "")])
def test_a_claim_has_readings_or_the_reason_why_not(
    claim_id: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = table("claims")
    rows.loc[rows["claim_id"] == claim_id, "untestable_reason"] = reason
    monkeypatch.setattr(claims, "table", lambda name: rows if name == "claims" else table(name))
    claims._claim.cache_clear()
    with pytest.raises(ValueError, match="give readings, or the reason"):
        claim(claim_id)
    claims._claim.cache_clear()
