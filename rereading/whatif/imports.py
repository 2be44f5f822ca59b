"""What if the share were taken of another whole, by another measure, of another year or month?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from rereading import imports
from rereading.claims import Claim, claim
from rereading.data import table
from rereading.numbers import digits, label, words
from rereading.whatif.form import Control, WhatIf, answer, no_answer, sources_html

KEY = "try-imports"
YEAR, MEASURE = 2011, "value"
JAPAN, CHINA = imports.SIDES
SIDES = {"imports": JAPAN, "exports": CHINA}
MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)


def what_if(the_claim: Claim, trade_flows: pd.DataFrame, import_months: pd.DataFrame) -> WhatIf:
    """Return the what-if on the 56 percent: the whole, the measure, the year or month."""
    answers = all_answers(the_claim, trade_flows, import_months)
    start = answers[f"year|imports|{MEASURE}|{YEAR}"]
    years = trade_flows["year"]
    months = {_month_key(row): _month_words(row) for row in _whole_months(import_months)}
    controls = (
        Control(
            "period",
            "Over",
            "radio",
            "year",
            {"year": "a year (trade data)", "month": "a month (Japanese customs)"},
        ),
        Control(
            "side",
            "A share of",
            "radio",
            "imports",
            SIDES,
            when="period=year",
        ),
        Control(
            "measure",
            "Counted by",
            "radio",
            MEASURE,
            {name: name for name in imports.MEASURES},
            when="period=year",
        ),
        Control(
            "year",
            "Year",
            "number",
            str(YEAR),
            low=int(years.min()),
            high=int(years.max()),
            when="period=year",
        ),
        Control(
            "month",
            "Month",
            "select",
            next(iter(months)),
            months,
            hint="Months for which both tonnages are in print: Japan’s imports, by weight.",
            when="period=month",
        ),
    )
    return WhatIf(
        key=KEY,
        title="The share you chose, and the same flow as a share of the other whole",
        controls=controls,
        columns={
            "whole": "A share of",
            "part_of_whole": "China to Japan, of all",
            "share": "Share",
        },
        sentence=start["sentence"],
        more=start["more"],
        rows=start["rows"],
        reading_aid="Each bar is a whole; its coloured part is what went from China to Japan. The line "
        "is the article’s number.",
        sources_html=sources_html([trade_flows.iloc[0]["source_id"], *import_months["source_id"]]),
        file="imports",
    )


def files() -> dict[str, Any]:
    """Return the one file of answers, read from the tables: its name and what it holds."""
    tables = table("trade_flows"), table("import_months")
    return {"imports": all_answers(claim("china-56-percent"), *tables)}


def all_answers(
    the_claim: Claim, trade_flows: pd.DataFrame, import_months: pd.DataFrame
) -> dict[str, dict[str, Any]]:
    """Return the answer to every choice, by its key: `year|imports|weight|2011`, `month|2010-09`."""
    swept = imports.sweep(trade_flows)
    answers = {}
    for measure in imports.MEASURES:
        known = {
            name: imports.shares(swept, measure, side).set_index("year")
            for name, side in SIDES.items()
        }
        for year in sorted({int(y) for y in trade_flows["year"]}):
            for name in SIDES:
                key = f"year|{name}|{measure}|{year}"
                if year in known[name].index:
                    fractions = {one: known[one].loc[year] for one in SIDES}
                    answers[key] = _of_year(the_claim, year, measure, name, fractions)
                else:
                    answers[key] = no_answer(
                        "year",
                        f"The trade data have hardly any weights before {imports.FIRST_WEIGHT_2846} "
                        "for two of the three product lines. Choose a later year, or count by value.",
                    )
    for row in _whole_months(import_months):
        answers[f"month|{_month_key(row)}"] = _of_month(the_claim, row)
    return answers


def _of_year(
    the_claim: Claim, year: int, measure: str, chosen: str, fractions: dict[str, pd.Series[float]]
) -> dict[str, Any]:
    rows = [
        _row(SIDES[name], one["part"], one["whole"], one["share_pct"], measure, name == chosen)
        for name, one in fractions.items()
    ]
    one = fractions[chosen]
    whole = {
        "imports": "of all the rare earths that Japan imported came from China",
        "exports": "of all the rare earths that China exported went to Japan",
    }[chosen]
    sentence = (
        f"In {year}, by {measure}, {words(one['share_pct'], 'pct')} {whole}: "
        f"{_fraction(one['part'], one['whole'], measure)}. {distance(the_claim, one['share_pct'])}"
    )
    return answer(sentence, "", rows)


def _of_month(the_claim: Claim, row: pd.Series[Any]) -> dict[str, Any]:
    part, whole = float(row["from_china_t"]), float(row["total_t"])
    share = 100 * part / whole
    sentence = (
        f"In {_month_words(row)}, by weight, {words(share, 'pct')} of all the rare earths that Japan "
        f"imported came from China: {_fraction(part, whole, 'weight')}. {distance(the_claim, share)}"
    )
    return answer(sentence, "", [_row(JAPAN, part, whole, share, "weight", True)])


def distance(the_claim: Claim, share_pct: float) -> str:
    """Return in words how far a share lies from the article's number, and if its band holds it."""
    asserted = the_claim.asserted
    apart = share_pct - asserted.value
    far = words(abs(apart), "points", 2 if abs(apart) < 0.1 else None)
    allowed = ", within what its words allow" if the_claim.band.holds(share_pct) else ""
    side = "above" if apart > 0 else "below"
    return f"That is {far} {side} the article’s {asserted}{allowed}."


def _row(
    whole_name: str, part: float, whole: float, share_pct: float, measure: str, chosen: bool
) -> dict[str, Any]:
    return {
        "whole": whole_name,
        "share_pct": round(float(share_pct), 3),
        "share": label(share_pct, "pct"),
        "part_of_whole": _short_fraction(part, whole, measure),
        "said": f"{label(share_pct, 'pct')} of {whole_name}",
        "chosen": chosen,
    }


def _fraction(part: float, whole: float, measure: str) -> str:
    """Return a numerator and its denominator in words: `23,310 of 28,564 tonnes`."""
    if measure == "weight":
        return f"{digits(part, 't', 0)} of {words(whole, 't', 0)}"
    return f"{digits(part / 1000, 'USD mn')} of {words(whole / 1000, 'USD mn')}"


def _short_fraction(part: float, whole: float, measure: str) -> str:
    """Return a numerator and its denominator as a chart prints them: `$622 of $1,069 mn`."""
    if measure == "weight":
        return f"{digits(part, 't', 0)} of {label(whole, 't', 0)}"
    return f"${digits(part / 1000, 'USD mn')} of {label(whole / 1000, 'USD mn')}"


def _whole_months(import_months: pd.DataFrame) -> list[pd.Series[Any]]:
    months = imports.months(import_months)
    known = months.dropna(subset=["from_china_t", "total_t"])
    return [row for _, row in known.iterrows()]


def _month_key(row: pd.Series[Any]) -> str:
    return f"{row['year']}-{row['month']:02d}"


def _month_words(row: pd.Series[Any]) -> str:
    return f"{MONTH_NAMES[row['month'] - 1]} {row['year']}"
