"""The plates of the chapter on dates."""

from __future__ import annotations

import pandas as pd

from rereading import calendar
from rereading.claims import Claim
from rereading.figures import calendar as figures
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, cell, counted, derived, label, rows
from rereading.prose import holds

ARTICLE_YEAR = 2017
LAST_FULL_YEAR = 2005  # the last whole year before Japan shut out ships and goods
COLLISION, ARREST, FLOWN, AGAIN = "2010-09-07", "2010-09-08", "2010-09-25", "2010-11-19"
TOLD = (
    ("China cuts the supply", calendar.STOP),
    ("Tokyo gives way", calendar.CAPTAIN),
    ("The crew is released", calendar.CREW_HOME),
)
GRADES = "Filled: an official table; ring: reported; half: derived."


def orders(clash_events: pd.DataFrame) -> PublishedFigure:
    """Return the article's order of cause and effect beside the dated order."""
    days = [COLLISION, ARREST, calendar.CREW_HOME, calendar.STOP, calendar.CAPTAIN, FLOWN, AGAIN]
    shown = clash_events[clash_events["date"].isin(days)]
    by_date = clash_events.set_index("date")
    crew, stop, captain = (
        by_date.loc[day] for day in (calendar.CREW_HOME, calendar.STOP, calendar.CAPTAIN)
    )
    numbers = {
        "before": derived(
            calendar.days_between(calendar.CREW_HOME, calendar.STOP), "days", crew, stop
        ),
        "after": derived(
            calendar.days_between(calendar.STOP, calendar.CAPTAIN), "days", stop, captain
        ),
    }
    holds("before the first report of a stop", numbers["before"].value > 0)
    holds("the captain’s release was decided {} after it", numbers["after"].value > 0)
    return publish(
        "orders",
        figures.draw_orders,
        TOLD,
        shown,
        calendar.CREW_HOME,
        heights=(390, 570),
        description=(
            "Two columns joined by lines. On the left the article’s order: "
            f"{'; '.join(name for name, _ in TOLD)}. "
            f"On the right the days of {calendar.STOP[:4]} in order: "
            + " ".join(f"{row.date}: {row.event}." for row in shown.itertuples())
            + f" The lines cross: the crew flew home {numbers['before']} before the first report "
            f"of a stop, and the captain’s release was decided {numbers['after']} after it."
        ),
        point="The crew was home {before} before the first report of a stop; the captain’s "
        "release was decided {after} after it.",
        caption="Lines join what the article tells with the day on which it is dated; for “gives "
        "way” that is the prosecutors’ decision about the captain. Filled: documented; ring: "
        "reported by people in the trade. China denied that there was a stop.",
        numbers=numbers,
        table=shown,
        columns={"date": "Day", "event": "What happened", "status": "How sure"},
        sources=shown["source_id"],
    )


def timeline(claim: Claim, calendar_events: pd.DataFrame) -> PublishedFigure:
    """Return the dates that the article speaks of, true to scale."""
    shown = calendar_events[calendar_events["in_article"]].sort_values("date")
    by_id = calendar_events.set_index("event_id")
    first, last = (by_id.loc[name] for name in ("rule-begins", "rule-ends"))
    start, end = (by_id.loc[name, "date"] for name in ("summit", calendar.ARTICLE))
    recent = shown[shown["date"].between(start, end)]
    numbers = {
        "asserted": claim.asserted,
        "all": counted(len(shown), *rows(shown)),
        "recent": counted(len(recent), *rows(recent)),
    }
    summit = start[:4]
    century = calendar.days_between(shown["date"].min(), shown["date"].max()) / calendar.DAYS_A_YEAR
    holds("The article spans more than a century", century > 100)
    return publish(
        "timeline",
        figures.draw_calendar,
        shown,
        (first["date"], last["date"]),
        str(claim.asserted),
        heights=(540, 960),
        description=(
            f"Timeline true to scale of {numbers['all']} dated events that the article speaks of; "
            f"a strong stretch marks the {numbers['asserted']} of Japanese rule, and "
            f"{numbers['recent']} events lie between the summit of {summit} and the article. "
            + " ".join(f"{row.date}: {row.event}." for row in shown.itertuples())
        ),
        point="The article spans more than a century, yet {recent} of its {all} dates lie after "
        f"{int(summit) - 1}; the strong stretch is what it calls {{asserted}}.",
        caption="The line is true to scale; the labels are spread out to be read. Days are from the "
        "record: the article itself often gives a year or none.",
        numbers=numbers,
        table=shown,
        columns={"date": "Day", "event": "What happened", "topic": "Topic", "grade": "Evidence"},
        sources=shown["source_id"],
    )


