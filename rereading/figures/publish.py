"""Make a drawing fit for a page: SVGs and a PNG, checked; what a page needs of a figure.

On a page of the book a figure travels as `FIGURE_MIME` and `rereading.site` writes it out; in a
plain notebook it is a picture with the same words.
"""

import io
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes

from rereading.charts.facts import facts
from rereading.charts.guard import FALLBACK, faults, typeface
from rereading.figures.palette import FIGURE_MIME, LIGHT
from rereading.figures.style import WIDE, canvas
from rereading.prose import building, note

PNG_DPI = 144
# What a sheet for a class leaves out: artists with one of these gids.
ANSWERS = ("answer", "article")


@dataclass(frozen=True, repr=False)
class PublishedFigure:
    """A figure as a page needs it; shows itself in a notebook."""

    key: str
    svg_wide: str  # inline, colours as variables of the page
    svg_narrow: str
    svg_sheet: str  # at the width of a printed page, without answers; "" if no sheet asks for it
    svg_sheet_narrow: str  # the same for a phone
    svg_file: str  # standing alone, in the light palette
    png_base64: str
    alt: str  # for those who do not see the picture
    alt_sheet: str
    finding_html: str
    subtitle_html: str
    sources_html: str
    table_html: str
    csv: str
    numeric: tuple[str, ...]  # which columns of the CSV are numbers
    facts: tuple[str, ...]  # what is drawn, for the list of results

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        picture = (
            f"<figure><figcaption><p><strong>{self.finding_html}</strong><br>"
            f"{self.subtitle_html}</p></figcaption>"
            f'<img alt="{escape(self.alt)}" width="720" '
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
    draw: Callable[[Axes], Any],
    height: float,
    key: str,
    width: int,
    answers: bool,
) -> tuple[str, bytes, list[str]]:
    """Return what `draw(ax)` draws: its SVG, its PNG, and what it shows in words (see `facts`).

    `height` and `width` are CSS pixels. A build refuses what misleads or cannot be read (see
    `guard`). Without `answers` what bears the gid of one is left out. Only what is as wide as a
    column has a PNG, and outside a build nothing else is drawn: a notebook shows no other.
    """
    svg, png = io.StringIO(), io.BytesIO()
    if not building() and width != WIDE:
        return "", b"", []
    with canvas(width, height) as (figure, ax):
        draw(ax)
        if not answers:
            for artist in figure.findobj(lambda artist: artist.get_gid() in ANSWERS):
                artist.set_visible(False)
        # Lay out once (left on, the engine would do so again for each file), with room for the wider
        # face of a reader's machine that does not get the book's.
        with typeface(figure, FALLBACK):
            figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]
        with mpl.rc_context({"figure.constrained_layout.use": False}):
            figure.set_layout_engine(None)  # "none" would leave one that draws twice for each file
        for fault in faults(figure) if building() else ():
            note(f"Chart {key}, {width} wide: {fault}")
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        if width == WIDE:
            figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": None})
        return svg.getvalue(), png.getvalue(), facts(figure) if building() else []


def inline(svg: str, prefix: str) -> str:
    """Return an SVG for use inside a page: colours as variables, ids unique on the page."""
    body = shorten(svg[svg.find("<svg") :])
    # A style inside an SVG rules the whole page; book.css says the same for drawings alone.
    body = re.sub(r"<(metadata|style)\b.*?</\1>", "", body, flags=re.S)
    head, end, rest = body.partition(">")  # of nothing nothing
    head = re.sub(r' (?:width|height|xmlns:xlink)="[^"]*"', "", head)
    body = f"{head}{end}{rest}".replace("xlink:href", "href")
    for number, name in enumerate(sorted({*re.findall(r'(?:href="#|url\(#)([^")]+)', body)})):
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
