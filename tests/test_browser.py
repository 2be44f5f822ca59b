"""The built book in a real browser, each page once: what a script, a style or the policy spoils.

Every page at every width and look, with a reader's own style and slowly, is looked at in
`deep/test_looks.py`; a what-if by keyboard and by address in `deep/test_whatifs.py`.
"""

import re

import pytest
from browser import address, opened, our_server, violations, watched_page
from helpers import PAGES, csv_rows
from looks import ORIGIN, lost, shifts, unfocused
from playwright.sync_api import expect

from rereading.figures.palette import DARK, LIGHT
from rereading.site.quiz import NO_SCRIPT

# One page of each kind, for what takes long or is alike on all pages of a kind.
KINDS = "index imports reserves register classroom/worksheet-imports".split()
KINDS += ["classroom/slides-imports", "../search"]
PHONE = 390
FACE = ".woff2"


@pytest.fixture(scope="module")
def host(site):
    with our_server(site) as started:
        yield started


@pytest.mark.parametrize("name", [*PAGES, "../search"])
def test_a_page_is_quiet_on_a_phone(browser, host, name):
    """No script fails, no other host is asked, nothing is refused, moves by itself or sticks out."""
    said: list[str] = []
    with watched_page(browser, PHONE) as page:
        # The typefaces stay away: that they move nothing is tested with them (test_faces).
        page.route(f"**/*{FACE}", lambda route: route.abort())
        page.on("console", lambda m: said.extend([m.text] * (FACE not in m.location["url"])))
        page.goto(f"{host}/book/{name}.html")
        moved = shifts(page)
        if page.locator("form.quiz button").count():
            page.locator("form.quiz button").first.click()
        wide = page.evaluate("document.documentElement.scrollWidth")
        look = "looks.tiny()" if "slides-" in name else "looks.tiny().concat(looks.noCards())"
        moved += page.evaluate(look)
        # As a browser sets a page that it translates into Arabic.
        page.evaluate("document.documentElement.dir = 'rtl'")
        wide = max(wide, page.evaluate("document.documentElement.scrollWidth"))
        assert (said, moved, wide <= PHONE) == ([], [], True)


def test_the_policy_is_at_work(browser, host):
    with watched_page(browser) as page:
        page.goto(f"{host}/book/index.html")
        script = "Object.assign(document.createElement('script'), {text: '1'})"
        with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
            page.evaluate(f"document.body.append({script})")


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_on_a_page_of_each_kind(browser, site, name):
    with opened(browser, site, name) as page:
        assert violations(page) == []
        if "slides" in name:
            page.wait_for_function("window.Reveal && Reveal.isReady()")
        if name == "index":
            assert not unfocused(page)
            page.emulate_media(color_scheme="dark")
            assert violations(page) == []


def test_what_this_file_looks_for_is_found(browser, site):
    with pytest.raises(AssertionError, match="spoilt"), opened(browser, site, "imports") as page:
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert "image-alt" in {rule for rule, _ in violations(page)}
        page.add_style_tag(content="main { padding-top: 20rem !important; }")
        assert shifts(page)
        page.evaluate("setTimeout(() => { throw Error('spoilt') })")
        page.wait_for_event("pageerror")


def test_the_articles_number_is_large_and_red_and_what_the_data_say_is_not(browser, site):
    with opened(browser, site, "imports") as page:
        assert page.locator(".card .asserted").first.bounding_box()["height"] > 40
        for name, selector, role in (
            ("imports", ".card .asserted", "accent"), ("index", ".sides b:first-child", "accent"),
            ("index", ".sides b + b", "data"), ("imports", ".card .fine", "muted"),
            ("imports", "main p", "ink"), ("imports", ".credit", "muted"),
        ):  # fmt: skip
            page.goto(address(site, name))
            colour = f"rgb{tuple(bytes.fromhex(LIGHT[role][1:]))}"
            expect(page.locator(selector).first).to_have_css("color", colour)


def test_a_choice_of_theme_and_of_open_code_holds_on_the_next_page(browser, site):
    """As long as nothing is chosen the theme is the system's."""
    with opened(browser, site, "imports", scheme="dark") as page:
        page.emulate_media(color_scheme="light")
        expect(page.locator("#theme")).to_have_text("Dark")
        page.click("#theme")
        bars = page.locator('meta[name="theme-color"]').all()
        assert [bar.get_attribute("content") for bar in bars] == [DARK["paper"]] * 2
        page.get_by_role("button", name="Show the code").click()
        page.goto(address(site, "reserves"))
        expect(page.locator("#theme")).to_have_text("Light")
        assert not page.locator("details.hide:not([open])").count()
        page.get_by_role("button", name="Hide the code").click()
        assert not page.locator("details.hide[open]").count()
        page.click("#theme")
        page.emulate_media(color_scheme="dark")
        page.goto(address(site, "imports"))
        expect(page.locator("#theme")).to_have_text("Dark")


