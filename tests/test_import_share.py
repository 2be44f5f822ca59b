"""China, Japan and rare earths: what the ministry printed.

Every share is computed a second time in `test_two_ways.py`.
"""

import pytest

from rereading import import_share
from rereading.data import table


def test_customs_of_2010_print_82_percent_from_china_and_trade_data_agree() -> None:
    printed = {2009: 85.49, 2010: 81.61, 2011: 68.37, 2014: 59.64}  # kksoukan.com
    for year, share in printed.items():
        computed = import_share.customs_share_pct(table("import_tonnes"), year)
        assert computed == pytest.approx(share, abs=0.1)
    swept = import_share.sweep(table("trade_flows"))
    traded = import_share.fraction(swept, 2010, "weight", "Japan’s imports")
    assert traded["part"] == pytest.approx(23310, rel=0.01)
    assert traded["whole"] == pytest.approx(28564, rel=0.04)
