"""A claim of one's own: the form is read, judged and drawn, and what is wrong names its line."""

from __future__ import annotations

import math
import re

import jupytext
import pytest
from helpers import BOOK
from hypothesis import given
from hypothesis import strategies as st

from rereading import capstone
from rereading.charts.guard import faults
from rereading.figures.capstone import NARROW, WIDE, draw_own_readings
from rereading.figures.cards import band_words
from rereading.figures.style import NARROW as PHONE
from rereading.figures.style import WIDE as COLUMN
from rereading.figures.style import canvas
from rereading.verdicts import FAILS, HOLDS

PAGE = BOOK / "classroom" / "capstone.md"
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


def form_of(number: str, reading: str = "", band: str = "at least 1") -> str:
    return f"claim: A\nnumber: {number}\nband: {band}, because\u00a0so\nreading: {reading or number}|b|c|literal"


# --- What is read -----------------------------------------------------------------------------------


def test_a_form_becomes_a_claim_with_its_readings_judged() -> None:
    claim = capstone.read(GOOD)
    found = claim.readings
    assert (claim.verdict.kind, claim.band.reason) == (HOLDS, "most means half or more")
    assert list(found["value"]) == [61, 38.5] and list(found["in_band"]) == [True, False]
    assert list(found["grade"]) == ["official table", "reported"]
    assert list(found["changed"]) == ["", "month; weather"]
    assert list(found["source"]) == ["our own count"] * 2
    moved = GOOD.replace("| literal ", "").replace("otherwise month, weather", "literal")
    assert (
        capstone.read(moved).verdict.kind == FAILS and capstone.read(moved).literal["value"] == 38.5
    )
    assert capstone.read(GOOD.replace("at least 50 %", "90 to 95 %")).verdict.kind == FAILS


def test_a_form_may_have_bullets_full_width_signs_and_lines_that_go_on() -> None:
    loose = GOOD.replace("come by", "\n    come by").replace(":", "：").replace("|", "｜")
    loose = re.sub("^(?=[a-z])", "• ", loose.replace("50 percent", "５０％"), flags=re.M)
    claim = capstone.read(loose)
    same = capstone.read(GOOD).readings.assign(unit="{}%")
    assert claim.statement == SENTENCE and claim.readings.equals(same)


