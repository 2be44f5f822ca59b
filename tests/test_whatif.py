"""What a what-if can show, read from the files of the built site: every combination, one by one.

The values come from direct calls of the functions that the chapters use, not from the code that
wrote the files; what the words say is also read back as numbers.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers import held

from rereading import claim, compensation, imports, reserves, table
from rereading.figures.style import WIDE
from rereading.numbers import digits, label, round_half_up, words
from rereading.site.whatifs import SUBJECTS
from rereading.whatif import compensation as try_compensation
from rereading.whatif import imports as try_imports
from rereading.whatif import reserves as try_reserves
from rereading.whatif.form import WHATIF_MIME, WhatIf

ROOT = Path(__file__).resolve().parents[1]
CLAIM = claim("china-56-percent")
FLOWS, MONTHS = table("trade_flows"), table("import_months")
RESERVES, BASE = table("reserves"), table("reserve_base")
METHODS, SERIES, CITED = table("money_methods"), table("money_series"), table("cited_factors")
BY_YEAR, FACTORS = compensation.by_year(SERIES), CITED.set_index("factor_id")["factor"]


def numbers_in(text: str) -> list[Decimal]:
    """Return the numbers of a sentence, in order."""
    return [Decimal(found.replace(",", "")) for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)]


def start_of(key: str) -> WhatIf:
    """Return a what-if as its page makes it."""
    if key == try_imports.KEY:
        return try_imports.what_if(CLAIM, FLOWS, MONTHS)
    if key == try_reserves.KEY:
        return try_reserves.what_if(RESERVES, BASE)
    return try_compensation.what_if(METHODS, SERIES, CITED)


# --- Imports --------------------------------------------------------------------------------------


def test_every_share_of_a_year_is_the_one_of_the_chapter(site: Path) -> None:
    answers = held(site, "imports")
    swept = imports.sweep(FLOWS)
    choices = 0
    for year in range(1995, 2025):
        for measure in imports.MEASURES:
            for name, side in {"imports": "Japan’s imports", "exports": "China’s exports"}.items():
                shown = answers[f"year|{name}|{measure}|{year}"]
                choices += 1
                if measure == "weight" and year < imports.FIRST_WEIGHT_2846:
                    assert shown["control"] == "year" and "weights" in shown["message"]
                    continue
                one = imports.fraction(swept, year, measure, side)
                share = 100 * one["part"] / one["whole"]
                assert words(share, "pct") in shown["sentence"]
                scale = 1 if measure == "weight" else 1000
                said = numbers_in(shown["sentence"])
                assert said[0] == year
                assert said[1] == round_half_up(share, 1)
                for given, meant in zip(said[2:4], (one["part"], one["whole"]), strict=True):
                    exact = meant / scale
                    assert abs(float(given) - exact) <= (0.5 if exact >= 100 else 0.05) + 1e-9
                assert far_from_56(said[4], share) and said[5] == 56
                assert ("above" in shown["sentence"]) == (share > 56)
                in_band = "within what its words allow" in shown["sentence"]
                assert in_band == (55.5 <= share < 56.5)
                chosen = [row for row in shown["rows"] if row["chosen"]]
                assert [row["whole"] for row in chosen] == [side]
                for row in shown["rows"]:
                    of = imports.fraction(swept, year, measure, row["whole"])
                    assert row["share_pct"] == pytest.approx(of["share_pct"], abs=0.001)
                    assert row["share"] == label(of["share_pct"], "pct")
                    assert row["said"] == f"{row['share']} of {row['whole']}"
    assert choices + sum(key.startswith("month") for key in answers) == len(answers)


def far_from_56(said: Decimal, share: float) -> bool:
    """Return whether a distance in print is that of a share from the article's number."""
    return abs(float(said) - abs(share - 56)) <= 0.05 + 1e-9


def test_every_month_with_both_tonnages_is_offered_and_right(site: Path) -> None:
    answers = {key: a for key, a in held(site, "imports").items() if key.startswith("month")}
    known = MONTHS[MONTHS["preferred"] & MONTHS["quantity_t"].notna()]
    both = known.pivot(index=["year", "month"], columns="origin", values="quantity_t").dropna()
    assert list(answers) == [f"month|{year}-{month:02d}" for year, month in both.index]
    assert len(answers) >= 4
    for (_, shown), (_, tonnes) in zip(answers.items(), both.iterrows(), strict=True):
        share = 100 * tonnes["China"] / tonnes["World"]
        said = numbers_in(shown["sentence"])
        assert said[1:4] == [round_half_up(share, 1), int(tonnes["China"]), int(tonnes["World"])]
        assert far_from_56(said[4], share)
        assert len(shown["rows"]) == 1
    control = next(c for c in start_of(try_imports.KEY).controls if c.name == "month")
    assert [f"month|{value}" for value in control.options or ()] == list(answers)


