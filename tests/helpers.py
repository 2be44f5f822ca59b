"""What several test files share: the tables read a second way, without pandas or `rereading`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"


def csv_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as plain text, as the csv module reads them."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


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
