"""A dollar of 1965 through time: every factor a second way, identities, and gaps that stay gaps."""

from __future__ import annotations

import math
from functools import cache

import pandas as pd
import pytest
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading import compensation
from rereading.compensation import END, START, TRANCHES
from rereading.data import table

METHODS = {row["method_id"]: row for row in csv_rows("money_methods")}
CITED = {row["factor_id"]: row for row in csv_rows("cited_factors")}
NO_CITED: dict[str, float] = {}
INDEX = {"rule": "index", "series_id": "a", "start_series_id": "a", "per_series_id": "",
         "exchange_series_id": ""}  # fmt: skip


@cache
def plain() -> dict[tuple[str, int], float]:
    return {
        (row["series_id"], int(row["year"])): float(row["value"])
        for row in csv_rows("money_series")
    }


def plain_factor(name: str, start: int, end: int) -> float:
    """Return a factor from the CSV files alone, by one definition a rule; NaN where data lack."""
    method, value = METHODS[name], plain()
    series, per, rate = (method[f"{it}series_id"] for it in ("", "per_", "exchange_"))
    try:
        if method["rule"] == "cited":
            printed = CITED[series]
            known = (str(start), str(end)) == (printed["from_year"], printed["to_year"])
            grown = float(printed["factor"]) if known else math.nan
        elif method["rule"] == "compound":
            grown = math.prod(1 + value[series, year] / 100 for year in range(start + 1, end + 1))
        else:
            grown = value[series, end] / value[method["start_series_id"], start]
        if per:
            grown /= value[per, end] / value[per, start]
        if rate:  # more yen to the dollar: fewer dollars
            grown *= value[rate, start] / value[rate, end]
    except KeyError:
        return math.nan
    return grown


def factor(name: str, start: int, end: int, lost: tuple[str, int] | None = None) -> float:
    method = table("money_methods").set_index("method_id").loc[name]
    cited = table("cited_factors").set_index("factor_id")["factor"]
    series = compensation.by_year(table("money_series"))
    if lost:
        del series[lost[0]][lost[1]]
    return compensation.factor(method, series, cited, start, end)


@cache
def factors() -> pd.DataFrame:
    return compensation.factors(*map(table, ("money_methods", "money_series", "cited_factors")))


@pytest.mark.parametrize("name", METHODS)
def test_every_factor_comes_out_the_same_in_plain_python(name: str) -> None:
    made = factors().set_index("method_id").loc[name]
    assert made["factor"] == pytest.approx(plain_factor(name, START, END), rel=1e-9)
    ten = math.fsum(plain_factor(name, year, END) for year in range(1966, 1976)) / 10
    assert made["factor_ten"] == pytest.approx(ten, rel=1e-9, nan_ok=True)
    for start, end in ((START, 1966), (START, 2016), (1990, END), (START, 2060), (1950, END)):
        again = factor(name, start, end)
        assert again == pytest.approx(plain_factor(name, start, end), rel=1e-9, nan_ok=True)


def test_the_headline_factor_is_what_the_bureau_of_labor_statistics_prints() -> None:
    assert factor("us_cpi", START, END) == pytest.approx(245.12 / 31.508, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("us_cpi", ("us_cpi_u", END)),
        ("us_tbill", ("us_tbill_3m", 1990)),
        ("jp_cpi", ("jpy_per_usd", START)),
        ("kr_gdp_head", ("kr_population", END)),
    ],
)
def test_a_gap_gives_no_number(name: str, lost: tuple[str, int]) -> None:
    assert math.isnan(factor(name, START, END, lost)) and not math.isnan(factor(name, START, END))


def test_a_lost_payment_gives_no_average() -> None:
    series = {"a": dict.fromkeys(range(START, END + 1), 7.0)}
    assert compensation.ten_payments(INDEX, series, NO_CITED, END) == 1
    del series["a"][1970]
    assert math.isnan(compensation.ten_payments(INDEX, series, NO_CITED, END))


@given(st.lists(st.floats(0.1, 1e6), min_size=3, max_size=20), st.floats(0.001, 1000))
def test_an_index_depends_neither_on_its_base_year_nor_on_the_steps(
    values: list[float], unit: float
) -> None:
    series, scaled = ({"a": {y: by * v for y, v in enumerate(values)}} for by in (1, unit))
    last = len(values) - 1
    whole = compensation.factor(INDEX, series, NO_CITED, 0, last)
    assert whole == pytest.approx(values[-1] / values[0])
    assert compensation.factor(INDEX, scaled, NO_CITED, 0, last) == pytest.approx(whole)
    steps = [compensation.factor(INDEX, series, NO_CITED, y, y + 1) for y in range(last)]
    assert math.prod(steps) == pytest.approx(whole)


@given(st.floats(-20, 60), st.integers(1976, 2024))
def test_a_growth_compounds_back_to_its_factor(growth: float, end: int) -> None:
    factors = [(1 + growth / 100) ** (end - year) for year in TRANCHES]
    found = compensation.ten_payments_growth_pct(math.fsum(factors) / 10, end)
    assert found == pytest.approx(growth, abs=1e-9)
    assert compensation.yearly_growth_pct(factors[0], end - 1966) == pytest.approx(growth, abs=1e-9)


def test_the_settlement_adds_up_and_agrees_with_the_series_on_1965() -> None:
    sums = {row["item"]: float(row["amount"]) for row in csv_rows("settlement")}
    grants, all_but_credits, everything = compensation.BASES_USD_MN
    assert sums["grant_total"] == grants == 300
    assert sums["grant_total"] + sums["loan_total"] == all_but_credits
    assert all_but_credits + sums["private_credits"] == everything == sums["package_all"]
    assert sums["grant_delivered_goods"] + sums["debt_offset"] == pytest.approx(grants)
    rate = 1000 * sums["grant_total_yen"] / grants
    assert rate == sums["treaty_rate"] == plain()["jpy_per_usd", START] == 360
    for series, item in (
        ("jp_general_account_expenditure", "jp_general_account_1965"),
        ("jp_gdp_nominal_usd", "jp_gdp_1965_usd"),
        ("kr_population", "sk_population_1965"),
        ("jp_population", "jp_population_1965"),
    ):
        assert plain()[series, START] == pytest.approx(sums[item], rel=1e-3)


def test_there_is_an_amount_for_every_method_base_and_timing_that_data_allow() -> None:
    amounts = compensation.amounts(factors())
    cited = sum(row["rule"] == "cited" for row in METHODS.values())
    assert len(amounts) == 3 * (2 * len(METHODS) - cited)
    assert amounts["amount_usd_bn"].gt(0).all()
    by_id = amounts.set_index("reading_id")["amount_usd_bn"]
    assert by_id["us_cpi-300-once"] == pytest.approx(0.3 * 245.12 / 31.508)
    assert by_id["us_cpi-800-ten"] == pytest.approx(by_id["us_cpi-300-ten"] * 8 / 3)
