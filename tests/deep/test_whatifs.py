"""The what-ifs in a real browser: how they are reached and what a choice shows.

That the answers are right is held by `test_whatif.py`, on the script that gives them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from browser import address, our_server, violations, watched_page
from playwright.sync_api import Browser, Page, Route, expect

# The what-ifs, and of each a field that takes a wrong number.
FIELDS = {"imports": "year", "reserves": "tonnage", "compensation": "last"}
READY = "section.whatif[data-ready]"
# The control that has the focus; nothing once it has left the form.
FOCUSED = "() => document.activeElement.closest('.whatif .choice')?.dataset.name || ''"
# Whether the chart has been drawn anew for a window of this width.
DRAWN_FOR = "width => document.querySelector('.live svg').getBoundingClientRect().right <= width"


@contextmanager
def playing(browser: Browser, place: str) -> Iterator[Page]:
    """Open a page at its what-if and wait until it plays."""
    with watched_page(browser) as page:
        page.goto(place)
        page.wait_for_selector(READY)
        yield page


@pytest.mark.parametrize("name", FIELDS)
def test_tab_reaches_every_control(browser, site, name):
    with playing(browser, f"{address(site, name)}#try-{name}:") as page:
        page.locator(".whatif").evaluate("it => { it.tabIndex = -1; it.focus(); }")
        reached = []
        for _ in range(30):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUSED))
        asked = page.locator(".whatif .choice:visible").all()
        names = [box.get_attribute("data-name") for box in asked]
        assert list(dict.fromkeys(filter(None, reached))) == names


def test_a_choice_before_the_scripts_have_come_is_answered(browser, site):
    late: list[Route] = []
    with our_server(site) as host, watched_page(browser) as page:
        page.route("**/vega.min.js", lambda script, _request: late.append(script))
        page.goto(f"{host}/book/imports.html")
        page.locator(".whatif [data-name=side] [value=exports]").check()
        page.locator(".whatif [data-name=year] [type=range]").fill("2020")
        expect(page.locator(".whatif output")).to_contain_text("In 2011")
        late[0].continue_()
        page.wait_for_selector(READY)
        expect(page.locator(".whatif output")).to_contain_text("In 2020")
        expect(page.locator(".whatif output")).to_contain_text("China exported")


@pytest.mark.parametrize(("name", "field"), FIELDS.items())
def test_in_use_it_is_accessible(browser, site, name, field):
    with playing(browser, f"{address(site, name)}#try-{name}:") as page:
        page.locator(f"#try-{name}-{field}").fill("9999")
        page.locator(".whatif details").evaluate("details => details.open = true")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(DRAWN_FOR, arg=width)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert not violations(page, "section.whatif")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            cut, small = page.evaluate("looks.drawn()")
            assert not cut and not small
