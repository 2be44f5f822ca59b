"""Hold the cells of a table against the description of its columns; stop at the first that fails.

Nothing is repaired: a `DataError` says where the cell stands, what was found, what was expected and
what to do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

Parser = Callable[[str], Any]
RESTORE = "restore it with `git checkout -- data`"


class DataError(ValueError):
    """A data file that does not hold what its description promises."""

    def __init__(
        self, file: str, where: str, found: str, expected: str, todo: str = "correct the cell"
    ) -> None:
        self.file = file
        super().__init__(
            f"data/{file}, {where}\n"
            f"  found:    {found}\n"
            f"  expected: {expected}\n"
            f"  to do:    {todo}, then run `make check`"
        )


def check_shape(file: str, rows: Sequence[Sequence[str]], names: Sequence[str]) -> None:
    """Raise `DataError` unless the rows have the columns `names` and there is one below them."""
    header = rows[0]
    if list(header) != list(names):
        missing = [name for name in names if name not in header]
        extra = [name for name in header if name not in names]
        if missing:
            where, todo = f"line 1, column {missing[0]}", f"add the column {missing[0]}"
        elif extra:
            where, todo = f"line 1, column {extra[0]}", f"remove the column {extra[0]}"
        elif len(header) != len(names):
            twice = next(name for name in header if header.count(name) > 1)
            where, todo = f"line 1, column {twice}", f"keep one column {twice}"
        else:
            moved = next(a for a, b in zip(header, names, strict=False) if a != b)
            where, todo = f"line 1, column {moved}", "put the columns back in order"
        raise DataError(file, where, ",".join(header), ",".join(names), todo)
    if len(rows) == 1:
        raise DataError(file, "line 2", "no line", "at least one row", RESTORE)
    for number, row in enumerate(rows[1:], start=2):
        if any("\n" in cell for cell in row):
            found, todo = "a line break in a cell", "close the quotation mark on its line"
            raise DataError(file, f"line {number}", found, "one row a line", todo)
        if len(row) != len(names):
            last = names[min(len(row), len(names)) - 1]
            found, expected = f"{len(row)} cells", f"{len(names)} cells"
            todo = "complete the line (a comma inside a cell needs quotation marks)"
            raise DataError(file, f"line {number}, column {last}", found, expected, todo)


def parse_column(file: str, field: dict[str, Any], cells: Sequence[str]) -> list[Any]:
    """Return the values of a column: an empty number is NaN, an empty text "".

    Raises `DataError` for a cell that is not of the type or breaks a constraint of `field`.
    """
    parse, expected = _PARSERS[field["type"]]
    rules = field.get("constraints", {})
    unit = f", unit: {field['unit']}" if "unit" in field else ""
    values: list[Any] = []
    for number, cell in enumerate(cells, start=2):
        where = f"line {number}, column {field['name']}"
        if cell == "":
            if rules.get("required"):
                raise DataError(file, where, "an empty cell", expected + unit, "fill the cell")
            values.append("" if field["type"] == "string" else math.nan)
            continue
        try:
            value = parse(cell)
        except ValueError:
            raise DataError(file, where, repr(cell), expected + unit) from None
        broken = _broken_rule(value, rules)
        if broken:
            raise DataError(file, where, repr(cell), broken + unit)
        values.append(value)
    return values


def _broken_rule(value: Any, rules: dict[str, Any]) -> str:
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


def check_key(file: str, key: Sequence[str], values: dict[str, list[Any]]) -> None:
    """Raise `DataError` if two lines have the same values in the columns of `key`."""
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(zip(*(values[name] for name in key), strict=True), start=2):
        if row in seen:
            where = f"line {number}, column {', '.join(key)}"
            found = f"{', '.join(map(str, row))} again, as in line {seen[row]}"
            todo = "remove or correct one of the two lines"
            raise DataError(file, where, found, "a key that occurs once", todo)
        seen[row] = number


def check_known(
    file: str, name: str, values: dict[str, list[Any]], known: Collection[str], home: str
) -> None:
    """Raise `DataError` if a column names something that is not among the keys `known` of `home`.

    A cell may name several, with semicolons between them.
    """
    for number, cell in enumerate(values[name], start=2):
        for item in cell.split(";"):
            if item not in known:
                where = f"line {number}, column {name}"
                todo = f"correct the cell or add the row to {home}"
                raise DataError(file, where, repr(item), f"a key of {home}", todo)


def _whole(cell: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", cell):
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> float:
    # `float` would also take "nan", "inf" and "1_000".
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", cell) or math.isinf(float(cell)):
        raise ValueError(cell)
    return float(cell)


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(cell)
    return cell == "true"


_PARSERS: dict[str, tuple[Parser, str]] = {
    "string": (str, "a text"),
    "integer": (_whole, "a whole number"),
    "number": (_number, "a number such as 12 or 3.5"),
    "boolean": (_boolean, "true or false"),
}
