"""How long a page is on a phone, what the first screen of a chapter holds, and that folds lose nothing."""

import pytest
from browser import address, opened
from helpers import CHAPTERS
from playwright.sync_api import Page

PHONE, SCREEN_PX, STORY_PX, WHOLE_PX = 390, 844, 8_400, 12_000


def top(page: Page, selector: str) -> float:
    found = page.locator(selector).first
    return float(found.evaluate("e => e.getBoundingClientRect().top + scrollY"))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_phone_gets_the_answer_first_and_the_story_in_a_few_screens(browser, site, chapter):
    with opened(browser, site, chapter, PHONE) as page:
        assert top(page, "h1 + p") < top(page, "nav.actions") < top(page, "figure.plate .finding")
        assert top(page, "figure.plate .plot") < SCREEN_PX - 100  # and the top of its picture
        assert top(page, "figure.plate") < top(page, ".card")
        terms = page.locator(".xref.std-term")  # a word that needs the glossary comes later
        assert terms.count() and top(page, ".xref.std-term") > top(page, "figure.plate")
        assert top(page, "#going-further") <= STORY_PX
        unfolded, words = page.evaluate("looks.words()")
        assert unfolded >= words / 2


@pytest.mark.parametrize("name", [*CHAPTERS, "register", "data", "sources"])
def test_a_page_is_short_by_its_folds_and_a_link_into_one_opens_it(browser, site, name):
    with opened(browser, site, name, PHONE) as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= WHOLE_PX
        inner = page.locator("details.further :is(section, tr, li, .dataset)[id]").last
        assert not inner.is_visible()
        page.goto(f"{address(site, name)}#{inner.get_attribute('id')}")
        assert inner.is_visible()
        page.reload()
        assert inner.is_visible()
