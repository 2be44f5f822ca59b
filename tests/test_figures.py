"""The look and how a drawing reaches a page: contrast, labels apart, clean SVG, honest tables."""

from __future__ import annotations

import base64
import copy
import importlib
import inspect
import io
import pkgutil
import re
import xml.etree.ElementTree as ET
from functools import cache
from html import unescape
from itertools import combinations, pairwise
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from colorspacious import cspace_convert, deltaE
from gallery import pictures
from helpers import csv_rows
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import rereading.figures
from rereading.claims import ON_ANOTHER, claim
from rereading.data import table
from rereading.figures.palette import DARK, FIGURE_MIME, LIGHT, palette_css
from rereading.figures.publish import PublishedFigure, fill, publish
from rereading.figures.style import TEXT_NARROW, TEXT_WIDE, canvas, decimal_year, spread
from rereading.figures.tables import card, data_list, html_table, show_table, source_list, tiles
from rereading.numbers import Number, join

THEMES = {"light": LIGHT, "dark": DARK}
SMALLEST_TEXT = 12
IDS = list(table("claims")["claim_id"])
NUMBERS = {
    "share": Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01",)),
    "rank": Number(2, "rank", "derived", ("imports-s01",)),
}
PICTURES = pictures()


@cache
def published(name: str) -> PublishedFigure:
    """Return a picture of the book, drawn, with words of this test."""
    picture = PICTURES[name]
    return publish(
        name,
        picture.draw,
        *picture.data,
        heights=picture.heights,
        description="A drawing\n  of   this test.",
        point="It was {share} <then>.",
        caption="Which is {rank}.",
        numbers=NUMBERS,
        table=table("import_tonnes"),
        columns={"basket": "Basket", "quantity_t": "Tonnes"},
        sources=["imports-s01;imports-s06", "imports-s01"],
    )


def both(figure: PublishedFigure) -> list[str]:
    return [figure.svg_wide, figure.svg_narrow]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


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


def drawing_modules() -> list[ModuleType]:
    names = [module.name for module in pkgutil.iter_modules(rereading.figures.__path__)]
    return [importlib.import_module(f"rereading.figures.{name}") for name in names]


def test_every_drawing_is_on_some_page() -> None:
    found = {
        name
        for module in drawing_modules()
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("draw_") and made.__module__ == module.__name__
    }
    assert found == {picture.draw.__name__ for picture in PICTURES.values()}


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_is_well_formed_and_takes_its_size_from_the_page(name: str) -> None:
    for svg, width, height in zip(
        both(published(name)), (720, 340), PICTURES[name].heights, strict=True
    ):
        root = ET.fromstring(svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.get("viewBox") == f"0 0 {width} {height}"
        assert root.get("width") is root.get("height") is None
        for word in ("<?xml", "<!DOCTYPE", "<metadata", "<dc:", "xlink"):
            assert word not in svg


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_takes_all_its_colours_from_the_page(name: str) -> None:
    for svg in both(published(name)):
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\"' ])", svg) == []
        used = set(re.findall(r"var\(--(\w+)\)", svg))
        assert {"ink", "paper"} & used
        assert used - {"sans"} <= set(LIGHT)
        # Words wear what can be read: on the page, on its cards or, as paper, inside a bar.
        words = set(re.findall(r'<text [^>]*fill="var\(--(\w+)\)"', svg))
        assert words <= {"ink", "muted", "data", "accent", "paper"}


@pytest.mark.parametrize("name", PICTURES)
def test_ids_are_unique_on_a_page_and_every_reference_finds_its_id(name: str) -> None:
    ids = [re.findall(r'\bid="([^"]*)"', svg) for svg in both(published(name))]
    for svg, own in zip(both(published(name)), ids, strict=True):
        assert set(re.findall(r'(?:href="|url\()#([^")]*)', svg)) == set(own)
    everything = [*ids[0], *ids[1]]
    assert len(everything) == len(set(everything))


def test_ids_of_two_drawings_never_meet() -> None:
    ids = {name: {i for svg in both(published(name)) for i in re.findall(r'\bid="([^"]*)"', svg)}
           for name in PICTURES}  # fmt: skip
    assert all(not ids[a] & ids[b] for a, b in combinations(ids, 2))
    assert any(ids.values())


@pytest.mark.parametrize("name", PICTURES)
def test_text_is_text_and_large_enough_for_a_phone(name: str) -> None:
    for svg in both(published(name)):
        texts = re.findall("<text [^>]*>", svg)
        assert texts
        sizes = [re.findall(r'font-size="([\d.]+)px"', text) for text in texts]
        assert all(len(size) == 1 for size in sizes)
        assert min(float(size) for (size,) in sizes) >= SMALLEST_TEXT
        assert " style=" not in svg and ' font="' not in svg
        assert "DejaVu" not in svg


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_returns_its_axes_and_leaves_its_data_alone(name: str, narrow: bool) -> None:
    picture = PICTURES[name]
    same_data = copy.deepcopy(picture.data)
    with canvas(narrow, picture.heights[narrow]) as (_, ax):
        assert picture.draw(ax, *picture.data, narrow=narrow) is ax
        assert not ax.get_title()
        assert ax.get_legend() is None
    for given_part, same_part in zip(picture.data, same_data, strict=True):
        if isinstance(given_part, pd.DataFrame):
            pd.testing.assert_frame_equal(given_part, same_part)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", PICTURES)
