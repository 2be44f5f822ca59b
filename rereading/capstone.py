"""A claim of one's own: read it from a plain form, judge it by the rule of the book.

    claim:    Japan relies heavily on China for its rare earths.
    number:   50 percent
    band:     at least 50, because heavily should mean at least half
    reading:  48.4 percent | by weight, 2016 | trade data | literal
    reading:  81.6 percent | at customs, 2010 | finance ministry | otherwise source, year

A line a thing, with or without a bullet. A line without such a word goes on with the one above; `#`
begins a remark. `read` makes a `Claim` of it. Whatever is wrong is said at once, with its line and
what to do, and no traceback.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import TypeVar

import pandas as pd

from rereading import forms
from rereading.claims import Claim, judge
from rereading.evidence import GRADES, READING_COLUMNS
from rereading.forms import tidy
from rereading.quantities import Number, join
from rereading.verdicts import Band

FORM = "claim:\nnumber:\nband:\nreading:\nreading:\nreading:\n"
WANTED = {
    "claim": "the sentence you check",
    "number": "its number and unit, such as 50 percent",
    "band": "what the wording allows and why, such as: at least 50, because …",
    "reading": "number and unit | what it counts | source | literal",
}
LEAST, MORE = "at least|no less than", "more than|over|above"
MOST, LESS = "at most|no more than|up to", "less than|fewer than|under|below"
HEDGES = (
    f"{LEAST}|{MORE}|{MOST}|{LESS}|exactly|about|around|approximately|approx|roughly|some|nearly|"
    "almost|only|just|circa|ca"
)
RANGES = ("between (.+?) and (.+)", "(?:from )?(.+?) (?:up )?to (.+)", "(.+?) ?[-~〜] ?(.+)")
Made = TypeVar("Made")
Problems = list[tuple[str, str, str]]  # where, what was found, what to do


class ClaimFormError(ValueError):
    """A form that cannot be read; says every line that has to change, and how."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook prints in place of a traceback."""
        return str(self).split("\n")


class _Problem(Exception):
    """One thing that is wrong: what was found, and what to do."""

    def __init__(self, found: str, todo: str) -> None:
        self.found, self.todo = found, todo


@dataclass(frozen=True)
class Amount:
    """A number as it is written: `$30bn` is 30, in the form `${}bn`, each of 1e9 in the unit dollar.

    The unit is the same for all forms of it, and empty where there is none.
    """

    value: float
    decimals: int
    form: str
    size: float
    unit: tuple[str, ...]

    def at(self, other: Amount) -> float:
        """Return the value in another's form, without the noise of the arithmetic."""
        return float(f"{self.value * self.size / other.size:.12g}")


def read(form: str) -> Claim:
    """Return the claim that a form describes, with its readings judged.

    Raises `ClaimFormError`, which names each line that is wrong, and what to do about it.
    """
    problems: Problems = []
    lines = _lines(form, problems)
    for key, wanted in WANTED.items():
        given = lines[key]
        if not given:
            todo = f"add “{key}:” with {wanted}"
            problems.append(("the whole form", f"no line for “{key}”", todo))
        elif key != "reading" and len(given) > 1:
            todo = f"keep line {given[0][0]} or this one"
            problems.append((f"line {given[1][0]}", f"a second line for “{key}”", todo))
    numbers = _each(lines["number"], problems, amount)
    asserted = numbers[0][1] if numbers else None
    bands = _each(lines["band"], problems, lambda text: _band(text, asserted))
    readings = _each(lines["reading"], problems, lambda text: _reading(text, asserted))
    literal = [line for line, row in readings if row["literal"]]
    if len(readings) == len(lines["reading"]) > 0 and len(literal) != 1:
        at = literal or [line for line, _ in lines["reading"]]
        found = f"{len(literal) or 'no'} literal reading{'s' * bool(literal)}"
        todo = "end the one that the words say to an ordinary reader, and only it, with “| literal”"
        problems.append((f"line{'s' * (len(at) > 1)} {join(map(str, at))}", found, todo))
    if problems or asserted is None:
        told = (f"{where}: {found}\n  to do: {todo}" for where, found, todo in problems)
        raise ClaimFormError("\n".join(["Some lines of the form need another look.", *told]))
    rows = pd.DataFrame([row for _, row in readings])
    rows = rows.assign(source_id="", reading_id=[f"reading-{n + 1}" for n in range(len(rows))])
    literal_id = rows.loc[rows["literal"], "reading_id"].item()
    judged = judge(rows[READING_COLUMNS], bands[0][1], asserted.form, literal_id)
    return Claim(
        claim_id="own", page="capstone", paragraph=0, short="", topic="",
        says=lines["number"][0][1],
        statement=lines["claim"][0][1],
        asserted=Number(asserted.value, asserted.form, "claimed", decimals=asserted.decimals),
        band=bands[0][1],
        untestable_reason="",
        readings=judged.merge(rows[["reading_id", "source"]], on="reading_id"),
    )  # fmt: skip


