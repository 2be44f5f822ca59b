"""What claims rest on: readings as a frame, and how good the evidence of each chapter is."""

from collections.abc import Iterable
from typing import TypeAlias

import pandas as pd

from rereading.credits import source_ids
from rereading.data import descriptor, table
from rereading.quantities import Number

GRADES = ("official table", "reported", "derived")
# What a subject returns for each reading of a claim; `claims.judge` adds unit, literal and in_band.
READING_COLUMNS = ["reading_id", "label", "value", "grade", "source_id", "changed"]

# A reading: its id, its label, its number, and what it takes otherwise than the words say.
Reading: TypeAlias = tuple[str, str, Number, str]


def readings(rows: Iterable[Reading]) -> pd.DataFrame:
    """Return readings of a claim as a frame, a row a reading; columns see `READING_COLUMNS`."""
    cells = [
        (reading_id, label, number.value, number.grade, ";".join(number.source_ids), changed)
        for reading_id, label, number, changed in rows
    ]
    return pd.DataFrame(cells, columns=READING_COLUMNS)


def otherwise(**taken: bool) -> str:
    """Return what a reading takes otherwise than the words say: the names of what is true."""
    return "; ".join(name for name, differs in taken.items() if differs)


def evidence() -> pd.DataFrame:
    """Return what the pages rest on: a row a page, then `all` of them, each table once.

    Columns: page; rows (graded rows of its tables); official_pct, reported_pct, derived_pct (their
    grades); several_pct (rows with more than one source); sources (how many different ones).
    """
    graded = pd.concat(
        table(resource["name"])[["grade", "source_id"]].assign(page=page, again=n > 0)
        for resource in descriptor()["resources"]
        if "grade" in table(resource["name"])
        for n, page in enumerate(resource["pages"])
    )
    parts = [*graded.groupby("page"), ("all", graded[~graded["again"]])]
    return pd.DataFrame([{"page": page, **summary(rows)} for page, rows in parts])


def summary(rows: pd.DataFrame) -> dict[str, float]:
    """Return the columns of `evidence` for some graded rows."""
    share = rows["grade"].value_counts(normalize=True)
    return {
        "rows": len(rows),
        **{f"{grade.split()[0]}_pct": 100 * float(share.get(grade, 0)) for grade in GRADES},
        "several_pct": 100 * float(rows["source_id"].str.contains(";").mean()),
        "sources": len(source_ids(rows["source_id"])),
    }
