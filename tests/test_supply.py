"""New sellers and what came since: published figures, sums made a second way, properties."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from helpers import changed, csv_rows

from rereading import supply
from rereading.claims import claim
from rereading.data import table
from rereading.verdicts import HOLDS

FLOWS, DEALS = table("trade_flows"), table("deals")


def plain_sum(codes: set[str], year: int, column: str) -> float:
    """Return what came from some countries in a year, summed from the file's text."""
    return math.fsum(
        float(row[column] or 0)
        for row in csv_rows("trade_flows")
        if row["importer_iso3"] == "JPN"
        and row["year"] == str(year)
        and row["exporter_iso3"] in codes
    )


def test_the_tonnes_from_malaysia_are_those_of_the_finance_ministry() -> None:
    # Printed by the ministry for 2013 and 2014: 9 and 1,218 tonnes; trade data differ a little.
    came = supply.arrivals(FLOWS, "Australia")
    assert came[2013] == pytest.approx(9, abs=3)
    assert came[2014] == pytest.approx(1218, rel=0.01)


def test_deals_are_split_by_their_dates() -> None:
    for deal in csv_rows("deals"):
        assert (deal["before_clash"] == "true") == (deal["date"] < supply.CLASH)
    new = supply.between(DEALS)
    assert (new["date"] > supply.CLASH).all() and (new["date"] < supply.ARTICLE).all()
    assert set(DEALS["deal_id"]) - set(new["deal_id"]) == {
        "vietnam-plant",
        "dong-pao-2009",
        "sareco",
        "lynas-2023",
    }


def test_every_partner_has_a_road_to_japan_that_starts_at_its_own_code() -> None:
    codes = dict(zip(DEALS["partner_country"], DEALS["partner_iso3"], strict=True))
    assert codes == {partner: routes[0] for partner, routes in supply.ROUTES.items()}


def test_the_planned_span_is_that_of_the_deals() -> None:
    plans = supply.plans(DEALS, FLOWS).set_index("partner")
    assert tuple(plans.loc["Vietnam", ["planned_low_t", "planned_high_t"]]) == (3000, 7000)
    assert tuple(plans.loc["Australia", ["planned_low_t", "planned_high_t"]]) == (8000, 9000)
    assert tuple(plans.loc["India", ["planned_low_t", "planned_high_t"]]) == (2000, 4100)
    assert (plans["planned_low_t"] <= plans["planned_high_t"]).all()
    assert (plans["most_t"] < plans["planned_high_t"]).all()
    for partner, row in plans.iterrows():
        codes = set(supply.ROUTES[str(partner)])
        sums = [plain_sum(codes, year, "quantity_t") for year in range(2011, 2025)]
        assert row["most_t"] == pytest.approx(max(sums))


def test_india_meets_its_smallest_plan_only_in_the_odd_year() -> None:
    came = supply.arrivals(FLOWS, "India").loc[2011:]
    assert list(came[came >= 2000].index) == [2023]
    its = FLOWS[(FLOWS["importer_iso3"] == "JPN") & (FLOWS["exporter_iso3"] == "IND")]
    sums = its.groupby("year")[["value_kusd", "quantity_t"]].sum().query("quantity_t > 0")
    prices = sums["value_kusd"] / sums["quantity_t"]
    assert prices.loc[2011:].idxmin() == 2023
    assert prices.loc[2000:2009].max() < 2  # as cheap in every year before the clash
    assert prices[2023] < 1


def test_the_claim_holds_and_falls_with_the_deals_of_a_country() -> None:
    it = claim("new-deals")
    assert it.verdict.kind == HOLDS
    assert it.literal["value"] == 3
    without = DEALS[DEALS["partner_country"] != "India"]
    readings = supply.readings_of_new_deals(without, FLOWS).set_index("reading_id")
    assert readings.loc["named-with-a-new-deal", "value"] == 2
    older = changed(DEALS, lambda d: d["partner_country"] == "India", "before_clash", True)
    readings = supply.readings_of_new_deals(older, FLOWS).set_index("reading_id")
    assert readings.loc["named-with-a-new-deal", "value"] == 2


