"""The scoreboard: which claim got which verdict. Too long to read on the page that shows it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from rereading.figures.palette import ACCENT, DATA, INK, PAPER, RULE
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED, UNTESTABLE, VERDICTS

HEADINGS = {
    HOLDS: "Hold as written",
    PRINTED: "Printed before, of something else",
    IN_PART: "Hold in part",
    FAILS: "Do not hold",
    UNTESTABLE: "Cannot be tested",
}
FILLS = {HOLDS: DATA, PRINTED: PAPER, IN_PART: PAPER, FAILS: INK, UNTESTABLE: RULE}
EDGES = {HOLDS: DATA, PRINTED: INK, IN_PART: DATA, FAILS: INK, UNTESTABLE: RULE}
ACROSS = {False: 24, True: 11}  # squares in a row, wide and narrow
SQUARE_PX = {False: 30, True: 31}
TILE = 3  # a headline tile is as wide as so many squares


def board_height(register: pd.DataFrame, *, narrow: bool) -> int:
    """Return how high the board is in CSS pixels."""
    rows = sum(2.65 + (n + 4) // ACROSS[narrow] for n in register["verdict"].value_counts())
    return int(rows * SQUARE_PX[narrow] + 0.5)


def draw_scoreboard(
    ax: Axes, register: pd.DataFrame, headline: Mapping[str, str], *, narrow: bool
) -> Axes:
    """Draw a square a claim under its verdict; `headline` maps ids of claims to the numbers of tiles."""
    article: Any = {"color": ACCENT, "gid": "article", "va": "center", "fontweight": "bold"}
    across, y = ACROSS[narrow], 0.0
    for verdict in VERDICTS:
        here = register[register["verdict"] == verdict]["claim_id"].tolist()
        if not here:
            continue
        ax.text(0, y + 0.5, f"{HEADINGS[verdict]}: {len(here)}", va="center", fontweight="bold")
        x, y = 0, y + 1.15
        for claim_id in sorted(here, key=lambda name: name not in headline):
            wide, fill = (TILE, PAPER) if claim_id in headline else (1, FILLS[verdict])
            if x + wide > across:
                x, y = 0, y + 1
            corner, edge = (x + 0.06, y + 0.06), EDGES[verdict]
            ax.add_patch(Rectangle(corner, wide - 0.12, 0.88, fc=fill, ec=edge, linewidth=2))
            if claim_id in headline:
                ax.text(x + wide / 2, y + 0.5, headline[claim_id], ha="center", **article)
            x += wide
        y += 1.5
    ax.axis("off")
    ax.set(xlim=(-0.05, across + 0.05), ylim=(y - 0.4, -0.1), aspect="equal")
    return ax
