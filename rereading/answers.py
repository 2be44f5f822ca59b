"""Judge a pupil's answer: to the digits given, with its unit and scale, and reply in words.

`book/_static/quiz.js` does the same on the page, from the same texts (`exercises.sheet`).
Every answer that a person can type has a reply.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

from rereading.forms import Written, read, tidy
from rereading.quantities import UNITS, Number

MESSAGES = {
    "empty": "There is no answer yet. Write one, then check.",
    "text": "That has no number in it that we can read. Answer with digits; a unit may follow.",
    "unreadable": "We cannot read that as one number. Write it plainly, with one decimal point at most.",
    "several": "There is more than one number in that. Give one. If it is a fraction, divide first.",
    "unit": "The question asks for another unit: {unit}.",
    "strange": "We do not know the unit “{strange}”. Give the number alone, or in this: {unit}.",
    "negative": "An answer here cannot be below zero. Look at what you took from what.",
    "whole": "A part cannot be larger than its whole. Look at which number stands below the line.",
    "scale": "The digits are right, the scale is not. Count the noughts; the question asks for this: {unit}.",
    "far": "That is far off. Count the noughts, and look at the unit: {unit}.",
    "coarse": "Right as far as it goes, but rounded too far. Give one digit more.",
    "near": "Very close, but rounding does not explain the rest. Round at the very end only.",
    "hint": "Not yet. {hint}",
    "fraction": "As a fraction that is right; in percent it is a hundred times as much. {right}",
    "base": "Right, with all its noughts; the question counts in a larger unit. {right}",
    "right": "Right. {right}",
    "unknown": "That is none of the answers offered. Name one of them by its letter.",
    "one": "Choose one answer only.",
    "short": "Short so far. Give your reason in a sentence or two.",
    "compare": "Compare your answer with ours. {right}",
}
# The units exercises ask for: kinds of words that fit, and how many of the smallest one it is.
ASKED: dict[str, tuple[tuple[str, ...], float]] = {
    "pct": (("pct", "points"), 1),
    "pct a year": (("pct", "points", "years"), 1),
    "t": (("weight",), 1),
    "Mt": (("weight",), 1e6),
    "USD bn": (("$",), 1e9),
    "factor": (("×",), 1),
    "days": (("days",), 1),
    "year": (("years",), 1),
    "count": (("people", "×"), 1),
    "rank": (("rank",), 1),
}
COUNTS = ("year", "count", "rank")  # whole numbers, of whatever is counted
NEAR = 0.02  # so close to the right value is a matter of rounding
ENOUGH_WORDS = 8  # fewer are a verdict without a reason


@dataclass(frozen=True)
class Reply:
    """What the book says to an answer: the text, and whether the answer is right.

    To an answer in words, which nobody grades, `right` says whether there is enough to compare.
    """

    text: str
    right: bool

    def __repr__(self) -> str:
        return self.text


def reply_to(answer: Any, sheet: Mapping[str, Any]) -> Reply:
    """Return the reply to any answer at all; `sheet` comes from `exercises.sheet`."""
    text = plain(answer)
    if text is None:
        return _say("one" if sheet["kind"] == "choice" else "several", sheet)
    if not text:
        return _say("empty", sheet)
    judge = {"number": _judge_number, "choice": _judge_choice, "text": _judge_text}
    return judge[sheet["kind"]](text, sheet)


def plain(answer: Any) -> str | None:
    """Return an answer of any type as the text a person would type; None for several answers."""
    if isinstance(answer, Number):
        form = UNITS[answer.unit].words if answer.unit in UNITS else "{}"
        return form.format(f"{answer.value:.7g}")
    if isinstance(answer, Iterable) and not isinstance(answer, str | bytes):
        items = list(answer)
        return None if len(items) > 1 else plain(items[0]) if items else ""
    if isinstance(answer, Real) and not isinstance(answer, int):
        # What a machine computes has noise behind its seventh digit.
        return "" if math.isnan(answer) else f"{float(answer):.7g}".replace("inf", "1e999")
    return "" if answer is None else tidy(str(answer))


def _judge_number(text: str, sheet: Mapping[str, Any]) -> Reply:
    written = read(re.sub("^.*=(?=.*[0-9])", "", text))  # x = 2.33
    if isinstance(written, str):
        return _say(written, sheet)
    fitting, size = ASKED[sheet["unit"]]
    kinds = [kind for kind, _ in written.units]
    if any(kind not in fitting for kind in kinds):
        return _say("unit", sheet)
    if written.strange and sheet["unit"] not in COUNTS:
        return _say("strange", sheet, strange=written.strange)
    if written.negative and written.value:
        return _say("negative", sheet)
    tries = _tries(written, kinds, size, sheet["unit"])
    for how, times in tries:
        if _hits(written, times, sheet):
            return _say(how, sheet, right=True)
    for _, times in tries:
        for wrong in sheet["wrong"]:
            if _hits(written, times, wrong):
                return Reply(wrong["text"], False)
    return _say(_how_far(written, tries[0][1], sheet), sheet)


def _tries(written: Written, kinds: list[str], size: float, unit: str) -> list[tuple[str, float]]:
    """Return what an answer may mean: the reply if it is right so, and how many times its digits."""
    tries = [("right", 1.0)]
    if kinds or written.scaled:
        tries = [("right", math.prod(its or size for _, its in written.units) / size)]
    elif size > 1:
        tries.append(("base", 1 / size))
    if unit.startswith("pct") and "pct" not in kinds:
        tries.append(("fraction", 100.0))
    return tries


def _hits(written: Written, times: float, goal: Mapping[str, Any]) -> bool:
    """Return whether a number is the goal, rounded to its last digit and no further than is fair.

    `step` is the coarsest fair rounding; nought is none: counts, ranks and years are exact. `slack`
    is what the rounding of inputs may do to the result.
    """
    fine, step = times * written.fine, goal["step"]
    off, noise = abs(times * written.value - goal["value"]), 1 + 1e-9
    if not step:
        return bool(off < 1e-3)
    within = max(min(fine * written.noughts, step) / 2, goal["slack"])
    return bool(fine <= step * noise and off <= within * noise)


def _how_far(written: Written, times: float, sheet: Mapping[str, Any]) -> str:
    """Return which reply a wrong answer gets that is wrong in no typical way."""
    value, right = times * written.value, sheet["value"]
    if sheet["step"] and 0 < value < math.inf:
        tens = 10.0 ** round(math.log10(value / right))
        if tens != 1 and _hits(written, times / tens, sheet):
            return "scale"
        tenth, hundredth = 10 * sheet["step"], 100 * sheet["step"]  # 1,000 for 1,054
        coarser = hundredth if hundredth < right else tenth
        if any(_hits(written, times, {**sheet, "step": step}) for step in (tenth, coarser)):
            return "coarse"
        if abs(value - right) <= NEAR * right:
            return "near"
    if value > 100 and sheet["unit"] == "pct":
        return "whole"
    return "far" if value >= 100 * max(right, 1) or 100 * value <= right else "hint"


def _judge_choice(text: str, sheet: Mapping[str, Any]) -> Reply:
    text = text.lower()
    letter = re.fullmatch(r"\(?([a-z])[.):]?", text)
    for position, choice in enumerate(sheet["choices"]):
        by_letter = letter and letter[1] == "abcdefgh"[position]
        if by_letter or text in (choice["id"], tidy(choice["label"]).lower()):
            wrong = choice["text"]
            return Reply(wrong, False) if wrong else _say("right", sheet, right=True)
    return _say("unknown", sheet)


def _judge_text(text: str, sheet: Mapping[str, Any]) -> Reply:
    letters = re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", text)  # Japanese has few spaces
    enough = len(text.split(" ")) >= ENOUGH_WORDS or len(letters) >= 2 * ENOUGH_WORDS
    return _say("compare" if enough else "short", sheet, right=enough)


def _say(name: str, sheet: Mapping[str, Any], *, right: bool = False, strange: str = "") -> Reply:
    text = MESSAGES[name]
    for place, words in {**sheet["says"], "strange": strange}.items():
        text = text.replace("{" + place + "}", words)
    return Reply(text, right)
