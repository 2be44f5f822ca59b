"""What a page costs a reader: bytes, rules that nothing uses, and what its head says."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from weight import files_of, found_at, loaded_bytes, parsed

from rereading.figures.palette import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    source.relative_to(ROOT).with_suffix(".html").as_posix()
    for source in sorted((ROOT / "book").rglob("*.md"))
] + ["search.html", "404.html"]
STOCK_BYTES = 2_300_000  # a page of stock Jupyter Book with one figure; `make bench` weighs it
every_page = pytest.mark.parametrize("page", PAGES)


@cache
def packed_bytes(file: Path) -> int:
    """Return the size of a file on its way from a server that compresses."""
    return len(gzip.compress(file.read_bytes(), 6))


@every_page
def test_a_page_weighs_at_most_a_quarter_of_a_stock_page(site: Path, page: str) -> None:
    assert loaded_bytes(site, page) <= STOCK_BYTES / 4


@every_page
def test_so_it_does_with_its_what_if_at_work_as_our_server_sends_it(site: Path, page: str) -> None:
    later = [
        found_at(site, page, address)
        for section in parsed(site / page).select("[data-scripts]")
        for address in section["data-scripts"].split()
    ]
    assert sum(map(packed_bytes, [*files_of(site, page), *later])) <= STOCK_BYTES / 4


@every_page
def test_the_head_says_what_a_search_engine_and_a_phone_ask(site: Path, page: str) -> None:
    head = parsed(site / page).head
    assert parsed(site / page).html["lang"] == "en"
    assert 20 <= len(head.select_one('meta[name="description"]')["content"]) <= 200
    assert head.title.string.strip()
    assert head.select_one('link[rel="icon"]')
    assert not head.select('meta[name="robots"]')
    if "slides" not in page:  # slides are light for every reader
        colours = [tag["content"] for tag in head.select('meta[name="theme-color"]')]
        assert colours == [LIGHT["paper"], DARK["paper"]]
        assert head.select_one('meta[name="color-scheme"]')["content"] == "light dark"


def test_no_two_pages_have_the_same_title_or_description(site: Path) -> None:
    heads = [parsed(site / page).head for page in PAGES]
    titles = [head.title.string for head in heads]
    descriptions = [head.select_one('meta[name="description"]')["content"] for head in heads]
    assert len(set(titles)) == len(set(descriptions)) == len(PAGES)


def test_every_class_in_a_style_sheet_is_on_a_page_or_set_by_a_script(site: Path) -> None:
    pages = " ".join((site / page).read_text("utf-8") for page in PAGES)
    used = set(" ".join(re.findall(r'class="([^"]*)"', pages)).split())
    for script in (ROOT / "book" / "_static").rglob("*.js"):
        if script.parent.name != "vendor":
            used |= set(re.findall(r"[\w-]+", script.read_text("utf-8")))
    for sheet in ("book.css", "sheet.css", "slides.css"):
        rules = re.sub(r"/\*.*?\*/|\{[^}]*\}", "", (site / "_static" / sheet).read_text("utf-8"))
        named = set(re.findall(r"\.([a-z][\w-]*)", rules))
        assert named and not (unused := named - used), (sheet, unused)


def test_a_missing_page_has_links_that_work_at_any_address(site: Path) -> None:
    page = parsed(site / "404.html")
    for tag in page.select("[href], [src]"):
        address = tag.get("href") or tag["src"]
        assert address.startswith(("/", "#")), tag
        if address.startswith("/"):
            assert found_at(site, "404.html", address).is_file(), tag
