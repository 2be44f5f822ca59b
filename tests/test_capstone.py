"""A claim of one's own: the form is read, judged and drawn, and what is wrong names its line."""

import io
import re
from typing import Any

import jupytext
import pytest
from browser import address, opened, violations, watched_page
from bs4 import BeautifulSoup
from helpers import BOOK, csv_rows
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rereading import capstone
from rereading.amounts import MESSAGES, amount
from rereading.charts import chart
from rereading.figures.cards import band_words, card
from rereading.figures.publish import PublishedFigure
from rereading.prose import BUILDING
from rereading.quantities import UNITS, label, words
from rereading.site.quiz import claim_html
from rereading.verdicts import FAILS, HOLDS

READING = ("61 percent", "at the gate", "our count")
SENTENCE = "Most pupils of our school come by bicycle."
REST = "| asked at the gate in May | our own count | literal | official table"
GOOD = f"""\
# mine
claim:    {SENTENCE}
number:   50 percent

band:     at least 50 %, because most means half or more
reading:  61 percent {REST}
reading:  38,5 % | asked in January | our own count | otherwise month, weather
"""


def complaints(form: str) -> str:
    with pytest.raises(capstone.ClaimFormError) as caught:
        capstone.read(form)
    return str(caught.value)


def form_of(number, literal="", band="at least 1", other="", claim="A", **_) -> str:
    """Return a claim as text: its literal reading first, then the other one if it has one."""
    form = f"claim: {claim}\nnumber: {number}\nband: {band}, because\u00a0so\n"
    form += f"reading: {literal or number}|asked|paper|literal\n"
    return form + f"reading: {other}|asked|paper" * bool(other)


def test_a_form_becomes_a_claim_with_its_readings_judged():
    claim = capstone.read(GOOD)
    found = claim.readings
    assert (claim.verdict.kind, claim.band.reason) == (HOLDS, "most means half or more")
    assert list(found["value"]) == [61, 38.5] and list(found["in_band"]) == [True, False]
    assert list(found["grade"]) == ["official table", "reported"]
    assert list(found["changed"]) == ["", "month; weather"]
    assert list(found["source"]) == ["our own count"] * 2
    moved = GOOD.replace("| literal ", "").replace("otherwise month, weather", "literal")
    assert capstone.read(moved).literal["value"] == 38.5
    assert capstone.read(GOOD.replace("at least 50 %", "90 to 95 %")).verdict.kind == FAILS


def test_a_form_may_have_bullets_full_width_signs_and_lines_that_go_on():
    loose = GOOD.replace("come by", "\n    come by").replace(":", "：").replace("|", "｜")
    loose = re.sub("^(?=[a-z])", "• ", loose.replace("50 percent", "５０％"), flags=re.M)
    claim = capstone.read(loose)
    same = capstone.read(GOOD.replace("50 percent", "50%")).readings
    assert claim.statement == SENTENCE and claim.readings.equals(same)


# Claims as front pages have them, and more: what the words allow and give; or which complaint.
CASES = csv_rows("../tests/own_claims")


@pytest.mark.parametrize("case", CASES, ids=[case["number"] for case in CASES])
def test_a_claim_is_read_and_judged_as_its_paper_has_it(case):
    form, outcome = form_of(**case), case["outcome"]
    if outcome in MESSAGES:
        assert MESSAGES[outcome][1] in complaints(form)
        return
    claim = capstone.read(form)
    assert claim.verdict.kind == {"holds": HOLDS, "fails": FAILS}[outcome]
    assert (str(claim.number("reading-1")), band_words(claim)) == (case["shown"], case["allows"])
    assert not re.search(r"\b0\.0+ ", card(claim).html)


