"""The chart of a claim of one's own: every reading on one axis, the band and the claim."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rereading.claims import Claim
from rereading.figures.cards import band_words
from rereading.figures.palette import ACCENT, BAND, INK, RULE
from rereading.figures.publish import PublishedFigure, figure_of
from rereading.figures.style import graded_mark, over, plain_axis
from rereading.numbers import UNITS, counted, join, label, rows
from rereading.verdicts import Band

NAME_WIDE, NAME_NARROW = 34, 40  # letters in a line of a row's name
LINE = 0.42  # the height of such a line, where a row of one is one high


def own_readings(claim: Claim) -> PublishedFigure:
    """Return the chart of a claim from `own.read`: its sources are in words, none is in the book."""
    frame, unit = claim.readings, claim.asserted.unit
    hits = frame[frame["in_band"]]
    listed = [f"{row['label']}: {label(row['value'], unit)}" for row in rows(frame)]
    return figure_of(
        "own-readings",
        lambda ax, narrow: draw_own_readings(
            ax, frame, claim.band, claim.asserted.value, unit, narrow=narrow
        ),
        {
            "all": counted(len(frame), *rows(frame)),
            "hits": counted(len(hits), *rows(hits)),
            "asserted": claim.asserted,
            "literal": claim.number(claim.literal["reading_id"]),
            "band": band_words(claim),
            "listed": join(listed),
        },
        heights=(height_of(frame, narrow=False), height_of(frame, narrow=True)),
        finding="The literal reading gives {literal}. In the band: {hits} of {all}.",
        subtitle="Diamond: the literal reading. Filled: official; ring: reported; half: derived. "
        "Shaded: what the wording allows. Line: the number of the claim, {asserted}.",
        alt="Dot plot of the readings of a claim of {asserted}, whose band is {band}. The literal "
        "reading gives {literal}; in the band: {hits} of {all}. {listed}.",
        table=frame.drop(columns="source_id"),
        columns={
            "label": "What it counts",
            "value": "Value",
            "changed": "What differs",
            "grade": "Evidence",
            "source": "Source",
        },
        sources=[],
        credited=join(dict.fromkeys(frame["source"])),
    )


def draw_own_readings(
    ax: Axes, readings: pd.DataFrame, band: Band, asserted: float, unit: str, *, narrow: bool
) -> Axes:
    """Draw a row a reading on a linear axis: its mark, filled by grade, and its number.

    `readings` has label, value, literal, grade; the literal one is a diamond with its name in
    bold. The band is shaded, the claim's own number a line.
    """
    plain_axis(ax, "")
    ax.spines["bottom"].set_visible(False)
    ends = [end for end in (band.low, band.high) if abs(end) != float("inf")]
    values = [*readings["value"], *ends, asserted]
    reach = (max(values) - min(values)) or abs(asserted) or 1.0
    room = (0.5 if narrow else 0.32) * reach  # for the numbers beside the outer marks
    ax.set_xlim(min(values) - room, max(values) + room)
    left, right = ax.get_xlim()
    ax.axvspan(max(band.low, left), min(band.high, right), color=BAND, linewidth=0, zorder=0)
    across = ax.get_yaxis_transform()
    y = 0.0
    for row in readings.itertuples():
        text = textwrap.fill(str(row.label), NAME_NARROW if narrow else NAME_WIDE)
        lines = LINE * (text.count("\n") + 1) + 0.3
        bottom = y + (lines + 0.45 if narrow else max(1.0, lines))
        top, y = y, y + lines if narrow else (y + bottom) / 2
        name: dict[str, Any] = {"color": INK, "fontweight": "bold" if row.literal else "normal"}
        if narrow:
            ax.text(0, y - 0.28, text, transform=across, va="bottom", zorder=4, **name)
        else:
            ax.text(-0.02, y, text, transform=across, ha="right", va="center", **name)
        ax.plot([left, right], [y, y], color=RULE, linewidth=1, zorder=1)
        graded_mark(ax, row.value, y, str(row.grade), "D" if row.literal else "o", 10)
        # A number beside the line stands on its own side of it.
        below = row.value < asserted
        ax.annotate(
            label(row.value, unit), (row.value, y), xytext=(-11 if below else 11, 0),
            textcoords="offset points", va="center", ha="right" if below else "left",
            color=INK, fontweight="bold", zorder=4,
        )  # fmt: skip
        # On a narrow drawing the names stand over the rows: the line leaves room for them.
        ax.plot([asserted] * 2, [y - 0.24, y + 0.24] if narrow else [top, bottom],
                color=ACCENT, gid="article", linewidth=2, zorder=2, solid_capstyle="butt")  # fmt: skip
        y = bottom
    ax.set(ylim=(y + 0.1, -0.1), yticks=[])
    over(ax, asserted, f"the claim: {label(asserted, unit)}")
    whole = UNITS[unit].decimals == 0
    steps = MaxNLocator(3 if narrow else 5, steps=[1, 2, 5, 10], integer=whole)
    ticks = [tick for tick in steps.tick_values(left, right) if left <= tick <= right]
    ax.set_xticks(ticks, [label(tick, unit) for tick in ticks])
    return ax


def height_of(readings: pd.DataFrame, narrow: bool) -> int:
    """Return the height that the rows of these readings take, in CSS pixels."""
    width = NAME_NARROW if narrow else NAME_WIDE
    lines = [len(textwrap.wrap(str(label_), width)) for label_ in readings["label"]]
    rows = sum(lines) * 20 + len(lines) * 36 if narrow else sum(max(46, 20 * n + 14) for n in lines)
    return rows + 70
