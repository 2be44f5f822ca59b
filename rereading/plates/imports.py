"""The plates of the chapter on 56 percent."""

from __future__ import annotations

import pandas as pd

from rereading import imports
from rereading.claims import Claim, expected_by_chance
from rereading.figures import trade
from rereading.figures.events import draw_events
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, cell, counted, derived, label
from rereading.prose import holds

YEAR = imports.CLASH_YEAR
JAPAN, CHINA = imports.SIDES
CAPTAIN_HOME, LOADING = "2010-09-25", "2010-11-19"
CLASH_DECIMAL = 2010.68  # 7 September 2010, as a point on an axis of years


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
    others = by_year.drop(YEAR)
    apart = numbers["customs"].value - claim.asserted.value
    holds("in other years at most", (others.min(), others.max()) == (by_year.min(), by_year.max()))
    holds("all three product lines together", trade_flows["hs"].nunique() == 3)
    holds("far below the value of", apart > 20)
    holds("far above", apart > 20)
    holds("no weights are known before the line starts", value["year"].min() < weight["year"].min())
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
            f"years at most {said['highest']}, at least {said['lowest']} in "
            f"{said['lowest_year']} and {said['latest']} in {last}. A line marks the article’s "
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
    holds("lies far to the right", float(literal["value"]) > band.high + 20)
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
        "whole (imports or exports). The strongest dots lie in the band. On a phone two points share a "
        "column.",
        numbers=numbers,
        table=hits,
        columns={
            "label": "Readings in the band",
            "value": "Percent",
            "changed": "What is otherwise",
        },
        download=readings.drop(columns=["printed", "literal"]),
        sources=[*source["source_id"].split(";"), *literal["source_id"].split(";")],
    )


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
    holds("It never reaches zero", shown["from_china_t"].min() > 0)
    holds("thinned to {}, then swelled to {}", low.name < high.name)
    holds("they never reached zero", shown["from_china_t"].min() > 0)
    return publish(
        "months",
        trade.draw_months,
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
    after = by_year.loc[YEAR:, "quota_t"]
    unknown = set(range(int(shown["year"].min()), int(shown["year"].max()))) - set(shown["year"])
    holds("about the same until the quotas ended", after.max() < 1.05 * after.min())
    holds("Two years are not known", len(unknown) == 2)
    return publish(
        "quotas",
        trade.draw_quotas,
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
    dearest = oxide_prices.loc[oxide_prices.groupby("oxide")["price_high_usd_kg"].idxmax()]
    latest = oxide_prices[oxide_prices["year"] == oxide_prices["year"].max()].set_index("oxide")
    fallen = latest["price_high_usd_kg"] < dearest.set_index("oxide")["price_high_usd_kg"] / 2
    holds("Prices of three oxides", oxide_prices["oxide"].nunique() == 3)
    holds("All three climb to a peak in", list(dearest["year"]) == [YEAR + 1] * 3)
    holds("and fall back", fallen.all())
    holds("more than doubled before the clash", numbers["july"].value > 2 * numbers["start"].value)
    return publish(
        "prices",
        trade.draw_prices,
        oxide_prices,
        CLASH_DECIMAL,
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
    ends = (told.contains("quota").idxmax(), told.contains("first ships leave").idxmax())
    holds("from the quota cut to the first ships", ends == (0, len(clash_events) - 1))
    holds("The crew was home before traders spoke of a stop", crew < stop)
    holds("before loading began again", wait > 0)
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
