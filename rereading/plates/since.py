"""The plate of the chapter on what happened after the article."""

from __future__ import annotations

import pandas as pd

from rereading.figures.events import draw_years_of_events
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, counted
from rereading.prose import check_that


def since(events_since: pd.DataFrame, resolutions: Number) -> PublishedFigure:
    """Return the events after the article in order, marked by evidence grade."""
    first, last = (events_since["date"].str[:4].agg(end) for end in ("min", "max"))
    to_washington = events_since[events_since["bears_on"] == "a-line-to-washington"]
    meetings = to_washington[to_washington["event"].str.contains("the American president")]
    numbers = {
        "resolutions": resolutions,
        "meetings": counted(len(meetings), *(row for _, row in meetings.iterrows())),
    }
    events = events_since.set_index("date")["event"]
    last_resolution = events[events.str.contains("UN resolution")].index.max()
    check_that("more resolutions, then {} summits", last_resolution < meetings["date"].min())
    with_japan = events_since[events_since["bears_on"] == "normal-relations"]["event"]
    check_that("none with Japan", not with_japan.str.contains(r"\bmeets\b|^First|^Second").any())
    return publish(
        "since",
        draw_years_of_events,
        events_since,
        heights=(840, 1110),
        description=f"Timeline of what followed the article, {first} to {last}: at first "
        f"{numbers['resolutions']} more resolutions, then {numbers['meetings']} summits with the "
        "American president, none with Japan. "
        + " ".join(f"{row.date}: {row.event} ({row.grade})." for row in events_since.itertuples()),
        point="First {resolutions} more resolutions, then {meetings} summits with the American "
        "president, and none with Japan.",
        caption="Filled: from the publisher’s own text; ring: as reported. A gap in the line stands for "
        "more time, though not to scale. Kim Yo-jong is the leader’s sister and a senior "
        "official. Dates are those of the place, New York for resolutions.",
        numbers=numbers,
        table=events_since,
        columns={"date": "Date", "event": "What happened", "grade": "Evidence"},
        sources=events_since["source_id"],
    )
