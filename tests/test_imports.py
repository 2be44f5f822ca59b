"""China, Japan and rare earths: published figures, two ways to every share, and properties."""

from __future__ import annotations

import itertools
import math
from functools import cache

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import claims, imports
from rereading.data import table
from rereading.numbers import label

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
KEY = ["year", "lines", "measure", "side"]


@cache
def swept() -> pd.DataFrame:
    return imports.sweep(table("trade_flows"))


@cache
def amounts() -> dict[tuple[str, str, str, str], list[float]]:
    """Return every amount by year, product line, flow and column, summed by nobody yet."""
    found: dict[tuple[str, str, str, str], list[float]] = {}
    for row in csv_rows("trade_flows"):
        flows = []
        if row["importer"] == "Japan":
            flows.append(JAPAN)
        if row["exporter"] == "China":
            flows.append(CHINA)
        if len(flows) == 2:
            flows.append("both")
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


def one(year: int, lines: str, measure: str, side: str) -> pd.Series:
    return swept().set_index(KEY).loc[(year, lines, measure, side)]


def test_customs_of_2010_print_82_percent_from_china() -> None:
    customs = imports.customs_tonnes(table("import_tonnes"), 2010)
    china, world = customs.loc["China", "quantity_t"], customs.loc["World", "quantity_t"]
    assert (china, world) == (23310, 28564)
    assert round(100 * china / world, 2) == 81.61
    share = imports.customs_share_pct(table("import_tonnes"), 2010)
    assert share == pytest.approx(100 * china / world)


def test_a_year_without_customs_tonnes_is_refused() -> None:
    with pytest.raises(KeyError):
        imports.customs_share_pct(table("import_tonnes"), 1900)


def test_customs_tonnes_and_printed_percentages_agree() -> None:
    tonnes = {
        (row["year"], row["origin"]): float(row["quantity_t"])
        for row in csv_rows("import_tonnes")
        if row["basket"] == "finance ministry"
    }
    printed = {"2009": 85.49, "2010": 81.61, "2011": 68.37, "2014": 59.64}  # kksoukan.com
    for year, share in printed.items():
        assert 100 * tonnes[year, "China"] / tonnes[year, "World"] == pytest.approx(share, abs=0.1)


@pytest.mark.parametrize("lines", CODES)
def test_every_share_comes_out_the_same_in_plain_python(lines: str) -> None:
    rows = swept()[swept()["lines"] == lines]
    assert len(rows) > 0
    for row in rows.itertuples():
        part = plain_sum(row.year, lines, row.measure, "both")
        whole = plain_sum(row.year, lines, row.measure, row.side)
        assert row.part == pytest.approx(part, rel=1e-12)
        assert row.whole == pytest.approx(whole, rel=1e-12)
        assert row.share_pct == pytest.approx(100 * part / whole, rel=1e-12)


def test_the_readings_are_as_many_as_years_sets_measures_and_sides() -> None:
    years = {int(row["year"]) for row in csv_rows("trade_flows")}
    assert years == set(range(1995, 2025))
    with_weights = {year for year in years if year >= 2000}
    by_value = len(years) * len(CODES) * 2
    by_weight = (len(years) + len(with_weights) * (len(CODES) - 1)) * 2
    assert len(swept()) == by_value + by_weight == 780
    assert not swept().duplicated(KEY).any()
    assert set(swept()["lines"]) == set(CODES)


def test_only_metals_have_weights_before_2000() -> None:
    early = swept()[(swept()["year"] < 2000) & (swept()["measure"] == "weight")]
    assert set(early["lines"]) == {"metals"}
    assert set(early["year"]) == set(range(1995, 2000))


def test_trade_data_and_customs_agree_on_the_clash_year() -> None:
    fraction = imports.fraction(swept(), 2010, "weight", JAPAN)
    assert fraction["part"] == pytest.approx(23310, rel=0.01)
    assert fraction["whole"] == pytest.approx(28564, rel=0.04)


def test_of_chinas_exports_by_value_japan_took_56_percent_in_2011() -> None:
    share = imports.fraction(swept(), 2011, "value", CHINA)["share_pct"]
    assert label(share, "pct") == "56.3%"
    assert 55.5 <= share < 56.5


def test_in_the_clash_year_no_measure_puts_china_near_56_percent_of_imports() -> None:
    for measure in COLUMNS:
        assert imports.fraction(swept(), 2010, measure, JAPAN)["share_pct"] > 60


def test_every_share_lies_between_nought_and_a_hundred() -> None:
    assert swept()["share_pct"].between(0, 100).all()
    assert (swept()["part"] <= swept()["whole"]).all()
    assert (swept()["whole"] > 0).all()