def spans(claim: Claim) -> PublishedFigure:
    """Return the ways to count Japanese rule, with the band."""
    readings = claim.readings
    inside = readings[readings["in_band"]]
    numbers = {
        "all": counted(len(readings), *rows(readings)),
        "inside": counted(len(inside), *rows(inside)),
        "literal": claim.number(claim.literal["reading_id"], decimals=2),
    }
    near = (inside["value"] - claim.asserted.value).abs() <= 0.5
    holds("land within half a year of the article’s number", near.all())
    return publish(
        "spans",
        figures.draw_spans,
        readings,
        claim.band,
        f"the article: {label(claim.asserted.value, 'number')}",
        heights=(310, 400),
        description=(
            f"Dot plot of {numbers['all']} ways to count the years of Japanese rule over Korea; "
            f"{numbers['inside']} lie in the band around the article’s {claim.asserted}. "
            f"The literal reading gives {numbers['literal']}. "
            + " ".join(
                f"{row.label}: {label(row.value, 'number', 2)}." for row in readings.itertuples()
            )
        ),
        point="Of {all} ways to count, {inside} land within half a year of the article’s number; "
        "read literally it is {literal}.",
        caption="Band: what rounds to the article’s number. Diamond: the literal reading. All are "
        "derived from dates.",
        numbers=numbers,
        table=readings,
        columns={"label": "How to count", "value": "Years", "changed": "What is otherwise"},
        sources=readings["source_id"],
    )


def sanctions(sanctions_and_tests: pd.DataFrame, calendar_events: pd.DataFrame) -> PublishedFigure:
    """Return resolutions counted up, with tests and Japan's own measures."""
    of_un = calendar.resolutions(sanctions_and_tests)
    tests, own = (
        sanctions_and_tests[sanctions_and_tests["kind"] == kind]
        for kind in ("nuclear test", "Japan’s own measure")
    )
    day = calendar_events.set_index("event_id").loc[calendar.ARTICLE, "date"]
    start = (pd.Timestamp(day) - pd.DateOffset(months=calendar.MONTHS_BEFORE)).date().isoformat()
    late = of_un[of_un["date"] > start]
    numbers = {
        "all": counted(len(of_un), *rows(of_un)),
        "late": counted(len(late), *rows(late)),
        "tests": counted(len(tests), *rows(tests)),
    }
    holds("in the last twelve months before the article", (of_un["date"] <= day).all())
    holds("into the last twelve months before the article", (of_un["date"] <= day).all())
    holds("nuclear tests by then", (tests["date"] < day).all())
    holds(
        "Japan’s last mark prolongs older bans",
        own.sort_values("date")["effect"].iloc[-1] == "keeps",
    )
    return publish(
        "sanctions",
        figures.draw_steps,
        of_un,
        tests,
        own,
        (start, day),
        heights=(360, 400),
        description=(
            f"Step line of resolutions of the Security Council on North Korea, counted up from "
            f"{of_un['date'].iloc[0][:4]}: {numbers['all']} in all, {numbers['late']} of them in "
            f"the last twelve months before the article. Below it {numbers['tests']} nuclear "
            "tests and Japan’s own measures. "
            + " ".join(f"{row.date}: {row.label}." for row in sanctions_and_tests.itertuples())
        ),
        point="Of {all} resolutions, {late} fell into the last twelve months before the article; "
        "it had come to {tests} nuclear tests by then.",
        caption="Dates of resolutions are those of New York. The shaded year ends on the day the "
        "article ran. Japan’s last mark prolongs older bans.",
        numbers=numbers,
        table=sanctions_and_tests,
        columns={
            "date": "Day",
            "date_korea": "Day in Korea",
            "kind": "Kind",
            "label": "What",
            "content": "What it adds",
            "grade": "Evidence",
        },
        sources=sanctions_and_tests["source_id"],
    )


