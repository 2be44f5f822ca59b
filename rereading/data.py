"""Read the tables of `data/` and check every cell against `data/datapackage.json`.

The descriptor is the only place that says what a table holds; this module turns it into types
and checks. Nothing is repaired: the first cell that does not fit stops the reader with a
`DataError` that says where it stands, what was found, what was expected and what to do.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from rereading.cells import (
    RESTORE,
    DataError,
    check_key,
    check_known,
    check_shape,
    parse_column,
)
from rereading.rules import first_breach

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent / "data"
# A wheel carries its own copy of the tables; a checkout uses the folder a reader can see.
DATA = CHECKOUT if (CHECKOUT / "datapackage.json").is_file() else HERE / "tables"


def table(name: str) -> pd.DataFrame:
    """Return one table of `data/`, typed and checked: a frame, one row a line of the file.

    Columns have the names, order, types and units that `datapackage.json` gives them (see
    `fields`); an empty number is NaN, an empty text "". The frame is a copy, free to change.

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
    path = folder / "datapackage.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise _no_file(path, "the descriptor") from None
    except ValueError as error:
        raise DataError(path.name, "the whole file", str(error), "valid JSON", RESTORE) from None
    if not isinstance(content, dict) or "resources" not in content:
        found = f"{type(content).__name__} without resources"
        raise DataError(path.name, "the whole file", found, "a data package", RESTORE)
    return content


def check_folder(folder: Path = DATA) -> list[str]:
    """Return one message for each table of `folder` that does not fit: empty if all is well."""
    messages = []
    try:
        names = table_names(folder)
    except DataError as error:
        return [str(error)]
    for name in names:
        try:
            read_table(name, folder)
        except DataError as error:
            messages.append(str(error))
    return list(dict.fromkeys(messages))


def read_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """Return the table `name` of `folder`; see `table`."""
    resource = _resource(name, folder)
    file, schema = resource["path"], resource["schema"]
    try:
        rows = list(csv.reader(_lines(folder / file), strict=True))
    except csv.Error as error:
        expected = "cells separated by commas, quotation marks in pairs"
        raise DataError(file, "the whole file", str(error), expected, "close the mark") from None
    columns = schema["fields"]
    check_shape(file, rows, [field["name"] for field in columns])
    body = rows[1:]
    values = {
        field["name"]: parse_column(file, field, [row[i] for row in body])
        for i, field in enumerate(columns)
    }
    check_key(file, schema["primaryKey"], values)
    for reference in schema.get("foreignKeys", []):
        target = reference["reference"]
        known = set(read_table(target["resource"], folder)[target["fields"][0]])
        check_known(file, reference["fields"][0], values, known, f"{target['resource']}.csv")
    for field in columns:
        if field.get("references") == "sources":
            check_known(file, field["name"], values, _source_ids(folder), "sources.csv")
    breach = first_breach(resource.get("rules", []), values)
    if breach:
        where = f"line {breach.line}, column {breach.column}"
        raise DataError(file, where, breach.found, breach.expected, _COMPARE)
    return pd.DataFrame({field["name"]: _series(field, values) for field in columns})


_COMPARE = "compare the lines with their source, correct them"


def _series(field: dict[str, Any], values: dict[str, list[Any]]) -> pd.Series[Any]:
    cells = values[field["name"]]
    if field["type"] == "integer" and not any(map(pd.isna, cells)):
        return pd.Series(cells, dtype="int64")
    kind = {"string": "object", "boolean": "bool"}.get(field["type"], "float64")
    return pd.Series(cells, dtype=kind)


@cache
def _read(name: str) -> pd.DataFrame:
    return read_table(name)


@cache
def _source_ids(folder: Path) -> frozenset[str]:
    return frozenset(read_table("sources", folder)["source_id"])


def _resource(name: str, folder: Path) -> dict[str, Any]:
    for resource in descriptor(folder)["resources"]:
        if resource["name"] == name:
            found: dict[str, Any] = resource
            return found
    raise KeyError(f"no table {name!r}; the tables are {', '.join(table_names(folder))}")


def _lines(path: Path) -> list[str]:
    """Return the lines of a text file, or say which byte is not plain UTF-8 with LF ends."""
    try:
        content = path.read_bytes()
    except OSError:
        raise _no_file(path, "a table") from None
    if content.startswith(b"\xef\xbb\xbf"):
        todo = "save the file as UTF-8 without a byte-order mark"
        raise DataError(path.name, "line 1", "a byte-order mark", "plain UTF-8", todo)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        found = f"the byte 0x{content[error.start]:02x}, which is not UTF-8"
        todo = "save the file as UTF-8"
        where = f"line {line}, character {column}"
        raise DataError(path.name, where, found, "UTF-8 text", todo) from None
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        todo = "save the file with line ends of the Unix kind (LF)"
        raise DataError(path.name, f"line {line}", "a carriage return", "LF line ends", todo)
    if not text.endswith("\n"):
        line = text.count("\n") + 1
        found = f"a last line without an end: {text.rsplit(chr(10), 1)[-1][:60]!r}"
        todo = "complete the last line and end it with a line break"
        raise DataError(path.name, f"line {line}", found, "a complete last line", todo)
    return [line + "\n" for line in text.split("\n")[:-1]]


def _no_file(path: Path, expected: str) -> DataError:
    return DataError(path.name, "the whole file", "no such file", expected, RESTORE)
