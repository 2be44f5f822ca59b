"""Every reading of the claims on imports: 56 percent, "relies heavily", "cut off".

`changed` names what a reading takes otherwise than the words say; see `evidence.READING_COLUMNS` for
the columns.
"""

from __future__ import annotations

import pandas as pd

from rereading.credits import united
from rereading.days import CLASH_YEAR, YEAR_BEFORE_ARTICLE
from rereading.import_share.flows import (
    ALL_LINES,
    customs_share_pct,
    customs_tonnes,
    sweep,
)
from rereading.quantities import MONTHS


def readings_of_56(
    trade_flows: pd.DataFrame,
    import_tonnes: pd.DataFrame,
    import_shares: pd.DataFrame,
    export_shares: pd.DataFrame,
) -> pd.DataFrame:
    """Return every reading of "56 percent" (unit: percent), the literal one first.

    `changed` names what a reading takes otherwise than the words say: source, year, months,
    product, measure, denominator. See `evidence.READING_COLUMNS` for the columns.
    """
    return pd.concat(
        [
            _customs(import_tonnes),
            _printed_imports(import_shares),
            _printed_exports(export_shares),
            _from_trade_data(trade_flows),
        ],
        ignore_index=True,
    )


def readings_of_reliance(
    import_tonnes: pd.DataFrame, import_shares: pd.DataFrame, trade_flows: pd.DataFrame
) -> pd.DataFrame:
    """Return the readings of "relies heavily": China's share of Japan's imports, in percent.

    The literal one is of the last full year before the article, by weight, from trade data, the
    only ones at hand for it; the others say what they take otherwise.
    """
    printed, traded = _printed_imports(import_shares), _from_trade_data(trade_flows)
    years = printed["reading_id"].str.startswith("printed-import-2010-year")
    whole = traded["reading_id"].str.contains(
        f"baci-(?:{CLASH_YEAR}|{YEAR_BEFORE_ARTICLE})-all-lines-.*-imports"
    )
    literal = {"source", "year"}  # what it takes otherwise than customs of the year of the clash
    parts = (
        (_customs(import_tonnes), literal.symmetric_difference),
        (printed[years], literal.union),
        (traded[whole], literal.symmetric_difference),
    )
    return pd.concat(
        [
            part.assign(
                changed=["; ".join(sorted(told(_things(cell)))) for cell in part["changed"]]
            )
            for part, told in parts
        ],
        ignore_index=True,
    )


def _things(changed: str) -> set[str]:
    return set(changed.split("; ")) - {""}


