"""What can be wrong with a built page, found in its HTML alone: each finder returns what it finds.

A finder takes the page as it stands in the site; `all_faults` asks every one of them.
"""

import gzip
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlparse

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from rereading.figures.palette import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[1]
PAGE_BYTES = 160_000  # compressed, with the typefaces
STOCK_BYTES = 2_300_000  # a page of stock Jupyter Book with one figure, uncompressed
# Machine talk that must not show; `nan` stands in words as well.
TRACES = ("Traceback", "<Axes", "<Figure", "<bound method", "<function", "/tmp/", "&lt;rereading")
SCRIPTS = {
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "ja": "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f",
}
HOLE = re.compile(r".{0,20}(?:  | [.,;:](?:\s|$)|\(\s*\)|“\s*”|\"\s*\").{0,20}")
LOADED = "script[src], img[src], link[rel=stylesheet], link[rel=preload], link[rel=icon]"
SPOKEN = ("aria-label", "alt", "title", "data-origin", "placeholder", "content")


def all_faults(site: Path, name: str) -> list[str]:
    """Return what is wrong with a page of the site, `name` being its path less the ending."""
    file = site / f"{name}.html"
    page = parsed(file)
    found = [f"{finder.__name__}: {fault}" for finder in FINDERS for fault in finder(page)]
    return found + dead_links(page, file) + too_heavy(site, f"{name}.html", page)


