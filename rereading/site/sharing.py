"""The picture that goes with a page where its address is shared: its first chart under its finding."""

import base64
import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps
from sphinx.application import Sphinx

import rereading.figures
from rereading.figures.palette import INK, MUTED, PAPER
from rereading.site.metadata import BOOK
from rereading.site.place import charts
from rereading.site.render import FOLDER
from rereading.site.search import words

FACES = Path(rereading.figures.__file__).parent / "faces"
SIZE = (1200, 630)  # pixels, as social media ask for
EDGE, LINE = 48, 56  # pixels: left free at each side, from one line of the title to the next
COLOURS = 64  # a chart has few, and the file is a third as heavy


def setup(app: Sphinx) -> None:
    """Register the pictures."""
    app.connect("html-page-context", add_card)


def add_card(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    """Write the picture of a page that draws a chart; the others share that of the front page."""
    drawn = charts(app.env)
    drawn_by = page if drawn.get(page) else app.config.root_doc
    if not drawn.get(drawn_by):
        return
    chart = next(iter(drawn[drawn_by].values()))
    finding = words(chart["finding_html"])
    name = f"{FOLDER}/{drawn_by.rsplit('/', 1)[-1]}-card.png"
    context["card"] = {"path": name, "alt": f"{finding} {chart['alt']}"}
    if drawn_by == page:
        file = Path(app.outdir) / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(card(base64.b64decode(chart["png_base64"]), finding))


def card(chart: bytes, title: str, size: tuple[int, int] = SIZE, under: str = BOOK) -> bytes:
    """Return a PNG of `size` pixels: a chart (a PNG) below a title, above the line `under`."""
    width, height = size
    picture = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(picture)
    large = ImageFont.truetype(FACES / "sans-bold.ttf", 46)
    small = ImageFont.truetype(FACES / "sans-regular.ttf", 24)
    lines = broken(title, large, width - 2 * EDGE)
    for number, line in enumerate(lines):
        draw.text((EDGE, EDGE + LINE * number), line, INK, large, anchor="lt")
    draw.text((EDGE, height - EDGE // 2), under, MUTED, small, anchor="ls")
    top = EDGE + LINE * len(lines) + EDGE // 4
    room = (width - 2 * EDGE, height - top - (EDGE + EDGE // 2 if under else EDGE))
    drawn = Image.open(io.BytesIO(chart)).convert("RGB")
    drawn = drawn.crop(ImageChops.invert(drawn).getbbox())  # its white margin
    picture.paste(ImageOps.pad(drawn, room, color=PAPER), (EDGE, top))
    file = io.BytesIO()
    # By how far colours lie apart: a thin line in the accent keeps its colour.
    picture = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def broken(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return a text in lines of at most `width` pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
