"""A claim of one's own: read it from a plain form, judge it by the rule of the book.

    claim:    Japan relies heavily on China for its rare earths.
    number:   50 percent
    band:     at least 50, because heavily should mean at least half
    reading:  48.4 percent | by weight, 2016 | trade data | literal
    reading:  81.6 percent | at customs, 2010 | finance ministry | otherwise source, year

One line a thing, `#` begins a remark. `read` makes a `Claim` of it; whatever is wrong is said at
once, with its line and what to do, and no traceback.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from rereading.answers import tidy, values_of
from rereading.claims import Claim, judge
from rereading.evidence import GRADES, READING_COLUMNS
from rereading.numbers import UNITS, Number, digits, join
from rereading.verdicts import Band

FORM = "claim:\nnumber:\nband:\nreading:\nreading:\nreading:\n"
# What people write for a unit; the names of `numbers.UNITS` work as well.
SPELT = {
    "pct": "percent|%|per cent",
    "points": "percentage points|points",
    "t": "tonnes|tons|tonne|t",
    "Mt": "million tonnes|million tons|mt",
    "USD": "dollars|dollar|$|usd",
    "USD mn": "million dollars|$ million|million $|$mn",
    "USD bn": "billion dollars|$ billion|billion $|$bn",
    "JPY mn": "million yen",
    "JPY bn": "billion yen",
    "factor": "times|x|×|-fold|fold",
    "persons": "people|persons|person",
    "sets": "sets",
    "days": "days|day",
    "years": "years|year",
    "number": "number|pieces|of them",
}
UNIT_OF = {tidy(word): unit for unit, words in SPELT.items() for word in words.split("|")}
Made = TypeVar("Made")
KEYS = ("claim", "number", "band", "reading")
_VALUE = re.compile(r"(?P<sign>-?) ?(?P<dollar>\$?) ?(?P<digits>\d[\d.,' ]*\d|\d)(?P<rest>.*)")
_FROM_TO = re.compile(
    r"(?:from |between )?(?P<low>.+?) ?(?:(?:(?<= )up )?(?<= )(?:to|and)(?= )|-) ?(?P<high>.+)"
)
_ONE_SIDED = re.compile(r"(?P<side>at least|at most|exactly) (?P<value>.+)")


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
class Value:
    """A number with its unit as a form gives them; no unit is an empty one."""

    value: float
    unit: str


def read(form: str) -> Claim:
    """Return the claim that a form describes, with its readings judged.

    Raises `ClaimFormError`, which names each line that is wrong, and what to do about it.
    """
    problems: list[str] = []
    lines = list(_lines(form, problems))
    given: dict[str, str] = {}
    at: dict[str, int] = {}
    for line, key, text in lines:
        if key in given and key != "reading":
            problems.append(
                _told(line, f"a second line for “{key}”", f"keep line {at[key]} or this one")
            )
        elif key != "reading":
            given[key], at[key] = text, line
    for key in ("claim", "number", "band"):
        if key not in given:
            what = {
                "claim": "the sentence you check",
                "number": "its number and unit, such as 50 percent",
                "band": "what the wording allows and why, such as: at least 50, because …",
            }[key]
            problems.append(_told(None, f"no line for “{key}”", f"add a line “{key}:” with {what}"))
    asserted = _try(at.get("number"), problems, _asserted, given.get("number"))
    unit = asserted.unit if asserted else ""
    band = _try(at.get("band"), problems, _band, given.get("band"), unit)
    readings = [
        (line, found)
        for line, key, text in lines
        if key == "reading" and (found := _try(line, problems, _reading, text, unit)) is not None
    ]
    problems += _literals([line for line, row in readings if row["literal"]], lines, problems)
    if problems or asserted is None or band is None:
        raise ClaimFormError("\n".join(["Some lines of the form need another look.", *problems]))
    return _claim(given["claim"], asserted, band, [row for _, row in readings])


def _lines(form: str, problems: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the filled lines of a form: number, key, text."""
    for number, raw in enumerate(form.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        key, colon, text = line.partition(":")
        key = tidy(key)
        if not colon or key not in KEYS:
            todo = f"begin the line with one of {join(f'“{key}:”' for key in KEYS)}, or with #"
            problems.append(_told(number, f"“{line[:40]}”", todo))
        elif text.strip():
            yield number, key, text.strip()
        elif key != "reading":
            problems.append(_told(number, f"nothing after “{key}:”", f"write the {key} there"))
            yield number, key, ""


def _try(
    line: int | None, problems: list[str], make: Callable[..., Made], text: str | None, *more: str
) -> Made | None:
    """Return what `make` makes of a text, or None after noting what is wrong with it."""
    if not text:
        return None
    try:
        return make(text, *more)
    except _Problem as problem:
        problems.append(_told(line, problem.found, problem.todo))
        return None


def _asserted(text: str) -> Value:
    value = _value(text)
    if not value.unit:
        raise _Problem(f"no unit in “{text}”", f"write it after the number: {_units()}")
    return value


def _band(text: str, unit: str) -> Band:
    stretch, _, reason = re.sub(r"\s+", " ", text).partition("because")
    stretch = tidy(stretch).rstrip(" ,;")
    if not reason.strip(" .,:"):
        raise _Problem("a band without its reason", "end the line with “because” and your reason")
    one_sided = _ONE_SIDED.fullmatch(stretch)
    from_to = _FROM_TO.fullmatch(stretch)
    if one_sided:
        value = _in_unit(_value(one_sided["value"]), unit, "the band").value
        low, high = {
            "at least": (value, math.inf),
            "at most": (-math.inf, value),
            "exactly": (value, value),
        }[one_sided["side"]]
    elif from_to:
        ends = (_value(from_to[name]) for name in ("low", "high"))
        low, high = (_in_unit(end, unit, "the band").value for end in ends)
    else:
        todo = "write “45 to 55”, “at least 50”, “at most 50” or “exactly 5”, then “because …”"
        raise _Problem(f"“{stretch}”, which is no band", todo)
    if low > high:
        found = f"a band upside down: it begins at {digits(low)} and ends at {digits(high)}"
        raise _Problem(found, "write the smaller number first")
    return Band(low, high, True, reason.strip())


def _reading(text: str, unit: str) -> dict[str, object]:
    parts = [part.strip() for part in text.split("|")]
    value = _value(parts[0])
    if not value.unit:
        raise _Problem(f"no unit in “{parts[0]}”", f"write it after the number: {_units()}")
    _in_unit(value, unit, "the claim")
    if len(parts) < 2 or not parts[1]:
        raise _Problem("a reading without words", "write after the number: | what it counts")
    if len(parts) < 3 or not parts[2]:
        todo = "write it after a third bar: number | what it counts | where you found it"
        raise _Problem("a reading without a source", todo)
    if tidy(parts[2]) == "literal":
        todo = "write where you found it before “literal”: … | source | literal"
        raise _Problem("a reading without a source", todo)
    row: dict[str, object] = {
        "label": parts[1], "value": value.value, "source": parts[2], "literal": False,
        "grade": "reported", "changed": "",
    }  # fmt: skip
    for part in map(tidy, parts[3:]):
        if part == "literal":
            row["literal"] = True
        elif part in GRADES:
            row["grade"] = part
        elif part.startswith("otherwise "):
            row["changed"] = "; ".join(re.split(r", ?", part.removeprefix("otherwise ")))
        elif part:
            todo = f"after the source only: literal, otherwise …, {join(GRADES, 'or')}"
            raise _Problem(f"“{part}”", todo)
    return row


def _literals(
    lines: list[int], all_lines: list[tuple[int, str, str]], problems: list[str]
) -> list[str]:
    """Return what is wrong with the number of literal readings, if anything is."""
    asked = [line for line, key, _ in all_lines if key == "reading"]
    if not asked:
        todo = "add a line “reading: number unit | what it counts | source | literal”"
        return [_told(None, "no reading", todo)]
    if len(lines) > 1:
        where = join(str(line) for line in lines)
        todo = "keep “literal” on the one that the words say to an ordinary reader"
        return [f"lines {where}: {len(lines)} literal readings\n  to do: {todo}"]
    if not lines and not any(
        told.startswith(f"line {line}:") for line in asked for told in problems
    ):
        todo = "end the reading that takes the words as they stand with “| literal”"
        return [f"lines {asked[0]} to {asked[-1]}: no literal reading\n  to do: {todo}"]
    return []


def _value(text: str) -> Value:
    """Return the number and unit of a text. Raises `_Problem` where there is no such number."""
    plain = tidy(text)
    found = _VALUE.fullmatch(plain)
    values = values_of(found["digits"]) if found else []
    if found is None or not values:
        raise _Problem(
            f"“{text}” where a number must be", "write the number in digits, then its unit"
        )
    said = f"{found['dollar']} {found['rest'].strip()}".strip()
    unit = UNIT_OF.get(said) or next((name for name in UNITS if tidy(name) == said), "")
    if said and not unit:
        raise _Problem(f"the unit “{said}”, which is not known here", f"use one of {_units()}")
    return Value(-values[0] if found["sign"] else values[0], unit)


def _in_unit(value: Value, unit: str, what: str) -> Value:
    if value.unit and unit and value.unit != unit:
        found = (
            f"{SPELT[value.unit].split('|')[0]}, while the claim is in {SPELT[unit].split('|')[0]}"
        )
        raise _Problem(found, "turn it into the unit of the claim before you compare")
    return value


def _claim(statement: str, asserted: Value, band: Band, rows: list[dict[str, object]]) -> Claim:
    ids = [f"reading-{number}" for number in range(1, len(rows) + 1)]
    frame = pd.DataFrame(rows).assign(reading_id=ids, source_id="")
    literal_id = ids[[bool(row["literal"]) for row in rows].index(True)]
    readings = judge(frame[READING_COLUMNS], band, asserted.unit, literal_id)
    said = Number(asserted.value, asserted.unit, "claimed")
    source = dict(zip(ids, frame["source"], strict=True))
    return Claim(
        claim_id="own", page="capstone", paragraph=0, short="", says=said.label, topic="",
        statement=statement,
        asserted=said,
        band=band,
        literal_reason="",
        untestable_reason="",
        readings=readings.assign(source=readings["reading_id"].map(source)),
    )  # fmt: skip


def _told(line: int | None, found: str, todo: str) -> str:
    where = "the whole form" if line is None else f"line {line}"
    return f"{where}: {found}\n  to do: {todo}"


def _units() -> str:
    return join((words.split("|")[0] for words in SPELT.values()), "or")
