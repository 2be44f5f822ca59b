"""Bad input: every table, every fault, and the message that stops the build."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from helpers import DATA, csv_rows

from rereading.data import (
    DataError,
    check_folder,
    descriptor,
    fields,
    read_table,
    table,
    table_names,
)
from rereading.site import check

DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
FIELDS = {name: resource["schema"]["fields"] for name, resource in RESOURCES.items()}
MESSAGE = re.compile(
    r"data/(?P<file>[^,]+), (?P<where>.+)\n"
    r"  found:    (?P<found>.*)\n"
    r"  expected: (?P<expected>.+)\n"
    r"  to do:    (?P<todo>.+), then run `make check`"
)


@dataclass
class Broken:
    """A broken file (None: no file) and what the message has to say of it."""

    content: bytes | None
    where: str
    found: str
    expected: str


# A fault breaks a table, or returns None where it does not apply to it.
Fault = Callable[[str], Broken | None]


def raw(name: str) -> bytes:
    return (DATA / RESOURCES[name]["path"]).read_bytes()


def grid(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw(name).decode("utf-8"), newline="")))


def written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def rule(field: dict[str, Any], name: str) -> Any:
    return field.get("constraints", {}).get(name)


def in_cell(fits: Callable[[dict[str, Any]], bool], cell: str, found: str, expected: str) -> Fault:
    """Put `cell` into the last row of the first column that fits; `{}` in it is what was there."""

    def broken(name: str) -> Broken | None:
        position = next((i for i, field in enumerate(FIELDS[name]) if fits(field)), None)
        if position is None:
            return None
        rows = grid(name)
        rows[-1][position] = cell.format(rows[-1][position])
        where = f"line {len(rows)}, column {FIELDS[name][position]['name']}"
        return Broken(written(rows), where, found, expected)

    return broken


def numeric(field: dict[str, Any]) -> bool:
    return field["type"] in ("integer", "number")


def missing_file(name: str) -> Broken:
    return Broken(None, "the whole file", "no such file", "a table")


def missing_column(name: str) -> Broken:
    rows = [row[:-1] for row in grid(name)]
    lost = FIELDS[name][-1]["name"]
    return Broken(written(rows), f"line 1, column {lost}", ",".join(rows[0]), lost)


def extra_column(name: str) -> Broken:
    rows = grid(name)
    rows = [[*rows[0], "surplus"], *([*row, "1"] for row in rows[1:])]
    names = ",".join(field["name"] for field in FIELDS[name])
    return Broken(written(rows), "line 1, column surplus", "surplus", names)


def swapped_columns(name: str) -> Broken:
    rows = [[row[1], row[0], *row[2:]] for row in grid(name)]
    first, second = (field["name"] for field in FIELDS[name][:2])
    found, expected = f"{second},{first}", f"{first},{second}"
    return Broken(written(rows), f"line 1, column {second}", found, expected)


def column_twice(name: str) -> Broken:
    rows = [[*row, row[0]] for row in grid(name)]
    names = [field["name"] for field in FIELDS[name]]
    return Broken(written(rows), f"line 1, column {names[0]}", ",".join(rows[0]), ",".join(names))


def duplicate_key(name: str) -> Broken:
    rows = grid(name)
    rows.append(rows[1])
    key = ", ".join(RESOURCES[name]["schema"]["primaryKey"])
    where = f"line {len(rows)}, column {key}"
    return Broken(written(rows), where, "again, as in line 2", "a key that occurs once")


def byte_order_mark(name: str) -> Broken:
    return Broken(b"\xef\xbb\xbf" + raw(name), "line 1", "a byte-order mark", "plain UTF-8")


def windows_line_ends(name: str) -> Broken:
    content = raw(name).replace(b"\n", b"\r\n")
    return Broken(content, "line 1", "a carriage return", "LF line ends")


def byte_outside_utf_8(name: str) -> Broken:
    content = raw(name)
    start = content.rfind(b"\n", 0, -1) + 1
    line = content.count(b"\n")
    broken = content[:start] + b"\xe9" + content[start:]
    return Broken(broken, f"line {line}, character 1", "the byte 0xe9", "UTF-8 text")


def half_a_last_line(name: str) -> Broken:
    content = raw(name)
    start = content.rfind(b"\n", 0, -1) + 1
    half = content[: start + (len(content) - start) // 2]
    half = half.decode("utf-8", errors="ignore").encode("utf-8")
    line = content.count(b"\n")
    return Broken(half, f"line {line}", "a last line without an end", "a complete last line")


def header_alone(name: str) -> Broken:
    return Broken(written(grid(name)[:1]), "line 2", "no line", "at least one row")


def quotation_mark_left_open(name: str) -> Broken:
    content = raw(name)
    start = content.rfind(b"\n", 0, -1) + 1
    broken = content[:start] + b'"' + content[start:].replace(b'"', b"")
    return Broken(broken, "the whole file", "unexpected end of data", "quotation marks in pairs")


FILE_FAULTS: dict[str, Fault] = {
    "missing file": missing_file,
    "header alone": header_alone,
    "quotation mark left open": quotation_mark_left_open,
    "missing column": missing_column,
    "extra column": extra_column,
    "swapped columns": swapped_columns,
    "column twice": column_twice,
    "empty required cell": in_cell(
        lambda field: bool(rule(field, "required")), "", "an empty cell", ""
    ),
    "duplicate key": duplicate_key,
    "byte-order mark": byte_order_mark,
    "Windows line ends": windows_line_ends,
    "byte outside UTF-8": byte_outside_utf_8,
    "half a last line": half_a_last_line,
}
CELL_FAULTS: dict[str, Fault] = {
    "text for a number": in_cell(numeric, "many", "'many'", "number"),
    "number too long": in_cell(numeric, "9" * 400, "9999", "number"),
    "NaN": in_cell(numeric, "NaN", "'NaN'", "number"),
    "infinity": in_cell(numeric, "inf", "'inf'", "number"),
    "number beyond all bounds": in_cell(
        lambda field: field["type"] == "number", "1e999", "'1e999'", "number"
    ),
    "yes for true": in_cell(
        lambda field: field["type"] == "boolean", "yes", "'yes'", "true or false"
    ),
    "negative": in_cell(lambda field: rule(field, "minimum") == 0, "-1", "'-1'", "at least 0"),
    "share above 100": in_cell(
        lambda field: rule(field, "maximum") == 100, "100.1", "'100.1'", "at most 100"
    ),
    "unknown source": in_cell(
        lambda field: field.get("references") == "sources",
        "{};nobody-knows-it",
        "'nobody-knows-it'",
        "a key of sources.csv",
    ),
    "unknown unit": in_cell(
        lambda field: field["name"] == "unit" and bool(rule(field, "enum")),
        "furlong",
        "'furlong'",
        "one of ",
    ),
    "unknown grade": in_cell(
        lambda field: field["name"] == "grade", "hearsay", "'hearsay'", "official table"
    ),
}
FAULTS = {**FILE_FAULTS, **CELL_FAULTS}


def cases() -> list[tuple[str, str]]:
    """Return every pair of a table and a fault that applies to it."""
    return [(name, fault) for name in table_names() for fault in FAULTS if FAULTS[fault](name)]


CASES = cases()


@pytest.fixture(scope="session")
def short_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose tables are cut to five rows, those that others refer to whole."""
    folder = tmp_path_factory.mktemp("short")
    referred = {"sources"}
    for resource in RESOURCES.values():
        keys = resource["schema"].get("foreignKeys", [])
        referred |= {key["reference"]["resource"] for key in keys}
    for name, resource in RESOURCES.items():
        rows = grid(name)
        (folder / resource["path"]).write_bytes(written(rows if name in referred else rows[:6]))
    (folder / "datapackage.json").write_bytes((DATA / "datapackage.json").read_bytes())
    return folder


