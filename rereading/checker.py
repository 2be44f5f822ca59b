"""The one checker of tables: what a file says against what `datapackage.json` promises of it.

Nothing is repaired: the first thing that does not fit raises a `DataError` that says in which file,
line and column, what was found, what was expected and what to do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

Rule = Mapping[str, Any]
RESTORE = "restore it with `git checkout -- data`"
COMPARE = "compare the lines with their source, correct them"


class DataError(ValueError):
    """A data file that does not hold what its description promises."""

    def __init__(
        self, file: str, where: str, seen: str, expected: str, todo: str = "correct the cell"
    ) -> None:
        super().__init__(
            f"data/{file}, {where}\n  found:    {seen}\n  expected: {expected}\n"
            f"  to do:    {todo}, then run `make check`"
        )


def check(
    resource: Mapping[str, Any],
    rows: Sequence[Sequence[str]],
    known: Callable[[str], Collection[str]],
) -> pd.DataFrame:
    """Return a table, typed, or raise `DataError` at the first cell or line that does not fit.

    `resource` is its part of the descriptor; `known` gives the keys of another table by its name.
    """
    file, schema = resource["path"], resource["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    check_shape(file, rows, list(fields))
    cells = dict(zip(fields, zip(*rows[1:], strict=True), strict=True))
    frame = pd.DataFrame({name: parse(file, fields[name], cells[name]) for name in fields})
    homes = {
        each["fields"][0]: each["reference"]["resource"] for each in schema.get("foreignKeys", [])
    }
    homes |= {name: "sources" for name in fields if fields[name].get("references") == "sources"}
    for name, home in homes.items():
        for line, cell in enumerate(cells[name], start=2):
            if lost := [item for item in cell.split(";") if item not in known(home)]:
                where, todo = f"line {line}, column {name}", f"correct it or add it to {home}.csv"
                raise DataError(file, where, repr(lost[0]), f"a key of {home}.csv", todo)
    for rule in [{"rule": "key", "fields": schema["primaryKey"]}, *resource.get("rules", [])]:
        check_rule(file, rule, frame)
    return frame


def check_shape(file: str, rows: Sequence[Sequence[str]], names: Sequence[str]) -> None:
    """Raise `DataError` unless the rows have the columns `names` and there is one below them."""
    header, *lines = rows or [[]]
    if list(header) != list(names):
        raise DataError(file, "line 1", ",".join(header), ",".join(names), "restore the columns")
    if not lines:
        raise DataError(file, "line 2", "no line", "at least one row", RESTORE)
    for line, row in enumerate(lines, start=2):
        if any("\n" in cell for cell in row):
            raise DataError(file, f"line {line}", "a line break in a cell", "one row a line")
        if len(row) != len(names):
            todo = "complete the line (a comma inside a cell needs quotation marks)"
            raise DataError(file, f"line {line}", f"{len(row)} cells", f"{len(names)} cells", todo)


def parse(file: str, field: Mapping[str, Any], cells: Sequence[str]) -> pd.Series[Any]:
    """Return a column in the type of its field, or raise `DataError` for a cell that does not fit."""
    kind, form, expected = TYPES[field["type"]]
    rules = field.get("constraints", {})
    unit = f", unit: {field['unit']}" if "unit" in field else ""
    values: dict[str, Any] = {}  # many cells of a column say the same
    for cell in dict.fromkeys(cells):
        value = kind(cell) if re.fullmatch(form, cell) else math.inf
        broken = expected if value == math.inf else broken_constraint(value, rules)
        if broken and (cell or rules.get("required")):
            where = f"line {cells.index(cell) + 2}, column {field['name']}"
            raise DataError(file, where, repr(cell) if cell else "an empty cell", broken + unit)
        values[cell] = value
    values[""] = "" if field["type"] == "string" else math.nan
    dtype = {"string": "object", "boolean": "bool"}.get(field["type"])
    return pd.Series([values[cell] for cell in cells], dtype=dtype)


def broken_constraint(value: Any, rules: Mapping[str, Any]) -> str:
    """Return what was expected of a value that breaks a constraint, or "" if it breaks none."""
    if "enum" in rules and value not in rules["enum"]:
        return "one of " + ", ".join(rules["enum"])
    if "minimum" in rules and value < rules["minimum"]:
        return f"at least {rules['minimum']}"
    if "maximum" in rules and value > rules["maximum"]:
        return f"at most {rules['maximum']}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], value):
        return f"text of the form {rules['pattern']}"
    return ""


TYPES: dict[str, tuple[Callable[[str], Any], str, str]] = {
    # A spreadsheet takes text that begins with one of these for a formula.
    "string": (str, r"(?s)[^=+@\t-].*", "a text that does not begin as a formula does"),
    "integer": (int, r"-?[0-9]{1,18}", "a whole number"),
    # `float` would also take "nan", "inf" and "1_000".
    "number": (float, r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", "a number such as 3.5, with a point"),
    "boolean": ("true".__eq__, "true|false", "true or false"),
}

# --- Rules of the descriptor that no single cell can break: each returns which lines break it -----


def check_rule(file: str, rule: Rule, frame: pd.DataFrame) -> None:
    """Raise `DataError` at the first line of a table that breaks a rule of its description."""
    breaks, expected = RULES[rule["rule"]]
    broken = np.flatnonzero(breaks(frame, rule))
    if len(broken):
        names = rule.get("fields") or [rule[key] for key in ("field", "by") if key in rule]
        cells = ", ".join(map(str, frame[names].iloc[broken[0]]))
        where = f"line {broken[0] + 2}, column {', '.join(names)}"
        raise DataError(file, where, cells, expected.format_map(rule), COMPARE)


def key(frame: pd.DataFrame, rule: Rule) -> Any:
    """No two lines are the same in `fields`."""
    return frame.duplicated(rule["fields"])


def groups(frame: pd.DataFrame, rule: Rule) -> pd.Series[Any]:
    """Return for each line the cell of the column `by`, or "" where the rule names none."""
    return frame[rule["by"]] if "by" in rule else pd.Series("", index=frame.index)


def order(frame: pd.DataFrame, rule: Rule) -> Any:
    """Lines stand in the order of `fields`; equal ones may follow each other."""
    rows = list(frame[rule["fields"]].itertuples(index=False, name=None))
    return [False, *(after < before for before, after in pairwise(rows))]


def formula(frame: pd.DataFrame, rule: Rule) -> Any:
    """`formula` holds in each line in which none of `fields` is empty; `expected` says it in words."""
    full = frame[rule["fields"]].notna().all(axis=1)
    return full & ~frame.eval(rule["formula"], engine="python")


def unbroken(frame: pd.DataFrame, rule: Rule) -> Any:
    """`field` goes up by one from line to line of a group of `by`, from `from` if that is named."""
    group, field = groups(frame, rule), frame[rule["field"]]
    first = rule.get("from", field.groupby(group).transform("first"))
    return (field != first + group.groupby(group).cumcount()) & ~group.isin(rule.get("except", []))


def steps(frame: pd.DataFrame, rule: Rule) -> Any:
    """`field` grows from line to line of a group by a factor between its two of `between`."""
    group, field, between = groups(frame, rule), frame[rule["field"]], pd.DataFrame(rule["between"])
    before, low, high = field.groupby(group).shift(), *(group.map(between.loc[i]) for i in (0, 1))
    return ~field.between(low * before, high * before) & before.notna() & low.notna()


def parts(frame: pd.DataFrame, rule: Rule) -> Any:
    """In a group the lines but the total add up to `least` to `most` of it; `where` says which."""
    field, group = frame[rule["field"]], groups(frame, rule)
    counts = field.notna() & (frame[rule["where"]] if "where" in rule else True)
    total = counts & (frame[rule["kind"]] == rule["total"])
    summed = field.where(counts & ~total, 0).groupby(group).transform("sum")
    return total & ~summed.between(rule["least"] * field, rule["most"] * field)


def product(frame: pd.DataFrame, rule: Rule) -> Any:
    """In a group the line `is` holds what the lines `of` multiply to, give or take `within`."""
    chosen = frame[frame[rule["key"]].isin(rule["of"])]
    wide = chosen.pivot(index=rule["by"], columns=rule["key"], values=rule["field"])
    result = frame[rule["by"]].map(wide[rule["of"]].prod(axis=1, skipna=False))
    apart = (frame[rule["field"]] - result).abs() > rule["within"] * result
    return (frame[rule["key"]] == rule["is"]) & apart


RULES: dict[str, tuple[Callable[[pd.DataFrame, Rule], Any], str]] = {
    "key": (key, "a key that occurs once, in no line above"),
    "order": (order, "lines in order of {fields}"),
    "formula": (formula, "{expected}"),
    "unbroken": (unbroken, "one more than the line before: no gap and none twice"),
    "steps": (steps, "a step from the line before within {between}"),
    "parts": (parts, "a total of which the parts are {least} to {most}"),
    "product": (product, "{of} multiplied, within a part of {within}"),
}
