"""Pick a row of a frame by what a reader types, and say what there is where the data lack it."""

from __future__ import annotations

from typing import Any

import pandas as pd

MOST = 12  # different values that are listed one by one


class NoSuchRowError(LookupError):
    """A reader asked for what the data lack; says what there is."""

    def _render_traceback_(self) -> list[str]:
        """Return what Jupyter shows: the sentence alone, no traceback."""
        return [str(self)]


def choose(frame: pd.DataFrame, **wanted: Any) -> pd.Series[Any]:
    """Return the one row in which each column named has the value wanted.

    Raises `NoSuchRowError` with the values that there are, and `ValueError` if several rows fit.
    """
    rows, chosen = frame, ""
    for column, value in wanted.items():
        there, rows = rows[column], rows[rows[column] == value]
        if rows.empty:
            raise NoSuchRowError(
                f"The data have no {column} {value!r}{chosen}. They have {listed(there)}."
            )
        chosen += f"{', ' if chosen else ' for '}{column} {value!r}"
    if len(rows) > 1:
        raise ValueError(f"{len(rows)} rows have{chosen.removeprefix(' for')}; name more columns")
    return rows.iloc[0]


def listed(values: pd.Series[Any]) -> str:
    """Return the different values in order; of a long run of years only the ends."""
    different = sorted(values.unique().tolist())
    first, last = different[0], different[-1]
    run = not isinstance(first, str) and last - first == len(different) - 1
    if len(different) > MOST and run:
        return f"{first} to {last}"
    return ", ".join(map(repr, different))
