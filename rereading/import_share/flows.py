"""What the tables say of the trade: shares of a flow by denominator, and the months of 2010.

One flow, from China to Japan, is a part of two wholes: of what Japan imports and of what China
exports. Every function takes tables and returns a new frame; none reads a file.
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from rereading.quantities import MONTHS, join

LINES = {"2805.30": "metals", "2846.10": "cerium compounds", "2846.90": "other compounds"}
ALL_LINES = "all lines"
# BACI has hardly any weights for the two lines of 2846 before this year.
FIRST_WEIGHT_2846 = 2000
MEASURES = {"weight": "t", "value": "kusd"}
SIDES = {"Japan’s imports": "japan_imports", "China’s exports": "china_exports"}
# Sellers whose weight and value fit together badly in a year: heavy and nearly worthless, light and
# very costly, or ports of transit.
ODD_FLOWS = ((2010, "HKG"), (2010, "ITA"), (2023, "IND"))


def totals(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return the one flow and its two wholes: a row a year and product line.

    Columns: year, hs, and for each of `from_china` (China to Japan), `japan_imports` (all to
    Japan), `china_exports` (all out of China) a weight `_t` (tonnes) and a value `_kusd`
    (thousand US dollars, free on board). A flow without a weight counts as zero tonnes.
    """
    out_of_china = trade_flows["exporter_iso3"] == "CHN"
    into_japan = trade_flows["importer_iso3"] == "JPN"
    parts = {
        "from_china": out_of_china & into_japan,
        "japan_imports": into_japan,
        "china_exports": out_of_china,
    }
    sums = [
        trade_flows[chosen]
        .groupby(["year", "hs"])[["quantity_t", "value_kusd"]]
        .sum()
        .set_axis([f"{name}_t", f"{name}_kusd"], axis=1)
        for name, chosen in parts.items()
    ]
    return pd.concat(sums, axis=1).fillna(0).reset_index()


def sweep(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return every share that the trade data allow: a row a year, product set, measure and side.

    Columns: year; lines (such as `metals and cerium compounds`, or `all lines`); measure
    (`weight`, `value`); side (the whole: `Japan’s imports`, `China’s exports`); part, whole
    (tonnes or thousand US dollars); share_pct. Sets with a line of HS 2846 have no weights before
    2000 and are left out there.
    """
    by_line = totals(trade_flows)
    frames = []
    for size in range(1, len(LINES) + 1):
        for chosen in combinations(LINES, size):
            summed = by_line[by_line["hs"].isin(chosen)].groupby("year").sum(numeric_only=True)
            for measure, unit in MEASURES.items():
                known = summed
                if measure == "weight" and set(chosen) != {"2805.30"}:
                    known = summed[summed.index >= FIRST_WEIGHT_2846]
                for side, whole in SIDES.items():
                    part = known[f"from_china_{unit}"]
                    of = known[f"{whole}_{unit}"]
                    frame = pd.DataFrame({"part": part, "whole": of, "share_pct": 100 * part / of})
                    frames.append(
                        frame.assign(lines=lines_label(chosen), measure=measure, side=side)
                    )
    columns = ["year", "lines", "measure", "side", "part", "whole", "share_pct"]
    return pd.concat(frames).reset_index()[columns]


def lines_label(chosen: tuple[str, ...]) -> str:
    """Return the name of a set of product lines: `metals and cerium compounds`, `all lines`."""
    return ALL_LINES if len(chosen) == len(LINES) else join(LINES[line] for line in chosen)


def shares(swept: pd.DataFrame, measure: str, side: str) -> pd.DataFrame:
    """Return the yearly share over all product lines: year, part, whole, share_pct."""
    chosen = swept[
        (swept["lines"] == ALL_LINES) & (swept["measure"] == measure) & (swept["side"] == side)
    ]
    return chosen[["year", "part", "whole", "share_pct"]].reset_index(drop=True)


def fraction(swept: pd.DataFrame, year: int, measure: str, side: str) -> pd.Series[float]:
    """Return one fraction over all lines: part, whole, share_pct. `KeyError` for a lost year."""
    return shares(swept, measure, side).set_index("year").loc[year]


def customs_tonnes(import_tonnes: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the finance ministry's tonnes of a year, as printed: rows China and World."""
    rows = import_tonnes[
        (import_tonnes["year"] == year) & (import_tonnes["basket"] == "finance ministry")
    ]
    return rows.set_index("origin").loc[["China", "World"]]


def customs_share_pct(import_tonnes: pd.DataFrame, year: int) -> float:
    """Return China's share of a year's imports in percent, from the finance ministry's tonnes.

    Raises `KeyError` for a year without them.
    """
    tonnes = customs_tonnes(import_tonnes, year)["quantity_t"]
    return float(100 * tonnes["China"] / tonnes["World"])


def without_partner(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return what leaving out one odd seller does to China's share of Japan's imports, by weight.

    Columns: year, exporter, quantity_t, usd_a_kg (value over weight), share_pct (with all),
    without_pct, change_points.
    """
    rows = []
    into_japan = trade_flows[trade_flows["importer_iso3"] == "JPN"]
    for year, code in ODD_FLOWS:
        of_year = into_japan[into_japan["year"] == year]
        china = of_year[of_year["exporter_iso3"] == "CHN"]["quantity_t"].sum()
        odd = of_year[of_year["exporter_iso3"] == code]
        total, weight = of_year["quantity_t"].sum(), odd["quantity_t"].sum()
        share, without = 100 * china / total, 100 * china / (total - weight)
        price = odd["value_kusd"].sum() / weight
        rows.append((year, odd["exporter"].iloc[0], weight, price, share, without, without - share))
    columns = "year exporter quantity_t usd_a_kg share_pct without_pct change_points".split()
    return pd.DataFrame(rows, columns=columns)


def months(import_months: pd.DataFrame) -> pd.DataFrame:
    """Return tonnes by month: year, month, label, from_china_t, total_t, year_before_t (from China).

    NaN where not known; the year before from the printed change on the year.
    Rows marked as not preferred (misprints that contradict their own source) are left out.
    """
    known = import_months[import_months["preferred"] & import_months["quantity_t"].notna()]
    wide = known.pivot(index=["year", "month"], columns="origin", values="quantity_t")
    wide = wide.reset_index().rename(columns={"China": "from_china_t", "World": "total_t"})
    wide["label"] = [
        f"{MONTHS[m - 1]} {y}" for y, m in zip(wide["year"], wide["month"], strict=True)
    ]
    china = known[known["origin"] == "China"].set_index(["year", "month"])
    before = china["quantity_t"] / (1 + china["change_on_year_pct"] / 100)
    keys = pd.MultiIndex.from_frame(wide[["year", "month"]])
    wide["year_before_t"] = before.reindex(keys).to_numpy()
    return wide[["year", "month", "label", "from_china_t", "total_t", "year_before_t"]]
