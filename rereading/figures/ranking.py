"""Drawings for the chapter on reserves: rankings, second places, ore and oxide."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from rereading.figures.palette import ACCENT, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import article_line, beside, log_axis, mark, over, plain_axis, spread
from rereading.numbers import digits, label


def draw_ranking(ax: Axes, ranked: pd.DataFrame, rest_t: float, *, narrow: bool) -> Axes:
    """Draw a ranking as bars, North Korea in the accent: rank, country, reserves_t, north_korea.

    `rest_t` is what all other countries hold together, set below without a rank.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    places = range(len(ranked))
    millions = ranked["reserves_t"] / 1e6
    ax.barh([len(ranked)], [rest_t / 1e6], height=0.64, color=SECOND)
    beside(ax, rest_t / 1e6, len(ranked), label(rest_t / 1e6, "Mt"), color=MUTED)
    bars = ax.barh(places, millions, height=0.64, color=DATA)
    for bar, north in zip(bars, ranked["north_korea"], strict=True):
        if north:
            bar.set(color=ACCENT, gid="article")
    for place, mt, north in zip(places, millions, ranked["north_korea"], strict=True):
        inside = narrow and north
        text = label(mt, "Mt") + (", as claimed" if north and not narrow else "")
        colour = PAPER if inside else (ACCENT if north else INK)
        beside(
            ax, mt, place, text, color=colour, inside=inside, fontweight="bold",
            gid="article" if north else None,
        )  # fmt: skip
    # Below the second place countries that were not read may stand in between.
    names = [
        f"{rank}. {country}" if rank <= 2 else country
        for rank, country in zip(ranked["rank"], ranked["country"], strict=True)
    ]
    ax.set_yticks(range(len(ranked) + 1), [*names, "all others together"], color=INK)
    ax.set(xticks=[], xlim=(0, millions.max() * (1.02 if narrow else 1.3)))
    ax.invert_yaxis()
    return ax


def draw_second_places(
    ax: Axes, places: pd.DataFrame, tonnages_mt: Sequence[float], claimed_mt: float, *, narrow: bool
) -> Axes:
    """Draw for each table the stretch of tonnages that is exactly second, and what was claimed.

    `places` has table, edition_year, low_mt, high_mt; `tonnages_mt` are the lines across.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    rows = range(len(places))
    ax.barh(
        rows, places["high_mt"] - places["low_mt"], left=places["low_mt"], height=0.62, color=DATA
    )
    top = max(*tonnages_mt, float(places["high_mt"].max()))
    for row, low, high in zip(rows, places["low_mt"], places["high_mt"], strict=True):
        ax.plot([0, low], [row, row], color=RULE, linewidth=1, zorder=0)
        ax.text(
            high + top * 0.008,
            row,
            f"{digits(low, 'Mt', 0)} to {digits(high, 'Mt', 0)}",
            va="center",
            color=MUTED,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        )
    ax.set_ylim(len(places) - 0.4, -0.6)
    apart = spread(tonnages_mt, top * (0.13 if narrow else 0.06))
    for mt, x in zip(tonnages_mt, apart, strict=True):
        claimed = mt == claimed_mt
        colour = ACCENT if claimed else INK
        ax.axvline(
            mt,
            color=colour,
            linewidth=2 if claimed else 1.2,
            linestyle="-" if claimed else (0, (2, 3)),
            zorder=3 if claimed else 0,
            gid="article" if claimed else None,
        )
        over(ax, x, digits(mt, "Mt", 0), color=colour)
    names = [
        f"{year}" if table == "reserves" else (f"{year} base" if narrow else f"{year}, {table}")
        for table, year in zip(places["table"], places["edition_year"], strict=True)
    ]
    ax.set_yticks(list(rows), names, color=INK)
    ax.set(xlim=(0, top * 1.06))
    ax.set_xticks([0, 50, 100, 150, 200], ["0", "50", "100", "150", "200 Mt"])
    return ax


def draw_rank_grid(
    ax: Axes,
    ranks: pd.DataFrame,
    claimed_mt: float,
    asserted_rank: int,
    edition: int,
    *,
    narrow: bool,
) -> Axes:
    """Draw the rank of each tonnage in each table as a grid of cells; the asserted rank filled.

    `ranks` has table, edition_year, tonnage_mt, rank. Rows are tonnages (columns when narrow);
    the `edition` in force when the article ran is named in bold.
    """
    ax.axis("off")
    tables = ranks[["table", "edition_year"]].drop_duplicates().reset_index(drop=True)
    tonnages = sorted(ranks["tonnage_mt"].unique())
    rank_of = ranks.set_index(["table", "edition_year", "tonnage_mt"])["rank"]
    _name_tables(ax, tables, edition, narrow)
    for i, (table, year) in enumerate(tables.itertuples(index=False)):
        for j, mt in enumerate(tonnages):
            rank = int(rank_of[(table, year, mt)])
            _cell(ax, *_place(i, j, narrow), rank, rank == asserted_rank)
    _name_tonnages(ax, tonnages, claimed_mt, narrow)
    count, many = len(tonnages), len(tables)
    if narrow:
        ax.set(xlim=(-1.7, count - 0.45), ylim=(many - 0.4, -1.1))
    else:
        ax.set(xlim=(-2.0, many - 0.45), ylim=(count - 0.4, -1.55))
    return ax


def draw_ore_and_oxide(ax: Axes, pairs: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw for each deposit its tonnes of ore and of oxide on one log axis.

    `pairs` has deposit, ore_mt, oxide_mt.
    """
    plain_axis(ax, "x")
    ticks = {1: "1", 10: "10", 100: "100", 1000: "1,000", 10000: "10,000 Mt"}
    log_axis(ax, "x", ticks)
    for row, (_, pair) in enumerate(pairs.iterrows()):
        ax.plot([pair["oxide_mt"], pair["ore_mt"]], [row, row], color=SECOND, linewidth=3)
        mark(ax, pair["ore_mt"], row, hollow=True, markersize=11)
        mark(ax, pair["oxide_mt"], row, markersize=11)
        ax.annotate(
            pair["deposit"],
            (pair["oxide_mt"], row),
            xytext=(-6, 22),
            color=INK,
            textcoords="offset points",
            fontweight="bold",
        )
        for column, name in (("oxide_mt", "oxide"), ("ore_mt", "ore")):
            text = label(pair[column], "Mt") + (f"\n{name}" if row == 0 else "")
            ax.annotate(
                text,
                (pair[column], row),
                xytext=(0, -10),
                textcoords="offset points",
                ha="center",
                va="top",
                color=DATA,
                linespacing=1.15,
            )
    ax.set(ylim=(len(pairs) - 0.25, -0.55), yticks=[], xlim=(0.4, 14000 if not narrow else 20000))
    return ax


