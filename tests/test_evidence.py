"""What the method page says of the evidence: counted again from the plain files."""

from __future__ import annotations

import pytest
from helpers import csv_rows

from rereading.data import tables_of
from rereading.evidence import evidence


@pytest.mark.parametrize("page", ["imports", "reserves", "people"])
def test_a_chapters_rows_are_those_of_its_tables(page: str) -> None:
    rows = [row for name in tables_of(page) for row in csv_rows(name) if "grade" in row]
    counted = evidence().set_index("page").loc[page]
    assert counted["rows"] == len(rows)
    reported = sum(row["grade"] == "reported" for row in rows)
    assert counted["reported_pct"] == pytest.approx(100 * reported / len(rows))
    several = sum(";" in row["source_id"] for row in rows)
    assert counted["several_pct"] == pytest.approx(100 * several / len(rows))
    sources = {source for row in rows for source in row["source_id"].split(";")}
    assert counted["sources"] == len(sources)