# From front pages: value in the form of the claim, the form, how much one of it is, its unit.
FORMS = [
    ("$30bn", 30, "${}bn", 1e9, "$"), ("30 billion dollars", 30, "{} billion dollars", 1e9, "$"),
    ("4 times a day", 4, "{} times a day", 1, "× 1 days"), ("1.55 per million", 1.55, "{} per million", 1, "million"),
    ("1 in 4", 25, "{} percent", 1, "pct"), ("three out of ten pupils", 30, "{} percent", 1, "pct"),
    ("more than 2.3m homes", 2.3, "{}m homes", 1e6, "home"), ("about ¥5 trillion", 5, "¥{} trillion", 1e12, "¥"),
    ("200 Mt", 200, "{} Mt", 1e6, "weight"), ("約30億ドル", 30, "{}億ドル", 1e8, "$"),
    ("5 per 100,000 people", 5, "{} per 100,000 people", 1, "100,000 1 people"),
    ("-3 percentage points", -3, "{} percentage points", 1, "points"), ("twelve", 12, "{}", 1, ""),
    ("25 % of all voters", 25, "{} % of all voters", 1, "pct"), ("30 km/h", 30, "{} km/h", 1, "km h"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value", "form", "size", "unit"), FORMS)
def test_a_number_is_read_as_papers_write_it(
    written: str, value: float, form: str, size: float, unit: str
) -> None:
    found = capstone.amount(written)
    assert (found.value, found.form, found.size, " ".join(found.unit)) == (value, form, size, unit)
    claim = capstone.read(form_of(written))
    assert claim.headline in (written, claim.asserted.label)
    assert claim.literal["value"] == pytest.approx(value), (
        "the claim's own words are a reading of it"
    )


@pytest.mark.parametrize(
    ("number", "band", "low", "high", "said"),
    [
        ("50 %", "45–55", 45, 55, "45 to 55 %"), ("50 %", "between 45 and 55", 45, 55, "45 to 55 %"),
        ("50 %", "at most 50", -math.inf, 50, "50 % or less"), ("5", "Exactly 5", 5, 5, "exactly 5"),
        ("50 %", "more than 50 percent", 50, math.inf, "more than 50 %"),
        ("50 %", "under 50", -math.inf, 50, "less than 50 %"), ("5 points", "-5 to 5", -5, 5, "-5 to 5 points"),
        ("$30bn", "900 million to 35 billion dollars", 0.9, 35, "$0.9bn to $35bn"),
    ],
)  # fmt: skip
def test_a_band_is_read_as_people_write_it(
    number: str, band: str, low: float, high: float, said: str
) -> None:
    claim = capstone.read(form_of(number, band=band))
    assert (claim.band.low, claim.band.high, band_words(claim)) == (low, high, said)
    assert claim.band.holds(max(low, -1e9)) == ("more" not in band)
    assert claim.band.holds(min(high, 1e9)) == ("under" not in band)


# --- What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "todo"),
    [
        ("band:  ", "#band:", "the whole form", "no line for “band”", "add “band:”"),
        ("50 percent", "half", "line 3", "“half” where a number must be", "in digits"),
        ("at least 50 %", "about half", "line 5", "no band", "at least"),
        ("at least 50 %", "60 to 40", "line 5", "upside down", "smaller number first"),
        (", because most means half or more", "", "line 5", "without its reason", "“because”"),
        ("61 percent", "61 bananas", "line 6", "“bananas”, while the claim is in “percent”", "turn it into"),
        (REST, "", "line 6", "without words", "| what it counts"),
        ("otherwise month, weather", "literal", "lines 6 and 7", "2 literal readings", "only it"),
        ("| literal ", "", "lines 6 and 7", "no literal reading", "“| literal”"),
        ("otherwise month", "litteral", "line 7", "“litteral, weather”", "after the source only: literal"),
        ("# mine", "clam: Another", "line 1", "“clam: Another”", "begin the line with one of “claim:”"),
        ("# mine", "claim: Another", "line 2", "a second line for “claim”", "keep line 1 or this one"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_line_and_the_remedy(
    old: str, new: str, line: str, found: str, todo: str
) -> None:
    assert old in GOOD
    said = complaints(GOOD.replace(old, new, 1))
    (problem,) = re.findall(r"^(the whole form|lines? [\d and]+): (.*)\n  to do: (.*)$", said, re.M)
    assert problem[0] == line and found in problem[1] and todo in problem[2]


@given(st.text(max_size=60), st.sampled_from(["claim", "number", "band", "reading", ""]))
def test_no_form_fails_in_another_way(text: str, key: str) -> None:
    for form in (f"{GOOD}{key}: {text}", GOOD.replace("50 percent", text)):
        try:
            capstone.read(form)
        except capstone.ClaimFormError as error:
            assert "to do:" in str(error)


# --- What is shown ----------------------------------------------------------------------------------


def cells() -> list[str]:
    return [cell.source for cell in jupytext.read(PAGE).cells if cell.cell_type == "code"]


def test_the_template_runs_as_delivered_and_bears_out_what_its_page_says() -> None:
    space: dict[str, object] = {}
    for source in cells():
        exec(source, space)
    claim = space["my_claim"]
    assert isinstance(claim, capstone.Claim)
    assert claim.verdict.kind == FAILS
    earlier = claim.readings[claim.readings["changed"].str.contains("year")]
    assert len(earlier) and earlier["in_band"].all()


LONG = "asked at the gate on a rainy morning in May, when the buses were late, by the whole class"


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "form",
    [
        GOOD.replace("asked in January", LONG), GOOD.replace("38,5 %", "-20 %"),
        form_of("5 people", band="exactly 5"), form_of("£220 billion", "£1.2 trillion"),
    ],
    ids=["long name", "negative", "one reading", "far away"],
)  # fmt: skip
def test_a_chart_shows_every_reading_legibly_inside_its_frame(form: str, narrow: bool) -> None:
    claim = capstone.read(form)
    with canvas(PHONE if narrow else COLUMN, 200 + 60 * len(claim.readings)) as (figure, ax):
        draw_own_readings(ax, claim, NARROW if narrow else WIDE)
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() in "Do"]
        assert drawn == claim.readings["value"].tolist()
        assert not faults(figure, [claim.asserted.value])
