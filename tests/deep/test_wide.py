"""Tables and lists of tables: cards on a phone, whole at a desk, whole on paper."""

from pathlib import Path

import pytest
from browser import address, needs_a_browser, opened, watched_page
from helpers import PAGES
from playwright.sync_api import Browser

pytestmark = needs_a_browser
PHONE, DESK = 390, 1280
# What is left of a sheet between the margins that Chromium sets, in CSS pixels.
PAPERS = {"A4": 718, "Letter": 740}
# Slides have a style of their own, and no table that is too wide for a phone.
READ = [name for name in PAGES if "slides-" not in name]
every_page = pytest.mark.parametrize("name", PAGES)

OPEN = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
# Cells of a card whose label or words cannot be seen, and tables of four columns that are no cards.
NO_CARD = """() => {
  const seen = (one) => one.checkVisibility();
  const tables = Array.from(document.querySelectorAll("div.table > table")).filter(seen);
  const wide = tables.filter((one) => one.tHead.rows[0].cells.length > 3);
  const headed = (cell) => cell.matches("th:not(.num)")
    || getComputedStyle(cell, "::before").content === JSON.stringify(cell.dataset.label);
  const inside = (cell) => cell.getBoundingClientRect().right <= innerWidth;
  const bad = (cell) => cell.textContent && !(seen(cell) && inside(cell) && headed(cell));
  const heads = (one) => Array.from(one.tHead.rows[0].cells, (head) => head.textContent);
  const named = (one) => Array.from(one.tBodies[0].rows).every((row) =>
    heads(one).every((head, i) => row.cells[i].dataset.label === head));
  return wide.filter((one) => !named(one) || Array.from(one.tBodies[0].querySelectorAll("th, td")).some(bad))
    .map((one) => one.caption.textContent);
}"""
SCROLLS = """() => Array.from(document.querySelectorAll(".table, .frame"))
  .filter((box) => box.scrollWidth > box.clientWidth + 1)
  .map((box) => `${box.className}: ${box.textContent.trim().slice(0, 60)}`)"""
# Words in two lines, but for one that breaks where it has a hyphen, and addresses.
BROKEN = r"""() => {
  const found = [], walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("svg, pre, code")) continue;
    for (const word of node.data.matchAll(/[\p{Script=Latin}\d]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
# Shadows, and boxes that hide what does not fit.
NOT_FOR_PAPER = """() => Array.from(document.querySelectorAll("main *")).filter((one) => {
  const style = getComputedStyle(one), box = one.checkVisibility();
  return box && (style.backgroundImage !== "none" || style.boxShadow !== "none"
    || (/auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1));
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("name", READ)
def test_each_row_of_a_wide_table_is_a_card_on_a_phone(
    browser: Browser, site: Path, name: str
) -> None:
    with opened(browser, site, name, PHONE) as page:
        page.evaluate(OPEN)
        assert page.evaluate(NO_CARD) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        tables = [each for each in page.evaluate(SCROLLS) if each.startswith("table")]
        assert tables == []


@every_page
def test_no_column_is_cut_at_a_desk(browser: Browser, site: Path, name: str) -> None:
    with opened(browser, site, name, DESK) as page:
        page.evaluate(OPEN)
        assert page.evaluate(SCROLLS) == []


@every_page
def test_paper_shows_the_whole_of_a_page(browser: Browser, site: Path, name: str) -> None:
    """Nothing sticks out, scrolls, throws a shadow, or breaks in the middle of a word."""
    with watched_page(browser) as page:
        page.add_init_script(path=Path(__file__).parents[1] / "looks.js")
        page.goto(address(site, name))
        page.emulate_media(media="print")
        for paper, width in PAPERS.items():
            page.set_viewport_size({"width": width, "height": 1000})
            wrong = [*page.evaluate("looks.sideways()"), *page.evaluate(NOT_FOR_PAPER)]
            assert (paper, wrong, page.evaluate(BROKEN)) == (paper, [], [])
