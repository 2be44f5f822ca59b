"""Drawings of yardsticks for money over time: factors, what sums become, paths over the years."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from rereading.compensation import END
from rereading.figures.palette import BAND, CARD, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import article_line, log_axis, mark, plain_axis, spread
from rereading.numbers import label
from rereading.verdicts import Band

TIMES = {1: "×1", 10: "×10", 100: "×100", 1000: "×1,000"}
# Words that lines may run under: on a ground of paper.
_ON_PAPER: dict[str, Any] = {
    "va": "center",
    "color": INK,
    "zorder": 4,
    "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
}


def draw_factors(
    ax: Axes, factors: pd.DataFrame, band: Band, literal: str, *, narrow: bool
) -> Axes:
    """Draw each yardstick's factor on a log axis, grouped by family, the claimed one across.

    `factors` has method_id, family, name, factor, rule; `band` is in factors; the method `literal`
    stands out. Single factors taken from a database of others (rule `cited`) are hollow.
    """
    plain_axis(ax, "x")
    log_axis(ax, "x", TIMES)
    ax.axvspan(band.low, band.high, color=BAND, zorder=0)
    ax.spines["bottom"].set_visible(False)
    claimed = (band.low + band.high) / 2
    at_left: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "ha": "left"}
    y, places = 0.0, {}
    for family in factors.groupby("family")["factor"].median().sort_values().index:
        ax.text(0, y, family, va="center", color=MUTED, fontweight="bold", **at_left)
        y += 0.95
        for _, row in factors[factors["family"] == family].sort_values("factor").iterrows():
            if row["method_id"] == literal:
                _literal_row(ax, y, narrow)
            if narrow:
                ax.text(1.04, y, row["name"], fontsize=12, **_ON_PAPER)
                y += 0.8
            _yardstick(ax, y, row, claimed, reach=4 if narrow else 3)
            places[y] = "" if narrow else row["name"]
            y += 1
        y += 0.35
    ax.set_yticks(list(places), list(places.values()), color=INK)
    ax.set(xlim=(1, 1700 if narrow else 1000), ylim=(y - 0.4, -0.8))
    article_line(ax, claimed, f"the claim: {label(claimed, 'factor')}", vertical=True)
    return ax


def _literal_row(ax: Axes, y: float, narrow: bool) -> None:
    """Lay a ground under the row of the literal reading and say what it is."""
    ax.axhspan(y - 0.45, y + (1.25 if narrow else 0.5), color=CARD, zorder=0)
    at_right: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "ha": "right"}
    ax.text(0.99, y, "literal reading", color=DATA, va="center", **at_right)


def _yardstick(ax: Axes, y: float, row: pd.Series[Any], claimed: float, reach: float) -> None:
    """Draw one factor as a mark on a line, with its label on the side away from the claim.

    `reach` is how far a label goes on the log axis, as a factor.
    """
    factor = row["factor"]
    ax.plot([1, factor], [y, y], color=RULE, linewidth=1.4, zorder=1)
    mark(ax, factor, y, hollow=row["rule"] == "cited", markersize=8)
    left = factor < claimed < factor * reach
    ax.annotate(
        label(factor, "factor"),
        (factor, y),
        xytext=(-8 if left else 8, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        fontweight="bold",
        **_ON_PAPER | {"zorder": 5},
    )


def draw_amounts(
    ax: Axes, amounts: pd.DataFrame, names: Mapping[int, str], band: Band, *, narrow: bool
) -> Axes:
    """Draw every amount as a mark: a row a base and timing, the band of the claim across.

    `amounts` has base_usd_mn, timing, amount_usd_bn, literal; `names` says what a base is.
    """
    plain_axis(ax, "x")
    log_axis(ax, "x", {1: "$1 bn", 10: "$10 bn", 100: "$100 bn"})
    ax.axvspan(band.low, band.high, color=BAND, zorder=0)
    ax.spines["bottom"].set_visible(False)
    at_left: dict[str, Any] = {"transform": ax.get_yaxis_transform()}
    y = 0.0
    for base, name in names.items():
        here = amounts[amounts["base_usd_mn"] == base]
        said = f"{label(base, 'USD mn')}: {name}"
        ax.text(0, y - 0.72, said, fontweight="bold", **_ON_PAPER, **at_left)
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
            how = str(timing).split(",", maxsplit=1)[0]
            ax.text(0, y, how, va="center", color=MUTED, **at_left)
            y += 0.85
        y += 0.95
    ax.set(ylim=(y - 1.2, -1.1), yticks=[], xlim=(0.008 if narrow else 0.12, 700))
    middle = (band.low + band.high) / 2
    article_line(ax, middle, f"the claim: {label(middle, 'USD bn')}", vertical=True)
    return ax


def draw_paths(
    ax: Axes, paths: pd.DataFrame, named: Mapping[str, str], level: float, *, narrow: bool
) -> Axes:
    """Draw every yardstick's factor by end year on a log axis; the named ones strong and labelled.

    `paths` has method_id, year, factor; `named` maps method_id to its label.
    """
    plain_axis(ax)
    log_axis(ax, "y", TIMES)
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
    ax.axvline(END, color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=0)
    ax.text(END - 0.5, 0.95, f"{END}", ha="right", va="center", color=INK)
    text = "the claim" if narrow else f"the claim: {label(level, 'factor')}"
    article_line(ax, level, text, right=True)
    return ax
