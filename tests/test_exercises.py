"""Exercises: texts and numbers fit each other, and every answer gets the reply that it deserves."""

from __future__ import annotations

import decimal
import fractions
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from answers import ANSWERS, answers_of
from helpers import CHAPTERS, csv_rows
from hypothesis import given
from hypothesis import strategies as st

import rereading
from rereading import compensation, exercises
from rereading.answers import ASKED, MESSAGES, plain, reply_to, tidy, values_of
from rereading.data import DataError, table
from rereading.exercises import QUIZ_MIME, ask, check, exercise_ids, sheet, solution
from rereading.numbers import Number
from rereading.solutions import EXACT, SOLUTIONS

BOOK = Path(__file__).resolve().parents[1] / "book"
ROWS = {row["exercise_id"]: row for row in csv_rows("exercises")}
WRONG = csv_rows("exercise_answers")
IDS = list(ROWS)
NUMBERS = [name for name, row in ROWS.items() if row["kind"] == "number"]
HEADLINES, OTHERS = CHAPTERS[:3], CHAPTERS[3:]

every_exercise = pytest.mark.parametrize("name", IDS)
every_number = pytest.mark.parametrize("name", NUMBERS)


# --- What stands in the book ------------------------------------------------------------------------


@pytest.mark.parametrize("page", HEADLINES)
def test_a_headline_chapter_has_four_exercises_on_three_levels(page: str) -> None:
    levels = [ROWS[name]["level"] for name in exercise_ids(page)]
    assert len(levels) >= 4
    assert set(levels) == {"read", "compute", "argue"}


@pytest.mark.parametrize("page", OTHERS)
def test_another_chapter_has_two_exercises_one_of_them_to_argue(page: str) -> None:
    levels = [ROWS[name]["level"] for name in exercise_ids(page)]
    assert len(levels) >= 2
    assert "argue" in levels and len(set(levels)) >= 2


def test_every_exercise_is_asked_on_its_page_with_its_solution() -> None:
    asked = []
    for page in CHAPTERS:
        source = (BOOK / f"{page}.md").read_text("utf-8")
        found = re.findall(r'^ask\("(\S+)"\)', source, re.M)
        assert found == exercise_ids(page), page
        for name in found:
            asked_so = ask(name)
            title = f"{ROWS[name]['level'].capitalize()}: {ROWS[name]['title']}"
            assert (asked_so.title, asked_so.solution) == (title, solution(name).html)
        asked += found
    assert asked == IDS


@every_exercise
def test_the_texts_name_only_places_that_are_computed_and_all_of_them(name: str) -> None:
    row = ROWS[name]
    named = set(
        re.findall(r"\{(\w+)\}", row["question"] + row["hint"] + row["right"] + row["solution"])
    )
    known = {"answer", *SOLUTIONS[name]().places} if name in SOLUTIONS else set()
    assert named - {"answer"} == known - {"answer"}
    assert "answer" not in row["question"] or "{answer}" not in row["question"]


def test_numbers_are_computed_for_the_exercises_that_ask_for_one_and_no_other() -> None:
    assert set(SOLUTIONS) == set(NUMBERS)
    for name in NUMBERS:
        assert ROWS[name]["unit"] == SOLUTIONS[name]().right.unit
        assert ROWS[name]["unit"] in ASKED and ROWS[name]["hint"]
    assert not [name for name in IDS if name not in NUMBERS and ROWS[name]["unit"]]


def test_the_right_answers_agree_with_the_files_reckoned_another_way() -> None:
    rows = [
        r
        for r in csv_rows("import_tonnes")
        if r["year"] == "2010" and r["basket"] == "finance ministry"
    ]
    tonnes = {r["origin"]: float(r["quantity_t"]) for r in rows}
    assert sheet("imports-share")["value"] == pytest.approx(100 * tonnes["China"] / tonnes["World"])
    flows = [
        r for r in csv_rows("trade_flows") if r["year"] == "2010" and r["exporter_iso3"] == "CHN"
    ]
    whole = sum(float(r["value_kusd"]) for r in flows)
    part = sum(float(r["value_kusd"]) for r in flows if r["importer_iso3"] == "JPN")
    assert sheet("imports-exports")["value"] == pytest.approx(100 * part / whole)
    cpi = {
        r["year"]: float(r["value"])
        for r in csv_rows("money_series")
        if r["series_id"] == "us_cpi_u"
    }
    assert sheet("compensation-loans")["value"] == pytest.approx(0.5 * cpi["2017"] / cpi["1965"])
    growth = sheet("compensation-growth")["value"]
    assert (1 + growth / 100) ** 52 == pytest.approx(100)
    assert sheet("calendar-stop")["value"] == 9 + 31 + 19
    assert sheet("since-summits")["value"] == 18 + 31 + 31 + 30 + 31 + 30 + 31 + 31 + 27


