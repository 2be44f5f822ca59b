"""What holds across lines and tables of `data/` and is too particular for a rule of the descriptor."""

import re

import pytest
from helpers import ROOT

from rereading.checker import DataError, parse
from rereading.claims import claim
from rereading.credits import source_ids
from rereading.data import descriptor, fields, table

# No editor would let a number stand on these alone.
COPIES = re.compile(r"wiki|encyclop|blog|forum", re.IGNORECASE)
HEADLINES = ("china-56-percent", "nk-second-after-china", "kim-30bn-today", "rule-35-years")
LICENCES = {
    "facts": "the compilation is CC BY 4.0",
    "CC-BY-4.0": "CC BY 4.0",
    "etalab-2.0": "(Etalab)",
    "mixed": "by series",
    "other-pd": "public domain",
}


def test_halves_and_owners_add_up_to_the_years_quota() -> None:
    quotas = table("export_quotas").set_index(["year", "period", "series"])["quota_t"].sort_index()
    wide = quotas.xs("all firms", level="series").unstack("period").dropna()
    assert len(wide) >= 5
    assert list(wide["H1"] + wide["H2"]) == pytest.approx(list(wide["year"]), abs=1)
    owners = quotas.xs((2009, "year"))[["Chinese-owned firms", "foreign-owned firms"]]
    assert owners.sum() == quotas[2009, "year", "all firms"]


def test_production_of_a_year_is_of_one_size_in_all_editions() -> None:
    production = table("world_production")
    middle = production.groupby("year")["production_t"].transform("median")
    assert (production["production_t"] / middle).between(0.5, 2).all()


def test_a_series_has_the_source_of_its_catalogue() -> None:
    home = table("money_catalogue").set_index("series_id")["source_id"]
    for name, cells in table("money_series").groupby("series_id")["source_id"]:
        assert set(source_ids(cells)) <= set(source_ids([home[name]])), name


def test_a_table_has_a_licence_that_the_file_of_licences_names() -> None:
    named = (ROOT / "LICENSE").read_text("utf-8")
    for resource in descriptor()["resources"]:
        for licence in resource["licenses"]:
            assert LICENCES[licence["name"]] in named, resource["name"]


def test_no_address_runs_code() -> None:
    field = next(field for field in fields("sources") if field["name"] == "url")
    with pytest.raises(DataError, match="line 2, column url"):
        parse("sources.csv", field, ["javascript:alert(1)"])


def test_no_headline_number_stands_on_a_copy_of_an_encyclopedia_or_a_blog() -> None:
    sources = table("sources").set_index("source_id")
    said = (sources["publisher"] + " " + sources["read_via"]).str.contains(COPIES)
    for verdict in (claim(claim_id).verdict for claim_id in HEADLINES):
        for it in (verdict.reading, verdict.lead):
            assert it is None or not said[list(source_ids([it["source_id"]]))].all()


def test_every_share_of_prints_and_exports_has_its_row_in_both_tables() -> None:
    """A share or sum that somebody printed is never only where it fits."""
    shares = table("export_shares")["share_pct"].dropna()
    money = table("estimates").query("unit == 'USD bn' and year < 2017")
    for unit, low, high, off in (
        ("pct", shares, shares, 0.5),
        ("USD bn", money["amount_low"], money["amount_high"], 0),
    ):
        prints = table("prints").query(f"unit == {unit!r}")
        for least, most in zip(low, high, strict=True):
            near = (prints["low"] - off <= most) & (least <= prints["high"] + off)
            assert near.any(), (least, most)
