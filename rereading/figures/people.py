"""Drawings for the chapter on the abducted and the dead: people as dots, balances, prices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import ACCENT, BAND, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import (
    ARTICLE_DATE,
    decimal_year,
    graded_mark,
    log_axis,
    over,
    plain_axis,
    row_names,
    unit_note,
)
from rereading.numbers import label
from rereading.people import DEAD, DENIED, RETURNED
from rereading.verdicts import Band

FACES = {RETURNED: DATA, DEAD: INK, DENIED: PAPER}
EDGES = {RETURNED: DATA, DEAD: INK, DENIED: INK}


def draw_counts(ax: Axes, counts: pd.DataFrame, begins: int, *, narrow: bool) -> Axes:
    """Draw each count as that many dots of one size; where "dozens" begins in the accent.

    `counts` has name and people, the small ones first; `begins` is the least that is dozens.
    """
    ax.axis("off")
    across = 36 if narrow else 64
    rows = [(name, int(n), DATA) for name, n in zip(counts["name"], counts["people"], strict=True)]
    place = sum(n < begins for _, n, _ in rows)
    rows.insert(place, ("“dozens” begins at", begins, ACCENT))
    size = 26 if narrow else 36
    y = 0.0
    for name, people, colour in rows:
        ours = colour == ACCENT
        gid = "article" if ours else None
        ax.text(0, y, f"{name} ", va="center", color=ACCENT if ours else INK, gid=gid)
        ax.text(
            across,
            y,
            label(people, "count"),
            va="center",
            ha="right",
            color=ACCENT if ours else INK,
            gid=gid,
            fontweight="bold",
            fontsize=18 if narrow else 22,
        )
        y += 2.1 if narrow else 1.8
        dots = np.arange(people)
        many = people > across
        ax.scatter(
            dots % across + 0.5,
            y + dots // across,
            s=size,
            color="none" if ours else (SECOND if many else colour),
            edgecolors=ACCENT if ours else "none",
            gid=gid,
            linewidths=1.5 if ours else 0,
        )
        y += (people - 1) // across + 2.5
    ax.set(xlim=(0, across), ylim=(y - 1.6, -1.2), aspect="equal")
    return ax


def draw_fates(ax: Axes, by_year: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw the abducted as dots: a column a year of abduction, a row a fate.

    `by_year` has year, status, people (see `people.by_year`).
    """
    plain_axis(ax, "")
    years = range(int(by_year["year"].min()), int(by_year["year"].max()) + 1)
    wide, apart = 3, 0.25 if narrow else 0.2  # dots side by side, years between them
    tops = [0.0]
    for status in FACES:
        most = by_year[by_year["status"] == status]["people"].max()
        tops.append(tops[-1] + 1.95 + 0.85 * (-(-int(most) // wide)))
    for row, status in enumerate(FACES):
        here = by_year[by_year["status"] == status]
        y = tops[row]
        ax.text(years[0] - 0.46, y - 0.35, status[0].upper() + status[1:], va="center")
        total = label(int(here["people"].sum()), "count")
        ax.text(years[-1] + 0.46, y - 0.35, total, va="center", ha="right", fontweight="bold")
        ax.plot([years[0] - 0.46, years[-1] + 0.46], [y + 0.25] * 2, color=RULE, linewidth=1)
        for _, cell in here.iterrows():
            for dot in range(int(cell["people"])):
                ax.plot(
                    [cell["year"] + (dot % wide - (min(cell["people"], wide) - 1) / 2) * apart],
                    [y + 0.95 + dot // wide * 0.85],
                    "o",
                    color=FACES[status],
                    markeredgecolor=EDGES[status],
                    markeredgewidth=1.8,
                    markersize=9 if narrow else 14,
                )
    ax.set(xlim=(years[0] - 0.5, years[-1] + 0.5), ylim=(tops[-1] - 0.75, -0.95), yticks=[])
    ax.set_xticks(list(years), [str(year) for year in years])
    ax.spines["bottom"].set_visible(False)
    return ax


def draw_missing(ax: Axes, counts: pd.DataFrame, named: Sequence[str], *, narrow: bool) -> Axes:
    """Draw the police count at its dates, official ones filled, quoted or reported ones hollow.

    `counts` has as_of (ISO date), people, grade; the dates in `named` get their number. The
    vertical axis begins above zero. A stretch of more than 575 days without a count is dashed.
    """
    plain_axis(ax)
    dates = pd.to_datetime(counts["as_of"])
    when = counts["as_of"].map(decimal_year)
    people = counts["people"]
    for i in range(1, len(counts)):
        gap = (dates.iloc[i] - dates.iloc[i - 1]).days > 575
        ax.plot(
            when.iloc[i - 1 : i + 1],
            people.iloc[i - 1 : i + 1],
            color=SECOND,
            linewidth=2,
            linestyle=(0, (2, 2)) if gap else "-",
            zorder=2,
        )
    for x, y, grade in zip(when, people, counts["grade"], strict=True):
        graded_mark(ax, x, y, grade, "o", 8)
    low, high = 850, 892
    article = decimal_year(ARTICLE_DATE)
    ax.plot([article] * 2, [low, high - 2], color=MUTED, linewidth=1, linestyle=(0, (3, 3)))
    ax.text(article + 0.12, high - 3, "the article", color=INK, va="center")
    for date in named:
        at = int(np.flatnonzero(counts["as_of"] == date)[0])
        below = at + 1 == len(people) or people.iloc[at + 1] > people.iloc[at]
        ax.annotate(
            label(int(people.iloc[at]), "count"),
            (when.iloc[at], people.iloc[at]),
            xytext=(0, -8 if below else 8),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            fontweight="bold",
        )
    ax.set(xlim=(2012.4, 2023.0), ylim=(low, high))
    ticks = range(2013, 2024, 4 if narrow else 2)
    ax.set_xticks(list(ticks)[: 3 if narrow else 5], [str(t) for t in ticks][: 3 if narrow else 5])
    ax.set_yticks([850, 860, 870, 880])
    unit_note(ax, f"people; the axis begins at {low}")
    return ax


def draw_readings(
    ax: Axes,
    readings: pd.DataFrame,
    band: Band,
    unit: str,
    words: str,
    ticks: Sequence[int],
    *,
    narrow: bool,
) -> Axes:
    """Draw every reading of a claim on one log axis, a row each, the band across.

    `readings` has label, value, literal, grade (see `claims.Claim`); the grade fills the mark.
    `words` name the band in the article's words.
    """
    plain_axis(ax, "x")
    bare = "number" if unit == "persons" else unit  # the axis need not say "people" at each tick
    log_axis(ax, "x", {tick: label(tick, bare) for tick in ticks})
    ax.spines["bottom"].set_visible(False)
    shown = readings.sort_values("value", kind="stable")
    # Room for the numbers at the outer marks, as factors.
    before, behind = (8, 4.5) if narrow else (4.2, 3.2)
    low, high = float(shown["value"].min()) / before, float(shown["value"].max()) * behind
    ax.axvspan(band.low, min(band.high, high), color=BAND, zorder=0, gid="background")
    over(ax, band.low, words, ha="left")
    names = []
    for y, (_, row) in enumerate(shown.iterrows()):
        # On a narrow drawing the names stand over the rows: the line leaves room for them.
        ax.plot([band.low] * 2, [y - (0.22 if narrow else 0.5), y + (0.44 if narrow else 0.5)],
                color=ACCENT, gid="article", linewidth=2, zorder=1, solid_capstyle="butt")  # fmt: skip
        graded_mark(ax, row["value"], y, row["grade"], "D" if row["literal"] else "o", 10)
        text = label(row["value"], bare)
        left = row["value"] < band.low
        ax.annotate(text, (row["value"], y), xytext=(-10 if left else 10, 0), zorder=4,
                    textcoords="offset points", va="center", ha="right" if left else "left",
                    fontweight="bold")  # fmt: skip
        names.append(row["label"])
    ax.set(xlim=(low, high))
    row_names(ax, names, narrow)
    ax.set_ylim(len(names) - 0.5, -0.75 if narrow else -0.55)
    return ax
