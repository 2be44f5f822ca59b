"""The rules of `data/datapackage.json` that no single cell can break: order, gaps, sums, prices.

A table names its rules under `rules`; each is one function here, from the table's columns to the
first line that breaks it. They know what the tables are about only through what the descriptor says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

Columns = dict[str, list[Any]]
Rule = dict[str, Any]


class Breach(NamedTuple):
    """Where a table breaks a rule: its line in the file, the column, what was found and expected."""

    line: int
    column: str
    found: str
    expected: str


def first_breach(rules: Sequence[Rule], columns: Columns) -> Breach | None:
    """Return the first breach of the rules of a table, or None. `KeyError` for an unknown rule.

    `columns` maps a name to the parsed cells; an empty number is NaN.
    """
    for rule in rules:
        for breach in KINDS[rule["rule"]](rule, columns):
            return breach
    return None


def _order(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """Lines stand in the order of `fields`, the smallest first; equal ones may follow each other."""
    keys = list(zip(*(columns[name] for name in rule["fields"]), strict=True))
    for line, (before, after) in enumerate(pairwise(keys), start=3):
        if after < before:
            found, expected = _said(after), f"lines in order: nothing below {_said(before)}"
            yield Breach(line, ", ".join(rule["fields"]), found, expected)


def _unbroken(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """`field` goes up by one from line to line, in each group of `by`; from `from`, if it is named."""
    field = rule["field"]
    for group, lines in _groups(rule, columns).items():
        if group in rule.get("except", []):
            continue
        expected = rule.get("from", columns[field][lines[0]])
        for line in lines:
            if columns[field][line] != expected:
                found = f"{columns[field][line]} {group}".strip()
                yield Breach(line + 2, field, found, f"{expected}: no gap and none twice")
                break
            expected += 1


def _steps(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """`field` grows from line to line of a group of `by` by a factor between the two of `between`."""
    field = rule["field"]
    for group, lines in _groups(rule, columns).items():
        if group not in rule["between"]:
            continue
        low, high = rule["between"][group]
        for before, line in pairwise(lines):
            first, second = columns[field][before], columns[field][line]
            if not low * first <= second <= high * first:
                found = f"{second} after {first} {group}"
                yield Breach(line + 2, field, found, f"{low} to {high} times as much")


def _quotient(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """`field` over `over` lies between the two numbers that `between` gives the cell of `by`.

    Lines with less than `from` of `over` are let go: too few digits for a quotient.
    """
    cells = zip(columns[rule["field"]], columns[rule["over"]], columns[rule["by"]], strict=True)
    for line, (value, over, group) in enumerate(cells, start=2):
        low, high = rule["between"][group]
        if over >= rule["from"] and not low <= value / over <= high:
            column, expected = f"{rule['field']}, {rule['over']}", f"{low} to {high} {rule['unit']}"
            yield Breach(line, column, f"{value / over:.6g} for {group}", expected)


def _share(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """`field` is the percentage that `part` is of `whole`, give or take `within` points."""
    cells = zip(*(columns[rule[name]] for name in ("field", "part", "whole")), strict=True)
    for line, (share, part, whole) in enumerate(cells, start=2):
        if abs(100 * part / whole - share) > rule["within"]:
            expected = f"{100 * part / whole:.4g}, as {part} is of {whole}"
            yield Breach(line, rule["field"], str(share), expected)


def _ascending(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """The `fields` of a line go up from left to right, or are equal, or empty."""
    for line, row in enumerate(zip(*(columns[f] for f in rule["fields"]), strict=True), start=2):
        if any(after < before for before, after in pairwise(row)):
            expected = "values that go up, from left to right"
            yield Breach(line, ", ".join(rule["fields"]), _said(row), expected)


def _apart(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """`later` is `by` more than `field`."""
    cells = zip(columns[rule["field"]], columns[rule["later"]], strict=True)
    for line, (first, second) in enumerate(cells, start=2):
        if second - first != rule["by"]:
            yield Breach(line, rule["field"], str(first), f"{second - rule['by']}")


def _dated(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """`field` is the year in which `date` (an ISO date or the first parts of one) lies."""
    cells = zip(columns[rule["field"]], columns[rule["date"]], strict=True)
    for line, (year, date) in enumerate(cells, start=2):
        if str(year) != date[:4]:
            yield Breach(line, rule["field"], str(year), f"the year of {date}")


def _parts(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """In each group of `by`, the lines but the total add up to between `least` and `most` of it.

    Lines count that have no false cell in `where`; the total is the one with `total` in `kind`.
    """
    chosen = columns.get(rule.get("where", ""), [True] * len(columns[rule["kind"]]))
    for group, lines in _groups(rule, columns).items():
        known = [i for i in lines if chosen[i] and not math.isnan(columns[rule["field"]][i])]
        totals = [i for i in known if columns[rule["kind"]][i] == rule["total"]]
        for at in totals:
            total = columns[rule["field"]][at]
            parts = sum(columns[rule["field"]][i] for i in known if i not in totals)
            if not rule["least"] * total <= parts <= rule["most"] * total:
                shares = f"{rule['least']} to {rule['most']} of the total"
                expected = f"a total that fits the parts of {group}: {parts:.10g} is {shares}"
                yield Breach(at + 2, rule["field"], str(total), expected)


def _product(rule: Rule, columns: Columns) -> Iterator[Breach]:
    """In each group of `by`, the line `is` holds what the lines `of` multiply to, within a part."""
    names, values = columns[rule["key"]], columns[rule["field"]]
    for group, lines in _groups(rule, columns).items():
        at = {names[line]: line for line in lines}
        if {rule["is"], *rule["of"]} <= set(at):
            product = math.prod(values[at[name]] for name in rule["of"])
            found = values[at[rule["is"]]]
            if abs(found - product) > rule["within"] * product:
                expected = f"{' times '.join(rule['of'])}, {product:.8g}, in {group}"
                yield Breach(at[rule["is"]] + 2, rule["field"], str(found), expected)


def _groups(rule: Rule, columns: Columns) -> dict[Any, list[int]]:
    """Return the positions of the lines by their cell in `by`; all under "" where none is named."""
    if "by" not in rule:
        return {"": list(range(len(next(iter(columns.values())))))}
    groups = defaultdict(list)
    for position, cell in enumerate(columns[rule["by"]]):
        groups[cell].append(position)
    return dict(groups)


def _said(cells: Sequence[Any]) -> str:
    return ", ".join(map(str, cells))


KINDS: dict[str, Callable[[Rule, Columns], Iterator[Breach]]] = {
    "order": _order,
    "unbroken": _unbroken,
    "steps": _steps,
    "quotient": _quotient,
    "share": _share,
    "ascending": _ascending,
    "apart": _apart,
    "dated": _dated,
    "parts": _parts,
    "product": _product,
}