def linked(short: Path, folder: Path, file: str, content: bytes | None) -> Path:
    """Return a folder that links to a short one, but for one file that it holds itself."""
    folder.mkdir()
    for other in short.iterdir():
        if other.name != file:
            (folder / other.name).symlink_to(other)
    if content is not None:
        (folder / file).write_bytes(content)
    return folder


def test_the_data_folder_fits_its_description() -> None:
    assert check_folder() == []


def test_the_cut_folder_of_these_tests_fits_too(short_folder: Path) -> None:
    assert check_folder(short_folder) == []


@pytest.mark.parametrize("name", table_names())
def test_a_whole_table_among_cut_ones_fits(name: str, short_folder: Path, tmp_path: Path) -> None:
    file = RESOURCES[name]["path"]
    folder = linked(short_folder, tmp_path / "data", file, written(grid(name)))
    assert check_folder(folder) == []


@pytest.mark.parametrize(("name", "fault"), CASES, ids=[f"{a}: {b}" for a, b in CASES])
def test_a_broken_table_is_named_with_line_column_and_remedy(
    name: str, fault: str, short_folder: Path, tmp_path: Path
) -> None:
    file = RESOURCES[name]["path"]
    broken = FAULTS[fault](name)
    assert broken is not None
    folder = linked(short_folder, tmp_path / "data", file, broken.content)
    messages = check_folder(folder)
    assert len(messages) == 1, "exactly the broken table is named, once"
    message = MESSAGE.fullmatch(messages[0])
    assert message is not None, messages[0]
    assert message["file"] == file
    assert message["where"] == broken.where
    assert broken.found in message["found"]
    assert broken.expected in message["expected"]


