"""`python -m rereading.site.ebook`: the whole book as an EPUB 3 file for phones and e-readers.

Made from the pages of the built site, like the printed book, so that both have the same words and
drawings; Sphinx's own EPUB builder would ask every page to run once more and knows neither our
drawings nor our questions. A zip file, a list of its parts and XHTML need no library.
"""

from __future__ import annotations

import io
import re
import sys
import uuid
import zipfile
from collections.abc import Mapping
from html import escape
from itertools import groupby
from pathlib import Path

import yaml
from bs4 import Tag

from rereading.figures.palette import LIGHT
from rereading.site import build
from rereading.site.chapters import AUTHOR, LANGUAGE, SUBTITLE, TITLE, Book, Chapter, read_book
from rereading.site.still import new_tag

EPUB = Path("_build") / "fifty-six-percent-of-what.epub"
IDENTIFIER = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_DNS, 'fifty-six-percent-of-what')}"
# On a phone a table of more columns becomes a list of its rows.
MOST_COLUMNS = 4
ABOUT_ACCESS = (
    "Every drawing has a description in words; headings, tables and lists are marked as such."
)
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
KINDS = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


def main(root: Path) -> int:
    """Write the book below `root` as EPUB; return 0, or 1 if it does not build."""
    site = root / build.SITE
    if not site.is_dir() and build.main(root) != 0:
        return 1
    (root / EPUB).write_bytes(packed(site, root))
    print(f"The book for e-readers is ready: {EPUB}")
    return 0


def packed(site: Path, root: Path) -> bytes:
    """Return the built book as an EPUB file, the same bytes for the same site."""
    book = read_book(site, root / "_toc.yml", drawing="narrow")
    released = str(yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))["date-released"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # The first file tells what the archive is, and must not be compressed.
        add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        add(archive, "META-INF/container.xml", CONTAINER.encode())
        parts = files_of(book, site, root / "book" / "_static")
        add(archive, "book/package.opf", package(parts, released).encode())
        for name, content in parts.items():
            add(archive, f"book/{name}", content)
    return out.getvalue()


def add(
    archive: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED
) -> None:
    """Add a file to the archive without the time of day and the rights of this machine."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, how)


def files_of(book: Book, site: Path, static: Path) -> dict[str, bytes]:
    """Return the files of the book by name, pages in reading order."""
    # After the drawings have become files of their own, which places stand in which page.
    pictures: dict[str, bytes] = {}
    for chapter in book.chapters:
        pictures |= {
            str(image["src"]): (site / str(image["src"])).read_bytes()
            for image in chapter.body.select("img[src]")
        }
        pictures |= hang_drawings(chapter.body, book)
        stack_wide_tables(chapter.body)
    home = {
        str(tag["id"]): chapter.slug
        for chapter in book.chapters
        for tag in [chapter.body, *chapter.body.select("[id]")]
    }
    pages = {
        f"{chapter.slug}.xhtml": page(chapter.title, led_to_files(book.html(chapter), home))
        for chapter in book.chapters
    }
    return {
        "cover.xhtml": page(TITLE, cover_page(book), kind="cover"),
        "contents.xhtml": page("Contents", contents(book)),
        **pages,
        "style.css": (static / "ereader.css").read_bytes(),
        "cover.png": cover_picture(static / "cover.png"),
        **pictures,
    }


def hang_drawings(body: Tag, book: Book) -> dict[str, bytes]:
    """Put pictures with a description in the place of drawings; return their files."""
    files = {}
    for plot in body.select(".plot[aria-label]"):
        drawing = plot.find("drawing")
        assert isinstance(drawing, Tag)
        name = f"pictures/{drawing['id']}.svg"
        files[name] = standing_alone(book.drawings[str(drawing["id"])]).encode()
        picture = new_tag("img", "", "drawing", src=name, alt=str(plot["aria-label"]))
        plot.replace_with(picture)
    return files


def standing_alone(svg: str) -> str:
    """Return a drawing of a page as a file: own colours, own size, links as old readers know them."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    svg = svg.replace("var(--sans)", "sans-serif")
    svg = re.sub(r"var\(--(\w+)\)", lambda role: LIGHT[role[1]], svg)
    svg = re.sub(r'(?<!:)\bhref="', 'xlink:href="', svg)
    svg = re.sub(r'<path (?![^>]*\bd=")', '<path d="M 0 0" ', svg)  # a line with no points
    opening, rest = svg.split(">", 1)
    opening = re.sub(r' (xmlns:xlink|width|height|font-family)="[^"]*"', "", opening)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{opening} width="{box[1]}" height="{box[2]}" '
        f'font-family="sans-serif" xmlns:xlink="http://www.w3.org/1999/xlink">{rest}\n'
    )


