"""The plates of the chapter on dates."""

from __future__ import annotations

import pandas as pd

from rereading import calendar
from rereading.claims import Claim
from rereading.figures import calendar as figures
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import counted, derived, digits, label, rows
from rereading.prose import check_that

COLLISION, ARREST, FLOWN, AGAIN = "2010-09-07", "2010-09-08", "2010-09-25", "2010-11-19"
TOLD = (
    ("China cuts the supply", calendar.STOP),
    ("Tokyo gives way", calendar.CAPTAIN),
    ("The crew is released", calendar.CREW_HOME),
)


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
    check_that("before the first report of a stop", numbers["before"].value > 0)
    check_that("the captain’s release was decided {} after it", numbers["after"].value > 0)
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
    check_that("The article spans more than a century", century > 100)
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
            f"{str(numbers['recent']).capitalize()} events lie from the summit of {summit} to the article. "
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
    check_that("land within half a year of the article’s number", near.all())
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
                f"{row.label[0].upper()}{row.label[1:]}: {label(row.value, 'number', 2)}."
                for row in readings.itertuples()
            )
        ),
        point="Of {all} ways to count, {inside} land within half a year of the article’s number; "
        "read literally it is {literal}.",
        caption="Band: what rounds to the article’s number. Diamond: the literal reading. All are "
        "derived from dates.",
        numbers=numbers,
        table=readings.assign(years=[digits(value, decimals=2) for value in readings["value"]]),
        columns={"label": "How to count", "years": "Years", "changed": "What differs"},
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
    check_that("into the last twelve months before the article", (of_un["date"] <= day).all())
    check_that("nuclear tests by then", (tests["date"] < day).all())
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