def test_the_one_yardstick_offered_that_reaches_the_hundredfold_is_marked_as_right() -> None:
    factors = compensation.factors(
        table("money_methods"), table("money_series"), table("cited_factors")
    ).set_index("method_id")["factor"]
    method = {"prices": "us_cpi", "gold": "gold", "wages": "us_wage", "shares": "sp500_tr"}
    for choice in sheet("compensation-family")["choices"]:
        assert (factors[method[choice["id"]]] >= 100) == (choice["text"] == "")


def test_the_right_choice_is_not_always_the_same_letter() -> None:
    places = {
        [choice["text"] for choice in sheet(name)["choices"]].index("")
        for name in IDS
        if ROWS[name]["kind"] == "choice"
    }
    assert len(places) > 1


# --- Right answers are right --------------------------------------------------------------------


@every_exercise
def test_the_solution_of_an_exercise_passes_its_own_check(name: str) -> None:
    rules = sheet(name)
    if rules["kind"] == "number":
        right = SOLUTIONS[name]().right
        given = [right, str(right), right.label, right.bare, right.value, f"{right.bare} or so"]
        shown = solution(name).html
        assert str(right) in shown
    elif rules["kind"] == "choice":
        position, choice = next(each for each in enumerate(rules["choices"]) if not each[1]["text"])
        letter = "abcd"[position]
        given = [choice["id"], choice["label"], letter, f"({letter.upper()})", f"{letter}."]
        assert choice["label"] in solution(name).html
    else:
        given = [re.sub(r"<[^>]*>", "", solution(name).html)]
    for answer in given:
        reply = check(name, answer)
        assert reply.right, (answer, reply)
        assert rules["says"]["right"] in reply.text


@every_number
def test_rounding_and_spelling_make_no_answer_wrong(name: str) -> None:
    rules = sheet(name)
    value, unit = rules["value"], rules["unit"]
    exact = rules["tolerance"] == EXACT
    digits = (0,) if exact else (1, 2, 3, 6) if unit != "t" else (0, 1, 2)
    for decimals in digits:
        text = f"{value:.{decimals}f}"
        for spelt in (
            text,
            text.replace(".", ","),
            f" {text} ",
            f"≈{text}",
            f"+{text}",
            _full_width(text),
        ):
            assert check(name, spelt).right, spelt
    if unit in ("pct", "t", "Mt", "USD bn", "factor", "days", "pct a year"):
        assert check(name, f"{value:.{max(digits)}f} {rules['says']['unit']}").right


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c == "." else c for c in text)


def test_a_fraction_is_right_with_a_hint_and_so_are_all_the_noughts() -> None:
    fraction = check("imports-share", "0.816")
    assert fraction.right and "fraction" in fraction.text
    noughts = check("reserves-low", "21,000,000")
    assert noughts.right and "noughts" in noughts.text
    assert not check("imports-share", "0.816 %").right
    for spelt in ("$2.33bn", "2.33 billion", "2,334 million dollars", "US$ 2 333 883 458", "2,33"):
        assert check("compensation-cpi", spelt).right, spelt


# --- Wrong answers get the reply that helps ------------------------------------------------------


def wrong_answers() -> list[tuple[str, str]]:
    return [(row["exercise_id"], row["answer_id"]) for row in WRONG if row["feedback"]]


@pytest.mark.parametrize(("name", "answer_id"), wrong_answers())
def test_every_typical_wrong_answer_gets_its_own_feedback_and_is_wrong(
    name: str, answer_id: str
) -> None:
    row = next(r for r in WRONG if (r["exercise_id"], r["answer_id"]) == (name, answer_id))
    if ROWS[name]["kind"] == "choice":
        given: list[Any] = [answer_id, row["answer"]]
    else:
        value = SOLUTIONS[name]().wrong[answer_id]
        given = [value, f"{value:.4f}", f"{value:.4f}".replace(".", ",")]
    for answer in given:
        reply = check(name, answer)
        assert (reply.text, reply.right) == (row["feedback"], False), answer


@every_number
def test_right_and_wrong_values_lie_clearly_apart(name: str) -> None:
    rules = sheet(name)
    marks = [(rules["value"], rules["tolerance"])]
    marks += [(wrong["value"], wrong["tolerance"]) for wrong in rules["wrong"]]
    for i, (value, reach) in enumerate(marks):
        for other, other_reach in marks[i + 1 :]:
            apart = abs(value - other)
            # Each is reachable; and no rounding carries one into the other.
            assert apart > (reach + other_reach if i == 0 else max(reach, other_reach)), (
                value,
                other,
            )


def test_no_two_replies_of_an_exercise_are_the_same() -> None:
    for name in IDS:
        texts = [row["feedback"] for row in WRONG if row["exercise_id"] == name]
        assert not [text for text, times in Counter(texts).items() if times > 1]


