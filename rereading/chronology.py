"""Dates and their order: how long rule lasted, what came first in 2010, what was added.

Every function takes tables and returns a new frame or a number; none reads a file. Days are ISO
dates; a span runs from its first day up to its last.
"""

from __future__ import annotations

import pandas as pd

from rereading.credits import united
from rereading.days import STOP

DAYS_A_YEAR = 365.2425  # the mean year of the calendar in use
ARTICLE = "article"
MONTHS_BEFORE = 12
# The two starts and the two ends of Japanese rule, each with what it takes otherwise.
STARTS = {"rule-begins": "in force", "treaty-signed": "signed"}
ENDS = {"rule-ends": "in practice", "rule-ends-in-law": "in law"}
# Days of the clash, as `clash_events` dates them.
QUOTA, CREW_HOME = "2010-07-08", "2010-09-13"
PRINTED, CAPTAIN = "2010-09-23", "2010-09-24"


def days_between(first: str, last: str) -> int:
    """Return the days from one ISO date to another. Raises `ValueError` for what is no date."""
    return int((pd.Timestamp(last) - pd.Timestamp(first)).days)


def spans_of_rule(calendar_events: pd.DataFrame) -> pd.DataFrame:
    """Return the ways to count Japanese rule over Korea, the literal one first.

    Columns: start, end (event ids), first, last (ISO dates), begins, ends (words), days, years,
    source_id. Raises `KeyError` if an event is missing.
    """
    events = calendar_events.set_index("event_id")
    rows = []
    for end, ends in ENDS.items():
        for start, begins in STARTS.items():
            first, last = events.loc[start], events.loc[end]
            days = days_between(first["date"], last["date"])
            rows.append(
                {
                    "start": start,
                    "end": end,
                    "first": first["date"],
                    "last": last["date"],
                    "begins": begins,
                    "ends": ends,
                    "days": days,
                    "years": days / DAYS_A_YEAR,
                    "source_id": united([first["source_id"], last["source_id"]]),
                }
            )
    return pd.DataFrame(rows)


def readings_of_rule(calendar_events: pd.DataFrame) -> pd.DataFrame:
    """Return every reading of "35 years" (unit: years); columns see `evidence.READING_COLUMNS`."""
    spans = spans_of_rule(calendar_events)
    rows = []
    for span in spans.itertuples():
        changed = ["start"] * (span.start != "rule-begins") + ["end"] * (span.end != "rule-ends")
        rows.append(
            {
                "reading_id": f"{'force' if span.begins == 'in force' else 'signature'}-to-"
                f"{'surrender' if span.ends == 'in practice' else 'law'}",
                "label": f"from the treaty {span.begins} ({_said(span.first)}) to the end "
                f"{span.ends} ({_said(span.last)})",
                "value": span.years,
                "grade": "derived",
                "source_id": span.source_id,
                "changed": "; ".join(changed),
            }
        )
    first, last = int(spans["first"].iloc[0][:4]), int(spans["last"].iloc[0][:4])
    rows.append(
        {
            "reading_id": "calendar-years",
            "label": f"calendar years with some Japanese rule, {first} and {last} among them",
            "value": float(last - first + 1),
            "grade": "derived",
            "source_id": spans["source_id"].iloc[0],
            "changed": "what is counted",
        }
    )
    return pd.DataFrame(rows)


CAPTAIN_AFTER = (
    "The captain’s release was decided after the stop, as firms date it; the crew had gone"
)


def readings_of_release(clash_events: pd.DataFrame) -> pd.DataFrame:
    """Return whether the release came after the cut, by who was released and what was cut.

    Unit: holds (1: after, 0: before). Columns see `evidence.READING_COLUMNS`. Raises `KeyError` if a
    day of the clash is missing.
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
    rows = []
    for reading_id, released, cut, words, changed in asked:
        source = united(days.loc[[released, cut], "source_id"])
        rows.append(
            {
                "reading_id": reading_id,
                "label": words.format(_said(released), _said(cut)),
                "value": float(days_between(cut, released) >= 0),
                "grade": "derived",
                "source_id": source,
                "changed": changed,
                # One paper told of observers who saw a retreat in the captain's release.
                "bears_out": CAPTAIN_AFTER if released == CAPTAIN else "",
            }
        )
    return pd.DataFrame(rows)


def resolutions(sanctions_and_tests: pd.DataFrame) -> pd.DataFrame:
    """Return the resolutions of the Security Council, the oldest first, with `nth` counted up."""
    found = sanctions_and_tests[sanctions_and_tests["kind"] == "UN resolution"].sort_values("date")
    return found.assign(nth=range(1, len(found) + 1)).reset_index(drop=True)


def readings_of_growing(
    sanctions_and_tests: pd.DataFrame, calendar_events: pd.DataFrame
) -> pd.DataFrame:
    """Return how many sanctions were added before the article, by period and by who adds them.

    Unit: count. A step counts up to the day of the article, in the date of the place where the
    reading stands. Columns see `evidence.READING_COLUMNS`.
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
    return pd.DataFrame(
        [
            {
                "reading_id": reading_id,
                "label": words,
                "value": float(len(rows)),
                "grade": "derived",
                "source_id": united((rows if len(rows) else by_japan)["source_id"]),
                "changed": changed,
            }
            for reading_id, rows, words, changed in chosen
        ]
    )


def _said(date: str) -> str:
    when = pd.Timestamp(date)
    return f"{when.day} {when.month_name()} {when.year}"
