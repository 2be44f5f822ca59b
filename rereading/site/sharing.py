"""The picture that goes with a page where its address is shared: its first chart under its finding."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from rereading.figures.palette import INK, MUTED, PAPER
from rereading.site.metadata import BOOK
from rereading.site.render import FOLDER
from rereading.site.search import words

SIZE = (1200, 630)  # pixels, as social media ask for
COLOURS = 64  # a chart has few, and the file is a third as heavy


def setup(app: Sphinx) -> None:
    """Register the pictures."""
    app.connect("html-page-context", add_card)


def add_card(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    """Write the picture of a page that draws a chart; the others share that of the front page."""
    charts = app.env.domaindata["book"]["charts"]
    drawn_by = page if charts.get(page) else app.config.root_doc
    if not charts.get(drawn_by):
        return
    chart = next(iter(charts[drawn_by].values()))
    name = f"{FOLDER}/{drawn_by.rsplit('/', 1)[-1]}-card.png"
    context["card"] = {"path": name, "alt": f"{words(chart['finding_html'])} {chart['alt']}"}
    if drawn_by == page:
        file = Path(app.outdir) / name
        file.parent.mkdir(exist_ok=True)
        finding = words(chart["finding_html"])
        file.write_bytes(card(base64.b64decode(chart["png_base64"]), finding))


def card(chart: bytes, title: str, size: tuple[int, int] = SIZE, under: str = BOOK) -> bytes:
    """Return a PNG of `size` pixels with a chart, given as a PNG, below a title.

    `under` is the line at its foot. The same to the byte for the same chart and words.
    """
    # Imported here, so that a build which draws nothing need not load them.
    from matplotlib import get_data_path  # noqa: PLC0415
    from PIL import Image, ImageChops, ImageDraw, ImageFont  # noqa: PLC0415

    width, height = size
    edge = 48
    faces = Path(get_data_path()) / "fonts" / "ttf"
    large = ImageFont.truetype(faces / "DejaVuSans-Bold.ttf", 40)
    small = ImageFont.truetype(faces / "DejaVuSans.ttf", 22)
    picture = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(picture)
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if large.getlength(longer) <= width - 2 * edge:
            lines[-1] = longer
        else:
            lines.append(word)
    draw.multiline_text((edge, edge - 8), "\n".join(lines), INK, large, spacing=10)
    draw.text((edge, height - edge + 20), under, MUTED, small, anchor="ls")
    top = edge + 52 * len(lines) + 14
    drawn = Image.open(io.BytesIO(chart)).convert("RGB")
    drawn = drawn.crop(ImageChops.invert(drawn).getbbox())
    room = (width - 2 * edge, height - edge - top - 14)
    scale = min(room[0] / drawn.width, room[1] / drawn.height)
    drawn = drawn.resize((round(drawn.width * scale), round(drawn.height * scale)))
    picture.paste(drawn, ((width - drawn.width) // 2, top + (room[1] - drawn.height) // 2))
    file = io.BytesIO()
    picture.quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
