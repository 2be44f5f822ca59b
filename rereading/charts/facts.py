"""What a drawing shows, in lines that a list of results can hold: words, ranges, ends of lines.

Whatever misleads and breaks no rule of the guard moves a line here: names of two lines exchanged, a
bar from another column, years that are missing, one kind of mark in the place of another.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text

from rereading.charts.guard import ARTICLE, data_of, marks, straight, texts, tick_labels
from rereading.evidence import GRADES
from rereading.figures.palette import LIGHT

ROLES = {colour: role for role, colour in LIGHT.items()}
ROW_PX = 6  # words whose middles differ by less stand in one row


def facts(figure: Figure) -> list[str]:
    """Return what a laid-out drawing shows: its words, then for each of its axes what is drawn."""
    lines = [f"words: {words_in_order(figure)}"]
    for ax in figure.axes:
        lines += axes_of(ax)
        drawn = [artist for artist in marks(ax) if len(data_of(ax, artist)) or artist.get_gid()]
        lines += [line for artist in drawn if (line := line_of(ax, artist))]
        lines += bars_of(ax)
        lines += grades_of(drawn)
    return lines


def words_in_order(figure: Figure) -> str:
    """Return all words but the ticks', row by row, each with its colour's role where not ink."""
    named = {
        label
        for ax in figure.axes
        for axis in (ax.xaxis, ax.yaxis)
        for _, label in tick_labels(axis)
    }
    renderer = FigureCanvasAgg(figure).get_renderer()
    placed = []
    for text in texts(figure):
        if text in named:
            continue
        if isinstance(text, Annotation):
            text.update_positions(renderer)
        box = Text.get_window_extent(text, renderer)
        said = " ".join(text.get_text().split())
        role = ROLES.get(to_hex(text.get_color()), "own")
        row = -round((box.y0 + box.y1) / 2 / ROW_PX)
        placed.append((row, round(box.x0), said if role == "ink" else f"{said} ({role})"))
    return " | ".join(said for _, _, said in sorted(placed))


def axes_of(ax: Axes) -> list[str]:
    """Return the range and the ticks of both axes; none of axes that are switched off."""
    return [
        f"{name} {axis.get_scale()} {number(low)} to {number(high)}"
        f"{': ' * bool(ticks)}{', '.join(ticks)}"
        for name, axis in (("x", ax.xaxis), ("y", ax.yaxis))
        for low, high in [axis.get_view_interval()]
        for ticks in [
            [
                f"{' '.join(t.get_text().split())} at {number(p)}"
                for p, t in tick_labels(axis)
                if t.get_text()
            ]
        ]
        if ax.axison
    ]


def line_of(ax: Axes, artist: Artist) -> str:
    """Return what one line or cloud of points shows: its name, its look, its last point, its ranges."""
    if artist.get_gid() == ARTICLE and isinstance(artist, Line2D):
        place = straight(artist)
        return f"the article's mark at {'several places' if place is None else number(place)}"
    points = data_of(ax, artist)
    if not len(points) or isinstance(artist, Rectangle) or artist.get_gid() in GRADES:
        return ""
    name = str(artist.get_label())
    named = "" if name.startswith("_") else f" “{name}”"
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    last = ", ".join(map(number, points[-1]))
    return (
        f"{type(artist).__name__}{named} {look(artist)}: {len(points)} points, x {number(x0)} to "
        f"{number(x1)}, y {number(y0)} to {number(y1)}, last {last}"
    )


def look(artist: Artist) -> str:
    """Return the role of a mark's colour and, of a line, its style, marker and filling."""
    if isinstance(artist, Line2D):
        filled = ROLES.get(to_hex(artist.get_markerfacecolor()), "own")
        shape = (
            f" {artist.get_marker()} {filled}" if artist.get_marker() not in ("None", "") else ""
        )
        return f"{ROLES.get(to_hex(artist.get_color()), 'own')} {artist.get_linestyle()}{shape}"
    faces = np.atleast_2d(artist.get_facecolor())  # type: ignore[attr-defined]
    roles = sorted(
        {ROLES.get(to_hex(face), "own") if face[3] else "hollow" for face in faces if len(face)}
    )
    return "+".join(roles) or "hollow"


def bars_of(ax: Axes) -> list[str]:
    """Return for the bars of each colour how many there are, and their lengths."""
    groups: dict[str, list[tuple[float, float]]] = {}
    for artist in marks(ax):
        if isinstance(artist, Rectangle) and len(data_of(ax, artist)):
            groups.setdefault(look(artist), []).append((artist.get_width(), artist.get_height()))
    return [
        f"{len(sizes)} bars {role}: widths {summed([w for w, _ in sizes])}, "
        f"heights {summed([h for _, h in sizes])}"
        for role, sizes in groups.items()
    ]


def grades_of(drawn: list[Artist]) -> list[str]:
    """Return how many marks show each grade of evidence, and how they are filled."""
    shown: Counter[str] = Counter()
    for artist in drawn:
        if artist.get_gid() in GRADES and isinstance(artist, Line2D):
            hollow = to_hex(artist.get_markerfacecolor()) == LIGHT["paper"]
            shown[f"{artist.get_gid()} {'hollow' if hollow else artist.get_fillstyle()}"] += 1
    return [f"grade {grade}: {count} marks" for grade, count in sorted(shown.items())]


def summed(values: list[float]) -> str:
    """Return the values themselves if they are few, else their number, ends and sum."""
    if len(set(values)) == 1:
        return f"all {number(values[0])}"
    if len(values) <= 12:
        return ", ".join(map(number, values))
    return f"{number(min(values))} to {number(max(values))}, in all {number(sum(values))}"


def number(value: Any) -> str:
    """Return a number to five digits: more would differ from machine to machine."""
    return f"{float(value):.5g}"