def flights(missile_flights: pd.DataFrame) -> PublishedFigure:
    """Return missile flights by year."""
    shown = missile_flights.rename(columns={"flights": "amount"})
    by_year = shown.set_index("year")
    peak = int(by_year["amount"].idxmax())
    before, last = peak - 4, int(by_year.index.max())
    numbers = {
        "peak": Number(by_year.loc[peak, "amount"], "count", "derived", _ids(shown)),
        "peak_year": Number(peak, "year", "derived", _ids(shown)),
        "quiet": counted(int((shown["amount"] == 0).sum()), shown.iloc[0]),
        "years": counted(len(shown), shown.iloc[0]),
    }
    holds("part of it lies after the article", last == ARTICLE_YEAR)
    holds("For years there were none", numbers["quiet"].value >= 2)
    holds("the year before the article", peak == ARTICLE_YEAR - 1)
    return publish(
        "flights",
        figures.draw_yearly,
        shown,
        (int(by_year.index.min()), last),
        "missiles flown in the year",
        {
            year: str(int(by_year.loc[year, "amount"]))
            for year in (2006, 2009, before + 2, peak, last)
        },
        "",
        heights=(260, 260),
        description=(
            f"Marks on stems: missiles that North Korea flew each year from "
            f"{by_year.index.min()} to {last}. In {numbers['quiet']} of {numbers['years']} years "
            f"none; the most, {numbers['peak']}, in {numbers['peak_year']}. "
            + " ".join(f"{row.year}: {row.amount}." for row in shown.itertuples())
        ),
        point="For years there were none; in {peak_year}, the year before the article, {peak}.",
        caption="Counted from one data file. The last year is a "
        "whole year, so part of it lies after the article. Half: derived.",
        numbers=numbers,
        table=missile_flights,
        columns={
            "year": "Year",
            "flights": "Flights",
            "launch_days": "Days with flights",
            "note": "Note",
        },
        sources=shown["source_id"],
    )


