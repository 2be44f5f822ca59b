"""The served book: small, cached, and quiet under a strict content security policy."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from browser import chromium, needs_a_browser
from bs4 import BeautifulSoup
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from rereading.site.serve import POLICY, application, headers_file


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    socket, port = bind_unused_port()
    loop = asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        HTTPServer(application(site)).add_socket(socket)
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


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
    page = BeautifulSoup((site / "book" / "imports.html").read_text("utf-8"), "html.parser")
    style = page.select_one('link[href*="book.css"]')["href"]
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


@needs_a_browser
def test_every_page_works_under_the_policy(address: str, site: Path) -> None:
    """No page asks for a script, style or address that the policy refuses, at rest or in use."""
    said: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        for file in sorted((site / "book").rglob("*.html")):
            page.goto(f"{address}/{file.relative_to(site).as_posix()}")
            if page.locator("section.whatif").count():
                page.locator("section.whatif").scroll_into_view_if_needed()
                page.wait_for_selector("section.whatif[data-ready]")
            if page.locator("form.quiz button").count():
                page.locator("form.quiz button").first.click()
        page.goto(f"{address}/search.html?q=denominator")
        page.wait_for_selector("#search-results a")
        assert not said
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
        )
        assert said, "the policy is at work: a script inside the page is refused"


def test_links_to_other_sites_do_not_open_a_door(site: Path) -> None:
    outward = 0
    for file in sorted(site.joinpath("book").rglob("*.html")):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for link in page.select('a[href^="http"]'):
            assert "noopener" in link.get("rel", []), (file.name, link)
            outward += 1
        assert not page.select(
            "[onclick], [onload], [onchange], [style], script:not([src], [type])"
        )
    assert outward > 100
