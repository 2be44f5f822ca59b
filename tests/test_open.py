"""An open chapter: its order, its folds, charts placed by key, a card that follows, notes."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import CHAPTERS, ROOT, front_page_alone
from pages import run_source

from rereading.choose import NoSuchRowError, choose
from rereading.claims import claim
from rereading.figures.cards import card
from rereading.prose import BUILDING, NotSoError, check_that
from rereading.site import build
from rereading.site.notebooks import as_notebook
from rereading.site.open_page import fold_name
from rereading.verdicts import FAILS, HOLDS, PRINTED

SHARE = claim("china-56-percent")


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture(params=CHAPTERS)
def page(site: Path, request: pytest.FixtureRequest) -> BeautifulSoup:
    """Return an open chapter as built."""
    text = (site / "book" / f"{request.param}.html").read_text("utf-8")
    return BeautifulSoup(text, "html.parser")


def test_a_chapter_reads_answer_actions_picture_card_then_folds(page: BeautifulSoup) -> None:
    section = page.select_one("main section")
    found = section.select("p, nav.actions, figure.plate, .card, details.hide, h2")
    kinds = [tag.name if tag.name in ("p", "h2") else next(iter(tag["class"])) for tag in found]
    figure, picture = kinds.index("plate"), section.select_one("figure.plate")
    assert kinds[0] == "p" and kinds.index("actions") < figure < kinds.index("card")
    assert kinds.index("card") < kinds.index("hide") < kinds.index("h2")
    finding, plot, under = picture.select(".finding, .plot, .under")
    assert (finding["class"], plot["class"], under["class"]) == (["finding"], ["plot"], ["under"])
    names = [fold.get_text() for fold in section.select("details.hide > summary")]
    assert names[0] == "The set-up" and names[1].startswith("Try another")


def test_removed_are_only_questions_what_ifs_and_source_lists() -> None:
    for name in CHAPTERS:
        source = (ROOT / "book" / f"{name}.md").read_text("utf-8")
        cells = re.findall(
            r"```\{code-cell\} ipython3\n:tags: \[remove-\w+\]\n\n(.*?)```", source, re.S
        )
        last = [cell.strip().splitlines()[-1] for cell in cells]
        asked = re.compile(r"(ask|solution|source_list|data_list|what_if\.what_if)\(")
        assert not [line for line in last if not asked.match(line)]


def test_the_code_of_a_chapter_is_narrow_and_its_set_up_short() -> None:
    for name in CHAPTERS:
        cells = [
            c.source
            for c in as_notebook(ROOT / "book" / f"{name}.md").cells
            if c.cell_type == "code"
        ]
        code = [
            cell for cell in cells if not cell.startswith(("Markdown(", "from IPython.display"))
        ]
        assert max(len(line) for cell in code for line in cell.splitlines()) <= 76
        set_up = next(cell for cell in cells if "# The set-up" in cell).partition("# The set-up")[2]
        assert len(set_up.splitlines()) <= 15


def test_a_notebook_shows_its_code() -> None:
    for name in CHAPTERS:
        cells = as_notebook(ROOT / "book" / f"{name}.md").cells
        code = [cell for cell in cells if cell.cell_type == "code"]
        shown = [cell for cell in code if not cell.metadata.get("jupyter")]
        assert any("@chart(" in cell.source for cell in shown)
        assert not [cell for cell in code if "@chart(" in cell.source and cell not in shown]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("# Try another year\nyear = 2010", "Try another year"),
        ("a = 1", "How this is computed: 1 line"),
        ("a = 1\n\ndef draw(ax):\n    pass", "How this is drawn: 4 lines"),
    ],
)
def test_a_fold_is_named_by_its_comment_or_by_what_it_does(code: str, name: str) -> None:
    assert fold_name(code) == name


# --- Charts by key ----------------------------------------------------------------------------------

HEAD = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

"""
CHART = """
```{code-cell} ipython3
import pandas as pd
from rereading.charts.chart import chart
from rereading.numbers import Number
share = Number(81.6, "pct", "derived")
frame = pd.DataFrame({"year": [2010], "share_pct": [81.6]})

@chart("toy", finding="It was {share}.", subtitle="Percent.", alt="A bar of {share}.",
       sheet="A bar.", table=frame, sources=["imports-s01"])
def draw(ax):
    ax.bar([0], [81.6], color="#1f5a99")
    ax.text(0, 90, "the answer", gid="answer", ha="center")
    ax.set(ylim=(0, 100), xticks=[])
```
"""


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    """Return a book of a front page that draws a chart, and a page that places it twice."""
    front_page_alone(tmp_path)
    folder = tmp_path / "book"
    (folder / "index.md").write_text(f"{HEAD}# One\n\nWords.\n{CHART}", "utf-8")
    placed = HEAD + "# Two\n\n```{chart} toy\n```\n\n```{chart} toy\n:without-answers:\n```\n"
    (folder / "two.md").write_text(placed, "utf-8")
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n- file: book/two\n"
    )
    return tmp_path


def built_page(root: Path, name: str) -> str:
    return (root / build.SITE / "book" / f"{name}.html").read_text("utf-8")


def test_a_chart_is_placed_by_its_key_and_written_again_when_it_changes(two_pages: Path) -> None:
    assert build.main(two_pages) == 0
    page = BeautifulSoup(built_page(two_pages, "two"), "html.parser")
    whole, sheet = page.select("figure.plate")
    assert "the answer" in whole.get_text() and "81.6" in whole.select_one(".finding").get_text()
    assert "the answer" not in str(sheet) and "81.6" not in str(sheet)
    assert sheet.select_one("[role=img]")["aria-label"] == "A bar."
    index = two_pages / "book" / "index.md"
    index.write_text(index.read_text("utf-8").replace("the answer", "the reply"), "utf-8")
    assert build.main(two_pages) == 0
    assert "the reply" in built_page(two_pages, "two")


