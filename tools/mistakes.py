"""Mistakes that a hand makes, one at a time: in a table, and in arithmetic, as Cosmic Ray knows them."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

TIMES = {"×10": Decimal(10), "÷1000": Decimal("0.001"), "sign": Decimal(-1)}
KINDS = (*TIMES, "swap", "dropped row", "duplicated row", "year off by one")
# Bit shifts and the like, which no hand confuses with a plus, would be noticed by any test at all.
SWAPS = re.compile(
    r"(Add_Sub|Sub_Add|Mul_Div|Div_Mul|Pow_Mul|Mod_Div|FloorDiv_Mul|BitAnd_BitOr|BitOr_BitAnd|"
    r"Eq_NotEq|NotEq_Eq|Lt_LtE|Lt_GtE|LtE_Lt|LtE_Gt|Gt_GtE|Gt_LtE|GtE_Gt|GtE_Lt|Is_IsNot|IsNot_Is|"
    r"USub_UAdd|Invert_UAdd|Delete_Not|Delete_Invert|NumberReplacer|AddNot|ReplaceTrueWithFalse|"
    r"ReplaceFalseWithTrue|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceBreakWithContinue|"
    r"ReplaceContinueWithBreak|ZeroIterationForLoop|ExceptionReplacer)$"
)
Rows = list[list[str]]


@dataclass(frozen=True)
class Change:
    """One file of the project as it would read after one mistake."""

    file: str  # path in the project
    kind: str
    where: str  # the line, and what it reads now
    content: str


def in_table(file: str, content: str, fields: list[dict[str, str]]) -> Iterator[Change]:
    """Yield the table after each mistake; `fields` are those of `datapackage.json`.

    A swap is with the cell below. A mistake that changes nothing (nought times ten) is none.
    """
    rows = list(csv.reader(io.StringIO(content)))
    for line in range(1, len(rows)):
        where = f"line {line + 1}"
        yield Change(file, "dropped row", where, _text([*rows[:line], *rows[line + 1 :]]))
        yield Change(file, "duplicated row", where, _text([*rows[: line + 1], *rows[line:]]))
        for column, field in enumerate(fields):
            cell, below = rows[line][column], rows[line + 1][column] if line + 1 < len(rows) else ""
            for kind, wrong in _wrong(cell, field, below):
                if wrong != cell:
                    changed = [list(row) for row in rows]
                    changed[line][column] = wrong
                    if kind == "swap":
                        changed[line + 1][column] = cell
                    yield Change(file, kind, f"{where}, {field['name']} {wrong}", _text(changed))


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


def _text(rows: Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


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
                yield Change(
                    file, name.removeprefix("core/"), f"line {line}: `{reads[0].strip()}`", wrong
                )


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
