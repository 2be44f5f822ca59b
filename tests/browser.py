"""A real browser for the tests of the built book: Chromium as the system has it, driven headless."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rereading.site.printing import QUIET, find_chromium

CHROMIUM = find_chromium()
SLOW_MS = 60_000  # no test is about time: a busy machine gets this long to do what is expected
expect.set_options(timeout=SLOW_MS)
needs_a_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)"
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium and close it again."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """Open an empty page that fails the test if a script fails or another host is asked."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(SLOW_MS)
    page, errors, requests = context.new_page(), [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    yield page
    context.close()
    assert not errors, errors
    own = ("file:", "data:", "blob:", "http://127.0.0.1", "http://localhost")
    assert not [url for url in requests if not url.startswith(own)]


def address(site: Path, page: str) -> str:
    """Return the address of a page of a built site, opened as a file."""
    return (site / "book" / f"{page}.html").as_uri()
