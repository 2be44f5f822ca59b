"""Draw the README's picture, the card for social media, the e-book's cover: `make book cover`.

All are one chart of the book as it was built last, so that they change when it does.
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
DPI = 100
# Social media ask for 1200 by 630 pixels; a book stands upright.
CARDS = {
    "card.png": ((12, 6.3), "Fifty-six percent of what?"),
    "jacket.png": ((9, 12), "Fifty-six percent\nof what?"),
}


def card(name: str, inches: tuple[float, float], title: str) -> None:
    """Write the chart under the question that is the book's title."""
    with look({"figure.constrained_layout.use": False}):
        figure = Figure(figsize=inches, dpi=DPI)
        figure.text(0.05, 0.93, title, va="top", size=40, weight="bold", color=INK)
        ax = figure.add_axes((0.05, 0.05, 0.9, 0.7))
        ax.imshow(mpimg.imread(CHART))
        ax.axis("off")
        figure.savefig(STATIC / name, dpi=DPI, metadata={"Software": None})


if __name__ == "__main__":
    if not CHART.is_file():
        sys.exit("There is no built book to take the chart from. Run make book first.")
    shutil.copyfile(CHART, STATIC / "cover.png")
    for name, parts in CARDS.items():
        card(name, *parts)
