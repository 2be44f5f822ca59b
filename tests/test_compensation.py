"""A dollar of 1965 through time: gaps that stay gaps, parts that add up.

Every amount is computed a second time in `test_two_ways.py`.
"""

from __future__ import annotations

import math

import pytest
from helpers import csv_rows

from rereading import compensation
from rereading.compensation import END, START
from rereading.data import table

NO_CITED: dict[str, float] = {}
INDEX = {"rule": "index", "series_id": "a", "start_series_id": "a", "per_series_id": "",
         "exchange_series_id": ""}  # fmt: skip


def factor(name: str, start: int, end: int, lost: tuple[str, int] | None = None) -> float:
    method = table("money_methods").set_index("method_id").loc[name]
    cited = table("cited_factors").set_index("factor_id")["factor"]
    series = compensation.by_year(table("money_series"))
    if lost:
        del series[lost[0]][lost[1]]
    return compensation.factor(method, series, cited, start, end)


@pytest.mark.parametrize(
    ("name", "lost"), [("us_cpi", ("us_cpi_u", END)), ("us_tbill", ("us_tbill_3m", 1990))]
)
def test_a_gap_gives_no_number(name: str, lost: tuple[str, int]) -> None:
    assert math.isnan(factor(name, START, END, lost)) and not math.isnan(factor(name, START, END))


def test_a_year_out_of_the_data_or_of_what_was_cited_gives_no_number() -> None:
    methods = table("money_methods")
    for name in methods["method_id"]:
        assert math.isnan(factor(name, START, 2060))
    for name in methods.loc[methods["rule"] == "cited", "method_id"]:
        assert math.isnan(factor(name, START, END - 1))


def test_a_lost_payment_gives_no_average() -> None:
    series = {"a": dict.fromkeys(range(START, END + 1), 7.0)}
    assert compensation.ten_payments(INDEX, series, NO_CITED, END) == 1
    del series["a"][1970]
    assert math.isnan(compensation.ten_payments(INDEX, series, NO_CITED, END))


def test_the_settlement_adds_up_and_agrees_with_the_series_on_1965() -> None:
    sums = {row["item"]: float(row["amount"]) for row in csv_rows("settlement")}
    grants, all_but_credits, everything = compensation.BASES_USD_MN
    assert sums["grant_total"] == grants == 300
    assert sums["grant_total"] + sums["loan_total"] == all_but_credits
    assert all_but_credits + sums["private_credits"] == everything == sums["package_all"]
    assert sums["grant_delivered_goods"] + sums["debt_offset"] == pytest.approx(grants)
    series = compensation.by_year(table("money_series"))
    rate = 1000 * sums["grant_total_yen"] / grants
    assert rate == sums["treaty_rate"] == series["jpy_per_usd"][START] == 360
    for name, item in (
        ("jp_general_account_expenditure", "jp_general_account_1965"),
        ("jp_gdp_nominal_usd", "jp_gdp_1965_usd"),
        ("kr_population", "sk_population_1965"),
        ("jp_population", "jp_population_1965"),
    ):
        assert series[name][START] == pytest.approx(sums[item], rel=1e-3)
