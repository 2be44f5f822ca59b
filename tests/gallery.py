"""Every picture of the book as its page draws it, caught before it is drawn, and the tables read.

The cells of each page are run in this process with a `publish` that only notes what it is given,
so that a test of drawings covers a new picture as soon as a page shows it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jupytext
import pandas as pd

import rereading.plates
from rereading import claims, data
from rereading.figures import tables
from rereading.site.notebooks import is_notebook

BOOK = Path(__file__).resolve().parents[1] / "book"


@dataclass(frozen=True)
class Picture:
    """What a page hands to `publish`."""

    page: str
    draw: Callable[..., Any]
    data: tuple[Any, ...]
    heights: tuple[float, float]


def pictures() -> dict[str, Picture]:
    """Return every picture of the book by its key."""
    return _run()[0]


def tables_read() -> dict[str, set[str]]:
    """Return for every page the tables that its cells read, listing them for download apart."""
    return _run()[1]


@cache
def _run() -> tuple[dict[str, Picture], dict[str, set[str]]]:
    found: dict[str, Picture] = {}
    read: dict[str, set[str]] = {}
    names = [module.name for module in pkgutil.iter_modules(rereading.plates.__path__)]
    plates = [importlib.import_module(f"rereading.plates.{name}") for name in names]
    fetch = data._read
    for page in sorted(BOOK.rglob("*.md")):
        tables_here = read[page.stem] = set()

        def note(key: str, draw: Callable[..., Any], *data: Any, page: Path = page, **given: Any):
            if not is_notebook(page):  # sheets and slides show the pictures of chapters again
                return
            assert key not in found, f"two pictures are called {key!r}"
            found[key] = Picture(page.stem, draw, data, given["heights"])

        def fetch_noted(name: str, tables_here: set[str] = tables_here) -> pd.DataFrame:
            tables_here.add(name)
            return fetch(name)

        claims._claim.cache_clear()  # a claim made for another page would read nothing here
        with ExitStack() as patched:
            for plate in plates:
                patched.enter_context(patch.object(plate, "publish", note))
            patched.enter_context(patch.object(data, "_read", fetch_noted))
            patched.enter_context(patch.object(tables, "table", fetch))
            space: dict[str, Any] = {}
            for cell in jupytext.read(page).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, str(page), "exec"), space)
    return found, read