def readings_of_cut_off(import_months: pd.DataFrame, import_tonnes: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "cut off": what was left of the usual flow, in percent of it."""
    rows = []
    from_china = import_months["preferred"] & (import_months["origin"] == "China")
    monthly = import_months[from_china & import_months["change_on_year_pct"].notna()]
    monthly = monthly.sort_values("change_on_year_pct")
    for order, (_, row) in enumerate(monthly[monthly["year"] == CLASH_YEAR].iterrows()):
        name = f"{MONTHS[row['month'] - 1]} {row['year']}"
        rows.append(
            {
                "reading_id": f"arrivals-{row['year']}-{row['month']:02d}",
                "label": f"arrivals in {name} against the same month a year before",
                "value": 100 + row["change_on_year_pct"],
                "grade": "derived",
                "source_id": row["source_id"],
                "changed": "month" if order else "",
            }
        )
    year, before = (customs_tonnes(import_tonnes, y) for y in (CLASH_YEAR, CLASH_YEAR - 1))
    rows.append(
        {
            "reading_id": "arrivals-2010",
            "label": "arrivals in the whole of 2010 against 2009, as the rise was printed",
            "value": 100 * year.loc["China", "quantity_t"] / before.loc["China", "quantity_t"],
            "grade": "derived",
            "source_id": year.loc["China", "source_id"],
            "changed": "period",
        }
    )
    return pd.DataFrame(rows)


def _customs(import_tonnes: pd.DataFrame) -> pd.DataFrame:
    tonnes = customs_tonnes(import_tonnes, CLASH_YEAR)
    return pd.DataFrame(
        {
            "reading_id": [f"customs-{CLASH_YEAR}"],
            "label": [f"share of Japan’s imports, {CLASH_YEAR}, by weight, Japanese customs"],
            "value": [customs_share_pct(import_tonnes, CLASH_YEAR)],
            "grade": ["derived"],
            "source_id": [united(tonnes["source_id"])],
            "changed": [""],
        }
    )


def _printed_imports(import_shares: pd.DataFrame) -> pd.DataFrame:
    # The finance ministry's whole year 2010 is the literal reading, from its own tonnes.
    literal = (
        (import_shares["year"] == CLASH_YEAR)
        & (import_shares["period"] == "year")
        & (import_shares["basket"] == "finance ministry")
    )
    frame = import_shares[~literal]
    changed = [
        "; ".join(
            name
            for name, differs in {
                "source": row["basket"] != "finance ministry",
                "year": row["year"] != CLASH_YEAR,
                "months": row["period"] not in ("year", "about a year"),
            }.items()
            if differs
        )
        for _, row in frame.iterrows()
    ]
    return pd.DataFrame(
        {
            "reading_id": [
                f"printed-import-{y}-{p.replace(' ', '-').lower()}-{n}"
                for y, p, n in zip(frame["year"], frame["period"], frame["row"], strict=True)
            ],
            "label": [
                f"share of Japan’s imports, {_when(y, p)}, as printed"
                for y, p in zip(frame["year"], frame["period"], strict=True)
            ],
            "value": frame["share_pct"].to_numpy(),
            "grade": frame["grade"].to_numpy(),
            "source_id": frame["source_id"].to_numpy(),
            "changed": changed,
        }
    )


def _printed_exports(export_shares: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for _, row in export_shares.dropna(subset="share_pct").iterrows():
        dated = pd.notna(row["year"])
        changed = ["denominator"]
        if dated and row["year"] != CLASH_YEAR:
            changed.append("year")
        if row["product"] != "rare earths":
            changed.append("product")
        if row["period"] not in ("year", "undated", "unspecified"):
            changed.append("months")
        when = _when(int(row["year"]), row["period"]) if dated else "no year given"
        product = "" if row["product"] == "rare earths" else f" ({row['product']})"
        rows.append(
            {
                "reading_id": f"printed-export-{row['row']}",
                "label": f"Japan’s share of China’s exports{product}, {when}, as printed",
                "value": row["share_pct"],
                "grade": row["grade"],
                "source_id": row["source_id"],
                "changed": "; ".join(changed),
            }
        )
    return pd.DataFrame(rows)


def _from_trade_data(trade_flows: pd.DataFrame) -> pd.DataFrame:
    swept = sweep(trade_flows)
    changed = [
        "; ".join(
            ["source"]
            + ["year"] * (row.year != CLASH_YEAR)
            + ["product"] * (row.lines != ALL_LINES)
            + ["measure"] * (row.measure != "weight")
            + ["denominator"] * (row.side != "Japan’s imports")
        )
        for row in swept.itertuples()
    ]
    return pd.DataFrame(
        {
            "reading_id": [
                f"baci-{row.year}-{row.lines.replace(' ', '-')}-{row.measure}-"
                + ("imports" if row.side == "Japan’s imports" else "exports")
                for row in swept.itertuples()
            ],
            "label": [
                f"share of {row.side}, {row.year}, {row.lines}, by {row.measure}, trade data"
                for row in swept.itertuples()
            ],
            "value": swept["share_pct"].to_numpy(),
            "grade": "derived",
            "source_id": ";".join(trade_flows["source_id"].unique()),
            "changed": changed,
        }
    )


def _when(year: int, period: str) -> str:
    if period.startswith("month "):
        return f"{MONTHS[int(period[-2:]) - 1]} {year}"
    return str(year) if period in ("year", "about a year", "unspecified") else f"{period} {year}"
