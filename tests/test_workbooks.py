"""Workbooks: LibreOffice opens each one that is offered, and finds in its cells what the CSV says."""

import csv
import math
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT

from rereading.data import fields, table_names
from rereading.site.metadata import edition
from rereading.site.workbooks import workbook

# Commas, quotation marks round texts and round nothing else, UTF-8.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true"


def opened(files: list[Path], folder: Path) -> dict[str, list[list[str | float]]]:
    """Return the first sheet of each workbook as LibreOffice reads it: its texts, and its numbers."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not there to open workbooks (Debian: libreoffice-calc)")
    alone = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, alone, "--headless", "--convert-to", AS_CSV, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    # What stands in no quotation marks is a number, or nothing.
    return {file.stem: rows(folder / f"{file.stem}.csv", csv.QUOTE_NONNUMERIC) for file in files}


def rows(file: Path, quoting: int = csv.QUOTE_MINIMAL) -> list[list[str | float]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, quoting=quoting))


def same(of_csv: str, of_workbook: str | float) -> bool:
    """Return whether a cell says the same; a number has fifteen digits in a spreadsheet."""
    if isinstance(of_workbook, str):
        return of_csv == of_workbook
    return math.isclose(float(of_csv), of_workbook, rel_tol=1e-14)


def test_every_workbook_has_the_cells_of_its_csv(site, tmp_path):
    tables = sorted(file for kind in ("data", "figures") for file in (site / kind).glob("*.csv"))
    read = opened([file.with_suffix(".xlsx") for file in tables], tmp_path)
    assert len(tables) > 80
    for file in tables:
        for said, found in zip(rows(file), read[file.stem], strict=True):
            assert len(said) == len(found) and all(map(same, said, found)), (file, said, found)
    for name in table_names():
        for j, field in enumerate(fields(name)):
            kind = float if field["type"] in ("integer", "number") else str
            kinds = {type(row[j]) for row in read[name][1:] if row[j] != ""}
            assert kinds <= {kind}, (name, field["name"])


def test_text_stays_text_and_a_number_is_one(tmp_path):
    """A day, a code with a zero, a formula, an address and letters of three scripts are text."""
    texts = ["2010-05", "007", "=1+1", "https://example.org", '희토류, "レアアース"\né', "1e3", ""]
    cells = [["text", "number"], *([text, f"{0.1 * i}"] for i, text in enumerate(texts))]
    file = tmp_path / "one.xlsx"
    file.write_bytes(workbook(cells, ["number"], [("Title", "One")]))
    read = opened([file], tmp_path)["one"]
    assert [row[0] for row in read[1:]] == texts
    assert [row[1] for row in read[1:]] == [pytest.approx(0.1 * i, rel=1e-15) for i in range(7)]


def test_a_workbook_says_what_it_is(site):
    with zipfile.ZipFile(site / "data" / "import_months.xlsx") as parts:
        said = parts.read("xl/sharedStrings.xml").decode()
    for words in (edition(ROOT), "CC BY 4.0", "(tonnes)", "Source imports-", "https://"):
        assert words in said, words
    heads = ["Title", "It holds", "Licence", "Edition"]
    named = {name: [f"Field {each['name']}" for each in fields(name)] for name in table_names()}
    licence = "CC BY 4.0; each table has its own licence, named in its description"
    named |= {file.stem: ["Sources", licence] for file in (site / "figures").glob("*.xlsx")}
    for name, own in named.items():
        (file,) = site.glob(f"*/{name}.xlsx")
        with zipfile.ZipFile(file) as parts:
            said = parts.read("xl/sharedStrings.xml").decode()
        assert not [head for head in heads + own if f">{head}<" not in said], name
