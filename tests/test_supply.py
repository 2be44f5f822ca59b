"""New sellers and what came since: sums made a second way, and dates in their order."""

from __future__ import annotations

import math

import pytest
from helpers import csv_rows

from rereading import days, supply
from rereading.data import table

FLOWS, DEALS = table("trade_flows"), table("deals")


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


def test_deals_are_dated_and_start_from_their_own_country() -> None:
    for deal in csv_rows("deals"):
        assert (deal["before_clash"] == "true") == (deal["date"] < days.CLASH)
    codes = dict(zip(DEALS["partner_country"], DEALS["partner_iso3"], strict=True))
    assert codes == {partner: routes[0] for partner, routes in supply.ROUTES.items()}


def test_events_came_after_the_article_and_every_open_end_has_one() -> None:
    events = table("events_since")
    assert (events["date"] > days.ARTICLE).all() and events["date"].is_monotonic_increasing
    lengths = {"year": 4, "month": 7, "day": 10, "report": 10}
    assert list(events["date"].str.len()) == list(events["precision"].map(lengths))
    outcomes = supply.outcomes(table("expectations"), events)
    assert list(outcomes["expectation_id"]) == list(table("expectations")["expectation_id"])
    assert outcomes["dates"].notna().all()
