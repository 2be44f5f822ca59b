"""The plates of the chapter on a hundredfold."""

from __future__ import annotations

import math

import pandas as pd

from rereading import compensation
from rereading.claims import Claim
from rereading.figures import money, yardsticks
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, counted, derived, join, label, rows, source_ids
from rereading.prose import check_that
from rereading.verdicts import Band, expected_by_chance

START, END, LEVEL = compensation.START, compensation.END, compensation.ASSERTED_FACTOR
NAMED = {
    "kr_gdp_share": "S. Korea’s economy",
    "sp500_tr": "US shares",
    "jp_gdp_share": "Japan’s economy",
    "us_cpi": "US prices",
}


def factors(claim: Claim, all_factors: pd.DataFrame) -> PublishedFigure:
    """Return what each yardstick makes of a dollar of 1965 (see `compensation.factors`)."""
    scale = 1000 / min(compensation.BASES_USD_MN)
    band = Band(claim.band.low * scale, claim.band.high * scale, True, claim.band.reason)
    by_id = all_factors.set_index("method_id")
    in_band = all_factors[all_factors["factor"].map(band.holds)]
    numbers = {
        "prices": derived(by_id.loc["us_cpi", "factor"], "USD", by_id.loc["us_cpi"], decimals=1),
        "highest": derived(all_factors["factor"].max(), "USD", all_factors.iloc[-1], decimals=0),
        "count": counted(len(all_factors), *rows(all_factors)),
        "hits": counted(len(in_band), *rows(all_factors)),
    }
    top = all_factors.loc[all_factors["factor"].idxmax(), "method_id"]
    check_that("as a share of the receiver’s economy it is", top == "kr_gdp_share")
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "factors",
        yardsticks.draw_factors,
        all_factors,
        band,
        compensation.LITERAL_METHOD,
        heights=(840, 1230),
        description=(
            f"Dot plot on a log axis of {said['count']} yardsticks: what one dollar of {START} "
            f"became by {END}. US consumer prices give {said['prices']}, the highest gives "
            f"{said['highest']} ({all_factors['name'].iloc[-1]}). {said['hits'].capitalize()} of "
            f"them lie in the band around the claimed factor of {LEVEL}."
        ),
        point=f"By prices a dollar of {START} is {{prices}} of {END}; as a share of the receiver’s "
        "economy it is {highest}. Of {count} yardsticks, {hits} lands on a hundredfold.",
        caption=f"One dollar of {START} in dollars of {END}; each step of the axis is ten times "
        "the last. Filled: computed here from a series; ring: a single factor cited from a "
        "database. The shaded strip is what “about” allows.",
        numbers=numbers,
        table=all_factors,
        columns={
            "name": "Yardstick",
            "family": "Family",
            "factor": f"One sum of {START}, times",
            "factor_ten": "Ten yearly payments, times",
            "meaning": "What stays the same",
        },
        sources=[*all_factors["source_id"]],
    )


def amounts(claim: Claim, all_amounts: pd.DataFrame) -> PublishedFigure:
    """Return every amount by base and timing, with the band of the claim."""
    shown = all_amounts.assign(literal=all_amounts["reading_id"] == claim.literal["reading_id"])
    hits = shown[shown["amount_usd_bn"].map(claim.band.holds)]
    band = claim.band
    powers = shown["amount_usd_bn"].map(math.log10)
    expected = expected_by_chance(powers, math.log10(band.low), math.log10(band.high), reach=0.5)
    numbers = {
        "all": counted(len(shown), *rows(shown)),
        "hits": counted(len(hits), *rows(hits)),
        "expected": derived(expected, "number", *rows(shown), decimals=0),
        "literal": claim.number(claim.literal["reading_id"]),
    }
    return publish(
        "amounts",
        yardsticks.draw_amounts,
        shown,
        compensation.BASES_USD_MN,
        claim.band,
        heights=(360, 360),
        description=(
            f"Strip plot on a log axis of {len(shown)} amounts in dollars of {END}: three bases, "
            f"as one sum or ten payments. The literal reading is {numbers['literal']}; "
            f"{numbers['hits']} lie in the band around the claimed {claim.asserted}, where chance "
            f"would put {numbers['expected']}: "
            + join(
                f"{row.name_} ({label(row.amount_usd_bn, 'USD bn')})"
                for row in hits.rename(columns={"name": "name_"}).itertuples()
            )
            + "."
        ),
        point="Of {all} ways to carry the money forward, {hits} end near the claim, "
        "and chance would put {expected} there; inflation gives {literal}.",
        caption="Each dot is one yardstick. The strongest dots lie in the band that “about” allows.",
        numbers=numbers,
        table=hits,
        columns={
            "name": "Yardstick",
            "base_usd_mn": "Base, million dollars",
            "timing": "Paid as",
            "factor": "Times",
            "amount_usd_bn": "Billion dollars",
        },
        download=shown,
        sources=shown["source_id"],
    )


