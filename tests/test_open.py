"""An open chapter: its order, its folds, charts placed by key, a card that follows."""

import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from faults import parsed
from helpers import CHAPTERS, HEAD, ROOT, TOY_CHART, small_book
from pages import run_source

from rereading.choose import choose
from rereading.claims import claim
from rereading.figures.cards import card
from rereading.site import build
from rereading.site.notebooks import as_notebook
from rereading.verdicts import FAILS, HOLDS, PRINTED

SHARE = claim("china-56-percent")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_reads_answer_actions_picture_card_then_folds(site, chapter):
    section = parsed(site / "book" / f"{chapter}.html").select_one("main section")
    found = section.select("p, nav.actions, figure.plate, .card, details.hide, h2")
    kinds = [tag.name if tag.name in ("p", "h2") else tag["class"][0] for tag in found]
    assert kinds[0] == "p"
    places = [kinds.index(kind) for kind in ("actions", "plate", "card", "hide", "h2")]
    assert places == sorted(places)
    parts = section.select_one("figure.plate").select(".finding, .plot, .under")
    assert [tag["class"] for tag in parts] == [["finding"], ["plot"], ["under"]]
    names = [fold.get_text() for fold in section.select("details.made > .cell summary")]
    assert names[0] == "The set-up" and names[1].startswith("Try another")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_removes_only_what_is_no_step_and_a_notebook_shows_its_drawings(chapter):
    source = ROOT / "book" / f"{chapter}.md"
    removed = re.findall(r":tags: \[remove-\w+\]\n\n(.*?)```", source.read_text("utf-8"), re.S)
    asked = re.compile(r"(ask|solution|source_list|data_list|what_if\.what_if)\(")
    assert all(asked.match(cell.strip().splitlines()[-1]) for cell in removed)
    cells = [cell for cell in as_notebook(source).cells if cell.cell_type == "code"]
    drawn = [cell for cell in cells if "@chart(" in cell.source]
    assert drawn and not any(cell.metadata.get("jupyter") for cell in drawn)
    code = [c.source for c in cells if not c.source.startswith(("Markdown(", "from IPython.dis"))]
    assert max(len(line) for text in code for line in text.splitlines()) <= 76
    (set_up,) = (c.source for c in cells if "# The set-up" in c.source)
    assert len(set_up.partition("# The set-up")[2].splitlines()) <= 15


SHEET = "worksheet-two"


@pytest.fixture
def two_pages(tmp_path):
    """Return a book of a front page that draws a chart, and a sheet that places it twice."""
    placed = HEAD + "# Two\n\n```{chart} toy\n```\n\n```{chart} toy\n:without-answers:\n```\n"
    return small_book(tmp_path, index=f"{HEAD}# One\n\nWords.\n{TOY_CHART}", **{SHEET: placed})


def built_page(root: Path, name: str) -> str:
    return (root / build.SITE / "book" / f"{name}.html").read_text("utf-8")


def test_a_chart_is_placed_by_its_key_and_written_again_when_it_changes(two_pages):
    assert build.main(two_pages) == 0
    page = BeautifulSoup(built_page(two_pages, SHEET), "html.parser")
    whole, sheet = page.select("figure.plate")
    assert "81.6%" in whole.get_text() and "81.6" in whole.select_one(".finding").get_text()
    assert "81.6" not in str(sheet)
    assert sheet.select_one("[role=img]")["aria-label"] == "A bar."
    index = two_pages / "book" / "index.md"
    index.write_text(index.read_text("utf-8").replace("81.6%", "the reply"), "utf-8")
    assert build.main(two_pages) == 0
    assert "the reply" in built_page(two_pages, SHEET)


def test_a_key_that_is_lost_or_taken_stops_the_build(two_pages, capfd):
    page = two_pages / "book" / f"{SHEET}.md"
    page.write_text(page.read_text("utf-8").replace("toy", "tow", 1) + TOY_CHART, "utf-8")
    assert build.main(two_pages) == 1
    said = capfd.readouterr().err
    assert "no chart 'tow' is drawn by any page" in said and "the chart 'toy' is drawn by" in said


