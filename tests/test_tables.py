"""What holds across lines and tables of `data/` and is too particular for a rule of the descriptor."""

from __future__ import annotations

import re

import pytest
from helpers import ROOT

from rereading.checker import DataError, parse
from rereading.claims import claim
from rereading.data import descriptor, fields, table
from rereading.numbers import source_ids

# No editor would let a number stand on these alone.
COPIES = re.compile(r"wiki|encyclop|blog|forum", re.IGNORECASE)
HEADLINES = ("china-56-percent", "nk-second-after-china", "kim-30bn-today", "rule-35-years")


def test_halves_and_owners_add_up_to_the_years_quota() -> None:
    quotas = table("export_quotas").set_index(["year", "period", "series"])["quota_t"]
    halves = 0
    for year in quotas.index.get_level_values("year").unique():
        keys = [(year, period, "all firms") for period in ("H1", "H2", "year")]
        if all(key in quotas.index for key in keys):
            first, second, whole = (quotas[key] for key in keys)
            assert first + second == pytest.approx(whole, abs=1), year
            halves += 1
    assert halves >= 5
    owners = quotas.xs((2009, "year"))[["Chinese-owned firms", "foreign-owned firms"]]
    assert owners.sum() == quotas[2009, "year", "all firms"]


def test_production_of_a_year_is_of_one_size_in_all_editions() -> None:
    production = table("world_production")
    middle = production.groupby("year")["production_t"].transform("median")
    assert (production["production_t"] / middle).between(0.5, 2).all()


def test_a_series_has_the_source_of_its_catalogue() -> None:
    home = table("money_catalogue").set_index("series_id")["source_id"]
    series = table("money_series")
    for name, cells in series.groupby("series_id")["source_id"]:
        others = set(source_ids(cells)) - set(source_ids([home[name]]))
        assert not others, f"{name}: {others}"


def test_a_table_has_a_licence_that_the_file_of_licences_names() -> None:
    named = (ROOT / "LICENSE").read_text("utf-8")
    said = {
        "facts": "the compilation is CC BY 4.0",
        "CC-BY-4.0": "CC BY 4.0",
        "etalab-2.0": "(Etalab)",
        "mixed": "by series",
        "other-pd": "public domain",
    }
    for resource in descriptor()["resources"]:
        for licence in resource["licenses"]:
            assert said[licence["name"]] in named, resource["name"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org", "www.example.org"])
def test_an_address_begins_with_http(address: str) -> None:
    field = next(field for field in fields("sources") if field["name"] == "url")
    with pytest.raises(DataError, match="line 2, column url"):
        parse("sources.csv", field, [address])
    assert parse("sources.csv", field, ["https://example.org", ""])[0] == "https://example.org"


@pytest.mark.parametrize("text", ["=SUM(A1:A9)", "+1", "-2+3", "@user"])
def test_no_text_begins_as_a_formula_of_a_spreadsheet_does(text: str) -> None:
    field = next(field for field in fields("sources") if field["name"] == "title")
    with pytest.raises(DataError, match="line 2, column title"):
        parse("sources.csv", field, [text])


@pytest.mark.parametrize("claim_id", HEADLINES)
def test_no_headline_number_stands_on_a_copy_of_an_encyclopedia_or_a_blog(claim_id: str) -> None:
    sources = table("sources").set_index("source_id")
    verdict = claim(claim_id).verdict
    assert verdict.reading is not None
    cells = [verdict.reading["source_id"]]
    cells += [] if verdict.found is None else [verdict.found["source_id"]]
    for cell in cells:
        who = [
            " ".join(sources.loc[name, ["publisher", "read_via"]]) for name in source_ids([cell])
        ]
        assert not all(map(COPIES.search, who)), f"{cell}: {who}"


def test_every_share_of_prints_and_exports_has_its_row_in_both_tables() -> None:
    """A share that is printed of China's exports is never only where it fits."""
    shares = table("export_shares").dropna(subset="share_pct")
    prints = table("prints")
    printed = prints[prints["unit"] == "pct"]
    for row in shares.itertuples():
        near = (printed["low"] - 0.5 <= row.share_pct) & (row.share_pct <= printed["high"] + 0.5)
        assert near.any(), row.share_pct
    money = table("estimates")
    asked = money[(money["unit"] == "USD bn") & (money["year"] < 2017)]
    spans = prints[prints["unit"] == "USD bn"]
    missing = [
        row.estimate_id
        for row in asked.itertuples()
        if not ((spans["low"] <= row.amount_high) & (row.amount_low <= spans["high"])).any()
    ]
    assert not missing
