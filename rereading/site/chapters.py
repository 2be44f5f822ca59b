"""The built site as chapters that need no screen: what paper and e-readers are made of.

What moves stands still, questions get a line to write on, folds are open, solutions stand at the end,
and each drawing is a picture with its description.
"""

import mimetypes
import re
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import yaml
from bs4 import BeautifulSoup

from rereading.figures.palette import LIGHT
from rereading.site.faces import with_faces
from rereading.site.metadata import BOOK, SUBTITLE, edition
from rereading.site.notebooks import is_notebook

HOME = "http://site.invalid/"  # stands for the folder of the site where addresses are joined
# Not known everywhere.
mimetypes.add_type("application/xhtml+xml", ".xhtml")
mimetypes.add_type("font/woff2", ".woff2")
FONTS = "Rereading Sans, Liberation Sans, Arial, Helvetica, sans-serif"
COVER = "#imports--two-fractions img"  # the picture on the title page
# Nothing of this works, or says anything, without a screen.
SCREEN_ONLY = (
    "script, noscript, button, nav, .contents, .headerlink, .downloads, .share, .failed, .take, "
    ".on-screen, [hidden], form:not(.quiz), .quiz output, ul.data, figure details, .dataset details, "
    "details.sources, details.tables"
)
HOLLOW = "section:not(:has(p, li, dt, table, img, pre))"
CHOOSE = '<p class="aside">On the site you choose, and the answer follows.</p>'
TITLE_PAGE = """<section class="cover"><p class="book-title">{title}</p>
<p class="book-subtitle">{subtitle}</p><img class="drawing" src="{picture}" alt=""/>
<div class="book-notes"><p>This book was made from a website. There every picture comes with its
numbers as a table and as a file, every number says on request where it comes from, and the code can
be run. Here the register, the data and the sources stand at the end.</p><p>Text and pictures:
CC BY 4.0. Code: MIT. Each table has its own licence, named in its description.</p>
<p>{edition}</p></div></section>"""


@dataclass(frozen=True)
class Chapter:
    """A page less its frame; `slug` is its name in the book and the start of all its ids."""

    slug: str
    part: str
    title: str
    body: Any  # a Tag; the types of its library allow None at every step

    def html(self) -> str:
        """Return the chapter as HTML that is XML as well."""
        return str(self.body.decode(formatter="minimal"))


