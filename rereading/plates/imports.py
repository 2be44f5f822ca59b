"""The plates of the chapter on 56 percent: the share, its two wholes, all readings."""

from __future__ import annotations

import pandas as pd

from rereading import imports
from rereading.claims import Claim, expected_by_chance
from rereading.figures import trade
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, counted, derived, label
from rereading.prose import check_that

YEAR = imports.CLASH_YEAR
JAPAN, CHINA = imports.SIDES


def shares(claim: Claim, trade_flows: pd.DataFrame, import_shares: pd.DataFrame) -> PublishedFigure:
    """Return China's share of Japan's imports by year, as traded and as printed."""
    swept = imports.sweep(trade_flows)
    weight, value = (imports.shares(swept, measure, JAPAN) for measure in imports.MEASURES)
    weight = weight[weight["year"] >= imports.FIRST_WEIGHT_2846]
    printed = import_shares[import_shares["period"] == "year"]
    source = trade_flows.iloc[0]
    by_year = weight.set_index("year")["share_pct"]
    last = int(by_year.index.max())
    numbers = {
        "asserted": claim.asserted,
        "customs": claim.number(claim.literal["reading_id"]),
        "meant": derived(by_year[YEAR], "pct", source),
        "highest": derived(by_year.max(), "pct", source),
        "lowest": derived(by_year.min(), "pct", source),
        "lowest_year": Number(int(by_year.idxmin()), "year", "derived", (source["source_id"],)),
        "latest": derived(by_year[last], "pct", source),
    }
    by_value = value.set_index("year")["share_pct"]
    apart = numbers["customs"].value - claim.asserted.value
    check_that("far above", apart > 20)
    both = value.merge(weight, on="year", how="left", suffixes=("_value", "_weight"))
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "shares",
        trade.draw_shares,
        weight,
        value,
        printed,
        YEAR,
        float(claim.literal["value"]),
        claim.asserted.value,
        heights=(340, 300),
        description=(
            f"Line chart of China’s share of Japan’s rare-earth imports, {value['year'].min()} to "
            f"{last}, by weight and by value, with printed figures as rings. In {YEAR} it is "
            f"{said['customs']} by Japanese customs and, by weight in trade data, {said['meant']}; in other "
            f"years by weight at most {said['highest']}, at least {said['lowest']} in "
            f"{said['lowest_year']} and {said['latest']} in {last}; by value between "
            f"{label(by_value.min(), 'pct')} and {label(by_value.max(), 'pct')}. A line marks the article’s "
            f"{said['asserted']}: far below the value of {YEAR}."
        ),
        point="In the year the article means, China’s share was {customs}: far above {asserted}.",
        caption="Diamond: the literal reading, Japanese customs by weight. Lines: trade data, all "
        "three product lines together, which say {meant} for that year; no weights are known "
        "before the line starts. Rings: shares as publishers printed them.",
        numbers=numbers,
        table=both,
        columns={
            "year": "Year",
            "share_pct_weight": "By weight, percent",
            "share_pct_value": "By value, percent",
        },
        sources=[source["source_id"], *printed["source_id"]],
    )


def two_fractions(claim: Claim, trade_flows: pd.DataFrame, year: int) -> PublishedFigure:
    """Return one year's flow by value as a part of Japan's imports and of China's exports."""
    swept = imports.sweep(trade_flows)
    both = [imports.fraction(swept, year, "value", side) for side in imports.SIDES]
    source = trade_flows.iloc[0]
    bought, sold = (derived(one["share_pct"], "pct", source) for one in both)
    flow = derived(both[0]["part"] / 1000, "USD mn", source)
    frame = pd.DataFrame(
        {
            "whole": ["everything Japan bought", "everything China sold"],
            "flow_usd_mn": flow.value,
            "whole_usd_mn": [one["whole"] / 1000 for one in both],
            "share_pct": [bought.value, sold.value],
        }
    )
    return publish(
        "two-fractions",
        trade.draw_two_fractions,
        flow.value,
        list(frame["whole_usd_mn"]),
        "USD mn",
        year,
        claim.band,
        heights=(270, 250),
        description=(
            f"Two bars to one scale. The same shipments from China to Japan in {year}, worth "
            f"{flow}, are {bought} of everything Japan bought and {sold} of everything China sold. "
            f"The second is the article’s {claim.asserted}."
        ),
        point="The same shipments are {bought} of what Japan bought and {sold} of what China sold.",
        caption=f"Rare earths by value, {year}. Both bars are to one scale.",
        numbers={"bought": bought, "sold": sold},
        table=frame,
        columns={
            "whole": "Part of",
            "flow_usd_mn": "China to Japan, million dollars",
            "whole_usd_mn": "The whole, million dollars",
            "share_pct": "Share, percent",
        },
        sources=[source["source_id"]],
    )


def sweep(claim: Claim) -> PublishedFigure:
    """Return every reading of the trade data as a dot, with the band and the literal one."""
    readings = claim.readings[claim.readings["reading_id"].str.startswith("baci-")]
    literal = claim.literal
    hits = readings[readings["in_band"]]
    band = claim.band
    expected = expected_by_chance(readings["value"], band.low, band.high, reach=10)
    source = readings.iloc[0]
    numbers = {
        "all": counted(len(readings), source),
        "hits": counted(len(hits), source),
        "expected": derived(expected, "number", source, decimals=0),
        "literal": claim.number(literal["reading_id"]),
    }
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "sweep",
        trade.draw_sweep,
        readings["value"],
        float(literal["value"]),
        band,
        expected,
        heights=(330, 400),
        description=(
            f"Dot plot of {said['all']} shares that the trade data allow, from "
            f"{label(readings['value'].min(), 'pct', 0)} to "
            f"{label(readings['value'].max(), 'pct', 0)}; {said['hits']} lie in the band around "
            f"the article’s {claim.asserted}, about as many as in any stretch of that width nearby "
            f"({said['expected']}). The literal reading, {said['literal']}, lies far to the right."
        ),
        point="Of {all} ways to take the share, {hits} land on the article’s number; chance alone "
        "would put about {expected} there.",
        caption="Each dot is one year, choice of product lines, measure (weight or value) and "
        "whole (imports or exports). The strongest dots lie in the band. On a phone a column is two "
        "points wide.",
        numbers=numbers,
        table=hits,
        columns={
            "label": "Readings in the band",
            "value": "Percent",
            "changed": "What differs",
        },
        download=readings.drop(columns=["printed", "literal"]),
        sources=[source["source_id"], literal["source_id"]],
    )
