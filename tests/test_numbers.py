"""Rounding, wording, and where a number says it comes from."""

from __future__ import annotations

import math
import re
from dataclasses import FrozenInstanceError
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading.numbers import (
    SUFFIXES,
    UNITS,
    Number,
    cell,
    counted,
    credit,
    day_words,
    derived,
    digits,
    fill,
    join,
    label,
    ordinal,
    round_half_up,
    rows,
    source_ids,
    united,
    words,
)

VALUES = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)
PLACES = st.integers(min_value=0, max_value=6)
# A unit, a value, how a sentence says it and how a chart prints it.
WORDINGS = [
    ("pct", 81.606, "81.6 percent", "81.6%"),
    ("points", 25.55, "25.6 percentage points", "25.6 points"),
    ("pct a year", 9.262, "9.3 percent a year", "9.3% a year"),
    ("t", 23310, "23,310 tonnes", "23,310 t"),
    ("Mt", 216.16, "216 million tonnes", "216 Mt"),
    ("factor", 7.7796, "7.8 times", "×7.8"),
    ("USD", 10.4512, "10.45 dollars", "$10.45"),
    ("USD a kilogram", 42.5, "43 dollars a kilogram", "$43 a kg"),
    ("USD mn", 254.27, "254 million dollars", "$254 mn"),
    ("USD bn", 2.3339, "2.3 billion dollars", "$2.3 bn"),
    ("USD k", 10.375, "10.4 thousand dollars", "$10.4k"),
    ("JPY mn", 1.2, "1.2 million yen", "¥1.2 mn"),
    ("JPY bn", 3723, "3,723 billion yen", "¥3,723 bn"),
    ("JPY per USD", 360, "360 yen to the dollar", "¥360 to $1"),
    ("persons", 28704674, "28,704,674 people", "28,704,674 people"),
    ("sets", 21600, "21,600 sets", "21,600 sets"),
    ("days", 55, "55 days", "55 days"),
    ("years", 1538.46, "1,538 years", "1,538 years"),
    ("number", 4.25, "4.3", "4.3"),
]
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth 11th 12th 13th 14th 15th "
    "16th 17th 18th 19th 20th 21st 22nd 23rd 24th 25th 26th 27th 28th 29th 30th"
).split()