# --- Reserves -------------------------------------------------------------------------------------


def test_every_tonnage_in_every_edition_takes_its_rank(site: Path) -> None:
    file = held(site, "reserves")
    tables = {str(year): reserves.edition(RESERVES, year) for year in reserves.editions(RESERVES)}
    tables["base"] = reserves.base(BASE, reserves.BASE_EDITION)
    assert set(file["editions"]) == set(tables)
    for name, ranking in tables.items():
        edition = file["editions"][name]
        held_mt = dict(zip(ranking["country"], ranking["reserves_t"] / 1e6, strict=True))
        assert {c["country"]: c["mt"] for c in edition["countries"]} == held_mt
        covered = []
        for run in edition["runs"]:
            for mt in range(run["from"], run["to"] + 1):
                covered.append(mt)
                rank = reserves.rank(ranking, mt)
                assert f"would rank {words(rank, 'rank')}" in run["sentence"]
                level = [country for country, has in held_mt.items() if has == mt]
                assert all(country in run["sentence"] for country in level)
                assert bool(level) == ("level with" in run["sentence"])
                assert run["ranks"][run["place"]] == rank
                tonnes = [country["mt"] for country in edition["countries"]]
                tonnes.insert(run["place"], mt)
                assert tonnes == sorted(tonnes, reverse=True)
                assert run["ranks"] == [1 + sum(o > t for o in tonnes) for t in tonnes]
                second = edition["low_mt"] <= mt < edition["high_mt"]
                assert second == ("would rank second" in run["sentence"])
        assert covered == list(range(1, try_reserves.LARGEST_MT + 1))
        assert (edition["low_mt"], edition["high_mt"]) == reserves.second_place(ranking)
        low, high = numbers_in(edition["more"])
        assert (float(low), float(high)) == pytest.approx(reserves.second_place(ranking))
    for mt in range(1, try_reserves.LARGEST_MT + 1):
        assert file["words"][mt - 1] == f"{mt} million tonnes"
        assert file["labels"][mt - 1] == f"{mt} Mt"
    assert file["claimed"] == claim("nk-claims-200m-t").asserted.value


def test_the_tonnages_reach_beyond_every_second_place_and_claim() -> None:
    rankings = try_reserves.rankings(RESERVES, BASE).values()
    highest = max(reserves.second_place(ranking)[1] for ranking in rankings)
    assert max(highest, *reserves.TONNAGES_MT) < try_reserves.LARGEST_MT


# --- Compensation ---------------------------------------------------------------------------------


def shown_by(year: dict[str, Any], file: dict[str, Any], method: str) -> dict[str, list[str]]:
    """Return the amounts in words that a page can show for a method, by currency."""
    amounts = year["factors"][method][3:]
    count = len(file["bases"])
    return {"USD": amounts[:count], "JPY": amounts[count:]}


def check_year(file: dict[str, Any], first: int, last: int, *, ten: bool) -> int:
    """Hold all answers for two years against direct calls; return how many amounts there are."""
    year, known, reach = file["years"][str(last)], {}, []
    for _, method in METHODS.iterrows():
        factor = (
            compensation.ten_payments(method, BY_YEAR, FACTORS, last)
            if ten
            else compensation.factor(method, BY_YEAR, FACTORS, first, last)
        )
        if math.isfinite(factor):
            known[method["method_id"]] = factor
            reach += [method["name"]] * (factor >= 100)
    assert set(year["factors"]) == set(known)
    rate = BY_YEAR["jpy_per_usd"][last]
    count = 0
    for name, factor in known.items():
        x, in_words, growth, *_ = year["factors"][name]
        assert x == pytest.approx(factor, rel=1e-3)
        decimals = len(in_words.partition(".")[2])
        assert in_words == digits(factor, "factor", decimals)
        assert float(in_words.replace(",", "")) > 0
        grown = 1 + float(growth) / 100
        if ten:
            low, high = (
                math.fsum((grown + step) ** (last - paid) for paid in range(1966, 1976)) / 10
                for step in (-0.00051, 0.00051)
            )
            assert low <= factor <= high
        else:
            assert growth == digits(
                compensation.yearly_growth_pct(factor, last - first), "pct a year", 1
            )
        for currency, of in (("USD", 1.0), ("JPY", rate)):
            shown = shown_by(year, file, name)[currency]
            for base, said in zip((300, 500, 800), shown, strict=True):
                millions = base * factor * of
                unit, value = ("mn", millions) if millions < 1000 else ("bn", millions / 1000)
                ending = {"USD": " dollars", "JPY": " yen"}[currency]
                assert said + ending == words(value, f"{currency} {unit}")
                count += 1
    assert all(name in year["more"] for name in reach)
    assert year["more"].count(";") == max(len(reach) - 1, 0)
    assert ("none reaches" in year["more"]) == (not reach)
    return count


