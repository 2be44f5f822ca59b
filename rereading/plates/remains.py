"""The plates of the dead in the North: how many, where else, at what price."""

from __future__ import annotations

import pandas as pd

from rereading import people
from rereading.claims import Claim
from rereading.figures import remains as draw
from rereading.figures.people import draw_readings
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, cell, derived, join, label
from rereading.prose import check_that

EVIDENCE = {"grade": "Evidence"}
# Years and months that captions say.
WAR_END, DEMAND_YEAR, ESTIMATE = 1945, 2015, "January 2025"
OTHER_YEARS, AREA_YEARS = (2012, 2013), (2024, 2025)


def balance(claim: Claim, remains: pd.DataFrame) -> PublishedFigure:
    """Return the ministry's balance of the dead with other figures in print."""
    found = people.balance(remains)
    by_id = remains.set_index("row_id")
    names = {"r05": "a weekly", "r06": "the families", "r07": "one newspaper"}
    others = by_id.loc[list(names), ["value", "grade"]].assign(name=names.values())
    numbers = {
        "died": cell(by_id.loc["r01"], "value"),
        "home": cell(by_id.loc["r02"], "value"),
        "left": cell(by_id.loc["r03"], "value"),
        "most": cell(by_id.loc["r07"], "value"),
    }
    said = {name: str(number) for name, number in numbers.items()}
    shown = remains[remains["row_id"].isin(["r01", "r02", "r03", "r04", *names])]
    died, home, left = (numbers[name].value for name in ("died", "home", "left"))
    check_that("the last is the first less the second, exactly", left == died - home)
    return publish(
        "remains-balance",
        draw.draw_balance,
        found,
        others,
        claim.band,
        claim.asserted.value,
        heights=(320, 420),
        description=(
            f"Bars from zero: {said['died']} died in the north around {WAR_END}, {said['home']} were "
            f"brought home, {said['left']} are left. A line marks the article’s "
            f"{claim.asserted}; the bar of those left ends inside the band around it. Marks show "
            f"other figures in print, the largest {said['most']}."
        ),
        point="{died} died, {home} came home, {left} are left: the last is the first less the "
        "second, exactly.",
        caption=f"The ministry’s estimate of {ESTIMATE}, the same as in {OTHER_YEARS[0]}. Rings: other "
        f"figures in print, of {OTHER_YEARS[0]} and {OTHER_YEARS[1]}. Shaded: what the article’s "
        "number allows.",
        numbers=numbers,
        table=shown,
        columns={"label": "What", "as_of": "As of", "value": "Number", **EVIDENCE},
        sources=shown["source_id"],
    )


def theatres(remains: pd.DataFrame) -> PublishedFigure:
    """Return where the dead lie who were not brought home, North Korea among them."""
    areas = people.theatres(remains)
    by_id = remains.set_index("row_id")
    whole, north = by_id.loc[people.ALL_THEATRES], by_id.loc[people.MINISTRY]
    at = areas.set_index("area")
    numbers = {
        "north": cell(north, "value"),
        "whole": cell(whole, "value"),
        "share": derived(at.loc["North Korea", "share_pct"], "pct", north, whole),
        "most": cell(by_id.loc["r28"], "value"),
    }
    said = {name: str(number) for name, number in numbers.items()}
    sources = by_id.loc[[*people.BIG_AREAS, people.ALL_THEATRES, people.MINISTRY], "source_id"]
    return publish(
        "theatres",
        draw.draw_theatres,
        areas,
        heights=(260, 330),
        description=(
            f"Bars of the dead of the war not yet brought home, by area: {said['whole']} in all, "
            f"the most, {said['most']}, in the Philippines. North Korea, with {said['north']}, is "
            f"{said['share']} of them, the shortest bar."
        ),
        point="By the ministry’s estimate {north} of the {whole} never brought home are in North Korea: "
        "{share}.",
        caption="Sets of remains, all theatres of the war, rounded; figures of "
        f"{AREA_YEARS[0]} and {AREA_YEARS[1]}. The last bar is what is left of the total; we take "
        "the North as part of it.",
        numbers=numbers,
        table=areas,
        columns={"area": "Where", "sets": "Sets", "share_pct": "Percent of all"},
        sources=sources,
    )


