"""`python -m rereading.site.paper`: the whole book as one PDF, printed by Chromium.

The pages of the built site become one document with a title page and contents. It is printed twice:
the first time tells on which page each heading stands, the second has these numbers in its contents.
"""

from __future__ import annotations

import base64
import io
import mimetypes
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from rereading.site import build
from rereading.site.chapters import (
    AUTHOR,
    LANGUAGE,
    SUBTITLE,
    TITLE,
    Book,
    Chapter,
    own_ids,
    read_book,
)
from rereading.site.printing import QUIET, find_chromium
from rereading.site.still import new_tag

PDF = Path("_build") / "fifty-six-percent-of-what.pdf"
NO_CHROMIUM = (
    "Printing needs Chromium or Chrome, and there is none on this machine "
    "(Debian and Ubuntu: apt install chromium fonts-noto-cjk fonts-liberation)."
)
OLDEST_CHROMIUM = 131  # the first that prints page numbers as the style sheet asks
TOO_OLD = f"Printing needs Chromium or Chrome {OLDEST_CHROMIUM} or newer."
EMPTY = "000"  # as wide as the page numbers that take its place
COVER = "imports--two-fractions"  # the figure on the title page
STYLES = ("palette.css", "book.css")


def main(root: Path) -> int:
    """Print the book below `root`; return 0, or 1 after saying what is missing."""
    chromium = find_chromium()
    if chromium is None:
        print(NO_CHROMIUM, file=sys.stderr)
        return 1
    site = root / build.SITE
    if not site.is_dir() and build.main(root) != 0:
        return 1
    try:
        pdf = printed(site, root, chromium)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    (root / PDF).write_bytes(pdf)
    print(f"The book is printed. Open {PDF}")
    return 0


def printed(site: Path, root: Path, chromium: str) -> bytes:
    """Return the built book as PDF."""
    book = read_book(site, root / "_toc.yml", drawing="wide")
    print_css = (root / "book" / "_static" / "print.css").read_text("utf-8")
    for image in (image for chapter in book.chapters for image in chapter.body.select("img[src]")):
        image["src"] = data_address(site / str(image["src"]))
    styles = [(site / "_static" / name).read_text("utf-8") for name in STYLES]
    return finished(print_twice(document(book, [*styles, print_css]), chromium))


def data_address(picture: Path) -> str:
    """Return a picture as an address that needs no file."""
    kind = mimetypes.guess_type(picture.name)[0]
    return f"data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode('ascii')}"


def document(book: Book, styles: Iterable[str]) -> str:
    """Return the book as one HTML document, the page numbers of the contents still empty."""
    running = "".join(map(running_head, book.chapters))
    for chapter in book.chapters:
        for link in chapter.body.select(".to-solution a"):
            link.string = "Solution: page "
            link.append(new_tag("span", EMPTY, **{"data-of": str(link["href"])[1:]}))
    bodies = "".join(
        f'<div class="sheet" style="page:{page_name(chapter)}">{book.html(chapter)}</div>'
        for chapter in book.chapters
    )
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGE}" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{escape(TITLE)}</title><style>{''.join(styles)}{running}</style></head><body>"
        f"{title_page(book.drawing_of(COVER))}{contents(book)}{bodies}</body></html>"
    )


def page_name(chapter: Chapter) -> str:
    """Return the name that a chapter's sheets of paper have in the style sheet."""
    return f"sheet-{chapter.slug}"


def running_head(chapter: Chapter) -> str:
    """Return the style of a chapter's sheets: its title at their head."""
    title = chapter.title.replace("\\", "\\\\").replace('"', '\\"')
    return f'@page {page_name(chapter)}{{@top-left{{content:"{title}"}}}}\n'


def title_page(drawing: str) -> str:
    """Return the title page. Its title is no heading, so that bookmarks start with the chapters."""
    return (
        f'<div class="cover"><p class="book-title">{escape(TITLE)}</p>'
        f'<p class="book-subtitle">{escape(SUBTITLE)}</p>'
        f'<div class="plot" aria-hidden="true">{own_ids(drawing, "cover")}</div>'
        '<div class="book-notes"><p>This is the printed form of a website. There every picture '
        "comes with its numbers as a table and as a file, every number says on request where it "
        "comes from, and the code can be run. Here the register, the data and the sources stand "
        "at the end.</p><p>Text and pictures: CC BY 4.0. Code: MIT. Each table has its own "
        "licence, named in its description.</p></div></div>"
    )


