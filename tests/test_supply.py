"""New sellers and what came since: what the ministry printed, and no open end without an event."""

import pytest
from helpers import csv_rows

from rereading import supply
from rereading.data import table


def test_the_tonnes_from_australia_are_about_those_of_the_ministry() -> None:
    came = supply.arrivals(table("trade_flows"), "Australia")
    assert came[2013] == pytest.approx(9, abs=3)
    assert came[2014] == pytest.approx(1218, rel=0.01)


def test_deals_start_from_their_own_country() -> None:
    codes = {row["partner_country"]: row["partner_iso3"] for row in csv_rows("deals")}
    assert codes == {partner: routes[0] for partner, routes in supply.ROUTES.items()}


def test_something_came_of_every_open_end() -> None:
    outcomes = supply.outcomes(table("expectations"), table("events_since"))
    assert outcomes["dates"].notna().all()
