"""What if the share were taken of another whole, by another measure, of another year or month?"""

from itertools import product
from typing import Any

import pandas as pd

from rereading import import_share
from rereading.claims import Claim
from rereading.days import FIRST_WEIGHT
from rereading.quantities import digits, label, words
from rereading.whatif.form import Control, WhatIf, sources_html

YEAR, MEASURE = 2011, "value"
SIDES = dict(zip(("imports", "exports"), import_share.SIDES, strict=True))
SAID = {
    "imports": "of all the rare earths that Japan imported came from China",
    "exports": "of all the rare earths that China exported went to Japan",
}

# What went from China to Japan and all that moved, by side; tonnes or thousand dollars.
Fractions = dict[str, tuple[float, float]]


def what_if(the_claim: Claim, trade_flows: pd.DataFrame, import_months: pd.DataFrame) -> WhatIf:
    """Return the what-if on the 56 percent: the whole, the measure, the year or month.

    `data` holds every answer by its choice (`year|imports|weight|2011`, `month|2010-09`): sentence,
    more and rows, or a message for the control that asks for what is not known.
    """
    first, last = int(trade_flows["year"].min()), int(trade_flows["year"].max())
    of_years, of_months = _years(trade_flows), _months(import_months)
    months = {at: f"{pd.Timestamp(at).month_name()} {at[:4]}" for at in of_months}
    no_weights = {
        "control": "year",
        "message": f"The trade data have hardly any weights before {FIRST_WEIGHT} "
        "for two of the three product lines. Choose a later year, or count by value.",
    }
    answers = {}
    for measure, year, side in product(import_share.MEASURES, range(first, last + 1), SIDES):
        known = of_years.get((measure, year))
        answers[f"year|{side}|{measure}|{year}"] = (
            _answer(the_claim, str(year), measure, side, known) if known else no_weights
        )
    for month, known in of_months.items():
        answer = _answer(the_claim, months[month], "weight", "imports", known)
        answers[f"month|{month}"] = answer
    periods = {"year": "a year (trade data)", "month": "a month (Japanese customs)"}
    measures = {name: name for name in import_share.MEASURES}
    hint = "Months for which both tonnages are in print: Japan’s imports, by weight."
    yearly, monthly = "period=year", "period=month"
    return WhatIf(
        key="try-imports",
        title="The share you chose, and the same flow as a share of the other whole",
        controls=(
            Control("period", "Over", "radio", "year", periods),
            Control("side", "A share of", "radio", "imports", SIDES, when=yearly),
            Control("measure", "Counted by", "radio", MEASURE, measures, when=yearly),
            Control("year", "Year", "number", str(YEAR), (first, last), when=yearly),
            Control("month", "Month", "select", next(iter(months)), months, hint, when=monthly),
        ),
        columns={
            "whole": "A share of",
            "part_of_whole": "China to Japan, of all",
            "share": "Share",
        },
        **answers[f"year|imports|{MEASURE}|{YEAR}"],
        reading_aid="Each bar is a whole; its coloured part is what went from China to Japan. The line "
        "is the article’s number.",
        sources_html=sources_html([trade_flows.iloc[0]["source_id"], *import_months["source_id"]]),
        data=answers,
    )


def _years(trade_flows: pd.DataFrame) -> dict[tuple[str, int], Fractions]:
    swept = import_share.sweep(trade_flows)
    fractions: dict[tuple[str, int], Fractions] = {}
    for measure, (side, whole) in product(import_share.MEASURES, SIDES.items()):
        for row in import_share.shares(swept, measure, whole).itertuples():
            fractions.setdefault((measure, row.year), {})[side] = (row.part, row.whole)
    return fractions


def _months(import_months: pd.DataFrame) -> dict[str, Fractions]:
    known = import_months[import_months["preferred"]].dropna(subset="quantity_t")
    tonnes = known.pivot(index=["year", "month"], columns="origin", values="quantity_t").dropna()
    return {
        "{}-{:02}".format(*month.Index): {"imports": (month.China, month.World)}
        for month in tonnes.itertuples()
    }


def _answer(
    the_claim: Claim, when: str, measure: str, chosen: str, fractions: Fractions
) -> dict[str, Any]:
    """Return the sentence and the rows of one choice."""
    part, whole = fractions[chosen]
    share, asserted = 100 * part / whole, the_claim.asserted
    apart = share - asserted.value
    far = words(abs(apart), "points", 2 if abs(apart) < 0.1 else None)
    side = "above" if apart > 0 else "below"
    allowed = ", within what its words allow" * the_claim.band.holds(share)
    return {
        "sentence": f"In {when}, by {measure}, {words(share, 'pct')} {SAID[chosen]}: "
        f"{_fraction(part, whole, measure)}. "
        f"That is {far} {side} the article’s {asserted}{allowed}.",
        "more": "",
        "rows": [
            _row(SIDES[name], *fraction, measure) | {"chosen": name == chosen}
            for name, fraction in fractions.items()
        ],
    }


def _row(whole_name: str, part: float, whole: float, measure: str) -> dict[str, Any]:
    share_pct = 100 * part / whole
    share = label(share_pct, "pct")
    return {
        "whole": whole_name,
        "share_pct": round(share_pct, 3),
        "share": share,
        "part_of_whole": _fraction(part, whole, measure, short=True),
        "said": f"{share} of {whole_name}",
    }


def _fraction(part: float, whole: float, measure: str, short: bool = False) -> str:
    """Return a part and its whole: `23,310 of 28,564 tonnes`; short, as a chart prints them."""
    say = label if short else words
    if measure == "weight":
        return f"{digits(part, 't', 0)} of {say(whole, 't', 0)}"
    return f"{'$' * short}{digits(part / 1000, 'USD mn')} of {say(whole / 1000, 'USD mn')}"
