"""What each subject makes of its tables: edges of periods, gaps that stay gaps, parts that make wholes.

Every headline result is computed a second time in `test_two_ways.py`.
"""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest
from helpers import csv_rows

from rereading import chronology, compensation, days, import_share, people, reserves, supply
from rereading.claims import claim, judge
from rereading.compensation import END, START
from rereading.data import table
from rereading.verdicts import HOLDS, IN_PART

TONNE = 1e-6  # of a million tonnes
RESERVES = table("reserves")


def test_customs_of_2010_print_82_percent_from_china_and_trade_data_agree():
    printed = {2009: 85.49, 2010: 81.61, 2011: 68.37, 2014: 59.64}  # kksoukan.com
    for year, share in printed.items():
        computed = import_share.customs_share_pct(table("import_tonnes"), year)
        assert computed == pytest.approx(share, abs=0.1)
    swept = import_share.sweep(table("trade_flows"))
    traded = import_share.fraction(swept, 2010, "weight", "Japan’s imports")
    assert traded["part"] == pytest.approx(23310, rel=0.01)
    assert traded["whole"] == pytest.approx(28564, rel=0.04)


def test_second_place_ends_where_another_rank_begins():
    for _, _, ranking in reserves.rankings(RESERVES, table("reserve_base")):
        low, high = reserves.second_place(ranking)
        near = [low - TONNE, low, low + TONNE, high - TONNE, high, high + TONNE]
        assert [min(reserves.rank(ranking, mt), 3) for mt in near] == [3, 2, 2, 2, 1, 1]
    assert reserves.second_place(reserves.edition(RESERVES, 2017)) == (22, 44)


def test_a_row_for_japan_would_be_counted():
    japan = RESERVES.iloc[[0, 1]].assign(country="Japan")
    assert len(set(japan["edition_year"])) == 2
    assert reserves.readings_of_japan_lacks(pd.concat([RESERVES, japan]))["value"].tolist() == [2]


def test_the_tonnes_from_australia_are_about_those_of_the_ministry():
    came = supply.arrivals(table("trade_flows"), "Australia")
    assert came[2013] == pytest.approx(9, abs=3)
    assert came[2014] == pytest.approx(1218, rel=0.01)


def test_deals_start_from_their_own_country():
    codes = {row["partner_country"]: row["partner_iso3"] for row in csv_rows("deals")}
    assert codes == {partner: routes[0] for partner, routes in supply.ROUTES.items()}


@pytest.mark.parametrize(
    ("name", "series_id", "year"), [("us_cpi", "us_cpi_u", END), ("us_tbill", "us_tbill_3m", 1990)]
)
def test_a_gap_gives_no_number(name, series_id, year):
    method = table("money_methods").set_index("method_id").loc[name]
    series = compensation.by_year(table("money_series"))

    def once_and_ten() -> list[float]:
        once = compensation.factor(method, series, {}, START, END)
        return [once, compensation.ten_payments(method, series, {}, END)]

    assert not any(map(math.isnan, once_and_ten()))
    lost = series[series_id].pop(year)
    assert all(map(math.isnan, once_and_ten()))
    series[series_id][year] = lost
    del series[series_id][1970]
    assert math.isnan(once_and_ten()[1]), "the average of nine payments"


def test_the_settlement_adds_up_and_agrees_with_the_series_on_1965():
    sums = table("settlement").set_index("item")["amount"]
    grants, all_but_credits, everything = compensation.BASES_USD_MN
    assert sums["grant_total"] == grants == 300
    assert sums["grant_total"] + sums["loan_total"] == all_but_credits
    assert all_but_credits + sums["private_credits"] == everything == sums["package_all"]
    assert sums["grant_delivered_goods"] + sums["debt_offset"] == pytest.approx(grants)
    series = table("money_series").query("year == @START").set_index("series_id")["value"]
    rate = 1000 * sums["grant_total_yen"] / grants
    assert rate == sums["treaty_rate"] == series["jpy_per_usd"] == 360
    in_series = "jp_general_account_expenditure jp_gdp_nominal_usd kr_population jp_population"
    in_1965 = "jp_general_account_1965 jp_gdp_1965_usd sk_population_1965 jp_population_1965"
    assert [*series[in_series.split()]] == pytest.approx([*sums[in_1965.split()]], rel=1e-3)


