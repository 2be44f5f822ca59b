"""A dollar of 1965 through time: published figures, identities, and every factor a second way."""

from __future__ import annotations

import math
from functools import cache

import pandas as pd
import pytest
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading import compensation
from rereading.data import table

START, END = 1965, 2017
TENTH_YEARS = range(1966, 1976)
METHODS = {row["method_id"]: row for row in csv_rows("money_methods")}
COMPUTED = [name for name, row in METHODS.items() if row["rule"] != "cited"]
# Methods that end with the series they start with: a path through time, not a leap.
OF_ONE_SERIES = [
    name for name in COMPUTED if METHODS[name]["series_id"] == METHODS[name]["start_series_id"]
]
YEARS = range(START, 2026)


@cache
def plain() -> dict[tuple[str, int], float]:
    return {
        (row["series_id"], int(row["year"])): float(row["value"])
        for row in csv_rows("money_series")
    }


def plain_factor(name: str, start: int, end: int) -> float:
    """Return a factor from the CSV files alone, by one definition a rule; NaN where data lack."""
    method, value = METHODS[name], plain()
    try:
        if method["rule"] == "compound":
            grown = math.prod(
                1 + value[method["series_id"], year] / 100 for year in range(start + 1, end + 1)
            )
        else:
            grown = value[method["series_id"], end] / value[method["start_series_id"], start]
        if method["per_series_id"]:
            grown /= value[method["per_series_id"], end] / value[method["per_series_id"], start]
        if method["exchange_series_id"]:  # more yen to the dollar: fewer dollars
            rate = method["exchange_series_id"]
            grown *= value[rate, start] / value[rate, end]
    except KeyError:
        return math.nan
    return grown


@cache
def series() -> pd.DataFrame:
    return compensation.by_year(table("money_series"))


def factor(name: str, start: int, end: int) -> float:
    method = table("money_methods").set_index("method_id").loc[name]
    cited = table("cited_factors").set_index("factor_id")["factor"]
    return compensation.factor(method, series(), cited, start, end)


@cache
def factors() -> pd.DataFrame:
    return compensation.factors(*map(table, ("money_methods", "money_series", "cited_factors")))


def by_id() -> pd.DataFrame:
    return factors().set_index("method_id")


def settled() -> dict[str, float]:
    return {row["item"]: float(row["amount"]) for row in csv_rows("settlement")}


def test_american_prices_rose_as_the_bureau_of_labor_statistics_prints() -> None:
    prices = {row["year"]: row["value"] for row in csv_rows("money_series")
              if row["series_id"] == "us_cpi_u"}  # fmt: skip
    assert (prices["1965"], prices["2017"]) == ("31.508", "245.12")
    assert factor("us_cpi", START, END) == pytest.approx(245.12 / 31.508, rel=1e-12)
    assert round(factor("us_cpi", START, END), 2) == 7.78


def test_the_treaty_changes_300_million_dollars_into_108_billion_yen() -> None:
    settlement = settled()
    assert settlement["grant_total"] == 300
    assert settlement["grant_total_yen"] == 108
    rate = 1000 * settlement["grant_total_yen"] / settlement["grant_total"]
    assert rate == settlement["treaty_rate"] == plain()["jpy_per_usd", START] == 360


def test_the_parts_of_the_settlement_add_up() -> None:
    settlement = settled()
    assert (
        settlement["grant_total"] + settlement["loan_total"] == settlement["package_grants_loans"]
    )
    assert (
        settlement["package_grants_loans"] + settlement["private_credits"]
        == settlement["package_all"]
    )
    delivered = settlement["grant_delivered_goods"] + settlement["debt_offset"]
    assert delivered == pytest.approx(settlement["grant_total"])
    bases = [settlement[item] for item in ("grant_total", "package_grants_loans", "package_all")]
    assert list(compensation.BASES_USD_MN) == bases


def test_the_settlement_agrees_with_the_series_on_1965() -> None:
    settlement, value = settled(), plain()
    assert settlement["jp_general_account_1965"] == 3723
    assert value["jp_general_account_expenditure", START] == pytest.approx(3723, abs=0.5)
    assert value["kr_gdp_nominal_usd", START] == pytest.approx(3.1209, abs=5e-4)
    assert settlement["sk_gdp_1965"] == pytest.approx(3120.9)
    assert value["jp_gdp_nominal_usd", START] == pytest.approx(
        settlement["jp_gdp_1965_usd"], abs=0.05
    )
    assert value["kr_population", START] == settlement["sk_population_1965"]
    assert value["jp_population", START] == settlement["jp_population_1965"]


def test_the_grants_were_a_seventh_of_what_japan_held_in_foreign_currency() -> None:
    settlement = settled()
    assert 100 * settlement["grant_total"] / settlement["jp_reserves_1965"] == pytest.approx(
        13.93, abs=0.005
    )
    assert settlement["jp_reserves_2017"] / settlement["jp_reserves_1965"] == pytest.approx(
        587, abs=0.5
    )


