"""The book on paper: what stands in the PDF, and what a screen alone can do does not."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, needs_a_browser
from offprint import ROOT, small_site
from pypdf import PdfReader
from pypdf.generic import Destination

from rereading import claim
from rereading.claims import register
from rereading.site import build, paper
from rereading.site.chapters import TITLE, read_book, reading_order
from rereading.site.paper import fonts_of, printed, structure

HAS_CJK = bool(
    shutil.which("fc-list")
    and subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout
)
pytestmark = needs_a_browser


@pytest.fixture(scope="module")
def pdf(site: Path) -> PdfReader:
    """Return the whole book, printed once for all tests."""
    content = printed(site, ROOT, str(CHROMIUM))
    assert len(content) < 10_000_000
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def text_of(pdf: PdfReader) -> Callable[[int], str]:
    """Return a function from the number of a page to its words, spaces evened out."""
    return cache(lambda number: " ".join(pdf.pages[number - 1].extract_text().split()))


@pytest.fixture(scope="module")
def chapters(site: Path) -> dict[str, str]:
    """Return the titles of the chapters by their names."""
    found = read_book(site, ROOT / "_toc.yml", "wide").chapters
    return {chapter.slug: chapter.title for chapter in found}


@pytest.fixture(scope="module")
def small(site: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """Return a small book with every kind of thing that a page may hold."""
    root = tmp_path_factory.mktemp("offprint")
    return PdfReader(io.BytesIO(printed(small_site(site, root), root, str(CHROMIUM))))


def bookmarks(pdf: PdfReader) -> list[tuple[str, int]]:
    """Return words and page, counted from one, of the bookmarks of the first level."""
    return [
        (str(mark.title), (pdf.get_destination_page_number(mark) or 0) + 1)
        for mark in pdf.outline
        if isinstance(mark, Destination)
    ]


def test_bookmarks_are_the_chapters_in_order(pdf: PdfReader, chapters: dict[str, str]) -> None:
    assert [title for title, _ in bookmarks(pdf)] == list(chapters.values())


def test_each_chapter_begins_where_its_bookmark_says(
    pdf: PdfReader, text_of: Callable[[int], str]
) -> None:
    for title, number in bookmarks(pdf):
        # The running head, and then the heading itself.
        assert text_of(number).count(title) >= 2, (title, number)


def test_pages_but_the_first_have_their_number(
    pdf: PdfReader, text_of: Callable[[int], str]
) -> None:
    assert not re.search(r"(^|\D)1(\D|$)", text_of(1)[:20])
    starts = [number for _, number in bookmarks(pdf)]
    for number in {2, *starts, *(number - 1 for number in starts), len(pdf.pages)}:
        assert re.search(rf"(^|\D){number}(\D|$)", text_of(number)[:60]), number


def test_contents_name_the_right_pages(pdf: PdfReader, text_of: Callable[[int], str]) -> None:
    first = bookmarks(pdf)[0][1]
    listed = " ".join(map(text_of, range(2, first)))
    assert "000" not in listed
    at = 0
    for title, number in bookmarks(pdf):
        found = re.compile(rf"{re.escape(title)} {number}\b").search(listed, at)
        assert found, (title, number)
        at = found.end()


def test_links_inside_the_book_lead_to_pages(pdf: PdfReader) -> None:
    places = pdf.named_destinations
    inside = [
        str(note["/Dest"])
        for page in pdf.pages
        for note in (item.get_object() for item in page.get("/Annots", []))
        if "/Dest" in note
    ]
    assert len(inside) > 500
    for name in inside:
        assert pdf.get_destination_page_number(places[name]) is not None


def test_no_link_leads_into_the_folders_of_a_machine(pdf: PdfReader) -> None:
    addresses = [
        str(note["/A"]["/URI"])
        for page in pdf.pages
        for note in (item.get_object() for item in page.get("/Annots", []))
        if "/A" in note
    ]
    assert addresses and not [a for a in addresses if not a.startswith(("http://", "https://"))]


def test_the_words_are_those_of_the_book(pdf: PdfReader, text_of: Callable[[int], str]) -> None:
    pages = dict(bookmarks(pdf))
    the_claim = claim("china-56-percent")
    literal = str(the_claim.number(the_claim.literal["reading_id"]))
    assert literal in text_of(pages["Fifty-six percent"])
    listed = "".join(map(text_of, range(pages["The register"], pages["How we judge"])))
    squeezed = re.sub(r"[\s-]", "", listed)
    for said in register()["says"]:
        assert re.sub(r"[\s-]", "", said) in squeezed, said


def test_fonts_are_in_the_file(pdf: PdfReader) -> None:
    found = list(fonts_of(pdf))
    assert found
    for font in found:
        if font["/Subtype"] == "/Type3":
            assert font["/CharProcs"], font
        else:
            inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner), font


def test_the_file_says_what_it_is(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"]
    about = pdf.metadata
    assert about is not None and about.title == TITLE and about.author
    # Neither the hour of printing nor the machine.
    assert set(about) <= {"/Title", "/Author", "/Subject", "/Producer"}


def test_it_is_tagged_and_every_drawing_described(pdf: PdfReader, site: Path) -> None:
    items = list(structure(pdf.trailer["/Root"]["/StructTreeRoot"]))
    kinds = Counter(item.get("/S") for item in items)
    assert kinds["/H1"] and kinds["/Table"] and kinds["/TH"] and kinds["/L"]
    said = {str(item.get("/Alt", "")) for item in items if item.get("/S") == "/Figure"}
    order = [name for _, name in reading_order(ROOT / "_toc.yml")]
    pages = [(site / f"{name}.html").read_text("utf-8") for name in order]
    assert len(said) == sum(page.count('class="plot" role="img"') for page in pages)
    assert all(len(words) > 40 for words in said)


def test_no_drawing_became_a_bitmap(pdf: PdfReader, small: PdfReader) -> None:
    assert not bitmaps(pdf)
    assert len(bitmaps(small)) == 1  # the picture of the page of our own


def bitmaps(pdf: PdfReader) -> list[Any]:
    """Return the pictures of a PDF that are made of dots."""
    drawn = [
        item.get_object()
        for page in pdf.pages
        for item in page["/Resources"].get("/XObject", {}).values()
    ]
    return [item for item in drawn if item["/Subtype"] == "/Image"]


def test_paper_shows_what_stands_still(small: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in small.pages).split())
    for there in ("The answer it starts from", "Which year?", "☐ The first", "Look at the whole."):
        assert there in text, there
    assert "A long table: 40 rows, on the site." in text
    for gone in (
        "Nothing on paper",
        "Check ",
        "Copy",
        "a secret",
        "Download",
        "Files",
        "Take this",
    ):
        assert gone not in text, gone


def test_solutions_stand_last_with_their_page_at_the_question(small: PdfReader) -> None:
    title, number = bookmarks(small)[-1]
    assert title == "Solutions"
    pages = [" ".join(page.extract_text().split()) for page in small.pages]
    asked = next(text for text in pages if "Which year?" in text)
    assert asked.count(f"Solution: page {number}") == 2
    last = " ".join(pages[number - 1 :])
    last = last[last.index("A plan for") :]
    assert last.index("Read: a line") < last.index("It was the year before.")
    assert last.index("It was the year before.") < last.index("Read: two bars")
    assert "It was the year before." not in "".join(pages[: number - 1])


@pytest.mark.skipif(not HAS_CJK, reason="no Korean font (Debian: apt install fonts-noto-cjk)")
def test_korean_and_japanese_are_letters_and_no_boxes(small: PdfReader) -> None:
    page = next(page for page in small.pages if "Words: " in page.extract_text())
    text = page.extract_text()
    assert "분모" in text and "分母" in text
    shapes = [
        {name: shape.get_object().get_data() for name, shape in font["/CharProcs"].items()}
        for font in (item.get_object() for item in page["/Resources"]["/Font"].values())
        if "/CharProcs" in font
    ]
    # Chromium draws the letters of these fonts into the file; a font's first shape is its box.
    letters = [shape for each in shapes for name, shape in each.items() if name != "/g0"]
    assert len(set(letters) - {each["/g0"] for each in shapes}) >= len("분모分母")


def test_characters_are_no_radicals() -> None:
    given = b"<0001> <2E9F>\n<2E9F> <0041>\n<0002> <0003> <0042>\n"
    assert paper.readable(given) == b"<0001> <6BCD>\n<2E9F> <0041>\n<0002> <0003> <0042>\n"


def test_two_printings_are_the_same(site: Path, small: PdfReader, tmp_path: Path) -> None:
    again = printed(small_site(site, tmp_path), tmp_path, str(CHROMIUM))
    small.stream.seek(0)
    assert small.stream.read() == again


def test_without_a_browser_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert paper.main(tmp_path) == 1
    assert "apt install chromium" in capsys.readouterr().err


def test_an_old_browser_is_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    site: Path,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(paper, "OLDEST_CHROMIUM", 9999)
    small_site(site, tmp_path).rename(tmp_path / "site")
    (tmp_path / build.SITE).parent.mkdir()
    (tmp_path / "site").rename(tmp_path / build.SITE)
    assert paper.main(tmp_path) == 1
    assert "or newer. This one is" in capsys.readouterr().err
    assert not (tmp_path / paper.PDF).exists()
