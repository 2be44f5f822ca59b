"""The rule for verdicts: prints and their relation to the article, placebos, what each verdict takes."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from helpers import csv_rows

from rereading import prints
from rereading.claims import claim, register
from rereading.data import table
from rereading.placebo import placebo_table
from rereading.prints import OTHER, SAME_PAPER, SAME_STORY, in_print, is_older, last_day
from rereading.verdicts import (
    ALLOWED,
    FAILS,
    HOLDS,
    PRINTED,
    Band,
    nearest_print,
    placebo_numbers,
    placebos,
    verdict_of_number,
)

NUMBERS = [row["claim_id"] for row in csv_rows("claims") if row["unit"] not in ("", "holds")]
WHOLE = Band(55.5, 56.5, False, "a whole percent")


@pytest.mark.parametrize(
    ("date", "last", "older"),
    [
        ("2015-03-31", "2015-03-31", True),
        ("2015-04", "2015-04-31", True),
        ("2008, inferred", "2008-12-31", True),
        ("2017-08-05", "2017-08-05", True),
        ("2017-08-06", "2017-08-06", False),
        ("2017-08", "2017-08-31", False),
        ("2017", "2017-12-31", False),
        ("undated", "", False),
    ],
)
def test_a_print_is_older_only_if_every_day_it_can_mean_is(
    date: str, last: str, older: bool
) -> None:
    assert (last_day(date), is_older(date)) == (last, older)


def test_a_relation_follows_from_publisher_and_story() -> None:
    rows = pd.DataFrame(
        {
            "event_id": ["clash-2010", "clash-2010", "other-story"],
            "source_id": ["imports-s16", "imports-s14", "imports-s16"],
        }
    )
    assert prints.relations(rows, "clash-2010") == [SAME_PAPER, SAME_STORY, OTHER]
    assert prints.relations(rows, "") == [OTHER] * 3, "a claim without a story has no near prints"


@pytest.mark.parametrize("unit", sorted(set(prints.ELSEWHERE) | {"rank"}))
def test_no_print_is_the_article_itself_or_later(unit: str) -> None:
    found = in_print(unit, "clash-2010")
    assert not found.empty and found["date"].map(lambda date: last_day(date) != "").any()
    published = table("sources").set_index("source_id")["published"]
    for row in found.itertuples():
        assert is_older(row.date) or any(
            is_older(published[source]) for source in row.source_id.split(";")
        )
        assert "money-k01" not in row.source_id
        assert row.low <= row.high


def test_every_print_says_why_it_tells_its_story_and_stories_are_those_of_claims() -> None:
    stories = {row["event_id"] for row in csv_rows("claims")} - {""}
    rows = csv_rows("prints")
    assert all(row["event_reason"] for row in rows)
    assert stories <= {row["event_id"] for row in rows}
    by_story = {row["event_id"] for row in rows}
    assert by_story - stories == {"chinese-trade-figures"}, "a story that no sentence tells"


@pytest.mark.parametrize(
    ("unit", "asserted", "count", "lowest", "highest"),
    [
        ("pct", 56, 100, 0, 100),
        ("rank", 2, 9, 1, 10),
        ("count", 3, 10, 0, 10),
        ("year", 2010, 20, 2000, 2020),
        ("years", 35, 20, 25, 45),
        ("persons", 5, 10, 0, 10),
        ("USD bn", 30, 100, 3, 300),
        ("Mt", 200, 100, 20, 2000),
    ],
)
def test_other_numbers_are_those_that_could_have_stood_there(
    unit: str, asserted: float, count: int, lowest: float, highest: float
) -> None:
    grid = placebo_numbers(asserted, unit)
    assert len(grid) == len(set(grid)) == count
    assert asserted not in grid
    assert (min(grid), max(grid)) == pytest.approx((lowest, highest))


def test_a_range_in_print_finds_every_number_whose_band_it_meets() -> None:
    frame = pd.DataFrame(
        {"low": [54.0, 56.5], "high": [55.5, 60.0], "relation": OTHER, "date": ["2011", "2012"]}
    )
    found = nearest_print(frame, WHOLE)
    assert found is not None and found["low"] == 54
    assert nearest_print(frame[1:], WHOLE) is None, "the upper end of the band is not in it"


def test_the_nearest_print_tells_the_same_story_then_is_the_narrower_then_the_older() -> None:
    frame = pd.DataFrame(
        {
            "low": [56.0, 50.0, 56.0, 56.0],
            "high": [56.0, 60.0, 56.0, 56.0],
            "relation": [OTHER, SAME_STORY, SAME_STORY, SAME_STORY],
            "date": ["2009", "2010", "2012", "2011"],
        }
    )
    for expected in ("2011", "2012", "2010", "2009"):
        found = nearest_print(frame, WHOLE)
        assert found is not None and found["date"] == expected
        frame = frame[frame["date"] != expected]


def reading(value: float) -> pd.DataFrame:
    return pd.DataFrame(
        {"value": [value], "label": ["r"], "literal": True, "in_band": WHOLE.holds(value)}
    )


def test_a_print_that_most_numbers_would_have_had_too_is_only_a_lead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def many(count: int) -> pd.DataFrame:
        values = [56.0, *(float(n) for n in range(count))]
        return pd.DataFrame(
            {
                "print_id": "p1",
                "low": values,
                "high": values,
                "relation": SAME_STORY,
                "said_of": "a thing",
                "date": "2011",
            }
        )

    for count, kind in ((0, PRINTED), (ALLOWED, PRINTED), (ALLOWED + 1, FAILS)):
        monkeypatch.setattr("rereading.verdicts.in_print", lambda *_, n=count: many(n))
        verdict = verdict_of_number(reading(82), 56, "pct", WHOLE, "clash-2010")
        assert (verdict.kind, verdict.passed, verdict.tried) == (kind, count, 100)
        assert verdict.found is not None
    assert verdict_of_number(reading(56), 56, "pct", WHOLE, "clash-2010").kind == HOLDS


def test_farther_prints_of_other_numbers_do_not_spoil_a_nearer_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = [56.0, *(float(n) for n in range(40))]
    relation = [SAME_PAPER, *[OTHER] * 40]
    frame = pd.DataFrame(
        {
            "print_id": "p1",
            "low": values,
            "high": values,
            "relation": relation,
            "said_of": "x",
            "date": "2011",
        }
    )
    monkeypatch.setattr("rereading.verdicts.in_print", lambda *_: frame)
    assert verdict_of_number(reading(82), 56, "pct", WHOLE, "").passed == 0
    frame["relation"] = OTHER
    assert verdict_of_number(reading(82), 56, "pct", WHOLE, "").kind == FAILS
    frame["print_id"] = ""
    assert verdict_of_number(reading(82), 56, "pct", WHOLE, "").found is None, "our own tables"


@pytest.mark.parametrize("claim_id", NUMBERS)
def test_no_kind_verdict_that_more_than_one_placebo_in_ten_would_have_had(claim_id: str) -> None:
    it = claim(claim_id)
    if it.verdict.kind == PRINTED:
        tries = placebos(
            it.asserted.value, it.asserted.unit, it.band, it.literal["value"], it.event_id
        )
        assert it.verdict.found is not None
        near = [SAME_PAPER, SAME_STORY, OTHER]
        near = near[: near.index(it.verdict.found["relation"]) + 1]
        assert tries["relation"].isin(near).sum() <= math.ceil(len(tries) / ALLOWED)
        assert not math.isinf(it.band.high), "a one-sided claim is not judged by prints"


def test_the_table_of_placebos_covers_every_number_that_can_be_tested() -> None:
    shown = placebo_table().set_index("claim_id")
    board = register().set_index("claim_id")
    tested = board[(board["kind"] == "number") & (board["verdict"] != "cannot be tested")]
    assert list(shown.index) == list(tested.index)
    assert (shown["tried"] == tested["tried"]).all()
    assert (shown["same_paper"] <= shown["same_story"]).all()
    assert (shown["same_story"] <= shown["other"]).all()


def test_another_number_in_the_articles_mouth_gets_a_verdict_by_the_same_rule() -> None:
    it = claim("china-56-percent")
    kinds = {n: it.with_asserted(n).verdict.kind for n in (50, 57, 60, 82)}
    assert kinds[82] == HOLDS
    assert kinds[57] == FAILS
    assert it.with_asserted(50).verdict.found is not None, "half was in print as well"
    assert replace(it, event_id="").verdict.kind == FAILS, "without its story 56 is one of many"
