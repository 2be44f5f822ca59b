"""Where a tonnage for North Korea would rank: ends of intervals, and a row that would be counted."""

import pandas as pd

from rereading import reserves
from rereading.data import table

TONNE = 1e-6  # of a million tonnes
RESERVES = table("reserves")


def test_second_place_ends_where_another_rank_begins() -> None:
    for _, _, ranking in reserves.rankings(RESERVES, table("reserve_base")):
        low, high = reserves.second_place(ranking)
        near = [low - TONNE, low, low + TONNE, high - TONNE, high, high + TONNE]
        assert [min(reserves.rank(ranking, mt), 3) for mt in near] == [3, 2, 2, 2, 1, 1]
    assert reserves.second_place(reserves.edition(RESERVES, 2017)) == (22, 44)


def test_a_row_for_japan_would_be_counted() -> None:
    japan = RESERVES.iloc[[0, 1]].assign(country="Japan")
    assert len(set(japan["edition_year"])) == 2
    assert reserves.readings_of_japan_lacks(pd.concat([RESERVES, japan]))["value"].tolist() == [2]