def paths(yearly: pd.DataFrame, money_methods: pd.DataFrame) -> PublishedFigure:
    """Return how every yardstick moves with the end year (see `compensation.paths`)."""
    crossed = compensation.crossings(yearly, LEVEL)
    reached = crossed[crossed["year"].notna()]
    source = money_methods.set_index("method_id")
    parents = rows(money_methods)
    prices = crossed.set_index("method_id").loc["us_cpi", "highest"]
    last = int(yearly[yearly["method_id"] == "us_cpi"]["year"].max())
    numbers = {
        "all": counted(len(crossed), *parents),
        "reached": counted(len(reached), *parents),
        "prices": derived(prices, "factor", source.loc["us_cpi"]),
        "last": counted(last, source.loc["us_cpi"], unit="year"),
    }
    return publish(
        "paths",
        yardsticks.draw_paths,
        yearly,
        NAMED,
        LEVEL,
        heights=(380, 360),
        description=(
            f"Line chart on a log axis of {len(crossed)} yardsticks from {yearly['year'].min()} to "
            f"{yearly['year'].max()}. {str(numbers['reached']).capitalize()} ever reach the claimed factor: "
            + join(
                f"{row.name_} in {int(row.year)}"
                for row in reached.rename(columns={"name": "name_"}).itertuples()
            )
            + f". US consumer prices reach {numbers['prices']} by {numbers['last']}."
        ),
        point="Of {all} yardsticks, {reached} ever reach a hundredfold; US prices are at {prices} by "
        "{last}.",
        caption=f"One dollar of {START} by the year it is carried to; four of the yardsticks are "
        "named, the others are thin.",
        numbers=numbers,
        table=crossed,
        columns={
            "name": "Yardstick",
            "year": "First year at the claimed factor",
            "highest": "Highest, times",
        },
        download=yearly,
        sources=money_methods[money_methods["rule"] != "cited"]["source_id"],
    )


def burdens(shares: pd.DataFrame) -> PublishedFigure:
    """Return what the sums weigh for payer and receiver (see `compensation.burdens`)."""
    by = shares.set_index(["who", "year"])
    bank = by.loc[("North Korea, Bank of Korea", END)]
    south = by.loc[("South Korea", START)]
    payer_then, payer_now = by.loc[("Japan", START)], by.loc[("Japan", END)]
    numbers = {
        "south": derived(south["share_pct"], "pct", south),
        "north": derived(bank["share_pct"], "pct", bank),
        "then": derived(payer_then["share_pct"], "pct", payer_then),
        "now": derived(payer_now["share_pct"], "pct", payer_now),
        "times": derived(
            payer_now["share_pct"] / payer_then["share_pct"], "factor", payer_now, decimals=1
        ),
    }
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "burdens",
        money.draw_burdens,
        shares,
        heights=(280, 380),
        description=(
            f"Bars: what the sums are of a year’s output. For the payer {said['then']} in {START}, "
            f"{said['now']} for the claimed sum in {END}, {said['times']} as much. "
            f"For the receiver {said['south']} of South Korea’s in {START}; of North Korea’s "
            f"in {END} {said['north']} by the Bank of Korea and "
            f"{label(shares['share_pct'].max(), 'pct')} by the United Nations."
        ),
        point="For Japan the claimed sum would weigh {times} what the grants weighed then; for the "
        "North it would be {north} of a year’s income, against {south} for the South.",
        caption="Share of one year’s output or national income, in dollars of the year.",
        numbers=numbers,
        table=shares,
        columns={
            "who": "Economy",
            "year": "Year",
            "sum_usd_bn": "Sum, billion dollars",
            "of_usd_bn": "Output, billion dollars",
            "share_pct": "Share, percent",
        },
        sources=shares["source_id"],
    )


def estimates(claim: Claim, estimates_table: pd.DataFrame) -> PublishedFigure:
    """Return the sums in dollars that others named, by year and kind."""
    shown = estimates_table[estimates_table["unit"] == "USD bn"]
    same = shown[
        (shown["amount_low"] <= claim.asserted.value)
        & (shown["amount_high"] >= claim.asserted.value)
    ]
    demands = same[same["kind"] == "asked for"]
    sources = source_ids(demands["source_id"])
    others = shown[shown["kind"] != "asked for"]
    middle = (others["amount_low"] + others["amount_high"]) / 2
    numbers: dict[str, Number] = {
        "middle": derived(middle.median(), "USD bn", *rows(others)),
        "others": counted(len(others), *rows(others)),
        "below": counted(int((middle <= middle.median()).sum()), *rows(others)),
        "first": Number(int(demands["year"].min()), "year", "reported", sources),
        "count": Number(len(demands), "count", "reported", sources),
    }
    check_that("long before the article", numbers["first"].value < END - 10)
    return publish(
        "estimates",
        money.draw_estimates,
        shown,
        claim.asserted.value,
        heights=(365, 350),
        description=(
            f"Chart on a log axis of {len(shown)} sums named for North Korea, "
            f"{shown['year'].min()} to {shown['year'].max()}, from "
            f"{label(shown['amount_low'].min(), 'USD bn')} to "
            f"{label(shown['amount_high'].max(), 'USD bn')}. {str(numbers['below']).capitalize()} of "
            f"{numbers['others']} estimates and offers lie at or below {numbers['middle']}; "
            f"{numbers['count']} reported demands name the claimed {claim.asserted}, the first in "
            f"{numbers['first']}."
        ),
        point="The claimed sum had been a reported demand since {first}, long before the article; "
        "{below} of {others} estimates and offers lie at or below {middle}.",
        caption="Billion dollars on a log axis: equal steps multiply. A stroke is a range. "
        "Most demands rest on one unnamed source.",
        numbers=numbers,
        table=estimates_table,
        columns={
            "year": "Year",
            "who": "Who",
            "kind": "Kind",
            "amount_low": "From",
            "amount_high": "Up to",
            "unit": "Unit",
        },
        sources=shown["source_id"],
    )
