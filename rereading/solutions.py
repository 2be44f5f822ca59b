"""What is right, and what is typically wrong, in exercises that ask for a number: a function a page.

Computed from the tables with the functions of the book, so that no result is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from rereading import chronology, compensation, import_share, lessons, people, reserves, supply
from rereading.claims import claim
from rereading.data import table
from rereading.days import ARTICLE, CLASH, CLASH_YEAR, STOP, YEAR_BEFORE_ARTICLE
from rereading.quantities import Number, counted, day_words, derived, rows

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
    the_claim, flows = claim("china-56-percent"), table("trade_flows")
    asserted, source, swept = the_claim.asserted, flows.iloc[0], import_share.sweep(flows)
    japan, china = import_share.SIDES
    by_weight, by_value = (
        import_share.shares(swept, measure, japan).set_index("year")["share_pct"]
        for measure in ("weight", "value")
    )
    below = by_weight[by_weight < asserted.value]
    first = int(below.loc[year + 1 :].index[0])
    above = by_weight[by_weight > asserted.value].loc[first + 1 :]
    first_by_value = by_value[by_value < asserted.value].loc[first + 1 :].index[0]
    sold = import_share.fraction(swept, year, "value", china)
    part, whole, high = n["from_china"].value, n["in_all"].value, the_claim.band.high

    def traded(year: int, measure: str, side: str = "exports") -> Number:
        return the_claim.number(f"baci-{year}-all-lines-{measure}-{side}")

    before, share = (traded(then, "weight", "imports") for then in (first - 1, first))
    return {
        "crossing": Solved(
            derived(first, "year", source),
            EXACT,
            {"clash": year, "by-value": first_by_value, "last": below.index[-1]},
            {"before": before, "share": share, "years_above": counted(len(above), source)},
        ),
        "share": Solved(
            n["share"],
            WHOLE,
            {
                "article": asserted,
                "upside-down": 100 * whole / part,
                "rest": 100 - n["share"].value,
                "against-the-rest": 100 * part / (whole - part),
            },
        ),
        "exports": Solved(
            traded(year, "value"),
            WHOLE,
            {
                "upside-down": 100 * sold["whole"] / sold["part"],
                "year-after": traded(year + 1, "value").value,
                "weight": traded(year, "weight").value,
                "imports": traded(year, "value", "imports").value,
            },
            {
                "part": derived(sold["part"] / 1000, "USD mn", source),
                "whole": derived(sold["whole"] / 1000, "USD mn", source),
                "high": replace(asserted, value=high),
                "apart": derived(sold["share_pct"] - high, "points", source),
            },
        ),
    }


def _reserves() -> dict[str, Solved]:
    n, editions = lessons.numbers("reserves"), table("reserves")
    rankings = list(reserves.rankings(editions, table("reserve_base")))
    small, claimed = (
        [reserves.rank(countries, n[name].value) for _, _, countries in rankings]
        for name in ("small", "claimed")
    )
    tables = editions[editions["edition_year"].isin([year for _, year, _ in rankings])]
    then, now = (reserves.edition(editions, year) for year in (reserves.ARTICLE_EDITION, 2025))
    rank = reserves.rank(then, n["claimed"].value)
    low, high = reserves.second_place(now)
    leader, second, third = (now.iloc[place] for place in range(3))
    times = n["claimed"].value / n["world"].value
    return {
        "rows": Solved(
            derived(small.count(2), "count", tables),
            EXACT,
            {
                "first": derived(small.count(1), "count", tables),
                "all": derived(len(small), "count", tables),
                "claimed": claimed.count(2),
            },
        ),
        "rank": Solved(
            derived(rank, "rank", then), EXACT, {"article": n["asserted"], "above": rank - 1}
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
    n, then = lessons.numbers("compensation"), claim("south-korea-300m")
    grants, both, everything = map(then.number, ("grants", "with-loans", "with-credits"))
    rise = n["rise"]
    now_grants, now_both, now_everything = (
        derived(amount.value * rise.value / 1000, "USD bn", amount, rise, decimals=2)
        for amount in (grants, both, everything)
    )
    years = compensation.END - compensation.START
    growth, hundred = n["needed"].value, compensation.ASSERTED_FACTOR
    shared = derived(100 * (hundred - 1) / years, "pct a year", grants)
    return {
        "cpi": Solved(
            now_grants,
            ONE_DECIMAL,
            {
                "article": n["asserted"],
                "factor": rise,
                "million": 1000 * now_grants.value,
                "upside-down": grants.value / rise.value / 1000,
            },
        ),
        "loans": Solved(
            now_both,
            ONE_DECIMAL,
            {
                "grants-only": now_grants,
                "everything": now_everything,
                "loans-only": n["loans"].value * rise.value / 1000,
                "million": 1000 * now_both.value,
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
    persons = people.numbers(table("remains"), "row_id", "value")
    left, died, whole = (persons[row] for row in (people.MINISTRY, "r01", people.ALL_THEATRES))
    share = 100 * left.value / whole.value
    costs = people.each(table("recovery_costs")).set_index("cost_id")
    demand, person, casket = costs.loc[["demand-usd", "us-persons", "us-caskets"]].pipe(rows)
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
    stop, again, captain = STOP, lessons.LOADING, chronology.CAPTAIN
    lasted = between(stop, again)
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
    plan = supply.plans(table("deals")).loc["India"]
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
                "plan": derived(plan["least_t"], "t", plan),
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
