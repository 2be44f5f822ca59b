"""The plates of the chapter on second after China."""

from __future__ import annotations

import pandas as pd

from rereading import reserves
from rereading.claims import Claim
from rereading.figures import ranking
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, cell, counted, derived, digits, join, label, rows, words
from rereading.prose import check_that

EDITION, CLAIMED_MT = reserves.ARTICLE_EDITION, reserves.CLAIMED_MT


def ranked(claim: Claim, reserves_table: pd.DataFrame) -> PublishedFigure:
    """Return the ranking in the article's edition with North Korea set in."""
    table = reserves.edition(reserves_table, EDITION)
    with_north = reserves.with_north_korea(table, CLAIMED_MT)
    left = reserves.unseen(reserves_table, EDITION)["left_t"]
    first = cell(table.iloc[0], "reserves_t")
    numbers = {
        "first": Number(first.value / 1e6, "Mt", first.grade, first.source_ids),
        "left": derived(left / 1e6, "Mt", *rows(table)),
        "rank": claim.number(claim.literal["reading_id"]),
    }
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "ranking",
        ranking.draw_ranking,
        with_north,
        float(left),
        heights=(270, 270),
        description=(
            f"Bar chart of rare-earth reserves in the edition of {EDITION}, North Korea set in at "
            f"{words(CLAIMED_MT, 'Mt')}: it ranks {said['rank']}, ahead of China with "
            f"{said['first']}. All countries that were not read hold {said['left']} together."
        ),
        point="Set into the table of the day, the claimed tonnage comes {rank}: China has {first}.",
        caption=f"Reserves in million tonnes of oxide, edition of January {EDITION}; North Korea "
        "as claimed. “All others together” is what the printed world total leaves, {left}: none of "
        "them can reach the claim.",
        numbers=numbers,
        table=with_north,
        columns={
            "rank": "Rank of those read",
            "country": "Country",
            "reserves_t": "Tonnes of oxide",
        },
        sources=table["source_id"],
    )


def second_places(reserves_table: pd.DataFrame, reserve_base: pd.DataFrame) -> PublishedFigure:
    """Return for every table on record the stretch of tonnages that is exactly second."""
    places = reserves.second_places(reserves_table, reserve_base)
    now = places[(places["table"] == "reserves") & (places["edition_year"] == EDITION)].iloc[0]
    sources = [*reserves_table["source_id"], *reserve_base["source_id"]]
    edition = rows(reserves.edition(reserves_table, EDITION))
    second = (places["low_mt"] <= CLAIMED_MT) & (places["high_mt"] > CLAIMED_MT)
    check_that("in none of the {} tables we could read", len(places) > 0 and not second.any())
    numbers = {
        "low": derived(now["low_mt"], "Mt", *edition),
        "high": derived(now["high_mt"], "Mt", *edition),
        "tables": counted(len(places), *rows(reserves_table)),
        "highest": derived(places["high_mt"].max(), "Mt", *rows(reserve_base)),
    }
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "second-places",
        ranking.draw_second_places,
        places,
        reserves.TONNAGES_MT,
        CLAIMED_MT,
        heights=(520, 520),
        description=(
            f"Bars for {said['tables']} tables: the tonnages that would rank exactly second. In "
            f"the edition of {EDITION} from {said['low']} to {said['high']}; in no table above "
            f"{said['highest']}. Lines mark "
            f"{join(label(mt, 'Mt') for mt in reserves.TONNAGES_MT)}: the article’s "
            f"{label(CLAIMED_MT, 'Mt')} lies beyond every bar."
        ),
        point="To come exactly second, the North would have needed {low} or more, and less than "
        "{high} in the edition of the day; in none of the {tables} tables we could read would the "
        "claimed tonnage do.",
        caption="Each bar runs from the second largest figure that we could read to China’s; where a "
        "larger one was not read, as Vietnam’s in 2021, it starts too low. Years: editions of the "
        "United States Geological Survey that were read; last line: the wider reserve base. Lines "
        "across: the tonnages named for the North. Countries only; "
        "lines that lump several countries are left out, see the table.",
        numbers=numbers,
        table=places,
        columns={
            "table": "Table",
            "edition_year": "Edition",
            "second": "Second of those read",
            "low_mt": "At least, Mt",
            "high_mt": "Less than, Mt",
            "low_with_groups_mt": "At least, if lumped lines count, Mt",
        },
        sources=sources,
    )


