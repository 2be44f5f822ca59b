"""The exercises of a chapter as a quiz for Moodle, in its text format GIFT, from the page's own data.

Moodle knows a value and a tolerance, no digits and no units, so it takes a number alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rereading.answers import COUNTS, MESSAGES
from rereading.exercises import exercise_ids, sheet, solution
from rereading.site.search import words


def gift(page: str, edition: str) -> str:
    """Return the quiz of a page of the book (`imports`); its first line names the edition."""
    quiz = "\n\n".join(question(sheet(name)) for name in exercise_ids(page))
    return f"// {edition}\n\n$CATEGORY: Fifty-six percent of what/{page}\n\n{quiz}\n"


def question(asked: Mapping[str, Any]) -> str:
    """Return one question with its answers, the reply to each, and its solution as feedback."""
    answers = [answer(*each) for each in replies(asked)]
    inside = "\n".join([*answers, f"####{escaped(words(solution(asked['id']).html))}"])
    sign = "#" if asked["kind"] == "number" else ""
    return f"::{asked['id']}::{escaped(prompt(asked))} {{{sign}\n{inside}\n}}"


def prompt(asked: Mapping[str, Any]) -> str:
    """Return what is asked, and in which unit."""
    unit = f" ({asked['says']['unit']})" if asked["unit"] not in ("", *COUNTS) else ""
    return f"{asked['question']}{unit}"


def replies(asked: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str, bool]]:
    """Return the answers that have a reply: the choice or number, the reply, whether it is right."""
    right = MESSAGES["right"].replace("{right}", asked["says"]["right"])
    numbers = [{**asked, "text": ""}, *asked["wrong"]] if asked["kind"] == "number" else []
    return [(each, each["text"] or right, not each["text"]) for each in numbers or asked["choices"]]


def answer(given: Mapping[str, Any], reply: str, right: bool) -> str:
    """Return an answer: a choice, or a number with its points and tolerance, and the reply to it."""
    if "value" in given:
        text = f"=%{100 * right}%{given['value']:.7g}:{tolerance(given):.3g}"
    else:
        text = ("=" if right else "~") + escaped(given["label"])
    return f"{text}#{escaped(reply)}"


def tolerance(goal: Mapping[str, Any]) -> float:
    """Return how far from its value an answer may lie: half the coarsest rounding."""
    return float(max(goal["step"] / 2, goal["slack"])) if goal["step"] else 0.0


def escaped(text: str) -> str:
    """Return a text in which the signs of the format stand for themselves."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", text)
