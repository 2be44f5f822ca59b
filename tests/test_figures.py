"""The look: contrast, colours apart, labels apart, days on an axis, honest tables and cards."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from colorspacious import cspace_convert, deltaE
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st

from rereading.claims import claim
from rereading.data import table
from rereading.figures.cards import card, tiles, verdict_words
from rereading.figures.palette import DARK, LIGHT, contrast, palette_css
from rereading.figures.publish import shorten
from rereading.figures.style import decimal_year, spread
from rereading.figures.tables import data_list, html_table, show_table, source_list
from rereading.numbers import Number, fill

THEMES = {"light": LIGHT, "dark": DARK}
IDS = list(table("claims")["claim_id"])
NUMBERS = {
    "share": Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01",)),
    "rank": Number(2, "rank", "derived", ("imports-s01",)),
}


def test_the_contrast_of_this_test_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["ink", "muted", "data", "accent"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_text_has_the_contrast_that_reading_takes(theme: str, role: str, ground: str) -> None:
    assert contrast(THEMES[theme][role], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["ink", "data", "accent"])
def test_a_label_inside_a_bar_can_be_read(theme: str, role: str) -> None:
    assert contrast(THEMES[theme]["paper"], THEMES[theme][role]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["ink", "muted", "data", "second", "accent"])
@pytest.mark.parametrize("ground", ["paper", "card", "band"])
def test_marks_have_the_contrast_that_seeing_takes(theme: str, role: str, ground: str) -> None:
    """The ring around what has the keyboard's focus is a mark as well, in the role of data."""
    assert contrast(THEMES[theme][role], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["protanomaly", "deuteranomaly", "tritanomaly"])
def test_marks_stay_apart_for_those_who_see_colours_otherwise(theme: str, kind: str) -> None:
    """Full loss of one kind of cone; 15 is far above what trained eyes can tell apart (1)."""
    sight = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    seen = {}
    for role in ("ink", "data", "second", "accent", "paper"):
        colour = THEMES[theme][role]
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        seen[role] = np.clip(cspace_convert(channels, sight, "sRGB1"), 0, 1)
    for one, other in combinations(seen, 2):
        assert deltaE(seen[one], seen[other], input_space="sRGB1") > 15, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_has_a_colour_of_its_own(theme: str) -> None:
    colours = list(THEMES[theme].values())
    assert len(set(colours)) == len(colours)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


def test_both_themes_have_the_same_roles_and_no_colour_in_common() -> None:
    assert list(LIGHT) == list(DARK)
    assert not set(LIGHT.values()) & set(DARK.values())


def test_the_style_sheet_defines_every_role_for_both_themes() -> None:
    light, dark, forced_dark, on_paper = palette_css().splitlines()
    for role in LIGHT:
        assert f"--{role}:{LIGHT[role]};" in light
        assert f"--{role}:{DARK[role]};" in dark
        assert f"--{role}:{DARK[role]};" in forced_dark
        assert f"--{role}:{LIGHT[role]};" in on_paper
    assert "prefers-color-scheme:dark" in dark
    assert all(line.count("{") == line.count("}") for line in palette_css().splitlines())


POSITIONS = st.lists(st.floats(-1e4, 1e4, allow_nan=False), max_size=15)
GAPS = st.floats(0, 1e3, allow_nan=False)


@given(POSITIONS, GAPS)
def test_labels_stay_in_order_and_a_gap_apart(positions: list[float], gap: float) -> None:
    placed = spread(positions, gap)
    assert len(placed) == len(positions)
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    for before, after in pairwise(order):
        assert placed[after] - placed[before] >= gap - 1e-6


@given(POSITIONS, st.floats(0.001, 1e3))
def test_labels_far_enough_apart_stay_where_they_are(positions: list[float], gap: float) -> None:
    apart = [gap * i for i in range(len(positions))]
    apart = [a + p for a, p in zip(apart, sorted(positions), strict=True)]
    if all(b - a >= gap for a, b in pairwise(apart)):
        assert spread(apart, gap) == apart
        assert spread(apart[::-1], gap) == apart[::-1]


