"""Every result of the arithmetic as text: verdicts, readings, and the frames behind the pages.

`python tests/results.py` writes `tests/results.txt`, the results as they were last looked at. When
a table or a function changes, the difference of the two says which results moved: look at it in
`git diff`, and write what a reader should know into `data/corrections.csv`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from rereading import calendar, claim, compensation, evidence, imports, people, reserves, supply
from rereading.data import table

FILE = Path(__file__).with_suffix(".txt")


def results() -> str:
    """Return all results as text: parts with a title, a line a row."""
    return "\n\n".join(f"## {title}\n{part()}" for title, part in parts().items()) + "\n"


def parts() -> dict[str, Callable[[], str]]:
    """Return what computes each part of the results, by title."""
    claims = {claim_id: partial(_readings, claim_id) for claim_id in table("claims")["claim_id"]}
    return {**claims, **{name: partial(_text_of, make) for name, make in FRAMES.items()}}


def _readings(claim_id: str) -> str:
    it = claim(claim_id)
    named = it.verdict.reading
    said = it.verdict.kind if named is None else f"{it.verdict.kind}: {named['reading_id']}"
    columns = [
        "reading_id",
        "value",
        "in_band",
        "grade",
        "source_id",
        "changed",
        "printed",
        "label",
    ]
    return f"{said}\n{_text(it.readings[columns])}"


def _text_of(make: Callable[[], pd.DataFrame]) -> str:
    return _text(make())


def _paths() -> pd.DataFrame:
    return compensation.paths(table("money_methods"), table("money_series"))


def _factors() -> pd.DataFrame:
    names = ("money_methods", "money_series", "cited_factors")
    return compensation.factors(*map(table, names))[["method_id", "factor", "factor_ten"]]


def _costs() -> pd.DataFrame:
    return people.prices(table("recovery_costs"), people.balance(table("remains"))["left"])


def _of(function: Callable[..., pd.DataFrame], *names: str) -> Callable[[], pd.DataFrame]:
    return lambda: function(*map(table, names))


def _columns(name: str, columns: list[str]) -> pd.DataFrame:
    return table(name)[columns]


def _crossfoot(flows: pd.DataFrame, partner: str) -> pd.DataFrame:
    sums = {"value_kusd": ("value_kusd", "sum"), "quantity_t": ("quantity_t", "sum")}
    return flows.groupby(partner, as_index=False).agg(**sums, flows=("year", "size"))


def _text(frame: pd.DataFrame) -> str:
    # Nine digits: more would differ from machine to machine, fewer would hide a small flow.
    text = frame.to_csv(index=False, float_format="%.9g", lineterminator="\n")
    return text.rstrip("\n")


# Tables that pages draw as they stand.
AS_DRAWN = {
    "abduction_counts": ["count_id", "as_of", "value"],
    "calendar_events": ["event_id", "date", "precision"],
    "clash_events": ["date", "status"],
    "export_shares": ["row", "year", "period", "share_pct", "quantity_t", "exports_t"],
    "import_months": [
        *("row", "year", "month", "quantity_t", "share_pct"),
        *("change_on_month_pct", "change_on_year_pct"),
    ],
    "cited_factors": ["factor_id", "from_year", "to_year", "factor"],
    "import_shares": ["row", "year", "period", "share_pct"],
    "import_tonnes": ["year", "basket", "origin", "quantity_t"],
    "missing_persons": ["as_of", "people"],
    "north_korea_tonnages": ["tonnage_id", "date", "quantity_mt"],
    "recovery_costs": ["cost_id", "base", "amount", "each"],
    "remains": ["row_id", "as_of", "value"],
    "reserve_base": ["edition_year", "country", "reserve_base_t"],
    "reserves": ["row", "edition_year", "country", "reserves_t", "preferred"],
    "sanctions_and_tests": ["date", "date_korea", "kind"],
    "settlement": ["item", "amount", "unit"],
}
FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    **{name: partial(_columns, name, columns) for name, columns in AS_DRAWN.items()},
    # Sums by year and by partner: whoever changes one flow changes one of each.
    "flows by year": _of(imports.totals, "trade_flows"),
    "flows by seller": lambda: _crossfoot(table("trade_flows"), "exporter"),
    "flows by buyer": lambda: _crossfoot(table("trade_flows"), "importer"),
    "without odd sellers": _of(imports.without_partner, "trade_flows"),
    "months": _of(imports.months, "import_months"),
    "imports by origin": _of(supply.by_origin, "trade_flows"),
    "imports by group": _of(supply.by_group, "trade_flows"),
    "plans": _of(supply.plans, "deals", "trade_flows"),
    "deals": lambda: supply.deals_and_arrivals(table("deals"), table("trade_flows")).drop(
        columns="note"
    ),
    "prices of France": lambda: supply.prices(table("trade_flows"), "FRA"),
    "open ends": _of(supply.outcomes, "expectations", "events_since"),
    "second places": _of(reserves.second_places, "reserves", "reserve_base"),
    "ranks": _of(reserves.ranks, "reserves", "reserve_base"),
    "the North in 2017": lambda: reserves.with_north_korea(
        reserves.edition(table("reserves"), 2017), 200
    ),
    "unseen in 2017": lambda: reserves.unseen(table("reserves"), 2017).to_frame().T,
    "factors": _factors,
    "paths": lambda: (
        _paths().pivot(index="year", columns="method_id", values="factor").reset_index()
    ),
    "crossings": lambda: compensation.crossings(_paths(), compensation.ASSERTED_FACTOR),
    "burdens": _of(compensation.burdens, "money_series", "settlement"),
    "per head": _of(compensation.per_head, "money_series", "settlement"),
    "abducted by fate": _of(people.by_status, "abductees"),
    "abducted by year": _of(people.by_year, "abductees"),
    "theatres": _of(people.theatres, "remains"),
    "costs of one": _costs,
    "spans of rule": _of(calendar.spans_of_rule, "calendar_events"),
    "resolutions": _of(calendar.resolutions, "sanctions_and_tests"),
    "trade in yen": lambda: calendar.trade(table("north_korea_trade"), "JPY bn"),
    "trade in dollars": lambda: calendar.trade(table("north_korea_trade"), "USD mn"),
    "food": _of(calendar.food, "food_aid"),
    "visits": _of(calendar.visits, "grave_visits"),
    "evidence": evidence.evidence,
}

if __name__ == "__main__":
    FILE.write_text(results(), encoding="utf-8", newline="\n")