@pytest.mark.parametrize("unit", UNITS)
def test_what_the_book_prints_it_can_read_back(unit):
    """Each unit, in words and as on a chart."""
    for value in (0.5, 12.5, 1234567.0, -3.0):
        said, printed = (amount(form(value, unit)) for form in (words, label))
        assert said.value == printed.value == pytest.approx(value, abs=0.5)
        assert (said.size, said.unit) == (printed.size, printed.unit)


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "todo"),
    [
        ("band:  ", "#band:", "the whole form", "no line for “band”", "add “band:”"),
        ("50 percent", "most", "line 3", "“most” where a number must be", "in digits"),
        (", because most means half or more", "", "line 5", "without its reason", "“because”"),
        (REST, "", "line 6", "without words", "| what it counts"),
        ("otherwise month, weather", "literal", "lines 6 and 7", "2 literal readings", "only it"),
        ("| literal ", "", "lines 6 and 7", "no literal reading", "“| literal”"),
        ("otherwise month", "litteral", "line 7", "“litteral, weather”", "after the source only: literal"),
        ("# mine", "clam: Another", "line 1", "“clam: Another”", "begin the line with one of “claim:”"),
        ("# mine", "claim: Another", "line 2", "a second line for “claim”", "keep line 1 or this one"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_line_and_the_remedy(old, new, line, found, todo):
    assert old in GOOD
    said = complaints(GOOD.replace(old, new, 1))
    (problem,) = re.findall(r"^(the whole form|lines? [\d and]+): (.*)\n  to do: (.*)$", said, re.M)
    assert problem[0] == line and found in problem[1] and todo in problem[2]


@given(st.text(max_size=60), st.sampled_from(["claim", "number", "band", "reading", ""]))
def test_no_form_fails_in_another_way(text, key):
    for form in (f"{GOOD}{key}: {text}", GOOD.replace("50 percent", text)):
        try:
            capstone.read(form)
        except capstone.ClaimFormError as error:
            assert "to do:" in str(error)


def run_page(form: str) -> dict[str, Any]:
    """Run the cells of the page with another form, and return its names."""
    space: dict[str, Any] = {}
    for cell in jupytext.read(BOOK / "classroom" / "capstone.md").cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
            if "my_claim" in space:
                space["my_claim"] = capstone.read(form)
    return space


LONG = "asked at the gate on a rainy morning in May, when the buses were late, by the whole class"


@pytest.mark.parametrize(
    "form",
    [
        GOOD.replace("asked in January", LONG), GOOD.replace("38,5 %", "-20 %"),
        form_of("5 people", band="exactly 5"), form_of("£220 billion", "£1.2 trillion"),
    ],
    ids=["long name", "negative", "one reading", "far away"],
)  # fmt: skip
def test_a_chart_shows_every_reading_legibly_at_both_widths(form, monkeypatch):
    monkeypatch.setenv(BUILDING, "1")  # a fault is an error
    shown: list[PublishedFigure] = []
    monkeypatch.setattr(chart, "display", shown.append)
    for _, row in run_page(form)["my_claim"].readings.iterrows():
        assert f"{row['label']}: {row['said']} at" in str(shown[0].facts)


def entry_of_case(case: dict[str, str]) -> dict[str, str]:
    """Return a case as the fields of the form take it."""
    entry = {name: case[name] for name in ("claim", "number", "band")} | {"because": "so"}
    for row, number in (("literal", case["literal"]), ("second", case["other"])):
        if number:
            entry |= {f"{row}-number": number, f"{row}-label": "asked", f"{row}-source": "paper"}
    return entry


def tree(html: str) -> str:
    return BeautifulSoup(html, "html.parser").decode(formatter="html")


def test_the_page_makes_the_card_that_python_makes(browser):
    with watched_page(browser) as page:
        page.set_content(claim_html())
        for script in ("numbers", "capstone"):
            page.add_script_tag(path=BOOK / "_static" / f"{script}.js")
        for case in CASES:
            made, wrong, listed = page.evaluate("looks.judge", entry_of_case(case))
            try:
                claim = capstone.read(form_of(**case))
            except capstone.ClaimFormError as error:
                told = re.findall(r": (.*)\n  to do: (.*)", str(error))
                assert (made, wrong) == ("", [f"{found}: {todo}." for found, todo in told]), case
            else:
                card_of = card(claim, where="A claim of one’s own").html
                assert (tree(made), wrong) == (tree(card_of), []), case
                for line, (_, row) in zip(listed, claim.readings.iterrows(), strict=True):
                    where = "in" if row["in_band"] else "outside"
                    assert line.startswith(f"{row['said']}, asked (paper; "), case
                    assert f"): {where} the band" in line, case
        texts = ["claim", "because", "against", "second-label", "second-source", "second-changed"]
        entry = entry_of_case(CASES[0]) | dict.fromkeys(texts, "a <i>&amp;")
        page.evaluate("looks.judge", entry | {"second-number": "$9"})
        said = page.locator(".own-card").text_content() or ""
        assert said.count("a <i>&amp;") == len(texts)


def test_the_form_is_filled_in_and_mended_by_keyboard_and_its_card_prints_alone(browser, site):
    with opened(browser, site, "classroom/capstone", 390) as page:
        form, made = page.locator("form.own-claim"), page.locator(".own-card")
        assert {grade.input_value() for grade in form.locator("select").all()} == {"reported"}
        form.get_by_label("The claim").focus()
        for text in (SENTENCE, "half a million", "at least 50", "most means half", *READING):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # a choice of grades: nothing happens
        form.get_by_label("Where you found it").first.press("Enter")
        assert "another look" in form.get_by_role("alert").text_content()
        number = form.get_by_label("Its number, with the unit")
        assert number.evaluate("e => e === document.activeElement && e.ariaInvalid === 'true'")
        hint, wrong = number.get_attribute("aria-describedby").split()
        assert page.locator(f"#{hint}").is_visible()
        assert "where a number must be" in page.locator(f"#{wrong}").text_content()
        assert not violations(page) and made.is_hidden()
        number.fill("more than 50 percent")
        number.press("Enter")
        assert made.evaluate("e => e === document.activeElement")
        assert "Holds as written." in made.text_content()
        assert number.get_attribute("aria-invalid") == "false"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert not violations(page)
        seen = "window.print = () => { window.seen = document.documentElement.className }"
        page.evaluate(f"() => {{ {seen} }}")
        page.get_by_role("button", name="Print the card").click()
        printed = page.evaluate("window.seen")
        page.evaluate("name => { document.documentElement.className = name }", printed)
        (paper,) = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        text = paper.extract_text()
        assert "Holds as written." in text and "The form" not in text


def test_without_scripts_a_sentence_stands_in_place_of_the_form(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address(site, "classroom/capstone"))
    said = page.locator("noscript p")
    assert said.is_visible() and "Print the paper form" in said.inner_text()
    assert page.locator("form.own-claim").is_hidden()
    page.context.close()
