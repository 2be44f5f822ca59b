"""Dates and their order: published days, identities of spans, units kept apart, turned verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading import calendar
from rereading.claims import claim, judge
from rereading.data import table
from rereading.verdicts import FAILS, HOLDS, IN_PART

DAYS = st.dates(date(1677, 9, 22), date(2262, 4, 11))
ARTICLE_DAY = "2017-08-06"


def verdict_with(claim_id: str, readings: pd.DataFrame) -> str:
    it = claim(claim_id)
    judged = judge(readings, it.band, it.asserted.unit, it.literal["reading_id"])
    return replace(it, readings=judged).verdict.kind


def with_text(frame: pd.DataFrame, column: str, value: str, **where: str) -> pd.DataFrame:
    copy = frame.copy()
    rows = pd.Series(True, index=copy.index)
    for name, wanted in where.items():
        rows &= copy[name] == wanted
    assert rows.any(), "the change touches no row"
    copy.loc[rows, column] = value
    return copy


@given(DAYS, DAYS)
def test_days_are_those_of_another_calendar(first: date, last: date) -> None:
    days = calendar.days_between(first.isoformat(), last.isoformat())
    assert days == (last - first).days
    assert first + timedelta(days) == last
    assert calendar.days_between(last.isoformat(), first.isoformat()) == -days


def test_a_word_is_no_date() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        calendar.days_between("nonsense", ARTICLE_DAY)


def test_rule_lasted_12770_days_in_force_and_12777_from_the_signature() -> None:
    spans = calendar.spans_of_rule(table("calendar_events"))
    assert list(spans["days"]) == [12770, 12777, 12788, 12795]
    assert [round(years, 2) for years in spans["years"]] == [34.96, 34.98, 35.01, 35.03]
    signed = spans[spans["begins"] == "signed"].reset_index(drop=True)
    in_force = spans[spans["begins"] == "in force"].reset_index(drop=True)
    assert (signed["days"] - in_force["days"] == 7).all()


def test_every_count_of_days_is_in_the_band_and_the_count_of_years_is_not() -> None:
    readings = claim("rule-35-years").readings.set_index("reading_id")
    assert readings["in_band"].drop("calendar-years").all()
    assert readings.loc["calendar-years", "value"] == 1945 - 1910 + 1
    assert not readings.loc["calendar-years", "in_band"]


@pytest.mark.parametrize(
    ("start", "verdict"),
    [("1910-08-29", HOLDS), ("1911-03-01", FAILS), ("1905-11-17", FAILS)],
)
def test_the_years_turn_with_the_day_on_which_rule_begins(start: str, verdict: str) -> None:
    events = with_text(table("calendar_events"), "date", start, event_id="rule-begins")
    assert verdict_with("rule-35-years", calendar.readings_of_rule(events)) == verdict


def test_the_crew_came_home_before_the_stop_and_the_captain_after() -> None:
    readings = calendar.readings_of_release(table("clash_events")).set_index("reading_id")
    assert readings["value"].to_dict() == {
        "crew-after-stop": 0,
        "captain-after-stop": 1,
        "crew-after-print": 0,
        "crew-after-quota": 1,
    }
    named = claim("tokyo-folded-released-crew").verdict
    assert named.kind == IN_PART
    assert named.reading is not None
    assert named.reading["reading_id"] == "captain-after-stop"


def test_the_release_follows_from_the_dates_alone() -> None:
    days = [row["date"] for row in csv_rows("clash_events")]
    assert days == sorted(days)
    home, stop, free = (days.index(d) for d in ("2010-09-13", "2010-09-21", "2010-09-24"))
    assert home < stop < free


@pytest.mark.parametrize("moved", ["2010-09-12", "2010-09-14"])
def test_an_earlier_stop_would_turn_the_verdict(
    moved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clash = with_text(table("clash_events"), "date", moved, date="2010-09-21")
    monkeypatch.setattr(calendar, "STOP", moved)
    readings = calendar.readings_of_release(clash)
    expected = HOLDS if moved < "2010-09-13" else IN_PART
    assert verdict_with("tokyo-folded-released-crew", readings) == expected


def test_nine_resolutions_stand_before_the_article_the_ninth_on_its_day_in_korea() -> None:
    found = calendar.resolutions(table("sanctions_and_tests"))
    assert list(found["nth"]) == list(range(1, 10))
    last = found.iloc[-1]
    assert (last["label"], last["date"], last["date_korea"]) == (
        "Resolution 2371", "2017-08-05", ARTICLE_DAY,
    )  # fmt: skip
    assert found["date"].is_monotonic_increasing
    ahead = [
        calendar.days_between(row.date, row.date_korea)
        for row in table("sanctions_and_tests").itertuples()
    ]
    assert set(ahead) <= {0, 1}


def test_nothing_in_the_tables_of_this_page_is_later_than_the_article() -> None:
    assert max(row["date"] for row in csv_rows("calendar_events")) == ARTICLE_DAY
    assert max(row["date"] for row in csv_rows("sanctions_and_tests")) < ARTICLE_DAY
    assert max(int(row["year"]) for row in csv_rows("missile_flights")) == 2017


def test_three_resolutions_fell_into_the_last_year() -> None:
    readings = claim("sanctions-growing").readings.set_index("reading_id")
    assert readings["value"].to_dict() == {
        "twelve-months": 3, "days-before-in-korea": 2, "since-the-first": 9,
        "japan-twelve-months": 2,
    }  # fmt: skip


@pytest.mark.parametrize(("keep", "verdict"), [(9, HOLDS), (8, HOLDS), (7, FAILS), (1, FAILS)])
def test_fewer_resolutions_would_turn_the_verdict(keep: int, verdict: str) -> None:
    tests = table("sanctions_and_tests")
    kept = set(calendar.resolutions(tests)["date"].iloc[:keep])
    fewer = tests[(tests["kind"] != "UN resolution") | tests["date"].isin(kept)]
    readings = calendar.readings_of_growing(fewer, table("calendar_events"))
    assert verdict_with("sanctions-growing", readings) == verdict


def test_a_part_of_a_year_and_a_misprint_are_kept_but_not_drawn() -> None:
    plain = csv_rows("north_korea_trade")
    set_aside = {(r["year"], r["amount"]) for r in plain if r["preferred"] == "false"}
    assert set_aside == {("1993", "52.1"), ("1994", "51"), ("2002", "365.941")}
    odd = {(r["year"], r["period"]) for r in plain if r["period"] != "calendar year"}
    assert odd == {("1995", "January to September"), ("2006", "fiscal year, probably")}


def test_the_parts_of_the_trade_add_up_to_the_whole() -> None:
    sums: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in csv_rows("north_korea_trade"):
        key = (row["year"], row["unit"], row["series"])
        sums.setdefault(key, {})[row["flow"]] = float(row["amount"])
    whole = [parts for parts in sums.values() if len(parts) == 3]
    assert len(whole) > 15
    for parts in whole:
        together = parts["exports"] + parts["imports"]
        assert together == pytest.approx(parts["both ways"], abs=0.004)


def test_trade_is_zero_from_2010_on() -> None:
    rows = [r for r in csv_rows("north_korea_trade") if r["flow"] == "both ways"]
    for row in rows:
        assert (float(row["amount"]) == 0) == (int(row["year"]) >= 2010)


def test_the_rice_of_five_decisions_is_the_sum_told_in_parliament() -> None:
    rows = csv_rows("food_aid")
    rice = [float(r["quantity_t"]) for r in rows if r["item"] == "rice" and r["counts"] == "true"]
    told = next(float(r["quantity_t"]) for r in rows if r["row"] == "a20")
    assert sum(rice) == told == 1167000


def test_every_visit_to_graves_stands_once_in_its_order() -> None:
    assert len(csv_rows("grave_visits")) == 12
    starts = [row["start"] for row in csv_rows("grave_visits")]
    assert starts == sorted(starts)
    assert all(row["start"] <= row["end"] for row in csv_rows("grave_visits"))


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        (["2017-08-06"], [1, 0, 1]),
        (["2017-08-07"], [0, 0, 0]),
        (["2016-08-06"], [0, 0, 1]),
        (["2016-08-07"], [1, 1, 1]),
        (["2016-08-20", "2017-08-05"], [2, 2, 2]),
        (["2016-07-20"], [0, 0, 1]),
    ],
)
def test_twelve_months_end_on_the_day_of_the_article(days: list[str], counted: list[int]) -> None:
    every = table("sanctions_and_tests")
    adding = every[(every["kind"] == "Japan’s own measure") & (every["effect"] == "adds")]
    japan = adding.head(len(days)).assign(date=days)
    un = every[every["kind"] == "UN resolution"].head(len(days))
    dated = pd.concat([un.assign(date=days, date_korea=days), japan])
    readings = calendar.readings_of_growing(dated, table("calendar_events"))
    values = readings.set_index("reading_id")["value"]
    names = ["twelve-months", "days-before-in-korea", "since-the-first"]
    assert values[names].tolist() == counted
    assert values["japan-twelve-months"] == counted[0]


def test_a_release_on_the_day_of_the_cut_counts_as_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calendar, "CREW_HOME", calendar.STOP)
    readings = calendar.readings_of_release(table("clash_events")).set_index("reading_id")
    assert readings.loc["crew-after-stop", "value"] == 1


def test_calendar_years_are_those_of_the_literal_span() -> None:
    events = table("calendar_events")
    for event, day in (("treaty-signed", "1909-08-22"), ("rule-ends-in-law", "1946-09-02")):
        events.loc[events["event_id"] == event, "date"] = day
    readings = calendar.readings_of_rule(events).set_index("reading_id")
    assert readings.loc["calendar-years", "value"] == 36
    assert (
        readings.loc["calendar-years", "source_id"]
        == readings.loc["force-to-surrender", "source_id"]
    )
