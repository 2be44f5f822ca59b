"""Rare-earth reserves: where a tonnage for North Korea would rank, edition by edition.

Every function takes tables and returns a new frame or a number; none reads a file.
"""

from __future__ import annotations

import pandas as pd

from rereading.credits import united
from rereading.days import ARTICLE_YEAR

ARTICLE_EDITION = ARTICLE_YEAR  # of January, half a year before the article
BASE_EDITION = 2007  # the one edition whose reserve base was read with China in it
# What has been named for the North, in million tonnes; see north_korea_tonnages.csv.
TONNAGES_MT = (20, 48, 200, 216)
CLAIMED_MT = 200
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


def with_north_korea(ranking: pd.DataFrame, tonnage_mt: float) -> pd.DataFrame:
    """Return the ranking with North Korea set in: rank, country, reserves_t, north_korea."""
    north = pd.DataFrame({"country": [NORTH_KOREA], "reserves_t": [tonnage_mt * 1e6]})
    ranked = pd.concat([ranking, north]).sort_values("reserves_t", ascending=False, kind="stable")
    ranked["rank"] = ranked["reserves_t"].rank(ascending=False, method="min").astype(int)
    ranked["north_korea"] = ranked["country"] == NORTH_KOREA
    return ranked[["rank", "country", "reserves_t", "north_korea"]].reset_index(drop=True)


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


def ranks(reserves: pd.DataFrame, reserve_base: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of every tonnage in every table: table, edition_year, tonnage_mt, rank."""
    rankings = [("reserves", year, edition(reserves, year)) for year in editions(reserves)]
    rankings.append(("reserve base", BASE_EDITION, base(reserve_base, BASE_EDITION)))
    rows = [
        (name, year, mt, rank(countries, mt))
        for name, year, countries in rankings
        for mt in TONNAGES_MT
    ]
    return pd.DataFrame(rows, columns=["table", "edition_year", "tonnage_mt", "rank"])


def unseen(reserves: pd.DataFrame, year: int) -> pd.Series[float]:
    """Return what an edition's world total leaves for countries that were not seen, in tonnes.

    Index: seen_t, total_t, left_t. `KeyError` if the edition's total was not seen.
    """
    rows = reserves[(reserves["edition_year"] == year) & reserves["preferred"]]
    total = float(rows.set_index("kind").loc["total", "reserves_t"])
    seen = float(edition(reserves, year)["reserves_t"].sum())
    return pd.Series({"seen_t": seen, "total_t": total, "left_t": total - seen})


def years_of_output(tonnage_mt: float, production_t: float) -> float:
    """Return how many years of a world output of `production_t` a tonnage would last."""
    return tonnage_mt * 1e6 / production_t


def readings_of_second(reserves: pd.DataFrame, reserve_base: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of the article's 200 million tonnes in each table, the literal one first.

    Unit: rank. The tonnage is the premise of the sentence, which no reading changes.
    """
    frame = ranks(reserves, reserve_base)
    frame = frame[frame["tonnage_mt"] == CLAIMED_MT]
    literal = (frame["table"] == "reserves") & (frame["edition_year"] == ARTICLE_EDITION)
    names = frame["table"].str.replace(" ", "-")
    readings = pd.DataFrame(
        {
            "reading_id": [
                f"{mt}-{name}-{year}"
                for mt, name, year in zip(
                    frame["tonnage_mt"], names, frame["edition_year"], strict=True
                )
            ],
            "label": [
                f"{mt} million tonnes in the {table} table of {year}"
                for mt, table, year in zip(
                    frame["tonnage_mt"], frame["table"], frame["edition_year"], strict=True
                )
            ],
            "value": frame["rank"].astype(float),
            "grade": "derived",
            "source_id": [
                _sources(reserves if table == "reserves" else reserve_base, year)
                for table, year in zip(frame["table"], frame["edition_year"], strict=True)
            ],
            "changed": ["" if this else "table" for this in literal],
        }
    )
    order = (~literal).astype(int)
    return readings.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def readings_of_claimed_tonnage(north_korea_tonnages: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "200 million tonnes, as it claims" (unit: Mt), in table order.

    What the North's own bodies said; other people's figures change the speaker, and those who
    only reject a figure make no reading, nor does what gives no single figure.
    """
    rows = north_korea_tonnages[north_korea_tonnages["standing"] != "rejection"].dropna(
        subset="quantity_mt"
    )
    changed = []
    for row in rows.itertuples():
        parts = ["speaker"] * (row.standing != "state claim")
        parts += ["date"] * (row.standing == "state claim" and row.tonnage_id != "nk-216-2015")
        changed.append("; ".join(parts))
    return pd.DataFrame(
        {
            "reading_id": rows["tonnage_id"],
            "label": rows["claimant"] + rows["date"].map(lambda date: f", {date}" if date else ""),
            "value": rows["quantity_mt"],
            "grade": rows["grade"],
            "source_id": rows["source_id"],
            "changed": changed,
        }
    )


def readings_of_japan_lacks(reserves: pd.DataFrame) -> pd.DataFrame:
    """Return the reading of "Japan lacks rare earths": editions that list Japan (unit: count)."""
    rows = reserves[reserves["country"] == "Japan"]
    return pd.DataFrame(
        {
            "reading_id": ["editions-with-japan"],
            "label": ["editions of the reserves table that list Japan"],
            "value": [float(rows["edition_year"].nunique())],
            "grade": ["derived"],
            "source_id": [united(reserves["source_id"])],
            "changed": [""],
        }
    )


def _sources(table: pd.DataFrame, year: int) -> str:
    rows = table[(table["edition_year"] == year) & table.get("preferred", True)]
    return united(rows["source_id"])
