"""What every page shows when it runs: its results, and each chart; the decorator, the guard, the facts."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from difflib import unified_diff
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from helpers import ROOT, TOY_CHART
from matplotlib.axes import Axes
from pages import charts, run, run_source
from results import FILE, results

from rereading.charts.chart import read_out
from rereading.charts.facts import facts
from rereading.charts.guard import faults
from rereading.figures.palette import ACCENT, DATA, LIGHT, MUTED, PAPER, SECOND
from rereading.figures.style import WIDE, canvas
from rereading.house import label_lines, mark_article
from rereading.prose import NotSoError
from rereading.quantities import Number

SMALLEST_PX = 12


def test_no_result_moved_unseen():
    seen, now = FILE.read_text(encoding="utf-8").splitlines(), results().splitlines()
    moved = list(unified_diff(seen, now, "last looked at", "now", lineterm="", n=0))
    told = "If every change is meant: make results, and look at `git diff`."
    assert not moved, "\n".join([*moved[:40], told])


@pytest.mark.parametrize(("name", "width"), [("svg_wide", 720), ("svg_narrow", 340)])
def test_a_drawing_reaches_its_page_clean(name, width):
    """Its size and colours come from the page, its words are text, its ids are its own."""
    for svg in (getattr(figure, name) for figure in charts().values()):
        root = ET.fromstring(svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert re.fullmatch(rf"0 0 {width} \d+", root.get("viewBox", ""))
        assert root.get("width") is root.get("height") is None
        for word in ("<?xml", "<!DOCTYPE", "<metadata", "<dc:", "xlink", " style=", "DejaVu"):
            assert word not in svg
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\"' ])", svg) == []
        words = set(re.findall(r'<text [^>]*fill="var\(--(\w+)\)"', svg))
        assert words <= {"ink", "muted", "data", "accent", "paper"}
        sizes = re.findall(r'<text [^>]*font-size="([\d.]+)px"', svg)
        assert len(sizes) == svg.count("<text ") > 0 and min(map(float, sizes)) >= SMALLEST_PX
        own = set(re.findall(r'\bid="([^"]*)"', svg))
        assert set(re.findall(r'(?:href="|url\()#([^")]*)', svg)) == own


def test_a_second_run_and_a_hostile_matplotlibrc_change_no_byte():
    hostile = {"text.usetex": True, "lines.marker": "x", "savefig.bbox": "tight", "font.size": 30,
               "axes.titlelocation": "right", "svg.fonttype": "path"}  # fmt: skip
    with mpl.rc_context(hostile):
        again = run_source((ROOT / "book" / "imports.md").read_text("utf-8")).charts
    assert again == run("imports").charts and len(again) > 5


def test_the_decorator_fills_words_from_the_page_and_leaves_the_function():
    (toy,) = run_source(TOY_CHART).charts
    assert toy.finding_html.startswith('It was <data class="number" value="81.6"')
    assert toy.finding_html.endswith("</data> &lt;then&gt;.")
    assert (toy.subtitle_html, toy.alt) == ("From 3 up.", "A bar of 81.6 percent.")
    assert toy.sources_html.count(";") == 1 and "<caption>It was 81.6 percent" in toy.table_html
    assert LIGHT["data"] in toy.svg_file and "var(--" not in toy.svg_file
    assert base64.b64decode(toy.png_base64).startswith(b"\x89PNG")
    assert pd.read_csv(io.StringIO(toy.csv))["share_pct"].tolist() == [81.6]
    html = toy._repr_mimebundle_()["text/html"]
    assert f'alt="{toy.alt}"' in html and toy.finding_html in html
    called = run_source(f"{TOY_CHART}\n{{eval}}`draw.__name__, len(draw.__code__.co_varnames)`\n")
    assert called.shown[-1][1] == ("draw", 1)
    with pytest.raises(KeyError, match="nonsense"):
        run_source(TOY_CHART.replace("From {low} up.", "From {nonsense} up."))


def test_who_hears_the_picture_of_a_sheet_gets_its_numbers():
    frame = pd.DataFrame({"a": [78.49, None], "b": [1780.6, 0.5]}, index=[2010, 2011])
    assert read_out(frame, 2) == "2010: 78, 1,800; 2011: none, 0.5"
    heard = [figure for figure in charts().values() if figure.svg_sheet]
    assert heard and all(len(re.findall(r": [\d,.]+", each.alt_sheet)) > 1 for each in heard)


def test_a_fault_stops_a_build_and_lets_a_reader_go_on():
    cut = TOY_CHART.replace("ylim=(0, 100)", "ylim=(0, 100), xlim=(0, 1)")
    with pytest.raises(NotSoError, match=r"Chart toy, 720 wide: .*outside the axes"):
        run_source(cut)
    assert len(run_source(cut, building=False).charts) == 1


Draw = Callable[[Axes], object]


def laid_out(draw: Draw) -> tuple[list[str], list[str]]:
    """Return what the guard says of a drawing, and what the drawing lists."""
    with canvas(WIDE, 300) as (figure, axes):
        draw(axes)
        figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]
        figure.set_layout_engine("none")
        return faults(figure), facts(figure)


def line(ax: Axes, **look: Any) -> None:
    ax.plot([0, 1, 2], [0, 50, 20], color=DATA, **look)
    ax.set(xlim=(-0.2, 2.4), ylim=(0, 100))
    ax.set_xticks([0, 1, 2], ["a", "b", "c"])


def bar(ax: Axes) -> None:
    ax.barh([0], [80], color=DATA)
    ax.set(xlim=(0, 100), ylim=(-1, 1), yticks=[])


def word_on_word(ax: Axes) -> None:
    ax.text(0, 80, "word")
    ax.text(0.05, 81, "word")


def far_out(ax: Axes) -> None:
    far = {"xytext": (90, 0), "textcoords": "offset points", "annotation_clip": False}
    ax.annotate("far", (2.4, 80), **far).set_in_layout(False)


def ticks(*labels: str) -> Draw:
    return lambda ax: ax.set_yticks([0, 50, 100], labels)


def word(x: float, y: float, said: str = "word", **look: Any) -> Draw:
    return lambda ax: ax.text(x, y, said, **{"va": "center", **look})


def dots(y: float, color: str = DATA) -> Draw:
    return lambda ax: ax.scatter([1], [y], color=color)


def article(ax: Axes) -> None:
    mark_article(ax, Number(56, "pct", "the article"))


# Each kind: what is drawn, what is right with it, what is wrong, and what the guard says then.
KINDS: dict[str, tuple[Draw, Draw, Draw, str]] = {
    "word on word": (line, word(1, 80), word_on_word, "lies on"),
    "word on a mark": (line, word(1, 70), word(0.9, 44), "over a mark"),
    "word half in a bar": (bar, word(10, 0, color=PAPER), word(78, 0, color=PAPER), "over a mark"),
    "grey in a bar": (bar, word(10, 0, color=PAPER), word(10, 0, color=MUTED), "contrast"),
    "faint on paper": (line, word(0, 80, color=MUTED), word(0, 80, color=SECOND), "contrast"),
    "dark on dark paper": (line, word(0, 80), word(0, 80, color="#222222"), "dark palette"),
    "outside": (line, word(1, 80), far_out, "out of the picture"),
    "tick shifted": (line, ticks("0", "50", "100%"), ticks("0", "60", "100%"), "tick"),
    "tick in other units": (line, ticks("0", "5", "10"), ticks("0", "5", "100"), "tick"),
    "tick across": (bar, bar, lambda ax: ax.set_xticks([0, 50], ["0", "60"]), "tick"),
    "years cut off": (line, line, lambda ax: ax.set(xlim=(0.5, 2.4)), "outside the axes"),
    "bar cut off": (bar, bar, lambda ax: ax.set(xlim=(0, 70)), "outside the axes"),
    "dots cut off": (line, dots(50), dots(150), "outside the axes"),
    "accent on data": (line, article, dots(50, ACCENT), "wears the accent"),
    "legend": (lambda ax: line(ax, label="a line"), line, lambda ax: ax.legend(), "legend"),
    "title inside": (line, line, lambda ax: ax.set_title("A title"), "title"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_with_the_fault_is_refused_and_without_it_passes(kind):
    draw, right, wrong, said = KINDS[kind]
    assert laid_out(lambda ax: (draw(ax), right(ax)))[0] == []
    found, _ = laid_out(lambda ax: (draw(ax), wrong(ax)))
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(("apart", "fits"), [(60, True), (1, False)])
def test_words_that_fit_in_one_face_alone_are_refused(apart, fits):
    def draw(ax: Axes) -> None:
        line(ax)
        end = ax.text(100, 250, "MMMMMMMMMM", transform=None).get_window_extent().x1
        ax.text(end + apart, 250, "next", transform=None)

    found, _ = laid_out(draw)
    assert fits == (not found) and all("DejaVu Sans" in fault for fault in found)


def two_lines(ax: Axes, first: str = "weight", second: str = "value", colour: str = DATA) -> None:
    ax.plot([0, 1], [10, 20], label=first, color=colour)
    ax.plot([0, 1], [5, 40], label=second, color=SECOND)
    ax.axhline(30, color=ACCENT, gid="article")
    ax.bar([0.5], [3], color=DATA)
    ax.set(xlim=(0, 2), ylim=(0, 50), xticks=[0, 1])
    label_lines(ax)


def test_the_name_of_a_line_stands_level_with_its_end():
    with canvas(WIDE, 300) as (_, axes):
        two_lines(axes)
        named = {each.get_text(): pytest.approx(each.xy) for each in axes.texts}
    assert named == {"weight": (1, 20), "value": (1, 40)}


WRONG: dict[str, Draw] = {
    "names exchanged": lambda ax: two_lines(ax, "value", "weight"),
    "colours": lambda ax: two_lines(ax, colour=SECOND),
    "article elsewhere": lambda ax: (two_lines(ax), ax.get_lines()[2].set_ydata([31, 31])),
    "one name twice": lambda ax: two_lines(ax, second="weight"),
    "log axis": lambda ax: (two_lines(ax), ax.set(yscale="log", ylim=(1, 50))),
    "axis from elsewhere": lambda ax: (two_lines(ax), ax.set_ylim(4, 50)),
    "a year less": lambda ax: (two_lines(ax), ax.get_lines()[1].set_data([1], [40])),
    "a word": lambda ax: (two_lines(ax), ax.text(0, 45, "tonnes")),
    "a ring": lambda ax: (two_lines(ax), ax.get_lines()[0].set(marker="o", mfc=PAPER)),
    "another column": lambda ax: (two_lines(ax), ax.patches[0].set_height(4)),
    "another grade": lambda ax: (two_lines(ax), ax.get_lines()[0].set_gid("reported")),
}


@pytest.mark.parametrize("kind", WRONG)
def test_each_mistake_that_breaks_no_rule_moves_a_line(kind):
    assert laid_out(WRONG[kind])[1] != laid_out(two_lines)[1] == laid_out(two_lines)[1]
