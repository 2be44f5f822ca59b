"""What is right, and what is typically wrong, in exercises that ask for a number: a function a page.

Computed from the tables with the functions of the book, so that no result is typed."""

from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from rereading import chronology, compensation, import_share, lessons, people, reserves, supply
from rereading.claims import claim
from rereading.data import table
from rereading.days import ARTICLE, CLASH, CLASH_YEAR, STOP, YEAR_BEFORE_ARTICLE
from rereading.quantities import Number, counted, day_words, derived, rows

# The coarsest rounding of an answer that is fair, by unit; in any other the answer is exact.
FAIR = {"t": 10.0, "Mt": 1.0, "pct": 1.0, "pct a year": 1.0, "factor": 0.1, "USD bn": 0.1}


class Solved(NamedTuple):
    """The right number, its coarsest fair rounding, and others by name: wrong ones, what texts name."""

    right: Number
    step: float
    named: dict[str, Any]


def solved(exercise_id: str) -> Solved | None:
    """Return the solution of an exercise that asks for a number, None for any other."""
    page, _, name = exercise_id.partition("-")
    given = PAGES[page]().get(name)
    shared = lessons.numbers(page) if page in lessons.LESSONS else {}
    return given and given._replace(named={**shared, **given.named})


def _exercise(right: Number, **named: Any) -> Solved:
    return Solved(right, FAIR.get(right.unit, 0), named)


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
        "crossing": _exercise(
            derived(first, "year", source),
            clash=year,
            by_value=first_by_value,
            last=below.index[-1],
            before=before,
            share=share,
            years_above=counted(len(above), source),
        ),
        "share": _exercise(
            n["share"],
            article=asserted,
            upside_down=100 * whole / part,
            rest=100 - n["share"].value,
            against_the_rest=100 * part / (whole - part),
        ),
        "exports": _exercise(
            traded(year, "value"),
            upside_down=100 * sold["whole"] / sold["part"],
            year_after=traded(year + 1, "value").value,
            weight=traded(year, "weight").value,
            imports=traded(year, "value", "imports").value,
            part=derived(sold["part"] / 1000, "USD mn", source),
            whole=derived(sold["whole"] / 1000, "USD mn", source),
            high=replace(asserted, value=high),
            apart=derived(sold["share_pct"] - high, "points", source),
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
        "rows": _exercise(
            derived(small.count(2), "count", tables),
            first=derived(small.count(1), "count", tables),
            all=derived(len(small), "count", tables),
            claimed=claimed.count(2),
        ),
        "rank": _exercise(derived(rank, "rank", then), article=n["asserted"], above=rank - 1),
        "low": _exercise(
            derived(low, "Mt", second),
            first=derived(high, "Mt", leader),
            third=third["reserves_t"] / 1e6,
            second=second["country"],
        ),
        "world": _exercise(
            derived(times, "factor", n["claimed"], n["world"]),
            upside_down=1 / times,
            china=n["claimed"].value / n["china"].value,
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
        "cpi": _exercise(
            now_grants,
            article=n["asserted"],
            factor=rise,
            million=1000 * now_grants.value,
            upside_down=grants.value / rise.value / 1000,
        ),
        "loans": _exercise(
            now_both,
            grants_only=now_grants,
            everything=now_everything,
            loans_only=n["loans"].value * rise.value / 1000,
            million=1000 * now_both.value,
            both=both,
        ),
        "growth": _exercise(
            n["needed"],
            # The yearly factor as a percentage; as it stands it is read as a fraction of that.
            shared_out=shared,
            divided=hundred / years,
            factor=100 + growth,
            years=counted(years, grants),
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
        "share": _exercise(
            derived(share, "pct", left, whole),
            of_died=derived(100 * left.value / died.value, "pct", left, died),
            upside_down=whole.value / left.value,
            rest=100 - share,
            left=left,
            whole=whole,
            died=died,
        ),
        "price": _exercise(
            derived(times, "factor", person, demand),
            casket=derived(of_casket, "factor", casket, demand),
            upside_down=1 / times,
            dollars=derived(person["for_one"], "USD k", person),
            demand=derived(demand["for_one"], "USD k", demand),
        )._replace(step=1.0),  # of more than ten times whole ones are enough
    }


def _calendar() -> dict[str, Solved]:
    days, between = table("clash_events").set_index("date"), chronology.days_between
    stop, again, captain = STOP, lessons.LOADING, chronology.CAPTAIN
    lasted = between(stop, again)
    return {
        "stop": _exercise(
            derived(lasted, "days", days.loc[stop], days.loc[again]),
            both_ends=lasted + 1,
            from_print=between(chronology.PRINTED, again),
            from_clash=between(CLASH, again),
            captain=derived(between(stop, captain), "days", days.loc[[stop, captain]]),
            ships_left=between(stop, "2010-11-22"),
            stop=day_words(stop),
            again=day_words(again),
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
        "india": _exercise(
            derived(usual.max(), "t", source),
            with_the_odd_year=derived(since[odd_year], "t", source),
            before=came.loc[:CLASH_YEAR].max(),
            article=came[YEAR_BEFORE_ARTICLE],
            best_year=counted(int(usual.idxmax()), source, unit="year"),
            plan=derived(plan["least_t"], "t", plan),
        )
    }


def _since() -> dict[str, Solved]:
    events = table("events_since")
    first, second, *_ = rows(events[events["kind"] == supply.WITH_AMERICA])
    between = chronology.days_between(first["date"], second["date"])
    wait = chronology.days_between(ARTICLE, first["date"])
    return {
        "summits": _exercise(
            derived(between, "days", first, second),
            wait=derived(wait, "days", first),
            from_article=wait + between,
            both_ends=between + 1,
            first=day_words(first["date"]),
            second=day_words(second["date"]),
        )
    }


PAGES = {
    made.__name__.removeprefix("_"): cache(made)
    for made in (_imports, _reserves, _compensation, _people, _calendar, _supply, _since)
}
