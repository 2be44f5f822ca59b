"""What readers without a mouse, without sight, without scripts or without ease get from the book."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from browser import address, needs_a_browser, watched_page
from looks import ORIGIN
from playwright.sync_api import Browser, Page, expect

from rereading.claims import register

pytestmark = needs_a_browser

# --- The keyboard ---------------------------------------------------------------------------------


def test_the_tab_key_goes_through_a_page_in_its_order(browser: Browser, site: Path) -> None:
    """By real presses: the first sixty stops, from the skip link over the menus into the page."""
    with watched_page(browser) as page:
        page.add_init_script(path=Path(__file__).with_name("looks.js"))
        page.goto(address(site, "imports"))
        page.evaluate(
            "window.stops = []; addEventListener('focusin', e => stops.push(looks.name(e.target)))"
        )
        for _ in range(60):
            page.keyboard.press("Tab")
        assert page.evaluate("stops") == page.evaluate("looks.reached().map(looks.name)")[:60]
        page.goto(address(site, "imports"))
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_text("Skip to the page")
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator("main#content :focus")).to_be_attached()


def test_the_questions_are_two_stops_away_and_numbers_cost_one_a_section(
    browser: Browser, site: Path
) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "imports"))
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("To the questions")
        page.keyboard.press("Enter")
        expect(page.locator("#try-it > h2")).to_be_in_viewport()
        numbers = page.locator("main data.number")
        stops = page.locator('main data.number[tabindex="0"]').count()
        assert 0 < stops <= page.locator("main section:has(data.number)").count() < numbers.count()
        numbers.first.focus()
        page.keyboard.press("ArrowRight")
        expect(numbers.nth(1)).to_be_focused()


def test_menus_open_close_and_lead_on_by_keys(browser: Browser, site: Path) -> None:
    with watched_page(browser, width=320) as page:
        page.goto(address(site, "imports"))
        menus = page.locator("details.menu")
        for i in range(menus.count()):
            menus.nth(i).locator("summary").focus()
            page.keyboard.press("Enter")
            expect(menus.nth(i)).to_have_attribute("open", "")
            box = menus.nth(i).locator("ul").bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
        assert page.locator("details.menu[open]").count() == 1
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('details.menu[open] a')")
        page.keyboard.press("Escape")
        assert page.locator("details.menu[open]").count() == 0
        page.locator("details.menu summary").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("reserves.html")


def test_disclosures_open_and_their_tables_scroll_by_keys(browser: Browser, site: Path) -> None:
    with watched_page(browser, width=320) as page:
        page.goto(address(site, "reserves"))
        page.locator("details.further > summary").press("Enter")
        folded = page.locator("main details:not(.contents, .solution, .menu, .further)")
        scrolled = 0
        for i in range(folded.count()):
            details = folded.nth(i)
            was = details.get_attribute("open")
            details.locator("> summary").focus()
            page.keyboard.press("Enter")
            assert details.get_attribute("open") != was
            if was is not None:
                page.keyboard.press("Enter")
            box = details.locator("div.table").first
            if box.count() and box.evaluate("box => box.scrollWidth > box.clientWidth"):
                box.focus()
                page.keyboard.press("ArrowRight")
                page.wait_for_function("document.activeElement.scrollLeft > 0")
                scrolled += 1
        assert folded.count() > 5 and scrolled > 0


def test_the_register_is_filtered_by_keys(browser: Browser, site: Path) -> None:
    rows = register()
    topics = sorted(rows["topic"].unique())
    with watched_page(browser) as page:
        page.goto(address(site, "register"))
        field = page.get_by_label("Topic")
        field.focus()
        page.keyboard.press("ArrowDown")
        expect(field).to_have_value(topics[0])
        shown = page.locator("table.register tbody tr:visible")
        assert shown.count() == (rows["topic"] == topics[0]).sum()
        expect(page.locator(".filters output")).to_have_text(
            f"{shown.count()} of {len(rows)} claims"
        )


@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_says_where_it_comes_from(browser: Browser, site: Path, width: int) -> None:
    """By pointer, by key and, with a finger, by a tap; Escape takes it away again."""
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address(site, "imports"))
    numbers = page.locator("main > section > p data.number, main > section section > p data.number")
    number, other = numbers.first, numbers.nth(3)
    for one, look in ((number, number.hover), (other, other.focus), (number, number.tap)):
        assert one.evaluate(ORIGIN) == ""
        look()
        assert one.evaluate(ORIGIN).strip('"') == one.get_attribute("data-origin")
        page.keyboard.press("Escape")
        assert one.evaluate(ORIGIN) == ""
        page.mouse.move(0, 0)
    context.close()


# --- Search ---------------------------------------------------------------------------------------


def found(page: Page, site: Path, query: str, most: int = 3) -> list[tuple[str, str]]:
    """Return the first results for a query as a reader sees them: words and address."""
    page.goto(f"{(site / 'search.html').as_uri()}?q={quote(query)}")
    expect(page.locator("#search-results .search-summary")).not_to_be_empty()
    results = page.locator("#search-results li")
    expect(results.first).to_be_visible()
    return [
        (one.inner_text(), one.locator("a").get_attribute("href") or "")
        for one in results.all()[:most]
    ]


# What a reader types, and where one of the first three results must lead.
QUERIES = {
    "rare earth imports 2010": "book/register.html#china-56-percent",
    "56": "book/register.html#china-56-percent",
    "81.6": "book/imports.html",
    "56 percent": "book/imports.html",
    "second in the world": "book/register.html#",
    "30 billion dollars": "book/register.html#",
    "yardsticks": "book/compensation.html#",
    "Iijima": "book/register.html#",
    "Vietnam": "book/register.html#",
    "23,310": "book/imports.html",
    "denominator": "book/",
    "1,121": "book/supply.html",  # only a table says it
}


def test_search_finds_claims_and_figures_by_words_and_numbers(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        for query, place in QUERIES.items():
            results = found(page, site, query)
            assert any(place in at for _, at in results), (query, results)
            for _, at in results:
                file, _, part = at.partition("#")
                html = (site / file).read_text("utf-8")
                assert not part or f'id="{part}"' in html, (query, at)


def test_search_stops_at_no_word(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:  # which fails at an error of a script
        for query in ("constructor", "__proto__", "hasOwnProperty", "-", '"'):
            page.goto(f"{(site / 'search.html').as_uri()}?q={quote(query)}")
            expect(page.locator("#search-results .search-summary")).not_to_be_empty()
