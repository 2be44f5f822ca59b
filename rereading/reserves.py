"""Rare-earth reserves: where a tonnage for North Korea would rank, edition by edition."""

from collections.abc import Iterator

import pandas as pd

from rereading.days import ARTICLE_YEAR
from rereading.evidence import otherwise, readings
from rereading.quantities import cell, derived

ARTICLE_EDITION = ARTICLE_YEAR  # of January, half a year before the article
BASE_EDITION = 2007  # the one edition whose reserve base was read with China in it
CLAIMED_MT = 200  # by the article, for the North
NORTH_KOREA = "North Korea"


def edition(reserves: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return one edition's reserves, largest first: a row a country, the preferred figure.

    Columns: country, kind, reserves_t (oxide equivalent), source_id, grade. "Other countries" are
    left out: no country, no rank. Empty if the edition was not seen.
    """
    rows = reserves[
        (reserves["edition_year"] == year) & reserves["preferred"] & (reserves["kind"] == "country")
    ].dropna(subset="reserves_t")
    largest_first = rows.sort_values(
        "reserves_t", ascending=False, kind="stable", ignore_index=True
    )
    return largest_first[["country", "kind", "reserves_t", "source_id", "grade"]]


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
    """Return the figures of the second (a tie) and the first country, in million tonnes."""
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
    """Return the rank of the article's 200 million tonnes in each table (unit: rank)."""
    rows = []
    for name, year, countries in rankings(reserves, reserve_base):
        printed = reserves[reserves["preferred"]] if name == "reserves" else reserve_base
        of_year = printed[printed["edition_year"] == year]
        number = derived(rank(countries, CLAIMED_MT), "rank", of_year)
        reading_id = f"{CLAIMED_MT}-{name.replace(' ', '-')}-{year}"
        label = f"{CLAIMED_MT} million tonnes in the {name} table of {year}"
        changed = otherwise(table=(name, year) != ("reserves", ARTICLE_EDITION))
        rows.append((reading_id, label, number, changed))
    return readings(rows)


def readings_of_claimed_tonnage(north_korea_tonnages: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "200 million tonnes, as it claims" (unit: Mt), in table order.

    What the North's own bodies said; other people's figures change the speaker, and those who
    only reject a figure make no reading, nor does what gives no single figure.
    """
    said = north_korea_tonnages[north_korea_tonnages["standing"] != "rejection"]
    rows = []
    for _, row in said.dropna(subset="quantity_mt").iterrows():
        name, own = row["tonnage_id"], row["standing"] == "state claim"
        label = ", ".join(filter(None, (row["claimant"], row["date"])))
        changed = otherwise(date=own and name != "nk-216-2015", speaker=not own)
        rows.append((name, label, cell(row, "quantity_mt"), changed))
    return readings(rows)


def readings_of_japan_lacks(reserves: pd.DataFrame) -> pd.DataFrame:
    """Return the reading of "Japan lacks rare earths": editions that list Japan (unit: count)."""
    listed = reserves[reserves["country"] == "Japan"]["edition_year"].nunique()
    label = "editions of the reserves table that list Japan"
    return readings([("editions-with-japan", label, derived(listed, "count", reserves), "")])
