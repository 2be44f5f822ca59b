"""Tables as workbooks, for those who open a file by a double click.

Beside each CSV that the site offers lies the same as XLSX. Text stays text, where a spreadsheet that
opens a CSV makes a day of `2010-05`; numbers are numbers. A second sheet says what the table is.
"""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from rereading.credits import publisher_words, source_ids
from rereading.data import DATA, descriptor, read_rows, table
from rereading.figures.register import meaning
from rereading.site.search import words
from rereading.site.zips import MADE

Rows = Sequence[Sequence[str]]
WIDEST_PX = 420  # of a column
SHEETS = ("Table", "About")
TEXT_AND_PICTURES = "CC BY 4.0; each table has its own licence, named in its description"


def write_workbooks(folder: Path, edition: str) -> None:
    """Write every table of the book to `folder` as a workbook that names its `edition`."""
    for resource in descriptor()["resources"]:
        fields = resource["schema"]["fields"]
        numeric = [each["name"] for each in fields if each["type"] in ("integer", "number")]
        rows = read_rows(DATA / resource["path"])
        file = folder / f"{resource['name']}.xlsx"
        file.write_bytes(workbook(rows, numeric, about_table(resource, edition)))


def about_table(resource: Mapping[str, Any], edition: str) -> Rows:
    """Return what a workbook says of a table: what it holds, licence, edition, fields, sources."""
    licence, fields = resource["licenses"][0], resource["schema"]["fields"]
    cited = source_ids(table(resource["name"]).get("source_id", []))
    listed = table("sources").set_index("source_id").loc[list(cited)]
    about = [
        ("Title", resource["title"]),
        ("It holds", resource["description"]),
        ("Licence", ", ".join(filter(None, (licence["title"], licence.get("path"))))),
        ("Edition", edition),
    ]
    about += [(f"Field {each['name']}", meaning(each)) for each in fields]
    for name, row in listed.iterrows():
        said = f"{publisher_words(row)}, {row['published']}: {row['title']} {row['url']}"
        about.append((f"Source {name}", said))
    return about


def figure_workbook(plate: Mapping[str, Any], edition: str) -> bytes:
    """Return the numbers of a figure, as `PublishedFigure` has them, as a workbook."""
    about = [
        ("Title", words(plate["finding_html"])),
        ("It holds", words(plate["subtitle_html"])),
        ("Licence", TEXT_AND_PICTURES),
        ("Edition", edition),
        ("Sources", words(plate["sources_html"]).removeprefix("Sources: ")),
    ]
    return workbook(list(csv.reader(io.StringIO(plate["csv"]))), plate["numeric"], about)


def workbook(rows: Rows, numeric: Collection[str], about: Rows) -> bytes:
    """Return a table, header first, as XLSX: numbers in columns `numeric`, else text; `about` beside it."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": about[0][1], "created": datetime.fromtimestamp(MADE, UTC)})
        bold = book.add_format({"bold": True})
        for name, content in zip(SHEETS, (rows, about), strict=True):
            sheet = book.add_worksheet(name)
            for i, row in enumerate(content):
                for j, cell in enumerate(row):
                    if content is rows and i and cell and rows[0][j] in numeric:
                        sheet.write_number(i, j, float(cell))
                    elif cell:
                        heads = not (i if content is rows else j)
                        sheet.write_string(i, j, cell, bold if heads else None)
            sheet.autofit(WIDEST_PX)
        book.get_worksheet_by_name(SHEETS[0]).freeze_panes(1, 0)
    return out.getvalue()
