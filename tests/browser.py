"""A real browser for the tests of the built book, Chromium as the system has it, and a web server."""

import asyncio
import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tornado.testing import bind_unused_port

from rereading.site.printing import QUIET, find_chromium
from rereading.site.serve import server

SLOW_MS = 60_000  # no test is about time: a busy machine gets this long to do what is expected
# The rules of axe that every page keeps.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
expect.set_options(timeout=SLOW_MS)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """Open an empty page that fails the test if a script fails or another host is asked.

    Every page opened in it carries the measures of `looks.js`, which watch from the start.
    """
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(SLOW_MS)
    page, errors, requests = context.new_page(), [], []
    page.add_init_script(path=Path(__file__).with_name("looks.js"))
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on("request", lambda request: requests.append(request.url))
    page.goto("about:blank")  # no page yet has the measures
    yield page
    context.close()
    assert not errors, errors
    own = ("file:", "data:", "blob:", "http://127.0.0.1", "http://localhost")
    assert not [url for url in requests if not url.startswith(own)]


def address(site: Path, page: str) -> str:
    return (site / "book" / f"{page}.html").as_uri()


@contextmanager
def opened(
    browser: Browser, site: Path, name: str, width: int = 1280, scheme: str = "light"
) -> Iterator[Page]:
    """Open a page of a built site as `watched_page` does."""
    with watched_page(browser, width, scheme) as page:
        page.goto(address(site, name))
        yield page


class Silent(http.server.SimpleHTTPRequestHandler):
    """A web server of a folder that says nothing of what it is asked."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, handler: type[Silent] = Silent) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""
    here = functools.partial(handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), here) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def our_server(site: Path) -> Iterator[str]:
    """Serve a built site as `make serve` does, with its headers and policy; yield its address."""
    socket, port = bind_unused_port()
    loop = asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        server(site).add_socket(socket)
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def violations(page: Page, within: str | None = None) -> list[tuple[str, str]]:
    """Return what axe finds on a page or in a part of it: the rule, and the first that breaks it."""
    found = Axe().run(page, within, {"runOnly": RULES}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
