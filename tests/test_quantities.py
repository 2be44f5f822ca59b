"""Rounding, wording, and where a number says it comes from."""

import math

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from rereading import quantities
from rereading.credits import credit
from rereading.quantities import Number, cell, counted, day_words, derived, digits, fill


def test_ranks_counts_years_and_yes_have_words_of_their_own():
    said = {
        (2, "rank"): ("second", "2nd"), (10, "rank"): ("tenth", "10th"), (11, "rank"): ("11th",) * 2,
        (22, "rank"): ("22nd",) * 2, (113, "rank"): ("113th",) * 2, (0, "count"): ("none", "0"),
        (12, "count"): ("twelve", "12"), (13, "count"): ("13",) * 2, (1, "days"): ("1 day",) * 2,
        (2010.0, "year"): ("2010",) * 2, (1, "holds"): ("yes",) * 2, (0, "holds"): ("no",) * 2,
    }  # fmt: skip
    assert {each: (quantities.words(*each), quantities.label(*each)) for each in said} == said


def test_digits_have_commas_decimals_below_a_hundred_unless_whole_and_halves_go_up():
    said = {
        (-23310, "t"): "-23,310", (1234567.4, "t"): "1,234,567", (56, "pct"): "56",
        (-100.4, "pct"): "-100", (134.55, "pct", 2): "134.55", (-0.04, "pct"): "0.0",
        (0.5, "pct", 0): "1", (2.5, "pct", 0): "3", (55.449999, "pct", 1): "55.4",
        (2.675, "pct", 2): "2.68",  # below 2.675 as a binary fraction; a reader sees 2.675
    }  # fmt: skip
    assert {each: digits(*each) for each in said} == said


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused_not_printed(value):
    with pytest.raises(ValueError, match="cannot be printed"):
        quantities.words(value, "pct")


def test_the_html_of_a_number_is_one_element_that_says_where_it_comes_from():
    number = Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01", "imports-s06"))
    (element,) = BeautifulSoup(number._repr_html_(), "html.parser").find_all(True)
    assert (element.name, element.text, element["tabindex"]) == ("data", "81.6 percent", "0")
    said = f"81.61 percent · derived · {credit(number.source_ids)}"
    assert element["data-origin"] == number.origin == said


def test_a_derived_number_says_no_more_digits_than_its_inputs_carry():
    said = {
        (7.7796115, "derived"): "7.78", (138000.513, "derived"): "138,001",
        (0.0123456, "derived"): "0.012", (28564.25, "official table"): "28,564.25",
    }  # fmt: skip
    found = {each: Number(each[0], "number", each[1]).origin.partition(" · ")[0] for each in said}
    assert found == said


def test_a_sentence_is_html_unless_asked_and_knows_all_its_numbers():
    places = {"who": "<b>", "much": Number(3, "pct", "derived")}
    assert fill('"{who}" & {much}', places, html=False) == '"<b>" & 3 percent'
    assert fill('"{who}" & {much}', places).startswith('"&lt;b&gt;" &amp; <data ')
    with pytest.raises(KeyError, match="nonsense"):
        fill("It was {nonsense}.", places)


def test_a_cell_reads_its_unit_from_its_column_or_a_column_of_units():
    sources = ("money-s01", "money-s02")
    row = pd.Series({"grade": "reported", "source_id": ";".join(sources), "amount": 2.5})
    with pytest.raises(KeyError, match="unit"):
        cell(row, "amount")
    units = {"reserves_t": "t", "price_low_usd_kg": "USD a kilogram", "people": "persons"}
    for column, unit in (units | {"factor": "factor", "amount": "JPY bn"}).items():
        row = pd.Series({**row, column: 2.5, "unit": "JPY bn"})
        assert cell(row, column, 2) == Number(2.5, unit, "reported", sources, 2)


def test_a_derived_number_unites_the_sources_of_its_parents_in_order():
    number = Number(1, "t", "reported", ("imports-s06", "imports-s01"))
    row = pd.Series({"source_id": "imports-s01;imports-s11;imports-s06"})
    made = derived(2, "pct", number, row, number, decimals=0)
    sources = ("imports-s06", "imports-s01", "imports-s11")
    assert made == Number(2.0, "pct", "derived", sources, 0)
    assert derived(1, "pct").source_ids == ()
    frame = pd.DataFrame({"source_id": ["money-s02", "money-s01;money-s02"]})
    assert counted(2, frame) == Number(2.0, "count", "derived", ("money-s02", "money-s01"))


def test_a_credit_names_publishers_with_years_and_counts_the_rest(monkeypatch):
    columns = ["source_id", "publisher", "published", "read_via"]
    sources = [("a", "Kyodo", "2012-01", "a blog"), ("b", "METI 2010", "2010", "")]
    sources += [("c", "Jiji", "undated", ""), ("d", "Jiji", "undated", ""), ("e", "AP", "", "")]
    monkeypatch.setattr("rereading.credits.table", lambda _: pd.DataFrame(sources, columns=columns))
    said = {"": "", "aba": "Kyodo 2012, read via a blog; METI 2010", "bcd": "METI 2010; Jiji"}
    said |= {"cabe": "Jiji; Kyodo 2012, read via a blog; 2 more"}
    assert {ids: credit(ids) for ids in said} == said


def test_a_date_is_said_as_far_as_it_is_known():
    said = {"2010-09-07": "7 Sep 2010", "2023-03": "Mar 2023", "2019": "2019"}
    assert {date: day_words(date).replace("\u00a0", " ") for date in said} == said
    assert day_words("2010-09-07", with_year=False) == "7\u00a0Sep"
    assert day_words("2019", with_year=False) == "2019"
