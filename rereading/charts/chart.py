"""Charts that a page draws itself: ordinary matplotlib, drawn twice, shown with its words.

    @chart("two-bars", finding="… {share} …", subtitle="…", alt="…", table=frame, sources=[flows])
    def two_bars(ax):
        ax.barh(…)

`chart` calls the function on a wide and on a narrow drawing and shows the figure of the book (in
Jupyter: a picture with the same words). The name stays the plain function, so that a reader can
draw it anew: `fig, ax = plt.subplots(); two_bars(ax)`. Words in braces are names of the page, as in
the sentences around it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from IPython.display import display

from rereading.claims import Claim
from rereading.figures.publish import figure_of
from rereading.quantities import Origin, origins

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
) -> Callable[[Draw], Draw]:
    """Return what turns a drawing function of a page into a figure of the book, and shows it.

    The function takes axes, or axes and whether they are narrow. `finding` (the title: what the
    picture shows), `subtitle` (what is drawn, units, years) and `alt` (for those who do not see it)
    are filled with names of the page. `columns` names the columns of `table` for readers and picks
    them; without it all are shown. `sources` are tables, rows, numbers or ids of sources. `heights`
    are CSS pixels. With `sheet`, an alt text that gives the data and not the finding, worksheets can
    show the chart without its answers: without artists whose gid is `answer` or `article`.
    """

    def show(draw: Draw) -> Draw:
        names = draw.__globals__  # those of the page that defines it
        both = len(inspect.signature(draw).parameters) > 1
        claims = [value for value in names.values() if isinstance(value, Claim)]
        display(
            figure_of(
                key,
                lambda ax, narrow: draw(ax, narrow) if both else draw(ax),
                names,
                heights=heights,
                finding=finding,
                subtitle=subtitle,
                alt=alt,
                table=table,
                columns=columns or {name: str(name) for name in table.columns},
                sources=origins(*sources),
                article=[claim.asserted.value for claim in claims],
                sheet=sheet,
                download=download,
            )
        )
        return draw

    return show


def read_out(frame: pd.DataFrame, figures: int) -> str:
    """Return a table for those who hear a picture: `2010: 79, 80; 2011: 64, 79`.

    Its numbers have so many figures, as many as the picture lets a reader see.
    """
    lines = []
    for name, row in frame.iterrows():
        values = (f"{float(f'{value:.{figures}g}'):,g}".replace("nan", "none") for value in row)
        lines.append(f"{' '.join(map(str, np.atleast_1d(name)))}: {', '.join(values)}")
    return "; ".join(lines)
