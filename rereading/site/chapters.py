"""The pages of a built site as chapters that need no screen: what paper and e-readers share.

Drawings are taken out before a page is parsed and put back at the end: that is quicker, and a
parser of HTML forgets the capitals in the names of SVG.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from rereading.site.still import collect_solutions, still, words_of

TITLE = "Fifty-six percent of what?"
SUBTITLE = "A newspaper article taken apart, number by number"
AUTHOR = "The authors of “Fifty-six percent of what?”"
LANGUAGE = "en"
# What stands in an attribute and names the id of another element.
POINTING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Chapter:
    """A page less its frame; `slug` is its name in the document and the start of all its ids."""

    slug: str
    part: str
    title: str
    body: Tag

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The id and the words of each section right below the title."""
        return [(str(h.parent["id"]), words_of(h)) for h in self.body.select("section[id] > h2")]  # type: ignore[index]


@dataclass(frozen=True)
class Book:
    """All chapters in reading order; `drawings` maps the id of a place in them to its SVG."""

    chapters: list[Chapter]
    drawings: Mapping[str, str]

    def drawing_of(self, figure: str) -> str:
        """Return the SVG of the figure with an id."""
        places = (chapter.body.select_one(f"#{figure} drawing") for chapter in self.chapters)
        return next(self.drawings[str(place["id"])] for place in places if place is not None)

    def html(self, chapter: Chapter) -> str:
        """Return a chapter as HTML that is XML as well, drawings in place."""
        return re.sub(
            r'<drawing id="([^"]+)"></drawing>',
            lambda place: self.drawings[place[1]],
            chapter.body.decode(formatter="minimal"),
        )


def read_book(site: Path, toc: Path, drawing: str) -> Book:
    """Return the built book; of each drawing the one for `drawing`, wide or narrow pages."""
    drawings: dict[str, str] = {}
    found = [read_page(site, *place, drawing, drawings) for place in reading_order(toc)]
    solutions = collect_solutions([(page.slug, page.title, page.body) for page in found])
    if solutions is not None:
        found.append(Chapter("solutions", "", "Solutions", solutions))
    mend_links(found)
    return Book(found, drawings)


def reading_order(toc: Path) -> list[tuple[str, str]]:
    """Return for each page the caption of its part, "" for none, and its name.

    Pages below a chapter, sheets and slides for a class, are printed apart from the book.
    """
    found = yaml.safe_load(toc.read_text("utf-8"))
    in_parts = [
        (part["caption"], page["file"])
        for part in found.get("parts", [])
        for page in part["chapters"]
    ]
    return [("", found["root"]), *in_parts]


def slug_of(page: str) -> str:
    """Return the name of a page inside one document: `book/classroom/plan` → `classroom-plan`."""
    return page.removeprefix("book/").replace("/", "-")


def read_page(site: Path, part: str, page: str, drawing: str, drawings: dict[str, str]) -> Chapter:
    """Return a page as a chapter and add its drawings to `drawings`."""
    slug = slug_of(page)

    def keep(found: re.Match[str]) -> str:
        place = f"{slug}--drawing-{len(drawings)}"
        drawings[place] = own_ids(found[0], slug)
        return f'<drawing id="{place}"></drawing>'

    text = re.sub(r"<svg\b.*?</svg>", keep, (site / f"{page}.html").read_text("utf-8"), flags=re.S)
    main = BeautifulSoup(text, "html.parser").select_one("main#content")
    assert main is not None, f"{page}.html has no main#content"
    still(main, drawing)
    for tag in main.select("[id]:not(drawing)"):
        tag["id"] = f"{slug}--{tag['id']}"
    for tag in main.find_all(True):
        for name in POINTING:
            if name in tag.attrs:
                words = tag[name] if isinstance(tag[name], list) else str(tag[name]).split()
                tag[name] = " ".join(f"{slug}--{word}" for word in words)
    for link in main.select("a[href]"):
        link["href"] = place_in_book(page, str(link["href"]))
    for image in main.select("img[src]"):
        image["src"] = path_in_site(page, str(image["src"]))
    main.name, main.attrs = "section", {"class": "chapter", "id": slug}
    heading = main.find("h1")
    assert heading is not None, f"{page}.html has no h1"
    return Chapter(slug, part, words_of(heading), main)


def own_ids(svg: str, slug: str) -> str:
    """Return an SVG with the ids of its page's chapter, so that they are unique in the book."""
    svg = re.sub(r'(\bid="|href="#)', rf"\g<1>{slug}--", svg)
    return svg.replace("url(#", f"url(#{slug}--")


def path_in_site(page: str, address: str) -> str:
    """Return the path, from the root of the site, of an address that stands in a page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address)))


def place_in_book(page: str, address: str) -> str:
    """Return where a link of a page leads in the document: another host, `#place`, or ""."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    target = page
    if parts.path:
        file = path_in_site(page, parts.path)
        if not file.endswith(".html"):
            return ""  # a file beside the pages, which the document does not carry
        target = file.removesuffix(".html")
    return f"#{slug_of(target)}" + f"--{parts.fragment}" * bool(parts.fragment)


def mend_links(found: list[Chapter]) -> None:
    """Lead links whose place was left out to its chapter; make those to other files plain words."""
    known = {str(tag["id"]) for chapter in found for tag in chapter.body.select("[id]")}
    known |= {chapter.slug for chapter in found}
    for chapter in found:
        for link in chapter.body.select("a[href]"):
            address = str(link["href"])
            if address.startswith("#") and address[1:] not in known:
                address = address.partition("--")[0]
            if address.startswith("#") and address[1:] not in known:
                address = ""
            link["href"] = address
            if not address:
                link.unwrap()
