"""Claims: all of the article, each settled or explained; data changed until a verdict turns."""

import math
import re
from dataclasses import replace
from inspect import signature
from typing import Any

import pandas as pd
import pytest
from helpers import csv_rows

from rereading.claims import READINGS, claim, judge, register
from rereading.data import table
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED, UNTESTABLE, Band

CLAIMS = {row["claim_id"]: row for row in csv_rows("claims")}
TESTED = [name for name, row in CLAIMS.items() if not row["untestable_reason"]]
UNTESTED = [name for name in CLAIMS if name not in TESTED]
RECORDS = csv_rows("records")
# Nought is the editor's note; each paragraph, down to the last, says something that can be checked.
PARAGRAPHS = range(19)
LONGEST = 32
DATED = re.compile(r"\b(1[89]|20)\d\d\b|^Undated: ")


def test_a_band_holds_its_low_end_and_its_high_end_if_it_says_so():
    for included in (True, False):
        band = Band(55.5, 56.5, included, "")
        values = (55.49, 55.5, 56.49, 56.5, 56.51, math.nan)
        assert [band.holds(v) for v in values] == [False, True, True, included, False, False]
    assert not Band(0, math.inf, True, "").holds(math.nan)


def test_a_claim_lies_in_its_band_and_only_its_literal_reading_takes_nothing_otherwise():
    for it in map(claim, TESTED):
        readings = it.readings
        assert it.band.holds(it.asserted.value)
        assert list(readings["literal"]) == [True] + [False] * (len(readings) - 1)
        assert it.literal["reading_id"] == CLAIMS[it.claim_id]["literal_reading"]
        assert list(readings["changed"] == "") == list(readings["literal"])
        assert readings["reading_id"].is_unique and readings["value"].map(math.isfinite).all()


def test_a_claim_that_cannot_be_tested_asserts_no_number_and_says_why():
    for claim_id in UNTESTED:
        it, row = claim(claim_id), CLAIMS[claim_id]
        assert (it.verdict.kind, it.verdict.reading) == (UNTESTABLE, None)
        assert not it.readings["literal"].any() and it.untestable_reason.endswith(".")
        empty = ["asserted_value", "unit", "band_low", "band_high", "literal_reading"]
        assert {row[name] for name in empty} == {""}
        assert it.headline == row["says"]


def test_the_register_names_what_each_verdict_rests_on():
    for row, it in zip(register().itertuples(), map(claim, CLAIMS), strict=True):
        named = {
            UNTESTABLE: {it.untestable_reason},
            IN_PART: set(it.readings["bears_out"]),
            PRINTED: set(table("prints")["said_of"]),
        }
        assert (row.claim_id, row.verdict) == (it.claim_id, it.verdict.kind)
        assert row.named in named.get(row.verdict, set(it.readings["label"][:1]))
        assert row.verdict == UNTESTABLE or it.literal["in_band"] == (row.verdict == HOLDS)


def test_unknown_claims_and_readings_are_refused():
    with pytest.raises(KeyError, match=r"nonsense.*china-56-percent"):
        claim("nonsense")
    with pytest.raises(KeyError, match="nonsense"):
        claim("china-56-percent").number("nonsense")


@pytest.mark.parametrize(("times", "literal_id"), [(1, "nonsense"), (2, "customs-2010")])
def test_readings_without_exactly_one_literal_are_refused(times, literal_id):
    readings = pd.concat([claim("china-56-percent").readings] * times)
    with pytest.raises(ValueError, match=literal_id):
        judge(readings, Band(0, 1, True, ""), "pct", literal_id)


def test_claims_cover_and_follow_the_article():
    paragraphs = [int(row["paragraph"]) for row in CLAIMS.values()]
    assert set(paragraphs) == set(PARAGRAPHS) and paragraphs == sorted(paragraphs)
    shorts = {row["short"] for row in CLAIMS.values()}
    assert len(shorts) == len(CLAIMS) and max(map(len, shorts)) <= LONGEST


def test_records_settle_claims_that_nothing_else_settles():
    """Each is dated and fits its unit."""
    for row in RECORDS:
        assert row["claim_id"] in set(CLAIMS) - set(READINGS)
        unit = CLAIMS[row["claim_id"]]["unit"]
        assert DATED.search(row["label"]), row["label"]
        assert unit != "holds" or row["value"] in ("0", "1")
        assert unit != "year" or row["value"] in row["label"]


