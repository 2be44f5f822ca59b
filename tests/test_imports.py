"""China, Japan and rare earths: every share a second way from the CSV, and what must not matter."""

from __future__ import annotations

import itertools
import math
from functools import cache

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import claims, imports
from rereading.data import table

JAPAN, CHINA = "Japan’s imports", "China’s exports"
CODES = {
    "metals": ["2805.30"],
    "cerium compounds": ["2846.10"],
    "other compounds": ["2846.90"],
    "metals and cerium compounds": ["2805.30", "2846.10"],
    "metals and other compounds": ["2805.30", "2846.90"],
    "cerium compounds and other compounds": ["2846.10", "2846.90"],
    "all lines": ["2805.30", "2846.10", "2846.90"],
}
COLUMNS = {"weight": "quantity_t", "value": "value_kusd"}


@cache
def swept() -> pd.DataFrame:
    return imports.sweep(table("trade_flows"))


@cache
def amounts() -> dict[tuple[str, str, str, str], list[float]]:
    """Return every amount by year, product line, flow and column, summed by nobody yet."""
    found: dict[tuple[str, str, str, str], list[float]] = {}
    for row in csv_rows("trade_flows"):
        flows = [JAPAN] * (row["importer"] == "Japan") + [CHINA] * (row["exporter"] == "China")
        flows += ["both"] * (len(flows) == 2)
        for flow, column in itertools.product(flows, COLUMNS.values()):
            key = (row["year"], row["hs"], flow, column)
            found.setdefault(key, []).append(float(row[column] or 0))
    return found


def plain_sum(year: int, lines: str, measure: str, flow: str) -> float:
    return math.fsum(
        amount
        for code in CODES[lines]
        for amount in amounts().get((str(year), code, flow, COLUMNS[measure]), [])
    )


def test_every_share_comes_out_the_same_in_plain_python() -> None:
    for row in swept().itertuples():
        part = plain_sum(row.year, row.lines, row.measure, "both")
        whole = plain_sum(row.year, row.lines, row.measure, row.side)
        assert row.part == pytest.approx(part, rel=1e-12) and 0 < part <= whole
        assert row.whole == pytest.approx(whole, rel=1e-12)
        assert row.share_pct == pytest.approx(100 * part / whole, rel=1e-12)


def test_there_is_a_share_for_every_year_set_measure_and_side_that_data_allow() -> None:
    """Before 2000 only metals have weights."""
    by_value = 30 * len(CODES) * 2
    by_weight = (30 + 25 * (len(CODES) - 1)) * 2
    assert len(swept()) == by_value + by_weight
    assert not swept().duplicated(["year", "lines", "measure", "side"]).any()
    early = swept()[(swept()["year"] < 2000) & (swept()["measure"] == "weight")]
    assert set(early["lines"]) == {"metals"}
    with pytest.raises(KeyError):
        imports.fraction(swept(), 1995, "weight", JAPAN)


def test_customs_of_2010_print_82_percent_from_china() -> None:
    tonnes = {
        (row["year"], row["origin"]): float(row["quantity_t"])
        for row in csv_rows("import_tonnes")
        if row["basket"] == "finance ministry"
    }
    assert (tonnes["2010", "China"], tonnes["2010", "World"]) == (23310, 28564)
    printed = {2009: 85.49, 2010: 81.61, 2011: 68.37, 2014: 59.64}  # kksoukan.com
    for year, share in printed.items():
        computed = imports.customs_share_pct(table("import_tonnes"), year)
        assert computed == pytest.approx(share, abs=0.1)
    traded = imports.fraction(swept(), 2010, "weight", JAPAN)
    assert traded["part"] == pytest.approx(23310, rel=0.01)
    assert traded["whole"] == pytest.approx(28564, rel=0.04)


def test_neither_units_nor_order_nor_other_flows_change_a_share() -> None:
    flows = table("trade_flows")
    other = flows.iloc[[0]].assign(exporter_iso3="USA", importer_iso3="DEU", value_kusd=1e9)
    turned = pd.concat([other, flows.iloc[::-1]])
    again = imports.sweep(turned.assign(quantity_t=turned["quantity_t"] * 0.4535924))
    assert list(again["share_pct"]) == pytest.approx(list(swept()["share_pct"]), rel=1e-12)


def test_a_year_in_which_china_sold_japan_nothing_counts_as_nought() -> None:
    flows = table("trade_flows")
    chosen = (flows["year"] == 2010) & (flows["hs"] == "2805.30")
    without = flows[chosen & ((flows["exporter"] != "China") | (flows["importer"] != "Japan"))]
    (made,) = imports.totals(without).itertuples()
    assert (made.from_china_t, made.from_china_kusd) == (0, 0)
    assert made.japan_imports_t > 0 < made.china_exports_t


def test_without_an_odd_seller_the_share_is_that_of_the_rest() -> None:
    for row in imports.without_partner(table("trade_flows")).itertuples():
        rest = [
            (flow["exporter_iso3"], float(flow["quantity_t"] or 0))
            for flow in csv_rows("trade_flows")
            if (flow["importer_iso3"], flow["year"]) == ("JPN", str(row.year))
            and flow["exporter"] != row.exporter
        ]
        china = math.fsum(tonnes for code, tonnes in rest if code == "CHN")
        assert row.without_pct == pytest.approx(100 * china / math.fsum(t for _, t in rest))


def test_months_stand_in_order_of_time_without_misprints() -> None:
    months = imports.months(table("import_months"))
    known = {
        (int(row["year"]), int(row["month"])): float(row["quantity_t"])
        for row in csv_rows("import_months")
        if row["preferred"] == "true" and row["quantity_t"] and row["origin"] == "China"
    }
    seen = months.dropna(subset="from_china_t")
    when = list(zip(seen["year"], seen["month"], strict=True))
    assert dict(zip(when, seen["from_china_t"], strict=True)) == known
    assert when == sorted(when) and 663 not in known.values()


def test_a_misprint_that_contradicts_its_source_changes_no_reading() -> None:
    months, tonnes = table("import_months"), table("import_tonnes")
    worse = changed(months, lambda frame: ~frame["preferred"], "change_on_year_pct", -99.0)
    pd.testing.assert_frame_equal(
        imports.readings_of_cut_off(months, tonnes), imports.readings_of_cut_off(worse, tonnes)
    )


def test_a_month_is_never_a_year() -> None:
    readings = claims.claim("china-56-percent").readings.set_index("reading_id")
    whole = {"year", "about a year", "undated", "unspecified"}
    parts = [
        f"printed-import-{row['year']}-{row['period'].replace(' ', '-').lower()}-{row['row']}"
        for row in csv_rows("import_shares")
        if row["period"] not in whole
    ]
    parts += [
        f"printed-export-{row['row']}"
        for row in csv_rows("export_shares")
        if row["share_pct"] and row["period"] not in whole
    ]
    assert len(parts) > 10
    assert readings.loc[parts, "changed"].str.contains("months").all()
