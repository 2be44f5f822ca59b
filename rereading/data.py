"""Read the tables of `data/`, each checked against `data/datapackage.json` (see `checker`).

The descriptor is the only place that says what a table holds. A checkout reads its own folder; where
the package is installed, a folder `data` beside the notebook or above it goes before the copy inside
the package, so that a reader who edits a table there sees it move the page.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from rereading.checker import RESTORE, DataError, check
from rereading.prose import building

__all__ = ["DATA", "DataError", "check_folder", "descriptor", "fields", "table", "table_names"]

HERE = Path(__file__).resolve().parent
DESCRIPTOR = "datapackage.json"


def data_folder() -> Path:
    """Return the folder with the tables: the checkout's, one beside the notebook, the package's own."""
    places = [HERE.parent / "data", Path.cwd() / "data", Path.cwd().parent / "data"]
    found = (place for place in places if (place / DESCRIPTOR).is_file())
    return next(found, HERE / "tables")


DATA = data_folder()


def table(name: str) -> pd.DataFrame:
    """Return one table of `data/`, typed and checked: a frame, one row a line of the file.

    Columns have the names, order, types and units that the descriptor gives them (see `fields`); an
    empty number is NaN, an empty text "". The frame is a copy, free to change. To a reader who has
    changed the file a note says so; in a build that is an error.

    Raises `DataError` if the file does not fit its description and `KeyError` for an unknown name.
    """
    return _read(name).copy()


def table_names(folder: Path = DATA) -> list[str]:
    """Return the names of all tables, in the order of the descriptor."""
    return [resource["name"] for resource in descriptor(folder)["resources"]]


def tables_of(page: str, folder: Path = DATA) -> list[str]:
    """Return the names of the tables that a page of the book uses, as the descriptor says."""
    return [r["name"] for r in descriptor(folder)["resources"] if page in r.get("pages", [])]


def fields(name: str, folder: Path = DATA) -> list[dict[str, Any]]:
    """Return the field descriptions of a table: name, type, title, description, unit, constraints.

    Raises `KeyError` for an unknown name.
    """
    return list(_resource(name, folder)["schema"]["fields"])


@cache
def descriptor(folder: Path = DATA) -> dict[str, Any]:
    """Return `datapackage.json` as a dictionary. Raises `DataError` if it cannot be read."""
    whole, expected = "the whole file", "a data package"
    try:
        content: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except OSError:
        raise DataError(DESCRIPTOR, whole, "no such file", expected, RESTORE) from None
    except ValueError as error:
        raise DataError(DESCRIPTOR, whole, str(error), "valid JSON", RESTORE) from None
    if not isinstance(content, dict) or "resources" not in content:
        found = f"{type(content).__name__} without resources"
        raise DataError(DESCRIPTOR, whole, found, expected, RESTORE)
    return content


def read_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """Return the table `name` of `folder`, typed and checked; see `table`. Its checksum may differ."""
    return _read_and_compared(name, folder)[0]


def changed(name: str, folder: Path = DATA) -> str:
    """Return a sentence if a table does not say what its checksum was made of, else "".

    Raises `DataError` if the table does not fit its description.
    """
    return _read_and_compared(name, folder)[1]


def check_folder(folder: Path = DATA) -> list[str]:
    """Return a message for each table of `folder` that does not fit or has changed: none if all is well."""
    messages = []
    try:
        names = table_names(folder)
    except DataError as error:
        return [str(error)]
    for name in names:
        try:
            messages.append(changed(name, folder))
        except DataError as error:
            messages.append(str(error))
    return [message for message in dict.fromkeys(messages) if message]


def line_ends(folder: Path = DATA) -> str:
    """Return a sentence if the line ends of tables were changed on their way here, else ""."""
    found = sum(b"\r\n" in path.read_bytes() for path in folder.glob("*.csv"))
    if not found:
        return ""
    return (
        f"{found} tables have line ends of Windows: git's setting core.autocrlf has changed them. "
        "They are read all the same. To have the files as published: git config core.autocrlf input, "
        "then git rm -r -q --cached . and git reset --hard."
    )


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a file as text, its header first, whatever kind its line ends are of."""
    file = path.name
    try:
        content = path.read_bytes()
        text = content.decode("utf-8").replace("\r\n", "\n")
    except OSError:
        raise DataError(file, "the whole file", "no such file", "a table", RESTORE) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{content[error.start]:02x}, which is not UTF-8"
        raise DataError(file, f"line {line}", found, "UTF-8 text", "save it as UTF-8") from None
    lines = text.split("\n")
    if text.startswith("\ufeff"):
        todo = "save the file as UTF-8 without a byte-order mark"
        raise DataError(file, "line 1", "a byte-order mark", "plain UTF-8", todo)
    if lines.pop():
        found = f"a last line without an end: {lines[-1][:60]!r}" if lines else "no line end"
        todo = "complete the last line and end it with a line break"
        raise DataError(file, f"line {len(lines) + 1}", found, "a complete last line", todo)
    try:
        return list(csv.reader((line + "\n" for line in lines), strict=True))
    except csv.Error as error:
        expected = "cells separated by commas, quotation marks in pairs"
        raise DataError(file, "the whole file", str(error), expected, "close the mark") from None


def checksum(rows: Sequence[Sequence[str]]) -> str:
    """Return the checksum of what a table says, the same for any line ends and quotation marks."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@cache
def _read(name: str) -> pd.DataFrame:
    frame, said = _read_and_compared(name, DATA)
    if said:
        if building():
            raise DataError(
                f"{name}.csv", "the whole file", "another checksum", "that of the descriptor", said
            )
        print(f"Note: {said}.")
    return frame


def _read_and_compared(name: str, folder: Path) -> tuple[pd.DataFrame, str]:
    """Return a table, and what is to be said if its checksum is not that of the descriptor."""
    resource = _resource(name, folder)
    rows = read_rows(folder / resource["path"])
    frame = check(resource, rows, lambda home: _keys(home, folder))
    if resource.get("checksum") == checksum(rows):
        return frame, ""
    todo = "look at `git diff data`; if every change is meant, run `make checksum`"
    return frame, f"data/{resource['path']} is not as the book was written with: {todo}"


@cache
def _keys(name: str, folder: Path) -> frozenset[str]:
    resource = _resource(name, folder)
    return frozenset(read_table(name, folder)[resource["schema"]["primaryKey"][0]])


def _resource(name: str, folder: Path) -> dict[str, Any]:
    for resource in descriptor(folder)["resources"]:
        if resource["name"] == name:
            found: dict[str, Any] = resource
            return found
    raise KeyError(f"no table {name!r}; the tables are {', '.join(table_names(folder))}")
