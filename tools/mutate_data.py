"""The mistakes a hand makes in a table, one at a time: a nought too many, a line lost, a year off.

Each mistake is a file as it would read after it, and as if its checksum had been renewed.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from decimal import Decimal

from trial import Change

KINDS = ("×10", "÷1000", "sign", "swap", "dropped row", "duplicated row", "year off by one")
SEED = 56
Rows = list[list[str]]


def mistakes(
    file: str, content: str, fields: list[dict[str, str]], most: int | None = None
) -> Iterator[Change]:
    """Yield the table after each mistake; of each kind at most `most`, drawn with a fixed seed.

    `fields` are those of `datapackage.json`. A swap with the neighbour is with the cell below. A
    mistake that changes nothing (nought times ten) is none.
    """
    rows = list(csv.reader(io.StringIO(content)))
    for kind in KINDS:
        places = list(_places(kind, rows, fields))
        if most is not None and len(places) > most:
            places = sorted(random.Random(f"{SEED}{file}{kind}").sample(places, most))
        for line, column, cell in places:
            where = f"line {line + 1}, {rows[0][column]} {cell}" if cell else f"line {line + 1}"
            yield Change(file, kind, where, _after(kind, rows, line, column, cell))


def count(content: str, fields: list[dict[str, str]]) -> int:
    """Return how many mistakes a table could have, drawn or not."""
    rows = list(csv.reader(io.StringIO(content)))
    return sum(1 for kind in KINDS for _ in _places(kind, rows, fields))


def _places(kind: str, rows: Rows, fields: list[dict[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and the new cell ("" for a mistake with the whole row)."""
    if kind.endswith(" row"):
        yield from ((line, 0, "") for line in range(1, len(rows)))
        return
    for column, field in enumerate(fields):
        for line in range(1, len(rows)):
            for cell in _wrong(kind, rows, line, column, field):
                if cell != rows[line][column]:
                    yield line, column, cell


def _wrong(kind: str, rows: Rows, line: int, column: int, field: dict[str, str]) -> Iterator[str]:
    cell = rows[line][column]
    if kind == "year off by one":
        is_year = field["name"].endswith("year") and field["type"] == "integer"
        if is_year or re.fullmatch(r"(1[89]|20)\d\d(-\d\d){1,2}", cell):
            yield from (f"{int(cell[:4]) + step}{cell[4:]}" for step in (-1, 1) if cell)
    elif field["type"] in ("integer", "number") and cell:
        if kind == "swap":
            below = rows[line + 1][column] if line + 1 < len(rows) else ""
            yield below if below else cell
        else:
            yield _scaled(Decimal(cell), kind)


def _scaled(value: Decimal, kind: str) -> str:
    times = {"×10": Decimal(10), "÷1000": Decimal("0.001"), "sign": Decimal(-1)}[kind]
    text = format(value * times, "f") if value else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _after(kind: str, rows: Rows, line: int, column: int, cell: str) -> str:
    wrong = [list(row) for row in rows]
    if kind == "dropped row":
        del wrong[line]
    elif kind == "duplicated row":
        wrong.insert(line, rows[line])
    else:
        if kind == "swap":
            wrong[line + 1][column] = rows[line][column]
        wrong[line][column] = cell
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(wrong)
    return text.getvalue()
