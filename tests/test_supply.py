"""New sellers and what came since: sums made a second way, and edges on invented trade and deals."""

from __future__ import annotations

import math

import pandas as pd
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


# --- Edges, on invented trade and deals -------------------------------------------------------------


def sent(tonnes: dict[int, float], code: str = "VNM") -> pd.DataFrame:
    """Return flows of one seller to Japan up to 2017, worth a thousand dollars a year."""
    by_year = {2016: 0.0, 2017: 0.0} | tonnes
    columns = {"quantity_t": list(by_year.values()), "value_kusd": 1.0, "source_id": "s"}
    flows = pd.DataFrame({"year": list(by_year), **columns})
    return flows.assign(exporter_iso3=code, importer_iso3="JPN", hs="2846.90")


def deal(low: float, high: float, date: str = "2011-01-01", kind: str = "offtake") -> pd.DataFrame:
    """Return one deal with Vietnam."""
    dated = {"date": date, "before_clash": date <= days.CLASH, "kind": kind, "source_id": "d"}
    tonnes = {"planned_low_t": low, "planned_high_t": high}
    return pd.DataFrame([{"partner_country": "Vietnam", **dated, **tonnes}])


def counts(deals: pd.DataFrame, flows: pd.DataFrame) -> pd.Series:
    return supply.readings_of_new_deals(deals, flows).set_index("reading_id")["value"]


def test_only_deals_between_the_clash_and_the_article_are_new() -> None:
    flows = sent({2012: 9.0})
    for made, found in (
        (deal(1, 2, "2017-08-05"), 1),
        (deal(1, 2, days.ARTICLE), 0),
        (deal(1, 2, days.CLASH), 0),
        (deal(1, 2, kind="company plant"), 0),
        (DEALS.iloc[:0], 0),
    ):
        assert len(supply.between(made)) == counts(made, flows)["named-with-a-new-deal"] == found
    older = pd.concat([deal(1, 2), deal(1, 2, days.CLASH)])
    assert counts(older, flows)["named-without-an-older-deal"] == 0


def test_neither_a_plant_of_a_company_nor_a_later_deal_is_a_plan() -> None:
    deals = [deal(10, 20), deal(1, 2, kind="company plant"), deal(50, 60, days.ARTICLE)]
    (plan,) = supply.plans(pd.concat(deals)).itertuples()
    assert (plan.least_t, plan.most_t) == (10, 20)
    assert counts(pd.concat(deals[:2]), sent({2012: 9.0}))["smallest-plan-met"] == 0


def test_a_plan_is_met_by_as_much_as_it_names_and_only_after_the_clash() -> None:
    met = ["smallest-plan-met-by-the-article", "smallest-plan-met", "largest-plan-met"]
    for tonnes, found in (
        ({2010: 90.0, 2011: 9.0}, [0, 0, 0]),
        ({2011: 10.0, 2017: 0.0}, [1, 1, 0]),
        ({2016: 10.0, 2017: 20.0}, [1, 1, 1]),
        ({2016: 9.0, 2017: 20.0}, [0, 1, 1]),
    ):
        assert counts(deal(10, 20), sent(tonnes))[met].tolist() == found, tonnes


def test_as_much_as_in_the_year_of_the_clash_is_not_more() -> None:
    for before, after, found in ((5.0, 5.0, 0), (5.0, 5.1, 1)):
        flows = sent({days.CLASH_YEAR: before, days.YEAR_BEFORE_ARTICLE: after})
        assert counts(deal(1, 2), flows)["more-came"] == found


def test_arrivals_run_from_2000_to_the_end_of_the_data_with_no_gap() -> None:
    arrivals = supply.arrivals(sent({1999: 7.0, 2009: 80.0}), "Vietnam")
    assert list(arrivals.index) == list(range(2000, 2018)) and arrivals.sum() == 80
