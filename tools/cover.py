"""Draw the picture of the README and the card that social media show: `make cover`.

Both are one chart of the book, so that they change when it does.
"""

import base64
from pathlib import Path

from rereading import claim, imports, table
from rereading.figures.palette import INK
from rereading.figures.style import UNITS_PER_INCH, WIDE, canvas
from rereading.figures.trade import draw_two_fractions
from rereading.plates import imports as plates

STATIC = Path(__file__).resolve().parents[1] / "book" / "_static"
YEAR = 2011
CARD_PX = 1200, 630  # what social media ask for
MARGIN = 0.05


def cover() -> None:
    """Write the chart as the page shows it."""
    plate = plates.two_fractions(claim("china-56-percent"), table("trade_flows"), YEAR)
    (STATIC / "cover.png").write_bytes(base64.b64decode(plate.png_base64))


def card() -> None:
    """Write the chart under the question that is the book's title."""
    swept = imports.sweep(table("trade_flows"))
    both = [imports.fraction(swept, YEAR, "value", side) for side in imports.SIDES]
    wholes = [one["whole"] / 1000 for one in both]
    width, height = CARD_PX
    with canvas(narrow=False, height=WIDE * height / width) as (figure, ax):
        flow = both[0]["part"] / 1000
        draw_two_fractions(
            ax, flow, wholes, "USD mn", YEAR, claim("china-56-percent").band, narrow=False
        )
        figure.get_layout_engine().set(rect=(MARGIN, MARGIN, 1 - 2 * MARGIN, 1 - 2 * MARGIN))
        title = {"ha": "left", "va": "top", "fontsize": 30, "fontweight": "bold", "color": INK}
        figure.suptitle("Fifty-six percent of what?", x=MARGIN, y=1 - MARGIN, **title)
        dpi = width / WIDE * UNITS_PER_INCH
        figure.savefig(STATIC / "card.png", dpi=dpi, metadata={"Software": None})


if __name__ == "__main__":
    cover()
    card()
