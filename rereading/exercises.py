"""The exercises of the book: their texts from `data/`, their numbers from `solutions`.

A page shows `ask`; a notebook calls `check` too, which answers with the same words. Where the book
was packed for pupils, both read one packed file, and neither those texts nor `solutions` are there.
"""

import json
import math
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from typing import Any

from rereading.answers import Reply, reply_to
from rereading.data import DATA, table
from rereading.figures.tables import Html
from rereading.quantities import UNITS, fill

HANDED_OUT = "questions.txt"  # the packed file, in `data/` of a package for pupils
QUIZ_MIME = "application/vnd.rereading.quiz+json"
CARRIED = 2e-4  # what rounding its inputs to four digits does to a result, at most
TOLD = 5e-3  # a typical error is one to three digits as well
UNIT_WORDS = {"year": "a year", "count": "a plain count", "rank": "a rank"}


@dataclass(frozen=True)
class Question:
    """A question with its solution: a form on a page, in a notebook a text that names `check`."""

    sheet: Mapping[str, Any]
    title: str
    html: str
    solution: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        call = f'check("{self.sheet["id"]}", …)'
        offered = "".join(f"<li>{escape(choice['label'])}</li>" for choice in self.sheet["choices"])
        choices = f'<ol type="a">{offered}</ol>' if offered else ""
        folded = f"<details><summary>Solution</summary>{self.solution}</details>"
        return {
            QUIZ_MIME: asdict(self),
            "text/html": f"<h3>{escape(self.title)}</h3><p>{self.html}</p>{choices}"
            f"<p>Answer in a cell: <code>{call}</code></p>{folded if self.solution else ''}",
            "text/plain": f"{self.sheet['question']} Answer with {call}",
        }


def check(exercise_id: str, answer: Any = None) -> Reply:
    """Return the reply to an answer of any type, shown in a notebook: its text, and `.right`.

    A number may have any unit and rounding; of offered answers name one by its letter or words.
    Raises `KeyError` for an unknown exercise.
    """
    return reply_to(answer, sheet(exercise_id))


def ask(exercise_id: str) -> Question:
    """Return the question of an exercise, solution folded. Raises `KeyError` for an unknown id."""
    if exercise_id in handed_out():
        return Question(**handed_out()[exercise_id])
    row = _row(exercise_id)
    title = f"{row['level'].capitalize()}: {row['title']}"
    question = _filled(row, "question")
    return Question(sheet(exercise_id), title, question, solution(exercise_id).html)


def solution(exercise_id: str) -> Html:
    """Return the solution of an exercise, computed. Raises `KeyError` for an unknown id."""
    text = _filled(_row(exercise_id), "solution")
    for choice in sheet(exercise_id)["choices"]:
        if not choice["text"]:
            stop = "" if choice["label"].endswith(".”") else "."
            text = f"<strong>{escape(choice['label'])}{stop}</strong> {text}"
    return Html(f"<p>{text}</p>")


def exercise_ids(page: str = "") -> list[str]:
    """Return the ids of the exercises of a page, or of the book, in order."""
    every = handed_out() or table("exercises")["exercise_id"]
    return [name for name in every if not page or name.startswith(f"{page}-")]


def packed(content: Any) -> str:
    """Return data that JSON knows as text that says nothing at a glance. It is no secret."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return b64encode(text.encode()).decode("ascii")


@cache
def handed_out() -> dict[str, Any]:
    """Return the fields of each `Question` by id where they are packed for pupils, {} elsewhere."""
    file = DATA / HANDED_OUT
    return dict(json.loads(b64decode(file.read_bytes()))) if file.is_file() else {}


@cache
def sheet(exercise_id: str) -> dict[str, Any]:
    """Return what judging an answer takes, in the plain types that JSON knows.

    id, kind, unit, question, says (unit, hint, right); for numbers value, step, slack (see `answers`)
    and wrong (the same, and text); for choices choices (each id, label, text, "" for the right one).
    Raises `KeyError` where `solutions` has no number for a wrong answer of the table.
    """
    if exercise_id in handed_out():
        return dict(handed_out()[exercise_id]["sheet"])
    row = _row(exercise_id)
    unit = row["unit"]
    listed = table("exercise_answers").query("exercise_id == @exercise_id").set_index("answer_id")
    made = {
        "id": exercise_id,
        "kind": row["kind"],
        "unit": unit,
        "question": _filled(row, "question", html=False),
        "says": {
            "unit": UNIT_WORDS.get(unit) or UNITS[unit].words.replace("{} ", "") if unit else "",
            "hint": _filled(row, "hint", html=False),
            "right": _filled(row, "right", html=False),
        },
        "choices": [
            {"id": name, "label": each["answer"], "text": each["feedback"]}
            for name, each in listed.iterrows()
            if row["kind"] == "choice"
        ],
    }
    if (number := _solved(exercise_id)) is None:
        return made
    wrong = []
    for name, text in listed["feedback"].items():
        given = number.named[name.replace("-", "_")]
        value = float(getattr(given, "value", given))
        # Of a number that is far larger than the right one two digits are enough.
        step = number.step and max(number.step, 10.0 ** (math.floor(math.log10(value)) - 1))
        wrong.append({"text": text, **_goal(value, step, TOLD)})
    return made | _goal(number.right.value, number.step, CARRIED) | {"wrong": wrong}


def _goal(value: float, step: float, slack: float) -> dict[str, float]:
    """Return what an answer is held against: value, coarsest fair rounding, slack in its unit."""
    return {"value": value, "step": step, "slack": slack * value}


def _row(exercise_id: str) -> Mapping[str, Any]:
    if exercise_id not in exercise_ids():
        raise KeyError(f"no exercise {exercise_id!r}; there are {', '.join(exercise_ids())}")
    return dict(table("exercises").set_index("exercise_id", drop=False).loc[exercise_id])


def _solved(exercise_id: str) -> Any:
    # Not at the head: a package for pupils has no solutions, and never comes here.
    from rereading.solutions import solved  # noqa: PLC0415

    return solved(exercise_id)


def _filled(row: Mapping[str, Any], column: str, *, html: bool = True) -> str:
    """Return a text of an exercise with the numbers that its solution gives."""
    number = _solved(row["exercise_id"])
    return fill(row[column], {"answer": number.right, **number.named} if number else {}, html)
