"""Dates and their order: how long rule lasted, what came first in 2010, what was added.

Every function takes tables and returns a new frame or a number; none reads a file. Days are ISO
dates; a span runs from its first day up to its last.
"""

from __future__ import annotations

import pandas as pd

from rereading.days import STOP
from rereading.evidence import readings
from rereading.quantities import derived

DAYS_A_YEAR = 365.2425  # the mean year of the calendar in use
ARTICLE = "article"
MONTHS_BEFORE = 12
# The starts and the ends of Japanese rule: event, name in ids, words, what is taken otherwise.
STARTS = (
    ("rule-begins", "force", "in force", ""),
    ("treaty-signed", "signature", "signed", "start"),
)
ENDS = (
    ("rule-ends", "surrender", "in practice", ""),
    ("rule-ends-in-law", "law", "in law", "end"),
)
# Days of the clash, as `clash_events` dates them.
QUOTA, CREW_HOME = "2010-07-08", "2010-09-13"
PRINTED, CAPTAIN = "2010-09-23", "2010-09-24"
CAPTAIN_AFTER = (
    "The captain’s release was decided after the stop, as firms date it; the crew had gone"
)


def days_between(first: str, last: str) -> int:
    """Return the days from one ISO date to another. Raises `ValueError` for what is no date."""
    return int((pd.Timestamp(last) - pd.Timestamp(first)).days)


def readings_of_rule(calendar_events: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "35 years": by start and end, and in calendar years (years)."""
    events = calendar_events.set_index("event_id")
    rows = []
    for end, end_id, ends, other_end in ENDS:
        for start, start_id, begins, other_start in STARTS:
            first, last = events.loc[start], events.loc[end]
            years = days_between(first["date"], last["date"]) / DAYS_A_YEAR
            label = (
                f"from the treaty {begins} ({_long_day(first['date'])}) to the end {ends} "
                f"({_long_day(last['date'])})"
            )
            changed = "; ".join(filter(None, (other_start, other_end)))
            number = derived(years, "years", first, last)
            rows.append((f"{start_id}-to-{end_id}", label, number, changed))
    first, last = events.loc["rule-begins"], events.loc["rule-ends"]
    from_year, to_year = int(first["date"][:4]), int(last["date"][:4])
    label = f"calendar years with some Japanese rule, {from_year} and {to_year} among them"
    number = derived(to_year - from_year + 1, "years", first, last)
    return readings([*rows, ("calendar-years", label, number, "what is counted")])


def readings_of_release(clash_events: pd.DataFrame) -> pd.DataFrame:
    """Return whether the release came after the cut, by who was released and what was cut.

    Unit: holds (1: after, 0: before). Raises `KeyError` if a day of the clash is missing.
    """
    days = clash_events.set_index("date")
    crew, captain = "the crew flew home on {0}", "the captain’s release was decided on {0}"
    report = "firms date the stop from {1}"
    printed = "the stop stood in print on {1}"
    quota = "the quota for the whole world was cut on {1}"
    asked = (
        ("crew-after-stop", CREW_HOME, STOP, f"{crew}; {report}", ""),
        ("captain-after-stop", CAPTAIN, STOP, f"{captain}; {report}", "who was released"),
        ("crew-after-print", CREW_HOME, PRINTED, f"{crew}; {printed}", "which report"),
        ("crew-after-quota", CREW_HOME, QUOTA, f"{crew}; {quota}", "what was cut"),
    )
    releases = readings(
        (reading_id, words.format(_long_day(released), _long_day(cut)),
         derived(days_between(cut, released) >= 0, "holds", days.loc[[released, cut]]), changed)
        for reading_id, released, cut, words, changed in asked
    )  # fmt: skip
    # One paper told of observers who saw a retreat in the captain's release.
    told = [CAPTAIN_AFTER if released == CAPTAIN else "" for _, released, *_ in asked]
    return releases.assign(bears_out=told)


def resolutions(sanctions_and_tests: pd.DataFrame) -> pd.DataFrame:
    """Return the resolutions of the Security Council, the oldest first."""
    chosen = sanctions_and_tests[sanctions_and_tests["kind"] == "UN resolution"]
    return chosen.sort_values("date", ignore_index=True)


def readings_of_growing(
    sanctions_and_tests: pd.DataFrame, calendar_events: pd.DataFrame
) -> pd.DataFrame:
    """Return how many sanctions were added before the article, by period and by who adds them.

    Unit: count. A step counts up to the day of the article, in the date of the place where the
    reading stands.
    """
    day = calendar_events.set_index("event_id").loc[ARTICLE, "date"]
    year_before = (pd.Timestamp(day) - pd.DateOffset(months=MONTHS_BEFORE)).date().isoformat()

    def in_twelve_months(rows: pd.DataFrame, column: str = "date") -> pd.DataFrame:
        return rows[(rows[column] > year_before) & (rows[column] <= day)]

    of_un = resolutions(sanctions_and_tests)
    by_japan = sanctions_and_tests[
        (sanctions_and_tests["kind"] == "Japan’s own measure")
        & (sanctions_and_tests["effect"] == "adds")
    ]
    chosen = (
        ("twelve-months", in_twelve_months(of_un),
         "resolutions of the Security Council in the twelve months up to the article", ""),
        ("days-before-in-korea",
         in_twelve_months(of_un[of_un["date_korea"] < day], "date_korea"),
         "the same, without the one that came on the very day by Korea’s clocks", "which clocks"),
        ("since-the-first", of_un[of_un["date"] <= day],
         "resolutions of the Security Council from the first on", "period"),
        ("japan-twelve-months", in_twelve_months(by_japan),
         "new measures of Japan’s own in the twelve months up to the article", "who adds"),
    )  # fmt: skip
    return readings(
        (name, label, derived(len(rows), "count", rows if len(rows) else by_japan), changed)
        for name, rows, label, changed in chosen
    )


def _long_day(date: str) -> str:
    when = pd.Timestamp(date)
    return f"{when.day} {when.month_name()} {when.year}"
