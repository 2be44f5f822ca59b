"""Bad input: every kind of fault in a table, every broken rule, and the message that stops the build."""

import json
import math
import re
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import frictionless
import pandas as pd
import pytest
from helpers import DATA

from rereading import data
from rereading.checker import RULES, check_rule
from rereading.data import DataError, check_folder, descriptor, read_table, table, table_names
from rereading.prose import BUILDING
from rereading.site import check

MESSAGE = re.compile(
    r"data/(?P<file>[^,]+), (?P<where>.+)\n"
    r"  found:    (?P<found>.*)\n"
    r"  expected: (?P<expected>.+)\n"
    r"  to do:    (?P<todo>.+), then run `make check`"
)
# A small table of every type and constraint, and the tables it refers to.
FIELDS = [
    {"name": "thing", "type": "string", "constraints": {"required": True, "pattern": "[a-z]+"}},
    {"name": "year", "type": "integer", "constraints": {"minimum": 0}},
    {"name": "share_pct", "type": "number", "unit": "%", "constraints": {"maximum": 100}},
    {"name": "good", "type": "boolean"},
    {"name": "grade", "type": "string", "constraints": {"enum": ["reported", "derived"]}},
    {"name": "kind", "type": "string"},
    {"name": "source_id", "type": "string", "references": "sources"},
]
HEADER = "thing,year,share_pct,good,grade,kind,source_id"
TABLES = {
    "sources": "source_id\ns1\ns2\n",
    "kinds": "kind\nk\n",
    "things": f"{HEADER}\na,2010,,true,reported,k,s1\nb,2011,5e1,false,derived,k,s1;s2\n",
}
# What is put in the place of what, the place that is named, what was found and expected.
FAULTS = {
    "missing column": (",source_id\n", "\n", "line 1", HEADER[:-10], HEADER),
    "header alone": (TABLES["things"], f"{HEADER}\n", "line 2", "no line", "at least one row"),
    "a cell less": (",s1\n", "\n", "line 2", "6 cells", "7 cells"),
    "a line break": ("k,s1\n", '"k\n",s1\n', "line 2", "a line break", "one row a line"),
    "open mark": ("b,2011", '"b,2011', "the whole file", "unexpected end", "a table"),
    "no UTF-8": ("b,", "\udce9,", "the whole file", "byte 0xe9", "UTF-8"),
    "a decimal comma": ("5e1", '"5,1"', "line 3, column share_pct", "'5,1'", "with a point"),
    "half a last line": (";s2\n", "", "the last line", "derived,k,s1", "a line break"),
    "empty": ("b,", ",", "line 3, column thing", "an empty cell", "a text"),
    "key twice": ("b,", "a,", "line 3, column thing", "a", "occurs once"),
    "another form": ("b,", "B1,", "line 3, column thing", "'B1'", "of the form [a-z]+"),
    "a fraction": ("2011", "2011.5", "line 3, column year", "'2011.5'", "whole number"),
    "negative": ("2011", "-1", "line 3, column year", "'-1'", "at least 0"),
    "NaN": ("5e1", "NaN", "line 3, column share_pct", "'NaN'", "a number such as"),
    "beyond all bounds": ("5e1", "1e999", "line 3, column share_pct", "'1e999'", "a number"),
    "above 100": ("5e1", "100.1", "line 3, column share_pct", "'100.1'", "at most 100, unit: %"),
    "yes for true": ("false", "yes", "line 3, column good", "'yes'", "true or false"),
    "unknown grade": ("derived", "hearsay", "line 3, column grade", "hearsay", "one of reported"),
    "unknown kind": ("d,k,s1;", "d,q,s1;", "line 3, column kind", "'q'", "a key of kinds.csv"),
    **{
        f"text {text}": ("d,k,s1;", f"d,{text},s1;", "line 3, column kind", text, "as a formula")
        for text in ("=A1", "+1", "-2+3", "@user")
    },
    "unknown source": (";s2", ";s3", "line 3, column source_id", "'s3'", "a key of sources.csv"),
}


