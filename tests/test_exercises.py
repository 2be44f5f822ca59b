"""Exercises: texts and numbers fit each other, and every answer gets the reply that it deserves."""

import decimal
import math
import re

import numpy as np
import pandas as pd
import pytest
from helpers import BOOK, CHAPTERS, csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading import compensation, lessons
from rereading.answers import ASKED, MESSAGES, Reply, reply_to
from rereading.data import table
from rereading.exercises import QUIZ_MIME, ask, check, exercise_ids, sheet, solution
from rereading.quantities import Number
from rereading.solutions import solved

ROWS = {row["exercise_id"]: row for row in csv_rows("exercises")}
NUMBERS = [name for name, row in ROWS.items() if row["kind"] == "number"]
TYPICAL = [row for row in csv_rows("exercise_answers") if row["feedback"]]
CASES = [tuple(row.values()) for row in csv_rows("../tests/answers")]
every_exercise = pytest.mark.parametrize("name", ROWS)


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_asks_its_exercises_from_reading_to_arguing(page):
    asked = re.findall(r'^ask\("(\S+)"\)', (BOOK / f"{page}.md").read_text("utf-8"), re.M)
    assert asked == exercise_ids(page) == [name for name in ROWS if ROWS[name]["page"] == page]
    levels = [ROWS[name]["level"] for name in asked]
    least = (4, 3) if page in lessons.LESSONS else (2, 2)
    assert (len(levels), len(set(levels))) >= least and "argue" in levels


def test_numbers_are_computed_for_the_exercises_that_ask_for_one_and_no_other():
    assert [name for name in ROWS if solved(name)] == NUMBERS
    of_lessons = {each for lesson in lessons.LESSONS for each in lessons.numbers(lesson)}
    for name in NUMBERS:
        assert ROWS[name]["unit"] == solved(name).right.unit in ASKED and ROWS[name]["hint"]
        typical = [row["answer_id"] for row in TYPICAL if row["exercise_id"] == name]
        wrong = {each.replace("-", "_") for each in typical}
        told = re.findall(r"\{(\w+)", " ".join(ROWS[name].values()))
        assert set(solved(name).named) <= of_lessons | wrong | set(told), name


def test_the_one_yardstick_offered_that_reaches_the_hundredfold_is_marked_as_right():
    tables = map(table, ("money_methods", "money_series", "cited_factors"))
    factors = compensation.factors(*tables).set_index("method_id")["factor"]
    method = {"prices": "us_cpi", "gold": "gold", "wages": "us_wage", "shares": "sp500_tr"}
    for choice in sheet("compensation-family")["choices"]:
        assert (factors[method[choice["id"]]] >= 100) == (choice["text"] == "")


def test_an_unknown_exercise_names_those_of_its_page():
    with pytest.raises(KeyError, match="imports-crossing, imports-whole, imports-share"):
        check("imports-shape", 56)


@every_exercise
def test_a_notebook_shows_the_question_and_how_to_answer(name):
    shown = ask(name)._repr_mimebundle_()
    assert f'check("{name}", …)' in shown["text/html"]
    assert sheet(name)["question"] in shown["text/plain"]
    assert "<script" not in shown["text/html"] and "<form" not in shown["text/html"]
    assert shown[QUIZ_MIME]["sheet"] == sheet(name)


@pytest.mark.parametrize(("name", "answer", "reply"), CASES)
def test_an_answer_as_pupils_write_it_gets_its_reply(name, answer, reply):
    typical = {r["answer_id"]: r["feedback"] for r in TYPICAL if r["exercise_id"] == name}
    expected = typical.get(reply) or MESSAGES[reply].partition("{")[0]
    said = check(name, answer)
    assert said.text.startswith(expected), said
    assert said.right == (reply in ("right", "base", "fraction", "compare"))


def test_every_reply_has_a_case():
    assert set(MESSAGES) - {"one"} <= {reply for _, _, reply in CASES}
    assert check("imports-whole", ["a", "b"]).text == MESSAGES["one"]


@every_exercise
def test_the_solution_of_an_exercise_passes_its_own_check(name):
    asked = sheet(name)
    if number := solved(name):
        right = number.right
        given = [right, str(right), right.label, right.bare, right.value, f"{right.bare} or so"]
        assert str(right) in solution(name).html
    elif asked["kind"] == "choice":
        given = [choice["label"] for choice in asked["choices"] if not choice["text"]]
        assert given[0] in solution(name).html
    else:
        given = [re.sub(r"<[^>]*>", "", solution(name).html)]
    for answer in given:
        reply = check(name, answer)
        assert reply.right and asked["says"]["right"] in reply.text, answer


@pytest.mark.parametrize("row", TYPICAL, ids=lambda row: f"{row['exercise_id']}-{row['answer_id']}")
def test_every_typical_wrong_answer_gets_its_own_reply(row):
    name, given = row["exercise_id"], [row["answer"]]
    if number := solved(name):
        wrong = number.named[row["answer_id"].replace("-", "_")]
        value = float(getattr(wrong, "value", wrong))
        given = [value, f"{value:.4f}" if value % 1 else f"{value:.0f}"]
        assert not (sheet(name)["step"] and check(name, f"{value:.2g}").right)
    for answer in given:
        assert check(name, answer) == Reply(row["feedback"], False), answer


RIGHT = [81.6, [81.6], np.float32(81.6), pd.Series([81.6]), np.int64(82), decimal.Decimal("81.6")]
TYPES = {"right": [*RIGHT, 0.816 * 100, Number(81.606, "pct", "derived")]}
TYPES |= {"empty": [None, math.nan], "several": [(80, 81)], "negative": [-3]}
TYPES |= {"whole": [10**400], "text": [True]}


@pytest.mark.parametrize("reply", TYPES)
def test_an_answer_of_any_type_gets_its_reply(reply):
    for answer in TYPES[reply]:
        said = check("imports-share", answer)
        assert said.text.startswith(MESSAGES[reply].partition("{")[0]), answer


@given(st.text(max_size=40) | st.floats() | st.integers() | st.lists(st.integers()) | st.binary())
def test_no_answer_raises(answer):
    for name in ("imports-share", "imports-whole", "imports-friend", "compensation-cpi"):
        reply = reply_to(answer, sheet(name))
        assert reply.text and "{" not in reply.text
