"""What if North Korea had another tonnage, or stood in another edition? Only what we read is ranked."""

from typing import Any

import pandas as pd

from rereading import reserves
from rereading.quantities import label, words
from rereading.whatif.form import Control, WhatIf, sources_html

TONNAGES_MT = (1, 250)  # beyond every reserve and every figure named for the North, rock aside
TONNAGE_LABEL = "Tonnage for North Korea, in million tonnes"
BASE = "base"


def what_if(reserves_table: pd.DataFrame, reserve_base: pd.DataFrame) -> WhatIf:
    """Return the what-if on the second place: the edition and a tonnage for the North.

    `data` holds for each edition its countries as rows, the stretch that is second, and the
    sentence, in which tonnage, rank and who is level with the North are to be set.
    """
    years = sorted(reserves.editions(reserves_table), reverse=True)
    tables = {str(year): reserves.edition(reserves_table, year) for year in years}
    tables[BASE] = reserves.base(reserve_base, reserves.BASE_EDITION)
    editions = {name: _edition(name, ranking) for name, ranking in tables.items()}
    names = {name: name for name in tables} | {BASE: f"{reserves.BASE_EDITION}, reserve base"}
    start, claimed = str(reserves.ARTICLE_EDITION), reserves.CLAIMED_MT
    ranks = range(1, max(map(len, tables.values())) + 2)
    hint = (
        f"January of each year; the article appeared in {start}. Of some editions we could read a "
        "few countries only."
    )
    return WhatIf(
        key="try-reserves",
        title="The ranking with North Korea set in",
        controls=(
            Control("edition", "Edition of the table", "select", start, names, hint),
            Control("tonnage", TONNAGE_LABEL, "number", str(claimed), TONNAGES_MT),
        ),
        columns={"place": "Rank", "country": "Country", "tonnes": "Oxide"},
        sentence=editions[start]["sentence"].format(
            tonnage=claimed,
            rank=words(reserves.rank(tables[start], claimed), "rank"),
            level="",  # nobody holds as much
        ),
        more=editions[start]["more"],
        rows=_rows(editions[start]),
        reading_aid="Grey: the tonnages that would be exactly second in this table.",
        sources_html=sources_html([*reserves_table["source_id"], *reserve_base["source_id"]]),
        data={
            "north": reserves.NORTH_KOREA,
            "claimed": claimed,
            "ranks": [words(rank, "rank") for rank in ranks],
            "editions": editions,
        },
    )


def _edition(name: str, ranking: pd.DataFrame) -> dict[str, Any]:
    """Return what the answers in one edition are made from."""
    low, high = reserves.second_place(ranking)
    of_base = f"reserve base of {reserves.BASE_EDITION}"
    where = f"the {of_base if name == BASE else f'edition of {name}'}"
    countries = [
        {"country": country, "mt": tonnes / 1e6, "tonnes": _small(tonnes / 1e6), "role": "country"}
        for country, tonnes in zip(ranking["country"], ranking["reserves_t"], strict=True)
    ]
    return {
        "sentence": f"Set into {where}, of which we read {words(len(ranking), 'count')} countries, "
        "{tonnage} million tonnes would rank {rank}{level}.",
        "more": f"To be exactly second it takes {words(low, 'Mt', _decimals(low))} or more, and "
        f"less than {words(high, 'Mt', _decimals(high))}.",
        "countries": countries,
        "second": {"low_mt": low, "high_mt": high},
    }


def _rows(edition: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the ranking with the article's tonnage for North Korea set in."""
    mt = {"mt": reserves.CLAIMED_MT, "tonnes": label(reserves.CLAIMED_MT, "Mt")}
    rows = [*edition["countries"], {"country": reserves.NORTH_KOREA, **mt, "role": "claimed"}]
    return [
        {"place": 1 + sum(one["mt"] > row["mt"] for one in rows), **row, **edition["second"]}
        for row in sorted(rows, key=lambda row: -float(row["mt"]))
    ]


def _decimals(mt: float) -> int | None:
    """Return a second decimal for millions of tonnes where the table has one."""
    return None if round(mt, 1) == mt else 2


def _small(mt: float) -> str:
    """Return millions of tonnes as a label, in tonnes where millions would round to nothing."""
    return label(mt, "Mt", _decimals(mt)) if mt >= 0.1 else label(1e6 * mt, "t")
