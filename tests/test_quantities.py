"""Rounding, wording, and where a number says it comes from."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import csv_rows

from rereading.credits import credit
from rereading.quantities import (
    Number,
    cell,
    counted,
    day_words,
    derived,
    digits,
    fill,
    label,
    rows,
    words,
)


@pytest.mark.parametrize(
    ("value", "unit", "said", "printed"),
    [
        (2, "rank", "second", "2nd"),
        (10, "rank", "tenth", "10th"),
        (11, "rank", "11th", "11th"),
        (22, "rank", "22nd", "22nd"),
        (113, "rank", "113th", "113th"),
        (0, "count", "none", "0"),
        (12, "count", "twelve", "12"),
        (1, "days", "1 day", "1 day"),
        (13, "count", "13", "13"),
        (2010.0, "year", "2010", "2010"),
        (1, "holds", "yes", "yes"),
        (0, "holds", "no", "no"),
    ],
)
def test_ranks_counts_years_and_yes_have_words_of_their_own(
    value: float, unit: str, said: str, printed: str
) -> None:
    assert (words(value, unit), label(value, unit)) == (said, printed)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (-23310, "t", None, "-23,310"),
        (1234567.4, "t", None, "1,234,567"),
        (56, "pct", None, "56"),
        (-100.4, "pct", None, "-100"),
        (134.55, "pct", 2, "134.55"),
        (-0.04, "pct", None, "0.0"),
        (0.5, "pct", 0, "1"),
        (2.5, "pct", 0, "3"),
        (2.675, "pct", 2, "2.68"),  # below 2.675 as a binary fraction; a reader sees 2.675
        (55.449999, "pct", 1, "55.4"),
    ],
)
def test_digits_have_commas_decimals_below_a_hundred_unless_whole_and_halves_go_up(
    value: float, unit: str, decimals: int | None, text: str
) -> None:
    assert digits(value, unit, decimals) == text


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused_not_printed(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be printed"):
        words(value, "pct")


# --- As an element of a page ------------------------------------------------------------------------


def test_the_html_of_a_number_is_one_element_that_says_where_it_comes_from() -> None:
    number = Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01", "imports-s06"))
    (element,) = BeautifulSoup(number._repr_html_(), "html.parser").find_all(True)
    assert (element.name, element.text, element["tabindex"]) == ("data", "81.6 percent", "0")
    publishers = credit(["imports-s01", "imports-s06"])
    assert element["data-origin"] == number.origin == f"81.61 percent · derived · {publishers}"


@pytest.mark.parametrize(
    ("value", "grade", "said"),
    [
        (7.7796115, "derived", "7.78"),
        (138000.513, "derived", "138,001"),
        (0.0123456, "derived", "0.012"),
        (28564.25, "official table", "28,564.25"),
    ],
)
def test_a_derived_number_says_no_more_digits_than_its_inputs_carry(
    value: float, grade: str, said: str
) -> None:
    assert Number(value, "number", grade).origin.split(" · ")[0] == said


def test_a_sentence_is_html_unless_asked_and_knows_all_its_numbers() -> None:
    places = {"who": "<b>", "much": Number(3, "pct", "derived")}
    assert fill('"{who}" & {much}', places, html=False) == '"<b>" & 3 percent'
    assert fill('"{who}" & {much}', places).startswith('"&lt;b&gt;" &amp; <data ')
    with pytest.raises(KeyError, match="nonsense"):
        fill("It was {nonsense}.", places)


# --- Units and sources from tables ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("reserves_t", "t"),
        ("factor", "factor"),
        ("price_low_usd_kg", "USD a kilogram"),
        ("people", "persons"),
        ("amount", "JPY bn"),
    ],
)
def test_a_cell_reads_its_unit_from_its_column_or_a_column_of_units(column: str, unit: str) -> None:
    row = pd.Series({column: 2.5, "grade": "reported", "source_id": "money-s01;money-s02"})
    if column == "amount":
        with pytest.raises(KeyError, match="amount"):
            cell(row, column)
        row["unit"] = unit
    assert cell(row, column, 2) == Number(2.5, unit, "reported", ("money-s01", "money-s02"), 2)


def test_a_derived_number_unites_the_sources_of_its_parents_in_order() -> None:
    number = Number(1, "t", "reported", ("imports-s06", "imports-s01"))
    row = pd.Series({"source_id": "imports-s01;imports-s11;imports-s06"})
    made = derived(2, "pct", number, row, number, decimals=0)
    sources = ("imports-s06", "imports-s01", "imports-s11")
    assert made == Number(2.0, "pct", "derived", sources, 0)
    assert derived(1, "pct").source_ids == ()
    frame = pd.DataFrame({"source_id": ["money-s02", "money-s01;money-s02"]})
    assert counted(2, *rows(frame)) == Number(2.0, "count", "derived", ("money-s02", "money-s01"))


def test_a_credit_names_publishers_with_years_and_counts_the_rest() -> None:
    by_publisher: dict[str, str] = {}
    for row in csv_rows("sources"):
        if row["published"][:4].isdigit() and not row["read_via"]:
            by_publisher.setdefault(f"{row['publisher']} {row['published'][:4]}", row["source_id"])
    names, ids = list(by_publisher)[:4], list(by_publisher.values())[:4]
    assert credit([]) == "" and credit(ids[:1] * 3) == names[0]
    assert credit(ids[:2]) == f"{names[0]}; {names[1]}"
    assert credit(ids) == f"{names[0]}; {names[1]}; 2 more"
    copy = next(row for row in csv_rows("sources") if row["read_via"])
    assert credit([copy["source_id"]]).endswith(f", read via {copy['read_via']}")


@pytest.mark.parametrize(
    ("date", "with_year", "said"),
    [
        ("2010-09-07", True, "7 Sep 2010"),
        ("2010-09-07", False, "7 Sep"),
        ("2023-03", True, "Mar 2023"),
        ("2019", False, "2019"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(date: str, with_year: bool, said: str) -> None:
    assert day_words(date, with_year).replace("\u00a0", " ") == said
