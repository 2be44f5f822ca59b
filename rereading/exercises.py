"""The exercises of the book: their texts from `data/`, their numbers from `solutions`.

A page shows `ask`; a notebook calls `check` too, which answers with the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from rereading.answers import Reply, reply_to
from rereading.data import DataError, table
from rereading.figures.tables import Html
from rereading.numbers import UNITS, Number, fill
from rereading.solutions import EXACT, SOLUTIONS, Solved

QUIZ_MIME = "application/vnd.rereading.quiz+json"
ROUNDED = 0.005  # a value rounded to three digits is off by half a percent at most
SAID = {"year": "a year", "count": "a plain count", "rank": "a rank", "factor": "times"}


@dataclass(frozen=True)
class Question:
    """A question with its solution: a form on a page, in a notebook a text that names `check`."""

    sheet: Mapping[str, Any]
    title: str
    html: str
    solution: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        exercise_id = self.sheet["id"]
        offered = "".join(f"<li>{escape(choice['label'])}</li>" for choice in self.sheet["choices"])
        choices = f'<ol type="a">{offered}</ol>' if offered else ""
        call = f'<p>Answer in a cell: <code>check("{exercise_id}", …)</code></p>'
        return {
            QUIZ_MIME: {
                "sheet": self.sheet,
                "title": self.title,
                "html": self.html,
                "solution": self.solution,
            },
            "text/html": f"<h3>{escape(self.title)}</h3><p>{self.html}</p>{choices}{call}"
            f"<details><summary>Solution</summary>{self.solution}</details>",
            "text/plain": f'{self.sheet["question"]} Answer with check("{exercise_id}", …)',
        }


def check(exercise_id: str, answer: Any = None) -> Reply:
    """Return the reply to an answer of any type, shown in a notebook: its text, and `.right`.

    A number may have any unit and rounding; of offered answers name one by its letter or words.
    Raises `KeyError` for an unknown exercise, and for nothing else.
    """
    return reply_to(answer, sheet(exercise_id))


def ask(exercise_id: str) -> Question:
    """Return the question of an exercise, solution folded. Raises `KeyError` for an unknown id."""
    row = _row(exercise_id)
    return Question(
        sheet(exercise_id),
        f"{row['level'].capitalize()}: {row['title']}",
        fill(row["question"], _places(exercise_id)),
        solution(exercise_id).html,
    )


def solution(exercise_id: str) -> Html:
    """Return the solution of an exercise, computed. Raises `KeyError` for an unknown id."""
    row = _row(exercise_id)
    text = fill(row["solution"], _places(exercise_id))
    answer = next((each for each in _answers(exercise_id) if not each["text"]), None)
    if row["kind"] == "choice" and answer is not None:
        end = "" if answer["label"].endswith(".”") else "."
        text = f"<strong>{escape(answer['label'])}{end}</strong> {text}"
    return Html(f"<p>{text}</p>")


def exercise_ids(page: str) -> list[str]:
    """Return the ids of the exercises of a page, in order."""
    exercises = table("exercises")
    return list(exercises[exercises["page"] == page]["exercise_id"])


@cache
def sheet(exercise_id: str) -> dict[str, Any]:
    """Return what judging an answer takes, in the plain types that JSON knows.

    id, kind, unit, question, says (unit, hint, right); for numbers value, tolerance and wrong
    (each value, tolerance, text); for choices choices (each id, label, text, "" for the right one).
    """
    row = _row(exercise_id)
    places = _places(exercise_id)
    texts = {name: fill(row[name], places, html=False) for name in ("question", "hint", "right")}
    unit = row["unit"]
    said = SAID.get(unit) or UNITS[unit].words.replace("{} ", "") if unit else ""
    made: dict[str, Any] = {
        "id": exercise_id,
        "kind": row["kind"],
        "unit": unit,
        "question": texts["question"],
        "says": {"unit": said, "hint": texts["hint"], "right": texts["right"]},
        "choices": _answers(exercise_id) if row["kind"] == "choice" else [],
    }
    if row["kind"] == "number":
        solved = _solved(exercise_id)
        listed = {each["id"]: each["text"] for each in _answers(exercise_id)}
        if set(listed) != set(solved.wrong):
            names = ", ".join(sorted(set(listed) ^ set(solved.wrong)))
            raise DataError(
                "exercise_answers.csv", f"exercise {exercise_id}", names,
                "a row for each wrong answer that rereading/solutions computes, and no other",
                "add or remove the rows",
            )  # fmt: skip
        made |= {
            "value": solved.right.value,
            "tolerance": solved.tolerance,
            "wrong": [
                {
                    "value": float(solved.wrong[name]),
                    "tolerance": _reach(float(solved.wrong[name]), solved.tolerance),
                    "text": text,
                }
                for name, text in listed.items()
            ],
        }
    return made


def _reach(wrong: float, tolerance: float) -> float:
    """Return how far rounding may take an answer from a wrong value, which may be far larger."""
    return tolerance if tolerance == EXACT else max(tolerance, ROUNDED * abs(wrong))


def _row(exercise_id: str) -> Mapping[str, Any]:
    exercises = table("exercises").set_index("exercise_id")
    if exercise_id not in exercises.index:
        page = str(exercise_id).partition("-")[0]
        known = exercise_ids(page) or list(exercises.index)
        raise KeyError(f"no exercise {exercise_id!r}; there are {', '.join(known)}")
    found: Mapping[str, Any] = exercises.loc[exercise_id].to_dict()
    return found


def _answers(exercise_id: str) -> list[dict[str, str]]:
    answers = table("exercise_answers")
    chosen = answers[answers["exercise_id"] == exercise_id]
    return [
        {"id": row["answer_id"], "label": row["answer"], "text": row["feedback"]}
        for _, row in chosen.iterrows()
    ]


@cache
def _solved(exercise_id: str) -> Solved:
    return SOLUTIONS[exercise_id]()


def _places(exercise_id: str) -> dict[str, Number | str]:
    if exercise_id not in SOLUTIONS:
        return {}
    solved = _solved(exercise_id)
    return {"answer": solved.right, **solved.places}
