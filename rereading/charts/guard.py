"""What a drawing must not do: hide its words, cut its data off, name what is not there.

`faults` looks at a laid-out figure as a reader would, in its own typeface and in another: words over
words or marks, words outside, ticks and data out of place, the accent on what is not the article's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection as MarkCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox, BboxBase

from rereading.figures.palette import DARK, LIGHT, contrast

FALLBACK = "DejaVu Sans"  # a reader's machine may lack the face of the drawing
BACKGROUND, OUTLINE, ARTICLE = "background", "outline", "article"  # gids that say what a mark is
TEXT_CONTRAST = 4.5  # of WCAG 2
SLACK_PX = 1.0
NUMBER = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")


def faults(figure: Figure, article: Collection[float] = ()) -> list[str]:
    """Return a sentence for each fault of a laid-out drawing; none if it can be shown.

    `article` are the values that the accent may mark, each times any power of ten; without them
    every value passes.
    """
    ground = ground_of(figure)
    found = words_of(figure, ground)
    with typeface(figure, FALLBACK):
        in_fallback = words_of(figure, ground)
    found += [f"{fault} (in {FALLBACK})" for fault in in_fallback if fault not in found]
    for ax in figure.axes:
        if ax.get_legend() or any(ax.get_title(side) for side in ("left", "center", "right")):
            found.append("a legend or a title inside the drawing; name the marks, title the chart")
        found += [fault for axis in (ax.xaxis, ax.yaxis) for fault in ticks_of(axis)]
        found += [fault for artist in marks(ax) for fault in outside(ax, artist)]
    found += [fault for artist in figure.findobj() for fault in accent_of(artist, article)]
    return list(dict.fromkeys(found))


def texts(figure: Figure) -> list[Text]:
    """Return all words that are drawn."""
    beyond = {
        label
        for ax in figure.axes
        for axis in (ax.xaxis, ax.yaxis)
        for place, label in tick_labels(axis, drawn=False)
    }
    found = figure.findobj(Text)
    return [t for t in found if t.get_visible() and t.get_text().strip() and t not in beyond]


def tick_labels(axis: Axis, drawn: bool = True) -> list[tuple[float, Text]]:
    """Return the place and the label of each tick inside the view, or of those beyond it."""
    if not axis.get_visible() or not axis.axes.axison:
        return [] if drawn else [(0.0, label) for label in axis.get_ticklabels(which="both")]
    low, high = sorted(axis.get_view_interval())
    reach = 1e-6 * (high - low)
    pairs = [
        *zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False),
        *zip(axis.get_minorticklocs(), axis.get_minorticklabels(), strict=False),
    ]
    return [
        (float(place), label)
        for place, label in pairs
        if (low - reach <= place <= high + reach) == drawn
    ]


def words_of(figure: Figure, ground: np.ndarray[Any, Any]) -> list[str]:
    """Return what is wrong with words: over each other, over marks, outside, too faint."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    for axis in (axis for ax in figure.axes if ax.axison for axis in (ax.xaxis, ax.yaxis)):
        axis.get_tightbbox(renderer)  # sets the name of the axis beside its ticks
    boxes = []
    for text in texts(figure):
        if isinstance(text, Annotation):
            text.update_positions(renderer)
        boxes.append((text, Text.get_window_extent(text, renderer)))
    found = []
    for text, box in boxes:
        said, page = text.get_text(), figure.bbox
        if (
            box.x0 < page.x0 - SLACK_PX
            or box.y0 < page.y0 - SLACK_PX
            or box.x1 > page.x1 + SLACK_PX
            or box.y1 > page.y1 + SLACK_PX
        ):
            found.append(f"“{said}” runs out of the picture")
            continue
        found += [f"“{said}” {fault}" for fault in over_marks(text, box, ground)]
    for (one, box), (other, there) in combinations(boxes, 2):
        across = min(box.x1, there.x1) - max(box.x0, there.x0)
        down = min(box.y1, there.y1) - max(box.y0, there.y0)
        if across > 2 and down > 3:
            found.append(f"“{one.get_text()}” lies on “{other.get_text()}”")
    return found


