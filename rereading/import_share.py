"""China, Japan and rare earths: one flow as a part of two wholes, of what Japan imports, China exports."""

from __future__ import annotations

from itertools import combinations, product

import pandas as pd

from rereading.days import CLASH_YEAR, FIRST_WEIGHT, YEAR_BEFORE_ARTICLE
from rereading.evidence import Reading, otherwise, readings
from rereading.quantities import MONTHS, cell, derived, join, origins

LINES = {"2805.30": "metals", "2846.10": "cerium compounds", "2846.90": "other compounds"}
ALL_LINES = "all lines"
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
    both = out_of_china & into_japan
    parts = {"from_china": both, "japan_imports": into_japan, "china_exports": out_of_china}
    amounts = trade_flows[["quantity_t", "value_kusd"]].set_axis(["t", "kusd"], axis=1)
    wide = pd.concat({name: amounts.where(chosen, 0) for name, chosen in parts.items()}, axis=1)
    wide.columns = wide.columns.map("_".join)
    return wide.groupby([trade_flows["year"], trade_flows["hs"]]).sum().reset_index()


def sweep(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return every share that the trade data allow: a row a year, product set, measure and side.

    Columns: year; lines (such as `metals and cerium compounds`, or `all lines`); measure (see
    `MEASURES`); side (the whole: see `SIDES`); part, whole (tonnes or thousand US dollars);
    share_pct. Sets with a line of HS 2846 are left out by weight before 2000.
    """
    by_line = totals(trade_flows)
    frames = []
    for chosen in (some for size in (1, 2, 3) for some in combinations(LINES, size)):
        sums = by_line[by_line["hs"].isin(chosen)].groupby("year").sum(numeric_only=True)
        lines = ALL_LINES if len(chosen) == len(LINES) else join(LINES[line] for line in chosen)
        for (measure, unit), (side, name) in product(MEASURES.items(), SIDES.items()):
            since = FIRST_WEIGHT if measure == "weight" and chosen != ("2805.30",) else 0
            part, whole = sums.loc[since:, f"from_china_{unit}"], sums.loc[since:, f"{name}_{unit}"]
            frame = pd.DataFrame({"part": part, "whole": whole, "share_pct": 100 * part / whole})
            frames.append(frame.assign(lines=lines, measure=measure, side=side))
    columns = ["year", "lines", "measure", "side", "part", "whole", "share_pct"]
    return pd.concat(frames).reset_index()[columns]


def shares(swept: pd.DataFrame, measure: str, side: str) -> pd.DataFrame:
    """Return the yearly share over all product lines: year, part, whole, share_pct."""
    chosen = swept.query("lines == @ALL_LINES and measure == @measure and side == @side")
    return chosen[["year", "part", "whole", "share_pct"]].reset_index(drop=True)


def fraction(swept: pd.DataFrame, year: int, measure: str, side: str) -> pd.Series[float]:
    """Return one fraction over all lines: part, whole, share_pct. `KeyError` for a lost year."""
    return shares(swept, measure, side).set_index("year").loc[year]


def customs_tonnes(import_tonnes: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the finance ministry's tonnes of a year, as printed: rows China and World."""
    printed = import_tonnes[import_tonnes["basket"] == "finance ministry"]
    return printed[printed["year"] == year].set_index("origin").loc[["China", "World"]]


def customs_share_pct(import_tonnes: pd.DataFrame, year: int) -> float:
    """Return China's share of the ministry's tonnes in percent; `KeyError` for a year without them."""
    tonnes = customs_tonnes(import_tonnes, year)["quantity_t"]
    return float(100 * tonnes["China"] / tonnes["World"])


def without_partner(trade_flows: pd.DataFrame) -> pd.DataFrame:
    """Return what leaving out one odd seller does to China's share of Japan's imports, by weight.

    Columns: year, exporter, quantity_t, usd_a_kg (value over weight), share_pct (with all),
    without_pct.
    """
    into_japan = trade_flows[trade_flows["importer_iso3"] == "JPN"]
    names = into_japan.drop_duplicates("exporter_iso3").set_index("exporter_iso3")["exporter"]
    sums = into_japan.groupby(["year", "exporter_iso3"])[["quantity_t", "value_kusd"]].sum()
    rows = []
    for year, code in ODD_FLOWS:
        tonnes, (weight, value) = sums.loc[year, "quantity_t"], sums.loc[(year, code)]
        whole = tonnes.sum()
        share, without = 100 * tonnes["CHN"] / whole, 100 * tonnes["CHN"] / (whole - weight)
        rows.append((year, names[code], weight, value / weight, share, without))
    columns = "year exporter quantity_t usd_a_kg share_pct without_pct".split()
    return pd.DataFrame(rows, columns=columns)


def readings_of_56(
    trade_flows: pd.DataFrame,
    import_tonnes: pd.DataFrame,
    import_shares: pd.DataFrame,
    export_shares: pd.DataFrame,
) -> pd.DataFrame:
    """Return every reading of "56 percent" (unit: percent)."""
    parts = [_customs(import_tonnes), _printed_imports(import_shares)]
    parts += [_printed_exports(export_shares), _from_trade_data(trade_flows)]
    return pd.concat(parts, ignore_index=True)


def readings_of_reliance(
    import_tonnes: pd.DataFrame, import_shares: pd.DataFrame, trade_flows: pd.DataFrame
) -> pd.DataFrame:
    """Return the readings of "relies heavily": China's share of Japan's imports, in percent.

    The literal one is of the last full year before the article, by weight, from trade data, the
    only ones at hand for it.
    """
    printed, traded = _printed_imports(import_shares), _from_trade_data(trade_flows)
    years = f"(?:{CLASH_YEAR}|{YEAR_BEFORE_ARTICLE})"
    whole = traded[traded["reading_id"].str.match(f"baci-{years}-all-lines-.*-imports")]
    of_clash = printed[printed["reading_id"].str.match(f"printed-import-{CLASH_YEAR}-year")]
    elsewhere = pd.concat([_customs(import_tonnes), of_clash]).assign(changed="source; year")
    changed = [
        otherwise(measure="value" in name, year=str(CLASH_YEAR) in name)
        for name in whole["reading_id"]
    ]
    return pd.concat([elsewhere, whole.assign(changed=changed)], ignore_index=True)


def readings_of_cut_off(import_months: pd.DataFrame, import_tonnes: pd.DataFrame) -> pd.DataFrame:
    """Return readings of "cut off": percent of the usual flow left; literal the lowest month of 2010."""
    of_year = import_months[import_months["preferred"] & (import_months["year"] == CLASH_YEAR)]
    china = of_year[of_year["origin"] == "China"].dropna(subset="change_on_year_pct")
    rows: list[Reading] = []
    for _, row in china.sort_values("change_on_year_pct").iterrows():
        month = f"{MONTHS[row['month'] - 1]} {CLASH_YEAR}"
        label = f"arrivals in {month} against the same month a year before"
        left = derived(100 + row["change_on_year_pct"], "pct", row)
        reading_id = f"arrivals-{CLASH_YEAR}-{row['month']:02d}"
        rows.append((reading_id, label, left, otherwise(month=bool(rows))))
    year = customs_tonnes(import_tonnes, CLASH_YEAR).loc["China"]
    before = customs_tonnes(import_tonnes, CLASH_YEAR - 1).loc["China"]
    label = "arrivals in the whole of 2010 against 2009, as the rise was printed"
    left = derived(100 * year["quantity_t"] / before["quantity_t"], "pct", year)
    return readings([*rows, ("arrivals-2010", label, left, "period")])


def _customs(import_tonnes: pd.DataFrame) -> pd.DataFrame:
    tonnes = customs_tonnes(import_tonnes, CLASH_YEAR)
    label = f"share of Japan’s imports, {CLASH_YEAR}, by weight, Japanese customs"
    share = derived(customs_share_pct(import_tonnes, CLASH_YEAR), "pct", tonnes)
    return readings([(f"customs-{CLASH_YEAR}", label, share, "")])


def _printed_imports(import_shares: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for _, row in import_shares.iterrows():
        year, period = row["year"], row["period"]
        ministry = row["basket"] == "finance ministry"
        if ministry and year == CLASH_YEAR and period == "year":
            continue  # the literal reading, from the ministry's own tonnes
        part = period not in ("year", "about a year")
        changed = otherwise(source=not ministry, year=year != CLASH_YEAR, months=part)
        reading_id = f"printed-import-{year}-{period.replace(' ', '-').lower()}-{row['row']}"
        label = f"share of Japan’s imports, {_when(year, period)}, as printed"
        rows.append((reading_id, label, cell(row, "share_pct"), changed))
    return readings(rows)


def _printed_exports(export_shares: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for _, row in export_shares.dropna(subset="share_pct").iterrows():
        dated, special = pd.notna(row["year"]), row["product"] != "rare earths"
        other_year = dated and row["year"] != CLASH_YEAR
        part = row["period"] not in ("year", "undated", "unspecified")
        changed = otherwise(denominator=True, year=other_year, product=special, months=part)
        when = _when(int(row["year"]), row["period"]) if dated else "no year given"
        product = f" ({row['product']})" * special
        label = f"Japan’s share of China’s exports{product}, {when}, as printed"
        rows.append((f"printed-export-{row['row']}", label, cell(row, "share_pct"), changed))
    return readings(rows)


def _from_trade_data(trade_flows: pd.DataFrame) -> pd.DataFrame:
    sources = origins(trade_flows)
    rows = []
    for row in sweep(trade_flows).itertuples():
        of = row.side.rpartition(" ")[2]
        changed = otherwise(
            source=True,
            year=row.year != CLASH_YEAR,
            product=row.lines != ALL_LINES,
            measure=row.measure != "weight",
            denominator=of != "imports",
        )
        reading_id = f"baci-{row.year}-{row.lines.replace(' ', '-')}-{row.measure}-{of}"
        label = f"share of {row.side}, {row.year}, {row.lines}, by {row.measure}, trade data"
        rows.append((reading_id, label, derived(row.share_pct, "pct", *sources), changed))
    return readings(rows)


def _when(year: int, period: str) -> str:
    if period.startswith("month "):
        return f"{MONTHS[int(period[-2:]) - 1]} {year}"
    return str(year) if period in ("year", "about a year", "unspecified") else f"{period} {year}"