@pytest.mark.parametrize("name", COMPUTED)
def test_every_factor_comes_out_the_same_in_plain_python(name: str) -> None:
    assert by_id().loc[name, "factor"] == pytest.approx(plain_factor(name, START, END), rel=1e-9)
    ten = math.fsum(plain_factor(name, year, END) for year in TENTH_YEARS) / 10
    assert by_id().loc[name, "factor_ten"] == pytest.approx(ten, rel=1e-9)
    for end in (1966, 1990, 2024):
        again = factor(name, START, end)
        assert again == pytest.approx(plain_factor(name, START, end), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", [name for name in METHODS if name not in COMPUTED])
def test_a_cited_factor_is_taken_as_printed_and_changed_into_dollars(name: str) -> None:
    method = METHODS[name]
    (row,) = [row for row in csv_rows("cited_factors") if row["factor_id"] == method["series_id"]]
    assert (row["from_year"], row["to_year"]) == ("1965", "2017")
    assert bool(method["exchange_series_id"]) == (row["currency"] == "JPY")
    expected = float(row["factor"])
    if method["exchange_series_id"]:
        expected *= plain()["jpy_per_usd", START] / plain()["jpy_per_usd", END]
    assert by_id().loc[name, "factor"] == pytest.approx(expected, rel=1e-9)
    assert math.isnan(by_id().loc[name, "factor_ten"])
    assert math.isnan(factor(name, 1966, END))
    assert math.isnan(factor(name, START, 2016))


def test_factors_stand_in_order_one_a_method() -> None:
    assert sorted(factors()["method_id"]) == sorted(METHODS)
    assert factors()["factor"].is_monotonic_increasing
    assert (factors()["factor"] > 0).all()
    assert set(factors()["grade"]) == {"derived"}


def test_a_method_that_crosses_to_another_series_says_so() -> None:
    assert set(COMPUTED) - set(OF_ONE_SERIES) == {"kp_gni_share_bok", "kp_gni_share_un"}


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_no_years_change_nothing(name: str) -> None:
    ones = [factor(name, year, year) for year in YEARS]
    known = [one for one in ones if not math.isnan(one)]
    assert len(known) > 40
    assert known == [1] * len(known)


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_two_steps_through_time_are_one(name: str) -> None:
    middles = [
        year for year in range(START + 1, END) if (METHODS[name]["series_id"], year) in plain()
    ]
    assert len(middles) > 30
    for middle in middles:
        steps = factor(name, START, middle) * factor(name, middle, END)
        assert steps == pytest.approx(factor(name, START, END), rel=1e-9), middle


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_going_there_and_back_changes_nothing(name: str) -> None:
    if METHODS[name]["rule"] == "index":
        there_and_back = factor(name, START, END) * factor(name, END, START)
        assert there_and_back == pytest.approx(1)
    else:
        assert factor(name, START, END) > 1


@given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=20), st.floats(0.001, 1000))
def test_an_index_does_not_depend_on_its_base_year(values: list[float], unit: float) -> None:
    method = pd.Series(
        {"rule": "index", "series_id": "a", "start_series_id": "a", "per_series_id": "",
         "exchange_series_id": ""}
    )  # fmt: skip
    last = START + len(values) - 1
    frame = pd.DataFrame({"a": values}, index=range(START, last + 1))
    cited = pd.Series(dtype=float)
    made = compensation.factor(method, frame, cited, START, last)
    assert made == pytest.approx(values[-1] / values[0])
    assert compensation.factor(method, frame * unit, cited, START, last) == pytest.approx(made)
    assert compensation.factor(method, frame, cited, last, last) == 1


def test_ten_payments_of_a_constant_series_are_the_payments() -> None:
    frame = pd.DataFrame({"a": [7.0] * 60, "none": [0.0] * 60}, index=range(START, START + 60))
    cited = pd.Series(dtype=float)
    for rule, name in (("index", "a"), ("compound", "none")):
        method = pd.Series(
            {"rule": rule, "series_id": name, "start_series_id": name, "per_series_id": "",
             "exchange_series_id": "a"}
        )  # fmt: skip
        assert compensation.ten_payments(method, frame, cited, END) == 1


@pytest.mark.parametrize("name", ["us_cpi", "us_tbill", "kr_gdp_head", "jp_cpi"])
def test_ten_payments_lie_between_the_first_and_the_last(name: str) -> None:
    each = [factor(name, year, END) for year in TENTH_YEARS]
    assert min(each) < by_id().loc[name, "factor_ten"] < max(each)
    assert by_id().loc[name, "factor_ten"] < by_id().loc[name, "factor"]


def test_a_gap_gives_no_number() -> None:
    full = table("money_series")
    gaps = {
        "us_cpi": ("us_cpi_u", END),
        "us_tbill": ("us_tbill_3m", 1990),
        "jp_cpi": ("jpy_per_usd", START),
        "kr_gdp_head": ("kr_population", END),
    }
    methods = table("money_methods").set_index("method_id")
    for name, (lost, year) in gaps.items():
        kept = full[(full["series_id"] != lost) | (full["year"] != year)]
        assert len(kept) == len(full) - 1
        holed = compensation.by_year(kept)
        empty = pd.Series(dtype=float)
        made = compensation.factor(methods.loc[name], holed, empty, START, END)
        assert math.isnan(made), name


