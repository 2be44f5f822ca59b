"""A dollar of 1965 through time: gaps that stay gaps, parts that add up.

Every amount is computed a second time in `test_two_ways.py`.
"""

import math

import pytest
from helpers import csv_rows

from rereading import compensation
from rereading.compensation import END, START
from rereading.data import table


@pytest.mark.parametrize(
    ("name", "series_id", "year"), [("us_cpi", "us_cpi_u", END), ("us_tbill", "us_tbill_3m", 1990)]
)
def test_a_gap_gives_no_number(name: str, series_id: str, year: int) -> None:
    method = table("money_methods").set_index("method_id").loc[name]
    series = compensation.by_year(table("money_series"))

    def once_and_ten() -> list[float]:
        once = compensation.factor(method, series, {}, START, END)
        return [once, compensation.ten_payments(method, series, {}, END)]

    assert not any(map(math.isnan, once_and_ten()))
    lost = series[series_id].pop(year)
    assert all(map(math.isnan, once_and_ten()))
    series[series_id][year] = lost
    del series[series_id][1970]
    assert math.isnan(once_and_ten()[1]), "the average of nine payments"


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
