"""The plates of one amount a year: missiles, trade, food, visits to graves."""

from __future__ import annotations

import pandas as pd

from rereading import calendar
from rereading.figures.publish import PublishedFigure, publish
from rereading.figures.yearly import draw_yearly
from rereading.numbers import Number, cell, counted, label, rows, source_ids
from rereading.prose import check_that

ARTICLE_YEAR = 2017
LAST_FULL_YEAR = 2005  # the last whole year before Japan shut out ships and goods
GRADES = "Filled: an official table; ring: reported; half: derived."


def flights(missile_flights: pd.DataFrame) -> PublishedFigure:
    """Return missile flights by year."""
    shown = missile_flights.rename(columns={"flights": "amount"})
    by_year = shown.set_index("year")
    peak = int(by_year["amount"].idxmax())
    last = int(by_year.index.max())
    numbers = {
        "peak": Number(
            by_year.loc[peak, "amount"], "count", "derived", source_ids(shown["source_id"])
        ),
        "peak_year": Number(peak, "year", "derived", source_ids(shown["source_id"])),
        "quiet": counted(int((shown["amount"] == 0).sum()), shown.iloc[0]),
        "years": counted(len(shown), shown.iloc[0]),
    }
    check_that("For years there were none", numbers["quiet"].value >= 2)
    check_that("the year before the article", peak == ARTICLE_YEAR - 1)
    return publish(
        "flights",
        draw_yearly,
        shown,
        (int(by_year.index.min()), last),
        "missiles flown in the year",
        {
            year: str(int(by_year.loc[year, "amount"]))
            for year in (2006, 2009, peak - 2, peak, last)
        },
        "",
        heights=(260, 260),
        description=(
            f"Marks on stems: missiles that North Korea flew each year from "
            f"{by_year.index.min()} to {last}. In {numbers['quiet']} of {numbers['years']} years "
            f"none; the most, {numbers['peak']}, in {numbers['peak_year']}. "
            + " ".join(f"{row.year}: {row.amount}." for row in shown.itertuples())
        ),
        point="For years there were none; in {peak_year}, the year before the article, {peak}.",
        caption="Counted from one data file. The last year is a "
        "whole year, so part of it lies after the article. Half: derived.",
        numbers=numbers,
        table=missile_flights,
        columns={
            "year": "Year",
            "flights": "Flights",
            "launch_days": "Days with flights",
            "note": "Note",
        },
        sources=shown["source_id"],
    )