def test_a_year_out_of_the_data_gives_no_number() -> None:
    assert math.isnan(factor("us_cpi", START, 2060))
    assert math.isnan(factor("us_tbill", 1950, END))
    assert math.isnan(factor("us_tbill", START, 2060))


def test_a_lost_payment_gives_no_average() -> None:
    full = table("money_series")
    kept = full[(full["series_id"] != "us_cpi_u") | (full["year"] != 1970)]
    method = table("money_methods").set_index("method_id").loc["us_cpi"]
    cited = pd.Series(dtype=float)
    assert math.isnan(compensation.ten_payments(method, compensation.by_year(kept), cited, END))


def test_a_hundredfold_in_52_years_is_nine_percent_a_year() -> None:
    growth = compensation.yearly_growth_pct(100, END - START)
    assert growth == pytest.approx(9.26, abs=0.001)
    assert (1 + growth / 100) ** 52 == pytest.approx(100)


@given(st.floats(0.001, 1e6), st.integers(1, 200))
def test_yearly_growth_compounds_back_to_the_factor(total: float, years: int) -> None:
    growth = compensation.yearly_growth_pct(total, years)
    assert (1 + growth / 100) ** years == pytest.approx(total, rel=1e-9)


def test_amounts_scale_with_their_base() -> None:
    amounts = compensation.amounts(factors())
    wide = amounts.pivot(
        index=["method_id", "timing"], columns="base_usd_mn", values="amount_usd_bn"
    )
    assert (wide[500] / wide[300]).tolist() == pytest.approx([500 / 300] * len(wide))
    assert (wide[800] / wide[300]).tolist() == pytest.approx([800 / 300] * len(wide))
    assert not amounts["amount_usd_bn"].isna().any()


def test_there_is_an_amount_for_every_method_base_and_timing_that_data_allow() -> None:
    amounts = compensation.amounts(factors())
    cited = len(METHODS) - len(COMPUTED)
    assert len(amounts) == 3 * (2 * len(COMPUTED) + cited)
    assert not amounts.duplicated(["method_id", "base_usd_mn", "timing"]).any()
    assert amounts["reading_id"].is_unique
    literal = amounts.set_index(["method_id", "base_usd_mn", "timing"]).loc[
        ("us_cpi", 300, "one sum in 1965"), "amount_usd_bn"
    ]
    assert literal == pytest.approx(0.3 * 245.12 / 31.508)


def test_only_shares_bring_300_million_near_30_billion_as_one_base() -> None:
    amounts = compensation.amounts(factors())
    near = amounts[(amounts["base_usd_mn"] == 300) & amounts["amount_usd_bn"].between(27, 33)]
    assert list(near["method_id"]) == ["sp500_tr"]


def test_readings_of_30_billion_say_what_they_change() -> None:
    readings = compensation.readings_of_30bn(
        *map(table, ("money_methods", "money_series", "cited_factors"))
    ).set_index("reading_id")
    assert readings.index.is_unique
    assert readings.index[0] == "us_cpi-300-once"
    assert readings.loc["us_cpi-300-once", "changed"] == ""
    assert readings.loc["us_cpi-500-once", "changed"] == "base"
    assert readings.loc["us_cpi-300-ten", "changed"] == "timing"
    assert readings.loc["gold-800-ten", "changed"] == "method; base; timing"
    assert list(readings.index[readings["changed"] == ""]) == ["us_cpi-300-once"]
    assert len(readings) == len(compensation.amounts(factors()))


def test_readings_of_300_million_are_the_sums_of_the_settlement() -> None:
    readings = compensation.readings_of_300m(table("settlement")).set_index("reading_id")
    assert readings["value"].to_dict() == {
        "grants": 300,
        "goods": 254.27,
        "with-loans": 500,
        "with-credits": 800,
        "first-year": 39.915,
    }
    assert list(readings.index[readings["changed"] == ""]) == ["goods"]


def test_interest_in_another_money_is_changed_back() -> None:
    method = pd.Series(
        {"rule": "compound", "series_id": "rate", "start_series_id": "rate", "per_series_id": "",
         "exchange_series_id": "money"}
    )  # fmt: skip
    frame = pd.DataFrame({"rate": [9.0, 10.0], "money": [400.0, 100.0]}, index=[START, START + 1])
    made = compensation.factor(method, frame, pd.Series(dtype=float), START, START + 1)
    assert made == pytest.approx(1.1 * 4)


def test_lines_are_counted_from_nought() -> None:
    readings = compensation.readings_of_30bn(
        *map(table, ("money_methods", "money_series", "cited_factors"))
    )
    for frame in (factors(), readings):
        assert list(frame.index) == list(range(len(frame)))
        assert "index" not in frame
