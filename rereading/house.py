"""The look of the book for charts of a page: colours by role, and a few helpers that take axes.

    plt.style.use("rereading.house")

sets the same look for any chart of a reader's own.
"""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from rereading.figures.palette import ACCENT, BAND, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import (
    article_line,
    beside,
    decimal_year,
    log_axis,
    over,
    spread,
)
from rereading.quantities import Number

__all__ = [
    "BAND",
    "DATA",
    "INK",
    "MUTED",
    "PAPER",
    "RULE",
    "SECOND",
    "beside",
    "decimal_year",
    "label_lines",
    "log_axis",
    "mark_article",
    "name_article",
    "over",
    "stroke_article",
]


def mark_article(ax: Axes, asserted: Number, *, vertical: bool = False, above: bool = True) -> None:
    """Mark the article's number by a line in the accent, with its label: only this is red."""
    text = f"the article: {asserted.label}"
    article_line(ax, asserted.value, text, vertical=vertical, above=above)


def stroke_article(ax: Axes, x: float, y: float, height: float) -> None:
    """Mark where the article's number ends a bar, by a short stroke that stands out of the bar."""
    ends = [y - height / 2, y + height / 2]
    ax.plot([x, x], ends, color=PAPER, linewidth=7, solid_capstyle="butt", zorder=5)
    ax.plot([x, x], ends, color=ACCENT, linewidth=3, gid="article", zorder=6)


def name_article(ax: Axes, x: float, y: float, words: str) -> None:
    """Write words of the article's number, in the accent, left of and above a point."""
    ax.text(x, y, words, color=ACCENT, fontweight="bold", ha="right", va="bottom", gid="article")


def label_lines(ax: Axes) -> None:
    """Write the label of each line right of its last point, apart from each other: no legend."""
    lines = [line for line in ax.get_lines() if not str(line.get_label()).startswith("_")]
    ends = [tuple(map(float, np.asarray(line.get_xydata())[-1])) for line in lines]
    # Apart by a line of text, measured where the drawing puts them, whatever its axis.
    ax.get_figure().draw_without_rendering()  # type: ignore[union-attr]
    to_pixels, to_data = ax.transData.transform, ax.transData.inverted().transform
    gap = 1.25 * float(mpl.rcParams["font.size"])
    heights = spread([float(to_pixels(end)[1]) for end in ends], gap)
    for line, (x, _), height in zip(lines, ends, heights, strict=True):
        colour = MUTED if line.get_color() == SECOND else line.get_color()
        ax.annotate(
            str(line.get_label()),
            (x, float(to_data((0, height))[1])),
            xytext=(7, 0),
            textcoords="offset points",
            color=colour,
            fontweight="bold",
            va="center",
        )
