"""Where Japan's rare earths came from, what it agreed with new sellers, what arrived (tonnes)."""

from __future__ import annotations

import math

import pandas as pd

from rereading.days import ARTICLE, CLASH_YEAR, FIRST_WEIGHT, YEAR_BEFORE_ARTICLE
from rereading.evidence import readings
from rereading.quantities import day_words, derived

WITH_AMERICA = "meetings with the American president"  # a kind of event since the article
NAMED = ("Australia", "Vietnam", "India")
# Where the goods of a deal are shipped from: Australia's ore is refined in Malaysia.
ROUTES = {
    "Australia": ("AUS", "MYS"),
    "Vietnam": ("VNM",),
    "India": ("IND",),
    "Kazakhstan": ("KAZ",),
    "United States": ("USA",),
    "Canada": ("CAN",),
    "Mongolia": ("MNG",),
}


def between(deals: pd.DataFrame) -> pd.DataFrame:
    """Return the deals of two sides (no company's own plant) dated between clash and article."""
    made = deals[deals["kind"] != "company plant"]
    return made[~made["before_clash"] & (made["date"] < ARTICLE)]


def arrivals(trade_flows: pd.DataFrame, partner: str) -> pd.Series[float]:
    """Return the tonnes a year that came by the routes of a partner, from 2000, zero if none."""
    flows = trade_flows[trade_flows["importer_iso3"] == "JPN"]
    years = range(FIRST_WEIGHT, int(flows["year"].max()) + 1)
    chosen = flows[flows["exporter_iso3"].isin(ROUTES[partner])]
    return chosen.groupby("year")["quantity_t"].sum().reindex(years, fill_value=0.0)


def plans(deals: pd.DataFrame) -> pd.DataFrame:
    """Return what deals plan, where in tonnes, by partner: least_t, most_t, source_id."""
    named = between(deals).dropna(subset="planned_low_t")
    named = named.assign(most_t=named["planned_high_t"].fillna(named["planned_low_t"]))
    return named.groupby("partner_country").agg(
        least_t=("planned_low_t", "min"),
        most_t=("most_t", "max"),
        source_id=("source_id", ";".join),
    )


def outcomes(expectations: pd.DataFrame, events_since: pd.DataFrame) -> pd.DataFrame:
    """Return the open ends of the article with what came of each: dates and source_id of events."""
    dated = events_since.assign(dates=events_since["date"].map(day_words))
    grouped = dated.groupby("bears_on").agg({"dates": "; ".join, "source_id": ";".join})
    return expectations.assign(grade="derived").join(grouped, on="expectation_id")


def readings_of_new_deals(deals: pd.DataFrame, trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "new deals" (unit: count): of the three named countries, how many."""
    made = deals[deals["kind"] != "company plant"]
    new, older = between(made), made[made["before_clash"]]
    named = new[new["partner_country"].isin(NAMED)]
    newly = set(named["partner_country"]) - set(older["partner_country"])
    either = pd.concat([new, older])
    planned = plans(named)
    came = {partner: arrivals(trade_flows, partner) for partner in NAMED}
    more = sum(c[YEAR_BEFORE_ARTICLE] > c[CLASH_YEAR] for c in came.values())
    first, last = CLASH_YEAR + 1, int(trade_flows["year"].max())
    cases = [
        ("named-with-a-new-deal",
         "named countries with a deal dated between the clash and the article",
         named["partner_country"].nunique(), [named], ""),
        ("named-without-an-older-deal",
         "named countries with a deal since the clash and none before it",
         len(newly), [named, older], "what counts as new"),
        ("all-partners", "all countries with a deal dated between the clash and the article",
         new["partner_country"].nunique(), [new], "countries"),
        ("all-partners-older-too",
         "all countries with a deal before the article, older ones too",
         either["partner_country"].nunique(), [either], "countries; period"),
        ("more-came",
         f"named countries that sent more in {YEAR_BEFORE_ARTICLE} than in {CLASH_YEAR}",
         more, [trade_flows], "what is counted"),
    ]  # fmt: skip
    # The countries with a year up to an end in which as much came as planned.
    for name, plan, end, changed in (
        ("smallest-plan-met-by-the-article", "smallest", YEAR_BEFORE_ARTICLE, "what is counted"),
        ("smallest-plan-met", "smallest", last, "what is counted; period"),
        ("largest-plan-met", "largest", last, "what is counted; period"),
    ):
        goals = planned["least_t" if plan == "smallest" else "most_t"]
        met = [c.loc[first:end].max() >= goals.get(who, math.inf) for who, c in came.items()]
        label = f"named countries that met their {plan} plan in some year, {first} to {end}"
        cases.append((name, label, sum(met), [named, trade_flows], changed))
    return readings(
        (name, label, derived(number, "count", *parents), changed)
        for name, label, number, parents, changed in cases
    )
