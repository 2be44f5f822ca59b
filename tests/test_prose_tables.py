"""Sentences that readers see and tables keep: exercises and their replies, open ends, corrections.

What they say of the data is backed here, by a function for each exercise or table.
"""

import ast
import inspect
import re
from collections.abc import Callable
from textwrap import dedent

import pandas as pd
import pytest
from exempt import IN_TABLES
from helpers import csv_rows
from prose import Passage, named, typed_digits, unbacked

from rereading import calendar, compensation, imports, reserves, supply, table
from rereading.claims import claim
from rereading.numbers import words
from rereading.prose import holds
from rereading.solutions import SOLUTIONS

# Where sentences for readers stand. Questions and hints of exercises say what to do.
TEXTS = {
    "exercises": ("right", "solution"),
    "exercise_answers": ("feedback",),
    "expectations": ("expects", "because"),
    "corrections": ("what", "change"),
    "terms": ("meaning",),
    "vocabulary": ("note",),
    "claims": ("untestable_reason",),
}


def factors() -> pd.Series:
    tables = map(table, ("money_methods", "money_series", "cited_factors"))
    return compensation.factors(*tables).set_index("method_id")["factor"]


def imports_crossing() -> None:
    flows, asserted = table("trade_flows"), claim("china-56-percent").asserted.value
    share = imports.shares(imports.sweep(flows), "weight", "Japan’s imports")
    share = share.set_index("year")["share_pct"].loc[imports.CLASH_YEAR :]
    first = share.index[share < asserted][0]
    crossings = (share < asserted).astype(int).diff().abs().loc[first + 1 :].sum()
    holds("crossed the article’s line more than once after that", crossings > 1)
    holds("the share was still far above the line", share.iloc[0] > asserted + 20)
    holds("In that year it lies below, too", (share < asserted).any())
    holds("it was not the first time", share.index[share < asserted][-1] > first)


def imports_share() -> None:
    solved = SOLUTIONS["imports-share"]()
    holds(
        "it lies far above the article’s number", solved.right.value > 20 + solved.wrong["article"]
    )


def reserves_rows() -> None:
    places = reserves.second_places(table("reserves"), table("reserve_base"))
    ranks = reserves.ranks(table("reserves"), table("reserve_base"))
    first = ranks[(ranks["tonnage_mt"] == 48) & (ranks["rank"] == 1)]
    above = places.merge(first, on=["table", "edition_year"])["high_mt"]
    holds("the same tonnage would have been first", len(first) > 0)
    holds("China’s own figure was smaller in those editions", above.max() <= 48)
    holds("In some of them the tonnage would be first", 0 < len(first) < len(places))


def reserves_rank() -> None:
    solved = SOLUTIONS["reserves-rank"]()
    holds("Nobody in that table has more", solved.wrong["above"] == 0)
    holds("No country has more than {}", solved.wrong["above"] == 0)
    holds("one more than none: {}", solved.right.value == 1)


def reserves_low() -> None:
    solved, claimed = SOLUTIONS["reserves-low"](), reserves.CLAIMED_MT
    first = reserves.edition(table("reserves"), 2025)["country"].iloc[0]
    holds("and China first with {}", first == "China")
    holds(
        "The claim lies far beyond both",
        claimed > 2 * solved.wrong["first"] > 2 * solved.right.value,
    )


def reserves_world() -> None:
    times = SOLUTIONS["reserves-world"]().right.value
    holds("more than all others together", times > 1)
    holds("larger than the printed total of the world", times > 1)


def compensation_family() -> None:
    at = factors()
    short = at[["us_cpi", "us_wage", "gold"]]
    holds("Prices, wages and gold all stop short of the article’s line", short.max() < 100)
    holds("Shares with their dividends put back in pass it", at["sp500_tr"] > 100)
    holds("so does the growth of South Korea’s own economy", at["kr_gdp_share"] > 100)
    holds("All of that is far from", min(at["sp500_tr"], at["kr_gdp_share"]) > 5 * at["us_cpi"])
    holds("Wages rose somewhat faster than prices", 1 < at["us_wage"] / at["us_cpi"] < 1.5)
    holds("both stay far below the line", short[["us_cpi", "us_wage"]].max() < 100 / 5)
    holds("Prices lie furthest left of these four", short.min() == at["us_cpi"] < at["sp500_tr"])
    holds("less than a tenth of a hundredfold", at["us_cpi"] < 100 / 10)
    holds("Gold comes closer than prices", at["us_cpi"] < at["gold"] < 100 / 2)