@cache
def parsed(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def holes(page: BeautifulSoup) -> list[str]:
    said = page.select("main p, main li:not(.contents li), figcaption > p")
    texts = (each.get_text().replace("\n", " ").strip() for each in said)
    return [hole.group() for text in texts if (hole := HOLE.search(text))]


def machine(page: BeautifulSoup) -> list[str]:
    """Find what Python or NumPy say of themselves, and paths of this machine."""
    raw = re.sub(r"<(pre|code)\b.*?</\1>", "", str(page), flags=re.S)  # code may say such things
    raw = re.sub(r"[a-z]nan|nan[a-z]|\w-np\.", "", raw)
    seen = page.select("main p data, main p span, main td, figcaption")
    return [
        *(t for t in (*TRACES, "nan", str(ROOT), str(Path.home())) if t in raw),
        *re.findall(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", raw),  # what repr makes of a character
        *re.findall(r"\bnp\.(?:float|int|bool|str|True|False)", raw),
        *(str(tag) for tag in seen if tag.get_text().strip() in ("None", "NaT", "<NA>")),
    ]


def pictures(page: BeautifulSoup) -> list[str]:
    """Find pictures that say nothing to those who do not see them, and figures without a frame."""
    found = [fault for picture in page.select("[role=img], img") if (fault := poor(picture))]
    for drawing in page.select("svg"):
        if not drawing.css.closest('[role="img"], [aria-hidden="true"]'):
            found.append(f"a drawing that nobody describes: {str(drawing)[:90]}")
    for figure in page.select("figure.plate"):
        if not figure.find(id=figure.get("aria-labelledby") or "none"):
            found.append(f"{figure.get('id')}: no name for a screen reader")
        credit = figure.select_one(".credit")
        if credit is None or not credit.get_text().startswith("Sources: "):
            found.append(f"{figure.get('id')}: no sources")
        if figure.select_one(".finding") and not figure.select("details table tbody tr"):
            found.append(f"{figure.get('id')}: no table of its numbers")
    return found


def poor(picture: Tag) -> str:
    """Return what is wrong with the description of a picture, "" if nothing is."""
    said = str(picture.get("aria-label") or picture.get("alt") or "")
    if re.fullmatch(r"\S*\.(png|svg|jpe?g)|[0-9a-f]{8,}|[\w/-]*", said):
        return f"no description but {said!r}"
    if len(said.split()) < 8 or not re.search(r"[.?!]$", said) or not said[0].isupper():
        return f"no sentence: {said}"
    around = picture.find_parent(["figure", "section"])
    shown = around.select("figcaption strong data, td.num, td data") if around else []
    first = {word.strip("%$×¥,.") for tag in shown for word in tag.get_text().split()[:1]}
    values = "|".join(map(re.escape, filter(None, first)))
    if values and not re.search(rf"(?<![\w.])(?:{values})(?!\w)", said, re.I):
        return f"none of its values: {said}"
    return ""


def headings(page: BeautifulSoup) -> list[str]:
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    found = [f"h{a} is followed by h{b}" for a, b in pairwise([0, *levels]) if b - a > 1]
    return found + [f"{levels.count(1)} headings of level 1"] * (levels.count(1) != 1)


def ids(page: BeautifulSoup) -> list[str]:
    names = [tag["id"] for tag in page.select("[id]")]
    return sorted({f"{name} stands twice" for name in names if names.count(name) > 1})


def hosts(page: BeautifulSoup) -> list[str]:
    asked = page.select("link[href], :is(script, img, iframe, source)[src]")
    found = [str(tag) for tag in asked if urlparse(tag.get("src") or tag.get("href")).netloc]
    return found + ["@import"] * ("@import" in str(page))


def languages(page: BeautifulSoup) -> list[str]:
    texts = [(text, text.parent) for text in page.find_all(string=True) if is_read(text)]
    texts += [(tag[name], tag) for name in SPOKEN for tag in page.select(f"[{name}]")]
    return [
        f"{language}: {text.strip()[:60]}"
        for text, tag in texts
        for language, letters in SCRIPTS.items()
        if re.search(f"[{letters}]", text) and tag.css.closest("[lang]")["lang"] != language
    ]


def is_read(text: NavigableString) -> bool:
    return not isinstance(text, PreformattedString) and text.parent.name != "script"


def head(page: BeautifulSoup) -> list[str]:
    """Find what a search engine or a phone would miss in the head of a page."""
    wanted = {
        "language": page.html is not None and page.html.get("lang") == "en",
        "title": page.title is not None and bool(page.title.get_text().strip()),
        "description of 20 to 200 letters": 20 <= len(content(page, "description")) <= 200,
        "icon": bool(page.select('head link[rel="icon"]')),
        "leave for robots": not page.select('meta[name="robots"]'),
    }
    if page.select_one("main#content"):  # slides have a frame of their own, light for every reader
        colours = [tag["content"] for tag in page.select('meta[name="theme-color"]')]
        shared = content(page, "og:description", "property")
        wanted["colours of the bar"] = colours == [LIGHT["paper"], DARK["paper"]]
        wanted["two schemes"] = content(page, "color-scheme") == "light dark"
        wanted["description to share"] = content(page, "description") == shared
    return [f"no {name}" for name, there in wanted.items() if not there]


def content(page: BeautifulSoup, name: str, by: str = "name") -> str:
    tag = page.select_one(f'meta[{by}="{name}"]')
    return str(tag["content"]) if tag else ""


def dead_links(page: BeautifulSoup, file: Path) -> list[str]:
    """Find links to files and places that the site does not have."""
    found = []
    for link in page.select("[href], [src]"):
        address = urlparse(str(link.get("href") or link.get("src")))
        if address.scheme or address.netloc:
            continue  # a path from the root of a host leads nowhere from a folder
        target = (file.parent / unquote(address.path)).resolve() if address.path else file
        place = address.fragment if target.suffix == ".html" else ""
        if not target.is_file() or (place and place not in ids_of(target)):
            found.append(str(link)[:120])
    return found


@cache
def ids_of(page: Path) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in parsed(page).select("[id]"))


def too_heavy(site: Path, name: str, page: BeautifulSoup) -> list[str]:
    """Find a page that is too heavy: at rest, and on its way with its what-if."""
    scripts = [s for tag in page.select("[data-scripts]") for s in tag["data-scripts"].split()]
    later = [found_at(site, name, address) for address in scripts]
    at_rest = sum(map(packed_bytes, files_of(site, name)))
    in_use = at_rest + sum(map(packed_bytes, later))
    found = [f"{at_rest:,} bytes at rest, compressed"] * (at_rest > PAGE_BYTES)
    return found + [f"{in_use:,} bytes in use, compressed"] * (in_use > STOCK_BYTES / 4)


def files_of(site: Path, page: str) -> list[Path]:
    """Return what a browser loads to show a page, itself first, each once."""
    addresses = [tag.get("src") or tag["href"] for tag in parsed(site / page).select(LOADED)]
    found = [found_at(site, page, at) for at in addresses if not urlparse(at).netloc]
    return list(dict.fromkeys([site / page, *found]))


def found_at(site: Path, page: str, address: str) -> Path:
    return (site / page).parent.joinpath(urlparse(address).path).resolve()


@cache
def packed_bytes(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


FINDERS = (holes, machine, pictures, headings, ids, hosts, languages, head)
