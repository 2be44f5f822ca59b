"""Worksheets and keys as HTML: the exercises of a lesson with room to write, and their answers."""

from __future__ import annotations

from html import escape
from typing import Any

from rereading.exercises import ask, sheet, solution
from rereading.figures.tables import Html
from rereading.lessons import WORKSHEETS
from rereading.quantities import words
from rereading.solutions import solved

LINES = {"number": 2, "text": 5}  # to write on, by kind of question
LETTERS = "abcdefgh"


def name_line() -> Html:
    """Return the line for name, class and date at the top of a worksheet."""
    places = "".join(f'<span class="blank">{word}</span>' for word in ("Name", "Class", "Date"))
    return Html(f'<p class="name-line">{places}</p>')


def new_page() -> Html:
    """Return the place where the second page of a worksheet begins, on paper."""
    return Html('<div class="new-page"></div>')


def questions(lesson: str, *positions: int) -> Html:
    """Return questions of a lesson's worksheet, by their numbers there, with room to write."""
    ids = WORKSHEETS[lesson]
    items = "".join(
        f'<li value="{position}"><p>{ask(ids[position - 1]).html}</p>{_room(ids[position - 1])}</li>'
        for position in positions
    )
    return Html(f'<ol class="questions">{items}</ol>')


def answers(lesson: str) -> Html:
    """Return the key of a lesson: each question, its answer, its solution, typical wrong answers.

    Of wrong answers the value stands beside what the book replies to it.
    """
    items = "".join(f"<li>{_answer(exercise_id)}</li>" for exercise_id in WORKSHEETS[lesson])
    return Html(f'<ol class="answers">{items}</ol>')


def right_answer(exercise_id: str) -> str:
    """Return the right answer of an exercise: a number, a letter, "" for what is argued."""
    if number := solved(exercise_id):
        return str(number.right)
    for letter, choice in zip(LETTERS, sheet(exercise_id)["choices"], strict=False):
        if not choice["text"]:
            return letter
    return ""


def _room(exercise_id: str) -> str:
    """Return where a pupil writes: boxes to tick, lines, or a line for one number."""
    asked = sheet(exercise_id)
    if asked["kind"] == "choice":
        boxes = "".join(
            f'<li><span class="box">{letter}</span> {escape(choice["label"])}</li>'
            for letter, choice in zip(LETTERS, asked["choices"], strict=False)
        )
        return f'<ul class="boxes">{boxes}</ul>'
    lines = '<span class="line"></span>' * LINES[asked["kind"]]
    if asked["kind"] == "number":
        plain = asked["unit"] in ("year", "count", "rank")
        unit = "" if plain else escape(asked["says"]["unit"])
        lines += f'<span class="blank">Answer</span><span class="unit">{unit}</span>'
    return f'<p class="room" aria-hidden="true">{lines}</p>'


def _answer(exercise_id: str) -> str:
    asked = sheet(exercise_id)
    said = right_answer(exercise_id)
    wrong = "".join(
        f"<li><b>{escape(_given(asked, each))}</b> {escape(each['text'])}</li>"
        for each in asked.get("wrong", asked["choices"])
        if each["text"]
    )
    right = f'<p class="right">{escape(said)}</p>' if said else ""
    listed = f"<p>You will also hear:</p><ul>{wrong}</ul>" if wrong else ""
    return f"<p>{ask(exercise_id).html}</p>{right}{solution(exercise_id).html}{listed}"


def _given(asked: dict[str, Any], wrong: dict[str, Any]) -> str:
    """Return a wrong answer as a pupil gives it: the letter of a choice, or the rounded value."""
    if asked["kind"] == "choice":
        at = [choice["id"] for choice in asked["choices"]].index(wrong["id"])
        return f"{LETTERS[at]}."
    value = wrong["value"]
    small = 0 < abs(value) < 1 and asked["unit"] not in ("count", "rank", "year")
    unit = "number" if value < 1 and asked["unit"] == "rank" else asked["unit"]  # there is no 0th
    return words(value, unit, 3 if small else None) + "."
