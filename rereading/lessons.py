"""The numbers of the three lessons, by name, for plans, worksheets, keys and slides.

They are made with the functions of the chapters; a test holds each against the chapter's page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from rereading import compensation, imports, reserves
from rereading.calendar import days_between
from rereading.claims import claim
from rereading.data import table
from rereading.numbers import Number, cell, derived, rows

SHARED_YEAR = 2011  # by value the article's number fits the other whole in this year
STOP, LOADING = "2010-09-21", "2010-11-19"  # days of `clash_events`: the stop, as told, and its end
START, END = 1965, 2017  # the grants, and the article
MADE_NOW = ("BP 2018", 2016)  # whose figure of the world's output, for which year

# The exercises of each worksheet, in the order in which its lesson takes them.
WORKSHEETS = {
    "imports": (
        "imports-crossing",
        "imports-share",
        "imports-whole",
        "imports-exports",
        "imports-friend",
    ),
    "reserves": (
        "reserves-rank",
        "reserves-world",
        "reserves-low",
        "reserves-rows",
        "reserves-website",
    ),
    "compensation": (
        "compensation-family",
        "compensation-cpi",
        "compensation-loans",
        "compensation-growth",
        "compensation-sides",
    ),
}


def numbers(lesson: str) -> dict[str, Number]:
    """Return the numbers of a lesson, by name. Raises `KeyError` for an unknown lesson."""
    return LESSONS[lesson]()


def imports_numbers() -> dict[str, Number]:
    """Return the numbers of the lesson on 56 percent."""
    said, cut_off = claim("china-56-percent"), claim("china-cut-off")
    tonnes, year = table("import_tonnes"), imports.CLASH_YEAR
    customs = imports.customs_tonnes(tonnes, year)
    from_china, in_all = (cell(customs.loc[origin], "quantity_t") for origin in ("China", "World"))
    flows = table("trade_flows")
    source = flows.iloc[0]
    bought, sold = (
        imports.fraction(imports.sweep(flows), SHARED_YEAR, "value", side) for side in imports.SIDES
    )
    clash = table("clash_events").set_index("date")
    return {
        "asserted": said.asserted,
        "from_china": from_china,
        "in_all": in_all,
        "share": derived(imports.customs_share_pct(tonnes, year), "pct", from_china, in_all),
        "flow": derived(bought["part"] / 1000, "USD mn", source),
        "japan_bought": derived(bought["whole"] / 1000, "USD mn", source),
        "china_sold": derived(sold["whole"] / 1000, "USD mn", source),
        "of_bought": derived(bought["share_pct"], "pct", source),
        "of_sold": derived(sold["share_pct"], "pct", source),
        "lowest_left": cut_off.number("arrivals-2010-11"),
        "whole_year": cut_off.number("arrivals-2010"),
        "until_loading": derived(
            days_between(STOP, LOADING), "days", clash.loc[STOP], clash.loc[LOADING]
        ),
    }


def reserves_numbers() -> dict[str, Number]:
    """Return the numbers of the lesson on the second place."""
    all_editions = table("reserves")
    edition = reserves.edition(all_editions, reserves.ARTICLE_EDITION)
    by_country = edition.set_index("country")
    everything = reserves.unseen(all_editions, reserves.ARTICLE_EDITION)
    low, high = reserves.second_place(edition)
    named = table("north_korea_tonnages").set_index("tonnage_id")
    mined = table("world_production").set_index(["edition", "year"]).loc[MADE_NOW]
    said = claim("nk-second-after-china")
    claimed = claim("nk-claims-200m-t").asserted
    return {
        "claimed": claimed,
        "asserted": said.asserted,
        "rank": said.number(said.literal["reading_id"]),
        **{
            name: _in_millions(by_country.loc[country])
            for name, country in (
                ("china", "China"),
                ("brazil", "Brazil"),
                ("india", "India"),
                ("america", "United States"),
            )
        },
        "world": derived(everything["total_t"] / 1e6, "Mt", *rows(edition)),
        "left": derived(everything["left_t"] / 1e6, "Mt", *rows(edition)),
        "low": derived(low, "Mt", *rows(edition)),
        "high": derived(high, "Mt", *rows(edition)),
        "small": cell(named.loc["nk-48-2015"], "quantity_mt"),
        "state": cell(named.loc["nk-216-2015"], "quantity_mt"),
        "mined": cell(mined, "production_t"),
        "lasting": derived(
            reserves.years_of_output(claimed.value, mined["production_t"]), "years", mined
        ),
    }


def compensation_numbers() -> dict[str, Number]:
    """Return the numbers of the lesson on the hundredfold."""
    methods, series, cited = map(table, ("money_methods", "money_series", "cited_factors"))
    factors = compensation.factors(methods, series, cited).set_index("method_id")
    settled = table("settlement").set_index("item")
    said = claim("kim-30bn-today")
    grants = claim("south-korea-300m").number("grants")
    prices = series[series["series_id"] == "us_cpi_u"].set_index("year")
    before, after = prices.loc[START], prices.loc[END]
    times, economy, shares = (
        factors.loc[name] for name in (compensation.LITERAL_METHOD, "kr_gdp_share", "sp500_tr")
    )
    growth = compensation.yearly_growth_pct(compensation.ASSERTED_FACTOR, END - START)
    return {
        "asserted": said.asserted,
        "grants": grants,
        "index_before": derived(before["value"], "number", before, decimals=1),
        "index_after": derived(after["value"], "number", after, decimals=1),
        "rise": derived(times["factor"], "factor", after),
        "today": said.number(said.literal["reading_id"]),
        "needed": derived(growth, "pct a year", grants, decimals=2),
        "ten": said.number("sp500_tr-300-ten"),
        "once": said.number("sp500_tr-300-once"),
        "economy": derived(economy["factor"], "factor", economy),
        "shares": derived(shares["factor"], "factor", shares),
        "loans": cell(settled.loc["loan_total"], "amount"),
        "credits": cell(settled.loc["private_credits"], "amount"),
        "two": cell(settled.loc["package_grants_loans"], "amount"),
        "three": cell(settled.loc["package_all"], "amount"),
        "ceiling": cell(settled.loc["grant_yearly_ceiling"], "amount"),
    }


def flows_by_year(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return one flow and its two wholes, by value, for the shared year and the year before.

    Columns: year, and in million dollars flow, japan_bought, china_sold.
    """
    swept = imports.sweep(trade_flows)
    found = []
    for year in (SHARED_YEAR - 1, SHARED_YEAR):
        bought, sold = (imports.fraction(swept, year, "value", side) for side in imports.SIDES)
        amounts = (bought["part"] / 1000, bought["whole"] / 1000, sold["whole"] / 1000)
        found.append((year, *amounts))
    return pd.DataFrame(found, columns=["year", "flow", "japan_bought", "china_sold"])


def printed_reserves(all_editions: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the countries of an edition, the largest first, and the world: country, reserves_mt.

    At most four countries, so that the table fits a worksheet.
    """
    edition = reserves.edition(all_editions, year).head(4)
    world = reserves.unseen(all_editions, year)["total_t"]
    return pd.DataFrame(
        {
            "country": [*edition["country"], "The whole world"],
            "reserves_mt": [*edition["reserves_t"] / 1e6, world / 1e6],
        }
    )


def price_index(money_series: pd.DataFrame) -> pd.DataFrame:
    """Return the level of American consumer prices at the start and the end: year, value."""
    prices = money_series[money_series["series_id"] == "us_cpi_u"]
    return prices[prices["year"].isin((START, END))].sort_values("year")[["year", "value"]]


def _in_millions(row: pd.Series[Any]) -> Number:
    tonnes = cell(row, "reserves_t")
    return Number(tonnes.value / 1e6, "Mt", tonnes.grade, tonnes.source_ids)


LESSONS: dict[str, Callable[[], dict[str, Number]]] = {
    "imports": imports_numbers,
    "reserves": reserves_numbers,
    "compensation": compensation_numbers,
}
