"""Read a pupil's answer and reply to it: forgiving of rounding and spelling, exact in words.

`book/_static/quiz.js` does the same on the page, from the same texts (`sheet`); a test holds the
two together. Nothing here raises for a bad answer: every answer has a reply.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from numbers import Real
from typing import Any

from rereading.numbers import ORDINALS, SMALL, UNITS, Number

MESSAGES = {
    "empty": "There is no answer yet. Write one, then check.",
    "text": "That has no number in it. Answer with digits; a unit is welcome but not needed.",
    "unreadable": "We cannot read that as one number. Write it plainly, with one decimal point at most.",
    "several": "There is more than one number in that. Give one. If it is a fraction, divide first.",
    "unit": "The question asks for another unit: {unit}.",
    "negative": "An answer here cannot be below zero. Look at what you took from what.",
    "whole": "A part cannot be larger than its whole. Look at which number stands below the line.",
    "large": "That is far too large. Count the noughts, and look at the unit: {unit}.",
    "small": "That is far too small. Count the noughts, and look at the unit: {unit}.",
    "near": "Very close, but rounding does not explain the rest. Round at the very end only.",
    "hint": "Not yet. {hint}",
    "fraction": "As a fraction that is right; in percent it is a hundred times as much. {right}",
    "base": "Right, with all its noughts; the question counts in a larger unit. {right}",
    "right": "Right. {right}",
    "unknown": "That is none of the answers offered. Name one of them by its letter.",
    "one": "Choose one answer only.",
    "short": "That is a verdict. Now the reason: write a sentence or two.",
    "compare": "Compare your answer with ours. {right}",
}
# What a unit may be called, its kind, and how many of the smallest one it is.
WORDS: dict[str, tuple[str, float]] = {
    **dict.fromkeys("% percent pct prozent".split(), ("pct", 1)),
    **dict.fromkeys("pp point points".split(), ("points", 1)),
    **dict.fromkeys("$ usd us$ dollar dollars".split(), ("money", 1)),
    **dict.fromkeys("¥ € £ ₩ jpy yen eur euro euros won pound pounds".split(), ("other money", 1)),
    **dict.fromkeys("t ton tons tonne tonnes mt".split(), ("weight", 1)),
    **dict.fromkeys("kg kilo kilos kilogram kilograms".split(), ("weight", 1e-3)),
    **dict.fromkeys("× x times fold".split(), ("times", 1)),
    **dict.fromkeys("day days".split(), ("days", 1)),
    **dict.fromkeys("month months".split(), ("months", 1)),
    **dict.fromkeys("year years yr yrs".split(), ("years", 1)),
    **dict.fromkeys("people persons person".split(), ("people", 1)),
    **dict.fromkeys("k thousand".split(), ("", 1e3)),
    **dict.fromkeys("m mn mio million millions".split(), ("", 1e6)),
    **dict.fromkeys("b bn billion billions".split(), ("", 1e9)),
    **dict.fromkeys("trillion trillions".split(), ("", 1e12)),
}
# The units exercises ask for: kinds of words that fit, and how many of the smallest one it is.
ASKED: dict[str, tuple[tuple[str, ...], float]] = {
    "pct": (("pct", "points"), 1),
    "pct a year": (("pct", "points", "years"), 1),
    "points": (("pct", "points"), 1),
    "t": (("weight",), 1),
    "Mt": (("weight",), 1e6),
    "USD bn": (("money",), 1e9),
    "factor": (("times",), 1),
    "days": (("days",), 1),
    "years": (("years",), 1),
    "year": (("years",), 1),
    "count": (("people", "times"), 1),
    "rank": ((), 1),
}
NUMERALS = {word: n for words in (SMALL, ORDINALS) for n, word in enumerate(words)}
NUMERALS = {**NUMERALS, "zero": 0}
_GROUPED = r"\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+)?"
_NUMBER = re.compile(
    rf"(?:{_GROUPED}|\d+(?:[.,]\d+)*|[.,]\d+)(?:e[+-]?\d{{1,4}}(?![a-z\d]))?", re.A
)
# Spelt out, because Python and browsers do not agree on what a blank is.
_BLANK = (
    "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200d\\u2028-\\u202f\\u205f\\u2060\\u3000\\ufeff"
)
_WORD = re.compile(r"us\$|[a-z]+|[%$¥€£₩×]")
FAR = 100  # an answer this many times too large or small is out of range
NEAR = 3  # so many tolerances from the right value is still very close
ENOUGH_WORDS = 8  # fewer are a verdict without a reason


@dataclass(frozen=True)
class Reply:
    """What the book says to an answer: the text, and whether the answer is right.

    To an answer in words, which nobody grades, `right` says whether there is enough to compare.
    """

    text: str
    right: bool

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f'<p class="reply"{" data-right" if self.right else ""}>{escape(self.text)}</p>'


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
    if hasattr(answer, "tolist") and not isinstance(answer, str):  # numpy and pandas
        answer = answer.tolist()
    if isinstance(answer, Iterable) and not isinstance(answer, str | bytes):
        items = list(answer)
        return None if len(items) > 1 else plain(items[0]) if items else ""
    if answer is None or (isinstance(answer, float) and math.isnan(answer)):
        return ""
    if isinstance(answer, Number):
        said = UNITS[answer.unit].words if answer.unit in UNITS else "{}"
        return tidy(said.format(_decimal(answer.value)))
    if isinstance(answer, Fraction) or (isinstance(answer, Real) and not isinstance(answer, bool)):
        return _decimal(answer)
    return tidy(str(answer))


def tidy(text: str) -> str:
    """Return a text with full-width signs made plain, one space for many, in small letters."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"[’‘ʼ`´]", "'", text)
    text = re.sub(r"per ?cent(?![a-z])", "percent", text)
    return re.sub(rf"[{_BLANK}]+", " ", text).strip(" ")


def values_of(number: str) -> list[float]:
    """Return what a written number can mean, the likeliest first: `1,234` is 1234, or 1.234.

    Empty if it means nothing, as `1.2.3`.
    """
    digits, _, power = re.sub(r"[ ']", "", number).partition("e")
    scale = f"e{power or 0}"
    marks = re.findall(r"[.,]", digits)
    groups = re.split(r"[.,]", digits)
    thousands = 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if not marks:
        found = [digits]
    elif len(marks) == 1:
        decimal = f"{groups[0] or 0}.{groups[1]}"
        grouped = ["".join(groups)] if thousands and groups[0] != "0" else []
        found = [*grouped, decimal] if marks[0] == "," else [decimal, *grouped]
    elif len(set(marks)) == 1:
        found = ["".join(groups)] if thousands else []
    else:
        *whole, last = groups
        fits = len(set(marks[:-1])) == 1 and all(len(group) == 3 for group in whole[1:])
        found = ["".join(whole) + "." + last] if fits and 0 < len(whole[0]) <= 3 else []
    return [float(each + scale) for each in found]


def _judge_number(text: str, sheet: Mapping[str, Any]) -> Reply:
    numbers = [(each.start(), each.group()) for each in _NUMBER.finditer(text)]
    words = _WORD.findall(_NUMBER.sub(" ", text))
    if not numbers:
        spelt = [NUMERALS[word] for word in words if word in NUMERALS]
        if len(spelt) != 1:
            return _say("several" if spelt else "text", sheet)
        values, negative = [float(spelt[0])], False
    elif len(numbers) > 1:
        return _say("several", sheet)
    else:
        at, written = numbers[0]
        values = values_of(written)
        negative = bool(re.search(r"(?:^|[^a-z0-9])- ?[$¥€£₩]?$", text[:at]))
    if not values:
        return _say("unreadable", sheet)
    known = [WORDS[word] for word in words if word in WORDS]
    fitting, size = ASKED[sheet["unit"]]
    if any(kind and kind not in fitting for kind, _ in known):
        return _say("unit", sheet)
    if negative and any(values):
        return _say("negative", sheet)
    scale = math.prod(factor for _, factor in known)
    if scale != 1:
        values = [value * scale / size for value in values]
    return _weigh(values, any(kind == "pct" for kind, _ in known), scale, size, sheet)


def _weigh(
    values: list[float], in_percent: bool, scale: float, size: float, sheet: Mapping[str, Any]
) -> Reply:
    how = "right" if _hits(values, sheet) else ""
    if not how and scale == 1:
        if size > 1 and _hits([value / size for value in values], sheet):
            how = "base"
        elif sheet["unit"] == "pct" and not in_percent and _hits([100 * v for v in values], sheet):
            how = "fraction"
    if how:
        return _say(how, sheet, True)
    for wrong in sheet["wrong"]:
        if _hits(values, wrong):
            return Reply(wrong["text"], False)
    return _say(_how_far(values, sheet), sheet)


def _hits(values: list[float], goal: Mapping[str, Any], times: float = 1) -> bool:
    reach = times * goal["tolerance"]
    return any(abs(value - goal["value"]) <= reach for value in values)


def _how_far(values: list[float], sheet: Mapping[str, Any]) -> str:
    """Return which reply a wrong answer gets that is wrong in no typical way."""
    if _hits(values, sheet, NEAR):
        return "near"
    if values[0] > 100 and sheet["unit"] == "pct":
        return "whole"
    if values[0] > FAR * max(sheet["value"], 1):
        return "large"
    return "small" if values[0] * FAR < sheet["value"] else "hint"


def _judge_choice(text: str, sheet: Mapping[str, Any]) -> Reply:
    letter = re.fullmatch(r"\(?([a-z])[.):]?", text)
    for position, choice in enumerate(sheet["choices"]):
        by_letter = letter and letter[1] == chr(ord("a") + position)
        if by_letter or text in (choice["id"], tidy(choice["label"])):
            return Reply(choice["text"], False) if choice["text"] else _say("right", sheet, True)
    return _say("unknown", sheet)


def _judge_text(text: str, sheet: Mapping[str, Any]) -> Reply:
    enough = len(text.split(" ")) >= ENOUGH_WORDS or _without_spaces(text)
    return _say("compare" if enough else "short", sheet, enough)


def _without_spaces(text: str) -> bool:
    """Return whether a text is long although it has few spaces, as Japanese is."""
    return len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", text)) >= 2 * ENOUGH_WORDS


def _say(name: str, sheet: Mapping[str, Any], right: bool = False) -> Reply:
    text = MESSAGES[name]
    for place in ("unit", "hint", "right"):
        text = text.replace("{" + place + "}", sheet["says"][place])
    return Reply(text, right)


def _decimal(value: Any) -> str:
    """Return a number in digits that the reader above takes for that number and no other."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if math.isinf(number):
        return f"{'-' if number < 0 else ''}1e9999"
    # A thousandth more could be read as thousands; a nought behind it cannot.
    text = format(number, ".15g")
    return f"{text}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", text) else text
