"""What a drawing must not do: hide its words, cut its data off, name what is not there.

`faults` looks at a laid-out figure as a reader would, in its own typeface and in another: words over
words or marks, words outside, ticks and data out of place, the accent on what is not the article's.
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection as MarkCollection
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from rereading.figures.palette import DARK, LIGHT, contrast

FALLBACK = "DejaVu Sans"  # a reader's machine may lack the face of the drawing
BACKGROUND, OUTLINE, ARTICLE = "background", "outline", "article"  # gids that say what a mark is
TEXT_CONTRAST = 4.5  # of WCAG 2
ROLES = {colour: role for role, colour in LIGHT.items()}  # a colour of no role is its own
SLACK_PX = 1.0
OVERLAP_PX = (2, 3)  # words may touch so far, across and up
WORN = "get_color get_facecolor get_edgecolor get_markerfacecolor get_markeredgecolor".split()
NUMBER = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")


def faults(figure: Figure) -> list[str]:
    """Return a sentence for each fault of a laid-out drawing; none if it can be shown."""
    ground = ground_of(figure)
    wrong = words_of(figure, ground)
    with typeface(figure, FALLBACK):
        in_fallback = words_of(figure, ground)
    wrong += [f"{fault} (in {FALLBACK})" for fault in in_fallback if fault not in wrong]
    for ax in figure.axes:
        if ax.get_legend() or any(ax.get_title(side) for side in ("left", "center", "right")):
            wrong.append("a legend or a title inside the drawing; name the marks, title the chart")
        wrong += [fault for axis in (ax.xaxis, ax.yaxis) for fault in ticks_of(axis)]
        wrong += [fault for artist in marks(ax) for fault in outside(ax, artist)]
    for artist in figure.findobj():
        if artist.get_gid() != ARTICLE and LIGHT["accent"] in colours_of(artist):
            wrong.append(f"{artist} wears the accent and is not the article’s (gid {ARTICLE!r})")
    return list(dict.fromkeys(wrong))


def tick_labels(axis: Axis) -> list[tuple[float, Text]]:
    """Return the place and the label of each tick that is drawn: those inside the view."""
    if not axis.get_visible() or not axis.axes.axison:
        return []
    low, high = sorted(axis.get_view_interval())
    reach = 1e-6 * (high - low)
    places = [*axis.get_majorticklocs(), *axis.get_minorticklocs()]
    labels = [*axis.get_majorticklabels(), *axis.get_minorticklabels()]
    return [
        (float(place), label)
        for place, label in zip(places, labels, strict=True)
        if low - reach <= place <= high + reach
    ]


def boxes_of(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Return all words that are drawn, each with the box in which it stands, in pixels."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    beyond: set[Text] = set()
    for axis in (axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)):
        if axis.axes.axison and axis.label.get_text():
            axis.get_tightbbox(renderer)  # sets the name of the axis beside its ticks
        beyond |= {*axis.get_ticklabels(which="both")} - {label for _, label in tick_labels(axis)}
    boxes = []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in beyond:
            if isinstance(text, Annotation):
                text.update_positions(renderer)
            boxes.append((text, Text.get_window_extent(text, renderer)))
    return boxes


def words_of(figure: Figure, ground: np.ndarray[Any, Any]) -> list[str]:
    """Return what is wrong with words: over each other, over marks, outside, too faint."""
    boxes, wrong = boxes_of(figure), []
    page = figure.bbox.padded(SLACK_PX)
    for text, box in boxes:
        if not (page.contains(*box.min) and page.contains(*box.max)):
            wrong.append(f"“{text.get_text()}” runs out of the picture")
        else:
            wrong += [f"“{text.get_text()}” {fault}" for fault in over_marks(text, box, ground)]
    corners = np.array([box.extents for _, box in boxes]).reshape(-1, 4)
    low = np.maximum(corners[:, None, :2], corners[None, :, :2])
    high = np.minimum(corners[:, None, 2:], corners[None, :, 2:])
    shared = (high - low > OVERLAP_PX).all(axis=2)
    for pair in np.argwhere(np.triu(shared, k=1)):
        wrong.append(" lies on ".join(f"“{boxes[i][0].get_text()}”" for i in pair))
    return wrong


def over_marks(text: Text, box: Bbox, ground: np.ndarray[Any, Any]) -> list[str]:
    """Return what is wrong with the ground under a text: marks that cross it, or no contrast."""
    patch = text.get_bbox_patch()
    if patch is not None and patch.get_alpha() in (None, 1):
        colours = {to_hex(patch.get_facecolor())}
    else:
        low, high = len(ground) - box.y0 - 2, len(ground) - box.y1 + 2  # rows count from the top
        rows = slice(max(0, math.ceil(high)), max(1, math.floor(low)))
        columns = slice(max(0, math.ceil(box.x0 + 1)), math.floor(box.x1 - 1))
        under = ground[rows, columns].reshape(-1, 3)
        colours = {to_hex(colour / 255) for colour in np.unique(under, axis=0)}
    if len(colours) > 1:
        return ["lies over a mark"]
    colour = to_hex(text.get_color())
    return [
        f"has too little contrast in the {name} palette"
        for name, palette in (("light", LIGHT), ("dark", DARK))
        for on in colours
        if contrast(*(palette.get(ROLES.get(c, ""), c) for c in (colour, on))) < TEXT_CONTRAST
    ]


def ground_of(figure: Figure) -> np.ndarray[Any, Any]:
    """Return the pixels of a drawing, rows from the top, without words, grid and backgrounds."""
    hidden = [*figure.findobj(Text), *figure.findobj(lambda it: it.get_gid() == BACKGROUND)]
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
    known = [(at, text, said) for at, text in named if (said := number_in(text)) is not None]
    powers = {round(math.log10(said / at)) for at, _, said in known if said * at > 0} or {0}
    unit = 10 ** max(powers)
    return [
        f"the tick “{text}” stands at {at:g}"
        for at, text, said in known
        if len(powers) > 1 or not math.isclose(said, at * unit, rel_tol=0.01, abs_tol=1e-9)
    ]


def number_in(text: str) -> float | None:
    """Return the one number in a text; None if it has none or several."""
    numbers = NUMBER.findall(text)
    return float(numbers[0].replace(",", "").replace("−", "-")) if len(numbers) == 1 else None


def drawn(ax: Axes) -> list[Artist]:
    """Return all that shows on axes, less grid and frame."""
    artists = [*ax.get_lines(), *ax.patches, *ax.collections]
    return [artist for artist in artists if artist.get_visible()]


def marks(ax: Axes) -> list[Artist]:
    """Return what is drawn on axes, less grid, frame and backgrounds."""
    return [artist for artist in drawn(ax) if artist.get_gid() not in (BACKGROUND, OUTLINE)]


def data_of(ax: Axes, artist: Artist) -> np.ndarray[Any, Any]:
    """Return the points of a mark in data units, a row each; none if it does not lie in data units."""
    points: Any = []
    if isinstance(artist, Line2D) and artist.get_transform() == ax.transData:
        points = artist.get_xydata()
    elif isinstance(artist, Patch) and artist.get_data_transform() == ax.transData:
        points = artist.get_path().transformed(artist.get_patch_transform()).vertices
    elif isinstance(artist, MarkCollection) and artist.get_offset_transform() == ax.transData:
        points = np.ma.getdata(artist.get_offsets())
    elif isinstance(artist, MarkCollection) and artist.get_transform() == ax.transData:
        points = np.concatenate([path.vertices for path in artist.get_paths()])
    points = np.asarray(points, dtype=float).reshape(-1, 2)
    finite: np.ndarray[Any, Any] = points[np.isfinite(points).all(axis=1)]
    return finite


def outside(ax: Axes, artist: Artist) -> list[str]:
    """Return whether data of a mark lie outside the axes, or outside the picture where unclipped."""
    points = data_of(ax, artist)
    clipped = artist.get_clip_on()
    places = points if clipped else ax.transData.transform(points)
    ends = ax.viewLim if clipped else ax.get_figure().bbox  # type: ignore[union-attr]
    low, high = np.array([ends.min, ends.max])
    reach = 1e-6 * (high - low)
    lost = points[((places < low - reach) | (places > high + reach)).any(axis=1)]
    return [
        f"{len(lost)} points of a mark lie outside the axes, the first at {x:g}, {y:g}"
        for x, y in lost[:1]
    ]


def colours_of(artist: Artist) -> set[str]:
    """Return the colours that an artist wears, as hexadecimal text."""
    if not artist.get_visible() or (isinstance(artist, Text) and not artist.get_text()):
        return set()
    worn = [getattr(artist, name)() for name in WORN if hasattr(artist, name)]
    return {to_hex(colour) for each in worn for colour in to_rgba_array(each) if colour[3]}