def test_cases_and_remains_add_up_to_the_printed_counts():
    printed = {row["count_id"]: int(row["value"]) for row in csv_rows("abduction_counts")}
    fates = table("abductees").groupby("status")["people"].sum()
    assert fates.to_dict() == {people.RETURNED: 5, people.DEAD: 8, people.DENIED: 4}
    assert fates.sum() == printed["recognised"] == printed["police"] - 2  # two Korean nationals
    assert fates[people.RETURNED] == printed["returned"] == printed["said-alive"]
    persons = table("remains").set_index("row_id")["value"]
    assert persons["r01"] - persons["r02"] == persons[people.MINISTRY] == 21600


def test_nobody_is_named():
    for row in csv_rows("abductees"):
        # Two capital words in a row that are no place, paper or office would be a name.
        assert not re.search(r"\b[A-Z][a-z]+[ -][A-Z][a-z]+", row["label"])


def test_the_count_before_the_article_is_the_last_before_it():
    dates = [row["as_of"] for row in csv_rows("missing_persons")]
    assert max(date for date in dates if date < days.ARTICLE) == people.BEFORE_ARTICLE


@pytest.mark.parametrize(
    ("stop", "crew_after", "verdict"),
    [("2010-09-12", 1, HOLDS), ("2010-09-13", 1, HOLDS), ("2010-09-14", 0, IN_PART)],
)
def test_a_release_counts_as_after_the_stop_from_its_day_on(stop, crew_after, verdict, monkeypatch):
    it, clash = claim("tokyo-folded-released-crew"), table("clash_events").replace(days.STOP, stop)
    monkeypatch.setattr(chronology, "STOP", stop)
    readings = judge(chronology.readings_of_release(clash), it.band, "holds", "crew-after-stop")
    assert readings["value"][0] == crew_after
    assert replace(it, readings=readings).verdict.kind == verdict


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2017-08-06", [1, 0, 1, 1]), ("2017-08-07", [0, 0, 0, 0]),
     ("2016-08-06", [0, 0, 1, 0]), ("2016-08-07", [1, 1, 1, 1])],
)  # fmt: skip
def test_twelve_months_end_on_the_day_of_the_article(day, counted):
    steps = table("sanctions_and_tests")
    un, japan = steps["kind"] == "UN resolution", steps["kind"] == "Japan’s own measure"
    of_each = pd.concat([steps[un].head(1), steps[japan & (steps["effect"] == "adds")].head(1)])
    dated = of_each.assign(date=day, date_korea=day)
    readings = chronology.readings_of_growing(dated, table("calendar_events"))
    assert readings["value"].tolist() == counted


def test_the_parts_of_the_trade_add_up_to_the_whole_and_to_nothing_from_2010_on():
    trade = table("north_korea_trade")
    whole = trade[trade["flow"] == "both ways"]
    assert ((whole["amount"] == 0) == (whole["year"] >= 2010)).all()
    wide = trade.pivot(index=["year", "unit", "series"], columns="flow", values="amount").dropna()
    assert len(wide) > 15
    sums = list(wide["exports"] + wide["imports"])
    assert sums == pytest.approx(list(wide["both ways"]), abs=4e-3)


def test_the_rice_of_five_decisions_is_the_sum_told_in_parliament():
    aid = table("food_aid").set_index("row")
    rice = aid[(aid["item"] == "rice") & aid["counts"]]["quantity_t"]
    assert rice.sum() == aid["quantity_t"]["a20"] == 1167000
