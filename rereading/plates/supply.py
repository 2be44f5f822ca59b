"""The plates of the chapter on new sellers."""

from __future__ import annotations

import pandas as pd

from rereading import supply
from rereading.figures import supply as drawings
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, derived, join, label
from rereading.prose import check_that

YEAR = supply.CLASH_YEAR


def origins(trade_flows: pd.DataFrame) -> PublishedFigure:
    """Return what came from each origin by year, by weight, all rows to one scale."""
    every = supply.by_origin(trade_flows)
    shown = every[every["quantity_t"].notna()]
    source = trade_flows.iloc[0]
    last = int(shown["year"].max())
    by_weight = shown.set_index(["origin", "year"])
    best = by_weight["quantity_t"].unstack("origin")
    sellers = [origin for origin in supply.ORIGINS if origin != supply.CHINA]
    second = str(best[sellers].max().idxmax())
    numbers = {
        "before": derived(by_weight.loc[(supply.CHINA, YEAR), "weight_pct"], "pct", source),
        "after": derived(by_weight.loc[(supply.CHINA, last), "weight_pct"], "pct", source),
        "china_best": derived(best[supply.CHINA].max(), "t", source),
        "second_best": derived(best[second].max(), "t", source),
    }
    china, others = best[supply.CHINA], best[sellers].max(axis=None)
    check_that("none comes near China’s", china.min() > others)
    said = {name: str(number) for name, number in numbers.items()}
    peaks = join(
        f"{origin} {label(best[origin].max(), 't')} in {best[origin].idxmax()}"
        for origin in sellers
    )
    table = best.loc[:, [*supply.ORIGINS, supply.OTHERS]].add_suffix("_t").reset_index()
    return publish(
        "origins",
        drawings.draw_origins,
        shown,
        YEAR,
        heights=(620, 640),
        description=(
            f"Rows of bars, one row an origin, all to one scale: tonnes of rare earths that Japan "
            f"bought, {shown['year'].min()} to {last}. China’s row is by far the highest, at most "
            f"{said['china_best']}; the next highest, {second}, has at most "
            f"{said['second_best']}. Best years of the sellers other than China: {peaks}. China’s "
            f"share went from {said['before']} in {YEAR} to {said['after']} in {last}."
        ),
        point="New rows begin about the time of the clash, but none comes near China’s: its share went from "
        "{before} to {after}.",
        caption=f"Tonnes a year, {shown['year'].min()} to {last}, every row to the same scale; the "
        f"label is the best year. The shares are those of {YEAR} and {last}. Products of all "
        "three lines, weighed as shipped. Malaysia refines Australia’s ore.",
        numbers=numbers,
        table=table,
        columns={"year": "Year"} | {f"{name}_t": f"{name}, t" for name in best.columns},
        download=shown,
        sources=[source["source_id"]],
    )


def groups(trade_flows: pd.DataFrame) -> PublishedFigure:
    """Return the shares by value of China, the new sellers and all others since the first year."""
    shown = supply.by_group(trade_flows)
    source = trade_flows.iloc[0]
    shares = shown.pivot(index="year", columns="group", values="value_pct")
    last = int(shares.index.max())
    new = shares[supply.NAMED_GROUP]
    numbers = {
        "before": derived(new[YEAR - 1], "pct", source),
        "then": derived(new[YEAR], "pct", source),
        "after": derived(new[last], "pct", source),
        "china": derived(shares[supply.CHINA][last], "pct", source),
    }
    check_that("the new sellers did get somewhere", new[last] > 2 * new.loc[:YEAR].max())
    said = {name: str(number) for name, number in numbers.items()}
    columns = {group: f"{group}, percent" for group in [*supply.GROUPS, supply.OTHERS]}
    table = shares.add_suffix("_pct").reset_index()
    return publish(
        "value-shares",
        drawings.draw_groups,
        shown,
        YEAR,
        heights=(320, 300),
        description=(
            f"Stacked columns, {shares.index.min()} to {last}: what part of the value of Japan’s "
            f"rare-earth imports went to China, to the sellers the article names with Malaysia, "
            f"and to all others. The named sellers and Malaysia had {said['before']} in {YEAR - 1}, "
            f"{said['then']} in {YEAR} and {said['after']} in {last}, when China had {said['china']}."
        ),
        point="Counted in money the new sellers did get somewhere: from {before} of Japan’s imports the "
        "year before the clash to {after} at the end, when China had {china}.",
        caption=f"Shares of the value of all rare earths that Japan bought, {shares.index.min()} to "
        f"{last}. In the year of the clash itself the new sellers had {{then}}. Value is known for longer "
        "than weight.",
        numbers=numbers,
        table=table,
        columns={"year": "Year"} | {f"{name}_pct": title for name, title in columns.items()},
        download=shown[["year", "group", "value_kusd", "value_pct"]],
        sources=[source["source_id"]],
    )


def plans(deals: pd.DataFrame, trade_flows: pd.DataFrame) -> PublishedFigure:
    """Return the tonnes a year planned with each partner against those that came in each year."""
    shown = supply.plans(deals, trade_flows)
    came = {name: supply.arrivals(trade_flows, name).loc[YEAR + 1 :] for name in shown["partner"]}
    notes = [" (shipped from Malaysia)" if name == "Australia" else "" for name in shown["partner"]]
    source = trade_flows.iloc[0]
    by_partner = shown.set_index("partner")
    largest = by_partner.loc["Australia"]
    numbers: dict[str, Number] = {
        "planned": derived(largest["planned_low_t"], "t", largest),
        "most": derived(largest["most_t"], "t", source),
    }
    check_that("never more than {} came", came["Australia"].max() == numbers["most"].value)
    check_that(
        "The largest plan, with Australia", by_partner["planned_high_t"].idxmax() == "Australia"
    )
    lines = " ".join(
        f"{row['partner']}: planned {label(row['planned_low_t'], 't')} to "
        f"{label(row['planned_high_t'], 't')}, most in a year {label(row['most_t'], 't')} in "
        f"{row['most_year']}."
        for row in shown.to_dict("records")
    )
    return publish(
        "plans",
        drawings.draw_plans,
        shown,
        came,
        notes,
        heights=(420, 430),
        description=(
            "Five rows, one a partner: a bar for the tonnes a year that its deals planned, dots "
            f"for what came in each year since {YEAR + 1}, the best year strong. {lines} The "
            f"largest plan, with Australia, began at {numbers['planned']}; by way of Malaysia "
            f"never more than {numbers['most']} came."
        ),
        point="The largest plan, with Australia, began at {planned} a year; by way of Malaysia "
        "never more than {most} came in one.",
        caption="Bars: from the smallest to the largest yearly tonnage that any deal made before the "
        f"article names. Dots: each year since {YEAR + 1} in the trade data; large: the best one. "
        "The dots are all goods of a country, not the planned mine’s: from Vietnam’s mine nothing is "
        "known to have come. India’s best year is an odd one, told below.",
        numbers=numbers,
        table=shown,
        columns={
            "partner": "Partner",
            "planned_low_t": "Planned, from, t",
            "planned_high_t": "Planned, up to, t",
            "most_t": "Most in a year, t",
            "most_year": "In",
        },
        sources=[source["source_id"], *shown["source_id"]],
    )
