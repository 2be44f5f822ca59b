"""The abducted and the dead: who counts as abducted, how many remains, what recovery costs.

Every function takes tables and returns a new frame or a number; none reads a file.
"""

from __future__ import annotations

import pandas as pd

from rereading.credits import united
from rereading.evidence import READING_COLUMNS
from rereading.quantities import digits

RETURNED = "returned in 2002"
DEAD = "dead, says the North"
DENIED = "never entered, says the North"
STATUSES = (RETURNED, DEAD, DENIED)
# The count of the police that was in force when the article ran.
BEFORE_ARTICLE = "2016-12-01"
FIRST_COUNT = "2012-11-01"
# For the claim on dollars, sums in yen move at the rate at which the one demand was printed twice.
DEMAND_USD, DEMAND_JPY = "demand-usd", "demand-jpy"
MINISTRY, ALL_THEATRES = "r03", "r24"


def by_status(abductees: pd.DataFrame) -> pd.DataFrame:
    """Return how many people of the recognised cases met which fate: status, people."""
    sums = abductees.groupby("status")["people"].sum().reindex(list(STATUSES))
    return sums.reset_index()


def balance(remains: pd.DataFrame) -> pd.Series[float]:
    """Return the ministry's book balance for the north of Korea: died, home, left (persons).

    `left` is what the ministry prints, not the difference. Raises `KeyError` for a lost row.
    """
    rows = remains.set_index("row_id")["value"]
    return pd.Series({"died": rows["r01"], "home": rows["r02"], "left": rows[MINISTRY]})


def each(recovery_costs: pd.DataFrame) -> pd.DataFrame:
    """Return the costs with the price of one added: for_one (in `each_unit`), printed.

    `for_one` is the printed price where there is one, else the amount over its base: thousand
    dollars from million dollars, million yen from billion yen.
    """
    computed = 1000 * recovery_costs["amount"] / recovery_costs["base"]
    printed = recovery_costs["each"].notna()
    return recovery_costs.assign(
        for_one=recovery_costs["each"].where(printed, computed), printed=printed
    )


def implied_rate(recovery_costs: pd.DataFrame) -> float:
    """Return yen to the dollar in the demand that was printed in both currencies."""
    amounts = recovery_costs.set_index("cost_id")["amount"]
    return float(1000 * amounts[DEMAND_JPY] / amounts[DEMAND_USD])


def readings_of_dozens(
    abductees: pd.DataFrame, abduction_counts: pd.DataFrame, missing_persons: pd.DataFrame
) -> pd.DataFrame:
    """Return the readings of "dozens": who is counted, by whom, and how surely (persons)."""
    fate = by_status(abductees).set_index("status")["people"]
    cases = united(abductees["source_id"])
    counts = abduction_counts.set_index("count_id")
    missing = missing_persons.set_index("as_of")
    rows = [
        _listed("recognised", "recognised as abducted by Tokyo", counts.loc["recognised"], ""),
        _computed(
            "not-back",
            "recognised, and not back by 2013",
            fate[DEAD] + fate[DENIED],
            cases,
            "who is counted",
        ),
        _computed(
            "admitted",
            "admitted by the North",
            fate[RETURNED] + fate[DEAD],
            cases,
            "speaker",
        ),
        _listed(
            "police",
            "the police, with two Korean nationals",
            counts.loc["police"],
            "speaker; nationality",
        ),
        _listed(
            "private-strong",
            "strongly suspected, on a private list, 2014",
            counts.loc["private-strong"],
            "speaker; certainty",
        ),
        _listed(
            "private-list",
            "suspected, on the same private list, 2014",
            counts.loc["private-list"],
            "speaker; certainty",
        ),
        _missing("first-count", "cannot be ruled out, November 2012", missing.loc[FIRST_COUNT]),
        _missing(
            "not-ruled-out", "cannot be ruled out, December 2016", missing.loc[BEFORE_ARTICLE]
        ),
    ]
    return pd.DataFrame(rows, columns=READING_COLUMNS)


