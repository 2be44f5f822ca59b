"""What readers without a mouse, without sight, without scripts or without ease get from the book."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import address, opened, violations, watched_page
from faults import ids_of, parsed
from helpers import csv_rows
from looks import ORIGIN
from playwright.sync_api import Page, expect

from rereading.claims import register
from rereading.site.search import parts_of, words


def test_page_and_questions_are_a_stop_or_two_away(browser, site):
    """And the numbers of a section cost one stop."""
    with opened(browser, site, "imports") as page:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the page")
        expect(page.locator(":focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator("main#content :focus")).to_be_attached()
        page.reload()
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


def test_menus_open_close_and_lead_on_by_keys(browser, site):
    with opened(browser, site, "imports", width=320) as page:
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


@pytest.mark.parametrize("width", [1280, 390])
def test_the_register_is_filtered_by_keys(browser, site, width):
    rows = register()
    topics = sorted(rows["topic"].unique())
    with opened(browser, site, "register", width) as page:
        field = page.get_by_label("Topic")
        field.focus()
        page.keyboard.press("ArrowDown")
        expect(field).to_have_value(topics[0])
        shown = page.locator("table.register tbody tr:visible")
        assert shown.count() == (rows["topic"] == topics[0]).sum()
        said = page.locator(".filters output")
        expect(said).to_have_text(count := f"{shown.count()} of {len(rows)} claims")
        # A reader comes back to the filter as it was, and a browser's translation takes none away.
        page.goto(address(site, "index"))
        page.go_back()
        expect(said).to_have_text(count)
        expect(field).to_have_value(topics[0])
        page.evaluate("document.querySelectorAll('option').forEach(each => each.text = '?')")
        field.select_option(index=2)
        expect(shown).to_have_count(int((rows["topic"] == topics[1]).sum()))
        page.get_by_label("Verdict").select_option("does not hold")
        both = rows[(rows["topic"] == topics[1]) & (rows["verdict"] == "does not hold")]
        expect(shown).to_have_count(len(both))
        chapters = page.locator("main section:has(table.register):not(:has(section)):visible")
        assert chapters.count() == both["page"].nunique() < rows["page"].nunique()
        for select in page.locator(".filters select").all():
            select.select_option(index=0)
        expect(chapters).to_have_count(rows["page"].nunique())
        expect(shown).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_says_where_it_comes_from(browser, site, width):
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


def found(page: Page, site: Path, query: str) -> list[tuple[str, str, list[str]]]:
    """Return what a query finds: addresses, their lines, the words marked there."""
    page.goto(f"{(site / 'search.html').as_uri()}?q={quote(query)}")
    expect(page.get_by_role("status")).not_to_be_empty()
    results = []
    for item in page.locator("#places > li").all():
        href = item.locator("a").get_attribute("href") or ""
        marks = item.locator("mark").all_inner_texts()
        results.append((href, item.locator("p").inner_html(), marks))
    return results


def test_search_puts_the_place_first_that_says_it(browser, site):
    """With a line that has the words marked, and links that lead to a place that is there."""
    with watched_page(browser) as page:
        for query, place in (row.values() for row in csv_rows("../tests/searches")):
            results = found(page, site, query)
            assert results[0][0] == place, (query, results[:3])
            of_page = Counter(address.partition("#")[0] for address, _, _ in results)
            assert len(results) <= 30 and max(of_page.values()) <= 3
            for address, line, marks in results:
                file, _, part = address.partition("#")
                assert not part or part in ids_of(site / file), (query, address)
                assert marks and len(line) < 500, (query, address)
                assert not re.search(r"</mark>[.,]?\d|\d[.,]?<mark>\d", line), "whole numbers"


def test_words_behind_a_picture_are_found_in_their_section(site):
    html = (site / "book" / "imports.html").read_text("utf-8")
    said = {place: text for place, _, text in parts_of(html)}
    behind = parsed(site / "book" / "imports.html").select("section section > :has(figure) ~ p")
    assert behind and all(words(str(p)) in said[p.parent["id"]] for p in behind)


def test_search_stops_at_no_word(browser, site):
    with watched_page(browser) as page:  # which fails at an error of a script
        said = page.get_by_role("status")
        for query in ("constructor", "__proto__", "hasOwnProperty", "(", "\\", "xyzzy 23"):
            assert found(page, site, query) == [] or query == "xyzzy 23"
            expect(said).to_contain_text(re.compile("does not have|none has all|Type a word"))
        # Letters as wide as Kanji, as a Japanese keyboard writes them.
        wide = "\uff23\uff28\uff29\uff2e\uff21"
        assert found(page, site, wide) == found(page, site, "CHINA") != []
        for query in ("", "   ", "-", '"'):
            assert found(page, site, query) == []
            expect(said).to_have_text("Type a word or a number.")
        assert found(page, site, "the who"), "little words alone are words"


def test_search_is_used_by_keys_and_on_a_phone_in_the_dark(browser, site):
    with watched_page(browser, width=390, scheme="dark") as page:
        page.goto((site / "search.html").as_uri())
        field = page.get_by_label("Words or numbers to look for")
        field.focus()
        page.keyboard.type("Naha")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("places have what you look for")
        expect(field).to_have_value("Naha")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert not violations(page)
        page.get_by_role("button", name="Search").focus()
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("index.html#places")
