"""The abducted and the dead: published figures, balances, and prices with their bases."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import people
from rereading.claims import claim
from rereading.data import table
from rereading.verdicts import FAILS, HOLDS, IN_PART


def costs() -> pd.DataFrame:
    return people.each(table("recovery_costs")).set_index("cost_id")


def test_seventeen_people_in_twelve_cases() -> None:
    rows = csv_rows("abductees")
    assert sum(int(row["people"]) for row in rows) == 17
    assert {int(row["case"]) for row in rows} == set(range(1, 13))


def test_the_list_of_cases_adds_up_to_the_printed_counts() -> None:
    printed = {row["count_id"]: int(row["value"]) for row in csv_rows("abduction_counts")}
    fates = people.by_status(table("abductees")).set_index("status")["people"]
    assert fates.to_dict() == {people.RETURNED: 5, people.DEAD: 8, people.DENIED: 4}
    assert fates.sum() == printed["recognised"] == 17
    assert fates[people.RETURNED] == printed["returned"] == printed["said-alive"]
    assert printed["police"] - printed["recognised"] == 2  # two Korean nationals


def test_thirteen_were_taken_by_1978_and_four_later() -> None:
    by_year = table("abductees").groupby("year")["people"].sum()
    assert by_year.to_dict() == {1977: 3, 1978: 10, 1980: 3, 1983: 1}


def test_the_year_of_a_case_is_that_of_its_date() -> None:
    for row in csv_rows("abductees"):
        assert row["date"].startswith(row["year"])


def test_the_counts_of_the_police_come_in_order_and_peak_before_the_article() -> None:
    rows = csv_rows("missing_persons")
    dates = [row["as_of"] for row in rows]
    assert dates == sorted(set(dates))
    top = max(rows, key=lambda row: int(row["people"]))
    assert (top["as_of"], top["people"]) == ("2016-10-01", "885")
    assert max(date for date in dates if date < "2017-08-06") == people.BEFORE_ARTICLE


def test_the_remains_are_a_balance_to_the_last_digit() -> None:
    book = people.balance(table("remains"))
    assert book["died"] - book["home"] == book["left"] == 21600


@pytest.mark.parametrize(
    ("cost_id", "for_one", "printed"),
    [
        ("demand-usd", 83000 / 8000, False),  # UPI prints nearly 10,000 dollars
        ("demand-jpy", 1.2, True),
        ("us-caskets", 122.271, False),
        ("us-persons", 183.007, False),
        ("us-average", 50, True),
        ("japan-2018", 3.997608, False),
        ("japan-2020", 18.2, False),
        ("singapore", 0, True),
    ],
)
def test_the_price_of_one(cost_id: str, for_one: float, printed: bool) -> None:
    row = costs().loc[cost_id]
    assert row["for_one"] == pytest.approx(for_one, rel=1e-5)
    assert row["printed"] == printed


def test_eight_thousand_sets_make_nine_point_six_billion_not_ten() -> None:
    demand = costs().loc["demand-jpy"]
    assert demand["base"] * demand["for_one"] / 1000 == pytest.approx(9.6)
    assert demand["amount"] == 10


def test_a_sum_is_in_the_currency_of_its_price() -> None:
    for row in csv_rows("recovery_costs"):
        assert row["unit"][:3] == row["each_unit"][:3]
        assert row["each"] or (row["amount"] and row["base"])


def test_the_rate_is_that_of_the_two_printings() -> None:
    assert people.implied_rate(table("recovery_costs")) == pytest.approx(10_000 / 83)


def test_the_verdicts() -> None:
    dozens = claim("abductees-dozens")
    assert dozens.verdict.kind == FAILS
    assert dozens.verdict.reading is not None
    assert dozens.verdict.reading["reading_id"] == "recognised"
    assert claim("remains-20000").verdict.kind == HOLDS
    assert claim("remains-1904-to-ww2").verdict.kind == FAILS
    assert claim("remains-failed-on-cost").verdict.kind == IN_PART


def test_every_reading_above_two_dozen_is_a_suspicion() -> None:
    readings = claim("abductees-dozens").readings
    for row in readings[readings["in_band"]].itertuples():
        assert "certainty" in row.changed


def test_a_lost_ministry_row_is_a_key_error() -> None:
    rows = table("remains")
    with pytest.raises(KeyError):
        people.balance(rows[rows["row_id"] != "r03"])


def test_a_changed_table_changes_the_balance_and_nothing_else() -> None:
    rows = table("remains")
    more = changed(rows, lambda frame: frame["row_id"] == "r01", "value", 40000.0)
    assert people.balance(more)["died"] == 40000
    assert people.balance(rows)["died"] == 34600


def test_no_title_or_label_gives_the_name_of_a_person() -> None:
    # Two capital words in a row that are no place, paper or office would be a name.
    for row in csv_rows("abductees"):
        assert not re.search(r"\b[A-Z][a-z]+[ -][A-Z][a-z]+", row["label"])


@pytest.mark.parametrize(("year", "inside"), [(1969, 16), (1970, 17), (1989, 17), (1990, 16)])
def test_the_two_decades_run_from_the_first_day_to_the_last(year: int, inside: int) -> None:
    moved = changed(table("abductees"), lambda rows: rows["group_id"] == "c12", "year", year)
    counts = table("abduction_counts")
    readings = people.readings_of_decades(moved, counts).set_index("reading_id")["value"]
    assert readings["recognised"] == pytest.approx(100 * inside / 17)
    # The police count two more people, of 1974.
    assert readings["police"] == pytest.approx(100 * (inside + 2) / 19)
