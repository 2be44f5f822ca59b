"""Tables and lists of tables: cards on a phone, whole at a desk, whole on paper."""

import pytest
from browser import opened
from helpers import PAGES

PHONE, DESK = 390, 1280
# What is left of a sheet between the margins that Chromium sets, in CSS pixels.
PAPERS = {"A4": 718, "Letter": 740}
every_page = pytest.mark.parametrize("name", PAGES)


# Slides have a style of their own, and no table that is too wide for a phone.
@pytest.mark.parametrize("name", [name for name in PAGES if "slides-" not in name])
def test_each_row_of_a_wide_table_is_a_card_on_a_phone(browser, site, name):
    with opened(browser, site, name, PHONE) as page:
        page.evaluate("looks.unfold()")
        assert page.evaluate("looks.noCards()") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        tables = [each for each in page.evaluate("looks.scrolls()") if each.startswith("table")]
        assert tables == []


@every_page
def test_no_column_is_cut_at_a_desk(browser, site, name):
    with opened(browser, site, name, DESK) as page:
        page.evaluate("looks.unfold()")
        assert page.evaluate("looks.scrolls()") == []


@every_page
def test_paper_shows_the_whole_of_a_page(browser, site, name):
    """Nothing sticks out, scrolls, throws a shadow, or breaks in the middle of a word."""
    with opened(browser, site, name) as page:
        page.emulate_media(media="print")
        for paper, width in PAPERS.items():
            page.set_viewport_size({"width": width, "height": 1000})
            for fault in ("sideways", "notForPaper", "broken"):
                assert (paper, page.evaluate(f"looks.{fault}()")) == (paper, [])