@given(POSITIONS, GAPS)
def test_labels_pushed_apart_keep_their_common_middle(positions: list[float], gap: float) -> None:
    assert sum(spread(positions, gap)) == pytest.approx(sum(positions), abs=1e-4)


@given(POSITIONS, GAPS)
def test_labels_once_apart_are_not_moved_again(positions: list[float], gap: float) -> None:
    once = spread(positions, gap)
    assert spread(once, gap) == pytest.approx(once, abs=1e-4)


@pytest.mark.parametrize(
    ("iso", "year"),
    [
        ("1951", 1951),
        ("2017-01-01", 2017),
        ("2017-07-02", 2017 + 182 / 365),
        ("2017-12-31", 2017 + 364 / 365),
        ("2016-12-31", 2016 + 365 / 366),
        ("2016-03-01", 2016 + 60 / 366),
        ("1900-03", 1900 + 59 / 365),
    ],
)
def test_a_day_has_its_place_on_an_axis_of_years(iso: str, year: float) -> None:
    assert decimal_year(iso) == pytest.approx(year, abs=1e-9)


def test_what_is_no_date_has_no_place_on_an_axis() -> None:
    for wrong in ("2017-02-29", "2017-13", "soon"):
        with pytest.raises(ValueError):
            decimal_year(wrong)


def test_two_labels_at_one_place_part_evenly() -> None:
    assert spread([10, 10], 4) == [8, 12]
    assert spread([30, 10, 11], 4) == [30, 8.5, 12.5]
    assert spread([], 4) == []


def test_numbers_are_elements_on_a_page_and_words_in_plain_text() -> None:
    template = "It was {share}, <i>{rank}</i> & {rank}."
    html = fill(template, NUMBERS)
    assert html.count("<data ") == 3
    assert "&lt;i&gt;" in html
    assert " &amp; " in html
    assert fill(template, NUMBERS, html=False) == "It was 81.6 percent, <i>second</i> & second."
    assert unescape(re.sub(r"<[^>]*>", "", html)) == fill(template, NUMBERS, html=False)


@pytest.mark.parametrize("html", [True, False])
def test_a_sentence_with_an_unknown_number_is_refused(html: bool) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        fill("It was {nonsense}.", NUMBERS, html=html)


TABLE = pd.DataFrame(
    {
        "country": ["China", "A <b> & \"B\""],
        "year": [2010, 2017],
        "tonnes": [23310, 5],
        "share_pct": [81.6062, float("nan")],
        "amount_mt": [216.16, 6.94],
        "preferred": [True, False],
        "hidden": ["x", "y"],
    }
)  # fmt: skip
HEADINGS = {
    "country": "Who & <where>",
    "year": "Year",
    "tonnes": "Tonnes",
    "share_pct": "Share",
    "amount_mt": "Amount",
    "preferred": "Preferred",
}


def grid(html: str) -> list[list[str]]:
    root = ET.fromstring(html.replace("&nbsp;", " "))
    return [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]


def test_a_table_says_each_value_as_its_unit_asks() -> None:
    assert grid(html_table(TABLE, HEADINGS, "Caption")) == [
        ["Who & <where>", "Year", "Tonnes", "Share", "Amount", "Preferred"],
        ["China", "2010", "23,310", "81.6", "216", "yes"],
        ['A <b> & "B"', "2017", "5", "–", "6.9", "no"],
    ]


def test_a_table_has_a_caption_and_headings_with_a_scope() -> None:
    root = ET.fromstring(html_table(TABLE, HEADINGS, 'Shares & "wholes"'))
    assert (root.get("role"), root.get("tabindex")) == ("region", "0")
    assert root.get("aria-label") == 'Table: Shares & "wholes"'
    (caption,) = root.iter("caption")
    assert caption.text == 'Shares & "wholes"'
    headings = [(cell.get("scope"), cell.text) for cell in root.iter("th")]
    assert headings[: len(HEADINGS)] == [("col", title) for title in HEADINGS.values()]
    assert [scope for scope, _ in headings[len(HEADINGS) :]] == ["row", "row"]