def contents(book: Book) -> str:
    """Return the contents: parts, chapters and their sections, each with a place for its page."""
    parts = []
    for part, chapters in groupby(book.chapters, key=lambda chapter: chapter.part):
        caption = f'<p class="part">{escape(part)}</p>' if part else ""
        items = "".join(
            f"<li>{entry(chapter.slug, chapter.title)}<ul>"
            + "".join(f"<li>{entry(*heading)}</li>" for heading in chapter.headings)
            + "</ul></li>"
            for chapter in chapters
        )
        parts.append(
            f'<div class="of-part">{caption}<ul>{items}</ul></div>'.replace("<ul></ul>", "")
        )
    return (
        '<nav class="paper-contents" aria-label="Contents"><p class="book-contents">Contents</p>'
        f'<div class="columns">{"".join(parts)}</div></nav>'
    )


def entry(place: str, title: str) -> str:
    """Return one line of the contents."""
    return (
        f'<a href="#{place}"><span>{escape(title)}</span>'
        f'<span class="page" data-of="{place}">{EMPTY}</span></a>'
    )


def print_twice(html: str, chromium: str) -> bytes:
    """Return the document as PDF with the page numbers in its contents.

    Raise RuntimeError, with a sentence for readers, where the browser is too old.
    """
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        if int(browser.version.split(".")[0]) < OLDEST_CHROMIUM:
            raise RuntimeError(f"{TOO_OLD} This one is {browser.version}.")
        page = browser.new_page()
        page.set_content(html)
        first = pages_of_places(print_once(page))
        page.evaluate(
            "pages => document.querySelectorAll('[data-of]').forEach("
            "place => { place.textContent = pages[place.dataset.of] || ''; })",
            dict(first),
        )
        pdf = print_once(page)
        browser.close()
    assert pages_of_places(pdf) == first, "the contents changed the pages that they number"
    return pdf


def print_once(page: Page) -> bytes:
    """Return an open document as a tagged PDF with bookmarks."""
    return page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)


def pages_of_places(pdf: bytes) -> Mapping[str, int]:
    """Return on which page, counted from one, each place lies that a link leads to."""
    reader = PdfReader(io.BytesIO(pdf))
    return {
        name.removeprefix("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }


def finished(pdf: bytes) -> bytes:
    """Return a PDF with author and language, and without the time and the machine of printing."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = "%PDF-1.7"
    writer.metadata = None
    writer.add_metadata({"/Title": TITLE, "/Author": AUTHOR, "/Subject": SUBTITLE})
    writer.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    for item in structure(writer.root_object["/StructTreeRoot"]):
        # The frame of a drawing and its caption; the drawing inside it has the description.
        if item.get("/S") == "/Figure" and "/Alt" not in item:
            item[NameObject("/S")] = NameObject("/Sect")
    for font in fonts_of(writer):
        if "/ToUnicode" in font:
            meaning: Any = font["/ToUnicode"]
            meaning.set_data(readable(meaning.get_data()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def fonts_of(pdf: PdfReader | PdfWriter) -> Iterator[DictionaryObject]:
    """Yield each font of each page."""
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        yield from (font.get_object() for font in resources.get("/Font", {}).values())


def readable(glyphs: bytes) -> bytes:
    """Return what a font's glyphs mean, Chinese characters as characters.

    Chromium takes the first code that shares a glyph, and so writes some of them as the radicals of
    dictionaries, under which no search finds them.
    """
    return re.sub(
        rb"(?m)^(<[0-9A-F]+> )<(2[EF][0-9A-F]{2})>$",
        lambda line: (
            line[1] + b"<%04X>" % ord(unicodedata.normalize("NFKC", chr(int(line[2], 16))))
        ),
        glyphs,
    )


def structure(root: Any) -> Iterator[DictionaryObject]:
    """Yield the elements of a tagged PDF, which say what is heading, table or figure."""
    waiting = [root]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, DictionaryObject):
            yield item
            waiting.extend([item["/K"]] if "/K" in item else [])


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