def prices(recovery_costs: pd.DataFrame, remains: pd.DataFrame) -> PublishedFigure:
    """Return every price of one set or person with its base, and what all would come to."""
    left = people.balance(remains)["left"]
    found = people.prices(recovery_costs, left)
    found = found.assign(
        demand=found["cost_id"].isin([people.DEMAND_USD, people.DEMAND_JPY]),
        base_words=[_base(row) for _, row in found.iterrows()],
        short=[f"{row['label']}, {row['period']}" for _, row in found.iterrows()],
    )
    at = found.set_index("cost_id")
    ministry = remains.set_index("row_id").loc[people.MINISTRY]
    asked, asked_yen, caskets, accounted, own = (
        derived(at.loc[name, "for_one"], at.loc[name, "each_unit"], at.loc[name])
        for name in ("demand-usd", "demand-jpy", "us-caskets", "us-persons", "japan-2018")
    )
    numbers = {
        "asked": asked,
        "asked_yen": Number(asked_yen.value, asked_yen.unit, "reported", asked_yen.source_ids),
        "caskets": caskets,
        "accounted": accounted,
        "own": own,
        "left": cell(ministry, "value"),
    }
    said = {name: str(number) for name, number in numbers.items()}
    check_that("was less than what the joint American digs came to", asked.value < caskets.value)
    listed = join(
        f"{row['label']} ({row['base_words']}) {label(row['for_one'], row['each_unit'])}"
        for _, row in found.iterrows()
    )
    return publish(
        "prices-of-one",
        draw.draw_prices,
        found,
        heights=(540, 900),
        description=(
            f"Bars in two groups, dollars and yen, each a price for one set of remains or one "
            f"person: {listed}. The reported demand, {said['asked']} or {said['asked_yen']} a set, is "
            f"the shortest bar of both groups; a casket from the joint American digs came to "
            f"{said['caskets']}, a person accounted for to {said['accounted']}, a set of Japan’s own "
            f"programme to {said['own']}."
        ),
        point="The reported demand, {asked} a set, was less than what the joint American digs came "
        "to: {caskets} a casket, {accounted} for each person accounted for.",
        caption="What was paid, asked or estimated for one; the base stands under each name. Bars "
        "are multiples of the demand in the same currency; nothing is converted and nothing "
        "adjusted for inflation. Right (on a phone: below): that price times {left}.",
        numbers=numbers,
        table=found,
        columns={
            "short": "What",
            "kind": "Kind",
            "base_words": "Base",
            "for_one": "For one",
            "each_unit": "Unit (USD k: thousand dollars; JPY mn: million yen)",
            "printed": "Printed as such",
            "all_amount": "For all who are left",
            "unit": "Unit of that",
        },
        sources=[*found["source_id"], ministry["source_id"]],
    )


def demand(claim: Claim) -> PublishedFigure:
    """Return every reading of tens of millions of dollars on one axis."""
    numbers = {
        "demand": claim.number("demand"),
        "survey": claim.number("beyond-the-price"),
        "every": claim.number("for-all"),
    }
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "demand-readings",
        draw_readings,
        claim.readings,
        claim.band,
        "USD mn",
        "“tens of millions”",
        (10, 100),
        heights=(290, 380),
        description=(
            f"Dot plot on a log axis of sums in million dollars. The demand of {DEMAND_YEAR}, "
            f"{said['demand']}, lies in the band from ten to a hundred million. What it leaves for a "
            f"survey alone, {said['survey']}, lies below; its price for all who are left, "
            f"{said['every']}, above."
        ),
        point="The reported demand was {demand}. That is for survey and digging together; beyond the price "
        "of the sets it leaves {survey}.",
        caption="Each step of the axis is ten times the last. Diamond: the literal reading. Ring: "
        "reported; half: derived. Yen are turned into dollars at the rate that the demand itself "
        "implies.",
        numbers=numbers,
        table=claim.readings,
        columns={
            "label": "What sum",
            "value": "Million dollars",
            "changed": "What differs",
            **EVIDENCE,
        },
        sources=claim.readings["source_id"],
    )


def _base(row: pd.Series[float]) -> str:
    """Return the base of a cost in words: `229 caskets, 1996 to 2005`."""
    many = "" if pd.isna(row["base"]) else f"{label(row['base'], 'number')} "
    return f"{many}{row['base_unit']}, {row['period']}"
