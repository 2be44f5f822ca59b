"""The rule for verdicts: prints and their relation to the article, placebos, what each verdict takes."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from helpers import csv_rows

from rereading import prints, verdicts
from rereading.prints import OTHER, SAME_PAPER, SAME_STORY, is_older, last_day
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED, Band

WHOLE = Band(55.5, 56.5, False, "a whole percent")


def test_a_print_is_older_only_if_every_day_it_can_mean_is():
    meant = {"2015-04": ("2015-04-31", True), "2008, inferred": ("2008-12-31", True)}
    meant |= {"2017-08-06": ("2017-08-06", False), "2017-08": ("2017-08-31", False)}
    meant |= {"undated": ("", False)}
    assert {date: (last_day(date), is_older(date)) for date in meant} == meant


def test_a_relation_follows_from_publisher_and_story():
    told = ("clash-2010", "imports-s16"), ("clash-2010", "imports-s14"), ("else", "imports-s16")
    rows = pd.DataFrame(told, columns=["event_id", "source_id"])
    assert prints.relations(rows, "clash-2010") == [SAME_PAPER, SAME_STORY, OTHER]
    assert prints.relations(rows, "") == [OTHER] * 3, "a claim without a story has no near prints"


def test_stories_of_prints_are_those_of_claims_but_for_one_that_the_article_does_not_tell():
    stories = {row["event_id"] for row in csv_rows("claims")} - {""}
    assert {row["event_id"] for row in csv_rows("prints")} == stories | {"chinese-trade-figures"}


def test_other_numbers_are_those_that_could_have_stood_there():
    """How many they are, the lowest and the highest."""
    there = {(56, "pct"): (100, 0, 100), (2, "rank"): (9, 1, 10)}
    there |= {(35, "years"): (20, 25, 45), (200, "Mt"): (100, 20, 2000)}
    for each, expected in there.items():
        grid = verdicts.placebo_numbers(*each)
        assert (len(set(grid)), min(grid), max(grid)) == pytest.approx(expected)


def printed(**columns: Any) -> pd.DataFrame:
    """Return invented prints of 56, or of what `columns` says."""
    usual = {"print_id": "p1", "low": 56.0, "relation": OTHER, "said_of": "x", "date": "2011"}
    frame = pd.DataFrame(usual | columns, index=range(len(columns["low"])))
    return frame.assign(high=columns.get("high", frame["low"]))


def test_a_range_in_print_finds_every_number_whose_band_it_meets():
    frame = printed(low=[54.0, 56.5], high=[55.5, 60.0])
    found = verdicts.nearest_print(frame, WHOLE)
    assert found is not None and found["low"] == 54
    assert verdicts.nearest_print(frame[1:], WHOLE) is None, "the band is without its upper end"
    assert verdicts.nearest_print(frame[1:], replace(WHOLE, high_included=True)) is not None


def test_the_nearest_print_tells_the_same_story_then_is_the_narrower_then_the_older():
    ends = {"low": [56.0, 50.0, 56.0, 56.0], "high": [56.0, 60.0, 56.0, 56.0]}
    dates = ["2009", "2010", "2012", "2011"]
    frame = printed(**ends, relation=[OTHER] + [SAME_STORY] * 3, date=dates)
    for expected in ("2011", "2012", "2010", "2009"):
        found = verdicts.nearest_print(frame, WHOLE)
        assert found is not None and found["date"] == expected
        frame = frame[frame["date"] != expected]


@pytest.mark.parametrize(
    ("found", "others", "kind", "passed"),
    [({}, 0, PRINTED, 0), ({}, 10, PRINTED, 10), ({}, 11, FAILS, 11),
     ({"relation": [SAME_PAPER] + [OTHER] * 40}, 40, PRINTED, 0),  # farther prints spoil nothing
     ({"print_id": ""}, 0, FAILS, 1)],  # what our own tables say is no print
)  # fmt: skip
def test_a_print_that_most_would_have_had_is_a_lead(found, others, kind, passed, monkeypatch):
    frame = printed(low=[56.0, *map(float, range(others))], **found)
    monkeypatch.setattr(verdicts, "in_print", lambda *_: frame)
    monkeypatch.setattr(verdicts, "placebos", verdicts.placebos.__wrapped__)  # none of the cached

    def verdict(value: float, band: Band = WHOLE) -> tuple[str, int, int]:
        row = {"value": [value], "label": "r", "literal": True, "in_band": band.holds(value)}
        made = verdicts.verdict_of_number(pd.DataFrame(row), 56, "pct", band, "clash-2010")
        return made.kind, made.passed, made.tried

    assert verdict(82) == (kind, passed, 100)
    assert verdict(56)[0] == HOLDS
    assert verdict(50, Band(55.5, math.inf, True, ""))[0] == FAILS, "a bound is printed nowhere"


def test_a_statement_holds_by_its_literal_record_or_in_part_by_what_another_bears_out():
    def found(*records: tuple[bool, str]) -> tuple[str, str]:
        """Return verdict and name for records, the literal one first: in the band, bears out."""
        frame = pd.DataFrame(records, columns=["in_band", "bears_out"])
        names = [f"record {n}" for n in frame.index]
        verdict = verdicts.verdict_of_statement(frame.assign(label=names, literal=frame.index == 0))
        return verdict.kind, verdict.named

    assert found((True, ""), (False, "less")) == (HOLDS, "record 0")
    assert found((False, ""), (True, "less"), (True, "else")) == (IN_PART, "less")
    assert found((False, ""), (True, "")) == found((False, "")) == (FAILS, "record 0")
