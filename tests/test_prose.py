"""What the book says of its data is held against the data: by name, next to the sentence."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from exempt import OF_NO_DATA, WORDS
from prose import CLAIMING, Passage, of_module, of_page, plain, unbacked

from rereading.claims import ON_ANOTHER, claim
from rereading.prose import NotSoError, holds

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "book").rglob("*.md"))
# Captions and descriptions, notes inside drawings, answers to what-ifs. Not: frames of HTML.
FRAMES = ("classroom", "publish", "register", "sheets", "tables")
MODULES = [
    module
    for folder in ("plates", "figures", "whatif")
    for module in sorted((ROOT / "rereading" / folder).glob("[!_]*.py"))
    if module.stem not in FRAMES
]

# What the README says, which has no cells: words, and whether they are so.
HEADLINES = tuple(map(claim, ("china-56-percent", "nk-second-after-china", "kim-30bn-today")))
SHARES = {
    side: HEADLINES[0].number(f"baci-2011-all-lines-value-{side}").value
    for side in ("imports", "exports")
}
OF_THE_README = {
    "Fifty-six percent": HEADLINES[0].asserted.value == 56,
    "None of the article's three big numbers holds as its words": all(
        not it.literal["in_band"] for it in HEADLINES
    ),
    "stand, and each comes out right on another reading": all(
        it.verdict.kind == ON_ANOTHER for it in HEADLINES
    ),
    "are a large part of everything Japan bought, and a smaller part, the article's number": (
        SHARES["imports"] > 75 and HEADLINES[0].band.holds(SHARES["exports"])
    ),
}
# Titles of chapters, on all pages, are numbers of the article.
TITLES = {
    "Fifty-six percent": ("china-56-percent", 56),
    "Second after China": ("nk-second-after-china", 2),
    "A hundredfold": ("kim-30bn-today", 100 * 300 / 1000),
    "Dozens and twenty thousand": ("remains-20000", 20_000),
}


def passages() -> Iterator[Passage]:
    """Yield all that pages and the code behind them say."""
    for page in PAGES:
        yield from of_page(page)
    for module in MODULES:
        yield from of_module(module)


def test_words_that_are_not_so_stop_the_page_by_name() -> None:
    shares = pd.Series([0.6, 0.4, float("nan")])
    holds("more than half", shares[0] > 0.5)
    for wanting in shares[1:]:
        with pytest.raises(NotSoError, match="“more than half”"):
            holds("more than half", wanting > 0.5)


def test_the_finder_finds_what_can_go_wrong_and_lets_assertions_answer_for_it() -> None:
    said = "It was the first of all. Never more than {} came. It was red. Is it the last?"
    assert unbacked(Passage("", said, ()), ()) == [
        "It was the first of all.",
        "Never more than {} came.",
    ]
    assert unbacked(Passage("", said, ("the first of all",)), ("Never more than",)) == []


def test_an_assertion_answers_for_the_prose_beside_its_cell_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    cell = '```{code-cell} python\n:tags: [remove-input]\nholds("the first", True)\n```'
    other = "```{code-cell} python\nx = 1\n```"
    page.write_text(f"---\nx: y\n---\nIt was the first.\n\n{cell}\n\n{other}\n\nStill the first.\n")
    assert not [said for p in of_page(page) for said in unbacked(p, ())]
    page.write_text(f"---\nx: y\n---\nIt was the first.\n\n{other}\n\nWell.\n\n{cell}\n")
    assert [said for p in of_page(page) for said in unbacked(p, ())] == ["It was the first."]


def test_what_a_sentence_says_of_the_data_is_backed_beside_it() -> None:
    exempt = [words for each in WORDS.values() for words in each]
    alone = [
        f"{passage.where}: {said}"
        for passage in passages()
        if passage.where not in OF_NO_DATA
        for said in unbacked(passage, exempt)
    ]
    assert not alone, "back these with `holds` in a cell beside them:\n" + "\n".join(alone)


def test_every_assertion_names_words_that_stand_beside_it() -> None:
    """A sentence that is written anew takes its assertion along."""
    for source in (*PAGES, *MODULES):
        found = of_page(source) if source.suffix == ".md" else of_module(source)
        near = {name: False for passage in found for name in passage.backed}
        for passage in found:
            for name in passage.backed:
                near[name] |= name in passage.text
        assert all(near.values()), (
            source.name,
            [name for name, there in near.items() if not there],
        )


def test_no_exemption_is_left_of_a_sentence_that_is_gone() -> None:
    text = "\n".join(passage.text for passage in passages())
    for words in (words for each in WORDS.values() for words in each):
        assert words in text and CLAIMING.search(words), words
    assert {page.stem for page in PAGES} >= set(OF_NO_DATA)


def test_what_the_readme_says_of_the_data_is_so() -> None:
    text = plain((ROOT / "README.md").read_text("utf-8"))
    assert not [words for words, so in OF_THE_README.items() if words not in text or not so]
    opening = Passage("README", text.partition("Two commands")[0], tuple(OF_THE_README))
    assert unbacked(opening, ()) == []


@pytest.mark.parametrize("title", TITLES)
def test_the_title_of_a_chapter_is_the_number_of_the_article(title: str) -> None:
    claim_id, value = TITLES[title]
    assert claim(claim_id).asserted.value == value
    page = ROOT / "book" / f"{claim(claim_id).page}.md"
    assert f"\n# {title}\n" in page.read_text("utf-8")