def test_readings_that_ask_for_more_count_fewer() -> None:
    values = claim("new-deals").readings.set_index("reading_id")["value"]
    assert values["largest-plan-met"] <= values["smallest-plan-met"] <= 3
    assert values["smallest-plan-met-by-the-article"] <= values["smallest-plan-met"]
    assert values["named-without-an-older-deal"] <= values["named-with-a-new-deal"]
    assert values["all-partners"] <= values["all-partners-older-too"]


def test_events_came_after_the_article_and_every_open_end_has_one() -> None:
    events, expectations = table("events_since"), table("expectations")
    assert (events["date"] > supply.ARTICLE).all()
    assert list(events["date"]) == sorted(events["date"])
    lengths = {"year": 4, "month": 7, "day": 10, "report": 10}
    assert all(
        len(date) == lengths[precision]
        for date, precision in zip(events["date"], events["precision"], strict=True)
    )
    outcomes = supply.outcomes(expectations, events)
    assert len(outcomes) == len(expectations)
    assert outcomes["dates"].notna().all()


def test_both_claims_of_the_page_on_what_followed_hold() -> None:
    for claim_id in ("byungjin", "kju-seeks-white-house"):
        assert claim(claim_id).verdict.kind == HOLDS
    after = claim("byungjin").readings.set_index("reading_id").loc["replaced-2018"]
    assert not after["in_band"]


def test_an_empty_table_of_deals_counts_none() -> None:
    none = pd.DataFrame(DEALS.iloc[:0])
    readings = supply.readings_of_new_deals(none, FLOWS).set_index("reading_id")
    assert readings.loc["named-with-a-new-deal", "value"] == 0


# --- Edges, on invented trade and deals -------------------------------------------------------------


def sent(tonnes: dict[int, float], code: str = "VNM") -> pd.DataFrame:
    """Return flows of one seller to Japan up to 2017, worth a thousand dollars a year."""
    by_year = {2016: 0.0, 2017: 0.0} | tonnes
    columns = {"quantity_t": list(by_year.values()), "value_kusd": 1.0, "source_id": "s"}
    flows = pd.DataFrame({"year": list(by_year), **columns})
    return flows.assign(exporter_iso3=code, importer_iso3="JPN", hs="2846.90")


def deal(low: float, high: float, date: str = "2011-01-01", kind: str = "offtake") -> pd.DataFrame:
    """Return one deal with Vietnam."""
    dated = {"date": date, "before_clash": date < supply.CLASH, "kind": kind, "source_id": "d"}
    tonnes = {"planned_low_t": low, "planned_high_t": high}
    return pd.DataFrame([{"partner_country": "Vietnam", **dated, **tonnes}])


def counts(deals: pd.DataFrame, flows: pd.DataFrame) -> pd.Series:
    return supply.readings_of_new_deals(deals, flows).set_index("reading_id")["value"]


def test_a_deal_on_the_day_of_the_article_is_none_of_before_it() -> None:
    flows = sent({2012: 9.0})
    for date, found in (("2017-08-05", 1), (supply.ARTICLE, 0), (supply.CLASH, 0)):
        made = deal(1, 2, date).assign(before_clash=date <= supply.CLASH)
        assert len(supply.between(made)) == counts(made, flows)["named-with-a-new-deal"] == found
    both = pd.concat([deal(1, 2), deal(50, 60, supply.ARTICLE)])
    assert supply.plans(both, flows)["planned_high_t"].tolist() == [2]


def test_a_plant_of_a_company_is_no_deal_and_no_plan() -> None:
    plant, flows = deal(1, 2, kind="company plant"), sent({2012: 9.0})
    assert supply.between(plant).empty
    with_plant = pd.concat([plant, deal(10, 20)])
    assert supply.plans(with_plant, flows)["planned_low_t"].tolist() == [10]
    assert counts(with_plant, flows)["smallest-plan-met"] == 0


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
        flows = sent({supply.CLASH_YEAR: before, supply.YEAR_BEFORE_ARTICLE: after})
        assert counts(deal(1, 2), flows)["more-came"] == found


def test_the_best_year_lies_after_the_clash_and_arrivals_end_with_the_data() -> None:
    flows = sent({2009: 80.0, 2010: 90.0, 2011: 3.0, 2012: 4.0})
    assert list(supply.arrivals(flows, "Vietnam").index) == list(range(2000, 2018))
    plan = supply.plans(deal(1, 2), flows).iloc[0]
    assert (plan["most_year"], plan["most_t"]) == (2012, 4)
