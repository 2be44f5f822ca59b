"""The mistakes a hand makes in arithmetic, one at a time, as Cosmic Ray knows them.

Cosmic Ray names the operators and constants of a module and swaps them; here is only which swaps
are tried. Bit shifts, identity and the like, which no hand confuses with a plus, are left out: they
would be noticed by any test at all and flatter the count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from trial import Change

SWAPS = {
    *("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "Pow_Mul", "Mod_Div", "FloorDiv_Mul"),
    *("BitAnd_BitOr", "BitOr_BitAnd"),
    *("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE"),
    *("GtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is"),
    *("USub_UAdd", "Invert_UAdd", "Delete_Not", "Delete_Invert"),
}
OTHERS = {
    *("NumberReplacer", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
    *("ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceBreakWithContinue"),
    *("ReplaceContinueWithBreak", "ZeroIterationForLoop", "ExceptionReplacer"),
}


def mistakes(file: str, content: str) -> Iterator[Change]:
    """Yield a module after each mistake; changes of annotations alone, which nothing runs, are none.

    Needs Cosmic Ray (`make mutants` installs it).
    """
    from cosmic_ray.ast import ast_nodes, get_ast  # noqa: PLC0415
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415

    nodes = list(ast_nodes(get_ast(content)))
    meaning = _meaning(content)
    for name in operator_names():
        kind = name.removeprefix("core/")
        if kind not in OTHERS and kind.partition("Operator_")[2] not in SWAPS:
            continue
        operator = get_operator(name)()
        places = [place for node in nodes for place in operator.mutation_positions(node)]
        for occurrence, ((line, _), _) in enumerate(places):
            wrong = mutate_code(content, operator, occurrence)
            if _meaning(wrong) not in (meaning, ""):
                yield Change(file, kind, _where(content, wrong, line), wrong)


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


def _where(before: str, after: str, line: int) -> str:
    new = after.splitlines()[line - 1].strip() if line <= after.count("\n") else ""
    return f"line {line}: `{new}`"