def test_the_same_shipments_stand_over_both_wholes() -> None:
    wide = swept().pivot(index=["year", "lines", "measure"], columns="side", values="part")
    assert len(wide) == len(swept()) / 2
    assert (wide[JAPAN] == wide[CHINA]).all()
    assert (wide[JAPAN] > 0).all()


def test_the_lines_add_up_to_all_lines() -> None:
    for measure, side in itertools.product(COLUMNS, (JAPAN, CHINA)):
        parts = [one(2010, line, measure, side) for line in list(CODES)[:3]]
        whole = imports.fraction(swept(), 2010, measure, side)
        assert sum(part["part"] for part in parts) == pytest.approx(whole["part"])
        assert sum(part["whole"] for part in parts) == pytest.approx(whole["whole"])


@pytest.mark.parametrize("factor", [0.001, 0.4535924, 3, 1e6])
def test_a_change_of_unit_changes_no_share(factor: float) -> None:
    flows = table("trade_flows")
    scaled = flows.assign(
        quantity_t=flows["quantity_t"] * factor, value_kusd=flows["value_kusd"] * factor
    )
    again = imports.sweep(scaled)
    assert list(again["share_pct"]) == pytest.approx(list(swept()["share_pct"]), rel=1e-12)
    assert list(again["part"]) == pytest.approx(list(swept()["part"] * factor), rel=1e-12)


def test_the_order_of_the_rows_does_not_matter() -> None:
    turned = imports.sweep(table("trade_flows").iloc[::-1])
    assert list(turned["share_pct"]) == pytest.approx(list(swept()["share_pct"]), rel=1e-12)


def test_a_flow_without_china_or_japan_changes_nothing() -> None:
    flows = table("trade_flows")
    other = flows.iloc[[0]].assign(exporter_iso3="USA", importer_iso3="DEU", value_kusd=1e9)
    again = imports.sweep(pd.concat([flows, other]))
    pd.testing.assert_frame_equal(again, swept())


def test_shares_of_all_lines_are_those_of_the_sweep() -> None:
    by_weight = imports.shares(swept(), "weight", CHINA)
    assert list(by_weight["year"]) == list(range(2000, 2025))
    assert by_weight.set_index("year").loc[2010, "share_pct"] == pytest.approx(
        one(2010, "all lines", "weight", CHINA)["share_pct"]
    )
    with pytest.raises(KeyError):
        imports.fraction(swept(), 1995, "weight", JAPAN)


def test_the_emptiest_month_on_record_is_november_2010() -> None:
    months = imports.months(table("import_months"))
    lowest = months.loc[months["from_china_t"].idxmin()]
    assert (lowest["label"], lowest["from_china_t"], lowest["total_t"]) == ("Nov 2010", 634, 1173)


def test_misprints_are_kept_in_the_table_and_out_of_the_months() -> None:
    plain = csv_rows("import_months")
    set_aside = {
        (row["month"], row["quantity_t"], row["share_pct"])
        for row in plain
        if row["preferred"] == "false"
    }
    assert set_aside == {("11", "663", ""), ("9", "", "61")}
    months = imports.months(table("import_months"))
    assert 663 not in set(months["from_china_t"])
    china, total = months.set_index("label").loc["Sep 2010", ["from_china_t", "total_t"]]
    assert 100 * china / total == pytest.approx(90.3, abs=0.05)
    readings = imports.readings_of_cut_off(table("import_months"), table("import_tonnes"))
    assert readings["reading_id"].is_unique


def test_a_misprint_that_contradicts_its_source_changes_no_reading() -> None:
    months, tonnes = table("import_months"), table("import_tonnes")
    worse = changed(months, lambda frame: ~frame["preferred"], "change_on_year_pct", -99.0)
    pd.testing.assert_frame_equal(
        imports.readings_of_cut_off(months, tonnes),
        imports.readings_of_cut_off(worse, tonnes),
    )


def test_months_stand_in_order_of_time_with_gaps_unfilled() -> None:
    months = imports.months(table("import_months"))
    when = list(zip(months["year"], months["month"], strict=True))
    assert when == sorted(when)
    known = {
        (int(row["year"]), int(row["month"]))
        for row in csv_rows("import_months")
        if row["preferred"] == "true" and row["quantity_t"]
    }
    assert set(when) == known
    assert months["total_t"].isna().sum() == sum(
        (str(year), str(month)) not in totals_seen() for year, month in when
    )