class DataElement(HTMLParser):
    """The one `<data>` element of a piece of HTML: its attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (56.25, 1, "56.3"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),  # below 2.675 as a binary fraction; a reader sees 2.675
        (1.005, 2, "1.01"),
        (55.45, 1, "55.5"),
        (55.449999, 1, "55.4"),
        (99.95, 1, "100.0"),
        (1e-7, 2, "0.00"),
    ],
)
def test_halves_are_rounded_away_from_zero_as_printed(value: float, places: int, text: str) -> None:
    assert str(round_half_up(value, places)) == text


@given(VALUES, PLACES)
def test_a_rounded_value_lies_within_half_a_unit_of_its_last_digit(
    value: float, places: int
) -> None:
    off = abs(round_half_up(value, places) - Decimal(repr(value)))
    assert off <= Decimal(1).scaleb(-places) / 2


@given(VALUES, PLACES)
def test_rounding_twice_is_rounding_once(value: float, places: int) -> None:
    once = round_half_up(value, places)
    assert round_half_up(float(once), places) == once


@given(VALUES, VALUES, PLACES)
def test_rounding_never_turns_an_order_around(a: float, b: float, places: int) -> None:
    low, high = sorted([a, b])
    assert round_half_up(low, places) <= round_half_up(high, places)


@given(VALUES, PLACES)
def test_rounding_treats_plus_and_minus_alike(value: float, places: int) -> None:
    assert round_half_up(-value, places) == -round_half_up(value, places)


@pytest.mark.parametrize(("unit", "value", "sentence", "chart"), WORDINGS)
def test_a_unit_has_its_words_and_its_label(
    unit: str, value: float, sentence: str, chart: str
) -> None:
    assert words(value, unit) == sentence
    assert label(value, unit) == chart
    number = Number(value, unit, "derived")
    assert (str(number), number.label) == (sentence, chart)


def test_the_wordings_above_cover_every_unit() -> None:
    assert {unit for unit, *_ in WORDINGS} == set(UNITS)


@pytest.mark.parametrize(("rank", "text"), list(enumerate(ORDINALS, 1)))
def test_a_rank_is_said_in_words_up_to_ten(rank: int, text: str) -> None:
    assert ordinal(rank) == text
    assert words(rank, "rank") == text


@pytest.mark.parametrize(
    ("rank", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (22, "22nd"), (101, "101st"), (111, "111th"), (112, "112th"), (113, "113th")],
)  # fmt: skip
def test_a_chart_prints_a_rank_with_its_ending(rank: int, text: str) -> None:
    assert label(rank, "rank") == text


def test_numbers_up_to_twelve_are_counted_in_words() -> None:
    assert words(0, "count") == "none"
    assert words(1, "count") == "one"
    assert words(12, "count") == "twelve"
    assert words(13, "count") == "13"
    assert words(1234, "count") == "1,234"
    assert label(12, "count") == "12"


def test_a_year_has_no_comma() -> None:
    assert words(2010, "year") == label(2010, "year") == "2010"
    assert words(2010.0, "year") == "2010"


def test_thousands_are_parted_by_commas() -> None:
    assert digits(999, "t") == "999"
    assert digits(1000, "t") == "1,000"
    assert digits(28564, "t") == "28,564"
    assert digits(1234567.4, "t") == "1,234,567"
    assert digits(-23310, "t") == "-23,310"


def test_decimals_are_dropped_from_whole_values_and_from_a_hundred_up() -> None:
    assert digits(56, "pct") == "56"
    assert digits(56.04, "pct") == "56.0"
    assert digits(134.55, "pct") == "135"
    assert digits(134.55, "pct", 2) == "134.55"
    assert digits(56, "pct", 2) == "56.00"
    assert Number(81.6062, "pct", "derived", decimals=2).bare == "81.61"


@given(VALUES)
def test_the_html_of_a_number_holds_its_full_value_without_an_exponent(value: float) -> None:
    html = Number(value, "number", "derived").html()
    found = re.search(r' value="(-?\d+(?:\.\d*[1-9])?)"', html)
    assert found, html
    assert float(found[1]) == value
    assert Decimal(found[1]) == Decimal(repr(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [(300, "300"), (1e-7, "0.0000001"), (1e21, "1" + "0" * 21), (0.1, "0.1"), (-2.50, "-2.5")],
)
def test_the_value_of_a_data_element_is_plain(value: float, text: str) -> None:
    assert DataElement(Number(value, "number", "derived").html()).attributes["value"] == text


def test_the_html_of_a_number_is_one_element_that_says_where_it_comes_from() -> None:
    number = Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01", "imports-s06"))
    element = DataElement(number.html())
    assert element.tags == ["data"]
    assert element.text == str(number) == "81.6 percent"
    assert element.attributes["tabindex"] == "0"
    assert element.attributes["data-origin"] == number.origin
    said, grade, publishers = number.origin.split(" · ")
    assert said == "81.61 percent", "derived: four digits, as its inputs"
    assert grade == "derived"
    assert publishers == credit(["imports-s01", "imports-s06"])
    assert number._repr_html_() == number.html()


def test_the_html_of_a_number_is_escaped() -> None:
    number = Number(1, "pct", '<b>"A" & B</b>')
    html = number.html('<i>"one" & only</i>')
    element = DataElement(html)
    assert element.tags == ["data"]
    assert "<b>" not in html
    assert "<i>" not in html
    assert element.text == '<i>"one" & only</i>'
    assert '<b>"A" & B</b>' in unescape(element.attributes["data-origin"] or "")


@pytest.mark.parametrize(
    ("column", "unit"),
    [("reserves_t", "t"), ("quantity_mt", "Mt"), ("share_pct", "pct"), ("factor", "factor"),
     ("price_low_usd_kg", "USD a kilogram")],
)  # fmt: skip
def test_a_cell_reads_its_unit_from_the_name_of_its_column(column: str, unit: str) -> None:
    row = pd.Series({column: 2.5, "grade": "reported", "source_id": "money-s01;money-s02"})
    assert cell(row, column) == Number(2.5, unit, "reported", ("money-s01", "money-s02"))
    assert cell(row, column, 2).decimals == 2


def test_the_columns_above_cover_every_ending() -> None:
    assert set(SUFFIXES) == {"_t", "_mt", "_pct", "factor", "_usd_kg"}


def test_a_cell_reads_its_unit_from_a_column_of_units() -> None:
    row = pd.Series(
        {"amount": 108, "unit": "JPY bn", "grade": "official table", "source_id": "money-t01"}
    )
    assert cell(row, "amount") == Number(108.0, "JPY bn", "official table", ("money-t01",))


def test_a_cell_without_a_unit_is_refused() -> None:
    row = pd.Series({"amount": 108, "grade": "derived", "source_id": "money-t01"})
    with pytest.raises(KeyError, match="amount"):
        cell(row, "amount")


def test_a_derived_number_unites_the_sources_of_its_parents_in_order() -> None:
    number = Number(1, "t", "reported", ("imports-s06", "imports-s01"))
    row = pd.Series({"source_id": "imports-s01;imports-s11;imports-s06"})
    made = derived(2, "pct", number, row, number, decimals=0)
    assert made.source_ids == ("imports-s06", "imports-s01", "imports-s11")
    assert (made.value, made.unit, made.grade, made.decimals) == (2.0, "pct", "derived", 0)
    assert derived(2, "pct", row, number).source_ids == (
        "imports-s01",
        "imports-s11",
        "imports-s06",
    )


def test_a_number_without_parents_has_no_sources() -> None:
    assert derived(1, "pct").source_ids == ()
    assert derived(1, "pct", Number(1, "pct", "derived")).source_ids == ()


def test_a_count_takes_its_sources_from_all_rows() -> None:
    frame = pd.DataFrame({"source_id": ["money-s02", "money-s01;money-s02"]})
    number = counted(2, *rows(frame))
    assert number == Number(2.0, "count", "derived", ("money-s02", "money-s01"))
    assert str(number) == "two"
    assert str(counted(2, *rows(frame), unit="rank")) == "second"


def test_a_credit_names_publishers_with_years_and_counts_the_rest() -> None:
    by_publisher: dict[str, str] = {}
    for row in csv_rows("sources"):
        if row["published"][:4].isdigit() and not row["read_via"]:
            by_publisher.setdefault(f"{row['publisher']} {row['published'][:4]}", row["source_id"])
    names, ids = list(by_publisher)[:4], list(by_publisher.values())[:4]
    assert credit([]) == ""
    assert credit(ids[:1]) == names[0]
    assert credit(ids[:2]) == f"{names[0]}; {names[1]}"
    assert credit(ids) == f"{names[0]}; {names[1]}; 2 more"
    assert credit(ids, most=3) == f"{names[0]}; {names[1]}; {names[2]}; 1 more"
    assert credit(ids[:1] * 3) == names[0]


def test_a_credit_without_a_known_year_is_the_publisher_alone() -> None:
    undated = [row for row in csv_rows("sources") if not row["published"][:4].isdigit()]
    own = next(row for row in undated if not row["read_via"])
    assert credit([own["source_id"]]) == own["publisher"]


def test_a_credit_says_whose_copy_was_read() -> None:
    copy = next(row for row in csv_rows("sources") if row["read_via"])
    assert credit([copy["source_id"]]).endswith(f", read via {copy['read_via']}")


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(KeyError, match="imports-nowhere"):
        credit(["imports-s01", "imports-nowhere"])


@pytest.mark.parametrize(
    ("cells", "ids"),
    [
        ([], ()),
        (["", ""], ()),
        (["money-s02"], ("money-s02",)),
        (["money-s02;money-s01", "money-s03;money-s02"], ("money-s02", "money-s01", "money-s03")),
        (["", "money-s01;", ";money-s02"], ("money-s01", "money-s02")),
    ],
)
def test_the_sources_of_some_cells_come_once_in_their_order(
    cells: list[str], ids: tuple[str, ...]
) -> None:
    assert source_ids(cells) == source_ids(iter(cells)) == source_ids(pd.Series(cells, dtype=str))
    assert source_ids(cells) == ids
    assert united(cells) == ";".join(ids)
    assert source_ids([united(cells)]) == ids


def test_a_list_is_joined_in_words() -> None:
    assert join([]) == ""
    assert join(["a"]) == "a"
    assert join(["a", "b"]) == "a and b"
    assert join(["a", "b", "c"]) == "a, b and c"
    assert join(iter(["a", "b", "c"]), last="or") == "a, b or c"


def test_nothing_rounds_to_minus_zero() -> None:
    assert digits(-0.04, "pct") == "0.0"


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused_not_printed(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be printed"):
        words(value, "pct")


@pytest.mark.parametrize(
    ("date", "with_year", "said"),
    [
        ("2010-09-07", True, "7 Sep 2010"),
        ("2010-09-07", False, "7 Sep"),
        ("2023-03", True, "Mar 2023"),
        ("2019", True, "2019"),
        ("2019", False, "2019"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(date: str, with_year: bool, said: str) -> None:
    assert day_words(date, with_year).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("unit", "said", "shown"),
    [
        ("pct", "12.3 percent", "12.3%"),
        ("points", "12.3 percentage points", "12.3 points"),
        ("pct a year", "12.3 percent a year", "12.3% a year"),
        ("t", "12 tonnes", "12 t"),
        ("Mt", "12.3 million tonnes", "12.3 Mt"),
        ("factor", "12.3 times", "×12.3"),
        ("USD", "12.35 dollars", "$12.35"),
        ("USD a kilogram", "12 dollars a kilogram", "$12 a kg"),
        ("USD mn", "12.3 million dollars", "$12.3 mn"),
        ("USD bn", "12.3 billion dollars", "$12.3 bn"),
        ("USD k", "12.3 thousand dollars", "$12.3k"),
        ("JPY mn", "12.3 million yen", "¥12.3 mn"),
        ("JPY bn", "12.3 billion yen", "¥12.3 bn"),
        ("JPY per USD", "12.3 yen to the dollar", "¥12.3 to $1"),
        ("persons", "12 people", "12 people"),
        ("sets", "12 sets", "12 sets"),
        ("days", "12 days", "12 days"),
        ("years", "12.3 years", "12.3 years"),
        ("number", "12.3", "12.3"),
    ],
)
def test_every_unit_is_said_with_its_own_decimals(unit: str, said: str, shown: str) -> None:
    assert (words(12.345, unit), label(12.345, unit)) == (said, shown)
    assert len(UNITS) == 19


def test_values_from_a_hundred_up_lose_their_decimals() -> None:
    assert [digits(value, "pct") for value in (99.4, 100.4, -100.4)] == ["99.4", "100", "-100"]


def test_rounding_is_to_whole_numbers_unless_asked() -> None:
    assert [str(round_half_up(value)) for value in (26.5, 26.4)] == ["27", "26"]


def test_below_the_first_nothing_has_a_word() -> None:
    assert (ordinal(0), words(-1, "count"), words(0, "count")) == ("0th", "-1", "none")


def test_a_sentence_is_html_unless_asked() -> None:
    places = {"who": "<b>", "much": Number(3, "pct", "derived")}
    assert fill('"{who}" & {much}', places, html=False) == '"<b>" & 3 percent'
    made = fill('"{who}" & {much}', places)
    assert made.startswith('"&lt;b&gt;" &amp; <data ')


def test_what_holds_is_said_yes_or_no() -> None:
    assert (words(1, "holds"), words(0, "holds")) == ("yes", "no")


def test_a_number_and_a_unit_stay_as_they_are() -> None:
    for frozen, name in ((Number(3, "pct", "derived"), "value"), (UNITS["pct"], "decimals")):
        with pytest.raises(FrozenInstanceError):
            setattr(frozen, name, 4)


@pytest.mark.parametrize(
    ("value", "grade", "said"),
    [
        (7.7796115, "derived", "7.78"),
        (138000.513, "derived", "138,001"),
        (28564.25, "official table", "28,564.25"),
        (254.27, "official table", "254.27"),
        (0.0123456, "derived", "0.012"),
    ],
)
def test_a_derived_number_says_no_more_digits_than_its_inputs_carry(
    value: float, grade: str, said: str
) -> None:
    assert Number(value, "number", grade).origin.split(" · ")[0].split(" ")[0] == said