def test_every_text_for_a_reply_is_reached_by_some_answer() -> None:
    heard = {
        check(name, answer).text for name in IDS for answer in [*ANSWERS, *answers_of(sheet(name))]
    }
    heard |= {check(name, [1, 2]).text for name in IDS}
    for key, template in MESSAGES.items():
        said = re.escape(template)
        for place in ("unit", "hint", "right"):
            said = said.replace(re.escape("{" + place + "}"), ".+")
        assert any(re.fullmatch(said, text) for text in heard), key
    for row in WRONG:
        assert row["feedback"] in heard | {""}
    for name in IDS:
        said = ROWS[name]["right"]
        assert any(text.endswith(said) for text in heard), name


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("", "empty"), ("   ", "empty"), (None, "empty"), ([], "empty"), (math.nan, "empty"),
        ("banana", "text"), (True, "text"), ({"a": 1}, "text"),
        ("80 81", "several"), ((80, 81), "several"), (pd.Series([1, 2]), "several"),
        ("1.2.3", "unreadable"), ("81.6 tonnes", "unit"), ("-81.6", "negative"), (-3, "negative"),
        ("130", "whole"), (10**400, "whole"), (math.inf, "whole"), ("0.0001", "small"),
        ("80.2", "near"), ("70", "hint"),
    ],
)  # fmt: skip
def test_bad_answers_get_a_kind_and_exact_reply(answer: Any, key: str) -> None:
    reply = check("imports-share", answer)
    says = sheet("imports-share")["says"]
    assert reply.text == MESSAGES[key].format(**says) and not reply.right


@pytest.mark.parametrize(
    "answer",
    [
        81.6, "81.6", np.float64(81.6), np.float32(81.6), np.array(81.6), np.array([81.6]),
        pd.Series([81.6]), [81.6], decimal.Decimal("81.6"), fractions.Fraction(816, 10), 82,
        np.int64(82), Number(81.606, "pct", "derived"), Number(0.816, "number", "derived"),
    ],
    ids=lambda answer: type(answer).__name__,
)  # fmt: skip
def test_an_answer_of_any_type_is_read(answer: Any) -> None:
    assert rereading.check("imports-share", answer).right


def test_a_computed_number_is_never_taken_for_thousands() -> None:
    assert plain(1.054) == "1.0540"
    assert values_of("1.054") == [1.054, 1054.0]
    assert not check("supply-india", 1.054).right
    assert check("supply-india", "1.054").right


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("23,310", [23310.0, 23.31]), ("23.310", [23.31, 23310.0]), ("23 310", [23310.0]),
        ("81,6", [81.6]), (".5", [0.5]), ("0,816", [0.816]), ("1,234,567", [1234567.0]),
        ("1.234.567,8", [1234567.8]), ("1,2,3", []), ("12,34.5", []), ("2.5e3", [2500.0]),
    ],
)  # fmt: skip
def test_a_written_number_means_what_people_mean(written: str, values: list[float]) -> None:
    assert values_of(written) == values


def test_a_text_is_made_plain_before_it_is_read() -> None:
    assert tidy("  ５６．３\u00a0％ ") == "56.3 %"
    assert tidy("Per Cent") == "percent"


@given(st.text(max_size=40) | st.floats() | st.integers() | st.lists(st.integers()) | st.binary())
def test_no_answer_raises(answer: Any) -> None:
    for name in ("imports-share", "imports-whole", "imports-friend", "compensation-cpi"):
        reply = reply_to(answer, sheet(name))
        assert reply.text and "{" not in reply.text


def test_an_unknown_exercise_names_those_of_its_page() -> None:
    with pytest.raises(KeyError, match="imports-crossing, imports-whole, imports-share"):
        check("imports-shape", 56)
    with pytest.raises(KeyError, match="since-wants"):
        check("nothing", 56)


def test_a_wrong_answer_without_a_text_or_without_a_value_stops_the_book(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solved = SOLUTIONS["imports-share"]()
    changed = type(solved)(solved.right, solved.tolerance, {"new": 1.0}, solved.places)
    monkeypatch.setitem(SOLUTIONS, "imports-share", lambda: changed)
    forget()
    with pytest.raises(DataError, match=r"exercise_answers\.csv, exercise imports-share"):
        check("imports-share", 56)
    forget()


def forget() -> None:
    """Let the exercises be computed anew."""
    sheet.cache_clear()
    exercises._solved.cache_clear()


# --- What a notebook shows ----------------------------------------------------------------------


@every_exercise
def test_a_notebook_shows_the_question_and_how_to_answer(name: str) -> None:
    shown = ask(name)._repr_mimebundle_()
    assert f'check("{name}", …)' in shown["text/html"]
    assert sheet(name)["question"] in shown["text/plain"]
    assert "<script" not in shown["text/html"] and "<form" not in shown["text/html"]
    assert shown[QUIZ_MIME]["sheet"] == sheet(name)


def test_a_reply_shows_itself_as_text_and_as_html() -> None:
    reply = check("imports-share", "<b>")
    assert str(reply) == repr(reply) == reply.text
    assert reply.text.startswith("That has no number") and "<p" in reply._repr_html_()
