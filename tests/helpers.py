"""What several test files share; `csv_rows` reads tables without pandas or `rereading`."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def held(site: Path, name: str) -> Any:
    """Return what a file of answers of the site hands to the script of the page."""
    text = (site / "whatif" / f"{name}.js").read_text("utf-8")
    found = re.fullmatch(r'whatif\.take\("([\w-]+)",(.*)\);\n', text, flags=re.S)
    assert found and found[1] == name
    return json.loads(found[2])
