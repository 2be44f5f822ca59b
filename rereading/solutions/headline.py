"""Solutions of the three chapters on the headline numbers."""

from __future__ import annotations

import pandas as pd

from rereading import compensation, imports, reserves
from rereading.claims import ARTICLE_SOURCE, claim
from rereading.data import table
from rereading.numbers import Number, cell, counted, derived, rows
from rereading.solutions.solved import EXACT, ONE_DECIMAL, WHOLE, Solved

JAPAN, CHINA = imports.SIDES


def imports_crossing() -> Solved:
    """The first year since the clash with China's share by weight below the article's number."""
    the_claim, flows = claim("china-56-percent"), table("trade_flows")
    swept = imports.sweep(flows)
    by_weight, by_value = (
        imports.shares(swept, measure, JAPAN).set_index("year")["share_pct"]
        for measure in ("weight", "value")
    )
    asserted = the_claim.asserted.value
    below = by_weight[(by_weight < asserted) & (by_weight.index > imports.CLASH_YEAR)]
    first = int(below.index[0])
    again = by_weight[(by_weight > asserted) & (by_weight.index > first)]
    source = flows.iloc[0]
    return Solved(
        Number(first, "year", "derived", (source["source_id"],)),
        EXACT,
        {
            "clash": imports.CLASH_YEAR,
            "by-value": int(by_value[(by_value < asserted) & (by_value.index > first)].index[0]),
            "last": int(by_weight[by_weight < asserted].index[-1]),
        },
        {
            "asserted": the_claim.asserted,
            "before": derived(by_weight[first - 1], "pct", source),
            "share": derived(by_weight[first], "pct", source),
            "years_above": counted(len(again), source),
        },
    )


def imports_share() -> Solved:
    """China's share of Japan's imports of 2010, by weight, from the customs' own tonnes."""
    the_claim, tonnes = claim("china-56-percent"), table("import_tonnes")
    customs = imports.customs_tonnes(tonnes, imports.CLASH_YEAR)
    china, whole = (cell(customs.loc[name], "quantity_t") for name in ("China", "World"))
    share = imports.customs_share_pct(tonnes, imports.CLASH_YEAR)
    return Solved(
        derived(share, "pct", china, whole),
        WHOLE,
        {
            "article": the_claim.asserted.value,
            "upside-down": 100 * whole.value / china.value,
            "rest": 100 - share,
            "against-the-rest": 100 * china.value / (whole.value - china.value),
        },
        {"china": china, "whole": whole, "asserted": the_claim.asserted},
    )


def imports_exports() -> Solved:
    """Japan's share of China's exports of 2010, by value."""
    the_claim, flows = claim("china-56-percent"), table("trade_flows")
    swept, year = imports.sweep(flows), imports.CLASH_YEAR
    source = flows.iloc[0]
    fraction = imports.fraction(swept, year, "value", CHINA)
    part, whole = (derived(fraction[name] / 1000, "USD mn", source) for name in ("part", "whole"))
    return Solved(
        derived(fraction["share_pct"], "pct", source),
        WHOLE,
        {
            "year-after": imports.fraction(swept, year + 1, "value", CHINA)["share_pct"],
            "weight": imports.fraction(swept, year, "weight", CHINA)["share_pct"],
            "imports": imports.fraction(swept, year, "value", JAPAN)["share_pct"],
        },
        {
            "part": part,
            "whole": whole,
            "high": Number(the_claim.band.high, "pct", "the article", (ARTICLE_SOURCE,)),
            "apart": derived(fraction["share_pct"] - the_claim.band.high, "points", source),
        },
    )


def reserves_rows() -> Solved:
    """In how many tables the smaller tonnage would have been exactly second."""
    by_edition, old_base = table("reserves"), table("reserve_base")
    named = table("north_korea_tonnages").set_index("tonnage_id").loc["nk-48-2015"]
    ranks = reserves.ranks(by_edition, old_base)
    small, claimed = (
        ranks[ranks["tonnage_mt"] == mt]["rank"]
        for mt in (named["quantity_mt"], reserves.CLAIMED_MT)
    )
    first, tables = int((small == 1).sum()), len(small)
    parents = rows(by_edition[by_edition["edition_year"].isin(ranks["edition_year"])])
    return Solved(
        counted(int((small == 2).sum()), *parents),
        EXACT,
        {"first": first, "all": tables, "claimed": int((claimed == 2).sum())},
        {
            "small": cell(named, "quantity_mt"),
            "tables": counted(tables, *parents),
            "first": counted(first, *parents),
        },
    )


