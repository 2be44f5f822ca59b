"""What if another sum, other years, another yardstick? What 1965's money is by each of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from rereading import compensation
from rereading.data import table
from rereading.numbers import digits, label, words
from rereading.whatif.form import Control, WhatIf, answer, sources_html

KEY = "try-compensation"
FIRST, LAST = compensation.START, compensation.END
LATEST = 2025
TEN_FROM = compensation.TRANCHES[-1] + 1  # the first year after the last of the ten payments
ONCE, TEN = "once", "ten"
ASSERTED = compensation.ASSERTED_FACTOR


def what_if(
    money_methods: pd.DataFrame, money_series: pd.DataFrame, cited_factors: pd.DataFrame
) -> WhatIf:
    """Return the what-if on the hundredfold: sum, timing, years, yardstick and currency."""
    tables = prepared(money_methods, money_series, cited_factors)
    groups: dict[str, dict[str, str]] = {}
    for _, method in money_methods.iterrows():
        groups.setdefault(method["family"], {})[method["method_id"]] = method["name"]
    bases = {
        str(base): f"{label(base, 'USD mn')}: {what}"
        for base, what in compensation.BASES_USD_MN.items()
    }
    controls = (
        Control("base", "Sum", "radio", str(min(compensation.BASES_USD_MN)), bases),
        Control(
            "timing",
            "Paid as",
            "radio",
            ONCE,
            {ONCE: "one sum, in the first year", TEN: "ten payments"},
            hint=f"The ten payments are those of {compensation.TRANCHES[0]} to "
            f"{compensation.TRANCHES[-1]}, so they leave no first year to choose.",
        ),
        Control(
            "first",
            "First year",
            "number",
            str(FIRST),
            low=FIRST,
            high=LATEST - 1,
            hint=f"The sums are those agreed in {FIRST}. A later year asks what as many dollars of "
            "that year became.",
            when="timing=once",
        ),
        Control("last", "Last year", "number", str(LAST), low=FIRST + 1, high=LATEST),
        Control("method", "Yardstick", "select", compensation.LITERAL_METHOD, groups),
        Control(
            "currency",
            "Answer in",
            "radio",
            "usd",
            {"usd": "dollars of the last year", "jpy": "yen, at the rate of the last year"},
        ),
    )
    start = shown_answer(
        {**shared(tables), "years": {str(LAST): year(tables, ONCE, FIRST, LAST)}},
        LAST,
        compensation.LITERAL_METHOD,
        min(compensation.BASES_USD_MN),
        "usd",
    )
    return WhatIf(
        key=KEY,
        title="What each yardstick makes of one dollar",
        controls=controls,
        columns={"name": "Yardstick", "factor": "Times", "growth": "Growth, percent a year"},
        sentence=start["sentence"],
        more=start["more"],
        rows=start["rows"],
        reading_aid="Each dot is a yardstick, the large one the yardstick you chose. Each step of "
        "the axis is ten times the last.",
        sources_html=sources_html(money_methods["source_id"]),
        file=file_name(ONCE, FIRST),
    )


def files() -> Iterator[tuple[str, Any]]:
    """Yield the files of answers, read from the tables: one a first year, one for ten payments."""
    tables = prepared(table("money_methods"), table("money_series"), table("cited_factors"))
    for first in range(FIRST, LATEST):
        yield file_name(ONCE, first), file_of(tables, ONCE, first)
    yield file_name(TEN, FIRST), file_of(tables, TEN, FIRST)


def file_name(timing: str, first: int) -> str:
    """Return the name of the file that holds the answers for a timing and a first year."""
    return f"compensation-{first if timing == ONCE else TEN}"


class Prepared(NamedTuple):
    """The tables in the form that `rereading.compensation` takes them, made once for all."""

    methods: list[dict[str, str]]
    series: compensation.YearValues
    cited: dict[str, float]


def prepared(
    money_methods: pd.DataFrame, money_series: pd.DataFrame, cited_factors: pd.DataFrame
) -> Prepared:
    """Return the three tables in the form that the arithmetic takes."""
    return Prepared(
        money_methods.to_dict("records"),
        compensation.by_year(money_series),
        cited_factors.set_index("factor_id")["factor"].to_dict(),
    )


def file_of(tables: Prepared, timing: str, first: int) -> dict[str, Any]:
    """Return one file of answers: `years` by last year, and what is the same for all of them."""
    start = first + 1 if timing == ONCE else TEN_FROM
    no_year = (
        f"The last year must come after the first, {first}."
        if timing == ONCE
        else f"The last of the ten payments is that of {TEN_FROM - 1}. Choose a later year."
    )
    years = {str(last): year(tables, timing, first, last) for last in range(start, LATEST + 1)}
    return {**shared(tables), "no_year": no_year, "years": years}


def shared(tables: Prepared) -> dict[str, Any]:
    """Return what every file repeats: the yardsticks and the sums, in words."""
    methods = {
        method["method_id"]: {
            "name": method["name"],
            "family": method["family"],
            "unknown": _unknown(method),
        }
        for method in tables.methods
    }
    bases = {str(base): words(base, "USD mn") for base in compensation.BASES_USD_MN}
    return {"methods": methods, "bases": bases}


def year(tables: Prepared, timing: str, first: int, last: int) -> dict[str, Any]:
    """Return the answers for a timing and two years.

    `sentence` is to be filled with `method`, `base`, `amount`, `of` (which dollars or yen),
    `factor` and `growth`; `usd` and `jpy` say `of`. `factors` maps a method, the smallest factor
    first, to the factor, the same in words, the growth in words, and the amounts: one a base in
    dollars, then in yen.
    """
    factors = {}
    for method in tables.methods:
        if timing == TEN:
            factor = compensation.ten_payments(method, tables.series, tables.cited, last)
        else:
            factor = compensation.factor(method, tables.series, tables.cited, first, last)
        if math.isfinite(factor):
            factors[method["method_id"]] = factor
    reaching = [m["name"] for m in tables.methods if factors.get(m["method_id"], 0) >= ASSERTED]
    paid = f"of {first}" if timing == ONCE else f"in ten payments from {TEN_FROM - 10} on"
    each = "" if timing == ONCE else " on each payment"
    rate = compensation.exchange_rate(tables.series, last)
    return {
        "sentence": f"{{method}}: {{base}} {paid} become {{amount}} {{of}}. That is {{factor}} times "
        f"the dollars, a yearly growth of {{growth}} percent{each}.",
        "more": _reach(reaching, len(factors)),
        "usd": f"dollars of {last}",
        "jpy": f"yen at the rate of {last}",
        "factors": {
            name: _entry(factor, rate, timing, last - first)
            for name, factor in sorted(factors.items(), key=lambda pair: pair[1])
        },
    }


def _entry(factor: float, rate: float, timing: str, years: int) -> list[Any]:
    growth = (
        compensation.yearly_growth_pct(factor, years)
        if timing == ONCE
        else compensation.ten_payments_growth_pct(factor, FIRST + years)
    )
    return [
        float(f"{factor:.4g}"),
        digits(factor, "factor", _decimals(factor)),
        digits(growth, "pct a year", 1),
        *(
            amount_words(base * factor * of, currency)
            for currency, of in (("USD", 1.0), ("JPY", rate))
            for base in compensation.BASES_USD_MN
        ),
    ]


def amount_words(millions: float, currency: str) -> str:
    """Return an amount in words less the currency, in billions from one on: `2.3 billion`."""
    value, unit = (millions, "mn") if millions < 1000 else (millions / 1000, "bn")
    return words(value, f"{currency} {unit}").rsplit(" ", 1)[0]


def shown_answer(
    file: dict[str, Any], last: int, method: str, base: int, currency: str
) -> dict[str, Any]:
    """Return the answer to one choice out of a file: what the script of the page looks up."""
    here, about = file["years"][str(last)], file["methods"]
    _, factor, growth, *amounts = here["factors"][method]
    which = list(file["bases"]).index(str(base)) + (len(file["bases"]) if currency == "jpy" else 0)
    sentence = here["sentence"].format(
        method=about[method]["name"],
        base=file["bases"][str(base)],
        amount=amounts[which],
        of=here[currency],
        factor=factor,
        growth=growth,
    )
    rows = [
        {
            "name": about[name]["name"],
            "family": about[name]["family"],
            "x": x,
            "factor": in_words,
            "growth": grown,
            "chosen": name == method,
        }
        for name, (x, in_words, grown, *_) in here["factors"].items()
    ]
    return answer(sentence, here["more"], rows)


def _reach(names: list[str], known: int) -> str:
    of = f"Of the {words(known, 'count')} yardsticks known for these years"
    if not names:
        return f"{of}, none reaches {words(ASSERTED, 'factor')}."
    verb = "reaches" if len(names) == 1 else "reach"
    return f"{of}, {words(len(names), 'count')} {verb} {words(ASSERTED, 'factor')}: {'; '.join(names)}."


def _unknown(method: dict[str, str]) -> str:
    if method["rule"] == "cited":
        return f"For this yardstick a single step is on record, one sum from {FIRST} to {LAST}."
    return "For this yardstick our data do not reach over these years."


def _decimals(factor: float) -> int | None:
    """Return more decimals for small factors, where the usual one would hide what changed."""
    if factor >= 2:
        return None
    return 2 if factor >= 0.1 else 3
