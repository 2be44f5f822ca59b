"""The programs beside the book can at least start: what they import is there."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[1] / "tools"
PROGRAMS = sorted(file.stem for file in TOOLS.glob("*.py"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_finds_what_it_imports(name: str) -> None:
    assert importlib.import_module(name).__doc__
