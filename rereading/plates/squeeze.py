"""The plates of the squeeze of 2010: what arrived, the days of the clash, quotas and prices."""

from __future__ import annotations

import pandas as pd

from rereading import imports
from rereading.figures import squeeze as draw
from rereading.figures.events import draw_events
from rereading.figures.publish import PublishedFigure, publish
from rereading.figures.style import decimal_year
from rereading.numbers import cell, derived
from rereading.prose import check_that

YEAR = imports.CLASH_YEAR
CAPTAIN_HOME, LOADING = "2010-09-25", "2010-11-19"
CLASH = "2010-09-07"


def months(import_months: pd.DataFrame) -> PublishedFigure:
    """Return the tonnes that arrived from China from September 2010 to May 2011."""
    all_months = imports.months(import_months)
    shown = all_months[
        (all_months["year"] * 100 + all_months["month"]).between(YEAR * 100 + 9, 201105)
    ]
    rows = import_months[import_months["preferred"] & (import_months["origin"] == "China")]
    rows = rows[rows["quantity_t"].notna()].set_index(["year", "month"])
    low = shown.loc[shown["from_china_t"].idxmin()]
    high = shown.loc[shown["from_china_t"].idxmax()]
    numbers = {
        "lowest": cell(rows.loc[(low["year"], low["month"])], "quantity_t"),
        "highest": cell(rows.loc[(high["year"], high["month"])], "quantity_t"),
    }
    check_that("thinned to {}, then swelled to {}", low.name < high.name)
    check_that("they never reached zero", shown["from_china_t"].min() > 0)
    return publish(
        "months",
        draw.draw_months,
        shown,
        heights=(330, 330),
        description=(
            f"Bar chart of tonnes of rare earths that reached Japan from China each month, "
            f"{shown['label'].iloc[0]} to {shown['label'].iloc[-1]}. Lowest {numbers['lowest']} in "
            f"{low['label']}, highest {numbers['highest']} in {high['label']}. It never reaches "
            f"zero. The total of all origins is outlined for the months in which it is known."
        ),
        point="Arrivals from China thinned to {lowest}, then swelled to {highest}; they never "
        "reached zero.",
        caption="Tonnes reaching Japan from China; outlined: from all origins; thick tick: from "
        "China a year before, each where known. Arrivals trail the loading in port.",
        numbers=numbers,
        table=shown,
        columns={
            "label": "Month",
            "from_china_t": "From China, tonnes",
            "total_t": "In all, tonnes",
            "year_before_t": "From China a year before, tonnes",
        },
        sources=import_months["source_id"],
    )


def quotas(export_quotas: pd.DataFrame) -> PublishedFigure:
    """Return China's yearly export quotas for all firms."""
    shown = export_quotas[
        (export_quotas["series"] == "all firms") & (export_quotas["period"] == "year")
    ].sort_values("year")
    by_year = shown.set_index("year")
    before, clash = (cell(by_year.loc[year], "quota_t") for year in (YEAR - 1, YEAR))
    check_that("had cut what the whole world could buy", clash.value < before.value)
    return publish(
        "quotas",
        draw.draw_quotas,
        shown,
        YEAR,
        heights=(250, 240),
        description=(
            f"Bar chart of China’s yearly export quota for rare earths. {before} in {YEAR - 1}, "
            f"{clash} in {YEAR}, about the same until the quotas ended. Two years are not known."
        ),
        point="China had cut what the whole world could buy from {before} to {clash} before any "
        "boats collided.",
        caption="Export quota for firms of all owners, thousand tonnes; no figure was found for the years "
        "marked with a question mark.",
        numbers={"before": before, "clash": clash},
        table=shown,
        columns={"year": "Year", "quota_t": "Quota, tonnes", "grade": "Evidence", "note": "Note"},
        sources=shown["source_id"],
    )


def prices(oxide_prices: pd.DataFrame) -> PublishedFigure:
    """Return the prices of three oxides, each kind of price a line of its own."""
    cerium = oxide_prices[oxide_prices["oxide"] == "cerium"]
    at = cerium[cerium["year"] == YEAR].set_index("period")
    numbers = {
        "start": cell(at.loc["Q1"], "price_low_usd_kg", decimals=2),
        "july": cell(at.loc["26 July"], "price_low_usd_kg", decimals=2),
        "top": cell(cerium.loc[cerium["price_high_usd_kg"].idxmax()], "price_high_usd_kg"),
    }
    check_that(
        "more than doubled before the clash", numbers["july"].value > 2 * numbers["start"].value
    )
    return publish(
        "prices",
        draw.draw_prices,
        oxide_prices,
        decimal_year(CLASH),
        heights=(320, 300),
        description=(
            f"Line chart on a log axis of the prices of cerium, neodymium and dysprosium oxide, "
            f"{oxide_prices['year'].min()} to {oxide_prices['year'].max()}. All three climb to a "
            f"peak in {YEAR + 1} and fall back; cerium from {numbers['start']} early in {YEAR} to "
            f"{numbers['july']} in July and {numbers['top']} at the peak."
        ),
        point="Cerium oxide more than doubled before the clash, from {start} to {july}; at the "
        "peak a year later it cost {top}.",
        caption="Prices of three oxides; runs from different sources overlap and are not joined.",
        numbers=numbers,
        table=oxide_prices,
        columns={
            "oxide": "Oxide",
            "basis": "Kind of price",
            "year": "Year",
            "period": "When",
            "price_low_usd_kg": "From, dollars a kg",
            "price_high_usd_kg": "Up to, dollars a kg",
        },
        sources=oxide_prices["source_id"],
    )


def events(clash_events: pd.DataFrame) -> PublishedFigure:
    """Return the days of the clash in order, marked by how sure each is."""
    by_date = clash_events.set_index("date")
    free, loading = (by_date.loc[day] for day in (CAPTAIN_HOME, LOADING))
    wait = (pd.Timestamp(LOADING) - pd.Timestamp(CAPTAIN_HOME)).days
    told = clash_events["event"].str
    crew, stop = (told.contains(words).idxmax() for words in ("crew members fly", "Traders say"))
    check_that("The crew was home before traders spoke of a stop", crew < stop)
    check_that("before loading began again", wait > 0)
    return publish(
        "events",
        draw_events,
        clash_events,
        (CAPTAIN_HOME, LOADING),
        heights=(480, 640),
        description="Timeline of the clash, from the quota cut to the first ships. Between the "
        f"captain’s return and the first loading lie {wait} days. "
        + " ".join(f"{row.date}: {row.event} ({row.status})." for row in clash_events.itertuples()),
        point="The crew was home before traders spoke of a stop; the captain was free {days} "
        "before loading began again.",
        caption=f"The days of {YEAR}. Filled: documented; ring: reported by people in the trade; "
        "half: disputed.",
        numbers={"days": derived(wait, "days", free, loading)},
        table=clash_events,
        columns={
            "date": "Day",
            "event": "What happened",
            "status": "How sure",
        },
        sources=clash_events["source_id"],
    )
