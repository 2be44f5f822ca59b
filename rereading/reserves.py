"""Rare-earth reserves: where a tonnage for North Korea would rank, edition by edition.

Every function takes tables and returns a new frame or a number; none reads a file.
"""

from collections.abc import Iterator

import pandas as pd

from rereading.days import ARTICLE_YEAR
from rereading.evidence import readings
from rereading.quantities import cell, derived

ARTICLE_EDITION = ARTICLE_YEAR  # of January, half a year before the article
BASE_EDITION = 2007  # the one edition whose reserve base was read with China in it
CLAIMED_MT = 200  # by the article, for the North
NORTH_KOREA = "North Korea"


def edition(reserves: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return one edition's reserves, largest first.

    Columns: country, kind, reserves_t (oxide equivalent), source_id, grade.
    One row a country, the preferred figure where several were read. Lines that stand for several
    countries ("Other countries") are left out: no country, no rank. Empty if the edition was not seen.
    """
    rows = reserves[
        (reserves["edition_year"] == year)
        & reserves["preferred"]
        & (reserves["kind"] == "country")
        & reserves["reserves_t"].notna()
    ]
    columns = ["country", "kind", "reserves_t", "source_id", "grade"]
    return rows.sort_values("reserves_t", ascending=False, kind="stable")[columns].reset_index(
        drop=True
    )


def base(reserve_base: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return one edition's reserve base in the form of `edition`, as reserves_t."""
    as_reserves = reserve_base.rename(columns={"reserve_base_t": "reserves_t"})
    return edition(as_reserves.assign(preferred=True), year)


def editions(reserves: pd.DataFrame) -> list[int]:
    """Return the editions of which China and at least one other country were seen."""
    rows = reserves[(reserves["kind"] == "country") & reserves["reserves_t"].notna()]
    countries = rows.groupby("edition_year")["country"].agg(set)
    return [year for year, seen in countries.items() if "China" in seen and len(seen) > 1]


def rank(ranking: pd.DataFrame, tonnage_mt: float) -> int:
    """Return the rank that a tonnage would take: one more than the countries above it."""
    return int((ranking["reserves_t"] > tonnage_mt * 1e6).sum()) + 1


def second_place(ranking: pd.DataFrame) -> tuple[float, float]:
    """Return the two figures between which a tonnage is exactly second, in million tonnes.

    From the lower one, that of the country now second, with which it would tie, to just below the
    higher one, that of the first.
    """
    first, second = ranking["reserves_t"].nlargest(2) / 1e6
    return float(second), float(first)


def rankings(
    reserves: pd.DataFrame, reserve_base: pd.DataFrame
) -> Iterator[tuple[str, int, pd.DataFrame]]:
    """Yield each table in which a tonnage can be ranked: its name, its edition, its countries."""
    for year in editions(reserves):
        yield "reserves", year, edition(reserves, year)
    yield "reserve base", BASE_EDITION, base(reserve_base, BASE_EDITION)


def world_total(reserves: pd.DataFrame, year: int) -> float:
    """Return the world total that an edition prints, in tonnes. `KeyError` if it was not seen."""
    rows = reserves[(reserves["edition_year"] == year) & reserves["preferred"]]
    return float(rows.set_index("kind").loc["total", "reserves_t"])


def readings_of_second(reserves: pd.DataFrame, reserve_base: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of the article's 200 million tonnes in each table (unit: rank).

    The tonnage is the premise of the sentence, which no reading changes.
    """
    rows = []
    for name, year, countries in rankings(reserves, reserve_base):
        literal = (name, year) == ("reserves", ARTICLE_EDITION)
        printed = reserves[reserves["preferred"]] if name == "reserves" else reserve_base
        of_year = printed[printed["edition_year"] == year]
        number = derived(rank(countries, CLAIMED_MT), "rank", of_year)
        reading_id = f"{CLAIMED_MT}-{name.replace(' ', '-')}-{year}"
        label = f"{CLAIMED_MT} million tonnes in the {name} table of {year}"
        rows.append((reading_id, label, number, "" if literal else "table"))
    return readings(rows)


def readings_of_claimed_tonnage(north_korea_tonnages: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "200 million tonnes, as it claims" (unit: Mt), in table order.

    What the North's own bodies said; other people's figures change the speaker, and those who
    only reject a figure make no reading, nor does what gives no single figure.
    """
    rows = north_korea_tonnages[north_korea_tonnages["standing"] != "rejection"].dropna(
        subset="quantity_mt"
    )
    cases = []
    for _, row in rows.iterrows():
        label = ", ".join(filter(None, (row["claimant"], row["date"])))
        ours = row["standing"] == "state claim"
        later = ours and row["tonnage_id"] != "nk-216-2015"
        changed = "date" if later else "" if ours else "speaker"
        cases.append((row["tonnage_id"], label, cell(row, "quantity_mt"), changed))
    return readings(cases)


def readings_of_japan_lacks(reserves: pd.DataFrame) -> pd.DataFrame:
    """Return the reading of "Japan lacks rare earths": editions that list Japan (unit: count)."""
    listed = reserves[reserves["country"] == "Japan"]["edition_year"].nunique()
    label = "editions of the reserves table that list Japan"
    return readings([("editions-with-japan", label, derived(listed, "count", reserves), "")])