def test_every_table_gets_every_fault_of_a_file() -> None:
    assert {(name, fault) for name in RESOURCES for fault in FILE_FAULTS} <= set(CASES)


def test_every_fault_applies_to_some_table() -> None:
    assert {fault for _, fault in CASES} == set(FAULTS)


def test_every_table_with_numbers_gets_the_faults_of_numbers() -> None:
    with_numbers = {name for name in RESOURCES if any(map(numeric, FIELDS[name]))}
    assert {name for name, fault in CASES if fault == "NaN"} == with_numbers
    assert len(with_numbers) > len(RESOURCES) / 2


def test_a_series_that_the_catalogue_does_not_list_is_named(
    short_folder: Path, tmp_path: Path
) -> None:
    rows = grid("money_series")
    rows[-1][0] = "sea_shells"
    folder = linked(short_folder, tmp_path / "data", "money_series.csv", written(rows))
    (message,) = check_folder(folder)
    assert message.startswith(f"data/money_series.csv, line {len(rows)}, column series_id\n")
    assert "'sea_shells'" in message
    assert "a key of money_catalogue.csv" in message


def test_two_broken_tables_give_two_messages(short_folder: Path, tmp_path: Path) -> None:
    folder = linked(short_folder, tmp_path / "data", "terms.csv", None)
    (folder / "claims.csv").unlink()
    files = [MESSAGE.fullmatch(message)["file"] for message in check_folder(folder)]
    assert sorted(files) == ["claims.csv", "terms.csv"]


@pytest.mark.parametrize("content", [None, b'{"resources": ['], ids=["missing", "cut off"])
def test_a_broken_descriptor_is_the_one_thing_named(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "datapackage.json").write_bytes(content)
    (message,) = check_folder(tmp_path)
    assert message.startswith("data/datapackage.json, the whole file\n")


def test_a_data_error_carries_its_file(short_folder: Path, tmp_path: Path) -> None:
    folder = linked(short_folder, tmp_path / "data", "terms.csv", None)
    with pytest.raises(DataError) as error:
        read_table("terms", folder)
    assert error.value.file == "terms.csv"


def test_an_unknown_table_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError) as error:
        table("nonsense")
    assert "nonsense" in str(error.value)
    for name in RESOURCES:
        assert name in str(error.value)


def test_the_tables_are_those_of_the_descriptor_and_of_the_folder() -> None:
    assert table_names() == list(RESOURCES)
    assert {f"{name}.csv" for name in RESOURCES} == {path.name for path in DATA.glob("*.csv")}


@pytest.mark.parametrize("name", table_names())
def test_a_table_has_the_columns_and_types_of_its_description(name: str) -> None:
    frame, plain = table(name), csv_rows(name)
    assert list(frame.columns) == [field["name"] for field in fields(name)]
    assert len(frame) == len(plain) > 0
    for field in FIELDS[name]:
        column, cells = frame[field["name"]], [row[field["name"]] for row in plain]
        if field["type"] == "string":
            assert list(column) == cells
        elif field["type"] == "boolean":
            assert column.dtype == "bool"
            assert list(column) == [cell == "true" for cell in cells]
        else:
            whole = field["type"] == "integer" and "" not in cells
            assert column.dtype == ("int64" if whole else "float64")
            assert list(column.isna()) == [cell == "" for cell in cells]
            assert list(column.dropna()) == [float(cell) for cell in cells if cell]


def test_a_table_is_a_copy_that_may_be_changed() -> None:
    first = table("import_tonnes")
    first["quantity_t"] = 0.0
    first.loc[:, "origin"] = "nobody"
    again = table("import_tonnes")
    assert (again["quantity_t"] > 0).all()
    assert set(again["origin"]) == {"China", "World"}
    pd.testing.assert_frame_equal(again, read_table("import_tonnes"))


def test_a_changed_table_breaks_its_seal_until_it_is_sealed_again(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    assert check.broken_seals(folder) == []
    reserves = folder / "reserves.csv"
    reserves.write_text(reserves.read_text("utf-8").replace("44000000", "43000000", 1), "utf-8")
    assert check_folder(folder) == [], "the reader alone sees nothing wrong in it"
    (said,) = check.broken_seals(folder)
    assert said.startswith("data/reserves.csv is not") and "make seal" in said
    assert any("reserves.csv" in problem for problem in check.foreign_problems(folder))
    check.seal(folder)
    descriptor.cache_clear()
    assert check.broken_seals(folder) == check.foreign_problems(folder) == []
