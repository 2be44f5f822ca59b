"""Charts: every picture of the book as its page draws it, the decorator, the guard, what it lists."""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any
from unittest.mock import patch

import matplotlib as mpl
import pandas as pd
import pytest
from helpers import ROOT
from matplotlib.axes import Axes
from pages import charts, page_names, run, run_source, runs

from rereading.charts.facts import facts
from rereading.charts.guard import faults
from rereading.claims import claim
from rereading.figures import style
from rereading.figures.palette import ACCENT, DATA, FIGURE_MIME, LIGHT, MUTED, PAPER, SECOND
from rereading.figures.publish import PublishedFigure
from rereading.house import label_lines, mark_article
from rereading.numbers import Number
from rereading.prose import NotSoError

SMALLEST_PX = 12
ASSERTED = Number(56, "pct", "the article")


def both(figure: PublishedFigure) -> list[str]:
    return [figure.svg_wide, figure.svg_narrow]


# --- Every picture of the book -------------------------------------------------------------------


def test_each_chart_is_drawn_once_in_the_whole_book() -> None:
    drawn = [figure.key for page in runs().values() for figure in page.charts]
    assert len(drawn) == len(set(drawn)) > 30


@pytest.mark.parametrize("page", page_names())
def test_a_drawing_reaches_its_page_clean(page: str) -> None:
    """Its size and colours come from the page, its words are text, its ids are its own."""
    for figure in run(page).charts:
        look_at(figure)


def look_at(figure: PublishedFigure) -> None:
    for svg, width in zip(both(figure), (720, 340), strict=True):
        root = ET.fromstring(svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert re.fullmatch(rf"0 0 {width} \d+", root.get("viewBox", ""))
        assert root.get("width") is root.get("height") is None
        for word in ("<?xml", "<!DOCTYPE", "<metadata", "<dc:", "xlink", " style=", "DejaVu"):
            assert word not in svg
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\"' ])", svg) == []
        words = set(re.findall(r'<text [^>]*fill="var\(--(\w+)\)"', svg))
        assert words <= {"ink", "muted", "data", "accent", "paper"}
        texts = re.findall("<text [^>]*>", svg)
        sizes = [
            float(size) for text in texts for size in re.findall(r'font-size="([\d.]+)px"', text)
        ]
        assert len(sizes) == len(texts) > 0 and min(sizes) >= SMALLEST_PX
        own = set(re.findall(r'\bid="([^"]*)"', svg))
        assert set(re.findall(r'(?:href="|url\()#([^")]*)', svg)) == own


def test_ids_of_two_drawings_never_meet() -> None:
    ids = [
        set(re.findall(r'\bid="([^"]*)"', svg))
        for figure in charts().values()
        for svg in both(figure)
    ]
    assert all(not one & other for one, other in combinations(ids, 2)) and any(ids)


def test_a_finding_and_its_key_value_are_said_to_those_who_do_not_see_it() -> None:
    for name, figure in charts().items():
        assert len(figure.alt) > 80 and figure.sources_html.startswith("Sources: "), name
        values = re.findall(r"<data [^>]*>([^<]*)</data>", figure.finding_html)
        assert values and all(value.lower() in figure.alt.lower() for value in values), name
        assert len(pd.read_csv(io.StringIO(figure.csv))) >= 1, name
        assert base64.b64decode(figure.png_base64).startswith(b"\x89PNG"), name


def test_a_second_run_and_a_hostile_matplotlibrc_change_no_byte() -> None:
    hostile = {"text.usetex": True, "lines.marker": "x", "savefig.bbox": "tight", "font.size": 30,
               "axes.titlelocation": "right", "svg.fonttype": "path"}  # fmt: skip
    with mpl.rc_context(hostile):
        again = run_source((ROOT / "book" / "imports.md").read_text("utf-8")).charts
    assert again == run("imports").charts and len(again) > 5


# --- The decorator -------------------------------------------------------------------------------

PAGE = """
```{code-cell} python
import pandas as pd
from rereading.charts.chart import chart
from rereading.numbers import Number
share, low = Number(81.6, "pct", "derived", ("imports-s01",)), 3
frame = pd.DataFrame({"year": [2010], "share_pct": [81.6], "source_id": ["imports-s01"]})

@chart("toy", finding="It was {share} <then>.", subtitle="From {low} up.", table=frame,
       alt="A bar of {share}.", sheet="A bar.", sources=[frame, "imports-s06"])
def draw(ax):
    ax.bar([0], [81.6], color="#1f5a99")
    ax.text(0, 90, "81.6%", gid="answer", ha="center")
    ax.set(ylim=(0, 100), xticks=[])
```
"""