def over_marks(text: Text, box: Bbox, ground: np.ndarray[Any, Any]) -> list[str]:
    """Return what is wrong with the ground under a text: marks that cross it, or no contrast."""
    patch = text.get_bbox_patch()
    if patch is not None and patch.get_alpha() in (None, 1):
        colours = {to_hex(patch.get_facecolor())}
    else:
        height, width = ground.shape[:2]
        rows = slice(
            max(0, math.ceil(height - box.y1 + 2)), max(1, math.floor(height - box.y0 - 2))
        )
        columns = slice(max(0, math.ceil(box.x0 + 1)), min(width, math.floor(box.x1 - 1)))
        under = ground[rows, columns].reshape(-1, 3)
        colours = {to_hex(colour / 255) for colour in np.unique(under, axis=0)}
    if len(colours) > 1:
        return ["lies over a mark"]
    colour = to_hex(text.get_color())
    return [
        f"has too little contrast in the {name} palette"
        for name, palette in (("light", LIGHT), ("dark", DARK))
        for on in colours
        if contrast(in_palette(colour, palette), in_palette(on, palette)) < TEXT_CONTRAST
    ]


def ground_of(figure: Figure) -> np.ndarray[Any, Any]:
    """Return the pixels of a drawing, rows from the top, without words, grid and backgrounds."""
    hidden: list[Artist] = [*figure.findobj(Text)]
    hidden += figure.findobj(lambda artist: artist.get_gid() == BACKGROUND)
    for ax in figure.axes:
        hidden += [*ax.get_xgridlines(), *ax.get_ygridlines(), *ax.spines.values()]
        hidden += [line for line in ax.get_lines() if to_hex(line.get_color()) == LIGHT["rule"]]
    shown = [artist for artist in dict.fromkeys(hidden) if artist.get_visible()]
    for artist in shown:
        artist.set_visible(False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    for artist in shown:
        artist.set_visible(True)
    return np.asarray(canvas.buffer_rgba())[..., :3].copy()


@contextmanager
def typeface(figure: Figure, family: str) -> Iterator[None]:
    """Set all words of a drawing in another typeface."""
    own = [(text, text.get_fontfamily()) for text in figure.findobj(Text)]
    for text, _ in own:
        text.set_fontfamily(family)
    yield
    for text, families in own:
        text.set_fontfamily(families)


def ticks_of(axis: Axis) -> list[str]:
    """Return the ticks whose numbers are not their places, less one power of ten for all."""
    named = [(place, label.get_text()) for place, label in tick_labels(axis)]
    named = [(place, text) for place, text in named if text and not text[0].isalpha()]  # no names
    if [place for place, _ in named] == list(range(len(named))) or axis.have_units():
        return []  # names of rows
    numbers = [
        (place, text, number_in(text)) for place, text in named if number_in(text) is not None
    ]
    scales = {
        round(math.log10(number / place))
        for place, _, number in numbers
        if number and place and number / place > 0
    }
    return [
        f"the tick “{text}” stands at {place:g}"
        for place, text, number in numbers
        if not any(
            math.isclose(number or 0, place * 10**s, rel_tol=0.01, abs_tol=1e-9)
            for s in scales or {0}
        )
        or len(scales) > 1
    ]


def number_in(text: str) -> float | None:
    """Return the one number in a text; None if it has none or several."""
    found = NUMBER.findall(text)
    return float(found[0].replace(",", "").replace("−", "-")) if len(found) == 1 else None


def marks(ax: Axes) -> list[Artist]:
    """Return what is drawn on axes, less grid, frame and backgrounds."""
    drawn = [*ax.get_lines(), *ax.patches, *ax.collections]
    apart = (BACKGROUND, OUTLINE)
    return [artist for artist in drawn if artist.get_visible() and artist.get_gid() not in apart]


def data_of(ax: Axes, artist: Artist) -> np.ndarray[Any, Any]:
    """Return the points of a mark in data units, a row each; none if it does not lie in data units."""
    none = np.empty((0, 2))
    if isinstance(artist, Line2D):
        points = artist.get_xydata() if artist.get_transform() == ax.transData else none
    elif isinstance(artist, Patch):
        inside = artist.get_data_transform() == ax.transData
        path = artist.get_path().transformed(artist.get_patch_transform())
        points = path.vertices if inside else none
    elif isinstance(artist, MarkCollection) and artist.get_offset_transform() == ax.transData:
        points = np.ma.getdata(artist.get_offsets())
    elif isinstance(artist, MarkCollection) and artist.get_transform() == ax.transData:
        points = np.concatenate([none, *(path.vertices for path in artist.get_paths())])
    else:
        points = none
    found = np.asarray(points, dtype=float).reshape(-1, 2)
    kept: np.ndarray[Any, Any] = found[np.isfinite(found).all(axis=1)]
    return kept


def outside(ax: Axes, artist: Artist) -> list[str]:
    """Return whether data of a mark lie outside the axes, or outside the picture where unclipped."""
    points = data_of(ax, artist)
    if not len(points):
        return []
    ends: BboxBase
    if artist.get_clip_on():
        places, ends = points, ax.viewLim
    else:
        figure = ax.get_figure()
        assert figure is not None
        places, ends = ax.transData.transform(points), figure.bbox
    low, high = np.array([ends.min, ends.max])
    reach = 1e-6 * np.abs(high - low)
    lost = ((places < low - reach) | (places > high + reach)).any(axis=1)
    if not lost.any():
        return []
    x, y = points[lost][0]
    return [f"{lost.sum()} points of a mark lie outside the axes, the first at {x:g}, {y:g}"]


def accent_of(artist: Artist, article: Collection[float]) -> list[str]:
    """Return whether the accent marks what is not the article's number, or not at its place."""
    if LIGHT["accent"] not in colours_of(artist):
        return []
    what = f"“{artist.get_text()}”" if isinstance(artist, Text) else type(artist).__name__
    if artist.get_gid() != ARTICLE:
        return [f"{what} wears the accent and is not the article’s number (gid {ARTICLE!r})"]
    value = number_in(artist.get_text()) if isinstance(artist, Text) else straight(artist)
    if value is None or not article or any(powers_apart(value, each) for each in article):
        return []
    return [f"{what} in the accent says or stands at {value:g}, which is not the article’s number"]


def straight(artist: Artist) -> float | None:
    """Return where an upright or level line stands; None for other marks."""
    if not isinstance(artist, Line2D) or len(artist.get_xdata()) < 2:  # type: ignore[arg-type]
        return None
    across, up = (np.unique(np.asarray(d, dtype=float)) for d in artist.get_data())
    fixed = [values[0] for values in (across, up) if len(values) == 1]
    return float(fixed[0]) if len(fixed) == 1 else None


def powers_apart(value: float, other: float) -> bool:
    """Return whether two values differ by a power of ten alone, as by their unit."""
    if value == other:
        return True
    if value * other <= 0:
        return False
    power = math.log10(value / other)
    return abs(power - round(power)) < 1e-9


def colours_of(artist: Artist) -> set[str]:
    """Return the colours that an artist wears, as hexadecimal text."""
    if not artist.get_visible():
        return set()
    if isinstance(artist, Text):
        return {to_hex(artist.get_color())} if artist.get_text() else set()
    if isinstance(artist, Line2D):
        worn = [artist.get_color(), artist.get_markerfacecolor(), artist.get_markeredgecolor()]
    elif isinstance(artist, Patch):
        worn = [artist.get_facecolor(), artist.get_edgecolor()]
    elif isinstance(artist, MarkCollection):
        worn = [*np.atleast_2d(artist.get_facecolor()), *np.atleast_2d(artist.get_edgecolor())]
    else:
        worn = []
    return {to_hex(colour) for colour in worn if not isinstance(colour, str) or colour != "none"}


def in_palette(colour: str, palette: dict[str, str]) -> str:
    """Return what a colour of the light palette is in another; one of no role stays as it is."""
    roles = {value: role for role, value in LIGHT.items()}
    return palette[roles[colour]] if colour in roles else colour