@pytest.fixture
def small(tmp_path):
    resources = []
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        fields = FIELDS if name == "things" else [{"name": text.split()[0], "type": "string"}]
        schema = {"fields": fields, "primaryKey": [fields[0]["name"]]}
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    key = {"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["kind"]}}
    resources[-1]["schema"]["foreignKeys"] = [key]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return tmp_path


def refused(name: str, folder: Path) -> re.Match[str]:
    with pytest.raises(DataError) as error:
        read_table(name, folder)
    found = MESSAGE.fullmatch(str(error.value))
    assert found is not None, str(error.value)
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_table_is_named_with_line_column_and_remedy(fault, small):
    good, bad, where, found, expected = FAULTS[fault]
    assert good in TABLES["things"]
    broken = TABLES["things"].replace(good, bad, 1)
    (small / "things.csv").write_bytes(broken.encode("utf-8", "surrogateescape"))
    message = refused("things", small)
    assert (message["file"], message["where"]) == ("things.csv", where)
    assert found in message["found"] and expected in message["expected"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (TABLES["things"].replace(",", ";").encode(), "thing;year"),
        (TABLES["things"].replace(",", '";"').encode("utf-8-sig"), 'thing";"year'),
        (TABLES["things"].replace(",", "\t").encode(), "thing\tyear"),
        (b"sep=;\r\n", "sep=;"),
        (TABLES["things"].encode("utf-16"), "UTF-16"),
        (TABLES["things"].replace("a,", "\uc911\uad6d,").encode("cp949"), "another encoding"),
        (b"PK\x03\x04\xb8", "a workbook"),
    ],
)
def test_a_file_that_a_spreadsheet_saved_otherwise_is_told_what_it_is(content, found, small):
    (small / "things.csv").write_bytes(content)
    message = refused("things", small)
    assert found in message["found"] and "with commas between cells" in message["todo"]


def test_a_table_has_the_columns_and_types_of_its_description(small):
    frame = read_table("things", small)
    assert [str(kind) for kind in frame.dtypes[1:4]] == ["int64", "float64", "bool"]
    assert ",".join(frame.columns) == HEADER
    assert list(frame.iloc[1]) == ["b", 2011, 50.0, False, "derived", "k", "s1;s2"]
    assert math.isnan(frame["share_pct"][0])
    (small / "things.csv").write_text(TABLES["things"].replace("2010", ""), "utf-8")
    assert math.isnan(read_table("things", small)["year"][0])


def test_the_data_folder_fits_its_description_as_frictionless_says_too():
    assert check_folder() == []
    report = frictionless.validate(DATA / "datapackage.json")
    assert report.valid, report.flatten(["place", "message"])
    assert {f"{name}.csv" for name in table_names()} == {path.name for path in DATA.glob("*.csv")}


def test_a_folder_names_all_its_broken_tables_or_its_descriptor(small):
    for name in ("kinds", "things"):
        (small / f"{name}.csv").unlink()
    said = [MESSAGE.fullmatch(each) for each in check_folder(small) if "No such file" in each]
    assert [each["file"] for each in said if each] == ["kinds.csv", "things.csv"]
    descriptor.cache_clear()
    (small / "datapackage.json").write_bytes(b'{"resources": [')
    (alone,) = check_folder(small)
    assert alone.startswith("data/datapackage.json, the whole file\n")


def test_a_table_is_a_copy_that_may_be_changed_and_an_unknown_one_is_refused():
    frame = table("import_tonnes")
    frame["quantity_t"] = 0.0
    pd.testing.assert_frame_equal(table("import_tonnes"), read_table("import_tonnes"))
    with pytest.raises(KeyError, match=r"nonsense.*abductees.*world_production"):
        table("nonsense")


def test_a_checksum_is_of_what_a_table_says_and_breaks_until_it_is_renewed(small):
    check.write_checksums(small)
    descriptor.cache_clear()
    # Line ends, quotation marks and a byte-order mark make no difference.
    quoted = re.sub(r"([\w;.]+)", r'"\1"', TABLES["things"])
    (small / "things.csv").write_text(quoted, "utf-8-sig", newline="\r\n")
    assert check_folder(small) == []
    (small / "things.csv").write_text(TABLES["things"].replace("2011", "2012"), "utf-8")
    (said,) = check_folder(small)
    assert said.startswith("data/things.csv is not") and "make checksum" in said
    check.write_checksums(small)
    descriptor.cache_clear()
    assert check_folder(small) == []


