"""An empty drawing in the look of the book, at each of its widths.

A drawing is made in user units of one CSS pixel (72 to the inch), in the light palette. On a page
each colour becomes a variable of the page (`publish`), so that one drawing serves light and dark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

UNITS_PER_INCH = 72
WIDE, NARROW, SHEET = 720, 340, 640  # widths of drawings, in CSS pixels; a sheet is paper
TEXT_WIDE, TEXT_NARROW = 13.5, 12.5
# The face of the pages; `tools/faces.py` cuts it.
for face in (Path(__file__).parent / "faces").glob("*.ttf"):
    font_manager.fontManager.addfont(face)


@contextmanager
def canvas(width: int, height: float) -> Iterator[tuple[Figure, Axes]]:
    """Yield an empty figure and its axes in the look of the book, `width` and `height` CSS pixels."""
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever a machine's own `matplotlibrc` says
        size = TEXT_NARROW if width == NARROW else TEXT_WIDE
        style.use(["rereading.house", {"font.size": size}])
        # A figure of its own, outside pyplot: nothing global is opened or left open.
        figure = Figure(
            figsize=(width / UNITS_PER_INCH, height / UNITS_PER_INCH),
            dpi=UNITS_PER_INCH,
            layout=ConstrainedLayoutEngine(w_pad=2 / UNITS_PER_INCH, h_pad=2 / UNITS_PER_INCH),
        )
        yield figure, figure.add_subplot()
