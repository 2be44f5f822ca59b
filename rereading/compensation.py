"""Carry 300 million dollars of 1965 through time, by every yardstick the data allow: as factors."""

import math
from collections.abc import Mapping
from itertools import product

import pandas as pd

from rereading.days import ARTICLE_YEAR, SETTLEMENT_YEAR
from rereading.evidence import otherwise, readings
from rereading.quantities import cell, derived

# The value of each series in each year where it is known.
YearValues = Mapping[str, Mapping[int, float]]

START, END = SETTLEMENT_YEAR, ARTICLE_YEAR
TRANCHES = range(1966, 1976)  # the grants came in ten yearly payments
ASSERTED_FACTOR = 100
BASES_USD_MN = {
    300: "the grants",
    500: "grants and government loans",
    800: "grants, loans and private credits",
}
# When the money came, and the column of `factors` for that.
TIMINGS = {
    "once": ("one sum in 1965", "factor"),
    "ten": ("ten payments, 1966 to 1975", "factor_ten"),
}
LITERAL_METHOD = "us_cpi"


def by_year(money_series: pd.DataFrame) -> YearValues:
    """Return each series as its values by year."""
    return {
        str(name): dict(zip(rows["year"], rows["value"], strict=True))
        for name, rows in money_series.groupby("series_id")
    }


def factor(
    method: Mapping[str, str], series: YearValues, cited: Mapping[str, float], start: int, end: int
) -> float:
    """Return dollars of `end` for one dollar of `start` by one method; NaN where data lack.

    `method` is a row of money_methods.csv, `cited` maps factor_id to the factor from 1965 to 2017.
    """
    exchange = _ratio(series, method["exchange_series_id"], end, start)
    if method["rule"] == "cited":
        known = (start, end) == (START, END)
        return float(cited[method["series_id"]]) * exchange if known else math.nan
    if method["rule"] == "compound":
        years = range(start + 1, end + 1)
        rates = [_at(series, method["series_id"], year) for year in years]
        return math.prod(1 + rate / 100 for rate in rates) * exchange
    grown = _at(series, method["series_id"], end) / _at(series, method["start_series_id"], start)
    return grown * _ratio(series, method["per_series_id"], end, start) * exchange


def ten_payments(
    method: Mapping[str, str], series: YearValues, cited: Mapping[str, float], end: int
) -> float:
    """Return the factor of ten equal payments of 1966 to 1975, each moved from its own year."""
    return math.fsum(factor(method, series, cited, year, end) for year in TRANCHES) / len(TRANCHES)


def factors(
    money_methods: pd.DataFrame, money_series: pd.DataFrame, cited_factors: pd.DataFrame
) -> pd.DataFrame:
    """Return what each method makes of a dollar of 1965 by 2017, smallest first.

    Columns of money_methods.csv, and factor (one sum), factor_ten (ten payments; NaN where the
    data give only one step), grade.
    """
    known = by_year(money_series), cited_factors.set_index("factor_id")["factor"]
    methods = [method for _, method in money_methods.iterrows()]
    moved = money_methods.assign(
        factor=[factor(method, *known, START, END) for method in methods],
        factor_ten=[ten_payments(method, *known, END) for method in methods],
        grade="derived",
    )
    return moved.sort_values("factor", ignore_index=True)


def yearly_growth_pct(total_factor: float, years: int) -> float:
    """Return the constant growth in percent a year that gives `total_factor` over `years`."""
    return float(100 * (total_factor ** (1 / years) - 1))


def readings_of_30bn(
    money_methods: pd.DataFrame, money_series: pd.DataFrame, cited_factors: pd.DataFrame
) -> pd.DataFrame:
    """Return every reading of "about 30 billion today" (unit: billion dollars of 2017)."""
    rows = []
    for _, method in factors(money_methods, money_series, cited_factors).iterrows():
        for base, (short, (timing, column)) in product(BASES_USD_MN, TIMINGS.items()):
            name = method["method_id"]
            label = f"{method['name']}, {base} million dollars, {timing}"
            amount = derived(base * method[column] / 1000, "USD bn", method)
            other, more, later = name != LITERAL_METHOD, base > min(BASES_USD_MN), short == "ten"
            changed = otherwise(method=other, base=more, timing=later)
            rows.append((f"{name}-{base}-{short}", label, amount, changed))
    return readings(rows).dropna(subset="value", ignore_index=True)


def readings_of_300m(settlement: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "received 300 million dollars" (unit: million dollars)."""
    items = settlement.set_index("item")
    cases = {
        "grant_delivered_goods": ("goods", "goods that arrived, old debt set off", ""),
        "grant_total": ("grants", "grants agreed, to be delivered over ten years", "what counts"),
        "package_grants_loans": ("with-loans", "grants and government loans", "what counts"),
        "package_all": ("with-credits", "with the private credits, at least", "what counts"),
        "draw_1966_grant": ("first-year", "grants drawn in 1966, the first year", "when"),
    }
    return readings(
        (reading_id, label, cell(items.loc[item], "amount"), changed)
        for item, (reading_id, label, changed) in cases.items()
    )


def _at(series: YearValues, name: str, year: int) -> float:
    return float(series[name].get(year, math.nan))


def _ratio(series: YearValues, name: str, end: int, start: int) -> float:
    """Return what dividing by a series does: start over end, or 1 where a method names none."""
    return _at(series, name, start) / _at(series, name, end) if name else 1.0
