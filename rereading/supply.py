"""Where Japan's rare earths came from, what it agreed with new sellers, and what then arrived.

Every function takes tables and returns a new frame; none reads a file. Weights are tonnes, values
thousand US dollars (free on board). A flow without a weight counts as zero tonnes.
"""

from __future__ import annotations

import math

import pandas as pd

from rereading.credits import united
from rereading.days import ARTICLE, CLASH_YEAR, YEAR_BEFORE_ARTICLE
from rereading.quantities import day_words

# BACI has hardly any weights for HS 2846 before this year.
FIRST_WEIGHT = 2000
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


def into_japan(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return all lines together: a row a year and seller with year, code, quantity_t, value_kusd.

    Weights are NaN before 2000, when most of them are not known.
    """
    chosen = trade_flows[trade_flows["importer_iso3"] == "JPN"]
    summed = (
        chosen.groupby(["year", "exporter_iso3"])[["quantity_t", "value_kusd"]].sum().reset_index()
    )
    summed["quantity_t"] = summed["quantity_t"].where(summed["year"] >= FIRST_WEIGHT)
    return summed.rename(columns={"exporter_iso3": "code"})


def between(deals: pd.DataFrame) -> pd.DataFrame:
    """Return the deals dated after the clash and before the article."""
    return signed(deals[~deals["before_clash"] & (deals["date"] < ARTICLE)])


def signed(deals: pd.DataFrame) -> pd.DataFrame:
    """Return the deals that two sides made: a company's own plant is none; a plan to buy is one."""
    return deals[deals["kind"] != "company plant"]


def arrivals(trade_flows: pd.DataFrame, partner: str) -> pd.Series[float]:
    """Return the tonnes a year that came by the routes of a partner, from 2000, zero if none."""
    flows = into_japan(trade_flows)
    years = range(FIRST_WEIGHT, int(flows["year"].max()) + 1)
    chosen = flows[flows["code"].isin(ROUTES[partner])]
    return chosen.groupby("year")["quantity_t"].sum().reindex(years, fill_value=0.0)


def plans(deals: pd.DataFrame, trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return plans against arrivals: a row a partner whose deals name tonnes, the largest first.

    Columns: partner, planned_low_t and planned_high_t (the least and the most that any deal of
    before the article names), most_t and most_year (the best year since the clash), source_id (of
    those deals).
    """
    named = signed(deals[deals["planned_low_t"].notna() & (deals["date"] < ARTICLE)])
    rows = []
    for partner, its in named.groupby("partner_country"):
        came = arrivals(trade_flows, str(partner)).loc[CLASH_YEAR + 1 :]
        rows.append(
            {
                "partner": partner,
                "planned_low_t": its["planned_low_t"].min(),
                "planned_high_t": its[["planned_low_t", "planned_high_t"]].max(axis=None),
                "most_t": came.max(),
                "most_year": int(came.idxmax()),
                "source_id": united(its["source_id"]),
            }
        )
    return pd.DataFrame(rows).sort_values("planned_high_t", ascending=False, ignore_index=True)


def outcomes(expectations: pd.DataFrame, events_since: pd.DataFrame) -> pd.DataFrame:
    """Return the open ends of the article with what came: one row each, in the article's order.

    Adds `dates` (of the events that bear on it) and source_id.
    """
    grouped = events_since.groupby("bears_on")
    dates = grouped["date"].agg(lambda dates: "; ".join(map(day_words, dates)))
    sources = grouped["source_id"].agg(";".join)
    return expectations.assign(
        dates=expectations["expectation_id"].map(dates),
        source_id=expectations["expectation_id"].map(sources),
        grade="derived",
    )


def readings_of_new_deals(deals: pd.DataFrame, trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "new deals" (unit: count): of the three named countries, how many."""
    found = [*_by_deals(deals), *_by_deliveries(deals, trade_flows)]
    frame = pd.DataFrame(found, columns=["reading_id", "label", "value", "changed", "source_id"])
    return frame.assign(value=frame["value"].astype(float), grade="derived")


def _by_deals(deals: pd.DataFrame) -> list[tuple[str, str, int, str, str]]:
    """Return the readings that count countries with deals."""
    new, older = between(deals), signed(deals[deals["before_clash"]])
    named = new[new["partner_country"].isin(NAMED)]
    return [
        (
            "named-with-a-new-deal",
            "named countries with a deal dated between the clash and the article",
            named["partner_country"].nunique(),
            "",
            united(named["source_id"]),
        ),
        (
            "named-without-an-older-deal",
            "named countries with a deal since the clash and none before it",
            len(set(named["partner_country"]) - set(older["partner_country"])),
            "what counts as new",
            united([*named["source_id"], *older["source_id"]]),
        ),
        (
            "all-partners",
            "all countries with a deal dated between the clash and the article",
            new["partner_country"].nunique(),
            "countries",
            united(new["source_id"]),
        ),
        (
            "all-partners-older-too",
            "all countries with a deal before the article, older ones too",
            pd.concat([new, older])["partner_country"].nunique(),
            "countries; period",
            united([*new["source_id"], *older["source_id"]]),
        ),
    ]


def _by_deliveries(
    deals: pd.DataFrame, trade_flows: pd.DataFrame
) -> list[tuple[str, str, int, str, str]]:
    """Return the readings that count named countries whose goods came."""
    new = between(deals)
    named = new[new["partner_country"].isin(NAMED)]
    planned = named[named["planned_low_t"].notna()].groupby("partner_country")
    least = planned["planned_low_t"].min()
    most = planned[["planned_low_t", "planned_high_t"]].max().max(axis=1)
    came = {partner: arrivals(trade_flows, partner) for partner in NAMED}
    first, last = CLASH_YEAR + 1, int(trade_flows["year"].max())
    flows_source = united(trade_flows["source_id"])
    both = united([*named["source_id"], flows_source])

    def met(plans: pd.Series[float], end: int) -> int:
        """Count the countries with a year up to `end` in which as much came as planned."""
        return sum(c.loc[first:end].max() >= plans.get(p, math.inf) for p, c in came.items())

    return [
        (
            "more-came",
            f"named countries that sent more in {YEAR_BEFORE_ARTICLE} than in {CLASH_YEAR}",
            sum(c[YEAR_BEFORE_ARTICLE] > c[CLASH_YEAR] for c in came.values()),
            "what is counted",
            flows_source,
        ),
        (
            "smallest-plan-met-by-the-article",
            f"named countries that met their smallest plan in some year, {first} to "
            f"{YEAR_BEFORE_ARTICLE}",
            met(least, YEAR_BEFORE_ARTICLE),
            "what is counted",
            both,
        ),
        (
            "smallest-plan-met",
            f"named countries that met their smallest plan in some year, {first} to {last}",
            met(least, last),
            "what is counted; period",
            both,
        ),
        (
            "largest-plan-met",
            f"named countries that met their largest plan in some year, {first} to {last}",
            met(most, last),
            "what is counted; period",
            both,
        ),
    ]
