"""What if North Korea had another tonnage, or stood in another edition of the table?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd

from rereading import reserves
from rereading.data import table
from rereading.numbers import join, label, words
from rereading.whatif.form import Control, WhatIf, sources_html

KEY = "try-reserves"
LARGEST_MT = 250  # beyond every reserve and every figure named for the North, rock aside
BASE = "base"


def what_if(reserves_table: pd.DataFrame, reserve_base: pd.DataFrame) -> WhatIf:
    """Return the what-if on the second place: the edition and a tonnage for the North."""
    tables = rankings(reserves_table, reserve_base)
    edition, tonnage = str(reserves.ARTICLE_EDITION), reserves.CLAIMED_MT
    controls = (
        Control(
            "edition",
            "Edition of the table",
            "select",
            edition,
            {
                name: f"{reserves.BASE_EDITION}, reserve base" if name == BASE else name
                for name in tables
            },
            hint="January of each year; the article appeared in "
            f"{reserves.ARTICLE_EDITION}. Of some editions we could read a few countries only.",
        ),
        Control(
            "tonnage",
            "Tonnage for North Korea, in million tonnes",
            "number",
            str(tonnage),
            low=1,
            high=LARGEST_MT,
        ),
    )
    return WhatIf(
        key=KEY,
        title="The ranking with North Korea set in",
        controls=controls,
        columns={"place": "Rank", "country": "Country", "tonnes": "Oxide"},
        sentence=sentence(edition, tables[edition], tonnage, words(tonnage, "Mt")),
        more=second_in_words(tables[edition]),
        rows=rows_of(edition_of(edition, tables[edition]), tonnage),
        reading_aid="Grey: the tonnages that would be exactly second in this table.",
        sources_html=sources_html([*reserves_table["source_id"], *reserve_base["source_id"]]),
        file="reserves",
    )


def files() -> dict[str, Any]:
    """Return the one file of answers, read from the tables.

    `words` and `labels` say every tonnage from one million tonnes up; `editions` holds for each
    edition its countries as rows, the stretch that is second, and `runs`: neighbouring tonnages
    whose answers differ in the tonnage alone. A run says from where to where it goes, at which
    place North Korea stands, the ranks of all rows, and the sentence, with `{tonnage}` to be set in.
    """
    span = range(1, LARGEST_MT + 1)
    tables = rankings(table("reserves"), table("reserve_base"))
    return {
        "reserves": {
            "north": reserves.NORTH_KOREA,
            "claimed": reserves.CLAIMED_MT,
            "words": [words(mt, "Mt") for mt in span],
            "labels": [label(mt, "Mt") for mt in span],
            "editions": {name: edition_of(name, ranking) for name, ranking in tables.items()},
        }
    }


def rankings(reserves_table: pd.DataFrame, reserve_base: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return every table on record that ranks China, newest first, then the reserve base."""
    years = sorted(reserves.editions(reserves_table), reverse=True)
    tables = {str(year): reserves.edition(reserves_table, year) for year in years}
    return {**tables, BASE: reserves.base(reserve_base, reserves.BASE_EDITION)}


def edition_of(name: str, ranking: pd.DataFrame) -> dict[str, Any]:
    """Return the answers for all tonnages in one edition; see `files`."""

    def same(mt: int) -> tuple[int, str]:
        return reserves.rank(ranking, mt), _level_with(ranking, mt)

    runs = []
    for _, members in groupby(range(1, LARGEST_MT + 1), key=same):
        tonnages = list(members)
        ranked = reserves.with_north_korea(ranking, tonnages[0])
        runs.append(
            {
                "from": tonnages[0],
                "to": tonnages[-1],
                "place": int(ranked.index[ranked["north_korea"]][0]),
                "ranks": [int(rank) for rank in ranked["rank"]],
                "sentence": sentence(name, ranking, tonnages[0], "{tonnage}"),
            }
        )
    low, high = reserves.second_place(ranking)
    countries = [
        {"country": country, "mt": tonnes / 1e6, "tonnes": _small(tonnes / 1e6)}
        for country, tonnes in zip(ranking["country"], ranking["reserves_t"], strict=True)
    ]
    more = second_in_words(ranking)
    return {"countries": countries, "low_mt": low, "high_mt": high, "more": more, "runs": runs}


def sentence(name: str, ranking: pd.DataFrame, tonnage_mt: int, said: str) -> str:
    """Return the rank of a tonnage in words, the tonnage as `said`, and who is level with it."""
    rank = reserves.rank(ranking, tonnage_mt)
    where = (
        f"the reserve base of {reserves.BASE_EDITION}" if name == BASE else f"the edition of {name}"
    )
    return (
        f"Set into {where}, of which we read {words(len(ranking), 'count')} countries, {said} "
        f"would rank {words(rank, 'rank')}{_level_with(ranking, tonnage_mt)}."
    )


def second_in_words(ranking: pd.DataFrame) -> str:
    """Return the tonnages that would be exactly second in an edition, in words."""
    low, high = reserves.second_place(ranking)
    return f"To be exactly second it takes {_exact(low)} or more, and less than {_exact(high)}."


def rows_of(edition: dict[str, Any], tonnage_mt: int) -> list[dict[str, Any]]:
    """Return the ranking with North Korea set in: what the script of the page looks up."""
    run = next(run for run in edition["runs"] if run["from"] <= tonnage_mt <= run["to"])
    rows = [{**country, "role": "country"} for country in edition["countries"]]
    north = {
        "country": reserves.NORTH_KOREA,
        "mt": tonnage_mt,
        "tonnes": label(tonnage_mt, "Mt"),
        "role": "claimed" if tonnage_mt == reserves.CLAIMED_MT else "north",
    }
    rows.insert(run["place"], north)
    second = {"low_mt": edition["low_mt"], "high_mt": edition["high_mt"]}
    return [{"place": rank, **row, **second} for rank, row in zip(run["ranks"], rows, strict=True)]


def _level_with(ranking: pd.DataFrame, tonnage_mt: int) -> str:
    equal = ranking[ranking["reserves_t"] == tonnage_mt * 1e6]["country"]
    return f", level with {join(equal)}" if len(equal) else ""


def _exact(mt: float) -> str:
    """Return millions of tonnes in words, with a second decimal where the table has one."""
    return words(mt, "Mt", None if round(mt, 1) == mt else 2)


def _small(mt: float) -> str:
    """Return millions of tonnes as a label, in tonnes where millions would round to nothing."""
    return label(mt, "Mt", None if round(mt, 1) == mt else 2) if mt >= 0.1 else label(1e6 * mt, "t")
