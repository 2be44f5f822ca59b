"""Dates and their order: edges of periods, parts that make wholes."""

from dataclasses import replace

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import chronology, days
from rereading.claims import Claim, claim, judge
from rereading.data import table
from rereading.verdicts import FAILS, HOLDS, IN_PART


def verdict_with(it: Claim, readings: pd.DataFrame) -> str:
    judged = judge(readings, it.band, it.asserted.unit, it.literal["reading_id"])
    return replace(it, readings=judged).verdict.kind


@pytest.mark.parametrize(
    ("stop", "crew_after", "verdict"),
    [("2010-09-12", 1, HOLDS), ("2010-09-13", 1, HOLDS), ("2010-09-14", 0, IN_PART)],
)
def test_a_release_counts_as_after_the_stop_from_its_day_on(
    stop: str, crew_after: int, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    it, clash = claim("tokyo-folded-released-crew"), table("clash_events")
    if stop != chronology.CREW_HOME:
        clash = changed(clash, lambda rows: rows["date"] == days.STOP, "date", stop)
    monkeypatch.setattr(chronology, "STOP", stop)
    readings = chronology.readings_of_release(clash)
    assert readings.set_index("reading_id").loc["crew-after-stop", "value"] == crew_after
    assert verdict_with(it, readings) == verdict


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
