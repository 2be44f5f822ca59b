"""Drawings for the chapter on 56 percent: shares, two fractions, all readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from rereading.claims import Band
from rereading.figures.palette import ACCENT, BAND, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import article_line, beside, plain_axis, spread, text_gap
from rereading.numbers import label


def draw_shares(
    ax: Axes,
    by_weight: pd.DataFrame,
    by_value: pd.DataFrame,
    printed: pd.DataFrame,
    year: int,
    literal: float,
    asserted: float,
    *,
    narrow: bool,
) -> Axes:
    """Draw yearly shares by weight and by value, printed ones as rings, the article's line.

    The first three frames have year and share_pct; `year` is the year the article means, `literal`
    the literal reading for it.
    """
    plain_axis(ax)
    for frame, colour, width, z in ((by_value, SECOND, 2, 2), (by_weight, DATA, 2.8, 4)):
        ax.plot(frame["year"], frame["share_pct"], color=colour, linewidth=width, zorder=z)
    ax.plot(
        printed["year"],
        printed["share_pct"],
        "o",
        color=INK,
        markerfacecolor=PAPER,
        markersize=5 if narrow else 6,
        zorder=5,
    )
    ax.plot([year], [literal], "D", color=DATA, markersize=7 if narrow else 8, zorder=6)
    said = f"{'customs' if narrow else 'Japanese customs'}: {label(literal, 'pct', 0)}"
    ax.annotate(
        said,
        (year, literal),
        xytext=(8, 4),
        textcoords="offset points",
        color=DATA,
        fontweight="bold",
        va="center",
        zorder=6,
    )
    first, last = int(by_value["year"].min()), int(by_value["year"].max())
    ax.set(xlim=(first - 0.5, last + (6.5 if narrow else 4)), ylim=(0, 108))
    ticks = range(first, last + 1, 10 if narrow else 5)
    ax.set_xticks(list(ticks), [str(tick) for tick in ticks])
    ax.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    article_line(ax, asserted, f"the article: {label(asserted, 'pct')}", above=False)
    ends = [float(frame["share_pct"].iloc[-1]) for frame in (by_weight, by_value)]
    for y, name, colour in zip(
        spread(ends, text_gap(ax, narrow)), ("by weight", "by value"), (DATA, MUTED), strict=True
    ):
        ax.text(last + 0.5, y, name, color=colour, fontweight="bold", va="center")
    ax.plot([year, year], [0, 101], color=MUTED, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
    note = f"{year}" if narrow else f"{year}, the year the article means"
    ax.text(year + 0.4, 103, note, color=INK, ha="left", va="center")
    return ax


def draw_two_fractions(
    ax: Axes,
    flow: float,
    wholes: Sequence[float],
    unit: str,
    year: int,
    band: Band,
    *,
    narrow: bool,
) -> Axes:
    """Draw one flow as a part of two wholes: Japan's imports above, China's exports below.

    The share that lies in the article's band says so.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    ax.set(
        xlim=(0, max(wholes) * (1.2 if narrow else 1.12)), ylim=(-0.62, 1.86), xticks=[], yticks=[]
    )
    every = "" if narrow else "Everything "
    names = (f"{every}Japan bought, {year}", f"{every}China sold, {year}")
    inside = ("from China", "to Japan")
    # The line that joins the two bars runs behind the words between them.
    behind: dict[str, Any] = {"bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 1}}
    ax.plot([flow, flow], [0, 1.2], color=INK, linewidth=1.4, linestyle=(0, (3, 3)), zorder=1)
    for y, whole, name, part in zip((1.2, 0), wholes, names, inside, strict=True):
        share = 100 * flow / whole
        ax.barh(y, whole, height=0.56, color=RULE)
        ax.barh(y, flow, height=0.56, color=DATA)
        ax.text(0, y + 0.36, name, ha="left", va="bottom", fontweight="bold", **behind)
        ax.text(flow / 2, y, part, ha="center", va="center", color=PAPER, fontweight="bold")
        size = 18 if narrow else 24
        beside(ax, whole, y, label(share, "pct", 0), color=DATA, fontweight="bold", fontsize=size)
        if band.holds(share):
            ax.text(
                whole,
                y + 0.36,
                "the article’s number",
                color=ACCENT,
                fontweight="bold",
                ha="right",
                va="bottom",
                **behind,
            )
    ax.text(0, -0.36, f"the same shipments: {label(flow, unit)}", va="top", color=MUTED)
    return ax


def draw_sweep(
    ax: Axes, values: pd.Series[float], literal: float, band: Band, expected: float, *, narrow: bool
) -> Axes:
    """Draw every reading as a dot in a column one point wide, the band and the literal reading.

    `values` in percent, 0 to 100; `expected` is how many chance would put into the band.
    """
    plain_axis(ax, "")
    step = 2 if narrow else 1
    # Columns are centred on whole numbers, as the band around the article's number is.
    columns = np.floor(values / step + 0.5).astype(int)
    heights = columns.groupby(columns).cumcount()
    hit = values.map(band.holds)
    tallest = int(heights.max()) + 1
    ax.axvspan(band.low, band.high, color=BAND, zorder=0)
    for chosen, colour, z in ((~hit, SECOND, 2), (hit, INK, 3)):
        if narrow:  # two points share a column: the hits go to its foot
            order = hit.groupby(columns).rank(method="first", ascending=False) - 1
            y = order[chosen]
        else:
            y = heights[chosen]
        ax.scatter(columns[chosen] * step, y, s=5.2**2, color=colour, linewidths=0, zorder=z)
    middle = (band.low + band.high) / 2
    ax.set(xlim=(-2, 104), ylim=(-1, tallest + 3), yticks=[])
    level = expected * step - 0.5
    ax.plot(
        [middle - 10, middle + 10],
        [level, level],
        color=INK,
        linewidth=1.4,
        zorder=4,
        linestyle=(0, (4, 3)),
    )
    # A narrow drawing has room left of the dots for half the words.
    words = "by chance\nthis high" if narrow else "by chance this high"
    ax.text(2, level, words, color=INK, va="center", linespacing=1.2)
    ax.plot([26 if narrow else 22, middle - 10.5], [level, level], color=MUTED, linewidth=1)
    ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    # Both labels stand above the dots around them, with a line down to their place.
    for value, text, colour, width in (
        (middle, f"the article: {label(middle, 'pct')}", ACCENT, 2),
        (literal, "literal reading", DATA, 1.4),
    ):
        near = heights[(columns * step).between(value - 1.5, value + (26 if narrow else 16))]
        foot = float((columns == round(value / step)).sum())
        y = float(near.max()) + 3.5 if value == literal else tallest + 1.5
        ax.plot([value, value], [foot + 0.4, y], color=colour, linewidth=width, zorder=4)
        ax.annotate(
            text,
            (value, y),
            xytext=(5, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontweight="bold",
        )
        if value == literal:
            ax.plot([value], [foot + 0.4], "D", color=colour, markersize=8, zorder=5)
    return ax
