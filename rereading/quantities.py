"""Turn values into text: one rounding rule, one wording a unit, and where a number comes from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from string import Formatter
from typing import Any, TypeAlias

import pandas as pd

from rereading.credits import credit, source_ids


@dataclass(frozen=True)
class Unit:
    """How a unit is said in a sentence and in a chart, and how many decimals it takes."""

    words: str
    label: str
    decimals: int


UNITS = {
    "pct": Unit("{} percent", "{}%", 1),
    "points": Unit("{} percentage points", "{} points", 1),
    "pct a year": Unit("{} percent a year", "{}% a year", 1),
    "t": Unit("{} tonnes", "{} t", 0),
    "Mt": Unit("{} million tonnes", "{} Mt", 1),
    "factor": Unit("{} times", "×{}", 1),
    "USD": Unit("{} dollars", "${}", 2),
    "USD a kilogram": Unit("{} dollars a kilogram", "${} a kg", 0),
    "USD mn": Unit("{} million dollars", "${} mn", 1),
    "USD bn": Unit("{} billion dollars", "${} bn", 1),
    "USD k": Unit("{} thousand dollars", "${}k", 1),
    "JPY mn": Unit("{} million yen", "¥{} mn", 1),
    "JPY bn": Unit("{} billion yen", "¥{} bn", 1),
    "JPY per USD": Unit("{} yen to the dollar", "¥{} to $1", 1),
    "persons": Unit("{} people", "{} people", 0),
    "sets": Unit("{} sets", "{} sets", 0),
    "days": Unit("{} days", "{} days", 0),
    "years": Unit("{} years", "{} years", 1),
    "number": Unit("{}", "{}", 1),
}
# What the last part of a column name says about its unit.
SUFFIXES = {
    "_t": "t",
    "_mt": "Mt",
    "_pct": "pct",
    "_usd_kg": "USD a kilogram",
    "_bn": "USD bn",
    "factor": "factor",
    "people": "persons",
}
SMALL = "none one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()


@dataclass(frozen=True)
class Number:
    """A value with its unit, evidence grade and sources; prints as people would say it.

    In a sentence of a page it is a `<data>` element whose hover text says the full value, the
    grade and the sources; elsewhere it is its words.
    """

    value: float
    unit: str
    grade: str
    source_ids: tuple[str, ...] = ()
    decimals: int | None = None

    def __str__(self) -> str:
        return words(self.value, self.unit, self.decimals)

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        return str(getattr(self, form)) if form else str(self)

    @property
    def label(self) -> str:
        """The number as a chart prints it: `82%`, `23,310 t`, `×7.8`."""
        return label(self.value, self.unit, self.decimals)

    @property
    def bare(self) -> str:
        """The digits alone, where the sentence already says the unit."""
        return digits(self.value, self.unit, self.decimals)

    @property
    def origin(self) -> str:
        """Value, grade and source, in one line: as it was read, or as exact as what it is made of."""
        if "{}" in self.unit:  # somebody's own: as it was written
            return f"{self} · {self.grade}"
        # The sixth decimal is finer than any figure read here; beyond it lies only binary noise.
        # What is derived has four digits, as most of what it is made of, or its whole part.
        whole = len(str(int(abs(self.value)))) if math.isfinite(self.value) else 0
        exact = _plain(round(self.value, max(0, 4 - whole) if self.grade == "derived" else 6))
        bare = self.unit in ("year", "count", "rank")
        amount = exact if bare else unit_of(self.unit).words.format(f"{Decimal(exact):,}")
        parts = [amount, self.grade, credit(self.source_ids)]
        return " · ".join(part for part in parts if part)

    def html(self, shown: str | None = None) -> str:
        """Return the `<data>` element, showing the words or the text given."""
        return (
            f'<data class="number" value="{_plain(self.value)}" tabindex="0" '
            f'data-origin="{escape(self.origin)}">{escape(shown or str(self))}</data>'
        )

    _repr_html_ = html


def cell(row: pd.Series[Any], column: str, decimals: int | None = None) -> Number:
    """Return one cell of a table as a `Number` with the grade and sources of its row.

    Its unit stands at the end of the column's name or in `unit`; raises `KeyError` if in neither.
    """
    unit = unit_in(column) or row["unit"]
    return Number(float(row[column]), unit, row["grade"], source_ids([row["source_id"]]), decimals)


def unit_in(column: str) -> str:
    """Return the unit that the end of a column's name says, "" if it says none."""
    return next((unit for suffix, unit in SUFFIXES.items() if column.endswith(suffix)), "")


Origin: TypeAlias = Number | pd.Series | pd.DataFrame | str  # what a number comes from


