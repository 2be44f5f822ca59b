"""A drawing for any list of dated events: down a line, each marked by how sure it is."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import DATA, RULE
from rereading.figures.style import graded_mark
from rereading.numbers import day_words

# The grade whose mark a status shares.
LIKE_GRADE = {"documented": "official table", "reported": "reported", "disputed": "derived"}


def draw_events(
    ax: Axes,
    events: pd.DataFrame,
    span: tuple[str, str] | None = None,
    *,
    narrow: bool,
    mark: str = "status",
    days_a_line: float = 10,
) -> Axes:
    """Draw dated events down a line, spaced by date as far as the text leaves room.

    `events` has date (ISO, or its first parts), event and the column `mark`: `status` or `grade`,
    filled for documented and official, hollow for reported, half for disputed and derived. `span`
    names two dates between which the line is strong. A line of text more stands for `days_a_line`
    days, up to one and a half. Dates show their year if there is more than one.
    """
    ax.axis("off")
    dates = list(events["date"])
    with_year = len({date[:4] for date in dates}) > 1
    days = [pd.Timestamp(date).toordinal() for date in dates]
    measure = (27 if with_year else 31) if narrow else (62 if with_year else 68)
    texts = [textwrap.fill(text, measure) for text in events["event"]]
    lines = [text.count("\n") + 1 for text in texts]
    # The vertical axis counts lines of text; a long gap in time adds up to one and a half.
    places = [0.0]
    for i in range(1, len(texts)):
        air = 0.5 + min((days[i] - days[i - 1]) / days_a_line, 1.5)
        places.append(places[-1] + (lines[i - 1] + lines[i]) / 2 + air)
    ax.plot([0, 0], [places[0], places[-1]], color=RULE, linewidth=3, zorder=1)
    if span is not None:
        ends = [places[dates.index(date)] for date in span]
        ax.plot([0, 0], ends, color=DATA, linewidth=7, zorder=1)
    left = 0.05 if narrow else 0.03
    for place, text, (_, row) in zip(places, texts, events.iterrows(), strict=True):
        graded_mark(ax, 0, place, LIKE_GRADE.get(row[mark], row[mark]), "o", 10)
        strong = span is not None and row["date"] in span
        ax.text(
            -left,
            place,
            day_words(row["date"], with_year),
            ha="right",
            va="center",
            fontweight="bold",
        )
        ax.text(
            left,
            place,
            text,
            ha="left",
            va="center",
            linespacing=1.15,
            fontweight="bold" if strong else "normal",
        )
    room = (0.45 if narrow else 0.17) if with_year else (0.24 if narrow else 0.1)
    ax.set(xlim=(-room, 1), ylim=(places[-1] + lines[-1] / 2 + 0.3, -0.8))
    return ax


def draw_years_of_events(ax: Axes, events: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw events of several years, marked by evidence `grade`; see `draw_events`."""
    return draw_events(ax, events, mark="grade", days_a_line=300, narrow=narrow)
