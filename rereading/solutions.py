"""What is right, and what is typically wrong, in the exercises that ask for a number.

Computed from the tables with the functions of the book, so that no result is typed: a function a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from rereading import chronology, compensation, import_share, lessons, people, reserves, supply
from rereading.claims import claim
from rereading.data import table
from rereading.days import ARTICLE, CLASH, CLASH_YEAR, STOP, YEAR_BEFORE_ARTICLE
from rereading.quantities import Number, cell, counted, day_words, derived, rows

# The coarsest rounding of an answer that is fair.
EXACT, ONE_DECIMAL, WHOLE, TENS = 0, 0.1, 1.0, 10.0


@dataclass(frozen=True)
class Solved:
    """The right number, the coarsest rounding of it that is fair, and typical wrong ones by name.

    `places` are the names in the texts: beside those given here the numbers of the chapter's lesson
    and the wrong ones that are more than a value.
    """

    right: Number
    step: float
    wrong: dict[str, Any]
    places: Mapping[str, Number | str] = field(default_factory=dict)


def solved(exercise_id: str) -> Solved | None:
    """Return the solution of an exercise that asks for a number, None for any other."""
    page, _, name = exercise_id.partition("-")
    given = _of_page(page).get(name)
    if given is None:
        return None
    shared = lessons.numbers(page) if page in lessons.LESSONS else {}
    numbers = {k: its for k, its in given.wrong.items() if isinstance(its, Number)}
    wrong = given.wrong | {k: its.value for k, its in numbers.items()}
    named = {k.replace("-", "_"): its for k, its in numbers.items()}
    return replace(given, wrong=wrong, places={**shared, **named, **given.places})


@cache
def _of_page(page: str) -> dict[str, Solved]:
    return PAGES[page]() if page in PAGES else {}


def _imports() -> dict[str, Solved]:
    n, year = lessons.numbers("imports"), CLASH_YEAR
    said, flows = claim("china-56-percent"), table("trade_flows")
    asserted, source, swept = said.asserted, flows.iloc[0], import_share.sweep(flows)
    japan, china = import_share.SIDES
    by_weight, by_value = (
        import_share.shares(swept, measure, japan).set_index("year")["share_pct"]
        for measure in ("weight", "value")
    )
    below = by_weight[by_weight < asserted.value]
    first = int(below.loc[year + 1 :].index[0])
    above = by_weight[by_weight > asserted.value].loc[first + 1 :]
    fraction = import_share.fraction(swept, year, "value", china)
    share, part, whole = n["share"], n["from_china"], n["in_all"]
    high = replace(asserted, value=said.band.high)
    return {
        "crossing": Solved(
            Number(first, "year", "derived", (source["source_id"],)),
            EXACT,
            {
                "clash": year,
                "by-value": by_value[by_value < asserted.value].loc[first + 1 :].index[0],
                "last": below.index[-1],
            },
            {
                "before": derived(by_weight[first - 1], "pct", source),
                "share": derived(by_weight[first], "pct", source),
                "years_above": counted(len(above), source),
            },
        ),
        "share": Solved(
            share,
            WHOLE,
            {
                "article": asserted,
                "upside-down": 100 * whole.value / part.value,
                "rest": 100 - share.value,
                "against-the-rest": 100 * part.value / (whole.value - part.value),
            },
        ),
        "exports": Solved(
            derived(fraction["share_pct"], "pct", source),
            WHOLE,
            {
                "upside-down": 100 * fraction["whole"] / fraction["part"],
                "year-after": import_share.fraction(swept, year + 1, "value", china)["share_pct"],
                "weight": import_share.fraction(swept, year, "weight", china)["share_pct"],
                "imports": import_share.fraction(swept, year, "value", japan)["share_pct"],
            },
            {
                "part": derived(fraction["part"] / 1000, "USD mn", source),
                "whole": derived(fraction["whole"] / 1000, "USD mn", source),
                "high": high,
                "apart": derived(fraction["share_pct"] - high.value, "points", source),
            },
        ),
    }


def _reserves() -> dict[str, Solved]:
    n, editions = lessons.numbers("reserves"), table("reserves")
    ranks = reserves.ranks(editions, table("reserve_base"))
    small, claimed = (
        ranks[ranks["tonnage_mt"] == n[name].value]["rank"] for name in ("small", "claimed")
    )
    tables = rows(editions[editions["edition_year"].isin(ranks["edition_year"])])
    then, now = (reserves.edition(editions, year) for year in (reserves.ARTICLE_EDITION, 2025))
    rank = reserves.rank(then, n["claimed"].value)
    low, high = reserves.second_place(now)
    leader, second, third = (now.iloc[place] for place in range(3))
    times = n["claimed"].value / n["world"].value
    return {
        "rows": Solved(
            counted(int((small == 2).sum()), *tables),
            EXACT,
            {
                "first": counted(int((small == 1).sum()), *tables),
                "all": counted(len(small), *tables),
                "claimed": (claimed == 2).sum(),
            },
        ),
        "rank": Solved(
            counted(rank, *rows(then), unit="rank"),
            EXACT,
            {"article": n["asserted"], "above": rank - 1},
        ),
        "low": Solved(
            derived(low, "Mt", second),
            WHOLE,
            {"first": derived(high, "Mt", leader), "third": third["reserves_t"] / 1e6},
            {"second": second["country"]},
        ),
        "world": Solved(
            derived(times, "factor", n["claimed"], n["world"]),
            ONE_DECIMAL,
            {"upside-down": 1 / times, "china": n["claimed"].value / n["china"].value},
        ),
    }


def _compensation() -> dict[str, Solved]:
    n, items = lessons.numbers("compensation"), table("settlement").set_index("item")
    asserted, rise = n["asserted"], n["rise"]
    sums = ("grant_total", "package_grants_loans", "package_all", "loan_total")
    grants, both, everything, loans = (cell(items.loc[name], "amount") for name in sums)
    now = {
        name: derived(amount.value * rise.value / 1000, "USD bn", amount, rise, decimals=2)
        for name, amount in (("grants", grants), ("both", both), ("all", everything))
    }
    years = compensation.END - compensation.START
    growth, hundred = n["needed"].value, compensation.ASSERTED_FACTOR
    shared = derived(100 * (hundred - 1) / years, "pct a year", grants)
    return {
        "cpi": Solved(
            now["grants"],
            ONE_DECIMAL,
            {
                "article": asserted,
                "factor": rise,
                "million": 1000 * now["grants"].value,
                "upside-down": grants.value / rise.value / 1000,
            },
        ),
        "loans": Solved(
            now["both"],
            ONE_DECIMAL,
            {
                "grants-only": now["grants"],
                "everything": now["all"],
                "loans-only": loans.value * rise.value / 1000,
                "million": 1000 * now["both"].value,
            },
            {"both": both},
        ),
        "growth": Solved(
            n["needed"],
            WHOLE,
            # The yearly factor as a percentage; as it stands it is read as a fraction of that.
            {"shared-out": shared, "divided": hundred / years, "factor": 100 + growth},
            {"years": counted(years, grants)},
        ),
    }


def _people() -> dict[str, Solved]:
    by_row = table("remains").set_index("row_id")
    named = (people.MINISTRY, "r01", people.ALL_THEATRES)
    left, died, whole = (cell(by_row.loc[row], "value") for row in named)
    share = 100 * left.value / whole.value
    costs = people.each(table("recovery_costs")).set_index("cost_id")
    demand, person, casket = (
        costs.loc[name] for name in (people.DEMAND_USD, "us-persons", "us-caskets")
    )
    times, of_casket = (cost["for_one"] / demand["for_one"] for cost in (person, casket))
    return {
        "share": Solved(
            derived(share, "pct", left, whole),
            WHOLE,
            {
                "of-died": derived(100 * left.value / died.value, "pct", left, died),
                "upside-down": whole.value / left.value,
                "rest": 100 - share,
            },
            {"left": left, "whole": whole, "died": died},
        ),
        "price": Solved(
            derived(times, "factor", person, demand),
            WHOLE,
            {
                "casket": derived(of_casket, "factor", casket, demand),
                "upside-down": 1 / times,
                "dollars": derived(person["for_one"], "USD k", person),
            },
            {"demand": derived(demand["for_one"], "USD k", demand)},
        ),
    }


def _calendar() -> dict[str, Solved]:
    days, between = table("clash_events").set_index("date"), chronology.days_between
    stop, again = STOP, lessons.LOADING
    lasted, captain = between(stop, again), chronology.CAPTAIN
    return {
        "stop": Solved(
            derived(lasted, "days", days.loc[stop], days.loc[again]),
            EXACT,
            {
                "both-ends": lasted + 1,
                "from-print": between(chronology.PRINTED, again),
                "from-clash": between(CLASH, again),
                "captain": derived(between(stop, captain), "days", days.loc[[stop, captain]]),
                "ships-left": between(stop, "2010-11-22"),
            },
            {"stop": day_words(stop), "again": day_words(again)},
        )
    }


def _supply() -> dict[str, Solved]:
    flows = table("trade_flows")
    source, came = flows.iloc[0], supply.arrivals(flows, "India")
    since = came.loc[CLASH_YEAR + 1 :]
    odd_year = next(year for year, code in import_share.ODD_FLOWS if code == "IND")
    usual = since.drop(odd_year)
    plan = supply.plans(table("deals"), flows).set_index("partner").loc["India"]
    return {
        "india": Solved(
            derived(usual.max(), "t", source),
            TENS,
            {
                "with-the-odd-year": derived(since[odd_year], "t", source),
                "before": came.loc[:CLASH_YEAR].max(),
                "article": came[YEAR_BEFORE_ARTICLE],
            },
            {
                "best_year": counted(int(usual.idxmax()), source, unit="year"),
                "plan": derived(plan["planned_low_t"], "t", plan),
            },
        )
    }


def _since() -> dict[str, Solved]:
    events = table("events_since")
    first, second, *_ = rows(events[events["kind"] == supply.WITH_AMERICA])
    between = chronology.days_between(first["date"], second["date"])
    wait = chronology.days_between(ARTICLE, first["date"])
    return {
        "summits": Solved(
            derived(between, "days", first, second),
            EXACT,
            {
                "wait": derived(wait, "days", first),
                "from-article": wait + between,
                "both-ends": between + 1,
            },
            {"first": day_words(first["date"]), "second": day_words(second["date"])},
        )
    }


PAGES = {
    made.__name__.removeprefix("_"): made
    for made in (_imports, _reserves, _compensation, _people, _calendar, _supply, _since)
}
