"""The numbers of the three lessons, by name, for plans, worksheets, keys and slides.

They are made with the functions of the chapters; a test holds each against the chapter's page.
"""

from __future__ import annotations

import math
from functools import cache

import pandas as pd

from rereading import compensation, import_share, reserves
from rereading.chronology import days_between
from rereading.claims import claim
from rereading.data import table
from rereading.days import CLASH_YEAR, STOP
from rereading.quantities import Number, cell, derived, rows

SHARED_YEAR = 2011  # by value the article's number fits the other whole in this year
LOADING = "2010-11-19"  # a day of `clash_events`: the end of the stop, as told
MADE_NOW = ("BP 2018", 2016)  # whose figure of the world's output, for which year

# The questions of each worksheet, in the order in which its lesson takes them.
WORKSHEETS = {
    lesson: tuple(ids)
    for lesson, ids in table("worksheet_questions").groupby("lesson", sort=False)["question_id"]
}


@cache
def numbers(lesson: str) -> dict[str, Number]:
    """Return the numbers of a lesson, by name. Raises `KeyError` for an unknown lesson."""
    return LESSONS[lesson]()


def imports_numbers() -> dict[str, Number]:
    """Return the numbers of the lesson on 56 percent."""
    tonnes, flows, year = table("import_tonnes"), table("trade_flows"), CLASH_YEAR
    customs, source = import_share.customs_tonnes(tonnes, year), flows.iloc[0]
    from_china, in_all = (cell(customs.loc[origin], "quantity_t") for origin in ("China", "World"))
    _, flow, japan_bought, china_sold = (
        flows_by_year(flows).set_index("year", drop=False).loc[SHARED_YEAR]
    )
    clash = table("clash_events").set_index("date")
    lasted = days_between(STOP, LOADING)
    return {
        "asserted": claim("china-56-percent").asserted,
        "from_china": from_china,
        "in_all": in_all,
        "share": derived(import_share.customs_share_pct(tonnes, year), "pct", from_china, in_all),
        "flow": derived(flow, "USD mn", source),
        "japan_bought": derived(japan_bought, "USD mn", source),
        "china_sold": derived(china_sold, "USD mn", source),
        "of_bought": derived(100 * flow / japan_bought, "pct", source),
        "of_sold": derived(100 * flow / china_sold, "pct", source),
        "lowest_left": claim("china-cut-off").number("arrivals-2010-11"),
        "until_loading": derived(lasted, "days", clash.loc[STOP], clash.loc[LOADING]),
    }


def reserves_numbers() -> dict[str, Number]:
    """Return the numbers of the lesson on the second place."""
    editions, year = table("reserves"), reserves.ARTICLE_EDITION
    edition = reserves.edition(editions, year)
    china = edition.set_index("country").loc["China"]
    named = table("north_korea_tonnages").set_index("tonnage_id")
    mined = table("world_production").set_index(["edition", "year"]).loc[MADE_NOW]
    claimed = claim("nk-claims-200m-t").asserted
    lasting = reserves.years_of_output(claimed.value, mined["production_t"])
    world_mt = reserves.unseen(editions, year)["total_t"] / 1e6
    return {
        "claimed": claimed,
        "asserted": claim("nk-second-after-china").asserted,
        "china": Number(china["reserves_t"] / 1e6, "Mt", china["grade"], (china["source_id"],)),
        "world": derived(world_mt, "Mt", *rows(edition)),
        "small": cell(named.loc["nk-48-2015"], "quantity_mt"),
        "state": cell(named.loc["nk-216-2015"], "quantity_mt"),
        "mined": cell(mined, "production_t"),
        "lasting": derived(lasting, "years", mined),
    }


def compensation_numbers() -> dict[str, Number]:
    """Return the numbers of the lesson on the hundredfold."""
    methods, series, cited = map(table, ("money_methods", "money_series", "cited_factors"))
    factors = compensation.factors(methods, series, cited).set_index("method_id")
    times = factors.loc[compensation.LITERAL_METHOD]
    settled = table("settlement").set_index("item")
    said = claim("kim-30bn-today")
    grants = claim("south-korea-300m").number("grants")
    years = compensation.END - compensation.START
    growth = compensation.yearly_growth_pct(compensation.ASSERTED_FACTOR, years)
    doublings = math.log2(compensation.ASSERTED_FACTOR)
    then, now = price_index(series)["value"]
    return {
        "asserted": said.asserted,
        "grants": grants,
        "level_then": derived(then, "number", times),
        "level_now": derived(now, "number", times),
        "rise": derived(times["factor"], "factor", times),
        "rise_exact": derived(times["factor"], "number", times, decimals=2),
        "today": said.number(said.literal["reading_id"]),
        "years": derived(years, "years", grants),
        "doublings": derived(doublings, "number", grants),
        "years_each": derived(years / doublings, "years", grants),
        "needed": derived(growth, "pct a year", grants, decimals=2),
        "once": said.number("sp500_tr-300-once"),
        "loans": cell(settled.loc["loan_total"], "amount"),
        "ceiling": cell(settled.loc["grant_yearly_ceiling"], "amount"),
    }


def flows_by_year(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return one flow and its two wholes, by value, for the shared year and the year before.

    Columns: year, and in million dollars flow, japan_bought, china_sold.
    """
    swept = import_share.sweep(trade_flows)
    found = []
    for year in (SHARED_YEAR - 1, SHARED_YEAR):
        bought, sold = (
            import_share.fraction(swept, year, "value", side) for side in import_share.SIDES
        )
        found.append((year, bought["part"] / 1000, bought["whole"] / 1000, sold["whole"] / 1000))
    return pd.DataFrame(found, columns=["year", "flow", "japan_bought", "china_sold"])


def printed_reserves(all_editions: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the countries of an edition, the largest first, and the world: country, reserves_mt.

    At most four countries, so that the table fits a worksheet.
    """
    edition = reserves.edition(all_editions, year).head(4)
    world = {
        "country": "The whole world",
        "reserves_t": reserves.unseen(all_editions, year)["total_t"],
    }
    shown = pd.concat([edition, pd.DataFrame([world])], ignore_index=True)
    return shown.assign(reserves_mt=shown["reserves_t"] / 1e6)[["country", "reserves_mt"]]


def price_index(money_series: pd.DataFrame) -> pd.DataFrame:
    """Return the level of American consumer prices at the start and the end: year, value."""
    prices = money_series[money_series["series_id"] == "us_cpi_u"]
    ends = (compensation.START, compensation.END)
    return prices[prices["year"].isin(ends)].sort_values("year")[["year", "value"]]


LESSONS = {
    "imports": imports_numbers,
    "reserves": reserves_numbers,
    "compensation": compensation_numbers,
}
