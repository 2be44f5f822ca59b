"""Draw the README's picture and the e-book's cover from the book as built: `make book cover`."""

import shutil
import sys
from pathlib import Path

from rereading.site.metadata import BOOK
from rereading.site.sharing import card

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "book" / "_static"
CHART = ROOT / "_build" / "html" / "figures" / "imports-two-fractions.png"
UPRIGHT = (900, 1200)  # pixels, as a book stands

if __name__ == "__main__":
    if not CHART.is_file():
        sys.exit("There is no built book to take the chart from. Run make book first.")
    shutil.copyfile(CHART, STATIC / "cover.png")
    (STATIC / "jacket.png").write_bytes(card(CHART.read_bytes(), BOOK, UPRIGHT, ""))