@pytest.mark.parametrize("name", KINDS)
def test_without_scripts_all_is_there_and_nothing_is_dead(browser, site, name):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address(site, name))
    assert not lost(page)
    if name == "imports":
        assert NO_SCRIPT in page.locator("noscript").all_inner_texts()
        number = page.locator("main > section p data.number").first
        number.focus()
        assert number.evaluate(ORIGIN).strip('"') == number.get_attribute("data-origin")
    context.close()


# What a reader chooses in each what-if, then the field for a number and a bad one.
@pytest.mark.parametrize(
    ("name", "choice", "field", "nonsense"),
    [("imports", "exports", "year", "1066"), ("reserves", "2025", "tonnage", "-5"),
     ("compensation", "gold", "last", "9999")],
)  # fmt: skip
def test_a_what_if_answers_and_refuses_nonsense(browser, host, name, choice, field, nonsense):
    with watched_page(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{host}/book/{name}.html")
        assert not [url for url in asked if "vega" in url], "loaded before it is in view"
        page.locator("section.whatif").scroll_into_view_if_needed()
        page.wait_for_selector("section.whatif[data-ready]")
        answer = page.locator(".whatif output")
        before = answer.inner_text()
        plot, table = page.locator(".whatif .plot"), page.locator(".whatif tbody")
        drawn, listed = plot.get_attribute("aria-label"), table.inner_text()
        chosen = page.locator(f"[value='{choice}']")
        menu = page.locator("section.whatif select", has=chosen)
        menu.select_option(choice) if menu.count() else chosen.check()
        expect(answer).not_to_have_text(before)
        expect(plot).not_to_have_attribute("aria-label", drawn or "")
        expect(plot).to_have_attribute("aria-label", answer.inner_text())
        expect(table).not_to_have_text(listed)
        assert page.locator(".whatif .live svg text").count() > 3
        said, drawing = answer.inner_text(), page.locator(".live").inner_html()
        guilty = page.locator(f"#try-{name}-{field}")
        guilty.fill(nonsense)
        expect(page.locator(f"#try-{name}-{field}-wrong")).not_to_be_empty()
        expect(guilty).to_have_attribute("aria-invalid", "true")
        assert f"try-{name}-{field}-wrong" in (guilty.get_attribute("aria-describedby") or "")
        assert (answer.inner_text(), page.locator(".live").inner_html()) == (said, drawing)


def test_a_what_if_that_cannot_come_leaves_its_first_answer_and_says_so(browser, site):
    with watched_page(browser) as page:
        page.route("**/vega.min.js", lambda route: route.abort())
        page.goto(address(site, "imports"))
        page.locator("section.whatif").scroll_into_view_if_needed()
        expect(page.locator(".whatif .failed")).to_be_visible()
        for shown in (".answer", ".plot .wide svg", "table"):
            expect(page.locator(f".whatif {shown}").first).to_be_visible()
        assert not page.locator(".whatif :is(form, .share button)").filter(visible=True).count()


# What each page has to show on a screen of a width, or on paper, and what not.
MEDIA = [tuple(row.values()) for row in csv_rows("../tests/media")]


@pytest.mark.parametrize(("name", "width", "shown", "hidden"), MEDIA)
def test_each_medium_shows_what_serves_there(browser, site, name, width, shown, hidden):
    page_name, _, part = name.partition("#")
    with opened(browser, site, page_name, int(width or 1280)) as page:
        page.goto(f"{page.url}#{part}" * bool(part) or page.url)
        page.emulate_media(media="screen" if width else "print")
        for selector in f"{shown}, {hidden}".split(", "):
            seen = page.locator(selector).evaluate_all("all => all.map(looks.shown)")
            assert seen and any(seen) == (selector in shown.split(", ")), selector


def test_an_address_brings_back_a_choice_that_is_offered_and_says_what_is_not(browser, site):
    with opened(browser, site, "reserves") as page:
        field, note = page.locator("#try-reserves-tonnage"), page.locator(".share [role=status]")
        low, high = (int(field.get_attribute(end) or "") for end in ("min", "max"))
        first = field.input_value()
        for mt in (low, 30, high, low - 1, high + 1):
            # An empty page between: the next address is opened as a stranger opens it.
            page.goto("about:blank")
            page.goto(f"{address(site, 'reserves')}#try-reserves:edition=2025&tonnage={mt}")
            page.wait_for_selector("section.whatif[data-ready]")
            assert page.locator("section.whatif").bounding_box()["y"] < 200
            offered = low <= mt <= high
            expect(field).to_have_value(str(mt) if offered else first)
            expect(page.locator("#try-reserves-edition")).to_have_value("2025")
            expect(note).to_have_text("" if offered else re.compile(f"tonnage={mt}[);]"))
        page.locator("#try-reserves-tonnage").fill("40")
        expect(page.locator(".whatif output")).to_contain_text("40 million tonnes")
        page.wait_for_function("location.hash.endsWith('edition=2025&tonnage=40')")
        page.locator(".whatif .share button").click()
        expect(note).not_to_be_empty()