def test_every_sum_yardstick_and_pair_of_years_is_that_of_the_chapter(site: Path) -> None:
    count = 0
    for first in range(1965, 2025):
        file = held(site, f"compensation-{first}")
        assert list(file["years"]) == [str(last) for last in range(first + 1, 2026)]
        for last in range(first + 1, 2026):
            count += check_year(file, first, last, ten=False)
    assert count > 100_000


def test_every_answer_for_ten_payments_is_that_of_the_chapter(site: Path) -> None:
    file = held(site, "compensation-ten")
    assert list(file["years"]) == [str(last) for last in range(1976, 2026)]
    assert sum(check_year(file, 1965, last, ten=True) for last in range(1976, 2026)) > 3000
    chapter = compensation.factors(METHODS, SERIES, CITED).set_index("method_id")["factor_ten"]
    for method, (x, *_) in file["years"]["2017"]["factors"].items():
        assert x == pytest.approx(chapter[method], rel=1e-3)


def test_the_growth_of_ten_payments_is_that_of_one_if_all_were_paid_at_once() -> None:
    grown = [1.07 ** (2017 - year) for year in range(1966, 1976)]
    assert compensation.ten_payments_growth_pct(sum(grown) / 10, 2017) == pytest.approx(7)
    assert compensation.ten_payments_growth_pct(1.0, 2017) == pytest.approx(0, abs=1e-9)


def test_the_words_of_the_first_answer_name_the_chapter_s_numbers() -> None:
    said = start_of(try_compensation.KEY)
    times = compensation.factors(METHODS, SERIES, CITED).set_index("method_id").loc["us_cpi"]
    assert digits(times["factor"], "factor") in said.sentence
    assert (
        digits(compensation.yearly_growth_pct(times["factor"], 52), "pct a year") in said.sentence
    )


# --- How a what-if travels ------------------------------------------------------------------------


@pytest.mark.parametrize("key", SUBJECTS)
def test_the_first_answer_is_the_one_in_the_file(site: Path, key: str) -> None:
    start = start_of(key)
    file = held(site, start.file)
    if key == try_imports.KEY:
        assert file["year|imports|value|2011"]["sentence"] == start.sentence
        assert file["year|imports|value|2011"]["rows"] == start.rows
    elif key == try_reserves.KEY:
        run = next(r for r in file["editions"]["2017"]["runs"] if r["from"] <= 200 <= r["to"])
        assert run["sentence"].replace("{tonnage}", "200 million tonnes") == start.sentence
        assert [row["place"] for row in start.rows] == run["ranks"]
        assert file["editions"]["2017"]["more"] == start.more
    else:
        assert file["years"]["2017"]["more"] == start.more
        assert [row["x"] for row in start.rows] == [
            entry[0] for entry in file["years"]["2017"]["factors"].values()
        ]


@pytest.mark.parametrize("key", SUBJECTS)
def test_a_notebook_shows_the_first_answer_as_a_sentence_and_a_table(key: str) -> None:
    start = start_of(key)
    bundle = start._repr_mimebundle_()
    assert bundle["text/plain"] == start.sentence
    assert start.sentence in bundle["text/html"].replace("&#x27;", "'")
    assert bundle["text/html"].count("<tr>") == 1 + len(start.rows)
    json.dumps(bundle[WHATIF_MIME], allow_nan=False)


def test_a_notebook_needs_no_altair() -> None:
    code = (
        "import sys; sys.modules['altair'] = sys.modules['vl_convert'] = None\n"
        "from rereading.whatif import compensation, imports, reserves\n"
        "from rereading import table\n"
        "print(reserves.what_if(table('reserves'), table('reserve_base')).sentence)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert said.stdout.strip() == start_of(try_reserves.KEY).sentence


@pytest.mark.parametrize("key", SUBJECTS)
def test_a_chart_takes_its_colours_from_the_page_and_its_rows_from_the_answer(
    site: Path, key: str
) -> None:
    spec = held(site, key)
    assert [data["values"] for data in spec["data"] if data["name"] == "rows"] == [[]]
    assert spec["width"] == WIDE
    text = json.dumps(spec)
    assert "var(--accent)" in text and not re.search(r"#[0-9a-fA-F]{3,6}\b", text)
    assert not re.search(r"https?://(?!vega\.github\.io/schema)", text)


def test_the_scripts_of_others_are_small_and_have_their_licence_beside_them(site: Path) -> None:
    vendor = site / "_static" / "vendor"
    assert sum(file.stat().st_size for file in vendor.glob("*.js")) <= 900_000
    assert "University of Washington" in (vendor / "LICENSE").read_text("utf-8")