def read_chapters(site: Path, root: Path, width: str) -> list[Chapter]:
    """Return the book below `root` as built in `site`, its drawings `wide` or `narrow`."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    pages = [(part["caption"], page["file"]) for part in toc["parts"] for page in part["chapters"]]
    # Sheets and slides for a class are printed apart from the book.
    printed = [each for each in [("", toc["root"]), *pages] if is_notebook(Path(each[1]))]
    chapters = [read_page(site, *each, width) for each in printed]
    mend_links(chapters)
    return [*chapters, solutions_of(chapters)]


def read_page(site: Path, part: str, page: str, width: str) -> Chapter:
    """Return a page as a chapter; its links lead to other hosts and to places below `HOME`."""
    text = (site / f"{page}.html").read_text("utf-8")
    # Before the page is parsed: a parser of HTML forgets the capitals in the names of SVG.
    text = re.sub(r"<svg\b.*?</svg>", lambda drawing: picture(drawing[0], site), text, flags=re.S)
    main: Any = BeautifulSoup(text, "html.parser").select_one("main#content")
    assert main is not None, f"{page}.html has no main#content"
    still(main, width)
    slug = slug_of(page)
    for name in ("id", "aria-labelledby"):
        for tag in main.select(f"[{name}]"):
            tag[name] = f"{slug}--{tag[name]}"
    for link in main.select("a[href]"):
        link["href"] = urljoin(f"{HOME}{page}", link["href"])
    for image in main.select("img:not(.drawing)"):
        file = urljoin(f"{HOME}{page}", image["src"]).removeprefix(HOME)
        image["src"] = data_address(file, (site / unquote(file)).read_bytes())
    main.name, main.attrs = "section", {"class": "chapter", "id": slug}
    return Chapter(slug, part, words_of(main.find("h1")), main)


def slug_of(page: str) -> str:
    """Return the name of a page inside the book: `book/classroom/plan` → `classroom-plan`."""
    return page.removeprefix("book/").removesuffix(".html").replace("/", "-")


def data_address(name: str, content: bytes) -> str:
    """Return a picture as an address that needs no file."""
    return f"data:{mimetypes.guess_type(name)[0]};base64,{b64encode(content).decode('ascii')}"


def picture(svg: str, site: Path) -> str:
    """Return a drawing as a picture: own colours, faces, size, links as old readers know them."""
    svg = re.sub(r"var\(--(\w+)\)", lambda role: {**LIGHT, "sans": FONTS}[role[1]], svg)
    svg = re.sub(r'(?<!:)\bhref="', 'xlink:href="', svg)
    svg = re.sub(r'<path (?![^>]*\bd=")', '<path d="M 0 0" ', svg)  # a line with no points
    opening, rest = svg.split(">", 1)
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', opening)[0]
    opening = re.sub(r' (xmlns:xlink|width|height|font-family)="[^"]*"', "", opening)
    size = f'width="{width}" height="{height}" font-family="{FONTS}"'
    svg = f'{opening} {size} xmlns:xlink="http://www.w3.org/1999/xlink">{rest}'
    carried = with_faces(svg, site).encode()
    return f'<img class="drawing" src="{data_address("a.svg", carried)}">'


def still(main: Any, width: str) -> None:
    """Change the content of a page in place to what needs no screen."""
    for tag in main.select(SCREEN_ONLY):
        tag.extract()
    for plot in main.select(".plot"):
        image = plot.select(f".{width} img")[0]
        image["alt"] = plot["aria-label"]
        plot.replace_with(image)
    for field in main.select("input, textarea"):
        line = piece(f'<span class="write {field.name}"></span>')
        field.replace_with("☐" if field.get("type") == "radio" else line)
    for tag in main.select("form, fieldset, legend, label"):
        tag.name, tag.attrs = "div", {"class": [*tag.get("class", []), tag.name]}
    for offer in main.select("a[download]"):
        offer.string = offer.get_text().removeprefix("Download ")
    for folded in main.select("details"):
        folded["open"] = ""
    for section in main.select("section.whatif"):
        section.append(piece(CHOOSE))
    for tag in main.select("[tabindex]"):
        del tag["tabindex"], tag["data-origin"]
    for hollow in main.select(HOLLOW):
        hollow.extract()


def mend_links(chapters: list[Chapter]) -> None:
    """Lead links to chapters and places in them; make those to other files plain words."""
    known = {tag["id"] for each in chapters for tag in [each.body, *each.body.select("[id]")]}
    for link in (link for each in chapters for link in each.body.select(f'a[href^="{HOME}"]')):
        page, _, place = link["href"].removeprefix(HOME).partition("#")
        slug = slug_of(page)
        link["href"] = f"#{slug}--{place}" if f"{slug}--{place}" in known else f"#{slug}"
        if slug not in known:
            link.unwrap()


def solutions_of(chapters: list[Chapter]) -> Chapter:
    """Move all solutions to a chapter of their own; links lead there and back."""
    body = piece('<section class="chapter" id="solutions"><h1>Solutions</h1></section>')
    for chapter in (each for each in chapters if each.body.select("details.solution")):
        title = f"<h2>{escape(chapter.title)}</h2>"
        part = piece(f'<section id="solutions--{chapter.slug}">{title}</section>')
        body.append(part)
        for solution in chapter.body.select("details.solution"):
            asked = solution.find_previous(class_="exercise")
            back = f'<a href="#{asked["id"]}">{escape(words_of(asked.find("h3")))}</a>'
            lead = f'<a href="#{solution["id"]}">Solution at the end</a>'
            solution.replace_with(piece(f'<p class="to-solution">{lead}</p>'))
            solution.summary.replace_with(piece(f'<p class="solution-name">{back}</p>'))
            solution.name, solution.attrs = "div", {"class": "solution", "id": solution["id"]}
            part.append(solution)
    return Chapter("solutions", "", "Solutions", body)


def title_page(chapters: list[Chapter], root: Path) -> str:
    """Return the title page, which says what edition of the book below `root` this is."""
    covers = (chapter.body.select_one(COVER) for chapter in chapters)
    picture = next(cover["src"] for cover in covers if cover)
    return TITLE_PAGE.format(title=BOOK, subtitle=SUBTITLE, picture=picture, edition=edition(root))


def contents(chapters: list[Chapter]) -> str:
    """Return a list of parts, chapters and their sections, each with a link to its place."""
    items = ""
    for part, inside in groupby(chapters, key=lambda chapter: chapter.part):
        lines = "".join(map(contents_of, inside))
        items += f"<li><span>{escape(part)}</span><ol>{lines}</ol></li>" if part else lines
    return f"<ol>{items}</ol>"


def contents_of(chapter: Chapter) -> str:
    """Return the lines of the contents for one chapter."""
    places = {h.parent["id"]: words_of(h) for h in chapter.body.select("section[id] > h2")}
    line = '<li><a href="#{}">{}</a>{}</li>'
    sections = "".join(line.format(place, escape(words), "") for place, words in places.items())
    inside = f"<ol>{sections}</ol>" if sections else ""
    return line.format(chapter.slug, escape(chapter.title), inside)


def words_of(tag: Any) -> str:
    """Return the words of an element, spaces evened out."""
    return " ".join(tag.get_text().split())


def piece(html: str) -> Any:
    """Return the one element of a piece of HTML."""
    return BeautifulSoup(html, "html.parser").select("*")[0].extract()
