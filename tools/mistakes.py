"""Mistakes that a hand makes, one at a time: in a table, and in arithmetic, as Cosmic Ray knows them."""

from __future__ import annotations

import ast
import csv
import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

TIMES = {"×10": Decimal(10), "÷1000": Decimal("0.001"), "sign": Decimal(-1)}
KINDS = (*TIMES, "swap", "dropped row", "duplicated row", "year off by one")
# Bit shifts and the like, which no hand confuses with a plus, would be noticed by any test at all.
SWAPS = re.compile(
    r"(Add_Sub|Sub_Add|Mul_Div|Div_Mul|BitAnd_BitOr|BitOr_BitAnd|Eq_NotEq|NotEq_Eq|Lt_LtE|Lt_GtE|"
    r"LtE_Lt|LtE_Gt|Gt_GtE|Gt_LtE|GtE_Gt|GtE_Lt|Is_IsNot|IsNot_Is|USub_UAdd|Delete_Not|Delete_Invert|"
    r"NumberReplacer|AddNot|Replace(True|False|And|Or)With(False|True|Or|And)|ZeroIterationForLoop)$"
)
Rows = list[list[str]]


@dataclass(frozen=True)
class Change:
    """One file of the project as it would read after one mistake."""

    file: str  # path in the project
    kind: str
    where: str  # the line, and what it reads now
    content: str


def in_table(
    file: str, content: str, fields: list[dict[str, str]], most: int | None = None
) -> Iterator[Change]:
    """Yield the table after each mistake; of each kind at most `most`, always the same ones.

    `fields` are those of `datapackage.json`. A swap is with the cell below. A mistake that changes
    nothing (nought times ten) is none.
    """
    rows = list(csv.reader(io.StringIO(content)))
    places = list(_places(rows, fields))
    for kind in KINDS:
        found = [place for place in places if place[0] == kind]
        if most is not None and len(found) > most:
            found = random.Random(f"{file}{kind}").sample(found, most)
        for _, where, line, wrong, replaced in found:
            text = io.StringIO()
            changed = [*rows[:line], *wrong, *rows[line + replaced :]]
            csv.writer(text, lineterminator="\n").writerows(changed)
            yield Change(file, kind, where, text.getvalue())


def _places(rows: Rows, fields: list[dict[str, str]]) -> Iterator[tuple[str, str, int, Rows, int]]:
    """Yield kind, place and line of each mistake, and what stands there for how many rows."""
    for line, row in enumerate(rows[1:], start=1):
        where, below = f"line {line + 1}", (rows[line + 1 :] or [None])[0]
        yield "dropped row", where, line, [], 1
        yield "duplicated row", where, line, [row, row], 1
        for column, field in enumerate(fields):
            for kind, cell in _wrong(row[column], field, below[column] if below else ""):
                if cell != row[column]:
                    wrong = [[*row[:column], cell, *row[column + 1 :]]]
                    if kind == "swap" and below:
                        wrong.append([*below[:column], row[column], *below[column + 1 :]])
                    yield kind, f"{where}, {field['name']} {cell}", line, wrong, len(wrong)


def _wrong(cell: str, field: dict[str, str], below: str) -> Iterator[tuple[str, str]]:
    """Yield what may stand in a cell in the place of what does, each with the kind of mistake."""
    is_year = field["name"].endswith("year") and field["type"] == "integer" and cell
    if is_year or re.fullmatch(r"(1[89]|20)\d\d(-\d\d){1,2}", cell):
        for step in (-1, 1):
            yield "year off by one", f"{int(cell[:4]) + step}{cell[4:]}"
    if field["type"] in ("integer", "number") and cell:
        for kind, times in TIMES.items():
            text = format(Decimal(cell) * times, "f") if Decimal(cell) else cell
            yield kind, text.rstrip("0").rstrip(".") if "." in text else text
        if below:
            yield "swap", below


def in_code(file: str, content: str) -> Iterator[Change]:
    """Yield a module after each mistake; changes of annotations alone, which nothing runs, are none.

    Needs Cosmic Ray (`make mutants` installs it).
    """
    from cosmic_ray.ast import ast_nodes, get_ast  # noqa: PLC0415
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415

    nodes = list(ast_nodes(get_ast(content)))
    for name in filter(SWAPS.search, operator_names()):
        operator = get_operator(name)()
        places = [place for node in nodes for place in operator.mutation_positions(node)]
        for occurrence, ((line, _), _) in enumerate(places):
            wrong = mutate_code(content, operator, occurrence)
            if _meaning(wrong) not in (_meaning(content), ""):
                reads = wrong.splitlines()[line - 1 : line] or [""]
                where = f"line {line}: `{reads[0].strip()}`"
                yield Change(file, name.removeprefix("core/"), where, wrong)


def _meaning(content: str) -> str:
    """Return the code without its annotations, as a tree in text; "" if it is no Python."""
    try:
        tree = ast.parse(content)
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)
