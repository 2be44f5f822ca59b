"""The served book: small, cached, and quiet under a strict content security policy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from browser import our_server
from faults import parsed

from rereading.site.serve import POLICY, headers_file


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with our_server(site) as host:
        yield host


def test_a_page_comes_compressed_with_its_headers(address: str, site: Path) -> None:
    asked = Request(f"{address}/book/imports.html", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as answer:
        body, sent = answer.read(), answer.headers
    assert gzip.decompress(body) == (site / "book" / "imports.html").read_bytes()
    assert sent["Content-Security-Policy"] == POLICY and "unsafe" not in POLICY
    assert sent["X-Content-Type-Options"] == "nosniff" and sent["Etag"]


def test_the_root_leads_to_the_front_page(address: str) -> None:
    with urlopen(address) as answer:
        assert answer.url == f"{address}/book/index.html"


def test_a_file_with_a_version_in_its_address_is_kept(address: str, site: Path) -> None:
    style = parsed(site / "book" / "imports.html").select_one('link[href*="book.css"]')["href"]
    with urlopen(f"{address}/book/{style}") as answer:
        assert "max-age=" in answer.headers["Cache-Control"]


def test_a_page_without_a_version_is_asked_after(address: str) -> None:
    with urlopen(f"{address}/book/imports.html") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        mark = answer.headers["Etag"]
    again = Request(f"{address}/book/imports.html", headers={"If-None-Match": mark})
    with pytest.raises(HTTPError) as kept:
        urlopen(again)
    assert kept.value.code == 304


def test_a_missing_page_is_answered_with_a_page(address: str, site: Path) -> None:
    with pytest.raises(HTTPError) as missed:
        urlopen(f"{address}/book/no/such/page.html")
    assert missed.value.code == 404
    assert missed.value.read() == (site / "404.html").read_bytes()
    assert missed.value.headers["Content-Security-Policy"] == POLICY


def test_a_host_gets_the_same_headers_as_a_file(site: Path) -> None:
    text = (site / "_headers").read_text("utf-8")
    assert text == headers_file() and f"Content-Security-Policy: {POLICY}\n" in text


def test_links_to_other_sites_do_not_open_a_door(site: Path) -> None:
    outward = 0
    for file in sorted(site.joinpath("book").rglob("*.html")):
        page = parsed(file)
        for link in page.select('a[href^="http"]'):
            assert "noopener" in link.get("rel", []), (file.name, link)
            outward += 1
        assert not page.select(
            "[onclick], [onload], [onchange], [style], script:not([src], [type])"
        )
    assert outward > 100