def test_the_decorator_fills_words_from_the_page_and_leaves_the_function() -> None:
    (toy,) = run_source(PAGE).charts
    assert toy.finding_html.startswith('It was <data class="number" value="81.6"')
    assert toy.finding_html.endswith("</data> &lt;then&gt;.")
    assert (toy.subtitle_html, toy.alt) == ("From 3 up.", "A bar of 81.6 percent.")
    assert toy.sources_html.count(";") == 1 and "<caption>It was 81.6 percent" in toy.table_html
    assert LIGHT["data"] in toy.svg_file and "var(--" not in toy.svg_file
    bundle = toy._repr_mimebundle_()
    assert bundle[FIGURE_MIME]["svg_narrow"] == toy.svg_narrow
    assert f'alt="{toy.alt}"' in bundle["text/html"] and toy.finding_html in bundle["text/html"]
    called = run_source(f"{PAGE}\n{{eval}}`draw.__name__, len(draw.__code__.co_varnames)`\n")
    assert called.shown[-1][1] == ("draw", 1)


def test_a_sheet_has_the_drawing_without_its_answers() -> None:
    (toy,) = run_source(PAGE).charts
    assert "81.6%" in toy.svg_wide and "81.6%" not in toy.svg_sheet
    assert toy.svg_sheet.startswith('<svg viewBox="0 0 640 330"')
    assert toy.alt_sheet == "A bar." and "81.6" not in toy.alt_sheet
    assert run_source(PAGE.replace('sheet="A bar.", ', "")).charts[0].svg_sheet == ""


def test_a_name_that_the_page_lacks_is_refused() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        run_source(PAGE.replace("From {low} up.", "From {nonsense} up."))


def test_a_fault_stops_a_build_and_lets_a_reader_go_on() -> None:
    cut = PAGE.replace("ylim=(0, 100)", "ylim=(0, 100), xlim=(0, 1)")
    with pytest.raises(NotSoError, match=r"Chart toy, 720 wide: .*outside the axes"):
        run_source(cut)
    assert len(run_source(cut, building=False).charts) == 1


# --- The guard: a drawing with the fault is refused, the same without is not -----------------------


@pytest.fixture
def ax() -> Iterator[Axes]:
    with style.canvas(False, 300) as (_, axes):
        yield axes


def found(ax: Axes, article: tuple[float, ...] = ()) -> list[str]:
    figure = ax.get_figure()
    assert figure is not None
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine("none")
    return faults(figure, article)


def line(ax: Axes, **look: Any) -> None:
    ax.plot([0, 1, 2], [0, 50, 20], color=DATA, **look)
    ax.set(xlim=(-0.2, 2.4), ylim=(0, 100))
    ax.set_xticks([0, 1, 2], ["a", "b", "c"])


def bar(ax: Axes) -> None:
    ax.barh([0], [80], color=DATA)
    ax.set(xlim=(0, 100), ylim=(-1, 1), yticks=[])


# Each kind: what draws it rightly, what is wrong with it otherwise, and what the guard says.
GOOD: dict[str, Callable[[Axes], object]] = {
    "word on word": lambda ax: (line(ax), ax.text(0, 80, "first"), ax.text(1, 80, "second")),
    "word on a mark": lambda ax: (line(ax), ax.text(1, 70, "above the line")),
    "word half in a bar": lambda ax: (bar(ax), ax.text(10, 0, "inside", color=PAPER, va="center")),
    "grey in a bar": lambda ax: (bar(ax), ax.text(10, 0, "inside", color=PAPER, va="center")),
    "faint on paper": lambda ax: (line(ax), ax.text(0, 80, "read me", color=MUTED)),
    "outside": lambda ax: (line(ax), ax.text(1, 80, "short")),
    "tick shifted": lambda ax: (line(ax), ax.set_yticks([0, 50, 100], ["0", "50", "100%"])),
    "tick in other units": lambda ax: (line(ax), ax.set_yticks([0, 50, 100], ["0", "5", "10"])),
    "years cut off": line,
    "bar cut off": bar,
    "dots cut off": lambda ax: (line(ax), ax.scatter([1], [50], color=DATA)),
    "accent on data": line,
    "article elsewhere": lambda ax: (line(ax), mark_article(ax, ASSERTED, above=True)),
    "article renumbered": lambda ax: (line(ax), mark_article(ax, ASSERTED)),
    "legend": lambda ax: line(ax, label="a line"),
    "title inside": line,
}
BAD: dict[str, tuple[Callable[[Axes], object], str]] = {
    "word on word": (lambda ax: (line(ax), ax.text(0, 80, "first"), ax.text(0.05, 81, "second")), "lies on"),
    "word on a mark": (lambda ax: (line(ax), ax.text(0.9, 42, "on the line")), "over a mark"),
    "word half in a bar": (lambda ax: (bar(ax), ax.text(70, 0, "half way out", color=PAPER, va="center")), "over a mark"),
    "grey in a bar": (lambda ax: (bar(ax), ax.text(10, 0, "inside", color=MUTED, va="center")), "contrast"),
    "faint on paper": (lambda ax: (line(ax), ax.text(0, 80, "read me", color=SECOND)), "contrast"),
    "outside": (lambda ax: (line(ax), ax.annotate("far", (2.4, 80), xytext=(90, 0), textcoords="offset points", annotation_clip=False).set_in_layout(False)), "out of the picture"),
    "tick shifted": (lambda ax: (line(ax), ax.set_yticks([0, 50, 100], ["0", "60", "100%"])), "tick"),
    "tick in other units": (lambda ax: (line(ax), ax.set_yticks([0, 50, 100], ["0", "5", "100"])), "tick"),
    "years cut off": (lambda ax: (line(ax), ax.set(xlim=(0.5, 2.4))), "outside the axes"),
    "bar cut off": (lambda ax: (bar(ax), ax.set(xlim=(0, 70))), "outside the axes"),
    "dots cut off": (lambda ax: (line(ax), ax.scatter([1], [150], color=DATA)), "outside the axes"),
    "accent on data": (lambda ax: (line(ax), ax.plot([0, 1], [80, 80], color=ACCENT)), "wears the accent"),
    "article elsewhere": (lambda ax: (line(ax), ax.axhline(65, color=ACCENT, gid="article")), "65"),
    "article renumbered": (lambda ax: (line(ax), ax.text(0, 80, "the article: 65%", color=ACCENT, gid="article")), "65"),
    "legend": (lambda ax: (line(ax, label="a line"), ax.legend()), "legend"),
    "title inside": (lambda ax: (line(ax), ax.set_title("A title")), "title"),
}  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_a_drawing_without_the_fault_passes(ax: Axes, kind: str) -> None:
    GOOD[kind](ax)
    assert found(ax, (56,)) == []


