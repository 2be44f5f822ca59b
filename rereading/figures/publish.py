"""Make a drawing fit for a page: SVGs, a PNG, the words around it, the numbers behind it.

On a page of the book a figure travels as `FIGURE_MIME` and `rereading.site` writes it out; in a
plain notebook it is a picture with the same words.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import pandas as pd

from rereading.charts.facts import facts
from rereading.charts.guard import FALLBACK, faults, typeface
from rereading.credits import credit, source_ids
from rereading.figures.palette import FIGURE_MIME, LIGHT
from rereading.figures.style import canvas
from rereading.figures.tables import html_table
from rereading.prose import building, note
from rereading.quantities import fill

PNG_DPI = 144
Draw = Callable[..., Any]
# What a sheet for a class leaves out: artists with one of these gids.
ANSWERS = ("answer", "article")


@dataclass(frozen=True)
class Drawing:
    """One drawing: an SVG as matplotlib writes it, a PNG of wide ones, what it draws in words."""

    svg: str
    png: bytes
    facts: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class PublishedFigure:
    """A figure as a page needs it; shows itself in a notebook."""

    key: str
    svg_wide: str  # inline, colours as variables of the page
    svg_narrow: str
    svg_sheet: str  # at the width of a printed page, without answers; "" if no sheet asks for it
    svg_file: str  # standing alone, in the light palette
    png_base64: str
    alt: str  # for those who do not see the picture
    alt_sheet: str
    finding_html: str
    subtitle_html: str
    sources_html: str
    table_html: str
    csv: str
    facts: tuple[str, ...]  # what is drawn, for the list of results

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        picture = (
            f"<figure><figcaption><p><strong>{self.finding_html}</strong><br>"
            f"{self.subtitle_html}</p></figcaption>"
            f'<img alt="{escape(self.alt, quote=True)}" width="720" '
            f'src="data:image/png;base64,{self.png_base64}">'
            f"<p><small>{self.sources_html}</small></p></figure>"
        )
        return {
            FIGURE_MIME: asdict(self),
            "text/html": picture,
            "image/png": self.png_base64,
            "text/plain": self.alt,
        }


def draw_with(
    draw: Draw,
    height: float,
    key: str,
    *,
    narrow: bool = False,
    sheet: bool = False,
    article: Collection[float] = (),
) -> Drawing:
    """Return what `draw(ax)` draws, `height` CSS pixels high.

    A build refuses a drawing that would mislead or cannot be read (see `guard`).
    `article` are the values that the accent may mark. A sheet is drawn without its answers.
    """
    svg, png = io.StringIO(), io.BytesIO()
    with canvas(narrow, height, sheet=sheet) as (figure, ax):
        draw(ax)
        if sheet:
            for artist in figure.findobj(lambda artist: artist.get_gid() in ANSWERS):
                artist.set_visible(False)
        # Lay out once (left on, the engine would do so again for each file), with room for the wider
        # face of a reader's machine that does not get the book's.
        engine = figure.get_layout_engine()
        assert engine is not None
        with typeface(figure, FALLBACK):
            engine.execute(figure)
        figure.set_layout_engine("none")
        for fault in faults(figure, article) if building() else ():
            note(f"Chart {key}, {figure.bbox.width:.0f} wide: {fault}")
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        if not narrow and not sheet:
            figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": None})
        return Drawing(svg.getvalue(), png.getvalue(), tuple(facts(figure) if building() else ()))


def figure_of(
    key: str,
    draw: Draw,
    places: Mapping[str, Any],
    *,
    heights: tuple[float, float],
    finding: str,
    subtitle: str,
    alt: str,
    table: pd.DataFrame,
    columns: Mapping[str, str],
    sources: Iterable[str],
    article: Collection[float] = (),
    sheet: str = "",
    download: pd.DataFrame | None = None,
    credited: str = "",
) -> PublishedFigure:
    """Return a figure ready for a page.

    `draw(ax, narrow)` draws it; `heights` are those of the wide and the narrow drawing in CSS
    pixels. `finding` (what it shows, its title), `subtitle` (what is drawn, units, years) and `alt`
    are templates filled with `places`. `columns` names the columns of `table` for readers and
    picks them; `download` is what the CSV holds, by default the columns of the table. `sources` are
    source ids; `credited` names, in words, sources that the book does not list. With `sheet`, an
    alt text that gives the data and not the finding, it is also drawn for a sheet, without answers.
    """
    wide = draw_with(lambda ax: draw(ax, False), heights[0], key, article=article)
    narrow = draw_with(lambda ax: draw(ax, True), heights[1], key, narrow=True, article=article)
    on_sheet = ""
    if sheet:
        drawn = draw_with(lambda ax: draw(ax, False), heights[0], key, sheet=True, article=article)
        on_sheet = _inline(drawn.svg, f"{key}-s")
    cited = [name for name in ("source_id",) if name in table and name not in columns]
    shown = table[[*columns, *cited]]
    title = fill(finding, places, html=False)
    return PublishedFigure(
        key=key,
        svg_wide=_inline(wide.svg, f"{key}-w"),
        svg_narrow=_inline(narrow.svg, f"{key}-n"),
        svg_sheet=on_sheet,
        svg_file=shorten(wide.svg),
        png_base64=base64.b64encode(wide.png).decode("ascii"),
        alt=" ".join(fill(alt, places, html=False).split()),
        alt_sheet=" ".join(fill(sheet, places, html=False).split()),
        finding_html=fill(finding, places),
        subtitle_html=fill(subtitle, places),
        sources_html=escape(f"Sources: {credited or credit(source_ids(sources), most=3)}."),
        table_html=html_table(shown, columns, caption=title),
        csv=(shown if download is None else download).to_csv(index=False, lineterminator="\n"),
        facts=(*wide.facts, *(f for f in narrow.facts if f not in wide.facts)),
    )


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
    body = re.sub(r' id="(step-\d)"', r' class="\1"', body)  # the page shows them one by one
    body = re.sub(rf' id="(?!{re.escape(prefix)}-)[^"]*"', "", body)
    # The page chooses the typeface; the drawing keeps its sizes.
    body = re.sub(r"font-family: ?[^;\"]*;? ?", "", body)
    for role, value in LIGHT.items():
        body = body.replace(value, f"var(--{role})")
    # As attributes the same words are shorter, and a strict content security policy takes them.
    body = re.sub(r' style="([^"]*)"', _as_attributes, body)
    return re.sub(r">\s+<", "><", body).strip()


def shorten(svg: str) -> str:
    """Round the numbers of an SVG to hundredths of a pixel: half the bytes, the same picture."""
    return re.sub(
        r"(?<![#\w])-?\d+\.\d{3,}", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), svg
    )


def _as_attributes(style: re.Match[str]) -> str:
    pairs = (pair.split(":", 1) for pair in style[1].split(";") if pair.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
