"""The what-ifs in a real browser: what loads when, what each choice shows, and bad input."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import RULES, address, needs_a_browser, watched_page
from helpers import held
from playwright.sync_api import Browser, Page, expect

from rereading import reserves, table
from rereading.whatif import compensation as try_compensation
from rereading.whatif import imports as try_imports
from rereading.whatif import reserves as try_reserves

KEYS = ["imports", "reserves", "compensation"]
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'"
pytestmark = needs_a_browser

# Makes each choice by the controls and returns what the page says: sentence, more, messages, the
# words of the picture, the cells of the table.
CHOOSE = """async ([key, choices]) => {
  const section = document.getElementById(key), said = [];
  const put = (name, value) => {
    const box = section.querySelector(`[data-name=${name}]`);
    const field = box.querySelector("select, input[type=number]");
    if (field) field.value = value;
    else box.querySelector(`[value="${value}"]`).checked = true;
    (field || box).dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const choice of choices) {
    Object.entries(choice).forEach(([name, value]) => put(name, value));
    await new Promise((done) => setTimeout(done));
    said.push([section.querySelector("output").textContent, section.querySelector(".more").textContent,
      Array.from(section.querySelectorAll(".wrong"), (one) => one.textContent).join(""),
      section.querySelector(".plot").getAttribute("aria-label"),
      Array.from(section.querySelectorAll("tbody tr"),
        (row) => Array.from(row.cells, (cell) => cell.textContent))]);
  }
  return said;
}"""

# Whether the chart has been drawn anew for a window of this width.
DRAWN_FOR = "width => document.querySelector('.live svg').getBoundingClientRect().right <= width"

# The texts of a chart that its frame cuts, and how many are too small.
TEXTS = """() => {
  const texts = Array.from(document.querySelectorAll(".live svg text"));
  const frame = document.querySelector(".whatif").getBoundingClientRect();
  const cut = (box) => box.width && (box.left < frame.left || box.right > frame.right);
  return [texts.filter((text) => cut(text.getBoundingClientRect())).map((text) => text.textContent),
    texts.filter((text) => parseFloat(getComputedStyle(text).fontSize) < 12).length];
}"""


@contextmanager
def playing(
    browser: Browser, site: Path, name: str, fragment: str = "", **look: Any
) -> Iterator[Page]:
    """Open a page at its what-if and wait until it plays."""
    with watched_page(browser, **look) as page:
        page.goto(f"{address(site, name)}#try-{name}:{fragment}")
        page.wait_for_selector("section.whatif[data-ready]")
        yield page


def said_by(page: Page, name: str, choices: list[dict[str, str]]) -> list[list[Any]]:
    """Return what the page says to each choice."""
    return list(page.evaluate(CHOOSE, [f"try-{name}", choices]))


# --- What loads when ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEYS)
def test_nothing_of_a_what_if_is_asked_for_before_it_comes_into_view(
    browser: Browser, site: Path, name: str
) -> None:
    with watched_page(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(Path(request.url).name))
        page.goto(address(site, name))
        page.wait_for_timeout(150)
        assert not {file for file in asked if "vega" in file or file.startswith(("whatif", "try-"))}
        page.locator("section.whatif").scroll_into_view_if_needed()
        page.wait_for_selector("section.whatif[data-ready]")
        start = {"imports": "imports", "reserves": "reserves", "compensation": "compensation-1965"}
        scripts = ["vega.min.js", "vega-interpreter.js", "whatif.js", f"try-{name}.js"]
        assert [f for f in asked if f in scripts] == scripts
        assert asked[-1] == f"{start[name]}.js"
        assert page.locator(".whatif .live svg").count() == 1
        assert not page.locator(".whatif .wide").is_visible()


def test_a_page_without_a_what_if_asks_for_none_of_it(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address(site, "people"))
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(150)
        assert not [url for url in asked if "vega" in url or "whatif" in url]


@pytest.mark.parametrize("name", KEYS)
def test_without_scripts_the_drawing_and_the_table_stand(
    browser: Browser, site: Path, name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, name))
    assert page.locator(".whatif .wide svg").is_visible()
    assert page.locator(".whatif table").is_visible()
    assert page.locator(".whatif output").inner_text()
    assert not page.locator(".whatif form").is_visible()
    assert not page.locator(".whatif button").is_visible()
    context.close()


def test_if_a_script_is_lost_the_page_says_so_and_the_drawing_stands(
    browser: Browser, site: Path
) -> None:
    with watched_page(browser) as page:
        page.route("**/vega.min.js", lambda route: route.abort())
        page.goto(f"{address(site, 'reserves')}#try-reserves:tonnage=30")
        expect(page.locator(".whatif .failed")).to_be_visible()
        assert not page.locator(".whatif form").is_visible()
        assert page.locator(".whatif .wide svg").is_visible()
        assert page.locator(".whatif table").is_visible()


class Guarded(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a policy that allows no script but the site's own, and no `eval`."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@pytest.mark.parametrize("name", KEYS)
def test_a_what_if_works_under_a_strict_policy(browser: Browser, site: Path, name: str) -> None:
    handler = partial(Guarded, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with watched_page(browser) as page:
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))
            page.goto(f"http://127.0.0.1:{server.server_port}/book/{name}.html")
            said.clear()  # what the rest of the page has to say is not about the what-if
            page.locator("section.whatif").scroll_into_view_if_needed()
            page.wait_for_selector("section.whatif[data-ready]")
            assert page.locator(".whatif .live svg text").count() > 3
            assert not [text for text in said if "Content Security Policy" in text]
        server.shutdown()


# --- What each choice shows -----------------------------------------------------------------------


def test_every_choice_of_imports_shows_its_words(browser: Browser, site: Path) -> None:
    answers = try_imports.files()["imports"]
    choices = []
    for key in answers:
        period, *rest = key.split("|")
        names = ("side", "measure", "year") if period == "year" else ("month",)
        choices.append({"period": period, **dict(zip(names, rest, strict=True))})
    with playing(browser, site, "imports") as page:
        said = said_by(page, "imports", choices)
    last = answers["year|imports|value|2011"]["sentence"]
    for (key, meant), (sentence, _, wrong, described, rows) in zip(
        answers.items(), said, strict=True
    ):
        assert wrong == meant.get("message", ""), key
        last = meant.get("sentence", last)  # without an answer the last picture stays
        assert sentence == described == last, key
        columns = ("whole", "part_of_whole", "share")
        assert wrong or rows == [[row[name] for name in columns] for row in meant["rows"]], key


def test_every_threshold_of_reserves_shows_its_words(browser: Browser, site: Path) -> None:
    tables = try_reserves.rankings(table("reserves"), table("reserve_base"))
    choices = [
        (name, mt)
        for name, edition in held(site, "reserves")["editions"].items()
        for run in edition["runs"]
        for mt in sorted({run["from"], run["to"]})
    ]
    asked = [{"edition": name, "tonnage": str(mt)} for name, mt in choices]
    with playing(browser, site, "reserves") as page:
        said = said_by(page, "reserves", asked)
    for (name, mt), (sentence, more, wrong, described, rows) in zip(choices, said, strict=True):
        ranking = tables[name]
        assert sentence == try_reserves.sentence(name, ranking, mt, f"{mt} million tonnes")
        assert described == sentence and not wrong
        assert more == try_reserves.second_in_words(ranking)
        meant = reserves.with_north_korea(ranking, mt)
        assert [row[:2] for row in rows] == [
            [str(rank), country]
            for rank, country in zip(meant["rank"], meant["country"], strict=True)
        ]


@pytest.mark.parametrize("timing", ["once", "ten"])
def test_every_yardstick_sum_and_currency_shows_its_words(
    browser: Browser, site: Path, timing: str
) -> None:
    file = held(site, "compensation-1965" if timing == "once" else "compensation-ten")
    choices = [
        {"timing": timing, "method": method, "base": base, "currency": currency}
        for method in file["methods"]
        for base in file["bases"]
        for currency in ("usd", "jpy")
        if method == "us_cpi" or (base, currency) == ("500", "jpy")
    ]
    with playing(browser, site, "compensation", f"timing={timing}") as page:
        said = said_by(page, "compensation", choices)
    last = said[0][0]
    for choice, (sentence, more, wrong, _, rows) in zip(choices, said, strict=True):
        if choice["method"] in file["years"]["2017"]["factors"]:
            last = try_compensation.shown_answer(
                file, 2017, choice["method"], int(choice["base"]), choice["currency"]
            )["sentence"]
            assert not wrong
        else:
            assert wrong == file["methods"][choice["method"]]["unknown"]
        assert sentence == last
        assert more == file["years"]["2017"]["more"]
        assert rows == [
            [file["methods"][name]["name"], entry[1], entry[2]]
            for name, entry in file["years"]["2017"]["factors"].items()
        ]


def test_another_first_year_brings_its_own_answers(browser: Browser, site: Path) -> None:
    with playing(browser, site, "compensation") as page:
        page.locator("#try-compensation-first").fill("1990")
        expect(page.locator(".whatif output")).to_contain_text("300 million dollars of 1990")
        file = held(site, "compensation-1990")
        meant = try_compensation.shown_answer(file, 2017, "us_cpi", 300, "usd")
        expect(page.locator(".whatif output")).to_have_text(meant["sentence"])
        page.locator("#try-compensation-first").fill("1965")
        expect(page.locator(".whatif output")).to_contain_text("300 million dollars of 1965")


def test_the_bars_are_as_long_as_the_shares(browser: Browser, site: Path) -> None:
    with playing(browser, site, "imports", "side=exports") as page:
        widths = page.locator(".live svg path").evaluate_all(
            "bars => bars.map(bar => bar.getBBox().width).filter(width => width > 0)"
        )
        whole = max(widths)
        rows = held(site, "imports")["year|exports|value|2011"]["rows"]
        for row in rows:
            assert any(abs(w - whole * row["share_pct"] / 100) < 0.5 for w in widths), widths


# --- Controls -------------------------------------------------------------------------------------


def test_controls_work_by_keyboard_and_slider_and_field_keep_step(
    browser: Browser, site: Path
) -> None:
    with playing(browser, site, "imports") as page:
        output = page.locator(".whatif output")
        page.locator(".whatif [data-name=side] input").first.focus()
        page.keyboard.press("ArrowDown")
        expect(output).to_contain_text("China exported")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")
        expect(output).to_contain_text("by weight")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowRight")
        slider, field = (
            page.locator(f".whatif [data-name=year] input[type={kind}]")
            for kind in ("range", "number")
        )
        expect(slider).to_be_focused()
        expect(field).to_have_value("2012")
        expect(output).to_contain_text("In 2012")
        page.keyboard.press("Tab")
        expect(field).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(slider).to_have_value("2010")
        expect(output).to_contain_text("In 2010")
        assert output.get_attribute("aria-live") == "polite"


BAD_INPUT = {
    "imports": [
        ("year", "1890", "1890 is out of range. Give a whole number from 1995 to 2024."),
        ("year", "2030", "2030 is out of range."),
        ("year", "", "There is no number. Give a whole number from 1995"),
        ("year", "2010.5", "2010.5 is not a whole number."),
    ],
    "reserves": [
        ("tonnage", "-20", "-20 is out of range. Give a whole number from 1 to"),
        ("tonnage", "0", "0 is out of range."),
        ("tonnage", "1e9", "1e9 is out of range."),
        ("tonnage", "e", "That is not a number."),
    ],
    "compensation": [
        ("last", "1964", "1964 is out of range."),
        ("first", "2017", "The last year must come after the first, 2017."),
        ("first", "2020", "The last year must come after the first, 2020."),
    ],
}


@pytest.mark.parametrize("name", KEYS)
def test_bad_input_is_told_beside_the_field_and_the_picture_stays(
    browser: Browser, site: Path, name: str
) -> None:
    with playing(browser, site, name) as page:
        for control, typed, part in BAD_INPUT[name]:
            output = page.locator(".whatif output")
            before, drawing = output.inner_text(), page.locator(".live").inner_html()
            field = page.locator(f"#try-{name}-{control}")
            good = field.input_value()
            if typed == "e":  # no number can begin so, and the browser keeps it from scripts
                field.select_text()
                page.keyboard.type(typed)
            else:
                field.fill(typed)
            told = "last" if part.startswith("The last") else control
            wrong = page.locator(f"#try-{name}-{told}-wrong")
            expect(wrong).to_contain_text(part)
            guilty = page.locator(f"#try-{name}-{told}")
            assert guilty.get_attribute("aria-invalid") == "true"
            assert f"try-{name}-{told}-wrong" in (guilty.get_attribute("aria-describedby") or "")
            assert output.inner_text() == before
            assert page.locator(".live").inner_html() == drawing
            field.fill({"year": "2005", "tonnage": "30", "last": "2000", "first": "1970"}[control])
            expect(wrong).to_be_empty()
            expect(output).not_to_have_text(before)
            assert page.locator(".whatif [aria-invalid]").count() == 0
            field.fill(good)
            expect(output).to_have_text(before)


def test_years_without_a_yardstick_are_told(browser: Browser, site: Path) -> None:
    with playing(browser, site, "compensation", "method=gold&last=2025") as page:
        said = page.locator(".whatif output")
        expect(said).to_contain_text("Gold: 300 million dollars of 1965")
        before = said.inner_text()
        page.locator("#try-compensation-method").select_option("us_wage")
        expect(page.locator("#try-compensation-method-wrong")).to_contain_text("1965 to 2017")
        page.locator(".whatif [value=ten]").check()
        page.locator("#try-compensation-last").fill("1970")
        expect(page.locator("#try-compensation-last-wrong")).to_contain_text("Choose a later year")
        assert not page.locator("#try-compensation-first").is_visible()
        expect(said).to_have_text(before)


# --- The address ----------------------------------------------------------------------------------


def test_an_address_holds_the_choice_and_brings_it_back(browser: Browser, site: Path) -> None:
    with playing(browser, site, "reserves") as page:
        page.locator("#try-reserves-edition").select_option("2025")
        page.locator("#try-reserves-tonnage").fill("30")
        expect(page.locator(".whatif output")).to_contain_text(
            "30 million tonnes would rank second"
        )
        page.wait_for_function("location.hash.endsWith('=30')")
        shared, said = page.url, page.locator(".whatif output").inner_text()
        assert shared.endswith("#try-reserves:edition=2025&tonnage=30")
        page.locator(".whatif .share button").click()
        expect(page.locator(".whatif .share [role=status]")).not_to_be_empty()
    with watched_page(browser) as page:
        page.goto(shared)
        page.wait_for_selector("section.whatif[data-ready]")
        expect(page.locator(".whatif output")).to_have_text(said)
        expect(page.locator("#try-reserves-tonnage")).to_have_value("30")
        assert page.locator("section.whatif").evaluate("s => s.getBoundingClientRect().top") < 200


def test_nonsense_in_an_address_falls_back_and_is_told(browser: Browser, site: Path) -> None:
    bad = "year=abc&side=moon&measure=weight&colour=%3Cb%3Ered"
    with playing(browser, site, "imports", bad) as page:
        expect(page.locator("#try-imports-year")).to_have_value("2011")
        expect(page.locator(".whatif output")).to_contain_text("by weight")
        told = page.locator(".whatif .share [role=status]")
        for part in ("year=abc", "side=moon", "colour=<b>red"):
            expect(told).to_contain_text(part)
        assert page.locator(".whatif b").count() == 0


@pytest.mark.parametrize("fragment", ["%", "year=%E0%A4%A", ":::&&&=="])
def test_a_broken_address_breaks_nothing(browser: Browser, site: Path, fragment: str) -> None:
    with playing(browser, site, "imports", fragment) as page:
        expect(page.locator(".whatif output")).to_contain_text("In 2011, by value")


# --- Seen and heard by all ------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEYS)
def test_a_what_if_in_use_is_accessible(browser: Browser, site: Path, name: str) -> None:
    with playing(browser, site, name) as page:
        wrong = {"imports": "year", "reserves": "tonnage", "compensation": "last"}[name]
        page.locator(f"#try-{name}-{wrong}").fill("9999")
        page.locator(".whatif details").evaluate("details => details.open = true")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(DRAWN_FOR, arg=width)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page, context="section.whatif", options={"runOnly": RULES})
                violations = found.response["violations"]
                assert not violations, [(v["id"], v["nodes"][0]["html"][:200]) for v in violations]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            cut, small = page.evaluate(TEXTS)
            assert not cut and not small


def test_the_chart_follows_the_button_for_light_and_dark(browser: Browser, site: Path) -> None:
    with playing(browser, site, "reserves", "tonnage=30") as page:
        colours = (
            "() => Array.from(document.querySelectorAll('.live svg path, .live svg text'), "
            "one => getComputedStyle(one).fill)"
        )
        light = set(page.evaluate(colours))
        page.locator("#theme").click()
        dark = set(page.evaluate(colours))
        assert "rgb(27, 31, 36)" in light and "rgb(233, 235, 238)" in dark
        assert "rgb(27, 31, 36)" not in dark


def test_the_article_s_number_alone_wears_the_accent(browser: Browser, site: Path) -> None:
    accent = "rgb(194, 55, 26)"
    fills = "() => Array.from(document.querySelectorAll('.live svg path'), p => getComputedStyle(p).fill)"
    with playing(browser, site, "reserves", "tonnage=200") as page:
        assert accent in page.evaluate(fills)
        said_by(page, "reserves", [{"tonnage": "199"}])
        page.wait_for_function(f"!({fills})().includes('{accent}')")
