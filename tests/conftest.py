from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from rereading.site import build

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every run and machine, and no clock.
settings.register_profile("book", deadline=None, derandomize=True)
settings.load_profile("book")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a book built with warnings as errors."""
    out = tmp_path_factory.mktemp("site") / "html"
    assert build.built(ROOT, out), "the book does not build without a warning"
    return out
