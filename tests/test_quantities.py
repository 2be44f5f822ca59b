"""Rounding, wording, and where a number says it comes from."""

from __future__ import annotations

import math
from decimal import Decimal
from html import unescape

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading.credits import credit, source_ids
from rereading.quantities import (
    UNITS,
    Number,
    cell,
    counted,
    day_words,
    derived,
    digits,
    fill,
    join,
    label,
    round_half_up,
    rows,
    words,
)

VALUES = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)
PLACES = st.integers(min_value=0, max_value=6)
# How a sentence says and how a chart prints 12.345 of each unit.
WORDINGS = {
    "pct": ("12.3 percent", "12.3%"),
    "points": ("12.3 percentage points", "12.3 points"),
    "pct a year": ("12.3 percent a year", "12.3% a year"),
    "t": ("12 tonnes", "12 t"),
    "Mt": ("12.3 million tonnes", "12.3 Mt"),
    "factor": ("12.3 times", "×12.3"),
    "USD": ("12.35 dollars", "$12.35"),
    "USD a kilogram": ("12 dollars a kilogram", "$12 a kg"),
    "USD mn": ("12.3 million dollars", "$12.3 mn"),
    "USD bn": ("12.3 billion dollars", "$12.3 bn"),
    "USD k": ("12.3 thousand dollars", "$12.3k"),
    "JPY mn": ("12.3 million yen", "¥12.3 mn"),
    "JPY bn": ("12.3 billion yen", "¥12.3 bn"),
    "JPY per USD": ("12.3 yen to the dollar", "¥12.3 to $1"),
    "persons": ("12 people", "12 people"),
    "sets": ("12 sets", "12 sets"),
    "days": ("12 days", "12 days"),
    "years": ("12.3 years", "12.3 years"),
    "number": ("12.3", "12.3"),
}


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),  # below 2.675 as a binary fraction; a reader sees 2.675
        (55.449999, 1, "55.4"),
        (99.95, 1, "100.0"),
        (1e-7, 2, "0.00"),
    ],
)
def test_halves_are_rounded_away_from_zero_as_printed(value: float, places: int, text: str) -> None:
    assert str(round_half_up(value, places)) == text


@given(VALUES, VALUES, PLACES)
def test_rounding_is_near_keeps_order_and_treats_signs_alike(
    a: float, b: float, places: int
) -> None:
    low, high = (round_half_up(value, places) for value in sorted([a, b]))
    assert low <= high
    once = round_half_up(a, places)
    assert abs(once - Decimal(repr(a))) <= Decimal(1).scaleb(-places) / 2
    assert round_half_up(float(once), places) == once == -round_half_up(-a, places)


def test_every_unit_has_its_words_its_label_and_its_decimals() -> None:
    assert {unit: (words(12.345, unit), label(12.345, unit)) for unit in UNITS} == WORDINGS


@pytest.mark.parametrize(
    ("value", "unit", "said", "printed"),
    [
        (2, "rank", "second", "2nd"),
        (0, "rank", "0th", "0th"),
        (10, "rank", "tenth", "10th"),
        (11, "rank", "11th", "11th"),
        (12, "rank", "12th", "12th"),
        (22, "rank", "22nd", "22nd"),
        (101, "rank", "101st", "101st"),
        (113, "rank", "113th", "113th"),
        (-1, "count", "-1", "-1"),
        (0, "count", "none", "0"),
        (12, "count", "twelve", "12"),
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
        (999, "t", None, "999"),
        (-23310, "t", None, "-23,310"),
        (1234567.4, "t", None, "1,234,567"),
        (56, "pct", None, "56"),
        (56.04, "pct", None, "56.0"),
        (99.4, "pct", None, "99.4"),
        (-100.4, "pct", None, "-100"),
        (134.55, "pct", 2, "134.55"),
        (-0.04, "pct", None, "0.0"),
    ],
)
def test_digits_have_commas_and_decimals_below_a_hundred_unless_whole(
    value: float, unit: str, decimals: int | None, text: str
) -> None:
    assert digits(value, unit, decimals) == text


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused_not_printed(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be printed"):
        words(value, "pct")


# --- As an element of a page ------------------------------------------------------------------------


@given(VALUES)
def test_the_html_of_a_number_holds_its_full_value_without_an_exponent(value: float) -> None:
    element = BeautifulSoup(Number(value, "number", "derived").html(), "html.parser").data
    assert Decimal(element["value"]) == Decimal(repr(value)) and "e" not in element["value"]


def test_the_html_of_a_number_is_one_element_that_says_where_it_comes_from() -> None:
    number = Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01", "imports-s06"))
    (element,) = BeautifulSoup(number._repr_html_(), "html.parser").find_all(True)
    assert (element.name, element.text, element["tabindex"]) == ("data", "81.6 percent", "0")
    publishers = credit(["imports-s01", "imports-s06"])
    assert element["data-origin"] == number.origin == f"81.61 percent · derived · {publishers}"


def test_the_html_of_a_number_is_escaped() -> None:
    html = Number(1, "pct", '<b>"A" & B</b>').html('<i>"one" & only</i>')
    (element,) = BeautifulSoup(html, "html.parser").find_all(True)
    assert element.text == '<i>"one" & only</i>'
    assert '<b>"A" & B</b>' in unescape(element["data-origin"])


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
        ("quantity_mt", "Mt"),
        ("share_pct", "pct"),
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
    assert credit(ids, most=3) == f"{names[0]}; {names[1]}; {names[2]}; 1 more"
    with pytest.raises(KeyError, match="imports-nowhere"):
        credit([ids[0], "imports-nowhere"])
    copy = next(row for row in csv_rows("sources") if row["read_via"])
    assert credit([copy["source_id"]]).endswith(f", read via {copy['read_via']}")
    undated = [row for row in csv_rows("sources") if not row["published"][:4].isdigit()]
    own = next(row for row in undated if not row["read_via"])
    assert credit([own["source_id"]]) == own["publisher"]


@pytest.mark.parametrize(
    ("cells", "ids"),
    [
        (["", ""], ()),
        (["money-s02;money-s01", "money-s03;money-s02"], ("money-s02", "money-s01", "money-s03")),
        (["", "money-s01;", ";money-s02"], ("money-s01", "money-s02")),
    ],
)
def test_the_sources_of_some_cells_come_once_in_their_order(
    cells: list[str], ids: tuple[str, ...]
) -> None:
    assert source_ids(cells) == source_ids(pd.Series(cells, dtype=str)) == ids


def test_a_list_is_joined_in_words() -> None:
    said = [join("abc"[:n]) for n in range(4)]
    assert said == ["", "a", "a and b", "a, b and c"]
    assert join(iter("abc"), last="or") == "a, b or c"


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
