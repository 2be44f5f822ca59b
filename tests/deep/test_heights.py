"""How long a chapter is on a phone, what its first screen holds, and that its fold loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import address, needs_a_browser, watched_page
from helpers import CHAPTERS
from playwright.sync_api import Browser, Page

pytestmark = needs_a_browser
STORY_PX, WHOLE_PX, SCREEN_PX = 8_400, 12_000, 844
every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


@contextmanager
def phone(browser: Browser, site: Path, chapter: str, place: str = "") -> Iterator[Page]:
    with watched_page(browser, width=390) as page:
        page.set_viewport_size({"width": 390, "height": SCREEN_PX})
        page.goto(address(site, chapter) + place)
        page.wait_for_load_state("load")
        yield page


def top(page: Page, selector: str) -> float:
    return float(
        page.locator(selector).first.evaluate("e => e.getBoundingClientRect().top + scrollY")
    )


WORDS = """() => { const main = document.querySelector("main").cloneNode(true);
  const count = () => main.textContent.trim().split(/\\s+/).length;
  const drop = (what) => main.querySelectorAll(what).forEach(e => e.remove());
  drop("script, style, details.hide, .contents, .take, table, .sources, .tables, .solution, svg");
  const all = count();
  drop("details");
  return [count(), all]; }"""


@every_chapter
def test_a_phone_gets_the_answer_first_and_the_story_in_a_few_screens(
    browser: Browser, site: Path, chapter: str
) -> None:
    with phone(browser, site, chapter) as page:
        assert top(page, "h1 + p") < top(page, "nav.actions") < top(page, "figure.plate .finding")
        assert top(page, "figure.plate .plot") < SCREEN_PX - 100  # and the top of its picture
        assert top(page, "figure.plate") < top(page, ".card")
        terms = page.locator(".xref.std-term")  # a word that needs the glossary comes later
        assert terms.count() and top(page, ".xref.std-term") > top(page, "figure.plate")
        assert top(page, "#going-further") <= STORY_PX
        assert page.evaluate("document.documentElement.scrollHeight") <= WHOLE_PX
        unfolded, words = page.evaluate(WORDS)
        assert unfolded >= words / 2


@every_chapter
def test_a_link_into_the_fold_opens_it(browser: Browser, site: Path, chapter: str) -> None:
    text = (site / "book" / f"{chapter}.html").read_text("utf-8")
    inner = re.search(r'<details class="further">.*?<section id="([^"]+)"', text, re.S)
    assert inner
    with phone(browser, site, chapter) as page:
        assert not page.locator(f"#{inner[1]}").is_visible()
    with phone(browser, site, chapter, f"#{inner[1]}") as page:
        assert page.locator(f"#{inner[1]}").is_visible()
