"""The look of the book for charts of a page: colours by role, and a few helpers that take axes.

    plt.style.use("rereading.house")

sets the same look for any chart of a reader's own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.ticker import NullFormatter

from rereading.figures.palette import ACCENT, BAND, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.quantities import Number

# Colours that a page imports from here: each has one role in all charts.
__all__ = ["ACCENT", "BAND", "DATA", "INK", "MUTED", "PAPER", "RULE", "SECOND"]


# What is the article's looks alike in every chart: only that is red.
ARTICLE: dict[str, Any] = {"color": ACCENT, "fontweight": "bold", "gid": "article"}


def mark_article(
    ax: Axes, asserted: Number, text: str = "", *, vertical: bool = False, right: bool = False
) -> None:
    """Mark the article's number by a line in the accent, labelled on top or at one end (`right`)."""
    text = text or f"the article: {asserted.label}"
    line: dict[str, Any] = {"color": ACCENT, "linewidth": 2, "zorder": 3, "gid": "article"}
    if vertical:
        ax.axvline(asserted.value, **line)
        over(ax, asserted.value, text)
        return
    ax.axhline(asserted.value, **line)
    ax.annotate(
        text,
        (1 if right else 0, asserted.value),
        xycoords=("axes fraction", "data"),
        xytext=(-2 if right else 2, -5),
        textcoords="offset points",
        ha="right" if right else "left",
        va="top",
        **ARTICLE,
    )


def stroke_article(ax: Axes, x: float, y: float, height: float) -> None:
    """Mark where the article's number ends a bar, by a short stroke that stands out of the bar."""
    ends = [y - height / 2, y + height / 2]
    ax.plot([x, x], ends, color=PAPER, linewidth=7, solid_capstyle="butt", zorder=5)
    ax.plot([x, x], ends, color=ACCENT, linewidth=3, gid="article", zorder=6)


def name_article(ax: Axes, x: float, y: float, words: str) -> None:
    """Write words of the article's number, in the accent, left of and above a point."""
    ax.text(x, y, words, ha="right", va="bottom", **ARTICLE)


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
        place = (x, float(to_data((0, height))[1]))
        look: dict[str, Any] = {"color": colour, "fontweight": "bold", "va": "center"}
        ax.annotate(str(line.get_label()), place, xytext=(7, 0), textcoords="offset points", **look)


def log_axis(ax: Axes, which: Literal["x", "y"], ticks: Mapping[int, str]) -> None:
    """Make an axis logarithmic: the values in `ticks` named, the steps between them bare."""
    axis = ax.xaxis if which == "x" else ax.yaxis
    (ax.set_xscale if which == "x" else ax.set_yscale)("log")
    axis.set_ticks(list(ticks), list(ticks.values()))
    axis.set_minor_formatter(NullFormatter())


def over(ax: Axes, x: float, text: str, *, color: str = ACCENT, ha: str = "center") -> None:
    """Write a bold label above the upper end of the drawing, at a value of its horizontal axis."""
    ax.annotate(
        text,
        (x, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 5),
        textcoords="offset points",
        color=color,
        ha=ha,
        va="bottom",
        fontweight="bold",
        gid="article" if color == ACCENT else None,
    )


def beside(
    ax: Axes, x: float, y: float, text: str, *, inside: bool = False, **look: Any
) -> Annotation:
    """Write a label just right of a point such as the end of a bar, or just left of it, inside."""
    look |= {"ha": "right" if inside else "left", "va": "center"}
    offset = (-5 if inside else 5, 0)
    return ax.annotate(text, (x, y), xytext=offset, textcoords="offset points", **look)


def decimal_year(iso: str) -> float:
    """Return where a day begins on an axis of years; of an ISO date a month or year will do."""
    year, month, day = [*map(int, iso.split("-")), 1, 1][:3]
    new_year = date(year, 1, 1)
    return year + (date(year, month, day) - new_year) / (date(year + 1, 1, 1) - new_year)


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Return label positions at least `gap` apart, in the order given, as close as can be."""
    # Groups of labels that touch: their indices in order, and their common middle.
    groups: list[tuple[list[int], float]] = []
    for i in sorted(range(len(positions)), key=lambda i: positions[i]):
        members, middle = [i], positions[i]
        while groups and middle - groups[-1][1] < gap * (len(members) + len(groups[-1][0])) / 2:
            members = groups.pop()[0] + members
            middle = sum(positions[m] for m in members) / len(members)
        groups.append((members, middle))
    placed = [0.0] * len(positions)
    for members, middle in groups:
        for step, i in enumerate(members):
            placed[i] = middle + gap * (step - (len(members) - 1) / 2)
    return placed