def test_a_checksum_that_cannot_be_written_is_said(small, capsys):
    before = (small / "datapackage.json").read_bytes()
    read_only = Mock(side_effect=OSError(30, "Read-only", "there"))
    with patch.object(Path, "write_text", read_only):
        assert check.main(small, renew=True) == 1
    assert "[Errno 30] Read-only: 'there'" in capsys.readouterr().err
    (small / "things.csv").write_bytes(b"PK\xff")
    assert check.main(small, renew=True) == 1
    assert "No checksum was written" in capsys.readouterr().err
    assert check.main(small) == 1 and "a workbook" in capsys.readouterr().err
    assert (small / "datapackage.json").read_bytes() == before


def test_a_reader_is_told_of_a_changed_table_once_and_a_build_stops(monkeypatch, capsys):
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


def test_an_installed_package_reads_the_tables_beside_the_notebook_first(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "HERE", tmp_path / "packages" / "rereading")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert data.data_folder() == tmp_path / "packages" / "rereading" / "tables"
    shutil.copytree(DATA, tmp_path / "data")
    assert data.data_folder() == tmp_path / "data"
    monkeypatch.chdir(tmp_path)
    assert data.data_folder() == tmp_path / "data"


FORMULA = {"rule": "formula", "fields": ["low", "high"], "formula": "low <= high",
           "expected": "high not below low"}  # fmt: skip
STEPS = {"rule": "steps", "field": "value", "by": "series", "between": {"a": [0.9, 1.1]}}
GAP = {"rule": "unbroken", "field": "row", "from": 1}
PARTS = {"rule": "parts", "field": "t", "by": "year", "kind": "kind", "total": "total",
         "where": "use", "least": 0.9, "most": 1.05}  # fmt: skip
PRODUCT = {"rule": "product", "field": "v", "key": "id", "by": "year", "is": "yen",
           "of": ["usd", "rate"], "within": 0.01}  # fmt: skip
SHARES = {"use": [True, True, False, True, True], "year": [7, 7, 7, 7, 8],
          "kind": ["country", "group", "country", "total", "country"]}  # fmt: skip
# A rule, columns, and the line that breaks it; that a table which keeps it passes, `data/` itself shows.
LINES: list[tuple[dict[str, Any], dict[str, list[Any]], int]] = [
    ({"rule": "order", "fields": ["year", "who"]}, {"year": [1, 2, 1], "who": ["a", "a", "b"]}, 4),
    (FORMULA, {"low": [1.0, math.nan, 2.0, 2.0], "high": [2.0, 1.0, 2.0, 1.0]}, 5),
    (GAP, {"row": [1, 3]}, 3), (GAP, {"row": [1, 2, 2]}, 4),
    ({"rule": "unbroken", "field": "year", "by": "series", "except": ["odd"]},
     {"year": [7, 8, 3, 5], "series": ["a", "a", "b", "b"]}, 5),
    *((STEPS, {"value": [1.0, 9.0, 100.0, 90.0, v], "series": ["free", "free", "a", "a", "a"]}, 6)
      for v in (99.1, 80.9)),
    *((PARTS, {"t": [40.0, t, 900.0, 100.0, 7.0], **SHARES}, 5) for t in (66.0, 49.0, math.nan)),
    *((PRODUCT, {"v": [v, 2.0, 10.0, 5.0], "id": ["yen", "usd", "rate", "yen"], "year": [1, 1, 1, 2]}, 2)
      for v in (20.3, 19.7)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "columns", "line"), LINES)
def test_a_rule_names_the_first_line_that_breaks_it(rule, columns, line):
    with pytest.raises(DataError, match=rf"data/t.csv, line {line}, column ") as error:
        check_rule("t.csv", rule, pd.DataFrame(columns))
    assert MESSAGE.fullmatch(str(error.value))


def test_every_kind_of_rule_is_tried_here_and_used_by_a_table():
    used = {rule["rule"] for each in descriptor()["resources"] for rule in each.get("rules", [])}
    assert used == {rule["rule"] for rule, _, _ in LINES} == set(RULES) - {"key"}