def draw_reserve_readings(
    ax: Axes,
    tonnages: pd.DataFrame,
    low_mt: float,
    high_mt: float,
    claimed_mt: float,
    *,
    narrow: bool,
) -> Axes:
    """Draw each tonnage named for the North by what it is, with the stretch that is second.

    `tonnages` has quantity_mt, standing, counts, date; one row a standing, marks for figures.
    """
    plain_axis(ax, "x")
    log_axis(ax, "x", {20: "20", 48: "48", 200: "200", 1000: "1,000 Mt"})
    ax.axvspan(low_mt, high_mt, color=RULE, zorder=0)
    ax.annotate(
        "second\nplace",
        ((low_mt * high_mt) ** 0.5, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 4),
        textcoords="offset points",
        color=MUTED,
        ha="center",
        va="bottom",
        linespacing=1.05,
    )
    kinds = list(dict.fromkeys(tonnages["standing"]))
    contained = ("tonnes of oxide contained", "tonnes contained")
    for row, kind in enumerate(kinds):
        here = tonnages[tonnages["standing"] == kind]
        for value, same in here.groupby(here["quantity_mt"].round()):
            for k, counts in enumerate(same["counts"]):
                mark(ax, value, row + 0.16 * k, hollow=counts not in contained)
    ax.set_yticks(range(len(kinds)), kinds, color=INK)
    ax.set(ylim=(len(kinds) - 0.4, -0.6), xlim=(12, 3000))
    article_line(ax, claimed_mt, f"the article:\n{label(claimed_mt, 'Mt')}", vertical=True)
    return ax


def _name_tables(ax: Axes, tables: pd.DataFrame, edition: int, narrow: bool) -> None:
    for i, (table, year) in enumerate(tables.itertuples(index=False)):
        name = f"{year}" if table == "reserves" else f"{year} base"
        now = table == "reserves" and year == edition
        ax.text(
            *_place(i, -0.56, narrow),
            name if narrow else name.replace(" ", "\n"),
            ha="right" if narrow else "center",
            va="center" if narrow else "bottom",
            color=INK if now else MUTED,
            fontweight="bold" if now else "normal",
            fontsize=None if narrow else 12,
        )


def _name_tonnages(ax: Axes, tonnages: Sequence[float], claimed_mt: float, narrow: bool) -> None:
    for j, mt in enumerate(tonnages):
        ax.text(
            *_place(-0.72, j, narrow),
            label(mt, "Mt"),
            ha="center" if narrow else "right",
            va="center",
            color=ACCENT if mt == claimed_mt else INK,
            gid="article" if mt == claimed_mt else None,
            fontweight="bold",
        )


def _cell(ax: Axes, x: float, y: float, rank: int, hit: bool) -> None:
    ax.add_patch(
        Rectangle(
            (x - 0.46, y - 0.43),
            0.92,
            0.86,
            color=DATA if hit else RULE,
            alpha=1 if hit else 0.45,
            linewidth=0,
            gid=None if hit else "background",
        )
    )
    ax.text(
        x,
        y,
        label(rank, "rank"),
        ha="center",
        va="center",
        color=PAPER if hit else INK,
        fontweight="bold" if hit else "normal",
    )


def _place(along: float, across: float, narrow: bool) -> tuple[float, float]:
    return (across, along) if narrow else (along, across)
