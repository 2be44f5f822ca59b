"""Drawings of one amount a year: missiles, trade, food, visits."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import MUTED, SECOND
from rereading.figures.style import graded_mark, plain_axis, unit_note


def draw_yearly(
    ax: Axes,
    amounts: pd.DataFrame,
    span: tuple[int, int],
    unit: str,
    notes: Mapping[int, str],
    unknown: str,
    *,
    narrow: bool,
) -> Axes:
    """Draw an amount a year as a mark on a stem, one unit, marked by grade.

    `amounts` has year, amount, grade; `unit` stands above the axis; `notes` are the labels of some
    years; `unknown` marks the years of
    the span that have no row: a question mark each one of them, other words the years at the end.
    """
    plain_axis(ax, "")
    first, last = span
    top = float(amounts["amount"].max())
    ax.axhline(0, color=MUTED, linewidth=1, zorder=1)
    for row in amounts.itertuples():
        ax.plot([row.year] * 2, [0, row.amount], color=SECOND, linewidth=3 if narrow else 5,
                solid_capstyle="butt", zorder=2)  # fmt: skip
        graded_mark(ax, row.year, row.amount, row.grade, "o", 6.5 if narrow else 9)
    for year in set(range(first, last + 1)) - set(amounts["year"]):
        if unknown == "?":
            ax.text(year, top * 0.02, unknown, ha="center", va="bottom", color=MUTED)
    end = int(amounts["year"].max())
    if unknown != "?" and end < last:
        ax.text((end + 1 + last) / 2, top * 0.04, unknown, ha="center", va="bottom", color=MUTED)
    known = amounts.set_index("year")["amount"]
    for year, text in notes.items():
        falling = known.get(year - 1, 0) > known[year] > 0
        # A low mark has its label above the question marks around it.
        low = 14 if known[year] < top * 0.03 else 0
        ax.annotate(text, (year, known[year]), xytext=(4 if falling and not low else 0, 7 + low),
                    textcoords="offset points", ha="left" if falling and not low else "center",
                    va="bottom", fontweight="bold", linespacing=1.15)  # fmt: skip
    step = 5 if last - first > 12 else 1
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    if narrow and len(ticks) > 7:
        ticks = [year for year in ticks if year % (2 * step) == 0]
    ax.set_xticks(ticks, [str(year) for year in ticks])
    ax.set(xlim=(first - 0.8, last + 0.8), ylim=(-top * 0.06, top * 1.18), yticks=[])
    unit_note(ax, unit)
    return ax
