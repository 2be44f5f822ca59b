"""Dates and their order: spans by another calendar, edges of periods, parts that make wholes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading import chronology, days
from rereading.claims import Claim, claim, judge
from rereading.data import table
from rereading.verdicts import FAILS, HOLDS, IN_PART

DAYS = st.dates(date(1677, 9, 22), date(2262, 4, 11))
ARTICLE_DAY = "2017-08-06"


def verdict_with(it: Claim, readings: pd.DataFrame) -> str:
    judged = judge(readings, it.band, it.asserted.unit, it.literal["reading_id"])
    return replace(it, readings=judged).verdict.kind


def moved(name: str, column: str, where: str, day: str) -> pd.DataFrame:
    """Return a table with the date of one row changed."""
    frame = table(name)
    assert (frame[column] == where).sum() == 1
    frame.loc[frame[column] == where, "date"] = day
    return frame


@given(DAYS, DAYS)
def test_days_are_those_of_another_calendar(first: date, last: date) -> None:
    days = chronology.days_between(first.isoformat(), last.isoformat())
    assert days == (last - first).days


def test_a_word_is_no_date() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        chronology.days_between("nonsense", ARTICLE_DAY)


def test_rule_lasted_12770_days_in_force_and_12777_from_the_signature() -> None:
    spans = chronology.readings_of_rule(table("calendar_events"))["value"].iloc[:4]
    assert [round(years * 365.2425) for years in spans] == [12770, 12777, 12788, 12795]
    assert [round(years, 2) for years in spans] == [34.96, 34.98, 35.01, 35.03]


@pytest.mark.parametrize(
    ("start", "verdict"), [("1910-08-29", HOLDS), ("1911-03-01", FAILS), ("1905-11-17", FAILS)]
)
def test_the_years_turn_with_the_day_on_which_rule_begins(start: str, verdict: str) -> None:
    events = moved("calendar_events", "event_id", "rule-begins", start)
    assert verdict_with(claim("rule-35-years"), chronology.readings_of_rule(events)) == verdict


def test_calendar_years_are_those_of_the_literal_span() -> None:
    events = moved("calendar_events", "event_id", "treaty-signed", "1909-08-22")
    readings = chronology.readings_of_rule(events).set_index("reading_id")
    assert readings.loc["calendar-years", "value"] == 1945 - 1910 + 1


@pytest.mark.parametrize(
    ("stop", "crew_after", "verdict"),
    [("2010-09-12", 1, HOLDS), ("2010-09-13", 1, HOLDS), ("2010-09-14", 0, IN_PART)],
)
def test_a_release_counts_as_after_the_stop_from_its_day_on(
    stop: str, crew_after: int, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    it, clash = claim("tokyo-folded-released-crew"), table("clash_events")
    if stop != chronology.CREW_HOME:
        clash = moved("clash_events", "date", days.STOP, stop)
    monkeypatch.setattr(chronology, "STOP", stop)
    readings = chronology.readings_of_release(clash)
    assert readings.set_index("reading_id").loc["crew-after-stop", "value"] == crew_after
    assert verdict_with(it, readings) == verdict


def test_nine_resolutions_stand_before_the_article_the_ninth_on_its_day_in_korea() -> None:
    found = chronology.resolutions(table("sanctions_and_tests"))
    assert len(found) == 9 and found["date"].is_monotonic_increasing
    assert list(found.iloc[-1][["date", "date_korea"]]) == ["2017-08-05", ARTICLE_DAY]
    for row in table("sanctions_and_tests").itertuples():
        assert chronology.days_between(row.date, row.date_korea) in (0, 1)


@pytest.mark.parametrize(("keep", "verdict"), [(8, HOLDS), (7, FAILS)])
def test_fewer_resolutions_would_turn_the_verdict(keep: int, verdict: str) -> None:
    tests = table("sanctions_and_tests")
    kept = set(chronology.resolutions(tests)["date"].iloc[:keep])
    fewer = tests[(tests["kind"] != "UN resolution") | tests["date"].isin(kept)]
    readings = chronology.readings_of_growing(fewer, table("calendar_events"))
    assert verdict_with(claim("sanctions-growing"), readings) == verdict


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        (["2017-08-06"], [1, 0, 1]),
        (["2017-08-07"], [0, 0, 0]),
        (["2016-08-06"], [0, 0, 1]),
        (["2016-08-07"], [1, 1, 1]),
        (["2016-08-20", "2017-08-05"], [2, 2, 2]),
    ],
)
def test_twelve_months_end_on_the_day_of_the_article(days: list[str], counted: list[int]) -> None:
    every = table("sanctions_and_tests")
    adding = every[(every["kind"] == "Japan’s own measure") & (every["effect"] == "adds")]
    japan = adding.head(len(days)).assign(date=days)
    un = every[every["kind"] == "UN resolution"].head(len(days))
    dated = pd.concat([un.assign(date=days, date_korea=days), japan])
    readings = chronology.readings_of_growing(dated, table("calendar_events"))
    values = readings.set_index("reading_id")["value"]
    assert values.iloc[:3].tolist() == counted
    assert values["japan-twelve-months"] == counted[0]


def test_the_tables_of_this_page_are_in_order_and_end_before_the_article() -> None:
    for name in ("clash_events", "grave_visits"):
        days = [row.get("date") or row["start"] for row in csv_rows(name)]
        assert days == sorted(days)
    assert all(row["start"] <= row["end"] for row in csv_rows("grave_visits"))
    for name in ("calendar_events", "sanctions_and_tests"):
        assert max(row["date"] for row in csv_rows(name)) <= ARTICLE_DAY


def test_the_parts_of_the_trade_add_up_to_the_whole_and_to_nothing_from_2010_on() -> None:
    sums: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in csv_rows("north_korea_trade"):
        key = (row["year"], row["unit"], row["series"])
        sums.setdefault(key, {})[row["flow"]] = float(row["amount"])
        if row["flow"] == "both ways":
            assert (float(row["amount"]) == 0) == (int(row["year"]) >= 2010)
    whole = [parts for parts in sums.values() if len(parts) == 3]
    assert len(whole) > 15
    for parts in whole:
        assert parts["exports"] + parts["imports"] == pytest.approx(parts["both ways"], abs=0.004)


def test_the_rice_of_five_decisions_is_the_sum_told_in_parliament() -> None:
    rows = csv_rows("food_aid")
    rice = [float(r["quantity_t"]) for r in rows if r["item"] == "rice" and r["counts"] == "true"]
    told = next(float(r["quantity_t"]) for r in rows if r["row"] == "a20")
    assert sum(rice) == told == 1167000
    # The year of each is that of its decision; what parliament was told is of all the years.
    assert all(r["decided"].startswith(r["year"]) for r in rows if r["row"] != "a20")