def test_no_text_is_cut_off_or_lies_on_another(name: str, narrow: bool) -> None:
    picture = PICTURES[name]
    with canvas(narrow, picture.heights[narrow]) as (figure, ax):
        picture.draw(ax, *picture.data, narrow=narrow)
        agg = FigureCanvasAgg(figure)
        agg.draw()
        texts = [
            (text.get_text(), Text.get_window_extent(text, agg.get_renderer()))
            for text in figure.findobj(Text)
            if text.get_visible() and text.get_text().strip()
        ]
        width, height = agg.get_width_height()
    for words, box in texts:
        inside = box.x0 > -1 and box.y0 > -1 and box.x1 < width + 1 and box.y1 < height + 1
        assert inside, f"{words!r} is cut off"
    for (words, box), (other_words, other) in combinations(texts, 2):
        across = min(box.x1, other.x1) - max(box.x0, other.x0)
        down = min(box.y1, other.y1) - max(box.y0, other.y0)
        assert across < 2 or down < 3, f"{words!r} lies on {other_words!r}"


def test_text_sizes_of_the_look_are_large_enough() -> None:
    assert min(TEXT_WIDE, TEXT_NARROW) >= SMALLEST_TEXT


def test_publishing_twice_gives_the_same_bytes() -> None:
    first = published("two-fractions")
    published.cache_clear()
    assert published("two-fractions") is not first
    assert published("two-fractions") == first


def test_a_published_figure_carries_everything_a_page_needs() -> None:
    figure = published("two-fractions")
    assert figure.key == "two-fractions"
    assert figure.description == "A drawing of this test."
    assert figure.point_html.startswith('It was <data class="number" value="81.606')
    assert figure.point_html.endswith("</data> &lt;then&gt;.")
    assert ">second</data>" in figure.caption_html
    assert "<caption>It was 81.6 percent &lt;then&gt;.</caption>" in figure.table_html
    assert figure.sources_html.startswith("Sources: ")
    assert figure.sources_html.count(";") == 1
    assert figure.svg_file.startswith("<?xml")
    assert LIGHT["data"] in figure.svg_file
    assert "var(--" not in figure.svg_file
    assert base64.b64decode(figure.png_base64).startswith(b"\x89PNG")
    expected = table("import_tonnes")[["basket", "quantity_t", "source_id"]]
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(figure.csv)), expected, check_dtype=False)


def test_a_notebook_gets_a_picture_with_the_same_words() -> None:
    figure = published("two-fractions")
    bundle = figure._repr_mimebundle_()
    assert bundle["text/plain"] == figure.description
    assert bundle["image/png"] == figure.png_base64
    assert bundle[FIGURE_MIME]["svg_narrow"] == figure.svg_narrow
    html = bundle["text/html"]
    assert f'alt="{figure.description}"' in html
    for words in (figure.point_html, figure.caption_html, figure.sources_html):
        assert words in html


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
    assert said["verdict"].lower() == it.verdict.kind
    assert said[None] == it.statement
    where = f"Paragraph {it.paragraph} of the article" if it.paragraph else "Note above the article"
    assert said["fine"].startswith(where)
    if it.verdict.reading is None:
        assert (said["asserted"], said["why"]) == (it.says, it.untestable_reason)
        return
    assert said["asserted"] == it.headline
    assert str(len(it.readings)) in said["fine"]
    assert it.number(it.literal["reading_id"]).html() in html
    if it.verdict.kind == ON_ANOTHER:
        assert it.verdict.reading["label"] in said["why"]


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
            assert said.endswith(f"{it.statement}Not testable.")
            continue
        literal = it.number(it.literal["reading_id"]).label
        assert said.startswith(f"{it.headline} in the article {literal} read literally")
        assert it.statement in said
        if verdict.kind == ON_ANOTHER:
            assert verdict.reading is not None
            changes = join(verdict.reading["changed"].split("; "))
            assert said.endswith(f"Matches with another {changes}.")
        else:
            assert said.endswith(f"{verdict.kind.capitalize()}.")


def test_a_year_beside_numbers_alone_has_no_comma() -> None:
    frame = pd.DataFrame({"year": [2010], "share_pct": [81.6]})
    assert grid(html_table(frame, {"year": "Y", "share_pct": "S"}, "c"))[1] == ["2010", "81.6"]
