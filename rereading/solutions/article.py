"""Solutions of the chapters on the rest of the article."""

from __future__ import annotations

from rereading import calendar, imports, people, supply
from rereading.data import table
from rereading.numbers import cell, counted, day_words, derived, rows
from rereading.solutions.solved import EXACT, WHOLE, Solved


def people_share() -> Solved:
    """The part of all Japan's dead not brought home who lie in the north of Korea, in percent."""
    by_row = table("remains").set_index("row_id")
    left, died = (cell(by_row.loc[row], "value") for row in (people.MINISTRY, "r01"))
    whole = cell(by_row.loc[people.ALL_THEATRES], "value")
    share, of_died = (100 * left.value / of.value for of in (whole, died))
    return Solved(
        derived(share, "pct", left, whole),
        0.08,  # two percent is the fair rounding
        {"of-died": of_died, "upside-down": whole.value / left.value, "rest": 100 - share},
        {
            "left": left,
            "whole": whole,
            "died": died,
            "of_died": derived(of_died, "pct", left, died),
        },
    )


def people_price() -> Solved:
    """The price of one person accounted for over the price of the demand."""
    costs = people.each(table("recovery_costs")).set_index("cost_id")
    demand, person, casket = (
        costs.loc[name] for name in (people.DEMAND_USD, "us-persons", "us-caskets")
    )
    price = derived(person["for_one"], "USD k", person)
    times, casket_times = (of["for_one"] / demand["for_one"] for of in (person, casket))
    return Solved(
        derived(times, "factor", person, demand),
        WHOLE,
        {
            "casket": casket_times,
            "upside-down": 1 / times,
            "dollars": person["for_one"],
        },
        {
            "person": price,
            "demand": derived(demand["for_one"], "USD k", demand),
            "of_casket": derived(casket_times, "factor", casket, demand),
        },
    )


def calendar_stop() -> Solved:
    """Days from the day from which firms date the stop to that on which loading began again."""
    days = table("clash_events").set_index("date")
    stop, again, ships = calendar.STOP, "2010-11-19", "2010-11-22"
    lasted = calendar.days_between(stop, again)
    held = calendar.days_between(stop, calendar.CAPTAIN)
    return Solved(
        derived(lasted, "days", days.loc[stop], days.loc[again]),
        EXACT,
        {
            "both-ends": lasted + 1,
            "from-print": calendar.days_between(calendar.PRINTED, again),
            "from-clash": calendar.days_between("2010-09-07", again),
            "captain": held,
            "ships-left": calendar.days_between(stop, ships),
        },
        {
            "stop": day_words(stop),
            "again": day_words(again),
            "held": derived(held, "days", days.loc[stop], days.loc[calendar.CAPTAIN]),
        },
    )


def supply_india() -> Solved:
    """India's best year since the clash, leaving the odd one out, in tonnes."""
    flows, deals = table("trade_flows"), table("deals")
    source = flows.iloc[0]
    came = supply.arrivals(flows, "India")
    since = came.loc[supply.CLASH_YEAR + 1 :]
    odd_year = next(year for year, code in imports.ODD_FLOWS if code == "IND")
    usual = since.drop(odd_year)
    plans = supply.plans(deals, flows).set_index("partner")
    return Solved(
        derived(usual.max(), "t", source),
        6,  # to the nearest ten tonnes
        {
            "with-the-odd-year": since[odd_year],
            "before": came.loc[: supply.CLASH_YEAR].max(),
            "article": came[supply.YEAR_BEFORE_ARTICLE],
        },
        {
            "best_year": counted(int(usual.idxmax()), source, unit="year"),
            "odd": derived(since[odd_year], "t", source),
            "plan": derived(plans.loc["India", "planned_low_t"], "t", plans.loc["India"]),
        },
    )


def since_summits() -> Solved:
    """Days from the first meeting with the American president to the second."""
    events = table("events_since")
    met = events[events["kind"] == supply.WITH_AMERICA]
    first, second, *_ = rows(met)
    between = calendar.days_between(first["date"], second["date"])
    wait = calendar.days_between(supply.ARTICLE, first["date"])
    return Solved(
        derived(between, "days", first, second),
        EXACT,
        {"wait": wait, "from-article": wait + between, "both-ends": between + 1},
        {
            "first": day_words(first["date"]),
            "second": day_words(second["date"]),
            "wait": derived(wait, "days", first),
        },
    )
