"""What several test files share: the tables read a second way, without pandas or `rereading`."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"


def csv_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as plain text, as the csv module reads them."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def front_page_alone(folder: Path) -> Path:
    """Copy the book to `folder`, cut to its front page, with what it links to set aside."""
    shutil.copy(ROOT / "_config.yml", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "book", folder / "book", ignore=shutil.ignore_patterns("*.md"))
    index = (ROOT / "book" / "index.md").read_text("utf-8")
    index = re.sub(r"\{term\}`([\w ]+)[^`]*`", r"\1", index)
    index = re.sub(r"\]\([\w/]+\.md\)", "](index.md)", index)
    (folder / "book" / "index.md").write_text(index, "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    return folder


def changed(
    frame: pd.DataFrame,
    chosen: Callable[[pd.DataFrame], pd.Series[bool]],
    column: str,
    value: float,
) -> pd.DataFrame:
    """Return a copy of a table with one column changed where `chosen` holds: at least one row."""
    copy = frame.copy()
    rows = chosen(copy)
    assert rows.any(), "the change touches no row"
    copy.loc[rows, column] = value
    return copy