def trade(north_korea_trade: pd.DataFrame, unit: str) -> PublishedFigure:
    """Return Japan's yearly trade with North Korea in one unit, yen or dollars."""
    shown = calendar.trade(north_korea_trade, unit)
    by_year = shown.set_index("year")
    first, late, end = int(by_year.index.min()), LAST_FULL_YEAR, int(by_year.index.max())
    peak, last = int(by_year["amount"].idxmax()), int(by_year[by_year["amount"] > 0].index.max())
    ids = source_ids(shown["source_id"])
    numbers = {
        "peak": cell(by_year.loc[peak], "amount"),
        "peak_year": Number(peak, "year", by_year.loc[peak, "grade"], ids),
        "late": cell(by_year.loc[late], "amount"),
        "late_year": Number(late, "year", "derived", ids),
        "last": cell(by_year.loc[last], "amount"),
        "last_year": Number(last, "year", by_year.loc[last, "grade"], ids),
    }
    notes = {
        year: label(amount, "number", 1 if amount < 10 else 0)
        for year, amount in by_year.loc[sorted({first, peak, late, last}), "amount"].items()
    }
    plus = after = ""
    if "more than" in by_year.loc[first, "note"]:
        notes[first] += "+"
        plus = "A plus: the source says “more than”. "
    if last < end:
        zero = int(by_year.index[by_year["amount"] == 0].min())
        check_that("nothing from {} on", (by_year.loc[zero:, "amount"] == 0).all())
        numbers["zero_year"] = Number(zero, "year", by_year.loc[zero, "grade"], ids)
        notes[(last + end) // 2 + 1] = "nothing"  # in the middle of the years without trade
        after = ", nothing from {zero_year} on"
    scale, money, remarks = "million", "dollars", ""
    if unit == "JPY bn":
        scale, money = "billion", "yen"
        remarks = (
            "The peak probably holds gifts of rice at the price in Japan; nobody confirms it. "
            "The figure after {late_year} probably runs from April to March. "
        )
    return publish(
        f"trade-{money}",
        draw_yearly,
        shown,
        (first, end),
        f"{scale} {money}, both ways",
        notes,
        "?",
        heights=(290, 290),
        description=(
            f"Marks on stems: Japan’s trade with North Korea in {money}, year by year as printed. "
            f"Highest {numbers['peak']} in {numbers['peak_year']}, {numbers['late']} in "
            f"{numbers['late_year']}, {numbers['last']} in {numbers['last_year']}"
            f"{after.format(**numbers)}. "
            + " ".join(f"{row.year}: {label(row.amount, unit)}." for row in shown.itertuples())
        ),
        point=f"In {money}: {{late}} in {{late_year}}, {{last}} in {{last_year}}{after}.",
        caption=f"Trade both ways, from several publishers, not joined to a line. {remarks}"
        f"A question mark: no figure was found. {plus}{GRADES}",
        numbers=numbers,
        table=shown,
        columns={
            "year": "Year",
            "amount": f"{scale.capitalize()} {money}",
            "period": "Period",
            "series": "Who counted",
            "grade": "Evidence",
            "note": "Note",
        },
        sources=shown["source_id"],
    )


def food(food_aid: pd.DataFrame) -> PublishedFigure:
    """Return tonnes of food aid by year of decision."""
    shown = calendar.food(food_aid)
    by_year = shown.set_index("year").assign(unit="t")
    peak, last = int(by_year["amount"].idxmax()), int(by_year.index.max())
    numbers = {
        "peak": cell(by_year.loc[peak], "amount"),
        "peak_year": Number(peak, "year", "derived", source_ids(shown["source_id"])),
        "last": cell(by_year.loc[last], "amount"),
        "last_year": Number(last, "year", "derived", source_ids(shown["source_id"])),
    }
    return publish(
        "food",
        draw_yearly,
        shown,
        (int(by_year.index.min()), 2017),
        "thousand tonnes of food decided in the year",
        {
            year: label(amount / 1000, "number", 0)
            for year, amount in by_year["amount"].items()
            if amount > by_year["amount"].max() / 10
        },
        "no decision found",
        heights=(250, 250),
        description=(
            f"Marks on stems: food that Japan decided to send to North Korea. Most in "
            f"{numbers['peak_year']}: {numbers['peak']}; last in {numbers['last_year']}: "
            f"{numbers['last']}; no decision is on record after it. "
            + " ".join(f"{row.year}: {label(row.amount, 't')}." for row in shown.itertuples())
        ),
        point="Most food was decided on in {peak_year}, {peak}; the last on record is {last}, in "
        "{last_year}.",
        caption="By the year of the decision, not of arrival; part of the first year’s rice was on "
        f"credit. Other years: no decision on record. {GRADES}",
        numbers=numbers,
        table=shown,
        columns={"year": "Year", "amount": "Tonnes of food", "grade": "Evidence"},
        sources=shown["source_id"],
    )


def visits(grave_visits: pd.DataFrame) -> PublishedFigure:
    """Return visits of relatives to graves by year."""
    shown = calendar.visits(grave_visits)
    by_year = shown.set_index("year")
    last = int(by_year.index.max())
    numbers = {
        "all": counted(len(grave_visits), *rows(grave_visits)),
        "first_year": Number(
            int(by_year.index.min()), "year", "derived", source_ids(shown["source_id"])
        ),
        "last_year": Number(last, "year", "derived", source_ids(shown["source_id"])),
    }
    return publish(
        "grave-visits",
        draw_yearly,
        shown,
        (int(by_year.index.min()), 2017),
        "visits of relatives begun in the year",
        {year: str(int(amount)) for year, amount in by_year["amount"].items()},
        "none found",
        heights=(220, 230),
        description=(
            f"Marks on stems: {numbers['all']} visits of Japanese relatives to graves in North "
            f"Korea, from {numbers['first_year']} to {numbers['last_year']}; none was found after. "
            + " ".join(f"{row.year}: {int(row.amount)}." for row in shown.itertuples())
        ),
        point="On record are {all} visits to graves, from {first_year} to {last_year}; none was "
        "found after.",
        caption=f"Not found does not mean that there was none. {GRADES}",
        numbers=numbers,
        table=grave_visits,
        columns={
            "start": "From",
            "end": "To",
            "organiser": "Organiser",
            "relatives": "Relatives",
            "grade": "Evidence",
            "note": "Note",
        },
        sources=grave_visits["source_id"],
    )
