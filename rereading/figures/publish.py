"""Make a drawing fit for a page: two SVGs, a PNG, a description, a caption, the numbers.

On a page of the book a figure travels as `FIGURE_MIME` and `rereading.site` writes it out; in a
plain notebook it is a picture with the same words under it.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from rereading.figures.lighter import lighter, shorten
from rereading.figures.palette import FIGURE_MIME, LIGHT
from rereading.figures.style import canvas
from rereading.figures.tables import html_table
from rereading.numbers import Number, credit, fill, source_ids

PNG_DPI = 144
Draw = Callable[..., Axes]


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as a page needs it; shows itself in a notebook."""

    key: str
    svg_wide: str  # inline, colours as variables of the page
    svg_narrow: str
    svg_file: str  # standing alone, in the light palette
    png_base64: str
    description: str  # for those who do not see the picture
    point_html: str
    caption_html: str
    sources_html: str
    table_html: str
    csv: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        alt = escape(self.description, quote=True)
        picture = (
            f'<figure><img alt="{alt}" width="720" '
            f'src="data:image/png;base64,{self.png_base64}">'
            f"<figcaption><p><strong>{self.point_html}</strong> {self.caption_html}</p>"
            f"<p><small>{self.sources_html}</small></p></figcaption></figure>"
        )
        return {
            FIGURE_MIME: asdict(self),
            "text/html": picture,
            "image/png": self.png_base64,
            "text/plain": self.description,
        }


def publish(
    key: str,
    draw: Draw,
    *data: Any,
    heights: tuple[float, float],
    description: str,
    point: str,
    caption: str,
    numbers: Mapping[str, Number],
    table: pd.DataFrame,
    columns: Mapping[str, str],
    sources: Iterable[str],
    download: pd.DataFrame | None = None,
    credited: str = "",
) -> PublishedFigure:
    """Return a figure ready for a page.

    `draw(ax, *data, narrow=…)` draws it; `heights` are those of the wide and the narrow drawing in
    CSS pixels. `point` (what it shows, in a sentence) and `caption` (what is drawn) are templates
    filled with `numbers`. `columns` names the columns of `table` for readers and picks them;
    `download` is what the CSV holds, by default the columns of the table. `sources` are source ids;
    `credited` names, in words, sources that the book does not list.
    """
    wide, png = _draw(draw, data, heights[0], narrow=False)
    narrow, _ = _draw(draw, data, heights[1], narrow=True)
    cited = [name for name in ("source_id",) if name in table and name not in columns]
    shown = table[[*columns, *cited]]
    return PublishedFigure(
        key=key,
        svg_wide=_inline(wide, f"{key}-w"),
        svg_narrow=_inline(narrow, f"{key}-n"),
        svg_file=shorten(wide),
        png_base64=base64.b64encode(png).decode("ascii"),
        description=" ".join(description.split()),
        point_html=fill(point, numbers),
        caption_html=fill(caption, numbers),
        sources_html=escape(f"Sources: {credited or credit(source_ids(sources), most=3)}."),
        table_html=html_table(shown, columns, caption=fill(point, numbers, html=False)),
        csv=(shown if download is None else download).to_csv(index=False, lineterminator="\n"),
    )


def _draw(draw: Draw, data: tuple[Any, ...], height: float, *, narrow: bool) -> tuple[str, bytes]:
    svg, png = io.StringIO(), io.BytesIO()
    with canvas(narrow, height) as (figure, ax):
        draw(ax, *data, narrow=narrow)
        # Lay out once; left on, the engine would do so again for each file.
        engine = figure.get_layout_engine()
        assert engine is not None
        engine.execute(figure)
        figure.set_layout_engine(None)
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        if not narrow:
            figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": None})
    return svg.getvalue(), png.getvalue()


def _inline(svg: str, prefix: str) -> str:
    """Return an SVG for use inside a page: colours as variables, ids unique on the page."""
    body = shorten(svg[svg.index("<svg") :])
    # A style inside an SVG rules the whole page; book.css says the same for drawings alone.
    body = re.sub(r"<(metadata|style)\b.*?</\1>", "", body, flags=re.S)
    body = re.sub(r'(<svg[^>]*?) (?:width|height)="[^"]*"', r"\1", body)
    body = re.sub(r'(<svg[^>]*?) (?:width|height)="[^"]*"', r"\1", body)
    body = re.sub(r'<svg ([^>]*?)xmlns:xlink="[^"]*" ?', r"<svg \1", body)
    body = body.replace("xlink:href", "href")
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', body))
    for number, name in enumerate(sorted(used)):
        body = body.replace(f"#{name}", f"#{prefix}-{number}")
        body = body.replace(f'id="{name}"', f'id="{prefix}-{number}"')
    body = re.sub(rf' id="(?!{re.escape(prefix)}-)[^"]*"', "", body)
    # The page chooses the typeface; the drawing keeps its sizes.
    body = re.sub(r"font-family: ?[^;\"]*;? ?", "", body)
    for role, value in LIGHT.items():
        body = body.replace(value, f"var(--{role})")
    # As attributes the same words are shorter, and a strict content security policy takes them.
    body = re.sub(r' style="([^"]*)"', _as_attributes, body)
    return lighter(re.sub(r">\s+<", "><", body).strip())


def _as_attributes(style: re.Match[str]) -> str:
    pairs = (pair.split(":", 1) for pair in style[1].split(";") if pair.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
