"""The chart of a claim of one's own: every reading on one axis, the band and the claim."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rereading.claims import Claim
from rereading.figures.cards import band_words
from rereading.figures.palette import ACCENT, BAND, DATA, INK, PAPER, RULE
from rereading.figures.publish import PublishedFigure, figure_of
from rereading.house import over
from rereading.quantities import counted, digits, join, rows

CLAIM_MIME = "application/vnd.rereading.own-claim+json"
# How the evidence grade shows: colour and filling of a mark, with the rest in paper.
GRADE_LOOK = {
    "official table": (DATA, "full"),
    "reported": (PAPER, "full"),
    "derived": (DATA, "left"),
}
MARK: dict[str, Any] = dict(mec=DATA, mfcalt=PAPER, mew=1.8, ms=10, zorder=5, clip_on=False)
WIDE, NARROW = 32, 15  # letters in a line of a row's name
COLUMNS = {
    "label": "What it counts",
    "said": "Value",
    "changed": "What differs",
    "grade": "Evidence",
    "source": "Source",
}


class OwnClaimForm:
    """The form that stands on the page of the site and needs no Python (`site.own_claim`)."""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        said = "The form to fill in stands on the page of the book; here, use the cells below."
        return {CLAIM_MIME: {}, "text/plain": said}


def own_readings(claim: Claim) -> PublishedFigure:
    """Return the chart of a claim from `capstone.read`: its sources are in words, none is in the book."""
    frame = claim.readings
    wide, narrow = (
        max(names(row, letters).count("\n") for row in rows(frame)) for letters in (WIDE, NARROW)
    )
    return figure_of(
        "own-readings",
        lambda ax, narrow: draw_own_readings(ax, claim, NARROW if narrow else WIDE),
        {
            "all": counted(len(frame)),
            "hits": counted(frame["in_band"].sum()),
            "asserted": claim.asserted,
            "literal": claim.number(),
            "band": band_words(claim),
            "listed": join(f"{row['label']}: {row['said']}" for row in rows(frame)),
        },
        heights=(90 + len(frame) * (40 + 20 * wide), 90 + len(frame) * (40 + 20 * narrow)),
        finding="The literal reading gives {literal}. In the band: {hits} of {all}.",
        subtitle="Diamond: the literal reading. Filled: official; ring: reported; half: derived. "
        "Shaded: what the wording allows. Line: the number of the claim, {asserted}.",
        alt="Dot plot of the readings of a claim of {asserted}, whose band is {band}. The literal "
        "reading gives {literal}; in the band: {hits} of {all}. {listed}.",
        table=frame.drop(columns="source_id"),
        columns=COLUMNS,
        sources=[],
        credited=join(dict.fromkeys(frame["source"])),
    )


def draw_own_readings(ax: Axes, claim: Claim, letters: int) -> Axes:
    """Draw a row a reading, its name and number beside it, `letters` a line, and return the axes.

    Marks are filled by grade; the literal one is a diamond with its name in bold. The band is shaded,
    the claim's own number a line.
    """
    band, frame = claim.band, claim.readings
    asserted, unit = claim.asserted.value, claim.asserted.unit
    ends = [end for end in (band.low, band.high) if abs(end) != float("inf")]
    values = [*frame["value"], *ends, asserted]
    room = 0.1 * ((max(values) - min(values)) or abs(asserted) or 1.0)
    left, right = min(values) - room, max(values) + room
    ax.grid(False)
    ax.spines["bottom"].set_visible(False)
    ax.axvspan(max(band.low, left), min(band.high, right), color=BAND, linewidth=0, zorder=0)
    ax.axvline(asserted, color=ACCENT, gid="article", linewidth=2, zorder=2)
    side = "right" if asserted >= (left + right) / 2 else "left"
    over(ax, asserted, f"the claim: {claim.asserted.label}", ha=side)
    for y, row in enumerate(rows(frame)):
        ax.axhline(y, color=RULE, linewidth=1, zorder=1)
        colour, fill = GRADE_LOOK[row["grade"]]
        shape = "D" if row["literal"] else "o"
        ax.plot(row["value"], y, shape, color=colour, fillstyle=fill, gid=row["grade"], **MARK)
    ax.set_yticks(range(len(frame)), [names(row, letters) for row in rows(frame)], color=INK)
    for name, literal in zip(ax.get_yticklabels(), frame["literal"], strict=True):
        name.set_fontweight("bold" if literal else "normal")
    steps = MaxNLocator(3, steps=[1, 2, 5, 10]).tick_values(left, right)
    ticks = [float(f"{tick:.9g}") for tick in steps if left <= tick <= right]
    ax.set_xticks(ticks, [digits(tick, unit) for tick in ticks])
    ax.set(xlim=(left, right), ylim=(len(frame) - 0.4, -0.6))
    return ax


def names(row: pd.Series[Any], letters: int) -> str:
    """Return what a reading counts and its number, `letters` a line."""
    return textwrap.fill(f"{row['label']}: {row['said']}", letters)
