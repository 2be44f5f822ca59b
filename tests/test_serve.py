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

from rereading.site.serve import headers


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with our_server(site) as host:
        yield host


def test_a_page_comes_compressed_with_its_headers_and_is_asked_after(
    address: str, site: Path
) -> None:
    asked = Request(f"{address}/book/imports.html", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as answer:
        body, sent = answer.read(), answer.headers
    assert gzip.decompress(body) == (site / "book" / "imports.html").read_bytes()
    wanted = headers(site, "book/imports.html")
    assert {name: sent[name] for name in wanted} == wanted and len(wanted) == 3
    assert "unsafe" not in sent["Content-Security-Policy"] and sent["Cache-Control"] == "no-cache"
    again = Request(f"{address}/book/imports.html", headers={"If-None-Match": sent["Etag"]})
    with pytest.raises(HTTPError) as kept:
        urlopen(again)
    assert kept.value.code == 304


def test_live_pages_have_a_policy_of_their_own(site: Path) -> None:
    assert "'unsafe-eval'" in headers(site, "live/open.html")["Content-Security-Policy"]


def test_a_file_with_a_version_in_its_address_is_kept(address: str, site: Path) -> None:
    style = parsed(site / "book" / "imports.html").select_one('link[href*="book.css"]')["href"]
    with urlopen(f"{address}/book/{style}") as answer:
        assert "max-age=" in answer.headers["Cache-Control"]


def test_the_root_leads_to_the_front_page_and_a_missing_page_is_answered_with_a_page(
    address: str, site: Path
) -> None:
    with urlopen(address) as answer:
        assert answer.read() == (site / "index.html").read_bytes()
    with pytest.raises(HTTPError) as missed:
        urlopen(f"{address}/book/no/such/page.html")
    assert missed.value.code == 404
    assert missed.value.read() == (site / "404.html").read_bytes()
    wanted = headers(site, "")["Content-Security-Policy"]
    assert missed.value.headers["Content-Security-Policy"] == wanted
