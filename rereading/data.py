"""Read the tables of `data/`, each checked against `data/datapackage.json` (see `checker`).

The descriptor is the only place that says what a table holds. A checkout reads its own folder; where
the package is installed, a folder `data` beside the notebook or above it goes before the copy inside
the package, so that a reader who edits a table there sees it move the page.
"""

import csv
import hashlib
import io
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
WHOLE = "the whole file"
SAVE = "save it as CSV in UTF-8, with commas between cells and points in numbers"
# How a file begins that a spreadsheet saved otherwise.
FOREIGN = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "a workbook, no CSV"}


def data_folder() -> Path:
    """Return the folder with the tables: the checkout's, one beside the notebook, the package's own."""
    places = [HERE.parent / "data", Path.cwd() / "data", Path.cwd().parent / "data"]
    folders = (place for place in places if (place / DESCRIPTOR).is_file())
    return next(folders, HERE / "tables")


DATA = data_folder()


def table(name: str) -> pd.DataFrame:
    """Return one table of `data/`, typed and checked: a frame, one row a line of the file.

    Columns are as the descriptor says (see `fields`); an empty number is NaN, an empty text "". The
    frame is a copy, free to change. To a reader who has changed the file a note says so; in a build
    that is an error.

    Raises `DataError` if the file does not fit its description and `KeyError` for an unknown name.
    """
    return _read(name).copy()


def table_names(folder: Path = DATA) -> list[str]:
    """Return the names of all tables, in the order of the descriptor."""
    return [resource["name"] for resource in descriptor(folder)["resources"]]


def tables_of(page: str) -> list[str]:
    """Return the names of the tables that a page of the book uses, as the descriptor says."""
    return [r["name"] for r in descriptor()["resources"] if page in r.get("pages", [])]


def fields(name: str) -> list[dict[str, Any]]:
    """Return the field descriptions of a table: name, type, title, description, unit, constraints."""
    return list(_resource(name, DATA)["schema"]["fields"])


@cache
def descriptor(folder: Path = DATA) -> dict[str, Any]:
    """Return `datapackage.json` as a dictionary. Raises `DataError` if it cannot be read."""
    try:
        return dict(json.loads((folder / DESCRIPTOR).read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise DataError(DESCRIPTOR, WHOLE, str(error), "a data package", RESTORE) from None


def read_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """Return the table `name` of `folder`, typed and checked; see `table`. Its checksum may differ."""
    return load(name, folder)[0]


def load(name: str, folder: Path) -> tuple[pd.DataFrame, str]:
    """Return a table as `read_table` does, and a sentence if its checksum differs, else ""."""
    resource = _resource(name, folder)
    rows = read_rows(folder / resource["path"])
    frame = check(resource, rows, lambda home: _keys(home, folder))
    if resource.get("checksum") == checksum(rows):
        return frame, ""
    todo = "look at `git diff data`; if every change is meant, run `make checksum`"
    return frame, f"data/{resource['path']} is not as the book was written with: {todo}"


def check_folder(folder: Path = DATA) -> list[str]:
    """Return a message for each table of `folder` that does not fit or has changed: none if all is well."""
    try:
        names = table_names(folder)
    except DataError as error:
        return [str(error)]
    messages = []
    for name in names:
        try:
            messages.append(load(name, folder)[1])
        except DataError as error:
            messages.append(str(error))
    return [message for message in dict.fromkeys(messages) if message]


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a file as text, its header first, whatever kind its line ends are of."""
    try:
        text = path.read_text("utf-8-sig")
        first = text.partition("\n")[0]
        if "," not in first and (";" in first or "\t" in first):
            raise DataError(path.name, "line 1", first[:60], "commas between the cells", SAVE)
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except UnicodeDecodeError as error:
        kind = FOREIGN.get(path.read_bytes()[:2], f"another encoding: {error}")
        raise DataError(path.name, WHOLE, kind, "a table in UTF-8", SAVE) from None
    except (OSError, csv.Error) as error:
        raise DataError(path.name, WHOLE, str(error), "a table in UTF-8", RESTORE) from None
    if not text.endswith("\n"):
        last = text.rpartition("\n")[2][:60]
        raise DataError(path.name, "the last line", last, "a line break", "complete the line")
    return rows


def checksum(rows: Sequence[Sequence[str]]) -> str:
    """Return the checksum of what a table says, the same for any line ends and quotation marks."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@cache
def _read(name: str) -> pd.DataFrame:
    frame, note = load(name, DATA)
    if note:
        if building():
            raise DataError(f"{name}.csv", WHOLE, "another checksum", "the descriptor's", note)
        print(f"Note: {note}.")
    return frame


@cache
def _keys(name: str, folder: Path) -> frozenset[str]:
    resource = _resource(name, folder)
    return frozenset(read_table(name, folder)[resource["schema"]["primaryKey"][0]])


def _resource(name: str, folder: Path) -> dict[str, Any]:
    resources: dict[str, Any] = {each["name"]: each for each in descriptor(folder)["resources"]}
    if name not in resources:
        raise KeyError(f"no table {name!r}; the tables are {', '.join(resources)}")
    return dict(resources[name])
