"""The register as a whole: all of the article, each claim settled or explained, no loose rows."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import ROOT, csv_rows

from rereading.claims import READINGS, claim
from rereading.data import fields, table_names, tables_of
from rereading.evidence import evidence
from rereading.figures.register import TITLES
from rereading.figures.tables import show_table, source_links
from rereading.verdicts import IN_PART

CLAIMS = {row["claim_id"]: row for row in csv_rows("claims")}
RECORDS = csv_rows("records")
SOURCES = [row["source_id"] for row in csv_rows("sources")]
# Nought is the editor's note; each paragraph, down to the last, says something that can be checked.
PARAGRAPHS = range(19)
LONGEST = 32
DATED = re.compile(r"\b(1[89]|20)\d\d\b|^Undated: ")


def test_claims_cover_and_follow_the_article() -> None:
    paragraphs = [int(row["paragraph"]) for row in CLAIMS.values()]
    assert set(paragraphs) == set(PARAGRAPHS) and paragraphs == sorted(paragraphs)
    shorts = {row["short"] for row in CLAIMS.values()}
    assert len(shorts) == len(CLAIMS) and max(map(len, shorts)) <= LONGEST


def test_records_settle_claims_that_nothing_else_settles() -> None:
    """Each is dated and fits its unit."""
    for row in RECORDS:
        assert row["claim_id"] in set(CLAIMS) - set(READINGS)
        unit = CLAIMS[row["claim_id"]]["unit"]
        assert DATED.search(row["label"]), row["label"]
        assert unit != "holds" or row["value"] in ("0", "1")
        assert unit != "year" or row["value"] in row["label"]


def test_plain_statements_share_one_scale() -> None:
    for row in CLAIMS.values():
        if row["unit"] == "holds":
            band = (row["asserted_value"], row["band_low"], row["band_high"])
            assert [float(end) for end in band] == [1, 1, 1]
            assert row["band_high_included"] == "true"


def test_sources_stand_in_order_and_a_column_that_names_them_says_so() -> None:
    assert sorted(SOURCES) == SOURCES
    for name in set(table_names()) - {"sources"}:
        columns = [f["name"] for f in fields(name) if f.get("references") == "sources"]
        assert columns == [f["name"] for f in fields(name) if "source_id" in f["name"]]


def test_a_publisher_is_who_issued_it_not_who_copied_it() -> None:
    carried = re.compile(r"\b(via|cop(y|ied)|carried|quot(ed|ing)|citing|reprinting)\b")
    for row in csv_rows("sources"):
        assert not carried.search(row["publisher"]), row["source_id"]
        assert row["read_via"] != row["publisher"], row["source_id"]


def test_only_a_record_that_is_not_the_literal_one_bears_out_something_else() -> None:
    """What a record bears out in part counts only where the claim does not hold."""
    parts = [row for row in RECORDS if row["bears_out"]]
    assert all(row["changed"] and row["value"] == "1" for row in parts)
    in_part = {claim_id for claim_id in CLAIMS if claim(claim_id).verdict.kind == IN_PART}
    assert {row["claim_id"] for row in parts} == in_part - set(READINGS)


def test_a_row_that_knows_its_sources_links_them() -> None:
    frame = pd.DataFrame({"what": ["a", "b"], "source_id": ["money-k01;money-s01", ""]})
    shown = BeautifulSoup(show_table(frame, {"what": "What"}, "c").html, "html.parser")
    assert [(link["href"], int(link.text)) for link in shown.select("td.cites a")] == [
        (f"sources.html#{name}", SOURCES.index(name) + 1) for name in ("money-k01", "money-s01")
    ]
    assert not shown.select("tbody tr")[1].select("a")
    assert "and 1 more" in source_links(";".join(SOURCES[:5]))


def test_a_page_is_called_by_its_heading() -> None:
    for page, title in TITLES.items():
        text = (ROOT / "book" / f"{page}.md").read_text("utf-8")
        assert re.search(r"^# (.*)", text.split("\n---\n")[1], re.M)[1] == title


def test_for_each_statement_we_looked_for_what_speaks_against_it() -> None:
    """A record against it, or a search with its day; a trivial statement needs neither."""
    looked = {name for row in csv_rows("searches") for name in row["claim_ids"].split(";")}
    assert looked <= set(CLAIMS)
    against = {row["claim_id"] for row in RECORDS if row["value"] == "0"} | set(READINGS)
    for claim_id, row in CLAIMS.items():
        reasons = row["untestable_reason"] + row["literal_reason"]
        assert claim_id in looked or " found" not in reasons, "say what was read instead"
        if row["unit"] == "holds" and row["trivial"] == "false" and not row["untestable_reason"]:
            assert claim_id in looked | against


def test_a_chapter_rests_on_the_rows_of_its_tables() -> None:
    rows = [row for name in tables_of("people") for row in csv_rows(name) if "grade" in row]
    told = evidence().set_index("page").loc["people"]
    reported = sum(row["grade"] == "reported" for row in rows)
    several = sum(";" in row["source_id"] for row in rows)
    sources = len({source for row in rows for source in row["source_id"].split(";")})
    expected = [len(rows), 100 * reported / len(rows), 100 * several / len(rows), sources]
    shown = told[["rows", "reported_pct", "several_pct", "sources"]]
    assert shown.tolist() == pytest.approx(expected)