def trade(north_korea_trade: pd.DataFrame, unit: str) -> PublishedFigure:
    """Return Japan's yearly trade with North Korea in one unit, yen or dollars."""
    shown = calendar.trade(north_korea_trade, unit)
    by_year = shown.set_index("year")
    yen = unit == "JPY bn"
    peak = int(by_year["amount"].idxmax())
    known = by_year[by_year["amount"] > 0]
    last, late = int(known.index.max()), LAST_FULL_YEAR
    first = int(by_year.index.min())
    numbers = {
        "peak": cell(by_year.loc[peak], "amount"),
        "peak_year": Number(peak, "year", by_year.loc[peak, "grade"], _ids(shown)),
        "late": cell(by_year.loc[late], "amount"),
        "last": cell(by_year.loc[last], "amount"),
        "last_year": Number(last, "year", by_year.loc[last, "grade"], _ids(shown)),
    }
    notes = {
        year: label(amount, "number", 1 if amount < 10 else 0)
        for year, amount in by_year.loc[sorted({first, peak, late, last}), "amount"].items()
    }
    if "more than" in by_year.loc[first, "note"]:
        notes[first] += "+"
    if yen:  # in the middle of the years without trade
        notes[(last + int(by_year.index.max())) // 2 + 1] = "nothing"
    money = "yen" if yen else "dollars"
    rice = (
        "The peak probably holds gifts of rice at the price in Japan; nobody confirms it. "
        if yen
        else ""
    )
    fiscal = "The year after {late_year} is probably a fiscal year. " if yen else ""
    if yen:
        zero = int(by_year.index[by_year["amount"] == 0].min())
        holds("nothing from {} on", (by_year.loc[zero:, "amount"] == 0).all())
        numbers["zero_year"] = Number(zero, "year", by_year.loc[zero, "grade"], _ids(shown))
    plus = "A plus: the source says “more than”. " if yen else ""
    numbers["late_year"] = Number(late, "year", "derived", _ids(shown))
    return publish(
        f"trade-{money}",
        figures.draw_yearly,
        shown,
        (first, int(by_year.index.max())),
        "billion yen, both ways" if yen else "million dollars, both ways",
        notes,
        "?",
        heights=(290, 290),
        description=(
            f"Marks on stems: Japan’s trade with North Korea in {money}, year by year as printed. "
            f"Highest {numbers['peak']} in {numbers['peak_year']}, {numbers['late']} in "
            f"{numbers['late_year']}, {numbers['last']} in {numbers['last_year']}"
            + (f", nothing from {numbers['zero_year']} on. " if yen else ". ")
            + " ".join(f"{row.year}: {label(row.amount, unit)}." for row in shown.itertuples())
        ),
        point="In "
        + money
        + ": {late} in {late_year}, {last} in {last_year}"
        + (", nothing from {zero_year} on." if yen else "."),
        caption=f"Trade both ways, from several publishers, not joined to a line. {rice}{fiscal}"
        f"A question mark: no figure was found. {plus}{GRADES}",
        numbers=numbers,
        table=shown,
        columns={
            "year": "Year",
            "amount": "Billion yen" if yen else "Million dollars",
            "period": "Period",
            "series": "Who counted",
            "grade": "Evidence",
            "note": "Note",
        },
        sources=shown["source_id"],
    )


def food(food_aid: pd.DataFrame) -> PublishedFigure:
    """Return tonnes of food aid by year of decision."""
    shown = calendar.food(food_aid)
    by_year = shown.set_index("year").assign(unit="t")
    peak, last = int(by_year["amount"].idxmax()), int(by_year.index.max())
    first, credit = int(by_year.index.min()), food_aid[food_aid["terms"] == "on credit"]
    numbers = {
        "peak": cell(by_year.loc[peak], "amount"),
        "peak_year": Number(peak, "year", "derived", _ids(shown)),
        "last": cell(by_year.loc[last], "amount"),
        "last_year": Number(last, "year", "derived", _ids(shown)),
    }
    holds("part of the first year’s rice was on credit", credit["year"].tolist() == [first])
    return publish(
        "food",
        figures.draw_yearly,
        shown,
        (int(by_year.index.min()), 2017),
        "thousand tonnes of food decided in the year",
        {
            year: label(amount / 1000, "number", 0)
            for year, amount in by_year["amount"].items()
            if amount > by_year["amount"].max() / 10
        },
        "no decision found",
        heights=(250, 250),
        description=(
            f"Marks on stems: food that Japan decided to send to North Korea. Most in "
            f"{numbers['peak_year']}: {numbers['peak']}; last in {numbers['last_year']}: "
            f"{numbers['last']}; no decision is on record after it. "
            + " ".join(f"{row.year}: {label(row.amount, 't')}." for row in shown.itertuples())
        ),
        point="Most food was decided on in {peak_year}, {peak}; the last on record is {last}, in "
        "{last_year}.",
        caption="By the year of the decision, not of arrival; part of the first year’s rice was on "
        f"credit. Other years: no decision on record. {GRADES}",
        numbers=numbers,
        table=shown,
        columns={"year": "Year", "amount": "Tonnes of food", "grade": "Evidence"},
        sources=shown["source_id"],
    )


def visits(grave_visits: pd.DataFrame) -> PublishedFigure:
    """Return visits of relatives to graves by year."""
    shown = calendar.visits(grave_visits)
    by_year = shown.set_index("year")
    last = int(by_year.index.max())
    numbers = {
        "all": counted(len(grave_visits), *rows(grave_visits)),
        "first_year": Number(int(by_year.index.min()), "year", "derived", _ids(shown)),
        "last_year": Number(last, "year", "derived", _ids(shown)),
    }
    return publish(
        "grave-visits",
        figures.draw_yearly,
        shown,
        (int(by_year.index.min()), 2017),
        "visits of relatives begun in the year",
        {year: str(int(amount)) for year, amount in by_year["amount"].items()},
        "none found",
        heights=(220, 230),
        description=(
            f"Marks on stems: {numbers['all']} visits of Japanese relatives to graves in North "
            f"Korea, from {numbers['first_year']} to {numbers['last_year']}; none was found after. "
            + " ".join(f"{row.year}: {int(row.amount)}." for row in shown.itertuples())
        ),
        point="On record are {all} visits to graves, from {first_year} to {last_year}; none was "
        "found after.",
        caption=f"Not found does not mean that there was none. {GRADES}",
        numbers=numbers,
        table=grave_visits,
        columns={
            "start": "From",
            "end": "To",
            "organiser": "Organiser",
            "relatives": "Relatives",
            "grade": "Evidence",
            "note": "Note",
        },
        sources=grave_visits["source_id"],
    )


def _ids(frame: pd.DataFrame) -> tuple[str, ...]:
    return derived(0, "count", *rows(frame)).source_ids
