"""Every picture of the book as its page draws it, caught before it is drawn.

The cells of each page are run in this process with a `publish` that only notes what it is given,
so that a test of drawings covers a new picture as soon as a page shows it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jupytext

import rereading.plates

BOOK = Path(__file__).resolve().parents[1] / "book"


@dataclass(frozen=True)
class Picture:
    """What a page hands to `publish`."""

    page: str
    draw: Callable[..., Any]
    data: tuple[Any, ...]
    heights: tuple[float, float]


@cache
def pictures() -> dict[str, Picture]:
    """Return every picture of the book by its key."""
    found: dict[str, Picture] = {}
    names = [module.name for module in pkgutil.iter_modules(rereading.plates.__path__)]
    plates = [importlib.import_module(f"rereading.plates.{name}") for name in names]
    for page in sorted(BOOK.rglob("*.md")):

        def note(key: str, draw: Callable[..., Any], *data: Any, page: Path = page, **given: Any):
            assert key not in found, f"two pictures are called {key!r}"
            found[key] = Picture(page.stem, draw, data, given["heights"])

        patches = [patch.object(plate, "publish", note) for plate in plates]
        for each in patches:
            each.start()
        try:
            space: dict[str, Any] = {}
            for cell in jupytext.read(page).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, str(page), "exec"), space)
        finally:
            for each in patches:
                each.stop()
    return found
