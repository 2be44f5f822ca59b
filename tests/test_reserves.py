"""Where a tonnage for North Korea would rank: printed tables, ends of intervals, what takes no rank."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from helpers import csv_rows

from rereading import reserves
from rereading.data import table

TONNE = 1e-6  # of a million tonnes
EDITIONS = reserves.editions(table("reserves"))


def edition(year: int = 2017) -> pd.DataFrame:
    return reserves.edition(table("reserves"), year)


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