def compensation_cpi() -> None:
    solved = SOLUTIONS["compensation-cpi"]()
    holds(
        "less than a tenth of what the article says",
        solved.right.value < solved.wrong["article"] / 10,
    )
    holds("Prices went up", solved.wrong["factor"] > 1)


def compensation_loans() -> None:
    asserted = claim("kim-30bn-today").asserted.value
    everything = SOLUTIONS["compensation-loans"]().wrong["everything"]
    holds("still nowhere near {}", everything < asserted / 3)


def calendar_first() -> None:
    days = table("clash_events").set_index("date")["event"]
    dates = ("2010-09-13", "2010-09-21", "2010-09-24")
    crew, told, captain = (days[date] for date in dates)
    holds("The crew flew home on 13 September 2010", crew.endswith("crew members fly home"))
    holds("Traders first spoke of a stop on 21 September", told.startswith("Traders say"))
    holds("prosecutors decided to release the captain on 24 September", "release the" in captain)
    holds("That came last of the three", days.index[days == captain][0] == max(dates))


def calendar_stop() -> None:
    solved, home = SOLUTIONS["calendar-stop"](), "2010-09-25"
    waited = calendar.days_between(calendar.STOP, home)
    holds(
        "For nearly all of that time the captain was already home", waited < solved.right.value / 10
    )
    holds(
        "The stop was first reported two weeks later",
        solved.wrong["from-clash"] - solved.right.value == 14,
    )
    holds(
        "The stop went on long after he was free", solved.right.value > 5 * solved.wrong["captain"]
    )


def calendar_because() -> None:
    trade = calendar.trade(table("north_korea_trade"), "JPY bn").set_index("year")["amount"]
    bans = table("sanctions_and_tests").query("kind == 'Japan’s own measure'")["date"]
    holds("the ban on ships in October 2006", bans.min().startswith("2006-10"))
    holds("trade that ends within a few years of them", trade[2010] == 0)
    holds(
        "trade had been falling since 2002, before the first ban",
        trade.loc[2001:2006].is_monotonic_decreasing,
    )


def supply_india() -> None:
    came = supply.arrivals(table("trade_flows"), "India").loc[2011:]
    plan = supply.plans(table("deals"), table("trade_flows")).set_index("partner")["planned_low_t"]
    holds("without it, it is not", list(came.index[came >= plan["India"]]) == [2023])
    holds("A later year is larger", came.loc[2017:].drop(2023).max() > came[2016])


def since_summits() -> None:
    solved = SOLUTIONS["since-summits"]()
    holds(
        "Between them lie fewer days than between the article and the first",
        solved.right.value < solved.wrong["wait"],
    )


def people_share() -> None:
    holds("Few of all", SOLUTIONS["people-share"]().right.value < 100 / 10)


def people_dozens() -> None:
    dozens = claim("abductees-dozens")
    holds("cannot rule it out for hundreds more", dozens.number("not-ruled-out").value >= 200)


def expectations() -> None:
    events = table("events_since")
    of = {name: rows for name, rows in events.groupby("bears_on")}
    added = of["pressure-grows"][of["pressure-grows"]["event"].str.contains("UN resolution")]
    holds(
        "Two more resolutions followed within five months",
        len(added) == 2 and added["date"].max() < "2018-01-06",
    )
    holds(
        "the list has none after them",
        events[events["event"].str.contains("resolution")]["date"].max() == added["date"].max(),
    )
    holds(
        "no remains sent home after 2014",
        table("remains").set_index("row_id").loc["r08", "value"] == 0,
    )
    holds("Two summits with the American president", len(of["a-line-to-washington"]) == 2)
    summits = table("calendar_events").query("event.str.contains('summit')")["date"]
    holds("no meeting", not of["normal-relations"]["event"].str.contains(r"\bmeets\b").any())
    holds("no summit since 2004", summits.max().startswith("2004"))
    shares = table("import_shares")
    holds(
        "China’s part by weight has risen again",
        shares.query("year >= 2024")["share_pct"].min()
        > shares.query("2014 <= year <= 2020")["share_pct"].max(),
    )


