"""What readers without a mouse, without sight, without scripts or without ease get from the book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import address, chromium, needs_a_browser, watched_page
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from playwright.sync_api import Browser, Page, expect

from rereading.claims import register
from rereading.site.quiz import NO_SCRIPT

BOOK = Path(__file__).parents[1] / "book"
PAGES = [s.relative_to(BOOK).with_suffix("").as_posix() for s in sorted(BOOK.rglob("*.md"))]
SCRIPTS = {
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "ja": "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f",
}
SPOKEN = ("aria-label", "alt", "title", "data-origin", "placeholder", "content")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def parsed(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / "book" / f"{name}.html").read_text("utf-8"), "html.parser")


# --- Languages ------------------------------------------------------------------------------------


def unmarked(page: BeautifulSoup) -> list[str]:
    """Return the Korean and Japanese words of a page that do not say which language they are."""
    texts = [(text, text.parent) for text in page.find_all(string=True) if is_read(text)]
    texts += [
        (tag[name], tag)
        for tag in page.find_all(True)
        for name in SPOKEN
        if isinstance(tag.get(name), str)
    ]
    return [
        f"{language}: {text.strip()[:60]}"
        for text, tag in texts
        for language, letters in SCRIPTS.items()
        if re.search(f"[{letters}]", text) and language_of(tag) != language
    ]


def is_read(text: NavigableString) -> bool:
    """Return whether a piece of text is there to be read: no script, no comment."""
    return not isinstance(text, PreformattedString) and text.parent.name != "script"


def language_of(tag: Tag) -> str:
    marked = tag if tag.has_attr("lang") else tag.find_parent(lang=True)
    return marked["lang"] if marked else ""


def test_korean_and_japanese_words_say_their_language(site: Path) -> None:
    pages = {name: parsed(site, name) for name in PAGES}
    assert not {name: found for name, page in pages.items() if (found := unmarked(page))}
    marked = [tag["lang"] for tag in pages["classroom/vocabulary"].select("[lang]")]
    assert {"ko", "ja"} <= set(marked)


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<html lang="en"><p>희토류</p></html>', 1),
        ('<html lang="en"><svg><text>희토류 レア</text></svg></html>', 2),
        ('<p lang="ko">희토류 <b>rare</b></p>', 0),
        ('<p lang="ko">レアアース</p>', 1),
        ('<p lang="en"><img alt="거래"></p>', 1),
        ("<!-- 희토류 --><p>rare</p>", 0),
    ],
)
def test_the_finder_of_languages_finds_them(html: str, faults: int) -> None:
    assert len(unmarked(BeautifulSoup(html, "html.parser"))) == faults


# --- Descriptions ---------------------------------------------------------------------------------


def poor(picture: Tag) -> str:
    """Return what is wrong with the description of a picture, "" if nothing is."""
    said = picture.get("aria-label") or picture.get("alt") or ""
    if re.fullmatch(r"\S*\.(png|svg|jpe?g)|[0-9a-f]{8,}|[\w/-]*", said):
        return f"no description but {said!r}"
    if len(said.split()) < 8 or not re.search(r"[.?!]$", said) or not said[0].isupper():
        return f"no sentence: {said}"
    around = picture.find_parent(["figure", "section"])
    shown = around.select("figcaption strong data, td.num, td data") if around else []
    bare = {tag.get_text().split()[0].strip("%$×¥,.") for tag in shown if tag.get_text().split()}
    values = {value for value in bare if value}
    if values and not any(
        re.search(rf"(?<![\w.]){re.escape(v)}(?![\w])", said, re.I) for v in values
    ):
        return f"none of its values: {said}"
    return ""


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_says_what_it_shows_and_a_value_of_it(site: Path, name: str) -> None:
    page = parsed(site, name)
    pictures = page.select("[role=img], img")
    assert not [fault for picture in pictures if (fault := poor(picture))]
    drawings = [d for d in page.select("svg") if not d.find_parent("svg")]
    loose = [d for d in drawings if not d.find_parent(attrs={"role": "img"})]
    assert not [str(d)[:90] for d in loose if not d.find_parent(attrs={"aria-hidden": "true"})]


FIGURE = (
    "<figure><div role=img aria-label='{}'></div>"
    "<figcaption><strong>It was <data>81.6 percent</data>.</strong></figcaption></figure>"
)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("imports-share.svg", "no description"),
        ("9f86d081884c7d65", "no description"),
        ("", "no description"),
        ("A chart of shares", "no sentence"),
        ("A bar chart of the shares that China had in those years.", "none of its values"),
        ("A bar chart: in one year China had 81.6 percent of it all.", ""),
    ],
)
def test_a_poor_description_is_found(said: str, fault: str) -> None:
    found = poor(BeautifulSoup(FIGURE.format(said), "html.parser").select_one("[role=img]"))
    assert (fault in found) if fault else not found


# --- The keyboard ---------------------------------------------------------------------------------


def focused(page: Page) -> str:
    """Return the words, or else the element, that has the focus."""
    return str(
        page.evaluate(
            "document.activeElement.textContent.trim() || document.activeElement.outerHTML"
        )
    )


@needs_a_browser
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


@needs_a_browser
def test_the_skip_link_leads_past_the_menus(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "imports"))
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the page"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main#content') !== null")


@needs_a_browser
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


@needs_a_browser
def test_disclosures_open_and_their_tables_scroll_by_keys(browser: Browser, site: Path) -> None:
    with watched_page(browser, width=320) as page:
        page.goto(address(site, "reserves"))
        folded = page.locator("main details:not(.contents, .solution, .menu)")
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


@needs_a_browser
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


ORIGIN = """number => {
  const said = getComputedStyle(number, "::after");
  return said.display === "none" || said.content === "none" ? "" : said.content;
}"""


@needs_a_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_says_where_it_comes_from(browser: Browser, site: Path, width: int) -> None:
    """By pointer, by key and, with a finger, by a tap; Escape takes it away again."""
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address(site, "imports"))
    numbers = page.locator("main > section > p data.number, main > section section > p data.number")
    number, other = numbers.first, numbers.nth(3)
    origin = number.get_attribute("data-origin")
    assert origin and number.evaluate(ORIGIN) == ""
    number.hover()
    assert number.evaluate(ORIGIN).strip('"') == origin
    page.keyboard.press("Escape")
    assert number.evaluate(ORIGIN) == ""
    other.focus()
    assert other.evaluate(ORIGIN).strip('"') == other.get_attribute("data-origin")
    page.keyboard.press("Escape")
    assert other.evaluate(ORIGIN) == ""
    page.mouse.move(0, 0)
    number.tap()
    assert number.evaluate(ORIGIN).strip('"') == origin
    context.close()


# --- Motion ---------------------------------------------------------------------------------------

MOVING = """() => Array.from(document.querySelectorAll("*")).flatMap((one) => ["", "::before", "::after"].map(
  (part) => [getComputedStyle(one, part), `${one.tagName} ${one.className.baseVal ?? one.className}${part}`]
)).filter(([style]) => style.animationName !== "none" || style.scrollBehavior === "smooth"
  || style.transitionProperty !== "none" && /[1-9]/.test(style.transitionDuration)
).map(([, name]) => name).slice(0, 5)"""


@needs_a_browser
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_for_rest(
    browser: Browser, site: Path, motion: str
) -> None:
    """And what moves for the others, in the slides, is found by the same measure."""
    context = browser.new_context(reduced_motion=motion)
    page = context.new_page()
    moving = {}
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
        [] if motion == "reduce" else ["classroom/slides-imports"]
    ), moving


# --- Without scripts ------------------------------------------------------------------------------

# What a page without scripts hides from a reader, or offers though it does nothing.
LOST = """() => {
  const folded = (one) => one.closest("details:not([open])");
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const said = "main :is(h1, h2, h3, p, li, table, pre), figure.plate .plot, header a.name";
  const hidden = (one) => one.closest("[hidden], .narrow, nav, .contents, form")
    || one.matches(":empty") || one.closest(".slides :is(details, .admonition-title, .downloads)");
  const lost = Array.from(document.querySelectorAll(said)).filter((one) =>
    !folded(one) && !hidden(one) && !seen(one));
  const dead = Array.from(document.querySelectorAll("button, input, select, textarea, .keys")).filter(seen);
  const drawn = Array.from(document.querySelectorAll(".plot")).filter((plot) =>
    !Array.from(plot.querySelectorAll("svg")).some(seen));
  return [...lost.map((one) => "hidden: " + one.outerHTML.slice(0, 80)),
    ...dead.map((one) => "dead: " + one.outerHTML.slice(0, 80)),
    ...drawn.map((one) => "not drawn: " + one.outerHTML.slice(0, 80))].slice(0, 5);
}"""


@needs_a_browser
def test_without_scripts_all_is_there_and_nothing_is_dead(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    faults, said = {}, {}
    for name in [*PAGES, "../search"]:
        page.goto(address(site, name))
        faults[name] = page.evaluate(LOST)
        if "slides-" not in name:
            faults[name] += [] if page.locator("details.menu a").count() > 20 else ["no contents"]
        said[name] = page.locator("noscript").all_inner_texts()
    assert not {name: found for name, found in faults.items() if found}
    assert NO_SCRIPT in said["imports"]
    assert any("Searching needs scripts" in text for text in said["../search"])
    page.goto(address(site, "imports"))
    number = page.locator("main > section p data.number").first
    number.focus()
    assert number.evaluate(ORIGIN).strip('"') == number.get_attribute("data-origin")
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


# What a reader types, words of a result that must come among the first three, and where it leads.
QUERIES = {
    "rare earth imports 2010": ("supplied 56 percent", "book/register.html#china-56-percent"),
    "56": ("supplied 56 percent", "book/register.html#china-56-percent"),
    "81.6": ("81.6 percent: far above", "book/imports.html#"),
    "56 percent": ("Fifty-six percent", "book/imports.html"),
    "second in the world": ("would rank second", "book/register.html#"),
    "30 billion dollars": ("300 million dollars", "book/register.html#"),
    "yardsticks": ("none lands on a hundredfold", "book/compensation.html#"),
    "Iijima": ("Iijima", "book/register.html#"),
    "Vietnam": ("Vietnam", "book/register.html#"),
    "23,310": ("Fifty-six percent", "book/imports.html"),
    "denominator": ("", "book/"),
}


@needs_a_browser
def test_search_finds_claims_and_figures_by_words_and_numbers(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        for query, (words, place) in QUERIES.items():
            results = found(page, site, query)
            assert any(words in said and place in at for said, at in results), (query, results)
            for _, at in results:
                file, _, part = at.partition("#")
                html = (site / file).read_text("utf-8")
                assert not part or f'id="{part}"' in html, (query, at)


def only_in_figures(page: BeautifulSoup) -> str:
    """Return the first number of a page that stands in the table of a figure and nowhere else."""
    cells = [cell.get_text() for cell in page.select("figure td.num")]
    for figure in page.select("figure"):
        figure.decompose()
    rest = page.get_text(" ")
    return next(n for n in cells if re.fullmatch(r"\d+[.,]\d+", n) and n not in rest)


@needs_a_browser
def test_search_finds_what_only_a_figure_says(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        for name in ("imports", "compensation", "supply"):
            number = only_in_figures(parsed(site, name))
            results = found(page, site, number, most=30)
            assert any(f"book/{name}.html" in at for _, at in results), (number, results)
