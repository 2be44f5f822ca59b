"""Where a tonnage for North Korea would rank: printed tables, ends of intervals, what takes no rank."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from helpers import ROOT, changed, csv_rows
from hypothesis import given
from hypothesis import strategies as st
from pages import run_source

from rereading import reserves
from rereading.data import table

TONNE = 1e-6  # of a million tonnes
EDITIONS = reserves.editions(table("reserves"))
TONNES = st.lists(st.integers(0, 10**9).map(float), min_size=1, max_size=20)


def edition(year: int = 2017) -> pd.DataFrame:
    return reserves.edition(table("reserves"), year)


def frame(tonnes: list[float]) -> pd.DataFrame:
    names = [f"country {i}" for i in range(len(tonnes))]
    return pd.DataFrame({"country": names, "reserves_t": tonnes})


def test_editions_are_those_of_the_file() -> None:
    """One preferred row a country, the largest first; no lump of countries takes a rank."""
    seen: dict[int, dict[str, float]] = {}
    for row in csv_rows("reserves"):
        if row["kind"] == "country" and row["reserves_t"] and row["preferred"] == "true":
            of_year = seen.setdefault(int(row["edition_year"]), {})
            assert row["country"] not in of_year
            of_year[row["country"]] = float(row["reserves_t"])
    assert [year for year in sorted(seen) if {"China"} < set(seen[year])] == EDITIONS
    assert len(EDITIONS) < len(seen)
    for year in EDITIONS:
        made = edition(year)
        assert dict(zip(made["country"], made["reserves_t"], strict=True)) == seen[year]
        assert made["reserves_t"].is_monotonic_decreasing
    assert [seen[2017][name] for name in ("China", "Brazil", "India")] == [44e6, 22e6, 6.9e6]
    assert edition(2001).empty


def test_a_figure_that_is_not_preferred_moves_no_rank() -> None:
    doubled = changed(table("reserves"), lambda rows: ~rows["preferred"], "reserves_t", 500e6)
    for year in EDITIONS:
        pd.testing.assert_frame_equal(reserves.edition(doubled, year), edition(year))


@given(TONNES, st.integers(0, 2000))
def test_a_rank_is_one_more_than_the_countries_above(tonnes: list[float], mt: int) -> None:
    """A tie ranks with the country it equals."""
    assert reserves.rank(frame(tonnes), mt) == 1 + len([t for t in tonnes if t > mt * 1e6])


def test_second_place_ends_where_another_rank_begins() -> None:
    base = reserves.base(table("reserve_base"), reserves.BASE_EDITION)
    for ranking in [*map(edition, EDITIONS), base]:
        low, high = reserves.second_place(ranking)
        near = [low - TONNE, low, low + TONNE, high - TONNE, high, high + TONNE]
        assert [min(reserves.rank(ranking, mt), 3) for mt in near] == [3, 2, 2, 2, 1, 1]
    assert reserves.second_place(edition()) == (22, 44)
    assert reserves.second_place(base)[1] == 89 and reserves.rank(base, 48) == 2


def test_the_countries_seen_are_a_part_of_the_printed_total() -> None:
    total = reserves.world_total(table("reserves"), 2017)
    assert math.fsum(edition()["reserves_t"]) < total == 120e6 < reserves.CLAIMED_MT * 1e6
    with pytest.raises(KeyError):
        reserves.world_total(table("reserves").query("kind != 'total'"), 2017)


def test_those_who_reject_a_figure_make_no_reading() -> None:
    readings = reserves.readings_of_claimed_tonnage(table("north_korea_tonnages"))
    kept = {
        row["tonnage_id"]: row["standing"]
        for row in csv_rows("north_korea_tonnages")
        if row["quantity_mt"] and row["standing"] != "rejection"
    }
    assert set(readings["reading_id"]) == set(kept)
    others = readings[readings["changed"].str.contains("speaker")]["reading_id"]
    assert {name for name in kept if kept[name] != "state claim"} == set(others)


def test_a_row_for_japan_would_be_counted() -> None:
    rows = table("reserves")
    japan = rows.iloc[[0, 1]].assign(country="Japan")
    assert len(set(japan["edition_year"])) == 2
    assert reserves.readings_of_japan_lacks(pd.concat([rows, japan]))["value"].tolist() == [2]


# --- What a student would try on the page ----------------------------------------------------------

TRIED = 'measure, edition_year, north_t = "reserves", 2017, 200_000_000'
EDITS = {
    '"reserves", 2022, 20_000_000': ("20 million tonnes", "fifth", "44 million tonnes"),
    '"reserve base", 2007, 48_000_000': ("48 million tonnes", "second", "89 million tonnes"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_moves_the_answer_and_the_picture(edit: str) -> None:
    source = (ROOT / "book" / "reserves.md").read_text("utf-8")
    assert TRIED in source
    edited = source.replace(TRIED, f"measure, edition_year, north_t = {edit}")
    run = run_source(edited.partition("## Which tonnage")[0], building=False)
    values = dict(run.shown)
    said = tuple(str(values[name]) for name in ("tonnage", "rank", "china"))
    assert said == EDITS[edit]
    picture = next(figure for figure in run.charts if figure.key == "ranking")
    assert all(word in picture.finding_html and word in picture.alt for word in said)