def amount(written: str) -> Amount:
    """Return the number, its form and its unit in a text. Raises `_Problem` if there is none."""
    text = tidy(written).replace("{", "(").replace("}", ")")
    text = re.sub(f"^(?:(?:{HEDGES})(?![a-z])[.]? ?|[約약] ?)+", "", text, flags=re.I)
    text = re.sub(r"to \$1$", "to the dollar", text)
    if part := re.match(r"(\S+) (?:in|of|out of) (?:every )?(\S+)", text):  # 1 in 4
        one, whole = map(forms.read, part.groups())
        if not isinstance(one, str) and not isinstance(whole, str) and 0 < one.value <= whole.value:
            share = float(f"{100 * one.value / whole.value:.12g}")
            return Amount(share, 0 if share.is_integer() else 1, "{} percent", 1, ("pct",))
    counted = re.split(" per |/(?![0-9])", text, maxsplit=1)[0]  # what is counted, not on what
    number = forms.read(counted)
    if isinstance(number, str) or not math.isfinite(number.value):
        todo = "write one number in digits, then its unit"
        raise _Problem(f"“{written}” where a number must be", todo)
    figure = forms.read(counted[number.start : number.end])
    assert not isinstance(figure, str), "what was read is read again"
    before, after = counted[: number.start], text[number.end :]
    if number.negative:
        before = re.sub("-|minus |negative ", "", before).strip()
    tokens = forms.tokens_of(after)
    behind = list(dropwhile(lambda token: token.kind in ("step", "scale"), tokens))
    signs = [t for t in forms.tokens_of(before) if not re.match("[a-z]", t.kind)]
    unit, size = _unit([*signs, *behind])
    size *= math.prod(token.size for token in tokens[: len(tokens) - len(behind)])
    decimals = max(0, -round(math.log10(figure.fine or 1)))
    value = -figure.value if number.negative else figure.value
    return Amount(value, decimals, f"{before}{{}}{after}", size, unit)


def _unit(tokens: list[forms.Token]) -> tuple[tuple[str, ...], float]:
    """Return the name of a unit that all its forms share, and how much its first word counts."""
    names: list[str] = []
    size = 1.0
    in_points = any(token.kind == "points" for token in tokens)
    for token in tokens:
        if token.kind == "stop" and token.text != "to":
            break  # percent of what: prose
        if token.kind in ("filler", "stop", "and") or (token.kind == "pct" and in_points):
            continue
        if token.kind in forms.NO_UNITS:
            names.append(token.text.lower().removesuffix("s"))
        elif names:
            names.append(f"{token.size} {token.kind}")
        else:
            names, size = [token.kind], token.size or 1
    return tuple(names), size


def _band(text: str, claim: Amount | None) -> Band:
    stretch, reason = [*re.split(r"\bbecause\b", text, maxsplit=1, flags=re.I), ""][:2]
    stretch, reason = tidy(stretch).rstrip(" ,;、"), reason.strip()
    if not reason.strip(" .,:"):
        raise _Problem("a band without its reason", "end the line with “because” and your reason")
    for side in (LEAST, MORE, MOST, LESS, "exactly"):
        if found := re.fullmatch(f"(?:{side}) (.+)", stretch, re.I):
            (end,) = _ends(claim, found[1])
            low = -math.inf if side in (MOST, LESS) else end
            high = math.inf if side in (LEAST, MORE) else end
            return Band(low, high, side != LESS, reason, low_included=side != MORE)
    for pattern in RANGES:
        if found := re.fullmatch(pattern, stretch, re.I):
            low, high = _ends(claim, *found.groups())
            if low > high:
                raise _Problem(f"“{stretch}”, a band upside down", "write the smaller number first")
            return Band(low, high, True, reason)
    todo = "write “45 to 55”, “at least 50”, “at most 50” or “exactly 5”, then “because …”"
    raise _Problem(f"“{stretch}”, which is no band", todo)


