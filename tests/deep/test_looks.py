"""The built book in a real browser: nothing for axe to find, no script error, no other host asked.

And what axe cannot see, on the same loaded pages: what moves while a page loads, what does not fit
a narrow window or an enlarged one, where the focus of the keyboard gets lost.
"""

import pytest
from browser import address, opened, served, violations, watched_page
from helpers import PAGES
from looks import SPACED, misfits, misfits_enlarged, shifts, unfocused

# Every look of every page; of those for a class, which are many and alike, the two ends.
ALL = [(1280, "light"), (1280, "dark"), (320, "light"), (390, "dark")]
LAPTOP, PHONE = ENDS = ALL[::3]
LOOKS = [
    (name, *look)
    for name in [*PAGES, "../search"]
    for look in (ENDS if name.startswith("classroom/") else ALL)
]
# A weak signal, in bytes a second and milliseconds: what a first screen shows comes in pieces.
WEAK = {"offline": False, "latency": 20, "downloadThroughput": 1e5, "uploadThroughput": 1e5}


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_a_page_is_accessible_and_quiet(browser, site, name, width, scheme):
    with opened(browser, site, name, width, scheme) as page:
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
def test_nothing_moves_however_slowly_a_page_comes(browser, site, name, width):
    with served(site) as host, watched_page(browser, width) as page:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", WEAK)
        page.goto(f"{host}/book/{name}.html")
        assert not shifts(page)


# What spoils a page, and what the measures say of it.
@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".card { width: 60rem; }", "sticks out"),
        ("h1 { margin-bottom: -4rem !important; }", "lies on"),
        (":focus-visible { outline: none !important; }", "shows no focus"),
        ("main::after { content: ''; position: fixed; inset: 0; z-index: 9; }", "hidden by"),
        ("data.number::after { content: none !important; }", "does not say where it comes from"),
    ],
)
def test_each_measure_finds_its_fault(browser, site, style, said):
    with opened(browser, site, "imports") as page:
        found = misfits(page, 1280, style) + unfocused(page)
        assert any(said in each for each in found)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_for_rest(browser, site, motion):
    """What moves for the others, the steps of a chapter and the slides, is found by the same measure."""
    moving = set()
    with watched_page(browser) as page:
        page.emulate_media(reduced_motion=motion)
        for name in ("index", "imports", "register", "classroom/slides-imports", "../search"):
            page.goto(address(site, name))
            if "slides" in name:
                page.wait_for_function("window.Reveal && Reveal.isReady()")
            if name == "imports":
                page.locator("section.whatif").scroll_into_view_if_needed()
                page.wait_for_selector("section.whatif[data-ready]")
            moving |= {name} if page.evaluate("looks.moving()") else set()
            assert motion != "reduce" or not page.evaluate("document.getAnimations().length")
    assert moving == (set() if motion == "reduce" else {"imports", "classroom/slides-imports"})
