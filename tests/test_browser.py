"""The built book in a real browser: nothing for axe to find, no script error, no other host asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import address, chromium, needs_a_browser, watched_page
from playwright.sync_api import Browser, expect

from rereading.figures.style import DARK

BOOK = Path(__file__).parents[1] / "book"
PAGES = [s.relative_to(BOOK).with_suffix("").as_posix() for s in sorted(BOOK.rglob("*.md"))]
# Every look of every page; of those for a class, which are many and alike, the two ends.
ALL = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
LOOKS = [
    (name, *look)
    for name in [*PAGES, "../search"]
    for look in (ALL[::3] if name.startswith("classroom/") else ALL)
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = needs_a_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_a_page_is_accessible_and_quiet(
    browser: Browser, site: Path, name: str, width: int, scheme: str
) -> None:
    with watched_page(browser, width, scheme) as page:
        page.goto(address(site, name))
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert not found, [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_a_fault(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "index"))
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert "image-alt" in {each["id"] for each in found}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_scripts_come(browser: Browser, site: Path, width: int) -> None:
    """The header takes the room of its button before it is there; so no layout shifts on load."""
    tops = []
    for scripts in (False, True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto(address(site, "imports"))
        expect(page.locator("#theme")).to_be_visible(visible=scripts)
        boxes = [page.locator(part).bounding_box() for part in (".tools > a", "h1")]
        tops.append([(box["x"], box["y"]) for box in boxes if box])
        context.close()
    assert tops[0] == tops[1] and len(tops[0]) == 2


def test_the_bar_of_a_phone_follows_the_chosen_theme(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "index"))
        page.click("#theme")
        bars = page.locator('meta[name="theme-color"]').all()
        assert [bar.get_attribute("content") for bar in bars] == [DARK["paper"]] * 2
