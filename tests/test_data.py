"""Bad input: every fault in every table, every broken rule, and the message that stops the build."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest
from helpers import DATA, ROOT, csv_rows

from rereading import data
from rereading.checker import RULES, check_rule
from rereading.data import (
    DataError,
    changed,
    check_folder,
    descriptor,
    fields,
    read_table,
    table,
    table_names,
)
from rereading.prose import BUILDING
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


def byte_outside_utf_8(name: str) -> Broken:
    content = raw(name)
    start = content.rfind(b"\n", 0, -1) + 1
    line = content.count(b"\n")
    broken = content[:start] + b"\xe9" + content[start:]
    return Broken(broken, f"line {line}", "the byte 0xe9", "UTF-8 text")


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
    check.write_checksums(folder)
    return folder


def message_of(name: str, folder: Path) -> re.Match[str]:
    """Return the parts of the message that a broken table gives."""
    with pytest.raises(DataError) as error:
        read_table(name, folder)
    found = MESSAGE.fullmatch(str(error.value))
    assert found is not None, str(error.value)
    return found


def test_the_data_folder_fits_its_description() -> None:
    assert check_folder() == []


def test_frictionless_which_knows_nothing_of_this_book_agrees() -> None:
    report = frictionless.validate(DATA / "datapackage.json")
    assert report.valid, report.flatten(["place", "message"])


@pytest.mark.parametrize("name", table_names())
def test_a_broken_table_is_named_with_line_column_and_remedy(
    name: str, short_folder: Path, tmp_path: Path
) -> None:
    file = RESOURCES[name]["path"]
    folder = tmp_path / "data"
    folder.mkdir()
    for other in short_folder.iterdir():
        (folder / other.name).symlink_to(other)
    for fault, break_it in FAULTS.items():
        broken = break_it(name)
        if broken is None:
            assert fault in CELL_FAULTS
            continue
        (folder / file).unlink(missing_ok=True)
        if broken.content is not None:
            (folder / file).write_bytes(broken.content)
        data._keys.cache_clear()
        message = message_of(name, folder)
        assert (message["file"], message["where"]) == (file, broken.where), fault
        assert broken.found in message["found"] and broken.expected in message["expected"], fault


def test_every_fault_applies_to_some_table() -> None:
    assert all(any(break_it(name) for name in RESOURCES) for break_it in FAULTS.values())


def test_a_key_of_another_table_has_to_be_there(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    series = folder / "money_series.csv"
    series.write_text(series.read_text("utf-8").replace("us_cpi_u,", "sea_shells,", 1), "utf-8")
    message = message_of("money_series", folder)
    assert message["where"].endswith("column series_id") and "sea_shells" in message["found"]
    assert message["expected"] == "a key of money_catalogue.csv"


def test_a_folder_names_all_its_broken_tables_and_a_descriptor_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for name in ("terms", "views"):
        (folder / f"{name}.csv").unlink()
    assert sorted(MESSAGE.fullmatch(said)["file"] for said in check_folder(folder)) == [
        "terms.csv",
        "views.csv",
    ]
    for content in (None, b'{"resources": [', b"[]"):
        place = tmp_path / str(content)
        place.mkdir()
        if content is not None:
            (place / "datapackage.json").write_bytes(content)
        (said,) = check_folder(place)
        assert said.startswith("data/datapackage.json, the whole file\n")


def test_an_unknown_table_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"nonsense.*abductees.*world_production"):
        table("nonsense")
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
            assert list(column) == [cell == "true" for cell in cells] and column.dtype == "bool"
        else:
            whole = field["type"] == "integer" and "" not in cells
            assert column.dtype == ("int64" if whole else "float64")
            assert list(column.isna()) == [cell == "" for cell in cells]
            assert list(column.dropna()) == [float(cell) for cell in cells if cell]


def test_a_table_is_a_copy_that_may_be_changed() -> None:
    frame = table("import_tonnes")
    frame["quantity_t"] = 0.0
    pd.testing.assert_frame_equal(table("import_tonnes"), read_table("import_tonnes"))


# --- Checksums and line ends ----------------------------------------------------------------------


def test_a_changed_table_breaks_its_checksum_until_it_is_renewed(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    reserves = folder / "reserves.csv"
    reserves.write_text(reserves.read_text("utf-8").replace("44000000", "43000000", 1), "utf-8")
    (said,) = check_folder(folder)
    assert said.startswith("data/reserves.csv is not") and "make checksum" in said
    check.write_checksums(folder)
    descriptor.cache_clear()
    assert check_folder(folder) == []


def test_a_checksum_is_of_what_a_table_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line ends and quotation marks make no difference; one note names the setting of git."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    quoted = folder / "terms.csv"
    rows = list(csv.reader(io.StringIO(quoted.read_text("utf-8"))))
    with quoted.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    assert changed("terms", folder) == "" and check.main(folder) == 0
    said = capsys.readouterr().err
    assert said.count("core.autocrlf") == 2 and said.count("Note:") == 1


def test_a_clone_with_other_line_ends_has_the_files_as_published(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "-c", "core.autocrlf=true", str(ROOT), str(clone)]
    if not (ROOT / ".git").exists() or subprocess.run(command, check=False).returncode:
        pytest.skip("no git, or no repository here")
    assert not [path for path in (clone / "data").glob("*.csv") if b"\r" in path.read_bytes()]


def test_a_reader_is_told_of_a_changed_table_once_and_a_build_stops(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data, "checksum", lambda rows: "another")
    monkeypatch.delenv(BUILDING, raising=False)
    data._read.cache_clear()
    assert len(table("terms")) == len(table("terms"))
    said = capsys.readouterr().out
    assert said.startswith("Note: data/terms.csv is not as the book was written with: ")
    assert said.count("Note:") == 1
    monkeypatch.setenv(BUILDING, "1")
    data._read.cache_clear()
    with pytest.raises(DataError, match=r"terms\.csv is not as the book was written"):
        table("terms")
    data._read.cache_clear()


def test_an_installed_package_reads_the_tables_beside_the_notebook_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "HERE", tmp_path / "site-packages" / "rereading")
    monkeypatch.chdir(tmp_path)
    assert data.data_folder() == tmp_path / "site-packages" / "rereading" / "tables"
    (tmp_path / "data").mkdir()
    shutil.copy(DATA / "datapackage.json", tmp_path / "data")
    assert data.data_folder() == tmp_path / "data"
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert data.data_folder() == tmp_path / "data"


# --- Rules that no single cell can break ------------------------------------------------------------

NAN = math.nan
GAP = {"rule": "unbroken", "field": "row", "from": 1}
BY = {"rule": "unbroken", "field": "year", "by": "series", "except": ["odd"]}
STEPS = {"rule": "steps", "field": "value", "by": "series", "between": {"a": [0.9, 1.1]}}
PRICE = {"rule": "quotient", "field": "value", "over": "t", "by": "line", "from": 1,
         "between": {"x": [1, 3]}, "unit": "dollars"}  # fmt: skip
SHARE = {"rule": "share", "field": "pct", "part": "part", "whole": "whole", "within": 1}
PARTS = {"rule": "parts", "field": "t", "by": "year", "kind": "kind", "total": "total",
         "where": "use", "least": 0.9, "most": 1.05}  # fmt: skip
PRODUCT = {"rule": "product", "field": "v", "key": "id", "by": "year", "is": "yen",
           "of": ["usd", "rate"], "within": 0.01}  # fmt: skip
ORDER = {"rule": "order", "fields": ["year", "who"]}
ENDS = {"rule": "ascending", "fields": ["low", "high"]}
APART = {"rule": "apart", "field": "data", "later": "edition", "by": 1}
DATED = {"rule": "dated", "field": "year", "date": "date"}


def shares(t: float) -> dict[str, list[Any]]:
    return {"t": [40.0, t, 900.0, 100.0, 7.0], "use": [True, True, False, True, True],
            "kind": ["country", "group", "country", "total", "country"], "year": [7, 7, 7, 7, 8]}  # fmt: skip


def yen(v: float) -> dict[str, list[Any]]:
    return {"v": [v, 2.0, 10.0, 5.0], "id": ["yen", "usd", "rate", "yen"], "year": [1, 1, 1, 2]}


# A rule, columns, and the line that breaks it: 0 for none.
LINES: list[tuple[dict[str, Any], dict[str, list[Any]], int]] = [
    (ORDER, {"year": [1, 1, 2], "who": ["a", "b", "a"]}, 0),
    (ORDER, {"year": [1, 2, 1], "who": ["a", "a", "b"]}, 4),
    (GAP, {"row": [1, 2, 3]}, 0), (GAP, {"row": [1, 3]}, 3), (GAP, {"row": [1, 2, 2]}, 4),
    (GAP, {"row": [2, 3]}, 2),
    (BY, {"year": [7, 8, 3, 4], "series": ["a", "a", "b", "b"]}, 0),
    (BY, {"year": [7, 9], "series": ["odd", "odd"]}, 0),
    (BY, {"year": [7, 8, 3, 5], "series": ["a", "a", "b", "b"]}, 5),
    (STEPS, {"value": [100.0, 90.0, 1.0, 9.0], "series": ["a", "a", "free", "free"]}, 0),
    (STEPS, {"value": [100.0, 89.9], "series": ["a", "a"]}, 3),
    (STEPS, {"value": [100.0, 110.1], "series": ["a", "a"]}, 3),
    (PRICE, {"value": [2.0, 6.0, 9.0, 9.0], "t": [2.0, 2.0, 0.9, NAN], "line": ["x"] * 4}, 0),
    (PRICE, {"value": [1.9], "t": [2.0], "line": ["x"]}, 2),
    (PRICE, {"value": [2.0, 6.1], "t": [2.0, 2.0], "line": ["x", "x"]}, 3),
    (SHARE, {"pct": [51.0, 51.0], "part": [50.0, NAN], "whole": [100.0, 100.0]}, 0),
    (SHARE, {"pct": [51.1], "part": [50.0], "whole": [100.0]}, 2),
    (ENDS, {"low": [1.0, 2.0, 3.0], "high": [2.0, 2.0, NAN]}, 0),
    (ENDS, {"low": [1.0, 2.0], "high": [2.0, 1.0]}, 3),
    (APART, {"data": [2016], "edition": [2017]}, 0), (APART, {"data": [2017], "edition": [2017]}, 2),
    (DATED, {"year": [1978], "date": ["1978-06"]}, 0), (DATED, {"year": [1979], "date": ["1978-06"]}, 2),
    (PARTS, shares(60.0), 0), (PARTS, shares(65.0), 0), (PARTS, shares(66.0), 5),
    (PARTS, shares(49.0), 5), (PARTS, shares(NAN), 5),
    (PRODUCT, yen(20.1), 0), (PRODUCT, yen(20.3), 2),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "columns", "line"), LINES)
def test_a_rule_names_the_first_line_that_breaks_it(
    rule: dict[str, Any], columns: dict[str, list[Any]], line: int
) -> None:
    if line == 0:
        check_rule("t.csv", rule, pd.DataFrame(columns))
        return
    with pytest.raises(DataError, match=rf"data/t.csv, line {line}, column ") as error:
        check_rule("t.csv", rule, pd.DataFrame(columns))
    assert MESSAGE.fullmatch(str(error.value))


def test_every_kind_of_rule_is_used_and_names_columns_that_exist() -> None:
    used = [(name, rule) for name, each in RESOURCES.items() for rule in each.get("rules", [])]
    assert (
        {rule["rule"] for _, rule in used} == set(RULES) == {rule["rule"] for rule, _, _ in LINES}
    )
    for name, rule in used:
        keys = {"field", "over", "part", "whole", "key", "where", "kind", "date", "later"} & set(
            rule
        )
        named = {rule[key] for key in keys} | set(rule.get("fields", []))
        assert named <= set(table(name).columns), name