def rank_grid(
    claim: Claim, reserves_table: pd.DataFrame, reserve_base: pd.DataFrame
) -> PublishedFigure:
    """Return the rank of every tonnage named for the North in every table."""
    ranks = reserves.ranks(reserves_table, reserve_base)
    second = ranks[ranks["rank"] == claim.asserted.value]
    parents = [*rows(reserves_table), *rows(reserve_base)]
    numbers = {
        "cells": counted(len(ranks), *parents),
        "second": counted(len(second), *parents),
        "grouped": counted(
            int((ranks["rank_with_groups"] == claim.asserted.value).sum()), *parents
        ),
    }
    largest = second["tonnage_mt"].max()
    check_that(
        "Only the smaller figures named for the North ever come second", largest < CLAIMED_MT
    )
    return publish(
        "rank-grid",
        ranking.draw_rank_grid,
        ranks,
        CLAIMED_MT,
        int(claim.asserted.value),
        EDITION,
        heights=(235, 520),
        description=(
            f"Grid of ranks, four tonnages by {ranks.groupby(['table', 'edition_year']).ngroups} "
            f"tables. {str(numbers['second']).capitalize()} of {numbers['cells']} cells are "
            f"second; the largest tonnage that ever ranks second is {label(largest, 'Mt')}. "
            f"{label(CLAIMED_MT, 'Mt')} ranks first in every table."
        ),
        point="Only the smaller figures named for the North ever come second: in {second} of "
        "{cells} cases.",
        caption="Rank of each tonnage among the countries read in each edition; the last one is the "
        "reserve base. Rows that were not read could push the North lower, never higher. If a "
        "line for several countries counts as one country, {grouped} cases are second.",
        numbers=numbers,
        table=ranks,
        columns={
            "table": "Table",
            "edition_year": "Edition",
            "tonnage_mt": "Tonnage, Mt",
            "rank": "Rank",
            "rank_with_groups": "Rank if lumped lines count",
        },
        sources=[*reserves_table["source_id"], *reserve_base["source_id"]],
    )


def named_tonnages(
    north_korea_tonnages: pd.DataFrame, reserves_table: pd.DataFrame
) -> PublishedFigure:
    """Return every figure named for the North by who named it, against the second place."""
    low, high = reserves.second_place(reserves.edition(reserves_table, EDITION))
    figures = north_korea_tonnages.dropna(subset="quantity_mt")
    inside = figures["quantity_mt"].between(low, high).sum()
    by_size = figures.sort_values("quantity_mt", kind="stable")
    counts = {
        "low": cell(by_size.iloc[0], "quantity_mt"),
        "high": cell(by_size.iloc[-1], "quantity_mt"),
        "inside": counted(int(inside), *rows(figures)),
    }
    return publish(
        "named-tonnages",
        ranking.draw_reserve_readings,
        figures,
        low,
        high,
        CLAIMED_MT,
        heights=(320, 300),
        description=(
            f"Dot plot on a log axis of {len(figures)} figures for North Korea’s rare earths, from "
            f"{counts['low']} to {counts['high']}, by who named them. A grey stretch marks second "
            f"place in the edition of {EDITION}, {digits(low, 'Mt', 0)} to "
            f"{words(high, 'Mt', 0)}; a line the article’s {words(CLAIMED_MT, 'Mt')}. "
            f"In the stretch lie: {counts['inside']}."
        ),
        point="Figures for the North run from {low} to {high}: they count different things. In "
        "second place: {inside} of them.",
        caption=f"A log axis: each step multiplies. Filled: said to be tonnes contained; ring: ore, "
        f"or nobody says. Grey: what would have ranked second in {EDITION}.",
        numbers=counts,
        table=north_korea_tonnages,
        columns={
            "claimant": "Who said it",
            "date": "When",
            "quantity_mt": "Million tonnes",
            "counts": "What is counted",
            "standing": "What it is",
            "note": "Note",
        },
        sources=figures["source_id"],
    )


def ore_and_oxide(announced_tonnages: pd.DataFrame) -> PublishedFigure:
    """Return deposits announced both in ore and in oxide: how far apart the two counts lie."""
    rows = announced_tonnages.assign(
        pair=announced_tonnages["tonnage_id"].str.rsplit("-", n=1).str[0]
    )
    wide = rows.pivot(index="pair", columns="counts", values="quantity_mt").dropna()
    pairs = pd.DataFrame(
        {
            "deposit": rows.drop_duplicates("pair").set_index("pair")["deposit"].loc[wide.index],
            "ore_mt": wide["ore"],
            "oxide_mt": wide["oxide contained"],
        }
    ).sort_values("ore_mt", ascending=False, ignore_index=True)
    pairs["oxide_pct"] = 100 * pairs["oxide_mt"] / pairs["ore_mt"]
    north = pairs.iloc[0]
    check_that("Jongju", north["deposit"].endswith("Jongju"))
    parents = rows[rows["deposit"] == north["deposit"]].iloc[0]
    numbers = {
        "ore": Number(north["ore_mt"], "Mt", parents["grade"], (parents["source_id"],)),
        "oxide": Number(north["oxide_mt"], "Mt", parents["grade"], (parents["source_id"],)),
        "share": derived(north["oxide_pct"], "pct", parents),
    }
    return publish(
        "ore-and-oxide",
        ranking.draw_ore_and_oxide,
        pairs,
        heights=(280, 280),
        description="Pairs of dots on a log axis: "
        + "; ".join(
            f"{row.deposit}, {label(row.ore_mt, 'Mt')} of ore, {label(row.oxide_mt, 'Mt')} of oxide"
            for row in pairs.itertuples()
        )
        + f". At Jongju {numbers['ore']} of rock hold {numbers['oxide']} of oxide, "
        f"{numbers['share']}.",
        point="One deposit, Jongju, is {ore} of rock or {oxide} of oxide: {share} of it.",
        caption="Ring: tonnes of ore; filled: tonnes of oxide in it; each step of the axis is ten "
        "times the last. Reserves are counted in oxide. None of these three is a reserve.",
        numbers=numbers,
        table=pairs,
        columns={
            "deposit": "Deposit",
            "ore_mt": "Ore, Mt",
            "oxide_mt": "Oxide, Mt",
            "oxide_pct": "Oxide in the ore, percent",
        },
        sources=rows["source_id"],
    )
