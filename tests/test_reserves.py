"""Where a tonnage for North Korea would rank: published tables, ends of intervals, properties."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from helpers import ROOT, changed, csv_rows
from hypothesis import given
from hypothesis import strategies as st
from pages import charts, run_source

from rereading import reserves
from rereading.data import table

TONNE = 1e-6  # of a million tonnes
EDITIONS = reserves.editions(table("reserves"))
TONNES = st.lists(st.integers(0, 10**9).map(float), min_size=1, max_size=20)
MILLIONS = st.floats(0, 2000, allow_nan=False)


def edition(year: int = 2017) -> pd.DataFrame:
    return reserves.edition(table("reserves"), year)


def rankings() -> list[pd.DataFrame]:
    base = reserves.base(table("reserve_base"), reserves.BASE_EDITION)
    return [*map(edition, EDITIONS), base]


def frame(tonnes: list[float]) -> pd.DataFrame:
    names = [f"country {i}" for i in range(len(tonnes))]
    return pd.DataFrame({"country": names, "reserves_t": tonnes})


def test_the_edition_in_force_prints_what_the_survey_printed() -> None:
    seen = edition().set_index("country")["reserves_t"]
    assert seen["China"] == 44e6
    assert seen["Brazil"] == 22e6
    assert seen["India"] == 6.9e6
    assert seen["United States"] == 1.4e6
    assert list(seen) == sorted(seen, reverse=True)


def test_the_claimed_tonnage_ranks_first_in_the_edition_in_force() -> None:
    assert reserves.rank(edition(), 200) == 1


def test_second_place_in_2017_runs_from_brazil_to_china() -> None:
    assert reserves.second_place(edition()) == (22, 44)
    assert reserves.rank(edition(), 22 - TONNE) == 3
    assert reserves.rank(edition(), 22 + TONNE) == 2
    assert reserves.rank(edition(), 44 - TONNE) == 2
    assert reserves.rank(edition(), 44 + TONNE) == 1


def test_a_tie_ranks_with_the_country_it_equals() -> None:
    # `rank` counts the countries above a tonnage, and an equal one is not above it.
    assert reserves.rank(edition(), 44) == 1
    assert reserves.rank(edition(), 22) == 2
    assert reserves.rank(edition(), 6.9) == 3


def test_a_tonnage_of_nothing_ranks_behind_every_country() -> None:
    assert reserves.rank(edition(), 0) == len(edition()) + 1


@given(TONNES, MILLIONS, st.sampled_from([2.0**-10, 0.5, 2.0, 2.0**10]))
def test_a_change_of_unit_changes_no_rank(tonnes: list[float], mt: float, unit: float) -> None:
    scaled = [tonne * unit for tonne in tonnes]
    assert reserves.rank(frame(scaled), mt * unit) == reserves.rank(frame(tonnes), mt)


@given(TONNES, MILLIONS, MILLIONS)
def test_more_tonnes_never_rank_lower(tonnes: list[float], a: float, b: float) -> None:
    less, more = sorted([a, b])
    assert reserves.rank(frame(tonnes), more) <= reserves.rank(frame(tonnes), less)


@given(TONNES, MILLIONS)
def test_a_rank_is_one_more_than_the_countries_above(tonnes: list[float], mt: float) -> None:
    assert reserves.rank(frame(tonnes), mt) == 1 + len([t for t in tonnes if t > mt * 1e6])


@given(TONNES, st.integers(0, 2000))
def test_setting_the_north_into_a_ranking_gives_it_its_rank(tonnes: list[float], mt: int) -> None:
    ranked = reserves.with_north_korea(frame(tonnes), mt)
    assert len(ranked) == len(tonnes) + 1
    assert list(ranked["reserves_t"]) == sorted([*tonnes, mt * 1e6], reverse=True)
    (north,) = ranked[ranked["north_korea"]].itertuples()
    assert north.country == "North Korea"
    assert north.rank == reserves.rank(frame(tonnes), mt)
    for row in ranked.itertuples():
        assert row.rank == 1 + (ranked["reserves_t"] > row.reserves_t).sum()


def test_the_middle_of_every_second_place_is_second_and_its_outside_is_not() -> None:
    for ranking in rankings():
        low, high = reserves.second_place(ranking)
        assert low < high
        assert reserves.rank(ranking, (low + high) / 2) == 2
        assert reserves.rank(ranking, low + TONNE) == 2
        assert reserves.rank(ranking, low - TONNE) > 2
        assert reserves.rank(ranking, high - TONNE) == 2
        assert reserves.rank(ranking, high + TONNE) == 1


def test_no_table_on_record_puts_the_claimed_tonnage_second() -> None:
    assert all(ranking["country"].iloc[0] == "China" for ranking in rankings())
    assert max(reserves.second_place(ranking)[1] for ranking in rankings()) == 89
    ranks = reserves.ranks(table("reserves"), table("reserve_base"))
    assert (ranks[ranks["tonnage_mt"] == 200]["rank"] == 1).all()
    assert len(ranks) == len(rankings()) * len(reserves.TONNAGES_MT)


def test_the_papers_own_48_million_was_second_to_the_old_reserve_base() -> None:
    base = reserves.base(table("reserve_base"), 2007)
    assert reserves.rank(base, 48) == 2
    assert base.iloc[0][["country", "reserves_t"]].tolist() == ["China", 89e6]


def test_lines_for_several_countries_take_no_rank() -> None:
    lumps = {row["country"] for row in csv_rows("reserves") if row["kind"] != "country"}
    assert {"Other countries", "Commonwealth of Independent States", "World total"} <= lumps
    assert not any(set(ranking["country"]) & lumps for ranking in rankings())


def test_both_figures_for_brazil_in_2014_are_kept_and_one_is_preferred() -> None:
    rows = table("reserves").query("edition_year == 2014 and country == 'Brazil'")
    assert sorted(rows["reserves_t"]) == [2.2e6, 22e6]
    assert list(rows[rows["preferred"]]["reserves_t"]) == [22e6]
    assert list(edition(2014).query("country == 'Brazil'")["reserves_t"]) == [22e6]


def test_an_edition_has_one_preferred_row_a_country() -> None:
    preferred = [
        (row["edition_year"], row["country"])
        for row in csv_rows("reserves")
        if row["preferred"] == "true"
    ]
    assert len(preferred) == len(set(preferred)) > 100
    for year in EDITIONS:
        assert edition(year)["country"].is_unique


def test_a_figure_that_is_not_preferred_moves_no_rank() -> None:
    doubled = changed(table("reserves"), lambda rows: ~rows["preferred"], "reserves_t", 500e6)
    for year in EDITIONS:
        pd.testing.assert_frame_equal(reserves.edition(doubled, year), edition(year))


def test_an_edition_needs_china_and_another_country() -> None:
    seen: dict[int, set[str]] = {}
    for row in csv_rows("reserves"):
        if row["kind"] == "country" and row["reserves_t"]:
            seen.setdefault(int(row["edition_year"]), set()).add(row["country"])
    both = [year for year in sorted(seen) if "China" in seen[year] and len(seen[year]) > 1]
    assert both == EDITIONS
    assert 2017 in both
    assert len(both) < len(seen)


def test_an_edition_that_was_not_seen_is_empty() -> None:
    assert edition(2001).empty


def test_countries_seen_and_the_rest_add_up_to_the_printed_total() -> None:
    rest = reserves.unseen(table("reserves"), 2017)
    seen = math.fsum(
        float(row["reserves_t"])
        for row in csv_rows("reserves")
        if row["edition_year"] == "2017" and row["kind"] == "country" and row["preferred"] == "true"
    )
    assert rest["total_t"] == 120e6
    assert rest["seen_t"] == pytest.approx(seen)
    assert rest["seen_t"] + rest["left_t"] == pytest.approx(120e6)
    assert rest["left_t"] > 0


def test_the_verdict_of_2017_does_not_hang_on_countries_unseen() -> None:
    rest = reserves.unseen(table("reserves"), 2017)
    assert rest["total_t"] < reserves.CLAIMED_MT * 1e6
    one_more = pd.concat([edition(), frame([rest["left_t"]])])
    assert reserves.rank(one_more, reserves.CLAIMED_MT) == 1


def test_an_edition_without_a_total_is_refused() -> None:
    with pytest.raises(KeyError):
        reserves.unseen(table("reserves").query("kind != 'total'"), 2017)


def test_two_hundred_million_tonnes_would_last_a_thousand_years() -> None:
    assert reserves.years_of_output(200, 130_000) == pytest.approx(1538.4615, abs=1e-4)
    assert reserves.years_of_output(1, 1e6) == 1


@given(MILLIONS, st.floats(1, 1e7))
def test_years_of_output_times_output_is_the_tonnage(mt: float, production_t: float) -> None:
    years = reserves.years_of_output(mt, production_t)
    assert years * production_t == pytest.approx(mt * 1e6)


def test_readings_of_second_keep_the_tonnage_and_cover_every_table() -> None:
    readings = reserves.readings_of_second(table("reserves"), table("reserve_base"))
    by_id = readings.set_index("reading_id")
    assert by_id.index.is_unique
    assert len(by_id) == len(EDITIONS) + 1
    assert by_id.index.str.startswith("200-").all()
    assert by_id.index[0] == "200-reserves-2017"
    assert by_id.loc["200-reserves-2017", ["value", "changed"]].tolist() == [1, ""]
    assert by_id.loc["200-reserves-2018", "changed"] == "table"
    assert by_id.loc["200-reserve-base-2007", ["value", "changed"]].tolist() == [1, "table"]


def test_those_who_reject_a_figure_make_no_reading() -> None:
    readings = reserves.readings_of_claimed_tonnage(table("north_korea_tonnages"))
    standings = {row["tonnage_id"]: row["standing"] for row in csv_rows("north_korea_tonnages")}
    sized = {row["tonnage_id"] for row in csv_rows("north_korea_tonnages") if row["quantity_mt"]}
    kept = {name for name in sized if standings[name] != "rejection"}
    assert set(readings["reading_id"]) == kept < set(standings)
    changed_speaker = readings[readings["changed"].str.contains("speaker")]["reading_id"]
    assert {name for name in kept if standings[name] != "state claim"} == set(changed_speaker)


def test_a_row_for_japan_would_be_counted() -> None:
    rows = table("reserves")
    assert reserves.readings_of_japan_lacks(rows)["value"].tolist() == [0]
    japan = rows.iloc[[0, 1]].assign(country="Japan")
    assert len(set(japan["edition_year"])) == 2
    assert reserves.readings_of_japan_lacks(pd.concat([rows, japan]))["value"].tolist() == [2]


def test_an_edition_of_china_and_a_lump_is_none() -> None:
    rows = table("reserves").query("edition_year == 2017")
    china, lump = rows[rows["country"] == "China"].head(1), rows[rows["kind"] == "total"].head(1)
    assert reserves.editions(pd.concat([china, lump])) == []
    assert reserves.editions(pd.concat([china, rows[rows["country"] == "Brazil"]])) == [2017]


def test_a_reading_names_the_sources_of_its_own_edition() -> None:
    readings = reserves.readings_of_second(table("reserves"), table("reserve_base"))
    for name, year in (("200-reserves-2017", "2017"), ("200-reserves-2018", "2018")):
        cells = [
            row["source_id"]
            for row in csv_rows("reserves")
            if row["edition_year"] == year and row["preferred"] == "true"
        ]
        said = readings.set_index("reading_id").loc[name, "source_id"]
        assert set(said.split(";")) == {item for cell in cells for item in cell.split(";")}


# --- What a student would try on the page ----------------------------------------------------------

TRIED = 'measure, edition_year, north_t = "reserves", 2017, 200_000_000'
EDITS = {
    '"reserves", 2017, 200_000_000': ("200 million tonnes", "first", "44 million tonnes"),
    '"reserves", 2017, 30_000_000': ("30 million tonnes", "second", "44 million tonnes"),
    '"reserves", 2015, 48_000_000': ("48 million tonnes", "second", "55 million tonnes"),
    '"reserves", 2022, 20_000_000': ("20 million tonnes", "fifth", "44 million tonnes"),
    '"reserve base", 2007, 48_000_000': ("48 million tonnes", "second", "89 million tonnes"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_moves_the_answer_and_the_picture(edit: str) -> None:
    source = (ROOT / "book" / "reserves.md").read_text("utf-8")
    assert TRIED in source
    edited = source.replace(TRIED, f"measure, edition_year, north_t = {edit}")
    run = run_source(edited.partition("## Which tonnage")[0], building=False)
    values = dict(run.shown)
    said = tuple(str(values[name]) for name in ("tonnage", "rank", "china"))
    assert said == EDITS[edit]
    picture = next(figure for figure in run.charts if figure.key == "ranking")
    assert all(word in picture.finding_html and word in picture.alt for word in said)


def test_no_bar_hides_who_is_second() -> None:
    drawn = [line for line in charts()["ranking"].facts if "bars" in line]
    assert any("bars paper: widths 22, 18, 3.4" in line for line in drawn), "as known, hatched"
    assert any("1 bars second: widths all 2.3" in line for line in drawn), "all others, the rest"
