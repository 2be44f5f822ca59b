"""The built book in a real browser: nothing for axe to find, no script error, no other host asked.

And what axe cannot see, on the same loaded pages: what moves while a page loads, what does not fit
a narrow window or an enlarged one, where the focus of the keyboard gets lost.
"""

from pathlib import Path

import pytest
from browser import Slow, address, needs_a_browser, served, violations, watched_page
from helpers import PAGES
from looks import SPACED, measure, misfits, misfits_enlarged, shifts, unfocused
from playwright.sync_api import Browser, Page

# Every look of every page; of those for a class, which are many and alike, the two ends.
ALL = [(1280, "light"), (1280, "dark"), (320, "light"), (390, "dark")]
LAPTOP, PHONE = ENDS = ALL[::3]
LOOKS = [
    (name, *look)
    for name in [*PAGES, "../search"]
    for look in (ENDS if name.startswith("classroom/") else ALL)
]

pytestmark = needs_a_browser


def at_1280(page: Page) -> list[str]:
    return misfits(page, 1280)


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_a_page_is_accessible_and_quiet(
    browser: Browser, site: Path, name: str, width: int, scheme: str
) -> None:
    with watched_page(browser, width, scheme) as page:
        measure(page)
        page.goto(address(site, name))
        assert not violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if (width, scheme) in ENDS:
            assert not shifts(page)
            assert not unfocused(page)
        if (width, scheme) == LAPTOP and "slides-" not in name:  # slides fill the window, no more
            assert not misfits_enlarged(page, 1280)
        if (width, scheme) == PHONE:
            # 640 pixels is a laptop's window at 200 %, 320 a phone's or a laptop's at 400 %.
            assert not [*misfits(page, 640), *misfits(page, 320)]
            assert not misfits(page, 320, SPACED)


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", ["index", "imports", "register", "classroom/unit"])
def test_nothing_moves_however_slowly_a_page_comes(
    browser: Browser, site: Path, name: str, width: int
) -> None:
    with served(site, Slow) as host, watched_page(browser, width) as page:
        measure(page)
        page.goto(f"{host}/book/{name}.html")
        assert not shifts(page)


# What spoils a page, which measure has to see it, and what it says.
FAULTS = {
    "a wide box": (at_1280, ".card { width: 60rem; }", "sticks out"),
    "a text on another": (at_1280, "h1 { margin-bottom: -4rem !important; }", "lies on"),
    "no ring": (unfocused, ":focus-visible { outline: none !important; }", "shows no focus"),
    "a lid": (
        unfocused,
        "main::after { content: ''; position: fixed; inset: 0; z-index: 9; }",
        "hidden by",
    ),
    "a silent number": (
        unfocused,
        "data.number::after { content: none !important; }",
        "does not say where it comes from",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_measure_finds_its_fault(browser: Browser, site: Path, fault: str) -> None:
    look, style, said = FAULTS[fault]
    with watched_page(browser) as page:
        measure(page)
        page.goto(address(site, "imports"))
        page.add_style_tag(content=style)
        assert any(said in each for each in look(page))


# --- Motion ---------------------------------------------------------------------------------------

MOVING = """() => Array.from(document.querySelectorAll("*")).flatMap((one) => ["", "::before", "::after"].map(
  (part) => [getComputedStyle(one, part), `${one.tagName} ${one.className.baseVal ?? one.className}${part}`]
)).filter(([style]) => style.animationName !== "none" || style.scrollBehavior === "smooth"
  || style.transitionProperty !== "none" && /[1-9]/.test(style.transitionDuration)
).map(([, name]) => name).slice(0, 5)"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_for_rest(
    browser: Browser, site: Path, motion: str
) -> None:
    """What moves for the others, the steps of a chapter and the slides, is found by the same measure."""
    context = browser.new_context(reduced_motion=motion)
    page, moving = context.new_page(), {}
    for name in ("index", "imports", "register", "classroom/slides-imports", "../search"):
        page.goto(address(site, name))
        if "slides" in name:
            page.wait_for_function("window.Reveal && Reveal.isReady()")
        if name == "imports":
            page.locator("section.whatif").scroll_into_view_if_needed()
            page.wait_for_selector("section.whatif[data-ready]")
        moving[name] = page.evaluate(MOVING)
        if motion == "reduce":
            assert not page.evaluate("document.getAnimations().length")
    context.close()
    assert [name for name, found in moving.items() if found] == (
        [] if motion == "reduce" else ["imports", "classroom/slides-imports"]
    ), moving
