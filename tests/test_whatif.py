"""What a what-if answers, by the script of the built site, held against the chapters' functions.

Imports for every choice that is written down, reserves wherever a rank changes, compensation for every yardstick, sum
and currency in a sample of years. What the words say is read back as numbers.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from itertools import product
from operator import itemgetter
from statistics import fmean
from typing import Any

import pandas as pd
import pytest
from helpers import held

from rereading import claim, compensation, import_share, reserves, table
from rereading.quantities import digits, join, words
from rereading.whatif import compensation as try_compensation
from rereading.whatif import import_share as try_imports
from rereading.whatif import reserves as try_reserves

FLOWS, MONTHS = table("trade_flows"), table("import_months")
RESERVES, BASE = table("reserves"), table("reserve_base")
METHODS, SERIES, CITED = table("money_methods"), table("money_series"), table("cited_factors")
BY_ID = METHODS.set_index("method_id")
BY_YEAR, FACTORS = compensation.by_year(SERIES), CITED.set_index("factor_id")["factor"]
IMPORTS = try_imports.what_if(claim("china-56-percent"), FLOWS, MONTHS)
TONNAGES = try_reserves.what_if(RESERVES, BASE)
MONEY = try_compensation.what_if(METHODS, SERIES, CITED)
CHOSEN = itemgetter("chosen")
Answers = Callable[[str, list[dict[str, Any]]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def answers(browser, site):
    page = browser.new_page()
    page.add_script_tag(path=site / "_static" / "whatif.js")
    # As text, which crosses to the browser and back many times faster.
    ask = """([key, text]) => {
      const [choices, data] = JSON.parse(text);
      return JSON.stringify(choices.map((one) => whatif.answers[key](one, data)));
    }"""

    def answered(key: str, choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
        text = json.dumps([choices, held(site, key)["data"]])
        return list(json.loads(page.evaluate(ask, [key, text])))

    yield answered
    page.close()


def test_every_share_is_the_one_of_the_chapter():
    swept = import_share.sweep(FLOWS)
    known: dict[str, pd.Series[float]] = {}
    for measure, (side, whole) in product(import_share.MEASURES, try_imports.SIDES.items()):
        shares = import_share.shares(swept, measure, whole).set_index("year")
        for year, row in shares.reindex(range(1995, 2025)).iterrows():
            known[f"year|{side}|{measure}|{year}"] = row
    printed = MONTHS[MONTHS["preferred"] & MONTHS["quantity_t"].notna()]
    both = printed.pivot(index=["year", "month"], columns="origin", values="quantity_t").dropna()
    for (year, month), row in both.rename(columns={"China": "part", "World": "whole"}).iterrows():
        known[f"month|{year}-{month:02}"] = row
    (offered,) = (control.options for control in IMPORTS.controls if control.name == "month")
    assert [f"month|{month}" for month in offered] == [each for each in known if "-" in each]
    assert set(IMPORTS.data) == set(known)
    for choice, of in known.items():
        answer, share = IMPORTS.data[choice], 100 * of["part"] / of["whole"]
        if math.isnan(share):
            assert "|weight|" in choice and answer["control"] == "year"
            continue
        said, (chosen,) = answer["sentence"], filter(CHOSEN, answer["rows"])
        far = words(abs(share - 56), "points", 2 if abs(share - 56) < 0.1 else None)
        sold = "exports" in choice
        whole = "China exported went to Japan" if sold else "Japan imported came from China"
        assert f" {words(share, 'pct')} of all the rare earths that {whole}" in said
        assert f" {far} {'above' if share > 56 else 'below'} the article’s 56 percent" in said
        assert ("within what its words allow" in said) == (55.5 <= share < 56.5)
        assert chosen["share_pct"] == pytest.approx(share, abs=0.001)
        assert chosen["whole"] == try_imports.SIDES["exports" if sold else "imports"]
        assert chosen["part_of_whole"].split(" of ")[0].lstrip("$") in said


def test_a_tonnage_takes_its_rank_in_every_edition(answers):
    tables = {str(year): reserves.edition(RESERVES, year) for year in reserves.editions(RESERVES)}
    tables["base"] = reserves.base(BASE, reserves.BASE_EDITION)
    controls = {control.name: control for control in TONNAGES.controls}
    assert set(controls["edition"].options) == set(tables)
    smallest, largest = controls["tonnage"].options
    for name, ranking in tables.items():
        low, high = reserves.second_place(ranking)
        assert max(high, 216) < largest, "216 is what the North's own bodies name"
        # Where something changes, on both sides of it, and a few between.
        steps = [math.floor(tonnes / 1e6) + i for tonnes in ranking["reserves_t"] for i in (0, 1)]
        tried = sorted({*steps, *range(smallest, largest, 50), 200, largest} - {0})
        choices = [{"edition": name, "tonnage": str(mt)} for mt in tried]
        for mt, answer in zip(tried, answers("try-reserves", choices), strict=True):
            said, rank = answer["sentence"], words(reserves.rank(ranking, mt), "rank")
            assert f"of which we read {words(len(ranking), 'count')} countries" in said
            assert f" {mt} million tonnes would rank {rank}" in said
            level = ranking[ranking["reserves_t"] == mt * 1e6]["country"]
            assert said.partition(", level with ")[2] == f"{join(level)}." * bool(len(level))
            meant = ranking.set_index("country")["reserves_t"]
            meant.loc["North Korea"] = 1e6 * mt  # after those that it is level with
            meant = meant.sort_values(ascending=False, kind="stable")
            rows = answer["rows"]
            assert [row["place"] for row in rows] == [1 + (meant > each).sum() for each in meant]
            assert [row["country"] for row in rows] == list(meant.index)
            assert [1e6 * row["mt"] for row in rows] == pytest.approx(list(meant))
            printed = (row["tonnes"].replace(",", "").split() for row in rows)
            in_t = [float(size) * {"Mt": 1e6, "t": 1}[unit] for size, unit in printed]
            assert in_t == pytest.approx(list(meant), rel=0.01)
            claimed = [row["mt"] for row in rows if row["role"] == "claimed"]
            assert claimed == [mt] * (mt == claim("nk-claims-200m-t").asserted.value)
            ends = map(float, re.findall(r"\d+(?:\.\d+)?", answer["more"]))
            assert list(ends) == pytest.approx([low, high])


def check_years(answers: Answers, timing: str, first: int, last: int) -> int:
    """Hold all answers for two years against direct calls; return how many amounts there are."""
    paid = compensation.TRANCHES if timing == "ten" else [first]
    known = {}
    for name, method in BY_ID.iterrows():
        each = (compensation.factor(method, BY_YEAR, FACTORS, year, last) for year in paid)
        known[name] = fmean(each)
    finite = {name: factor for name, factor in known.items() if math.isfinite(factor)}
    reaching = [BY_ID["name"][name] for name, factor in finite.items() if factor >= 100]
    all_known, count = (words(len(each), "count") for each in (finite, reaching))
    template = try_compensation.REACH[min(len(reaching), 2)]
    more = template.format(known=all_known, count=count, names="; ".join(reaching))
    rates = {"usd": 1.0, "jpy": BY_YEAR["jpy_per_usd"][last]}
    asked = list(product(known, (300, 500, 800), rates))
    years = {"timing": timing, "first": str(first), "last": str(last)}
    choices = [
        {"method": name, "base": str(base), "currency": currency, **years}
        for name, base, currency in asked
    ]
    made = answers("try-compensation", choices)
    for (name, base, currency), answer in zip(asked, made, strict=True):
        if name not in finite:
            one_step = "one sum from 1965 to 2017" in answer["message"]
            assert (answer["control"], one_step) == ("method", BY_ID["rule"][name] == "cited")
            continue
        millions, (row,) = base * finite[name] * rates[currency], filter(CHOSEN, answer["rows"])
        value, unit = (millions, "mn") if millions < 1000 else (millions / 1000, "bn")
        assert answer["more"] == more
        amount = words(value, f"{currency.upper()} {unit}").rpartition(" ")[0]
        of, said = try_compensation.OF[currency].format(last=last), answer["sentence"]
        assert said.startswith(f"{BY_ID['name'][name]}: {words(base, 'USD mn')} ")
        assert "{" not in said
        assert f" become {amount} {of}. That is {row['factor']} times " in said
        assert f" growth of {row['growth']} percent" in said
        decimals = len(row["factor"].partition(".")[2])
        assert row["factor"] == digits(finite[name], "factor", decimals)
        assert row["factor"].strip("0.")
        # The growth in print gives the factor back, to half of its last digit.
        low, high = (
            fmean((1 + float(row["growth"]) / 100 + step) ** (last - year) for year in paid)
            for step in (-0.00051, 0.00051)
        )
        assert low <= finite[name] <= high
        assert [each["x"] for each in answer["rows"]] == pytest.approx(sorted(finite.values()))
    return len(finite) * 6


def test_every_sum_yardstick_and_currency_is_that_of_the_chapter(answers):
    pairs = [(first, last) for first in range(1965, 2025) for last in range(first + 1, 2026)]
    # The article's years, their neighbours and a sample of all others.
    chosen = [(1965, 2017), (1965, 2016), (1966, 2017), *pairs[::61]]
    assert sum(check_years(answers, "once", *pair) for pair in chosen) > 3000
    assert sum(check_years(answers, "ten", 1966, last) for last in range(1976, 2026, 7)) > 700


def test_years_without_an_answer_say_so(answers):
    choice = {"base": "300", "method": "us_cpi", "currency": "usd"}
    years = {"timing": "once", "first": "2017", "last": "2017"}, {"timing": "ten", "last": "1975"}
    once, ten = answers("try-compensation", [choice | each for each in years])
    assert once["control"] == ten["control"] == "last" and ten["message"] != once["message"]


@pytest.mark.parametrize("start", [IMPORTS, TONNAGES, MONEY], ids=lambda start: start.key)
def test_the_first_answer_is_the_one_that_the_script_gives(answers, start):
    first = {control.name: control.default for control in start.controls}
    asked = {
        control.name: control.default
        for control in start.controls
        if not control.when or tuple(control.when.split("=")) in first.items()
    }
    (answer,) = answers(start.key, [asked])
    assert (answer["sentence"], answer["more"]) == (start.sentence, start.more)
    for row, meant in zip(answer["rows"], start.rows, strict=True):
        assert {name: row[name] for name in meant} == pytest.approx(meant)


@pytest.mark.parametrize("start", [IMPORTS, TONNAGES, MONEY], ids=lambda start: start.key)
def test_a_chart_takes_its_colours_from_the_page(site, start):
    text = json.dumps(held(site, start.key)["chart"])
    assert "var(--accent)" in text and not re.search(r"#[0-9a-fA-F]{3,6}\b", text)
    assert (site / "_static" / "vendor" / "LICENSE").is_file()
