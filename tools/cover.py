"""Draw the picture of the README and the card that social media show: `make book cover`.

Both are one chart of the book as it was built last, so that they change when it does.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import matplotlib.image as mpimg
from matplotlib.figure import Figure

from rereading.figures.palette import INK
from rereading.figures.style import look

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "book" / "_static"
CHART = ROOT / "_build" / "html" / "figures" / "imports-two-fractions.png"
CARD_INCHES, DPI = (12, 6.3), 100  # 1200 by 630 pixels are what social media ask for


def card() -> None:
    """Write the chart under the question that is the book's title."""
    with look({"figure.constrained_layout.use": False}):
        figure = Figure(figsize=CARD_INCHES, dpi=DPI)
        figure.text(
            0.05, 0.93, "Fifty-six percent of what?", va="top", size=40, weight="bold", color=INK
        )
        ax = figure.add_axes((0.05, 0.05, 0.9, 0.7))
        ax.imshow(mpimg.imread(CHART))
        ax.axis("off")
        figure.savefig(STATIC / "card.png", dpi=DPI, metadata={"Software": None})


if __name__ == "__main__":
    if not CHART.is_file():
        sys.exit("There is no built book to take the chart from. Run make book first.")
    shutil.copyfile(CHART, STATIC / "cover.png")
    card()
