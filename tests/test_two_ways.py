"""Each headline result a second time: plain Python on the CSV files, exact fractions, no pandas.

Nothing here calls the arithmetic of `rereading`; what must agree is what its cards print, to the
last digit.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations, product
from math import prod

import pytest
from helpers import csv_rows

from rereading import claim

BAND_56 = Fraction("55.5"), Fraction("56.5")
BAND_30BN = Fraction(27), Fraction(33)
MONEY = csv_rows("money_series")


def printed(value: Fraction, decimals: int) -> str:
    """Return a positive fraction rounded half up, with a comma between thousands."""
    scaled = (value * 10**decimals * 2 + 1) // 2
    whole, part = divmod(int(scaled), 10**decimals)
    return f"{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")


def test_customs_share_of_2010():
    tonnes = {
        row["origin"]: Fraction(row["quantity_t"])
        for row in csv_rows("import_tonnes")
        if row["year"] == "2010" and row["basket"] == "finance ministry"
    }
    share = 100 * tonnes["China"] / tonnes["World"]
    assert str(claim("china-56-percent").number("customs-2010")) == f"{printed(share, 1)} percent"


def test_every_share_of_the_trade_data_and_the_hits():
    rows = csv_rows("trade_flows")
    lines = sorted({row["hs"] for row in rows})
    sums: dict = defaultdict(Fraction)
    for row in rows:
        bought, sold = row["importer_iso3"] == "JPN", row["exporter_iso3"] == "CHN"
        for measure, amount in (("weight", row["quantity_t"]), ("value", row["value_kusd"])):
            for part, counts in (("imports", bought), ("exports", sold), ("flow", bought and sold)):
                sums[row["year"], row["hs"], measure, part] += Fraction(amount or 0) * counts
    baskets = [chosen for size in (1, 2, 3) for chosen in combinations(lines, size)]
    shares = {}
    for year, chosen, measure in product({key[0] for key in sums}, baskets, ("weight", "value")):
        if measure == "weight" and chosen != ("2805.30",) and int(year) < 2000:
            continue  # hardly any weights are on record
        flow, bought, sold = (
            sum(sums[year, line, measure, part] for line in chosen)
            for part in ("flow", "imports", "exports")
        )
        shares[year, chosen, measure, "imports"] = 100 * flow / bought
        shares[year, chosen, measure, "exports"] = 100 * flow / sold
    it = claim("china-56-percent")
    traded = it.readings[it.readings["reading_id"].str.startswith("baci-")]
    theirs = [printed(Fraction(value), 9) for value in traded["value"]]
    assert sorted(printed(share, 9) for share in shares.values()) == sorted(theirs)
    hits = [share for share in shares.values() if BAND_56[0] <= share < BAND_56[1]]
    assert len(hits) == traded["in_band"].sum()
    match = shares["2011", tuple(lines), "value", "exports"]
    shown = it.number("baci-2011-all-lines-value-exports")
    assert match in hits and str(shown) == f"{printed(match, 1)} percent"


@pytest.mark.parametrize("edition", sorted({r["edition_year"] for r in csv_rows("reserves")}))
def test_the_rank_of_200_million_tonnes(edition):
    rows = [r for r in csv_rows("reserves") if r["edition_year"] == edition and r["reserves_t"]]
    listed = [row for row in rows if row["kind"] == "country" and row["preferred"] == "true"]
    tonnes = [Fraction(row["reserves_t"]) for row in listed]
    readings = claim("nk-second-after-china").readings.set_index("reading_id")["value"]
    ranked = len(tonnes) > 1 and any(row["country"] == "China" for row in rows)
    rank = 1 + sum(held > 200_000_000 for held in tonnes) if ranked else None
    assert readings.get(f"200-reserves-{edition}") == rank


def factor(method: dict[str, str], start: int, end: int) -> Fraction | None:
    """Return dollars of `end` for one of `start`; None where the data give no such step."""
    known = {(row["series_id"], int(row["year"])): Fraction(row["value"]) for row in MONEY}
    try:
        exchange = Fraction(1)
        if rate := method["exchange_series_id"]:
            exchange = known[rate, start] / known[rate, end]
        if method["rule"] == "cited":
            cited = {row["factor_id"]: row["factor"] for row in csv_rows("cited_factors")}
            whole = (start, end) == (1965, 2017)
            return Fraction(cited[method["series_id"]]) * exchange if whole else None
        if method["rule"] == "compound":
            rates = (known[method["series_id"], year] for year in range(start + 1, end + 1))
            return prod((1 + rate / 100 for rate in rates), start=Fraction(1)) * exchange
        grown = known[method["series_id"], end] / known[method["start_series_id"], start]
        if per := method["per_series_id"]:
            grown *= known[per, start] / known[per, end]
        return grown * exchange
    except KeyError:
        return None


def test_every_amount_that_300_million_could_be():
    amounts = {}
    for method, base in product(csv_rows("money_methods"), (300, 500, 800)):
        for timing, starts in (("once", [1965]), ("ten", range(1966, 1976))):
            parts = [factor(method, start, 2017) for start in starts]
            if None not in parts:
                name = f"{method['method_id']}-{base}-{timing}"
                amounts[name] = base * sum(filter(None, parts)) / len(parts) / 1000
    it = claim("kim-30bn-today")
    assert set(amounts) == set(it.readings["reading_id"])
    for reading_id, amount in amounts.items():
        decimals = 0 if amount >= 100 else 1
        assert str(it.number(reading_id)) == f"{printed(amount, decimals)} billion dollars"
    hits = {name for name, amount in amounts.items() if BAND_30BN[0] <= amount <= BAND_30BN[1]}
    assert hits == set(it.readings[it.readings["in_band"]]["reading_id"])