def stack_wide_tables(body: Tag) -> None:
    """Give the cells of wide tables the heading of their column, to be shown on a phone."""
    for table in body.select("table"):
        heads = [head.get_text(" ", strip=True) for head in table.select("thead tr:last-child > *")]
        if len(heads) <= MOST_COLUMNS:
            continue
        table["class"] = " ".join([*table.get_attribute_list("class"), "stack"])
        for row in table.select("tbody tr"):
            cells = row.find_all(["th", "td"], recursive=False)
            for cell, head in zip(cells[1:], heads[1:], strict=False):
                if cell.get_text(strip=True):
                    cell["data-label"] = head


def led_to_files(html: str, home: Mapping[str, str]) -> str:
    """Return a page whose links name the file that holds the place they lead to."""
    return re.sub(
        r'href="#([^"]+)"',
        lambda link: f'href="{home[link[1]]}.xhtml' + f'#{link[1]}"',
        html,
    )


def page(title: str, content: str, kind: str = "bodymatter") -> bytes:
    """Return a page of the book as XHTML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{LANGUAGE}" xml:lang="{LANGUAGE}"><head><title>{escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f'<body epub:type="{kind}">{content}</body></html>\n'
    ).encode()


def cover_page(book: Book) -> str:
    """Return the page with the cover; its picture is described by the title."""
    return (
        f'<section class="cover"><img src="cover.png" alt="{escape(TITLE)} '
        f'{escape(SUBTITLE)}."/></section>'
    )


def cover_picture(drawing: Path) -> bytes:
    """Return the cover as PNG: title, subtitle and the drawing of the README, on a tall page."""
    from matplotlib.figure import Figure  # noqa: PLC0415 (slow to load)

    figure = Figure(figsize=(6, 8), dpi=200, facecolor=LIGHT["paper"])
    first, rest = TITLE.rsplit(" of ", 1)
    figure.text(0.08, 0.92, f"{first}\nof {rest}", size=30, weight="bold", va="top",
                color=LIGHT["ink"], linespacing=1.25)  # fmt: skip
    figure.text(0.08, 0.73, SUBTITLE.replace(", ", ",\n"), size=15, va="top", color=LIGHT["muted"])
    picture = figure.add_axes((0.08, 0.2, 0.84, 0.35))
    from matplotlib.image import imread  # noqa: PLC0415

    picture.imshow(imread(drawing), interpolation="antialiased")
    picture.set_axis_off()
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def contents(book: Book) -> str:
    """Return the contents, which e-readers also show as a menu."""
    items = ""
    for part, chapters in groupby(book.chapters, key=lambda chapter: chapter.part):
        inside = "".join(map(contents_of, chapters))
        items += f"<li><span>{escape(part)}</span><ol>{inside}</ol></li>" if part else inside
    first = book.chapters[0].slug
    return (
        f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{items}</ol></nav>'
        '<nav epub:type="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}.xhtml">Start</a></li></ol></nav>'
    )


def contents_of(chapter: Chapter) -> str:
    """Return the lines of the contents for one chapter."""
    file = f"{chapter.slug}.xhtml"
    sections = "".join(
        f'<li><a href="{file}#{place}">{escape(words)}</a></li>'
        for place, words in chapter.headings
    )
    inside = f"<ol>{sections}</ol>" if sections else ""
    return f'<li><a href="{file}">{escape(chapter.title)}</a>{inside}</li>'


def package(parts: Mapping[str, bytes], released: str) -> str:
    """Return the list of all files, the reading order and what the book says of itself."""
    special = {"contents.xhtml": ' properties="nav"', "cover.png": ' properties="cover-image"'}
    items, order = [], []
    for number, (name, content) in enumerate(parts.items()):
        kind = Path(name).suffix
        inline = ' properties="svg"' if kind == ".xhtml" and b"<svg" in content else ""
        items.append(
            f'<item id="f{number}" href="{name}" media-type="{KINDS[kind]}"'
            f"{special.get(name, inline)}/>"
        )
        if kind == ".xhtml":
            order.append(f'<itemref idref="f{number}"/>')
    about = {
        "schema:accessMode": ["textual", "visual"],
        "schema:accessModeSufficient": ["textual"],
        "schema:accessibilityFeature": [
            "alternativeText", "structuralNavigation", "tableOfContents",
        ],
        "schema:accessibilityHazard": ["none"],
        "schema:accessibilitySummary": [ABOUT_ACCESS],
    }  # fmt: skip
    meta = "".join(
        f'<meta property="{name}">{value}</meta>'
        for name, values in about.items()
        for value in values
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{LANGUAGE}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{IDENTIFIER}</dc:identifier><dc:title>{escape(TITLE)}</dc:title>'
        f"<dc:description>{escape(SUBTITLE)}</dc:description><dc:creator>{AUTHOR}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language><dc:rights>CC BY 4.0</dc:rights>"
        f"<dc:date>{released}</dc:date>"
        f'<meta property="dcterms:modified">{released}T00:00:00Z</meta>{meta}</metadata>'
        f"<manifest>{''.join(items)}</manifest><spine>{''.join(order)}</spine></package>\n"
    )


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
