"""Drawings for the chapter on dates: two orders, a timeline, spans, sanctions, yearly amounts."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.palette import ACCENT, BAND, DATA, INK, MUTED, PAPER, RULE, SECOND
from rereading.figures.style import (
    NARROW,
    TEXT_NARROW,
    TEXT_WIDE,
    WIDE,
    decimal_year,
    graded_mark,
    over,
    plain_axis,
    spread,
)
from rereading.numbers import label
from rereading.verdicts import Band

_TEXT: dict[str, Any] = {"va": "center", "linespacing": 1.15}
_STRONG: dict[str, Any] = {**_TEXT, "fontweight": "bold"}


def draw_orders(
    ax: Axes,
    told: Sequence[tuple[str, str]],
    events: pd.DataFrame,
    strong: str,
    *,
    narrow: bool,
) -> Axes:
    """Draw a story's order on the left and the dated order on the right, the same thing joined.

    `told` has a step and the date of the event it speaks of; `events` has date (ISO), event and
    status, in order of time; the join to the date `strong` is drawn in ink.
    """
    ax.axis("off")
    line = _line(narrow)
    texts = [textwrap.fill(text, 20 if narrow else 42) for text in events["event"]]
    rows = [text.count("\n") + 1 for text in texts]
    y, places = 34.0, []
    for count in rows:
        high = (count + narrow) * line  # on a phone the day stands above its event
        places.append(y + high / 2)
        y += high + (12 if narrow else 16)
    left, right = (112.0, 166.0) if narrow else (190.0, 330.0)
    dated = f"by date, {events['date'].iloc[0][:4]}"
    heads = ("the article’s\norder" if narrow else "the article’s order", dated)
    ax.text(left, 8, heads[0], ha="right", color=MUTED, **_TEXT)
    ax.text(right, 8, heads[1], ha="left", color=MUTED, **_TEXT)
    ax.plot([right, right], [places[0], places[-1]], color=RULE, linewidth=3, zorder=1)
    here = dict(zip(events["date"], places, strict=True))
    step = (places[-1] - places[0] - 2 * line) / (len(told) - 1)
    for i, (name, date) in enumerate(told):
        ends = (places[0] + line + i * step, here[date])
        _told_side(ax, (left, right), ends, name, date == strong, narrow)
    for place, words, (_, row) in zip(places, texts, events.iterrows(), strict=True):
        _dated_side(ax, right, place, words, row, row["date"] == strong, narrow)
    width = NARROW if narrow else WIDE
    ax.set(xlim=(0, width), ylim=(places[-1] + rows[-1] * line / 2 + line, -6))
    return ax


def _line(narrow: bool) -> float:
    return 1.2 * (TEXT_NARROW if narrow else TEXT_WIDE)


def _told_side(
    ax: Axes,
    across: tuple[float, float],
    ends: tuple[float, float],
    name: str,
    strong: bool,
    narrow: bool,
) -> None:
    """Draw a step of the story and its join to the event it speaks of."""
    left, at = across[0], ends[0]
    color = INK if strong else SECOND
    ax.text(left - 12, at, textwrap.fill(name, 11 if narrow else 22), ha="right", **_STRONG)
    ax.plot(across, ends, color=color, linewidth=3 if strong else 2, zorder=2)
    ax.plot([left], [at], "s", color=color, markersize=8, zorder=3)


def _dated_side(
    ax: Axes,
    right: float,
    place: float,
    words: str,
    event: pd.Series[Any],
    strong: bool,
    narrow: bool,
) -> None:
    """Draw an event of the dated order: its mark, its day and its words."""
    documented = event["status"] == "documented"
    ax.plot(
        [right],
        [place],
        "o",
        color=DATA,
        markerfacecolor=DATA if documented else PAPER,
        markersize=10,
        markeredgewidth=1.8,
        zorder=4,
    )
    when = pd.Timestamp(event["date"])
    day = f"{when.day} {when.month_name()[:3]}"
    look = _STRONG if strong else _TEXT
    if narrow:
        line = _line(narrow)
        top = place - words.count("\n") * line / 2 - line / 2
        ax.text(right + 12, top, day, ha="left", **_STRONG)
        ax.text(right + 12, place + line / 2, words, ha="left", **look)
    else:
        ax.text(right + 14, place, day, ha="left", **_STRONG)
        ax.text(right + 78, place, words, ha="left", **look)


def draw_calendar(
    ax: Axes, events: pd.DataFrame, span: tuple[str, str], said: str, *, narrow: bool
) -> Axes:
    """Draw dated events down a line of years that is true to scale, with a label each.

    `events` has date (ISO, the day may be missing) and event, in order; `span` names two dates
    between which the line is strong, and `said` is what the article says of it.
    """
    ax.axis("off")
    years = [decimal_year(date) for date in events["date"]]
    gap = 54.0 if narrow else 27.0
    first, last = years[0], years[-1]
    height = gap * (len(years) - 1)
    at = [(year - first) / (last - first) * height for year in years]
    places = spread(at, gap)
    line, words_at = (52.0, 84.0) if narrow else (74.0, 140.0)
    ax.plot([line, line], [0, height], color=RULE, linewidth=3, zorder=1)
    ends = [(decimal_year(date) - first) / (last - first) * height for date in span]
    ax.plot([line, line], ends, color=DATA, linewidth=8, solid_capstyle="butt", zorder=2)
    ax.text(
        line - 10,
        sum(ends) / 2,
        said.replace(" ", "\n"),
        ha="right",
        va="center",
        color=ACCENT,
        gid="article",
        fontweight="bold",
        linespacing=1.2,
    )
    for decade in range(1920, 2017, 20):
        y = (decade - first) / (last - first) * height
        if not ends[0] - 12 < y < ends[1] + 4:
            ax.text(line - 10, y, str(decade), ha="right", va="center", color=MUTED)
            ax.plot([line - 6, line], [y, y], color=MUTED, linewidth=1)
    for y, place, (_, row) in zip(at, places, events.iterrows(), strict=True):
        knee = words_at - (14 if narrow else 30)
        ax.plot([line, knee, words_at - 6], [y, place, place], color=SECOND, linewidth=1, zorder=1)
        ax.plot([line], [y], "o", color=DATA, markersize=6, zorder=3)
        text = textwrap.fill(row["event"], 33)
        if narrow:
            lines = text.count("\n") + 2
            high = 1.18 * TEXT_NARROW
            top = place - (lines - 1) / 2 * high
            ax.text(words_at, top, _day(row["date"]), ha="left", va="center", fontweight="bold")
            ax.text(
                words_at,
                top + (lines / 2) * high,
                text,
                ha="left",
                va="center",
                linespacing=1.15,
            )
        else:
            ax.text(words_at, place, _day(row["date"]), ha="left", va="center", fontweight="bold")
            ax.text(words_at + 108, place, row["event"], ha="left", va="center")
    ax.set(
        xlim=(0, NARROW if narrow else WIDE),
        ylim=(max(height, places[-1]) + gap / 2 + 4, min(0, places[0]) - gap / 2 - 4),
    )
    return ax


def draw_spans(ax: Axes, readings: pd.DataFrame, band: Band, said: str, *, narrow: bool) -> Axes:
    """Draw a row a reading: its value as a mark, its label above; the band, with what it is, behind.

    `readings` has label, value, literal, grade.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(33.7 if narrow else 31.2, 36.7)
    left = ax.get_xlim()[0] if narrow else 33.75
    across = ax.get_yaxis_transform()
    y = 0.0
    for _, row in readings.iterrows():
        text = textwrap.fill(row["label"], 42)
        weight = "bold" if row["literal"] else "normal"
        if narrow:
            y += 0.2 * (text.count("\n") + 1)
            ax.text(0, y, text, transform=across, va="bottom", fontweight=weight, linespacing=1.15)
            y += 0.2
        else:
            y += 0.4
            ax.text(0, y, text, transform=across, va="center", fontweight=weight, linespacing=1.15)
        ax.fill_between(
            [band.low, band.high],
            y - 0.16,
            y + 0.16,
            color=BAND,
            linewidth=0,
            zorder=0,
            gid="background",
        )
        ax.plot([left, ax.get_xlim()[1]], [y, y], color=RULE, linewidth=1, zorder=1)
        graded_mark(ax, row["value"], y, row["grade"], "D" if row["literal"] else "o", 9)
        ax.annotate(
            label(row["value"], "number", 2),
            (row["value"], y),
            xytext=(10, 0),
            textcoords="offset points",
            va="center",
            color=DATA,
            fontweight="bold",
        )
        y += 0.26 if narrow else 0.2
    ax.set(ylim=(y + 0.02, -0.08 if narrow else 0.12), yticks=[])
    ax.set_xticks([34, 35, 36], ["34", "35", "36 years"])
    over(ax, (band.low + band.high) / 2, said)
    return ax


