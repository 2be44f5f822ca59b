"""Dates (ISO) and their order: how long rule lasted, what came first in 2010, what was added."""

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
        dates = events.loc[[start, end], "date"]
        first, last = map(_long_day, dates)
        label = f"from the treaty {begins} ({first}) to the end {ends} ({last})"
        years = days_between(*dates) / DAYS_A_YEAR
        rows.append((reading_id, label, derived(years, "years", events.loc[[start, end]]), changed))
    first, last = events.loc["rule-begins"], events.loc["rule-ends"]
    from_year, to_year = int(first["date"][:4]), int(last["date"][:4])
    label = f"calendar years with some Japanese rule, {from_year} and {to_year} among them"
    number = derived(to_year - from_year + 1, "years", first, last)
    return readings([*rows, ("calendar-years", label, number, "what is counted")])


def readings_of_release(clash_events: pd.DataFrame) -> pd.DataFrame:
    """Return whether the release came after the cut (unit: holds), by who and what that was."""
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
        after = derived(released >= cut, "holds", days.loc[[released, cut]])
        rows.append((reading_id, label, after, changed))
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
    """Return how many sanctions were added up to the day of the article (unit: count)."""
    day = calendar_events.set_index("event_id").loc["article", "date"]
    year_before = f"{int(day[:4]) - 1}{day[4:]}"
    of_un = resolutions(sanctions_and_tests)
    by_japan = sanctions_and_tests.query("kind == 'Japan’s own measure' and effect == 'adds'")
    twelve_months = f"'{year_before}' < date <= '{day}'"
    chosen = (
        ("twelve-months", of_un.query(twelve_months),
         "resolutions of the Security Council in the twelve months up to the article", ""),
        ("days-before-in-korea", of_un.query(f"'{year_before}' < date_korea < '{day}'"),
         "the same, without the one that came on the very day by Korea’s clocks", "which clocks"),
        ("since-the-first", of_un.query(f"date <= '{day}'"),
         "resolutions of the Security Council from the first on", "period"),
        ("japan-twelve-months", by_japan.query(twelve_months),
         "new measures of Japan’s own in the twelve months up to the article", "who adds"),
    )  # fmt: skip
    return readings(
        (name, label, derived(len(rows), "count", rows if len(rows) else by_japan), changed)
        for name, rows, label, changed in chosen
    )


def _long_day(date: str) -> str:
    when = pd.Timestamp(date)
    return f"{when.day} {when.month_name()} {when.year}"
