"""The register as a whole: all of the article, each claim settled or explained, no loose rows."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import csv_rows

from rereading.claims import READINGS, claim, register
from rereading.data import fields, table, table_names
from rereading.figures.tables import html_table, source_links
from rereading.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE, VERDICTS

CLAIMS = {row["claim_id"]: row for row in csv_rows("claims")}
RECORDS = csv_rows("records")
SOURCES = [row["source_id"] for row in csv_rows("sources")]
# Nought is the editor's note; each paragraph, down to the last, says something that can be checked.
PARAGRAPHS = range(19)
# Paragraphs with nothing to check, each with the reason: none.
NOTHING_TO_CHECK: dict[int, str] = {}
LONGEST = 32
DATED = re.compile(r"\b(1[89]|20)\d\d\b|^Undated: ")

of_claim = defaultdict(list)
for record in RECORDS:
    of_claim[record["claim_id"]].append(record)


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_each_paragraph_has_a_claim_or_a_reason_for_none(paragraph: int) -> None:
    claims = [row for row in CLAIMS.values() if int(row["paragraph"]) == paragraph]
    assert bool(claims) != (paragraph in NOTHING_TO_CHECK)


def test_no_claim_stands_outside_the_article() -> None:
    assert {int(row["paragraph"]) for row in CLAIMS.values()} <= set(PARAGRAPHS)


def test_claims_follow_the_article() -> None:
    paragraphs = [int(row["paragraph"]) for row in CLAIMS.values()]
    assert paragraphs == sorted(paragraphs)


def test_every_claim_has_a_verdict_or_says_why_it_has_none() -> None:
    for row in register().itertuples():
        reason = CLAIMS[row.claim_id]["untestable_reason"]
        assert row.verdict in VERDICTS
        assert (row.verdict == UNTESTABLE) == bool(reason)
        assert row.readings or reason


def test_records_belong_to_claims_that_nothing_else_settles() -> None:
    assert set(of_claim) <= set(CLAIMS)
    assert not set(of_claim) & set(READINGS)


@pytest.mark.parametrize("claim_id", of_claim)
def test_the_one_record_that_takes_nothing_otherwise_is_the_literal_one(claim_id: str) -> None:
    plain = [row["reading_id"] for row in of_claim[claim_id] if not row["changed"]]
    if not CLAIMS[claim_id]["untestable_reason"]:
        assert plain == [CLAIMS[claim_id]["literal_reading"]]


@pytest.mark.parametrize("claim_id", of_claim)
def test_a_record_is_dated_and_its_value_fits_the_unit(claim_id: str) -> None:
    for row in of_claim[claim_id]:
        assert DATED.search(row["label"]), row["label"]
        if CLAIMS[claim_id]["unit"] == "holds":
            assert row["value"] in ("0", "1")
        if CLAIMS[claim_id]["unit"] == "year":
            assert row["value"] in row["label"]


def test_records_that_stand_for_a_plain_statement_share_one_scale() -> None:
    for row in CLAIMS.values():
        if row["unit"] == "holds":
            band = (row["asserted_value"], row["band_low"], row["band_high"])
            assert [float(end) for end in band] == [1, 1, 1]
            assert row["band_high_included"] == "true"


def test_short_names_fit_a_chart_and_differ() -> None:
    shorts = [row["short"] for row in CLAIMS.values()]
    assert not [short for short in shorts if len(short) > LONGEST]
    assert len(set(shorts)) == len(shorts)


def cited() -> set[str]:
    """Return every source that any table names, and the article, which every claim cites."""
    article = {source_id for it in map(claim, CLAIMS) for source_id in it.asserted.source_ids}
    return article | {
        source_id
        for name in table_names()
        if name != "sources"
        for field in fields(name)
        if field.get("references") == "sources"
        for row in csv_rows(name)
        for source_id in row[field["name"]].split(";")
        if source_id
    }


def test_columns_of_source_ids_are_all_known_as_such() -> None:
    for name in table_names():
        for field in fields(name):
            if "source_id" in field["name"] and name != "sources":
                assert field.get("references") == "sources"


def test_every_source_of_a_record_exists() -> None:
    used = {source_id for row in RECORDS for source_id in row["source_id"].split(";")}
    assert used <= set(SOURCES)


def test_every_source_is_used_and_stands_in_order() -> None:
    assert set(SOURCES) == cited()
    assert sorted(set(SOURCES)) == SOURCES


def test_a_publisher_is_who_issued_it_not_who_copied_it() -> None:
    carried = re.compile(r"\b(via|cop(y|ied)|carried|quot(ed|ing)|citing|reprinting)\b")
    for row in csv_rows("sources"):
        assert not carried.search(row["publisher"]), row["source_id"]
        assert row["read_via"] != row["publisher"], row["source_id"]


@pytest.mark.parametrize(
    ("claim_id", "verdict", "reading_id"),
    [
        ("abe-deputy-ccs", HOLDS, "list-2002"),
        ("south-korea-normalised-1965", HOLDS, "signed-1965-06-22"),
        ("kim-jong-il-asked-help", HOLDS, "ministry-2002-09"),
        ("abe-accompanied-iijima", HOLDS, "same-room-2002"),
        ("kju-seeks-white-house", HOLDS, "choe-2017-05"),
        ("tokyo-keen-2017", IN_PART, "study-2020"),
        ("hatred-turned-to-us", IN_PART, "agency-count-2017"),
        ("iijima-2002-adviser", IN_PART, "aide-2013"),
        ("iijima-2002-pivotal", IN_PART, "trips-2013"),
        ("normalisation-compensation", IN_PART, "pyongyang-text-2002"),
        ("humanitarian-ongoing", IN_PART, "hamhung-2017-04"),
        ("nk-rich-rare-earths", FAILS, "standard-table"),
    ],
)
def test_a_verdict_on_an_event_rests_on_the_record_it_names(
    claim_id: str, verdict: str, reading_id: str
) -> None:
    found = claim(claim_id).verdict
    assert found.kind == verdict
    assert found.reading is not None
    assert found.reading["reading_id"] == reading_id


def test_only_a_record_that_is_not_the_literal_one_bears_out_something_else() -> None:
    """What a record bears out in part counts only where the claim does not hold."""
    for claim_id, rows in of_claim.items():
        parts = [row for row in rows if row["bears_out"]]
        assert all(row["changed"] and row["value"] == "1" for row in parts), claim_id
        assert bool(parts) == (claim(claim_id).verdict.kind == IN_PART), claim_id


def test_a_row_that_knows_its_sources_links_them() -> None:
    frame = pd.DataFrame({"what": ["a", "b"], "source_id": ["money-k01;money-s01", ""]})
    shown = BeautifulSoup(html_table(frame, {"what": "What"}, "c"), "html.parser")
    listed = list(table("sources")["source_id"])
    links = shown.select("td.cites a")
    assert [link["href"] for link in links] == [
        "sources.html#money-k01",
        "sources.html#money-s01",
    ]
    assert [int(link.text) for link in links] == [
        listed.index("money-k01") + 1,
        listed.index("money-s01") + 1,
    ]
    assert not shown.select("tbody tr")[1].select("a")
    assert "and 1 more" in source_links("money-k01;money-s01", most=1)


def test_for_each_statement_we_looked_for_what_speaks_against_it() -> None:
    """A record against it, or a search with its day; a trivial statement needs neither."""
    looked = {name for row in csv_rows("searches") for name in row["claim_ids"].split(";")}
    assert looked <= set(CLAIMS)
    against = {row["claim_id"] for row in RECORDS if row["value"] == "0"} | set(READINGS)
    for claim_id, row in CLAIMS.items():
        assert claim_id in looked or "{searched}" not in row["untestable_reason"]
        if row["unit"] == "holds" and row["trivial"] == "false" and not row["untestable_reason"]:
            assert claim_id in looked | against