def readings_of_decades(abductees: pd.DataFrame, abduction_counts: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the abducted taken from 1970 to 1989, in percent.

    By the police count there is one case more; the police date it to 1974.
    """
    inside = abductees[abductees["year"].between(1970, 1989)]["people"].sum()
    whole = abductees["people"].sum()
    police = abduction_counts.set_index("count_id").loc["police"]
    more = police["value"] - whole
    cases = united(abductees["source_id"])
    return pd.DataFrame(
        [
            _computed(
                "recognised", "recognised cases by their dates", 100 * inside / whole,
                cases, "",
            ),
            _computed(
                "police", "with the case of 1974 that the police add",
                100 * (inside + more) / (whole + more),
                f"{cases};{police['source_id']}", "speaker",
            ),
        ],
        columns=READING_COLUMNS,
    )  # fmt: skip


def readings_of_released(abductees: pd.DataFrame, abduction_counts: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "five": who came home, and who was said to be alive (persons)."""
    home = abductees[abductees["status"] == RETURNED]
    counts = abduction_counts.set_index("count_id")
    alive = counts.loc["said-alive"]
    return pd.DataFrame(
        [
            _listed("returned", "came home on 15 October 2002", counts.loc["returned"], ""),
            _computed(
                "by-case", "returned, added up case by case", home["people"].sum(),
                united(home["source_id"]), "how it is summed",
            ),
            _listed("said-alive", "said to be alive on 17 September 2002", alive, "what is counted"),
        ],
        columns=READING_COLUMNS,
    )  # fmt: skip


def readings_of_remains(remains: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of 20,000 dead in the North (persons; a set stands for one)."""
    changes = {
        MINISTRY: "",
        "r04": "date; source",
        "r05": "date; source; rounding",
        "r06": "date; source",
        "r07": "date; source",
        "r01": "what is counted",
    }
    rows = remains.set_index("row_id").loc[list(changes)]
    return pd.DataFrame(
        {
            "reading_id": list(changes),
            "label": [
                f"{label[0].lower()}{label[1:]}, {as_of[:4]}"
                for label, as_of in zip(rows["label"], rows["as_of"], strict=True)
            ],
            "value": rows["value"].to_numpy(),
            "grade": rows["grade"].to_numpy(),
            "source_id": rows["source_id"].to_numpy(),
            "changed": list(changes.values()),
        }
    )


def readings_of_demand(recovery_costs: pd.DataFrame, remains: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "tens of millions of dollars" (million US dollars).

    Sums in yen are turned into dollars at the rate that the demand itself implies.
    """
    costs = each(recovery_costs).set_index("cost_id")
    usd, jpy = costs.loc[DEMAND_USD], costs.loc[DEMAND_JPY]
    rate = implied_rate(recovery_costs)
    both = f"{usd['source_id']};{jpy['source_id']}"
    by_price = jpy["base"] * jpy["for_one"]  # million yen
    left = balance(remains)["left"]
    ministry = remains.set_index("row_id").loc[MINISTRY, "source_id"]
    hearsay, magazine = costs.loc["hearsay-2013"], costs.loc["magazine"]
    return pd.DataFrame(
        [
            _sum("demand", "the demand of 2015, as printed in dollars", usd, ""),
            _computed(
                "price-times-sets", "its price of one set, times its sets",
                by_price / rate, both, "how it is summed",
            ),
            _computed(
                "beyond-the-price", "the demand less that product",
                (1000 * jpy["amount"] - by_price) / rate, both, "what is paid for",
            ),
            _computed(
                "for-all", "the demand’s price for all who are left",
                usd["for_one"] * left / 1000, f"{usd['source_id']};{ministry}", "how many sets",
            ),
            _sum(
                "hearsay-2013", f"hearsay of 2013, for {digits(hearsay['base'], 'sets', 0)} sets",
                hearsay, "date; source",
            ),
            _computed(
                "magazine", "a magazine’s estimate of 2014",
                1000 * magazine["amount"] / rate, f"{magazine['source_id']};{both}", "date; source",
            ),
        ],
        columns=READING_COLUMNS,
    )  # fmt: skip


def _listed(reading_id: str, label: str, row: pd.Series[float], changed: str) -> tuple[object, ...]:
    return (reading_id, label, row["value"], row["grade"], row["source_id"], changed)


def _missing(reading_id: str, label: str, row: pd.Series[float]) -> tuple[object, ...]:
    changed = "speaker; certainty"
    return (reading_id, label, row["people"], row["grade"], row["source_id"], changed)


def _sum(reading_id: str, label: str, row: pd.Series[float], changed: str) -> tuple[object, ...]:
    return (reading_id, label, row["amount"], row["grade"], row["source_id"], changed)


def _computed(
    reading_id: str, label: str, value: float, source_id: str, changed: str
) -> tuple[object, ...]:
    return (reading_id, label, float(value), "derived", united([source_id]), changed)
