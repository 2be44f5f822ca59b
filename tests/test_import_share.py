"""China, Japan and rare earths: what the ministry printed, and what must not matter.

Every share is computed a second time in `test_two_ways.py`.
"""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import claims, import_share
from rereading.data import table

JAPAN = "Japan’s imports"


@cache
def swept() -> pd.DataFrame:
    return import_share.sweep(table("trade_flows"))


def test_customs_of_2010_print_82_percent_from_china_and_trade_data_agree() -> None:
    printed = {2009: 85.49, 2010: 81.61, 2011: 68.37, 2014: 59.64}  # kksoukan.com
    for year, share in printed.items():
        computed = import_share.customs_share_pct(table("import_tonnes"), year)
        assert computed == pytest.approx(share, abs=0.1)
    traded = import_share.fraction(swept(), 2010, "weight", JAPAN)
    assert traded["part"] == pytest.approx(23310, rel=0.01)
    assert traded["whole"] == pytest.approx(28564, rel=0.04)


def test_misprints_that_contradict_their_source_change_nothing() -> None:
    months, tonnes = table("import_months"), table("import_tonnes")
    worse = changed(months, lambda frame: ~frame["preferred"], "change_on_year_pct", -99.0)
    pd.testing.assert_frame_equal(
        import_share.readings_of_cut_off(months, tonnes),
        import_share.readings_of_cut_off(worse, tonnes),
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