@pytest.mark.parametrize("kind", BAD)
def test_a_drawing_with_the_fault_is_refused(ax: Axes, kind: str) -> None:
    draw, said = BAD[kind]
    draw(ax)
    assert any(said in fault for fault in found(ax, (56,))), found(ax, (56,))


def test_words_that_fit_in_one_face_alone_are_refused(ax: Axes) -> None:
    line(ax)
    first = ax.text(100, 250, "MMMMMMMMMM", transform=None)
    end = first.get_window_extent().x1
    second = ax.text(end + 60, 250, "next", transform=None)
    assert found(ax) == []
    second.set_x(end + 1)
    assert any("DejaVu Serif" in fault for fault in found(ax))


def test_a_thousandth_of_the_articles_number_is_its_number_in_thousands(ax: Axes) -> None:
    line(ax)
    ax.axhline(56, color=ACCENT, gid="article")
    assert found(ax, (56_000,)) == []


# --- What a drawing lists --------------------------------------------------------------------------


def listed(draw: Callable[[Axes], object]) -> list[str]:
    with style.canvas(False, 300) as (figure, axes):
        draw(axes)
        figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]
        figure.set_layout_engine("none")
        faults(figure)
        return facts(figure)


def two_lines(ax: Axes, first: str = "weight", second: str = "value", colour: str = DATA) -> None:
    ax.plot([0, 1], [10, 20], label=first, color=colour)
    ax.plot([0, 1], [5, 40], label=second, color=SECOND)
    ax.set(xlim=(0, 2), ylim=(0, 50), xticks=[0, 1])
    label_lines(ax)


def graded(ax: Axes) -> None:
    ax.set(xlim=(-1, 3), ylim=(-1, 1))
    for x, grade in enumerate(("official table", "reported", "reported")):
        style.graded_mark(ax, x, 0, grade, "o", 9)


def test_each_mistake_that_breaks_no_rule_moves_a_line() -> None:
    right = listed(two_lines)
    assert right == listed(two_lines)
    wrong: dict[str, Callable[[Axes], object]] = {
        "names exchanged": lambda ax: two_lines(ax, "value", "weight"),
        "colours": lambda ax: two_lines(ax, colour=SECOND),
        "one name twice": lambda ax: two_lines(ax, second="weight"),
        "log axis": lambda ax: (two_lines(ax), ax.set(yscale="log", ylim=(1, 50))),
        "axis from elsewhere": lambda ax: (two_lines(ax), ax.set_ylim(4, 50)),
        "a year less": lambda ax: (two_lines(ax), ax.get_lines()[1].set_data([1], [40])),
        "a word": lambda ax: (two_lines(ax), ax.text(0, 45, "tonnes")),
        "a ring": lambda ax: (
            two_lines(ax),
            ax.get_lines()[0].set(marker="o", markerfacecolor=PAPER),
        ),
    }
    for kind, draw in wrong.items():
        assert listed(draw) != right, kind


def test_grades_exchanged_for_the_whole_book_move_lines() -> None:
    right = listed(graded)
    assert (
        "grade official table full: 1 marks" in right and "grade reported hollow: 2 marks" in right
    )
    with patch.dict(style.GRADE_FILL, {"official table": "none", "reported": "full"}):
        assert listed(graded) != right


def test_bars_of_another_column_move_lines() -> None:
    assert listed(lambda ax: ax.bar([0, 1], [3, 4], color=DATA)) != listed(
        lambda ax: ax.bar([0, 1], [3, 5], color=DATA)
    )


def test_the_articles_number_stands_in_the_list() -> None:
    asserted = claim("china-56-percent").asserted
    lines = listed(lambda ax: (line(ax), mark_article(ax, asserted)))
    assert "the article's mark at 56" in lines