def totals_seen() -> set[tuple[str, str]]:
    return {
        (row["year"], row["month"])
        for row in csv_rows("import_months")
        if row["origin"] == "World" and row["quantity_t"]
    }


def test_a_month_is_never_a_year() -> None:
    readings = imports.readings_of_56(
        *map(table, ("trade_flows", "import_tonnes", "import_shares", "export_shares"))
    ).set_index("reading_id")
    whole = {"year", "about a year", "undated", "unspecified"}
    parts = 0
    for row in csv_rows("import_shares"):
        period = row["period"].replace(" ", "-").lower()
        name = f"printed-import-{row['year']}-{period}-{row['row']}"
        if row["period"] not in whole:
            parts += 1
            assert "months" in readings.loc[name, "changed"], name
    for row in csv_rows("export_shares"):
        if row["share_pct"] and row["period"] not in whole:
            parts += 1
            assert "months" in readings.loc[f"printed-export-{row['row']}", "changed"]
    assert parts > 10


def test_readings_say_every_way_in_which_they_depart_from_the_words() -> None:
    readings = imports.readings_of_56(
        *map(table, ("trade_flows", "import_tonnes", "import_shares", "export_shares"))
    ).set_index("reading_id")
    assert readings.index.is_unique
    assert readings.index[0] == "customs-2010"
    assert readings.loc["customs-2010", "changed"] == ""
    assert readings.loc["baci-2010-all-lines-weight-imports", "changed"] == "source"
    assert (
        readings.loc["baci-2011-metals-value-exports", "changed"]
        == "source; year; product; measure; denominator"
    )
    assert readings.loc["baci-2011-all-lines-value-exports", "value"] == pytest.approx(
        one(2011, "all lines", "value", CHINA)["share_pct"]
    )
    assert readings.loc["printed-export-6", "changed"] == "denominator; year"
    assert list(readings.index[readings["changed"] == ""]) == ["customs-2010"]


def test_the_year_of_the_cut_off_brought_more_than_the_year_before() -> None:
    readings = imports.readings_of_cut_off(table("import_months"), table("import_tonnes"))
    readings = readings.set_index("reading_id")
    assert readings.loc["arrivals-2010", "value"] == pytest.approx(149, abs=0.05)
    assert readings.loc["arrivals-2010-11", "value"] == pytest.approx(24.7)
    assert readings.loc["arrivals-2010-11", "changed"] == ""


def test_without_an_odd_seller_the_share_is_that_of_the_rest() -> None:
    into_japan = [row for row in csv_rows("trade_flows") if row["importer_iso3"] == "JPN"]
    for row in imports.without_partner(table("trade_flows")).itertuples():
        of_year = [flow for flow in into_japan if flow["year"] == str(row.year)]
        rest = [flow for flow in of_year if flow["exporter"] != row.exporter]
        tonnes = {
            name: sum(float(flow["quantity_t"] or 0) for flow in flows)
            for name, flows in {
                "china": [f for f in of_year if f["exporter_iso3"] == "CHN"],
                "rest": rest,
            }.items()
        }
        assert row.without_pct == pytest.approx(100 * tonnes["china"] / tonnes["rest"])
        assert row.without_pct > row.share_pct


def test_a_year_in_which_china_sold_japan_nothing_counts_as_nought() -> None:
    flows = table("trade_flows")
    chosen = (flows["year"] == 2010) & (flows["hs"] == "2805.30")
    without = flows[chosen & ((flows["exporter"] != "China") | (flows["importer"] != "Japan"))]
    (made,) = imports.totals(without).itertuples()
    assert (made.from_china_t, made.from_china_kusd) == (0, 0)
    assert made.japan_imports_t > 0 < made.china_exports_t


def test_lines_are_counted_from_nought() -> None:
    names = ("trade_flows", "import_tonnes", "import_shares", "export_shares")
    tonnes, printed = table("import_tonnes"), table("import_shares")
    for frame in (
        imports.shares(swept(), "weight", JAPAN),
        imports.readings_of_56(*map(table, names)),
        imports.readings_of_reliance(tonnes, printed, table("trade_flows")),
    ):
        assert list(frame.index) == list(range(len(frame)))
        assert "index" not in frame


def test_reliance_is_read_for_the_clash_and_for_the_year_before_the_article() -> None:
    readings = claims.claim("relies-on-china").readings.set_index("reading_id")
    traded = readings[readings.index.str.startswith("baci-")]
    assert set(traded.index) == {
        f"baci-{year}-all-lines-{measure}-imports"
        for year in (2010, 2016)
        for measure in ("weight", "value")
    }
    assert set(traded["in_band"][traded.index.str.contains("2016")]) == {False}