def _ends(claim: Amount | None, *texts: str) -> list[float]:
    """Return the ends of a band in the form of the claim.

    In “$25 to $35 billion” the first has the scale of the second; a bare number has the claim's.
    """
    ends = [amount(text) for text in texts]
    full = max(ends, key=lambda end: len(end.form))
    full = claim if claim and full.form == "{}" else full
    found = []
    for end in ends:
        short = end.form == "{}" or full.form.startswith(end.form)
        size, unit = (full.size, full.unit) if short else (end.size, end.unit or full.unit)
        found.append(_held(replace(end, size=size, unit=unit), claim))
    return found


def _held(given: Amount, claim: Amount | None) -> float:
    """Return an amount in the form of the claim. Raises `_Problem` if its unit is another."""
    if claim is None:
        return given.value
    if given.unit != claim.unit:
        mine, its = (each.form.replace("{}", "").strip() or "no unit" for each in (given, claim))
        todo = "turn it into the unit of the claim before you compare"
        raise _Problem(f"“{mine}”, while the claim is in “{its}”", todo)
    return given.at(claim)


def _reading(text: str, claim: Amount | None) -> dict[str, object]:
    number, label, source, *more = [*re.split(r" *[|｜] *", text), "", ""]
    row: dict[str, object] = {
        "value": _held(amount(number), claim), "label": label, "source": source,
        "grade": "reported", "changed": "", "literal": False,
    }  # fmt: skip
    if not label or not source or tidy(source).lower() == "literal":
        missing = "words" if not label else "a source"
        raise _Problem(f"a reading without {missing}", f"write {WANTED['reading']}")
    for part in (tidy(part).lower() for part in more):
        if part == "literal":
            row["literal"] = True
        elif part in GRADES:
            row["grade"] = part
        elif part.startswith("otherwise "):
            row["changed"] = "; ".join(re.split("[,、] ?", part.removeprefix("otherwise ")))
        elif part:
            todo = f"after the source only: literal, otherwise …, {join(GRADES, 'or')}"
            raise _Problem(f"“{part}”", todo)
    return row


def _lines(form: str, problems: Problems) -> dict[str, list[tuple[int, str]]]:
    """Return the filled lines of a form, number and text, by the word before the colon."""
    found: dict[str, list[tuple[int, str]]] = {key: [] for key in WANTED}
    above = ""
    for number, raw in enumerate(form.splitlines(), start=1):
        line = re.sub(r"^[-*•·‣▪–—\s]+", "", raw).strip()
        key = re.match(r"(\w+)\s*[:：]\s*", line)
        name = tidy(key[1]).lower() if key else ""
        if not line or line[0] in "#＃":
            above = above if line else ""
        elif key and name in WANTED:
            above, text = name, line[key.end() :]
            if text or name != "reading":
                found[name].append((number, text))
            if not text and name != "reading":
                nothing = f"nothing after “{name}:”"
                problems.append((f"line {number}", nothing, f"write {WANTED[name]}"))
        elif above and found[above] and not key:
            at, text = found[above][-1]
            found[above][-1] = (at, f"{text} {line}")
        else:
            todo = f"begin the line with one of {join(f'“{key}:”' for key in WANTED)}, or with #"
            problems.append((f"line {number}", f"“{line[:40]}”", todo))
    return found


def _each(
    lines: list[tuple[int, str]], problems: Problems, make: Callable[[str], Made]
) -> list[tuple[int, Made]]:
    """Return what `make` makes of each text, with its line, and note what is wrong with others."""
    made = []
    for line, text in lines:
        try:
            if text:
                made.append((line, make(text)))
        except _Problem as problem:
            problems.append((f"line {line}", problem.found, problem.todo))
    return made
