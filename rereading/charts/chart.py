"""Charts that a page draws itself: ordinary matplotlib, drawn twice, shown with its words.

    @chart("two-bars", finding="… {share} …", subtitle="…", alt="…", table=frame, sources=[flows])
    def two_bars(ax):
        ax.barh(…)

`chart` calls the function on a wide and on a narrow drawing and shows the figure of the book (in
Jupyter: a picture with the same words). The name stays the plain function, so that a reader can
draw it anew: `fig, ax = plt.subplots(); two_bars(ax)`. Words in braces are names of the page, as in
the sentences around it.
"""

import inspect
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from IPython.display import display

from rereading.credits import credit, source_ids
from rereading.figures.publish import PublishedFigure, draw_with, inline, shorten
from rereading.figures.style import NARROW, SHEET, WIDE
from rereading.figures.tables import show_table
from rereading.quantities import Origin, fill, origins

Draw = TypeVar("Draw", bound=Callable[..., Any])


def chart(
    key: str,
    *,
    finding: str,
    subtitle: str,
    alt: str,
    table: pd.DataFrame,
    sources: Iterable[Origin],
    columns: Mapping[str, str] | None = None,
    heights: tuple[float, float] = (330, 300),
    sheet: str = "",
    download: pd.DataFrame | None = None,
    credited: str = "",
) -> Callable[[Draw], Draw]:
    """Return what turns a drawing function of a page into a figure of the book, and shows it.

    The function takes axes, or axes and whether they are narrow. `finding` (the title: what the
    picture shows), `subtitle` (what is drawn, units, years) and `alt` (for those who do not see it)
    are filled with names of the page. `columns` names the columns of `table` for readers and picks
    them; `download` is what the CSV holds, by default the same. `credited` names, in words, sources
    that the book does not list. `heights` are CSS pixels. With `sheet`, an alt text that gives the
    data and not the finding, worksheets can show the chart without artists whose gid is `answer` or
    `article`.
    """
    named = columns or {name: str(name) for name in table.columns}
    shown = table[[*named, *(["source_id"] * ("source_id" in table and "source_id" not in named))]]
    numbers = shown if download is None else download

    def show(draw: Draw) -> Draw:
        names = draw.__globals__  # those of the page that defines it
        both = len(inspect.signature(draw).parameters) > 1

        def drawn(width: int, answers: bool = True) -> tuple[str, bytes, list[str]]:
            narrow = width == NARROW
            drawing = (lambda ax: draw(ax, narrow)) if both else draw
            return draw_with(drawing, heights[narrow], key, width, answers)

        def plain(words: str) -> str:
            return " ".join(fill(words, names, html=False).split())

        (wide, png, facts), (narrow, _, facts_narrow) = drawn(WIDE), drawn(NARROW)
        asked, asked_narrow = (
            drawn(width, answers=False)[0] if sheet else "" for width in (SHEET, NARROW)
        )
        credits = credited or credit(source_ids(origins(*sources)), most=3)
        figure = PublishedFigure(
            key=key,
            svg_wide=inline(wide, f"{key}-w"),
            svg_narrow=inline(narrow, f"{key}-n"),
            svg_sheet=inline(asked, f"{key}-s"),
            svg_sheet_narrow=inline(asked_narrow, f"{key}-t"),
            svg_file=shorten(wide),
            png_base64=b64encode(png).decode("ascii"),
            alt=plain(alt),
            alt_sheet=plain(sheet),
            finding_html=fill(finding, names),
            subtitle_html=fill(subtitle, names),
            sources_html=escape(f"Sources: {credits}."),
            table_html=str(show_table(shown, named, caption=plain(finding))),
            csv=numbers.to_csv(index=False, lineterminator="\n"),
            numeric=tuple(numbers.select_dtypes("number").columns),
            facts=(*facts, *(fact for fact in facts_narrow if fact not in facts)),
        )
        display(figure)
        return draw

    return show


def read_out(frame: pd.DataFrame, figures: int) -> str:
    """Return a table for those who hear a picture, `2010: 79, 80; 2011: 64, 79`, to so many `figures`."""
    said = frame.map(lambda value: f"{float(f'{value:.{figures}g}'):,g}".replace("nan", "none"))
    names = (" ".join(map(str, np.atleast_1d(name))) for name in frame.index)
    lines = zip(names, said.to_numpy(), strict=True)
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in lines)
