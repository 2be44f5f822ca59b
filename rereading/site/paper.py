"""`python -m rereading.site.paper`: the whole book as one PDF, printed by Chromium.

The pages of the built site become one document with a title page and contents. It is printed twice:
the first time tells on which page each place lies, the second has these numbers in its contents.
"""

import io
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter

from rereading.site.build import SITE
from rereading.site.chapters import contents, data_address, read_chapters, title_page
from rereading.site.metadata import AUTHOR, BOOK, SUBTITLE
from rereading.site.printing import NO_CHROMIUM, empty_page, find_chromium, pdf_of

PDF = Path("_build") / "fifty-six-percent-of-what.pdf"
DOCUMENT = """<!DOCTYPE html>
<html lang="en" data-theme="light"><head><meta charset="utf-8"><title>{title}</title>
<style>{styles}</style></head><body>{cover}
<nav class="paper-contents"><p class="book-contents">Contents</p>{contents}</nav>
{chapters}</body></html>
"""
STYLES = ("_static/palette.css", "_static/book.css")
NUMBER = """pages => document.querySelectorAll("nav a, .to-solution a").forEach(
link => { link.dataset.page = pages[link.hash.slice(1)]; })"""


def main(root: Path) -> None:
    """Print the built book below `root`; end in a sentence where there is no browser."""
    chromium = find_chromium() or sys.exit(NO_CHROMIUM)
    (root / PDF).write_bytes(printed(root / SITE, root, chromium))
    print(f"The book is printed. Open {PDF}")


def printed(site: Path, root: Path, chromium: str) -> bytes:
    """Return the book below `root` as built in `site` as PDF."""
    with empty_page(chromium) as page:
        page.set_content(document(site, root))
        page.evaluate("document.fonts.ready.then(() => true)")
        first = pages_of_places(pdf_of(page, outline=True))
        page.evaluate(NUMBER, first)
        pdf = pdf_of(page, outline=True)
    assert pages_of_places(pdf) == first, "the contents changed the pages that they number"
    return finished(pdf)


def document(site: Path, root: Path) -> str:
    """Return the book as one HTML document that needs no other file."""
    chapters = read_chapters(site, root, "wide")
    files = [*(site / name for name in STYLES), root / "book" / "_static" / "print.css"]
    styles = "".join(file.read_text("utf-8") for file in files)
    styles = styles.replace("font-display: optional", "font-display: block")  # paper can wait
    for face in (site / "_static" / "faces").glob("*.woff2"):
        styles = styles.replace(f"faces/{face.name}", data_address(face.name, face.read_bytes()))
    for chapter in chapters:
        # At the head of each sheet of paper stands the title of its chapter.
        title, sheet = json.dumps(chapter.title, ensure_ascii=False), f"sheet-{chapter.slug}"
        styles += f"@page {sheet} {{ @top-left {{ content: {title}; }} }}\n"
        chapter.body["style"] = f"page: {sheet}"
        for figure in chapter.body.select("figure"):
            figure["role"] = "group"  # in a tagged PDF its picture alone is a figure
    return DOCUMENT.format(
        title=BOOK,
        styles=styles,
        cover=title_page(chapters, root),
        contents=contents(chapters),
        chapters="".join(chapter.html() for chapter in chapters),
    )


def pages_of_places(pdf: bytes) -> dict[str, int]:
    """Return on which page, counted from one, each place lies that a link leads to."""
    reader = PdfReader(io.BytesIO(pdf))
    return {
        name.removeprefix("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }


def finished(pdf: bytes) -> bytes:
    """Return a PDF that says whose it is, and in which each letter is found."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.add_metadata({"/Author": AUTHOR, "/Subject": SUBTITLE})
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in (font.get_object() for font in resources.get("/Font", {}).values()):
            if "/ToUnicode" in font:
                font["/ToUnicode"].set_data(readable(font["/ToUnicode"].get_data()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def readable(glyphs: bytes) -> bytes:
    """Return what a font's glyphs mean, Chinese characters as characters.

    Chromium takes the first code that shares a glyph, and so writes some of them as the radicals of
    dictionaries, under which no search finds them.
    """

    def with_character(line: re.Match[bytes]) -> bytes:
        character = unicodedata.normalize("NFKC", chr(int(line[2], 16)))
        return line[1] + b"<%04X>" % ord(character)

    return re.sub(rb"(?m)^(<[0-9A-F]+> )<(2[EF][0-9A-F]{2})>$", with_character, glyphs)


if __name__ == "__main__":
    main(Path(__file__).resolve().parents[2])