def test_plain_statements_share_one_scale():
    for row in CLAIMS.values():
        if row["unit"] == "holds":
            band = (row["asserted_value"], row["band_low"], row["band_high"])
            assert [float(end) for end in band] == [1, 1, 1]
            assert row["band_high_included"] == "true"


def test_only_a_record_that_is_not_the_literal_one_bears_out_something_else():
    """What a record bears out in part counts only where the claim does not hold."""
    parts = [row for row in RECORDS if row["bears_out"]]
    assert all(row["changed"] and row["value"] == "1" for row in parts)
    in_part = {claim_id for claim_id in CLAIMS if claim(claim_id).verdict.kind == IN_PART}
    assert {row["claim_id"] for row in parts} == in_part - set(READINGS)


def test_for_each_statement_we_looked_for_what_speaks_against_it():
    """A record against it, or a search with its day; a trivial statement needs neither."""
    looked = {name for row in csv_rows("searches") for name in row["claim_ids"].split(";")}
    assert looked <= set(CLAIMS)
    against = {row["claim_id"] for row in RECORDS if row["value"] == "0"} | set(READINGS)
    for claim_id, row in CLAIMS.items():
        reasons = row["untestable_reason"] + row["literal_reason"]
        assert claim_id in looked or " found" not in reasons, "say what was read instead"
        if row["unit"] == "holds" and row["trivial"] == "false" and not row["untestable_reason"]:
            assert claim_id in looked | against


NOVEMBER = {"month": 11, "preferred": True, "quantity_t": 634}
# A claim, a table, a column and the row in it, and the verdict that follows from some values there.
TURNS: list[tuple[str, str, str, dict[str, object], dict[Any, str]]] = [
    ("nk-claims-200m-t", "north_korea_tonnages", "quantity_mt", {"tonnage_id": "nk-216-2015"}, {300: FAILS, 181: HOLDS}),
    ("nk-second-after-china", "reserves", "reserves_t", {"edition_year": 2017, "country": "China"}, {300e6: HOLDS, 200e6: PRINTED}),
    ("china-56-percent", "import_tonnes", "quantity_t", {"year": 2010, "origin": "China"}, {0.56 * 28564: HOLDS, 0.565 * 28564 + 1: PRINTED}),
    ("china-cut-off", "import_months", "change_on_year_pct", NOVEMBER, {-90: HOLDS, -89: FAILS}),
    ("south-korea-300m", "settlement", "amount", {"item": "grant_delivered_goods"}, {270: HOLDS, 269: PRINTED}),
    ("kim-30bn-today", "money_series", "value", {"series_id": "us_cpi_u", "year": 2017}, {31.508 * 100: HOLDS, 31.508 * 89: FAILS}),
    ("abductees-dozens", "abduction_counts", "value", {"count_id": "recognised"}, {24: HOLDS, 23: FAILS}),
    ("five-released", "abduction_counts", "value", {"count_id": "returned"}, {6: FAILS}),
    ("abductions-1970s-80s", "abductees", "year", {"case": 12}, {1969: FAILS, 1970: HOLDS, 1989: HOLDS, 1990: FAILS}),
    ("rule-35-years", "calendar_events", "date", {"event_id": "rule-begins"}, {"1905-11-17": FAILS, "1910-08-29": HOLDS, "1911-03-01": FAILS}),
    ("remains-20000", "remains", "value", {"row_id": "r03"}, {22001: FAILS}),
    ("sanctions-growing", "calendar_events", "date", {"event_id": "article"}, {"2017-06-02": HOLDS, "2017-06-01": FAILS}),
    ("new-deals", "deals", "date", {"partner_country": "India"}, {"2017-08-05": HOLDS, "2017-08-06": FAILS}),
    ("remains-tens-of-millions", "recovery_costs", "amount", {"cost_id": "demand-usd"}, {100: FAILS}),
]  # fmt: skip


@pytest.mark.parametrize(("claim_id", "name", "column", "row", "verdicts"), TURNS)
def test_a_verdict_turns_with_the_data_and_only_with_them(claim_id, name, column, row, verdicts):
    it, make = claim(claim_id), READINGS[claim_id]
    tables = {each: table(each) for each in signature(make).parameters}

    def verdict() -> str:
        judged = judge(make(*tables.values()), it.band, it.asserted.unit, it.literal["reading_id"])
        return replace(it, readings=judged).verdict.kind

    assert verdict() == it.verdict.kind
    for value, expected in verdicts.items():
        rows = (tables[name][list(row)] == pd.Series(row)).all(axis=1)
        assert rows.any(), "the change touches no row"
        tables[name].loc[rows, column] = value
        assert verdict() == expected, value
