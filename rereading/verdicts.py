"""One rule for all verdicts, and the placebos that show whether it could have failed.

A number claim holds if its literal reading lies in the band. If it does not, the rule looks whether
the very number stood in print of another thing before the article, and then puts other numbers in
the article's mouth (placebos): what would have been found for many of them proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from rereading.prints import RELATIONS, in_print

HOLDS = "holds"
PRINTED = "printed of something else"
IN_PART = "holds in part"
FAILS = "does not hold"
UNTESTABLE = "cannot be tested"
VERDICTS = (HOLDS, PRINTED, IN_PART, FAILS, UNTESTABLE)

# Units in which a band lies as far on either side of any number.
COUNTED_UNITS = ("pct", "rank", "count", "persons", "year", "years")
ALLOWED = 10  # at most one placebo in so many may be found in print


@dataclass(frozen=True)
class Band:
    """The values that a claim's wording allows, and with how many decimals somebody wrote the ends."""

    low: float
    high: float
    high_included: bool
    reason: str
    low_included: bool = True
    decimals: tuple[int | None, int | None] = (None, None)

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the band."""
        above = value > self.low or (self.low_included and value == self.low)
        return (above and value < self.high) or (self.high_included and value == self.high)

    def moved(self, asserted: float, new: float, unit: str) -> Band:
        """Return the band of another number: as far on either side, or in proportion for an amount."""
        if unit in COUNTED_UNITS:
            return replace(self, low=self.low + new - asserted, high=self.high + new - asserted)
        return replace(self, low=self.low * new / asserted, high=self.high * new / asserted)


@dataclass(frozen=True)
class Verdict:
    """What the rule says of a claim: by which reading (`named` says it in words), or by which print.

    `lead` is the print of *printed of something else* or one that was not enough. Of `tried` other
    numbers `passed` would have got as far as this one (0 of 0 for statements).
    """

    kind: str
    reading: pd.Series[Any] | None
    named: str
    lead: pd.Series[Any] | None = None
    tried: int = 0
    passed: int = 0


def counted_as(unit: str) -> str:
    """Return a unit of the book; `{}%` in somebody's own words is one in percent, `rank {}` a rank."""
    if "%" in unit or "percent" in unit:
        return "pct"
    return "rank" if unit.startswith("rank {}") else unit


def placebo_numbers(asserted: float, unit: str) -> list[float]:
    """Return the other numbers to put in the article's place: what else could have stood there."""
    grid: Iterable[float] = (asserted * 10 ** (n / 50) for n in range(-50, 51))  # logarithmic
    if unit == "pct":
        grid = range(101)
    elif unit == "rank":
        grid = range(1, 11)
    elif unit == "count" or (unit == "persons" and asserted <= 10):
        grid = range(11)
    elif unit in ("year", "years"):
        grid = (asserted + n for n in range(-10, 11))
    return [float(number) for number in grid if not math.isclose(number, asserted)]


@cache
def placebos(asserted: float, unit: str, band: Band, literal: float, event_id: str) -> pd.DataFrame:
    """Return what the rule finds for each other number, a row a number: holds, relation.

    `holds` says whether the literal reading would bear it out, `relation` how near the nearest print
    of it is (see `prints.RELATIONS`; "": none). The frame is shared: not to be changed.
    """
    prints, kind, rows = in_print(unit, event_id), counted_as(unit), []
    for number in placebo_numbers(asserted, kind):
        there = band.moved(asserted, number, kind)
        nearest = nearest_print(prints, there)
        rows.append((there.holds(literal), "" if nearest is None else nearest["relation"]))
    return pd.DataFrame(rows, columns=["holds", "relation"])


def nearest_print(prints: pd.DataFrame, band: Band) -> pd.Series[Any] | None:
    """Return the nearest print of a number in a band, then the narrowest, then the oldest, or None."""
    low, high = prints["low"].to_numpy(float), prints["high"].to_numpy(float)
    below = low <= band.high if band.high_included else (low < band.high) | (low == band.low)
    hits = prints[(high >= band.low) & below]
    if hits.empty:
        return None
    order = (hits["date"], hits["high"] - hits["low"], hits["relation"].map(RELATIONS.index))
    return hits.iloc[np.lexsort(order)[0]]


def verdict_of_number(
    readings: pd.DataFrame, asserted: float, unit: str, band: Band, event_id: str
) -> Verdict:
    """Return the verdict on a number claim: does the literal reading, else any print, bear it out?"""
    literal = readings[readings["literal"]].iloc[0]
    tries = placebos(asserted, unit, band, literal["value"], event_id)
    passed = int(tries["holds"].sum())
    if literal["in_band"]:
        return Verdict(HOLDS, literal, literal["label"], None, len(tries), passed)
    prints = in_print(unit, event_id)
    # What our own tables report may be the thing itself: it counts against a match, never for one.
    prints = prints[prints["print_id"] != ""]
    lead = None if math.isinf(band.high) else nearest_print(prints, band)
    if lead is not None:
        as_near = RELATIONS[: RELATIONS.index(lead["relation"]) + 1]
        passed = int(tries["relation"].isin(as_near).sum())
        if passed <= math.ceil(len(tries) / ALLOWED):
            return Verdict(PRINTED, literal, lead["said_of"], lead, len(tries), passed)
    return Verdict(FAILS, literal, literal["label"], lead, len(tries), passed)


def verdict_of_statement(records: pd.DataFrame) -> Verdict:
    """Return the verdict on a statement: what do its records bear out, all of it or a part?"""
    literal = records[records["literal"]].iloc[0]
    if literal["in_band"]:
        return Verdict(HOLDS, literal, literal["label"])
    parts = records[records["bears_out"] != ""]
    if parts.empty:
        return Verdict(FAILS, literal, literal["label"])
    return Verdict(IN_PART, parts.iloc[0], parts.iloc[0]["bears_out"])
