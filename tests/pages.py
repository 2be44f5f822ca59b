"""The pages of the book, each run once in this process: what its sentences print and its charts draw.

A page's cells run in order, and each `{eval}` expression where it stands, as in a build; nothing is
written. What tests ask of all pages is asked of these runs.
"""

import ast
import os
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest.mock import patch

import pandas as pd
import yaml
from helpers import BOOK, ROOT
from myst_nb.core.read import read_myst_markdown_notebook

from rereading.charts import chart
from rereading.figures.publish import PublishedFigure
from rereading.figures.tables import Html
from rereading.prose import BUILDING
from rereading.quantities import Number
from rereading.whatif.form import WhatIf

EXPRESSION = re.compile(r"\{eval\}`([^`]+)`")
SHOWN = PublishedFigure | Html | WhatIf | pd.DataFrame | pd.Series | Number | int | str
SORT = pd.DataFrame.sort_values


@dataclass
class Run:
    """What a page shows: (expression, value) pairs, figures and tables in their order."""

    shown: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def charts(self) -> list[PublishedFigure]:
        return [each for _, each in self.shown if isinstance(each, PublishedFigure)]


def runs() -> dict[str, Run]:
    """Return what each page shows, in reading order: `index`, `imports`, `classroom/guide`."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [toc["root"]]
    for page in (page for part in toc["parts"] for page in part["chapters"]):
        pages += [page["file"], *(below["file"] for below in page.get("sections", []))]
    return {name: run(name) for name in (page.removeprefix("book/") for page in pages)}


def charts() -> dict[str, PublishedFigure]:
    return {figure.key: figure for page in runs().values() for figure in page.charts}


@cache
def run(name: str) -> Run:
    return run_source((BOOK / f"{name}.md").read_text("utf-8"))


def run_source(source: str, building: bool = True) -> Run:
    """Return what the source of a page shows, to a reader or in a build: there notes are errors."""
    made = Run()
    space: dict[str, Any] = {"__name__": "__main__"}

    def show(value: Any, *more: Any, **_: Any) -> None:
        if isinstance(value, SHOWN):
            made.shown.extend(("", each) for each in (value, *more))

    with (
        patch.object(chart, "display", show),
        patch.object(pd.DataFrame, "sort_values", sort),
        patch.dict(os.environ, {BUILDING: "1"} if building else {}),
        patch("builtins.print", show),
    ):
        for cell in read_myst_markdown_notebook(source).cells:
            if cell.cell_type == "code":
                show(value_of(cell.source, space))
            else:
                for expression in EXPRESSION.findall(cell.source):
                    code = " ".join(expression.split())
                    made.shown.append((code, eval(code, space)))
    return made


def sort(frame: pd.DataFrame, by: str | list[str], **given: Any) -> pd.DataFrame:
    """Sort as pandas does, but refuse ties that fall as the processor likes, other ones in a browser."""
    stable = given.get("kind") == "stable" or not isinstance(by, str) or frame[by].is_unique
    assert stable, f'rows with the same {by!r} have no order of their own: say kind="stable"'
    return SORT(frame, by, **given)


def value_of(code: str, space: dict[str, Any]) -> Any:
    """Run a cell; return the value of the expression that it ends with, None if with another thing."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), space)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space) if last else None