def test_a_key_that_is_lost_or_taken_stops_the_build(
    two_pages: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = two_pages / "book" / "two.md"
    page.write_text(page.read_text("utf-8").replace("toy", "tow", 1) + CHART, "utf-8")
    assert build.main(two_pages) == 1
    said = capfd.readouterr().err
    assert "no chart 'tow' is drawn by any page" in said and "the chart 'toy' is drawn by" in said


# --- A card that follows ------------------------------------------------------------------------------


def test_a_claim_gets_its_verdict_anew_from_a_readers_values() -> None:
    assert SHARE.verdict.kind == PRINTED
    assert SHARE.with_literal(56.2).verdict.kind == HOLDS
    assert SHARE.with_band(80, 83).verdict.kind == HOLDS
    assert SHARE.with_band(0, 1).verdict.kind == FAILS
    told = SHARE.with_asserted(82)
    assert told.verdict.kind == HOLDS and "82 percent" in told.statement
    assert (told.band.low, told.band.high) == (81.5, 82.5)
    money = claim("kim-30bn-today").with_asserted(3)
    assert (money.band.low, money.band.high) == pytest.approx((2.7, 3.3))
    assert SHARE.verdict.kind == PRINTED, "the claim itself stays as it was"


def test_a_card_says_that_it_is_the_readers_and_only_then() -> None:
    own = SHARE.literal["value"]
    same = SHARE.with_literal(own).with_band(SHARE.band.low, SHARE.band.high).with_asserted(56)
    assert same is SHARE and "Your card" not in card(same).html
    told = card(SHARE.with_literal(60).with_band(50, 60)).html
    assert "Your card, with another literal reading and band" in told


# --- What a reader types ------------------------------------------------------------------------------

FRAME = pd.DataFrame(
    {"source": ["customs", "customs", "trade"], "year": [2009, 2010, 2010], "t": [1, 2, 3]}
)


def test_what_the_data_lack_is_answered_with_what_there_is() -> None:
    assert choose(FRAME, source="customs", year=2010)["t"] == 2
    with pytest.raises(
        NoSuchRowError, match=r"no year 2011 for source 'customs'. They have 2009, 2010"
    ):
        choose(FRAME, source="customs", year=2011)
    with pytest.raises(NoSuchRowError, match="They have 'customs', 'trade'") as error:
        choose(FRAME, source="customers")
    assert error.value._render_traceback_() == [str(error.value)]
    with pytest.raises(ValueError, match="name more columns"):
        choose(FRAME, year=2010)
    many = pd.DataFrame({"year": range(1995, 2025)})
    with pytest.raises(NoSuchRowError, match="They have 1995 to 2024"):
        choose(many, year=1900)
    names = pd.DataFrame({"yardstick": [f"measure {n}" for n in range(30)]})
    with pytest.raises(NoSuchRowError, match=r"They have 'measure 0', .*'measure 9'"):
        choose(names, yardstick="gold")


def test_words_that_do_not_fit_are_noted_to_a_reader_and_stop_a_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(BUILDING, raising=False)
    check_that("far above", True)
    check_that("far above", False)
    assert capsys.readouterr().out.count("\n") == 1
    monkeypatch.setenv(BUILDING, "1")
    with pytest.raises(NotSoError, match="far above"):
        check_that("far above", False)


# What a student would try on the open chapter, and what then has to follow.
EDITS = {
    "year": ('"customs", 2010', '"trade data", 2012', "In 2012", "53.7 percent"),
    "reversing": ('"customs", 2010', '"trade data", 2015', "In 2015", "51.6 percent"),
    "source": ('"customs", 2010', '"trade data", 2010', "In 2010", "78.5 percent"),
    "measure": (
        '"customs", 2010, "quantity_t"',
        '"trade data", 2010, "value_kusd"',
        "In 2010",
        "79.6 percent",
    ),
    "early": (
        '"customs", 2010, "quantity_t"',
        '"trade data", 1995, "value_kusd"',
        "In 1995",
        "percent",
    ),
    "late": ('"customs", 2010', '"trade data", 2024', "In 2024", "66.1 percent"),
    "fractions": (
        "in_year, in_measure = 2011",
        "in_year, in_measure = 2012",
        "In 2010",
        "81.6 percent",
    ),
    "fractions by weight": ('2011, "value_kusd"', '2011, "quantity_t"', "In 2010", "81.6 percent"),
    "band": ("the_claim.band.low, the_claim.band.high", "50, 60", "In 2010", "81.6 percent"),
    "colour": ("color=DATA, label", 'color="green", label', "In 2010", "81.6 percent"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_moves_the_answer_the_picture_its_words_and_the_card(edit: str) -> None:
    old, new, year, share = EDITS[edit]
    source = (ROOT / "book" / "imports.md").read_text("utf-8")
    assert old in source
    edited = source.replace(old, new, 1)
    # All that the edit moves stands above the months; the rest of the page takes longer.
    shown = run_source(edited.partition("## What arrived")[0], building=False).shown
    values = dict(shown[:4])
    first = next(figure for code, figure in shown if code == "")
    assert f"In {values['year']}" == year and share in str(values["share"])
    plain = re.sub(r"<[^>]*>", "", first.finding_html)
    assert str(values["share"]) in plain and str(values["share"]) in first.alt
    assert f"{values['year']}: {values['share'].label}" in first.svg_wide
    two = next(figure for _, figure in shown if getattr(figure, "key", "") == "two-fractions")
    assert ("2012" in two.alt) == (edit == "fractions")
