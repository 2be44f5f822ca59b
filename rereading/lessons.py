"""The numbers of the three lessons, by name, for plans, worksheets, keys and slides."""

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


@cache
def numbers(lesson: str) -> dict[str, Number]:
    """Return the numbers of a lesson, by name. Raises `KeyError` for an unknown lesson."""
    return LESSONS[lesson]()


def _imports() -> dict[str, Number]:
    the_claim, flows = claim("china-56-percent"), table("trade_flows")
    customs = import_share.customs_tonnes(table("import_tonnes"), CLASH_YEAR)
    sums = flows_by_year(flows).set_index("year").loc[SHARED_YEAR]
    by_value = f"baci-{SHARED_YEAR}-all-lines-value"
    every = the_claim.readings[the_claim.readings["reading_id"].str.startswith("baci-")]
    clash = table("clash_events").set_index("date").loc[[STOP, LOADING]]
    return {
        "asserted": the_claim.asserted,
        "from_china": cell(customs.loc["China"], "quantity_t"),
        "in_all": cell(customs.loc["World"], "quantity_t"),
        "share": the_claim.number(f"customs-{CLASH_YEAR}"),
        **{name: derived(usd_mn, "USD mn", flows.iloc[0]) for name, usd_mn in sums.items()},
        "of_bought": the_claim.number(f"{by_value}-imports"),
        "of_sold": the_claim.number(f"{by_value}-exports"),
        "sold_by_weight": the_claim.number(f"baci-{SHARED_YEAR}-all-lines-weight-exports"),
        "lowest": derived(the_claim.band.low, "pct", the_claim.asserted, decimals=1),
        "highest": derived(the_claim.band.high, "pct", the_claim.asserted, decimals=1),
        "tried": derived(len(every), "count", flows.iloc[0]),
        "hits": derived(every["in_band"].sum(), "count", flows.iloc[0]),
        "lowest_left": claim("china-cut-off").number("arrivals-2010-11"),
        "until_loading": derived(days_between(STOP, LOADING), "days", clash),
    }


def _reserves() -> dict[str, Number]:
    editions, year = table("reserves"), reserves.ARTICLE_EDITION
    edition = reserves.edition(editions, year)
    china = edition.set_index("country").loc["China"]
    named = table("north_korea_tonnages").set_index("tonnage_id")
    mined = table("world_production").set_index(["edition", "year"]).loc[MADE_NOW]
    claimed = claim("nk-claims-200m-t").asserted
    lasting = 1e6 * claimed.value / mined["production_t"]
    world_mt = reserves.world_total(editions, year) / 1e6
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


def _compensation() -> dict[str, Number]:
    money = map(table, ("money_methods", "money_series", "cited_factors"))
    times = compensation.factors(*money).set_index("method_id").loc[compensation.LITERAL_METHOD]
    settled = table("settlement").set_index("item")
    the_claim, grants = claim("kim-30bn-today"), claim("south-korea-300m").number("grants")
    years = compensation.END - compensation.START
    growth = compensation.yearly_growth_pct(compensation.ASSERTED_FACTOR, years)
    doublings = math.log2(compensation.ASSERTED_FACTOR)
    then, now = price_index(table("money_series"))["value"]
    return {
        "asserted": the_claim.asserted,
        "grants": grants,
        "level_then": derived(then, "number", times),
        "level_now": derived(now, "number", times),
        "rise": derived(times["factor"], "factor", times),
        "rise_exact": derived(times["factor"], "number", times, decimals=2),
        "today": the_claim.number(),
        "years": derived(years, "years", grants),
        "doublings": derived(doublings, "number", grants, decimals=2),
        "years_each": derived(years / doublings, "years", grants),
        "needed": derived(growth, "pct a year", grants, decimals=2),
        "once": the_claim.number("sp500_tr-300-once"),
        "loans": cell(settled.loc["loan_total"], "amount"),
        "ceiling": cell(settled.loc["grant_yearly_ceiling"], "amount"),
    }


def flows_by_year(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return for two years, in million dollars: year, flow, japan_bought, china_sold."""
    sums = import_share.totals(trade_flows).groupby("year").sum(numeric_only=True)
    parts = ["from_china_kusd", "japan_imports_kusd", "china_exports_kusd"]
    usd_mn = sums.loc[[SHARED_YEAR - 1, SHARED_YEAR], parts] / 1000
    return usd_mn.set_axis(["flow", "japan_bought", "china_sold"], axis="columns").reset_index()


def printed_reserves(all_editions: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return country and reserves_mt of the four largest of an edition, and the world."""
    top = reserves.edition(all_editions, year).head(4)
    tonnes = [*top["reserves_t"], reserves.world_total(all_editions, year)]
    names = [*top["country"], "The whole world"]
    return pd.DataFrame({"country": names, "reserves_mt": [t / 1e6 for t in tonnes]})


def price_index(money_series: pd.DataFrame) -> pd.DataFrame:
    """Return the level of American consumer prices at the start and the end: year, value."""
    prices = money_series[money_series["series_id"] == "us_cpi_u"]
    ends = (compensation.START, compensation.END)
    return prices[prices["year"].isin(ends)].sort_values("year")[["year", "value"]]


LESSONS = {"imports": _imports, "reserves": _reserves, "compensation": _compensation}
