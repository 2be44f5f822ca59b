"""A claim of one's own: the form is read, judged and drawn, and what is wrong names its line."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import jupytext
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rereading import own
from rereading.figures.cards import card
from rereading.figures.own import draw_own_readings, own_readings
from rereading.figures.style import canvas
from rereading.verdicts import FAILS, HOLDS

PAGE = Path(__file__).resolve().parents[1] / "book" / "classroom" / "capstone.md"
GOOD = """\
# mine
claim:    Most pupils of our school come by bicycle.
number:   50 percent

band:     at least 50 %, because most means half or more
reading:  61 percent | asked at the gate in May | our own count | literal | official table
reading:  38,5 % | asked in January | our own count | otherwise month
"""
SENTENCE = "Most pupils of our school come by bicycle."
REST = "| asked at the gate in May | our own count | literal | official table"


def complaints(form: str) -> str:
    with pytest.raises(own.ClaimFormError) as caught:
        own.read(form)
    return str(caught.value)


def test_a_form_becomes_a_claim_with_its_readings_judged() -> None:
    claim = own.read(GOOD)
    assert claim.verdict.kind == HOLDS
    assert list(claim.readings["value"]) == [61, 38.5]
    assert list(claim.readings["in_band"]) == [True, False]
    assert list(claim.readings["grade"]) == ["official table", "reported"]
    assert list(claim.readings["changed"]) == ["", "month"]
    assert claim.band.reason == "most means half or more"
    assert list(claim.readings["source"]) == ["our own count"] * 2


def test_the_verdict_follows_the_rule_of_the_book() -> None:
    moved = GOOD.replace("| literal ", "").replace("otherwise month", "literal")
    assert own.read(moved).verdict.kind == FAILS
    assert own.read(GOOD.replace("at least 50 %", "90 to 95 %")).verdict.kind == FAILS


@pytest.mark.parametrize(
    ("band", "low", "high"),
    [
        ("45 to 55 percent", 45, 55), ("from 45 up to 55", 45, 55), ("45-55", 45, 55),
        ("between 45 and 55", 45, 55), ("45 – 55 %", 45, 55), ("at most 50", float("-inf"), 50),
        ("at least 50 percent", 50, float("inf")), ("exactly 5", 5, 5), ("-5 to 5", -5, 5),
        ("45,5 to 46,5", 45.5, 46.5), ("At Least 50", 50, float("inf")),
    ],
)  # fmt: skip
def test_a_band_is_read_as_people_write_it(band: str, low: float, high: float) -> None:
    claim = own.read(GOOD.replace("at least 50 %", band))
    assert (claim.band.low, claim.band.high) == (low, high)
    assert claim.band.holds(max(low, -1e9)) and claim.band.holds(min(high, 1e9))


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("30 billion dollars", "USD bn", 30), ("$30 billion", "USD bn", 30), ("$5", "USD", 5),
        ("23,310 tonnes", "t", 23310), ("200 million tonnes", "Mt", 200), ("7.8 times", "factor", 7.8),
        ("12 people", "persons", 12), ("３５ years", "years", 35), ("-3 percentage points", "points", -3),
        ("4 number", "number", 4),
    ],
)  # fmt: skip
def test_a_number_and_its_unit_are_read_as_people_write_them(
    written: str, unit: str, value: float
) -> None:
    form = (
        f"claim: A\nnumber: {written}\nband: at least 1, because\u00a0I say so\n"
        f"reading: {written} | B | C | literal"
    )
    claim = own.read(form)
    assert (claim.asserted.unit, claim.asserted.value) == (unit, value)
    assert claim.asserted.label in card(claim, "here").html


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "todo"),
    [
        ("band:  ", "#band:", "the whole form", "no line for “band”", "add a line “band:”"),
        ("number:   50 percent", "", "the whole form", "no line for “number”", "add a line"),
        (SENTENCE, "", "line 2", "nothing after “claim:”", "write the claim"),
        ("50 percent\n", "50\n", "line 3", "no unit", "write it after the number: percent,"),
        ("50 percent", "half", "line 3", "“half” where a number must be", "in digits"),
        ("at least 50 %", "more than enough", "line 5", "no band", "at least"),
        ("at least 50 %", "60 to 40", "line 5", "upside down: it begins at 60 and", "smaller number first"),
        ("at least 50 %", "many to most", "line 5", "where a number must be", "in digits"),
        ("at least 50 %", "at least 50 tonnes", "line 5", "tonnes, while the claim is in", "turn it into"),
        (", because most means half or more", "", "line 5", "without its reason", "“because”"),
        ("61 percent", "61", "line 6", "no unit", "write it after the number"),
        ("61 percent", "many", "line 6", "“many” where a number must be", "in digits"),
        ("61 percent", "61 bananas", "line 6", "the unit “bananas”", "use one of percent,"),
        ("61 percent", "61 people", "line 6", "people, while the claim is in percent", "turn it into"),
        (REST, "", "line 6", "without words", "| what it counts"),
        ("our own count | literal", "literal", "line 6", "without a source", "before “literal”"),
        ("| our own count | otherwise month", "", "line 7", "without a source", "third bar"),
        ("otherwise month", "literal", "lines 6 and 7", "2 literal readings", "keep “literal” on the one"),
        ("| literal ", "", "lines 6 to 7", "no literal reading", "end the reading"),
        ("otherwise month", "litteral", "line 7", "“litteral”", "after the source only: literal"),
        ("# mine", "mine", "line 1", "“mine”", "begin the line with one of “claim:”"),
        ("# mine", "claim: Another", "line 2", "a second line for “claim”", "keep line 1 or this one"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_line_and_the_remedy(
    old: str, new: str, line: str, found: str, todo: str
) -> None:
    assert old in GOOD
    said = complaints(GOOD.replace(old, new, 1))
    problems = re.findall(
        r"^(the whole form|lines? [\d and to]+): (.*)\n  to do: (.*)$", said, re.M
    )
    assert len(problems) == 1, said
    where, what, remedy = problems[0]
    assert where == line and found in what and todo in remedy


def test_all_that_is_wrong_is_said_at_once() -> None:
    said = complaints(own.FORM)
    assert [part in said for part in ("line 1", "line 2", "line 3", "no reading")] == [True] * 4
    assert said.count("to do:") == 4


def test_a_notebook_shows_the_message_and_no_traceback() -> None:
    with pytest.raises(own.ClaimFormError) as caught:
        own.read("")
    assert caught.value._render_traceback_() == str(caught.value).split("\n")


@given(st.text(max_size=60), st.sampled_from(["claim", "number", "band", "reading", ""]))
def test_no_form_fails_in_another_way(text: str, key: str) -> None:
    line = f"{key}: {text}".replace("\n", " ")
    try:
        own.read(f"{GOOD}{line}\n")
    except own.ClaimFormError as error:
        assert "to do:" in str(error)


def cell_with(text: str) -> str:
    return next(
        c.source for c in jupytext.read(PAGE).cells if c.cell_type == "code" and text in c.source
    )


def test_the_template_runs_as_delivered_and_bears_out_what_its_page_says() -> None:
    space: dict[str, object] = {}
    for cell in jupytext.read(PAGE).cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
    claim = space["my_claim"]
    assert isinstance(claim, own.Claim)
    assert claim.verdict.kind == FAILS
    earlier = claim.readings[claim.readings["changed"].str.contains("year")]
    assert len(earlier) and earlier["in_band"].all()


def test_a_pupil_who_types_the_form_over_the_template_gets_card_and_chart() -> None:
    source = re.sub(r'f"""\n.*?"""', f'"""\n{GOOD}"""', cell_with("my_form"), flags=re.S)
    space: dict[str, object] = {"own": own, "card": card}
    exec(source, space)
    claim = space["my_claim"]
    assert "Most pupils" in card(claim).html  # type: ignore[arg-type]
    assert "61%" in own_readings(claim).alt  # type: ignore[arg-type]


LONG = "asked at the gate on a rainy morning in May, when the buses were late, by the whole class"


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "form",
    [
        GOOD,
        GOOD.replace("at least 50 %", "at most 50"),
        GOOD.replace("asked in January", LONG),
        GOOD.replace("38,5 %", "-20 %"),
        "claim: A\nnumber: 5 people\nband: exactly 5, because\u00a0so\nreading: 5 people|b|c|literal",
        "claim: A\nnumber: 35 million dollars\nband: 30 to 40, because so\nreading: 34.9 million dollars"
        f"|{LONG}|c|literal\nreading: 350 million dollars|all of it|c",
        "claim: A\nnumber: 2 t\nband: 1 to 3, because so\nreading: 4,000,000 t|b|c|literal",
    ],
    ids=["plain", "at most", "long name", "negative", "one reading", "beside the line", "far away"],
)
def test_a_chart_shows_every_reading_inside_its_frame(form: str, narrow: bool) -> None:
    claim = own.read(form)
    frame = claim.readings
    plate = own_readings(claim)
    assert plate.sources_html.startswith("Sources: ")
    with canvas(narrow, 60 + 60 * len(frame)) as (figure, ax):
        draw_own_readings(
            ax, frame, claim.band, claim.asserted.value, claim.asserted.unit, narrow=narrow
        )
        drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() in "Do"]
        assert pd.Series(drawn).tolist() == frame["value"].tolist()
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw_without_rendering()
        for text in ax.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1 and box.x1 <= figure.bbox.width + 1, text.get_text()
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in ax.texts]
        for (one, box), (other, its) in combinations(boxes, 2):
            assert not box.overlaps(its), (one, other)
        marks = [t.get_text() for t in ax.get_xticklabels() if t.get_window_extent(renderer).width]
        assert len(set(marks)) == len(marks)


def test_the_page_shows_the_empty_form() -> None:
    assert "print(own.FORM)" in PAGE.read_text("utf-8")
    assert [line.partition(":")[0] for line in own.FORM.splitlines()] == [
        "claim", "number", "band", "reading", "reading", "reading",
    ]  # fmt: skip