def derived(value: float, unit: str, *parents: Origin, decimals: int | None = None) -> Number:
    """Return a computed value, grade *derived*, with the sources of rows, frames, numbers or ids."""
    return Number(float(value), unit, "derived", source_ids(origins(*parents)), decimals)


def origins(*parents: Origin) -> list[str]:
    """Return the source ids behind numbers, rows, frames, or ids themselves, as cells of a table."""
    ids: list[str] = []
    for parent in parents:
        if isinstance(parent, Number):
            ids += parent.source_ids
        else:
            cells = parent if isinstance(parent, str) else parent["source_id"]
            ids += [cells] if isinstance(cells, str) else cells.unique().tolist()
    return ids


def counted(value: int, *parents: Number | pd.Series[Any], unit: str = "count") -> Number:
    """Return a count (or, with `unit="rank"`, a rank) as a `Number`: words up to twelve."""
    return derived(value, unit, *parents)


def rows(frame: pd.DataFrame) -> list[pd.Series[Any]]:
    """Return the rows of a frame, the parents of a number made from all of them."""
    return [row for _, row in frame.iterrows()]


def words(value: float, unit: str, decimals: int | None = None) -> str:
    """Return a value as a sentence says it: `81.6 percent`, `second`, `twelve`, `1998`."""
    if unit == "rank":
        return ORDINALS[int(value)] if 0 < value < len(ORDINALS) else label(value, unit)
    if unit == "year":
        return str(int(value))
    if unit == "holds":
        return "yes" if value else "no"
    if unit == "count":
        return SMALL[int(value)] if 0 <= value < len(SMALL) else digits(value, unit, 0)
    if unit == "days" and value == 1:
        return "1 day"
    return unit_of(unit).words.format(digits(value, unit, decimals))


def label(value: float, unit: str, decimals: int | None = None) -> str:
    """Return a value as a chart prints it: `82%`, `$30 bn`, `2nd`."""
    if unit == "rank":
        teens = value % 100 in (11, 12, 13)
        end = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(int(value % 10), "th")
        return f"{int(value)}{end}"
    if unit in ("year", "count"):
        return str(int(value))
    if unit in ("holds", "days"):
        return words(value, unit)
    return unit_of(unit).label.format(digits(value, unit, decimals))


def unit_of(name: str) -> Unit:
    """Return a unit of the book by its name, or one as somebody writes it: `£{} billion`."""
    return Unit(name, name, 1) if "{}" in name else UNITS[name]


def digits(value: float, unit: str = "number", decimals: int | None = None) -> str:
    """Return the rounded digits alone, with a comma between thousands.

    Whole values and values from 100 up print without decimals unless `decimals` asks for them; in a
    unit as somebody wrote it, `£{} billion`, all digits are printed.
    """
    if decimals is None and "{}" in unit:
        decimals = decimals_of(value)
    elif decimals is None:
        whole = float(value).is_integer() or abs(value) >= 100
        decimals = 0 if whole or unit not in UNITS else UNITS[unit].decimals
    # A bare number of four digits may be a year.
    comma = "" if unit == "{}" and abs(value) < 10_000 else ","
    return f"{round_half_up(value, decimals):{comma}}"


def decimals_of(value: float) -> int:
    """Return how many decimals a value has in its shortest form."""
    return len(_plain(value).partition(".")[2])


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """Return `value` rounded to `decimals` places, halves away from zero: 56.25 gives 56.3.

    What is rounded is the shortest decimal text, as a reader sees it. Raises `ValueError` for NaN.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be printed as a number")
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def day_words(date: str, with_year: bool = True) -> str:
    """Return an ISO date, or the first parts of one, as a reader says it: `7 Sep 2010`, `Mar 2023`."""
    year, *rest = date.split("-")
    parts = [str(int(rest[1]))] if len(rest) == 2 else []
    parts += [MONTHS[int(rest[0]) - 1]] if rest else []
    return "\N{NO-BREAK SPACE}".join([*parts, year] if with_year or not rest else parts)


def fill(template: str, places: Mapping[str, Any], html: bool = True) -> str:
    """Return a sentence with what its braces name set in, as HTML or as plain text.

    A `Number` in HTML carries its origin; `{share:label}` asks for the form of a chart, `{share:bare}`
    for its digits alone. Anything else is formatted as in an f-string.
    """
    if not html:
        return template.format_map(places)
    return _Sentence().vformat(escape(template, quote=False), (), places)


class _Sentence(Formatter):
    """Sets numbers into a sentence with their origin, other values as text."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = format(value, format_spec)
        return value.html(text) if isinstance(value, Number) else escape(text)


def join(items: Iterable[str], last: str = "and") -> str:
    """Return a list in words: `a, b and c`."""
    *before, end = [*items] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


def _plain(value: float) -> str:
    """Return full precision without an exponent or a needless `.0`: what `<data value>` takes."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
