"""What if another sum, other years, another yardstick? What 1965's money is by each of them."""

import pandas as pd

from rereading import compensation
from rereading.quantities import digits, label, words
from rereading.whatif.form import Control, WhatIf, sources_html

FIRST, LAST, LATEST = compensation.START, compensation.END, 2025
PAID, ASSERTED = compensation.TRANCHES, compensation.ASSERTED_FACTOR
BASES = compensation.BASES_USD_MN
_BECOME = (
    " become {amount} {of}. That is {factor} times the dollars, a yearly growth of {growth} percent"
)
SENTENCES = {
    "once": f"{{method}}: {{base}} of {{first}}{_BECOME}.",
    "ten": f"{{method}}: {{base}} in ten payments from {PAID[0]} on{_BECOME} on each payment.",
}
OF = {"usd": "dollars of {last}", "jpy": "yen at the rate of {last}"}
NO_YEAR = {
    "once": "The last year must come after the first, {first}.",
    "ten": f"The last of the ten payments is that of {PAID[-1]}. Choose a later year.",
}
# Why a yardstick has no answer.
CITED = f"For this yardstick a single step is on record, one sum from {FIRST} to {LAST}."
UNREACHED = "For this yardstick our data do not reach over these years."
TEN_HINT = (
    f"The ten payments are those of {PAID[0]} to {PAID[-1]}, so they leave no first year to choose."
)
FIRST_HINT = (
    f"The sums are those agreed in {FIRST}. A later year asks what as many dollars of that year "
    "became."
)
# What to add if no yardstick reaches the hundredfold, one does, more do.
_KNOWN, _HUNDRED = "Of the {known} yardsticks known for these years", words(ASSERTED, "factor")
REACH = (
    f"{_KNOWN}, none reaches {_HUNDRED}.",
    f"{_KNOWN}, one reaches {_HUNDRED}: {{names}}.",
    f"{_KNOWN}, {{count}} reach {_HUNDRED}: {{names}}.",
)


def what_if(
    money_methods: pd.DataFrame, money_series: pd.DataFrame, cited_factors: pd.DataFrame
) -> WhatIf:
    """Return the what-if on the hundredfold; `data` holds tables and words, the script computes the same."""
    sums = {str(base): words(base, "USD mn") for base in BASES}
    known = compensation.factors(money_methods, money_series, cited_factors).dropna(subset="factor")
    reaching = money_methods["method_id"].isin(known[known["factor"] >= ASSERTED]["method_id"])
    names = money_methods[reaching]["name"]
    literal = known.set_index("method_id").loc[compensation.LITERAL_METHOD]
    base = min(BASES)
    amount = words(base * literal["factor"] / 1000, "USD bn").removesuffix(" dollars")
    unknown = [CITED if rule == "cited" else UNREACHED for rule in money_methods["rule"]]
    counts = [words(count, "count") for count in range(len(money_methods) + 1)]
    return WhatIf(
        key="try-compensation",
        title="What each yardstick makes of one dollar",
        controls=_controls(money_methods),
        columns={"name": "Yardstick", "factor": "Times", "growth": "Growth, percent a year"},
        sentence=SENTENCES["once"].format(
            method=literal["name"],
            base=sums[str(base)],
            first=FIRST,
            amount=amount,
            of=OF["usd"].format(last=LAST),
            **_said(literal["factor"]),
        ),
        more=REACH[min(len(names), 2)].format(
            known=counts[len(known)], count=counts[len(names)], names="; ".join(names)
        ),
        rows=[
            {"name": it.name, "family": it.family, "x": it.factor, **_said(it.factor)}
            | {"chosen": it.method_id == compensation.LITERAL_METHOD}
            for it in known.itertuples()
        ],
        reading_aid="Each dot is a yardstick, the large one the yardstick you chose. Each step of "
        "the axis is ten times the last.",
        sources_html=sources_html(money_methods["source_id"]),
        data={
            "methods": money_methods.assign(unknown=unknown).to_dict("records"),
            "series": compensation.by_year(money_series),
            "cited": cited_factors.set_index("factor_id")["factor"].to_dict(),
            "step": [FIRST, LAST],
            "paid": list(PAID),
            "asserted": ASSERTED,
            "sums": sums,
            "counts": counts,
            "sentences": SENTENCES,
            "of": OF,
            "no_year": NO_YEAR,
            "reach": REACH,
        },
    )


def _controls(money_methods: pd.DataFrame) -> tuple[Control, ...]:
    bases = {str(base): f"{label(base, 'USD mn')}: {what}" for base, what in BASES.items()}
    timings = {"once": "one sum, in the first year", "ten": "ten payments"}
    families = {
        family: dict(zip(methods["method_id"], methods["name"], strict=True))
        for family, methods in money_methods.groupby("family", sort=False)
    }
    currencies = {"usd": "dollars of the last year", "jpy": "yen, at the rate of the last year"}
    firsts, lasts = (FIRST, LATEST - 1), (FIRST + 1, LATEST)
    return (
        Control("base", "Sum", "radio", min(bases), bases),
        Control("timing", "Paid as", "radio", "once", timings, TEN_HINT),
        Control("first", "First year", "number", str(FIRST), firsts, FIRST_HINT, "timing=once"),
        Control("last", "Last year", "number", str(LAST), lasts),
        Control("method", "Yardstick", "select", compensation.LITERAL_METHOD, families),
        Control("currency", "Answer in", "radio", "usd", currencies),
    )


def _said(factor: float) -> dict[str, str]:
    """Return a factor from the first year to the last, and its yearly growth, in words."""
    # More decimals for small factors, where the usual one would hide what changed.
    decimals = None if factor >= 2 else 2 if factor >= 0.1 else 3
    growth = compensation.yearly_growth_pct(factor, LAST - FIRST)
    return {"factor": digits(factor, "factor", decimals), "growth": digits(growth, decimals=1)}