def reserves_rank() -> Solved:
    """The rank of the claimed tonnage in the edition in force when the article ran."""
    ranking = reserves.edition(table("reserves"), reserves.ARTICLE_EDITION)
    rank = reserves.rank(ranking, reserves.CLAIMED_MT)
    return Solved(
        counted(rank, *rows(ranking), unit="rank"),
        EXACT,
        {"article": claim("nk-second-after-china").asserted.value, "above": rank - 1},
        {"claimed": claim("nk-claims-200m-t").asserted, "china": _millions(ranking.iloc[0])},
    )


def reserves_low() -> Solved:
    """The least tonnage that is second in the edition of 2025."""
    ranking = reserves.edition(table("reserves"), 2025)
    low, high = reserves.second_place(ranking)
    first, second, third = (ranking.iloc[place] for place in range(3))
    return Solved(
        derived(low, "Mt", second),
        ONE_DECIMAL,
        {"first": high, "third": third["reserves_t"] / 1e6},
        {"second": second["country"], "first": _millions(first)},
    )


def reserves_world() -> Solved:
    """The claimed tonnage as a multiple of the world total of the edition of 2017."""
    by_edition, year = table("reserves"), reserves.ARTICLE_EDITION
    ranking = reserves.edition(by_edition, year)
    claimed = claim("nk-claims-200m-t").asserted
    total_mt = reserves.unseen(by_edition, year)["total_t"] / 1e6
    world = derived(total_mt, "Mt", *rows(ranking))
    times = claimed.value / total_mt
    return Solved(
        derived(times, "factor", claimed, world),
        ONE_DECIMAL,
        {"upside-down": 1 / times, "china": 1e6 * claimed.value / ranking["reserves_t"].iloc[0]},
        {"claimed": claimed, "world": world},
    )


def compensation_cpi() -> Solved:
    """The grants of 1965 by American consumer prices, in billion dollars of 2017."""
    asserted = claim("kim-30bn-today").asserted
    grants, rise = _settled("grant_total"), _rise_of_prices()
    amount = grants.value * rise.value / 1000
    return Solved(
        derived(amount, "USD bn", grants, rise, decimals=2),
        ONE_DECIMAL,
        {
            "article": asserted.value,
            "factor": rise.value,
            "million": 1000 * amount,
            "upside-down": grants.value / rise.value / 1000,
        },
        {"grants": grants, "times": rise, "asserted": asserted},
    )


def compensation_loans() -> Solved:
    """Grants and government loans by American consumer prices, in billion dollars of 2017."""
    rise = _rise_of_prices()
    items = ("package_grants_loans", "grant_total", "package_all", "loan_total")
    sums = {item: _settled(item) for item in items}
    both, grants, everything, loans = (
        derived(amount.value * rise.value / 1000, "USD bn", amount, rise, decimals=2)
        for amount in sums.values()
    )
    return Solved(
        both,
        ONE_DECIMAL,
        {
            "grants-only": grants.value,
            "everything": everything.value,
            "loans-only": loans.value,
            "million": 1000 * both.value,
        },
        {
            "both": sums["package_grants_loans"],
            "times": rise,
            "all_of_it": everything,
            "asserted": claim("kim-30bn-today").asserted,
        },
    )


def compensation_growth() -> Solved:
    """The yearly growth that makes a hundredfold from 1965 to 2017, in percent."""
    grants = _settled("grant_total")
    years, hundred = compensation.END - compensation.START, compensation.ASSERTED_FACTOR
    growth = compensation.yearly_growth_pct(hundred, years)
    shared = 100 * (hundred - 1) / years
    return Solved(
        derived(growth, "pct a year", grants, decimals=2),
        0.3,  # 9 percent is a fair answer: a whole number is what people say
        {"shared-out": shared, "divided": hundred / years, "factor": 1 + growth / 100},
        {
            "years": counted(years, grants),
            "shared": derived(shared, "pct a year", grants),
        },
    )


def _millions(row: pd.Series[float]) -> Number:
    return derived(row["reserves_t"] / 1e6, "Mt", row)


def _settled(item: str) -> Number:
    return cell(table("settlement").set_index("item").loc[item], "amount")


def _rise_of_prices() -> Number:
    """Return the factor by which American consumer prices rose from 1965 to 2017."""
    methods, series = table("money_methods"), table("money_series")
    factors = compensation.factors(methods, series, table("cited_factors")).set_index("method_id")
    row = factors.loc[compensation.LITERAL_METHOD]
    return derived(row["factor"], "factor", row)