def draw_steps(
    ax: Axes,
    resolutions: pd.DataFrame,
    tests: pd.DataFrame,
    own: pd.DataFrame,
    ends: tuple[str, str],
    *,
    narrow: bool,
) -> Axes:
    """Draw resolutions as a rising count; below it the tests and the measures of one country.

    The first has date and nth, the others date; `own` has effect, which shows in the mark. `ends`
    are a day and the one a year before it, between which the ground is shaded.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    last = decimal_year(ends[1])
    ax.axvspan(
        decimal_year(ends[0]), last, color=RULE, alpha=0.6, linewidth=0, zorder=0, gid="background"
    )
    xs = [decimal_year(date) for date in resolutions["date"]]
    start = 2005.6
    ax.step([start, *xs, last], [0, *resolutions["nth"], resolutions["nth"].iloc[-1]],
            where="post", color=DATA, linewidth=2.8, zorder=3)  # fmt: skip
    ax.plot(xs, resolutions["nth"], "o", color=DATA, markersize=7, zorder=4)
    top = int(resolutions["nth"].iloc[-1])
    for x, following, nth in zip(xs, xs[1:], resolutions["nth"], strict=False):
        if following - x > 0.5:  # the last of a run that lies close together
            ax.annotate(str(nth), (x, nth), xytext=(-7, 3), textcoords="offset points",
                        ha="right", va="bottom", color=DATA)  # fmt: skip
    ax.text(
        last + 0.25, top, str(top), va="center", ha="left", color=DATA, fontweight="bold",
        fontsize=18 if narrow else 22,
    )  # fmt: skip
    name = (
        "resolutions of the\nSecurity Council" if narrow else "resolutions of the Security Council"
    )
    ax.text(start, top, f"{name}, counted up", ha="left", va="top", color=DATA, fontweight="bold",
            linespacing=1.15)  # fmt: skip
    for y, frame, words in (
        (-3.0, tests, "nuclear tests"),
        (-6.2, own, "Japan’s own measures (ring: lifted)"),
    ):
        ax.text(start, y + 1.25, words, ha="left", va="center", color=MUTED)
        ax.plot([start, last], [y, y], color=RULE, linewidth=2, zorder=1)
        for _, row in frame.iterrows():
            lifted = row["effect"] == "lifts"
            ax.plot([decimal_year(row["date"])], [y], "o" if frame is own else "D", color=INK,
                    markerfacecolor=PAPER if lifted else INK, markersize=8, markeredgewidth=1.8,
                    zorder=3)  # fmt: skip
    ax.text(decimal_year(ends[0]) - 0.1, 0.9, "the last\ntwelve months", ha="right", va="center",
            color=MUTED, linespacing=1.15)  # fmt: skip
    ticks = range(2006, 2018, 4 if narrow else 2)
    ax.set_xticks(list(ticks), [str(year) for year in ticks])
    ax.set(xlim=(start, last + (1.5 if narrow else 0.9)), ylim=(-7.2, top + 0.9), yticks=[])
    return ax


def _day(date: str) -> str:
    when = pd.Timestamp(date)
    day = f"{when.day} " if date.count("-") == 2 else ""
    return f"{day}{when.month_name()[:3]} {when.year}"