def test_a_number_in_a_table_keeps_its_origin() -> None:
    frame = pd.DataFrame({"what": ["share"], "value": [NUMBERS["share"]]})
    html = html_table(frame, {"what": "What", "value": "Value"}, "Caption")
    assert NUMBERS["share"].html() in html
    assert show_table(frame, {"what": "What", "value": "Value"}, "Caption")._repr_html_() == html


@pytest.mark.parametrize("claim_id", IDS)
def test_a_card_says_the_number_the_claim_and_the_verdict(claim_id: str) -> None:
    it = claim(claim_id)
    html = card(it).html
    root = ET.fromstring(html)
    said = {p.get("class"): "".join(p.itertext()) for p in root.iter("p")}
    assert said["verdict"] == verdict_words(it.verdict)
    assert said[None] == it.statement
    where = f"Paragraph {it.paragraph} of the article" if it.paragraph else "Note above the article"
    assert said["fine"].startswith(where)
    if it.verdict.reading is None:
        assert (said["asserted"], said["why"]) == (it.says, it.untestable_reason)
        return
    assert said["asserted"] == it.headline
    assert it.literal["label"] in said["why"]
    if it.asserted.unit == "holds":
        assert "the wording allows" not in said["fine"]
        return
    assert it.number(it.literal["reading_id"]).html() in html
    assert f"of {it.verdict.tried} other " in said["fine"]
    if it.verdict.found is not None:
        assert it.verdict.found["qualifier"] in said["why"]


def test_a_source_list_names_each_cited_source_once() -> None:
    cited = {name for cell in table("import_tonnes")["source_id"] for name in cell.split(";")}
    html = source_list("import_tonnes", "import_tonnes").html
    assert set(re.findall(r'<li id="([^"]*)"', html)) == cited
    assert html.count("<li ") == len(cited)
    assert f"The {len(cited)} sources" in html
    ET.fromstring(html)


def test_a_data_list_links_each_file_and_says_what_it_holds() -> None:
    html = data_list("terms", "import_tonnes").html
    links = re.findall(r'href="([^"]*)" download', html)
    assert links == ["../data/terms.csv", "../data/import_tonnes.csv"]
    as_xml = ET.fromstring(html.replace(" download>", ">"))
    items = ["".join(item.itertext()) for item in as_xml.iter("li")]
    assert items[0].startswith("Words of the trade (CSV): ")
    assert f"{len(csv_rows('import_tonnes'))} rows" in items[1]
    assert "Licence: " in items[1]


def test_tiles_say_the_number_the_literal_reading_and_what_it_takes() -> None:
    claims = [claim(claim_id) for claim_id in IDS]
    tiles_html = ET.fromstring(tiles(*claims).html)
    for it, item in zip(claims, tiles_html.iter("li"), strict=True):
        said = "".join(item.itertext())
        assert item[0].get("href") == f"{it.page}.html"
        verdict = it.verdict
        if verdict.reading is None:
            assert said.startswith(f"{it.says} in the article {it.untestable_reason} ")
            assert said.endswith(f"{it.statement}Cannot be tested.")
            continue
        literal = it.number(it.literal["reading_id"]).label
        assert said.startswith(f"{it.headline} in the article {literal} read as written")
        assert it.statement in said
        assert said.endswith(verdict_words(verdict))


def test_a_year_beside_numbers_alone_has_no_comma() -> None:
    frame = pd.DataFrame({"year": [2010], "share_pct": [81.6]})
    assert grid(html_table(frame, {"year": "Y", "share_pct": "S"}, "c"))[1] == ["2010", "81.6"]


def test_numbers_of_a_drawing_are_rounded_and_no_names() -> None:
    assert shorten('x="1.8000001" y="-20.001" d="1.12512"') == 'x="1.8" y="-20" d="1.13"'
    assert shorten('id="a1.2345" fill="#1.2345"') == 'id="a1.2345" fill="#1.2345"'