def corrections() -> None:
    number = {
        name: claim("china-56-percent").number(f"baci-2011-all-lines-{name}-exports").value
        for name in ("value", "weight")
    }
    edition = reserves.edition(table("reserves"), 2017)["country"]
    holds("the same share by weight lies far below", number["weight"] < number["value"] - 10)
    holds("the third to fifth country", len(edition) + 1 == 5)
    holds(
        "though three countries of that edition were not read",
        not set(edition) & {"Vietnam", "Russia", "Australia"},
    )
    holds("four countries and the total", len(edition) == 4)
    settled = table("settlement").set_index("item")["amount"]
    holds(
        "as if Japan had lent South Korea more than it gave",
        settled["loan_total"] < settled["grant_total"],
    )
    brazil = table("reserves").query("edition_year == 2014 and country == 'Brazil'")["reserves_t"]
    holds("left room for one of the two figures for Brazil alone", brazil.nunique() == 2)


def claims() -> None:
    visits = table("grave_visits")["start"]
    holds(
        "No dated contact was found for 2016 or 2017",
        not visits.str.startswith(("2016", "2017")).any(),
    )
    holds("The last family visit we know of was in August 2015", visits.max().startswith("2015-08"))


BACKED: dict[str, Callable[[], None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        imports_crossing, imports_share, reserves_rows, reserves_rank, reserves_low, reserves_world,
        compensation_family, compensation_cpi, compensation_loans, calendar_first, calendar_stop,
        calendar_because, supply_india, since_summits, people_share, people_dozens,
        expectations, corrections, claims,
    )
}  # fmt: skip


def passages() -> list[Passage]:
    """Return the sentences of tables: a passage an exercise, a passage each other table."""
    texts: dict[str, list[str]] = {}
    for name, columns in TEXTS.items():
        for row in csv_rows(name):
            said = [re.sub(r"\{\w+\}", "{}", row[column]) for column in columns if row[column]]
            texts.setdefault(row.get("exercise_id") or name, []).extend(said)
    return [
        Passage(
            where,
            " ".join(f"{each.rstrip('.')}." for each in said),
            names_in(BACKED[where]) if where in BACKED else (),
        )
        for where, said in texts.items()
    ]


def names_in(function: Callable[[], None]) -> tuple[str, ...]:
    return named(ast.parse(dedent(inspect.getsource(function))))


@pytest.mark.parametrize("where", BACKED)
def test_what_a_sentence_in_a_table_says_is_so(where: str) -> None:
    BACKED[where]()


def test_what_a_sentence_in_a_table_says_of_the_data_is_backed() -> None:
    alone = [f"{p.where}: {s}" for p in passages() for s in unbacked(p, IN_TABLES)]
    assert not alone, "back these in this file:\n" + "\n".join(alone)


def test_every_assertion_names_words_of_its_table() -> None:
    for passage in passages():
        assert not [name for name in passage.backed if name not in passage.text], passage.where
    text = " ".join(passage.text for passage in passages())
    assert not [words for words in IN_TABLES if words not in text]


@pytest.mark.parametrize("name", [name for name in TEXTS if not name.startswith("exercise")])
def test_no_result_is_typed_in_a_sentence_of_a_table(name: str) -> None:
    """The article's own numbers may stand there: they are data."""
    asserted = [claim(row["claim_id"]).asserted for row in csv_rows("claims")]
    own = {words(n.value, n.unit).removesuffix(" dollars") for n in asserted if n.value == n.value}
    for row in csv_rows(name):
        for column in TEXTS[name]:
            text = re.sub("|".join(map(re.escape, own)), "", row[column])
            assert typed_digits(text) == [], (name, column)


def test_a_claim_in_words_says_the_number_that_it_asserts() -> None:
    for row in csv_rows("claims"):
        for column in ("short", "says"):
            found = re.sub(r"\b(?:19|20)\d\ds?\b", "", row[column])
            for digits in re.findall(r"\d[\d,]*", found):
                assert float(digits.replace(",", "")) == float(row["asserted_value"]), row[
                    "claim_id"
                ]
