"""Dates and their order: how long rule lasted, what came first in 2010, what was added.

Every function takes tables and returns a new frame or a number; none reads a file. Days are ISO
dates; a span runs from its first day up to its last.
"""

import pandas as pd

from rereading.days import STOP
from rereading.evidence import readings
from rereading.quantities import derived

DAYS_A_YEAR = 365.2425  # the mean year of the calendar in use
# Japanese rule by its start and its end: a reading, its two events, their words, what is otherwise.
RULE = (
    ("force-to-surrender", "rule-begins", "in force", "rule-ends", "in practice", ""),
    ("signature-to-surrender", "treaty-signed", "signed", "rule-ends", "in practice", "start"),
    ("force-to-law", "rule-begins", "in force", "rule-ends-in-law", "in law", "end"),
    ("signature-to-law", "treaty-signed", "signed", "rule-ends-in-law", "in law", "start; end"),
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
    for reading_id, start, begins, end, ends, changed in RULE:
        first, last = events.loc[start], events.loc[end]
        years = days_between(first["date"], last["date"]) / DAYS_A_YEAR
        label = (
            f"from the treaty {begins} ({_long_day(first['date'])}) to the end {ends} "
            f"({_long_day(last['date'])})"
        )
        rows.append((reading_id, label, derived(years, "years", first, last), changed))
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
    words = {
        CREW_HOME: "the crew flew home on",
        CAPTAIN: "the captain’s release was decided on",
        STOP: "firms date the stop from",
        PRINTED: "the stop stood in print on",
        QUOTA: "the quota for the whole world was cut on",
    }
    rows = []
    for reading_id, released, cut, changed in (
        ("crew-after-stop", CREW_HOME, STOP, ""),
        ("captain-after-stop", CAPTAIN, STOP, "who was released"),
        ("crew-after-print", CREW_HOME, PRINTED, "which report"),
        ("crew-after-quota", CREW_HOME, QUOTA, "what was cut"),
    ):
        label = "; ".join(f"{words[day]} {_long_day(day)}" for day in (released, cut))
        after = days_between(cut, released) >= 0
        rows.append(
            (reading_id, label, derived(after, "holds", days.loc[[released, cut]]), changed)
        )
    # One paper told of observers who saw a retreat in the captain's release.
    told = {"captain-after-stop": CAPTAIN_AFTER}
    releases = readings(rows)
    return releases.assign(bears_out=releases["reading_id"].map(told).fillna(""))


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
    day = calendar_events.set_index("event_id").loc["article", "date"]
    year_before = (pd.Timestamp(day) - pd.DateOffset(months=12)).date().isoformat()

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
