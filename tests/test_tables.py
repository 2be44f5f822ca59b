"""What holds across lines and tables of `data/` and is too particular for a rule of the descriptor."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import ROOT, csv_rows

from rereading.checker import DataError, parse
from rereading.claims import claim
from rereading.credits import source_ids
from rereading.data import descriptor, fields, table, table_names, tables_of
from rereading.evidence import evidence
from rereading.figures.register import TITLES
from rereading.figures.tables import date_list, show_table, source_links

# No editor would let a number stand on these alone.
COPIES = re.compile(r"wiki|encyclop|blog|forum", re.IGNORECASE)
SOURCES = [row["source_id"] for row in csv_rows("sources")]
HEADLINES = ("china-56-percent", "nk-second-after-china", "kim-30bn-today", "rule-35-years")
LICENCES = {"facts": "the compilation is CC BY 4.0", "CC-BY-4.0": "CC BY 4.0"}
LICENCES |= {"etalab-2.0": "(Etalab)", "mixed": "by series", "other-pd": "public domain"}


def test_halves_and_owners_add_up_to_the_years_quota():
    quotas = table("export_quotas").set_index(["year", "period", "series"])["quota_t"].sort_index()
    wide = quotas.xs("all firms", level="series").unstack("period").dropna()
    assert len(wide) >= 5
    assert list(wide["H1"] + wide["H2"]) == pytest.approx(list(wide["year"]), abs=1)
    owners = quotas.xs((2009, "year"))[["Chinese-owned firms", "foreign-owned firms"]]
    assert owners.sum() == quotas[2009, "year", "all firms"]


def test_production_of_a_year_is_of_one_size_in_all_editions():
    production = table("world_production")
    middle = production.groupby("year")["production_t"].transform("median")
    assert (production["production_t"] / middle).between(0.5, 2).all()


def test_a_series_has_the_source_of_its_catalogue():
    home = table("money_catalogue").set_index("series_id")["source_id"]
    for name, cells in table("money_series").groupby("series_id")["source_id"]:
        assert set(source_ids(cells)) <= set(source_ids([home[name]])), name


def test_a_table_has_a_licence_that_the_file_of_licences_names():
    named = (ROOT / "LICENSE").read_text("utf-8")
    for resource in descriptor()["resources"]:
        for licence in resource["licenses"]:
            assert LICENCES[licence["name"]] in named, resource["name"]


def test_no_address_runs_code():
    field = next(field for field in fields("sources") if field["name"] == "url")
    with pytest.raises(DataError, match="line 2, column url"):
        parse("sources.csv", field, ["javascript:alert(1)"])


def test_no_headline_number_stands_on_a_copy_of_an_encyclopedia_or_a_blog():
    sources = table("sources").set_index("source_id")
    said = (sources["publisher"] + " " + sources["read_via"]).str.contains(COPIES)
    for verdict in (claim(claim_id).verdict for claim_id in HEADLINES):
        for it in (verdict.reading, verdict.lead):
            assert it is None or not said[list(source_ids([it["source_id"]]))].all()


def test_every_share_of_prints_and_exports_has_its_row_in_both_tables():
    """A share or sum that somebody printed is never only where it fits."""
    shares = table("export_shares")["share_pct"].dropna()
    money = table("estimates").query("unit == 'USD bn' and year < 2017")
    printed = {"pct": (shares, shares, 0.5)}
    printed["USD bn"] = (money["amount_low"], money["amount_high"], 0)
    for unit, (low, high, off) in printed.items():
        prints = table("prints").query(f"unit == {unit!r}")
        for least, most in zip(low, high, strict=True):
            near = (prints["low"] - off <= most) & (least <= prints["high"] + off)
            assert near.any(), (least, most)


def test_sources_stand_in_order_and_a_column_that_names_them_says_so():
    assert sorted(SOURCES) == SOURCES
    for name in set(table_names()) - {"sources"}:
        columns = [f["name"] for f in fields(name) if f.get("references") == "sources"]
        assert columns == [f["name"] for f in fields(name) if "source_id" in f["name"]]


def test_a_publisher_is_who_issued_it_not_who_copied_it():
    carried = re.compile(r"\b(via|cop(y|ied)|carried|quot(ed|ing)|citing|reprinting)\b")
    for row in csv_rows("sources"):
        assert not carried.search(row["publisher"]), row["source_id"]
        assert row["read_via"] != row["publisher"], row["source_id"]


def test_a_row_that_knows_its_sources_links_them():
    frame = pd.DataFrame({"what": ["a", "b"], "source_id": ["money-k01;money-s01", ""]})
    shown = BeautifulSoup(show_table(frame, {"what": "What"}, "c").html, "html.parser")
    number = {name: SOURCES.index(name) + 1 for name in ("money-k01", "money-s01")}
    links = {link["href"]: int(link.text) for link in shown.select("td.cites a")}
    assert links == {f"sources.html#{name}": number[name] for name in number}
    assert not shown.select("tbody tr")[1].select("a")
    assert "and 1 more" in source_links(";".join(SOURCES[:5]))


def test_a_page_is_called_by_its_heading():
    for page, title in TITLES.items():
        text = (ROOT / "book" / f"{page}.md").read_text("utf-8")
        assert re.search(r"^# (.*)", text.split("\n---\n")[1], re.M)[1] == title


def test_a_chapter_rests_on_the_rows_of_its_tables():
    rows = [row for name in tables_of("people") for row in csv_rows(name) if "grade" in row]
    told = evidence().set_index("page").loc["people"]
    reported = sum(row["grade"] == "reported" for row in rows)
    several = sum(";" in row["source_id"] for row in rows)
    sources = len({source for row in rows for source in row["source_id"].split(";")})
    expected = [len(rows), 100 * reported / len(rows), 100 * several / len(rows), sources]
    shown = told[["rows", "reported_pct", "several_pct", "sources"]]
    assert shown.tolist() == pytest.approx(expected)


def test_what_a_list_of_dates_says_is_text_and_no_markup():
    event = {"date": "2010-09", "event": "<b>&", "status": "<i>", "source_id": ""}
    assert "<b>&amp;" not in (said := date_list(pd.DataFrame([event]), "days").html)
    assert "&lt;b&gt;&amp;" in said and "&lt;i&gt;" in said
