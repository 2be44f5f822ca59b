"""The abducted and the dead: who counts as abducted, how many remains, what recovery costs."""

import pandas as pd

from rereading.evidence import readings
from rereading.quantities import Number, cell, derived, digits

RETURNED = "returned in 2002"
DEAD = "dead, says the North"
DENIED = "never entered, says the North"
# The count of the police that was in force when the article ran.
BEFORE_ARTICLE = "2016-12-01"
FIRST_COUNT = "2012-11-01"
MINISTRY, ALL_THEATRES = "r03", "r24"


def each(recovery_costs: pd.DataFrame) -> pd.DataFrame:
    """Return the costs with the price of one added, for_one in `each_unit`: printed, or computed."""
    # Thousand dollars from million dollars, million yen from billion yen.
    computed = 1000 * recovery_costs["amount"] / recovery_costs["base"]
    return recovery_costs.assign(for_one=recovery_costs["each"].fillna(computed))


def readings_of_dozens(
    abductees: pd.DataFrame, abduction_counts: pd.DataFrame, missing_persons: pd.DataFrame
) -> pd.DataFrame:
    """Return the readings of "dozens": who is counted, by whom, and how surely (persons)."""
    fate = abductees.groupby("status")["people"].sum()
    not_back = derived(fate[DEAD] + fate[DENIED], "persons", abductees)
    admitted = derived(fate[RETURNED] + fate[DEAD], "persons", abductees)
    count = numbers(abduction_counts, "count_id", "value")
    missing = numbers(missing_persons, "as_of", "people")
    unsure = "speaker; certainty"
    return readings(
        [
            ("recognised", "recognised as abducted by Tokyo", count["recognised"], ""),
            ("not-back", "recognised, and not back by 2013", not_back, "who is counted"),
            ("admitted", "admitted by the North", admitted, "speaker"),
            ("police", "the police, with two Korean nationals", count["police"],
             "speaker; nationality"),
            ("private-strong", "strongly suspected, on a private list, 2014",
             count["private-strong"], unsure),
            ("private-list", "suspected, on the same private list, 2014", count["private-list"],
             unsure),
            ("first-count", "cannot be ruled out, November 2012", missing[FIRST_COUNT], unsure),
            ("not-ruled-out", "cannot be ruled out, December 2016", missing[BEFORE_ARTICLE], unsure),
        ]
    )  # fmt: skip


def readings_of_decades(abductees: pd.DataFrame, abduction_counts: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the abducted taken from 1970 to 1989, in percent."""
    inside = abductees[abductees["year"].between(1970, 1989)]["people"].sum()
    whole = abductees["people"].sum()
    police = abduction_counts.set_index("count_id").loc["police"]
    more = police["value"] - whole
    dated = derived(100 * inside / whole, "pct", abductees)
    with_police = derived(100 * (inside + more) / police["value"], "pct", abductees, police)
    return readings(
        [
            ("recognised", "recognised cases by their dates", dated, ""),
            ("police", "with the case of 1974 that the police add", with_police, "speaker"),
        ]
    )


def readings_of_released(abductees: pd.DataFrame, abduction_counts: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of "five": who came home, and who was said to be alive (persons)."""
    home = abductees[abductees["status"] == RETURNED]
    count = numbers(abduction_counts, "count_id", "value")
    by_case = derived(home["people"].sum(), "persons", home)
    return readings(
        [
            ("returned", "came home on 15 October 2002", count["returned"], ""),
            ("by-case", "returned, added up case by case", by_case, "how it is summed"),
            ("said-alive", "said to be alive on 17 September 2002", count["said-alive"],
             "what is counted"),
        ]
    )  # fmt: skip


def readings_of_remains(remains: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of 20,000 dead in the North (persons; a set stands for one)."""
    changes = {MINISTRY: "", "r04": "date; source", "r05": "date; source; rounding"}
    changes |= {"r06": "date; source", "r07": "date; source", "r01": "what is counted"}
    cases = []
    for name, row in remains.set_index("row_id").loc[list(changes)].iterrows():
        label = f"{row['label'][0].lower()}{row['label'][1:]}, {row['as_of'][:4]}"
        cases.append((name, label, cell(row, "value"), changes[name]))
    return readings(cases)


def readings_of_demand(recovery_costs: pd.DataFrame, remains: pd.DataFrame) -> pd.DataFrame:
    """Return readings of "tens of millions of dollars" (USD mn), at the demand's own rate to the yen."""
    costs = each(recovery_costs).set_index("cost_id")
    usd, jpy = costs.loc["demand-usd"], costs.loc["demand-jpy"]
    hearsay, magazine = costs.loc["hearsay-2013"], costs.loc["magazine"]
    left = remains.set_index("row_id").loc[MINISTRY]
    rate = 1000 * jpy["amount"] / usd["amount"]  # yen to the dollar
    by_price = jpy["base"] * jpy["for_one"]  # million yen
    product = derived(by_price / rate, "USD mn", usd, jpy)
    beyond = derived((1000 * jpy["amount"] - by_price) / rate, "USD mn", usd, jpy)
    for_all = derived(usd["for_one"] * left["value"] / 1000, "USD mn", usd, left)
    told = f"hearsay of 2013, for {digits(hearsay['base'], 'sets', 0)} sets"
    estimate = derived(1000 * magazine["amount"] / rate, "USD mn", magazine, usd, jpy)
    return readings(
        [
            ("demand", "the demand of 2015, as printed in dollars", cell(usd, "amount"), ""),
            ("price-times-sets", "its price of one set, times its sets", product,
             "how it is summed"),
            ("beyond-the-price", "the demand less that product", beyond, "what is paid for"),
            ("for-all", "the demand’s price for all who are left", for_all, "how many sets"),
            ("hearsay-2013", told, cell(hearsay, "amount"), "date; source"),
            ("magazine", "a magazine’s estimate of 2014", estimate, "date; source"),
        ]
    )  # fmt: skip


def numbers(frame: pd.DataFrame, key: str, column: str) -> dict[str, Number]:
    """Return the numbers of a column by the values of another."""
    return {row[key]: cell(row, column) for _, row in frame.iterrows()}
