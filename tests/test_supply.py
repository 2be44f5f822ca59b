"""New sellers and what came since: sums made a second way, and no open end without an event."""

from __future__ import annotations

import math

import pytest
from helpers import csv_rows

from rereading import supply
from rereading.data import table

FLOWS = table("trade_flows")


def test_the_tonnes_from_a_partner_are_those_of_its_routes() -> None:
    for partner, codes in supply.ROUTES.items():
        tonnes = math.fsum(
            float(row["quantity_t"] or 0)
            for row in csv_rows("trade_flows")
            if (row["importer_iso3"], row["year"]) == ("JPN", "2014")
            and row["exporter_iso3"] in codes
        )
        assert supply.arrivals(FLOWS, partner)[2014] == pytest.approx(tonnes)
    # Printed by the ministry for 2013 and 2014: 9 and 1,218 tonnes; trade data differ a little.
    came = supply.arrivals(FLOWS, "Australia")
    assert came[2013] == pytest.approx(9, abs=3)
    assert came[2014] == pytest.approx(1218, rel=0.01)


def test_deals_start_from_their_own_country() -> None:
    codes = {row["partner_country"]: row["partner_iso3"] for row in csv_rows("deals")}
    assert codes == {partner: routes[0] for partner, routes in supply.ROUTES.items()}


def test_something_came_of_every_open_end() -> None:
    outcomes = supply.outcomes(table("expectations"), table("events_since"))
    assert outcomes["dates"].notna().all()
