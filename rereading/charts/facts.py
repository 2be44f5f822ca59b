"""What a drawing shows, in lines that a list of results can hold: words, ranges, ends of lines.

Whatever misleads and breaks no rule of the guard moves a line here: names of two lines exchanged, a
bar from another column, years that are missing, one kind of mark in the place of another.
"""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from rereading.charts import guard

ROW_PX = 6  # words whose middles differ by less stand in one row


def facts(figure: Figure) -> list[str]:
    """Return what a laid-out drawing shows: its words, then for each of its axes what is drawn."""
    lines = [f"words: {words_in_order(figure)}"]
    for ax in figure.axes:
        lines += [*axes_of(ax), *marks_of(ax)]
    return lines


def words_in_order(figure: Figure) -> str:
    """Return all words but the ticks', row by row, each with its colour's role where not ink."""
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]
    ticks = {label for axis in axes for _, label in guard.tick_labels(axis)}
    placed = []
    for text, box in guard.boxes_of(figure):
        if text not in ticks:
            role = guard.ROLES.get(to_hex(text.get_color()), "own")
            words = words_of(text) + f" ({role})" * (role != "ink")
            placed.append((-round((box.y0 + box.y1) / 2 / ROW_PX), round(box.x0), words))
    return " | ".join(words for _, _, words in sorted(placed))


def words_of(text: Text) -> str:
    """Return what a text says, in one line."""
    return " ".join(text.get_text().split())


def axes_of(ax: Axes) -> list[str]:
    """Return the range and the ticks of both axes; none of axes that are switched off."""
    lines = []
    for name, axis in (("x", ax.xaxis), ("y", ax.yaxis)) if ax.axison else ():
        low, high = axis.get_view_interval()
        named = [(place, words_of(label)) for place, label in guard.tick_labels(axis)]
        ticks = ", ".join(f"{said} at {number(place)}" for place, said in named if said)
        line = f"{name} {axis.get_scale()} {number(low)} to {number(high)}: {ticks}"
        lines.append(line.removesuffix(": "))
    return lines


def marks_of(ax: Axes) -> list[str]:
    """Return for all marks that look alike how many they are, their ranges, last point and sums."""
    alike: dict[str, list[np.ndarray[Any, Any]]] = {}
    for artist in guard.drawn(ax):
        if artist.get_gid() == guard.ARTICLE and (place := straight(artist)) is not None:
            alike[f"the article's mark at {number(place)}"] = []
        elif len(points := guard.data_of(ax, artist)):
            alike.setdefault(look(artist), []).append(points)
        elif (place := straight(artist)) is not None:
            alike[f"{look(artist)} line at {number(place)}"] = []
    return [name + spread_of(drawn) if drawn else name for name, drawn in alike.items()]


def straight(artist: Artist) -> float | None:
    """Return where an upright or level line stands; None for other marks."""
    if not isinstance(artist, Line2D) or len(artist.get_xdata()) < 2:  # type: ignore[arg-type]
        return None
    sides = [np.unique(np.asarray(side, dtype=float)) for side in artist.get_data()]
    fixed = [values[0] for values in sides if len(values) == 1]
    return float(fixed[0]) if len(fixed) == 1 else None


def spread_of(drawn: list[np.ndarray[Any, Any]]) -> str:
    """Return how many marks and points there are, their ranges, the last point, weighted sums."""
    points = np.concatenate(drawn)
    ends = zip(points.min(axis=0), points.max(axis=0), strict=True)
    x, y = (f"{number(low)} to {number(high)}" for low, high in ends)
    # Values exchanged show; what cancels out is nought on every machine.
    by_order = np.round(np.arange(1, len(points) + 1) @ points, 6) + 0.0
    last, total = (", ".join(map(number, pair)) for pair in (points[-1], by_order))
    return f": {len(drawn)} with {len(points)} points, x {x}, y {y}, last {last}, by order {total}"


def look(artist: Artist) -> str:
    """Return the kind of a mark, its name and grade, its colours' roles and, of a line, its style."""
    name, gid = str(artist.get_label()), artist.get_gid() or ""
    named = f"“{name}”" if name and not name.startswith("_") else ""
    worn = guard.colours_of(artist)
    roles = "+".join(sorted(guard.ROLES.get(colour, "own") for colour in worn)) or "hollow"
    said = [type(artist).__name__, named, gid, roles]
    if isinstance(artist, Line2D):
        said += [str(artist.get_linestyle()), str(artist.get_marker()), artist.get_fillstyle()]
    if isinstance(artist, PathCollection):
        said += ["sizes", number(np.sum(artist.get_sizes()))]
    return " ".join(filter(None, said))


def number(value: Any) -> str:
    """Return a number to five digits: more would differ from machine to machine."""
    return f"{float(value):.5g}"
