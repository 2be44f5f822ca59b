"""One look for all pictures: colours by role, type sizes, axes without clutter.

A drawing is made in user units of one CSS pixel (72 to the inch), in the light palette. On a page
each colour becomes a variable of the page (`publish`), so that one drawing serves light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from matplotlib import font_manager, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Annotation
from matplotlib.ticker import NullFormatter

from rereading.figures.palette import ACCENT, DATA, PAPER

UNITS_PER_INCH = 72
WIDE, NARROW, SHEET = 720, 340, 640  # widths of drawings, in CSS pixels; a sheet is paper
TEXT_WIDE, TEXT_NARROW = 13.5, 12.5
# How the evidence grade shows: filled, hollow, half.
GRADE_FILL = {"official table": "full", "reported": "none", "derived": "left"}

# The face of the pages; `tools/faces.py` cuts it.
for face in (Path(__file__).parent / "faces").glob("*.ttf"):
    font_manager.fontManager.addfont(face)
STYLE = "rereading.house"  # the style sheet, for any chart: plt.style.use("rereading.house")


@contextmanager
def canvas(narrow: bool, height: float, *, sheet: bool = False) -> Iterator[tuple[Figure, Axes]]:
    """Yield an empty figure and its axes in the look of the book, `height` CSS pixels high.

    It is as wide as a column of the book, a phone's, or a printed sheet's.
    """
    width = SHEET if sheet else NARROW if narrow else WIDE
    with look({"font.size": TEXT_NARROW if narrow else TEXT_WIDE}):
        # A figure of its own, outside pyplot: nothing global is opened or left open.
        figure = Figure(
            figsize=(width / UNITS_PER_INCH, height / UNITS_PER_INCH),
            dpi=UNITS_PER_INCH,
            layout=ConstrainedLayoutEngine(w_pad=2 / UNITS_PER_INCH, h_pad=2 / UNITS_PER_INCH),
        )
        yield figure, figure.add_subplot()


@contextmanager
def look(settings: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Draw in the look of the book, whatever a machine's own `matplotlibrc` says."""
    with mpl.rc_context():
        mpl.rcdefaults()
        style.use([STYLE, dict(settings or {})])
        yield


def plain_axis(ax: Axes, grid: Literal["x", "y", ""] = "y") -> Axes:
    """Leave light grid lines along one axis ("x", "y" or "" for none) and no frame."""
    ax.grid(False)
    if grid:
        ax.grid(True, axis=grid)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_visible(grid == "y")
    return ax


def log_axis(ax: Axes, which: Literal["x", "y"], ticks: Mapping[int, str]) -> None:
    """Make an axis logarithmic: the values in `ticks` named, the steps between them bare."""
    axis = ax.xaxis if which == "x" else ax.yaxis
    (ax.set_xscale if which == "x" else ax.set_yscale)("log")
    axis.set_ticks(list(ticks), list(ticks.values()))
    axis.set_minor_formatter(NullFormatter())


def article_line(
    ax: Axes,
    value: float,
    text: str,
    *,
    vertical: bool = False,
    above: bool = True,
    right: bool = False,
) -> None:
    """Draw the article's number as a line in the accent with its label.

    A vertical line has its label on top; a horizontal one above or below its left or
    right end.
    """
    if vertical:
        ax.axvline(value, color=ACCENT, linewidth=2, zorder=3, gid="article")
        over(ax, value, text)
    else:
        ax.axhline(value, color=ACCENT, linewidth=2, zorder=3, gid="article")
        ax.annotate(
            text,
            (1 if right else 0, value),
            xycoords=("axes fraction", "data"),
            xytext=(-2 if right else 2, 4 if above else -5),
            textcoords="offset points",
            color=ACCENT,
            ha="right" if right else "left",
            va="bottom" if above else "top",
            fontweight="bold",
            gid="article",
        )


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
    return ax.annotate(
        text,
        (x, y),
        xytext=(-5 if inside else 5, 0),
        textcoords="offset points",
        ha="right" if inside else "left",
        va="center",
        **look,
    )


def decimal_year(iso: str) -> float:
    """Return where a day begins on an axis of years: 2 July of a common year is just below a half.

    `iso` is an ISO date, or the first parts of one: then what it names begins on its first day.
    Raises `ValueError` for what is no date.
    """
    year, month, day = [*map(int, iso.split("-")), 1, 1][:3]
    new_year = date(year, 1, 1)
    return year + (date(year, month, day) - new_year) / (date(year + 1, 1, 1) - new_year)


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Return label positions at least `gap` apart, in the order given, as close as can be.

    Labels that would overlap are pushed apart around their common middle.
    """
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    groups: list[tuple[list[int], float]] = []
    for i in order:
        members, middle = [i], positions[i]
        while groups and middle - groups[-1][1] < gap * (len(members) + len(groups[-1][0])) / 2:
            before, _ = groups.pop()
            members = before + members
            middle = sum(positions[m] for m in members) / len(members)
        groups.append((members, middle))
    placed = [0.0] * len(positions)
    for members, middle in groups:
        for step, i in enumerate(members):
            placed[i] = middle + gap * (step - (len(members) - 1) / 2)
    return placed


def mark(
    ax: Axes, x: float, y: float, shape: str = "o", *, hollow: bool = False, **look: Any
) -> None:
    """Draw one mark with an edge, filled or hollow; `look` changes what matplotlib is told."""
    color = look.pop("color", DATA)
    looks = {"markeredgewidth": 1.8, "markersize": 9, "zorder": 5} | look
    ax.plot([x], [y], shape, color=PAPER if hollow else color, markeredgecolor=color, **looks)


def graded_mark(ax: Axes, x: float, y: float, grade: str, shape: str, size: float) -> None:
    """Draw a mark that shows its grade: filled, hollow, half."""
    fill = GRADE_FILL[grade]
    look: dict[str, Any] = {"markersize": size, "markerfacecoloralt": PAPER, "clip_on": False}
    if fill == "none":
        mark(ax, x, y, shape, hollow=True, gid=grade, **look)
    else:
        mark(ax, x, y, shape, fillstyle=fill, gid=grade, **look)
