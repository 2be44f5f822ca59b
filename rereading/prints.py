"""Numbers in print before the article: of what they were said, and how near to its story.

`data/prints.csv` holds every place that was found, whether it fits or not. What the tables of this
book report otherwise counts too, as *other*: a rule that only saw the prints that fit could not fail.
"""

import re
from functools import cache
from typing import Any

import pandas as pd

from rereading.credits import source_ids
from rereading.data import table
from rereading.days import ARTICLE

HOUSE = "JoongAng"  # the Seoul paper, its Japanese and its English edition
SAME_PAPER, SAME_STORY, OTHER = RELATIONS = ("same paper, same story", "same story", "other")
COLUMNS = ["print_id", "low", "high", "relation", "said_of", "qualifier", "date", "source_id"]

# Where else in `data/` values of a unit are reported: table, column, how many of its unit make one.
ELSEWHERE: dict[str, list[tuple[str, str, float]]] = {
    "pct": [("import_shares", "share_pct", 1), ("export_shares", "share_pct", 1)],
    "Mt": [("north_korea_tonnages", "quantity_mt", 1), ("reserves", "reserves_t", 1e6)],
    "USD bn": [("estimates", "amount_low", 1), ("estimates", "amount_high", 1)],
    "USD mn": [("settlement", "amount", 1), ("recovery_costs", "amount", 1)],
    "persons": [("abduction_counts", "value", 1), ("missing_persons", "people", 1)],
}


def last_day(date: str) -> str:
    """Return the last day that a date such as `2008, inferred` can mean, "" for what is no date."""
    known = re.match(r"\d{4}(?:-\d{2}){0,2}", date)
    return (known[0] + "-12-31"[3 * known[0].count("-") :]) if known else ""


def is_older(date: str) -> bool:
    """Return whether a date lies before the article whatever day it means; an unknown one does not."""
    return "" < last_day(date) < ARTICLE


@cache
def in_print(unit: str, event_id: str) -> pd.DataFrame:
    """Return what stood in print before the article in a unit, a row a print, low to high (`COLUMNS`)."""
    prints = table("prints")
    mine = prints[(prints["unit"] == unit) & prints["date"].map(is_older)]
    mine = mine.assign(relation=relations(mine, event_id))[COLUMNS]
    rows = [*mine.itertuples(index=False, name=None), *elsewhere(unit)]
    return pd.DataFrame(rows, columns=COLUMNS)


def relations(prints: pd.DataFrame, event_id: str) -> list[str]:
    """Return how near each print is to the story `event_id` of the article: one of `RELATIONS`."""
    sources = table("sources")
    own = set(sources[sources["publisher"].str.contains(HOUSE)]["source_id"])
    near = []
    for story, cell in zip(prints["event_id"], prints["source_id"], strict=True):
        as_told = SAME_STORY if own.isdisjoint(source_ids([cell])) else SAME_PAPER
        near.append(as_told if event_id and story == event_id else OTHER)
    return near


def elsewhere(unit: str) -> list[tuple[Any, ...]]:
    """Return the older values of a unit in tables of this book: tuples in the order of `COLUMNS`."""
    published = dict(table("sources")[["source_id", "published"]].to_numpy())
    rows = []
    for name, column, size in ELSEWHERE.get(unit, []):
        frame = table(name)
        frame = frame[(frame["grade"] != "derived") & frame[column].notna()]
        if "unit" in frame:
            frame = frame[frame["unit"] == unit]
        for value, cell in zip(frame[column] / size, frame["source_id"], strict=True):
            dates = [published[source] for source in source_ids([cell])]
            if any(map(is_older, dates)):
                rows.append(("", value, value, OTHER, f"a value of {name}", "", dates[0], cell))
    return rows