def test_a_claim_gets_its_verdict_anew_from_a_readers_values():
    assert SHARE.verdict.kind == PRINTED
    assert SHARE.with_literal(56.2).verdict.kind == HOLDS
    assert SHARE.with_band(80, 83).verdict.kind == HOLDS
    assert SHARE.with_band(0, 1).verdict.kind == FAILS
    told = SHARE.with_asserted(82)
    assert told.verdict.kind == HOLDS and "82 percent" in told.statement
    assert (told.band.low, told.band.high) == (81.5, 82.5)
    assert SHARE.verdict.kind == PRINTED, "the claim itself stays as it was"


def test_a_card_says_that_it_is_the_readers_and_only_then():
    own = SHARE.literal["value"]
    same = SHARE.with_literal(own).with_band(SHARE.band.low, SHARE.band.high).with_asserted(56)
    assert same is SHARE and "Your card" not in card(same).html
    told = card(SHARE.with_literal(60).with_band(50, 60)).html
    assert "Your card, with another literal reading and band" in told


FRAME = pd.DataFrame(
    {"source": ["customs", "customs", "trade"], "year": [2009, 2010, 2010], "t": [1, 2, 3]}
)
YEARS = pd.DataFrame({"year": range(1995, 2025)})


@pytest.mark.parametrize(
    ("frame", "chosen", "said"),
    [(FRAME, {"source": "customs", "year": 2011}, "for source 'customs'. They have 2009, 2010"),
     (FRAME, {"source": "customers"}, "They have 'customs', 'trade'"),
     (FRAME, {"year": 2010}, "name more columns"), (YEARS, {"year": 1900}, "They have 1995 to 2024")],
)  # fmt: skip
def test_what_the_data_lack_is_answered_with_what_there_is(frame, chosen, said):
    assert choose(FRAME, source="customs", year=2010)["t"] == 2
    with pytest.raises((LookupError, ValueError), match=said):
        choose(frame, **chosen)


# What a student would try on a chapter, and what the answer, the picture and its words then say.
CHOSEN = '"customs", 2010, "quantity_t"'
TRIED = '"reserves", 2017, 200_000_000'
ORDER = 'order = ["measure", "year", "whole"]'
EDITS = [
    ("imports", CHOSEN, '"trade data", 2012, "quantity_t"', "53.7 percent"),
    ("imports", CHOSEN, '"trade data", 2010, "value_kusd"', "79.6 percent"),
    ("imports", ORDER, 'order = ["whole", "year", "measure"]', "81.6 percent"),
    ("reserves", TRIED, '"reserves", 2022, 20_000_000', "fifth"),
    ("reserves", TRIED, '"reserve base", 2007, 48_000_000', "second"),
]
# All that an edit moves stands above this heading; the rest of the page takes longer.
ABOVE = {"imports": "## What arrived", "reserves": "## Which tonnage"}


@pytest.mark.parametrize(("chapter", "old", "new", "answer"), EDITS)
def test_an_edit_moves_the_answer_the_picture_and_its_words(chapter, old, new, answer):
    source = (ROOT / "book" / f"{chapter}.md").read_text("utf-8")
    assert old in source
    run = run_source(source.replace(old, new, 1).partition(ABOVE[chapter])[0], building=False)
    assert answer in {str(value) for _, value in run.shown}
    words = [re.sub(r"<[^>]*>", "", figure.finding_html) for figure in run.charts]
    alts = [figure.alt for figure in run.charts]
    assert any(answer in said and answer in alt for said, alt in zip(words, alts, strict=True))
    if chapter == "imports":
        assert f": {dict(run.shown)['share'].label}" in run.charts[0].svg_wide
        steps = next(figure.svg_wide for figure in run.charts if figure.key == "steps")
        assert (steps.index("another whole") < steps.index("another year")) == (old == ORDER)
