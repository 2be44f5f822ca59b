"""Drawings for the chapter on a hundredfold: yardsticks, paths, burdens, what others named."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter

from rereading.claims import Band
from rereading.compensation import END
from rereading.figures.palette import ACCENT, BAND, CARD, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import article_line, beside, plain_axis, spread, unit_note
from rereading.numbers import label

SHAPES = {"asked for": "s", "offered": "D", "estimate": "o"}
ARTICLE_DATE = 2017.6  # 6 August 2017, as a point on an axis of years
NAMES = {"asked for": "asked for", "offered": "offered", "estimate": "estimated"}


def draw_factors(
    ax: Axes, factors: pd.DataFrame, band: Band, literal: str, *, narrow: bool
) -> Axes:
    """Draw each yardstick's factor on a log axis, grouped by family, the claimed one across.

    `factors` has method_id, family, name, factor, rule; `band` is in factors; the method `literal`
    stands out. Single factors taken from a data base of others (rule `cited`) are hollow.
    """
    plain_axis(ax, "x")
    ax.set_xscale("log")
    ax.axvspan(band.low, band.high, color=BAND, zorder=0)
    ax.spines["bottom"].set_visible(False)
    claimed = (band.low + band.high) / 2
    order = factors.groupby("family")["factor"].median().sort_values().index
    y, names, places = 0.0, [], []
    for family in order:
        ax.text(
            0,
            y,
            family,
            transform=ax.get_yaxis_transform(),
            ha="left",
            va="center",
            color=MUTED,
            fontweight="bold",
        )
        y += 0.95
        for _, row in factors[factors["family"] == family].sort_values("factor").iterrows():
            if row["method_id"] == literal:
                ax.axhspan(y - (1.2 if narrow else 0.5), y + 0.5, color=CARD, zorder=0)
                at_right: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "ha": "right"}
                ax.text(0.99, y, "literal reading", color=DATA, va="center", **at_right)
            if narrow:
                ax.text(
                    1.04,
                    y,
                    row["name"],
                    va="center",
                    color=INK,
                    zorder=4,
                    fontsize=12,
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
                )
                y += 0.8
            ax.plot([1, row["factor"]], [y, y], color=RULE, linewidth=1.4, zorder=1)
            face = PAPER if row["rule"] == "cited" else DATA
            ax.plot(
                [row["factor"]],
                [y],
                "o",
                color=face,
                markeredgecolor=DATA,
                markersize=8,
                markeredgewidth=1.8,
                zorder=5,
            )
            # A label takes up to half a decade; it turns away from the line of the claim.
            left = row["factor"] < claimed < row["factor"] * (4 if narrow else 3)
            ax.annotate(
                label(row["factor"], "factor"),
                (row["factor"], y),
                xytext=(-8 if left else 8, 0),
                zorder=5,
                textcoords="offset points",
                ha="right" if left else "left",
                va="center",
                color=INK,
                fontweight="bold",
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
            )
            names.append("" if narrow else row["name"])
            places.append(y)
            y += 1
        y += 0.35
    ax.set_yticks(places, names, color=INK)
    ax.set(xlim=(1, 1700 if narrow else 1000), ylim=(y - 0.4, -0.8))
    article_line(ax, claimed, f"the claim: {label(claimed, 'factor')}", vertical=True)
    ax.set_xticks([1, 10, 100, 1000], ["×1", "×10", "×100", "×1,000"])
    ax.xaxis.set_minor_formatter(NullFormatter())
    return ax


def draw_amounts(
    ax: Axes, amounts: pd.DataFrame, names: Mapping[int, str], band: Band, *, narrow: bool
) -> Axes:
    """Draw every amount as a mark: a row a base and timing, the band of the claim across.

    `amounts` has base_usd_mn, timing, amount_usd_bn, literal; `names` says what a base is.
    """
    plain_axis(ax, "x")
    ax.set_xscale("log")
    ax.axvspan(band.low, band.high, color=BAND, zorder=0)
    ax.spines["bottom"].set_visible(False)
    y = 0.0
    for base, name in names.items():
        here = amounts[amounts["base_usd_mn"] == base]
        ax.text(
            0,
            y - 0.72,
            f"{label(base, 'USD mn')}: {name}",
            transform=ax.get_yaxis_transform(),
            fontweight="bold",
            va="center",
            zorder=4,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        )
        for timing, same in here.groupby("timing", sort=False):
            hit = same["amount_usd_bn"].map(band.holds)
            for chosen, colour, size in ((~hit, SECOND, 8), (hit, INK, 9)):
                ax.plot(
                    same["amount_usd_bn"][chosen],
                    [y] * int(chosen.sum()),
                    "o",
                    color=colour,
                    markeredgecolor=PAPER,
                    markersize=size,
                    markeredgewidth=0.8,
                )
            for value in same["amount_usd_bn"][same["literal"]]:
                ax.plot([value], [y], "D", color=DATA, markersize=9, zorder=5)
                ax.annotate(
                    "literal reading",
                    (value, y),
                    xytext=(0, 9),
                    ha="center",
                    color=DATA,
                    textcoords="offset points",
                    fontweight="bold",
                )
            ax.text(
                0,
                y,
                str(timing).split(",", maxsplit=1)[0],
                va="center",
                color=MUTED,
                transform=ax.get_yaxis_transform(),
            )
            y += 0.85
        y += 0.95
    ax.set(ylim=(y - 1.2, -1.1), yticks=[], xlim=(0.008 if narrow else 0.12, 700))
    middle = (band.low + band.high) / 2
    article_line(ax, middle, f"the claim: {label(middle, 'USD bn')}", vertical=True)
    ax.set_xticks([1, 10, 100], ["$1 bn", "$10 bn", "$100 bn"])
    ax.xaxis.set_minor_formatter(NullFormatter())
    return ax


def draw_paths(
    ax: Axes, paths: pd.DataFrame, named: Mapping[str, str], level: float, *, narrow: bool
) -> Axes:
    """Draw every yardstick's factor by end year on a log axis; the named ones strong and labelled.

    `paths` has method_id, year, factor; `named` maps method_id to its label.
    """
    plain_axis(ax)
    ax.set_yscale("log")
    for method, run in paths.groupby("method_id"):
        strong = method in named
        ax.plot(
            run["year"],
            run["factor"],
            color=DATA if strong else SECOND,
            linewidth=2.2 if strong else 1,
            alpha=1 if strong else 0.7,
            zorder=3 if strong else 1,
        )
    last = int(paths["year"].max())
    ends = {
        method: float(paths[paths["method_id"] == method].sort_values("year")["factor"].iloc[-1])
        for method in named
    }
    gap = 0.19 if narrow else 0.15  # in powers of ten: a line of text on this axis
    placed = spread([log10(value) for value in ends.values()], gap)
    for name, place in zip(named.values(), placed, strict=True):
        ax.text(
            last + 0.8,
            10**place,
            name,
            va="center",
            color=DATA,
            fontweight="bold",
            fontsize=12 if narrow else None,
        )
    first = int(paths["year"].min())
    ax.set(xlim=(first - 1, last + (34 if narrow else 19)), ylim=(0.8, 1500))
    ticks = range(1970, last + 1, 20 if narrow else 10)
    ax.set_xticks(list(ticks), [str(tick) for tick in ticks])
    ax.set_yticks([1, 10, 100, 1000], ["×1", "×10", "×100", "×1,000"])
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.axvline(END, color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=0)
    ax.text(END - 0.5, 0.95, f"{END}", ha="right", va="center", color=INK)
    text = "the claim" if narrow else f"the claim: {label(level, 'factor')}"
    article_line(ax, level, text, right=True)
    return ax


def draw_burdens(ax: Axes, burdens: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw the sums as a share of a year of output, payer above, receivers below.

    `burdens` has side, who, year, sum_usd_bn, share_pct; the claimed sum in the accent.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    largest = burdens["share_pct"].max()
    y, places = 0.0, []
    for side, here in burdens.groupby("side", sort=False):
        ax.text(0, y, f"of the {side}’s yearly output", fontweight="bold", va="center")
        y += 0.95
        for _, row in here.iterrows():
            claimed = row["sum_usd_bn"] == burdens["sum_usd_bn"].max()
            colour = ACCENT if claimed else DATA
            if narrow:
                ax.text(0, y, f"{row['who']}, {row['year']}", va="center", color=MUTED)
                y += 0.72
            ax.barh([y], [max(row["share_pct"], largest / 400)], height=0.62, color=colour)
            amount = (
                (row["sum_usd_bn"], "USD bn") if claimed else (1000 * row["sum_usd_bn"], "USD mn")
            )
            text = f"{label(row['share_pct'], 'pct')}: {label(*amount)}"
            inside = narrow and row["share_pct"] > largest * 0.5
            beside(
                ax,
                row["share_pct"],
                y,
                text,
                inside=inside,
                fontweight="bold",
                color=PAPER if inside else INK,
            )
            places.append((y, f"{row['who']}, {row['year']}"))
            y += 0.95
        y += 0.4
    ax.set(xlim=(0, largest * (1.02 if narrow else 1.3)), ylim=(y - 0.5, -0.6), xticks=[])
    shown = [] if narrow else places
    ax.set_yticks([place for place, _ in shown], [name for _, name in shown], color=INK)
    return ax


def draw_estimates(ax: Axes, estimates: pd.DataFrame, asserted: float, *, narrow: bool) -> Axes:
    """Draw the sums that others named by year, a stroke a range; asked for, offered, estimated.

    `estimates` has year, kind, amount_low, amount_high in billion dollars.
    """
    plain_axis(ax)
    ax.set_yscale("log")
    looks = {"asked for": (INK, INK), "offered": (DATA, DATA), "estimate": (PAPER, DATA)}
    order = estimates.sort_values(["year", "kind", "amount_low"])
    # Sums of one year stand side by side within the year.
    many = order.groupby("year")["year"].transform("size")
    shifts = (order.groupby("year").cumcount() - (many - 1) / 2) * 0.8 / many
    ax.axvline(ARTICLE_DATE, color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=0)
    for (_, row), shift in zip(order.iterrows(), shifts, strict=True):
        x = row["year"] + 0.5 + shift
        face, edge = looks[row["kind"]]
        if row["amount_low"] < row["amount_high"]:
            ax.plot(
                [x, x], [row["amount_low"], row["amount_high"]], color=edge, linewidth=3, zorder=2
            )
        for value in {row["amount_low"], row["amount_high"]}:
            ax.plot(
                [x],
                [value],
                SHAPES[row["kind"]],
                color=face,
                markeredgecolor=edge,
                markersize=6.5,
                markeredgewidth=1.6,
                zorder=3,
            )
    ax.set(xlim=(1988.5, 2021), ylim=(2.6, 78))
    ax.text(ARTICLE_DATE - 0.2, 2.9, "the article", ha="right", va="center")
    ax.set_xticks([1990, 2000, 2010, 2020], ["1990", "2000", "2010", "2020"])
    ax.set_yticks([3, 5, 10, 20, 30, 40], ["3", "5", "10", "20", "30", "40"])
    ax.yaxis.set_minor_formatter(NullFormatter())
    unit_note(ax, "billion dollars")
    # The key stands above all sums, where no mark of it can be taken for one.
    for x, (kind, (face, edge)) in zip(
        (0.02, 0.36, 0.63) if narrow else (0.02, 0.18, 0.31), looks.items(), strict=True
    ):
        at: dict[str, Any] = {"transform": ax.transAxes, "zorder": 4}
        ax.plot(
            [x],
            [0.96],
            SHAPES[kind],
            color=face,
            markeredgecolor=edge,
            markersize=6.5,
            markeredgewidth=1.6,
            **at,
        )
        ax.text(x + (0.03 if narrow else 0.018), 0.96, NAMES[kind], color=MUTED, va="center", **at)
    article_line(ax, asserted, f"the article: {label(asserted, 'USD bn')}")
    return ax
