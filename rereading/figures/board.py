"""The scoreboard: which claim got which verdict."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from rereading.claims import NOT_REPRODUCED, NOT_TESTABLE, ON_ANOTHER, REPRODUCED, VERDICTS
from rereading.figures.style import DATA, INK, PAPER, RULE

HEADINGS = {
    REPRODUCED: "Holds as written",
    ON_ANOTHER: "Matches on another reading",
    NOT_REPRODUCED: "Matches on no reading",
    NOT_TESTABLE: "Cannot be tested",
}
FILLS = {REPRODUCED: DATA, ON_ANOTHER: PAPER, NOT_REPRODUCED: INK, NOT_TESTABLE: RULE}


def draw_scoreboard(ax: Axes, register: pd.DataFrame, *, narrow: bool) -> Axes:
    """Draw a tile a claim under its verdict: short, says, verdict, literal (see `claims.register`)."""
    ax.axis("off")
    columns = 2 if narrow else 4
    width = 17 if narrow else 18
    y = 0.0
    for verdict in VERDICTS:
        here = register[register["verdict"] == verdict]
        if here.empty:
            continue
        ax.text(0, y, f"{HEADINGS[verdict]}: {len(here)}", va="center", fontweight="bold")
        y += 0.42
        for i, (_, claim) in enumerate(here.iterrows()):
            column, row = i % columns, i // columns
            top = y + row * 1.06
            light = FILLS[verdict] in (PAPER, RULE)
            ax.add_patch(
                Rectangle(
                    (column + 0.0, top),
                    0.96,
                    0.94,
                    facecolor=FILLS[verdict],
                    edgecolor=DATA if verdict == ON_ANOTHER else "none",
                    linewidth=2,
                )
            )
            colour = INK if light else PAPER
            ax.text(
                column + 0.05,
                top + 0.14,
                textwrap.fill(claim["short"], width),
                va="top",
                color=colour,
                fontweight="bold",
                linespacing=1.15,
            )
            ax.text(
                column + 0.05,
                top + 0.88,
                f"says {claim['says']}\nliterally {claim['literal']}",
                va="bottom",
                linespacing=1.2,
                color=colour,
            )
        y += -(-len(here) // columns) * 1.06 + 0.36
    ax.set(xlim=(-0.01, columns), ylim=(y - 0.3, -0.3))
    return ax
