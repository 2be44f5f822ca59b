"""The book on paper: pages, bookmarks, links and letters of the PDF."""

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from helpers import ROOT
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject

from rereading.claims import register
from rereading.site import paper
from rereading.site.chapters import read_chapters
from rereading.site.metadata import BOOK, edition

HAS_CJK = bool(
    shutil.which("fc-list")
    and subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout
)
FOOT_MM, TEXT_MM = 20, 255  # of a page of A4, as print.css has it


@pytest.fixture(scope="module")
def pdf(site, chromium_path):
    return PdfReader(io.BytesIO(paper.printed(site, ROOT, chromium_path)))


@pytest.fixture(scope="module")
def chapters(site):
    return read_chapters(site, ROOT, "wide")


@pytest.fixture(scope="module")
def texts(pdf):
    """Return the words of each page, spaces evened out; the first in the list stands for none."""
    return ["", *(" ".join(page.extract_text().split()) for page in pdf.pages)]


def bookmarks(pdf: PdfReader) -> list[tuple[str, int]]:
    """Return words and page, counted from one, of the bookmarks of the first level."""
    marks = [mark for mark in pdf.outline if isinstance(mark, Destination)]
    return [(str(m.title), (pdf.get_destination_page_number(m) or 0) + 1) for m in marks]


def structure(root: Any) -> Iterator[DictionaryObject]:
    """Yield the elements of a tagged PDF, which say what is heading, table or figure."""
    waiting = [root]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, DictionaryObject):
            yield item
            waiting.append(item.get("/K", ArrayObject()))


def lowest_words_mm(page: PageObject) -> float:
    """Return how far above the edge of its page the last line stands, the page's number left out."""
    heights: list[float] = []

    def see(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        height = (tm[4] * cm[1] + tm[5] * cm[3] + cm[5]) * 25.4 / 72  # of points
        if text.strip() and height > FOOT_MM:
            heights.append(height)

    page.extract_text(visitor_text=see)
    return min(heights)


def test_bookmarks_contents_and_numbers_of_pages_agree(pdf, texts, chapters):
    marks = bookmarks(pdf)
    assert [title for title, _ in marks] == [chapter.title for chapter in chapters]
    listed, at = " ".join(texts[2 : marks[0][1]]), 0
    for title, number in marks:
        # The running head, and then the heading itself.
        assert texts[number].count(title) >= 2, (title, number)
        assert re.search(rf"(^|\D){number}(\D|$)", texts[number][:60]), number
        found = re.compile(rf"{re.escape(title)} {number}\b").search(listed, at)
        assert found, (title, number)
        at = found.end()


def test_links_lead_to_pages_or_out_of_the_machine(pdf):
    notes = [each.get_object() for page in pdf.pages for each in page.get("/Annots", [])]
    inside = [str(link["/Dest"]) for link in notes if "/Dest" in link]
    assert len(inside) > 500 and set(inside) <= set(pdf.named_destinations)
    outside = [str(link["/A"]["/URI"]) for link in notes if "/A" in link]
    assert outside and all(address.startswith(("http://", "https://")) for address in outside)


def test_the_register_is_whole_and_questions_name_the_page_of_their_solution(pdf, texts):
    pages = dict(bookmarks(pdf))
    listed = "".join(texts[pages["The register"] : pages["How we judge"]])
    squeezed = re.sub(r"[\s-]", "", listed)
    assert not [said for said in register()["says"] if re.sub(r"[\s-]", "", said) not in squeezed]
    assert "".join(texts).count("https://") > 300, "sources print where they lead"
    last = pages["Solutions"]
    assert any(f"Solution at the end, page {last}" in text for text in texts[:last])


def test_the_file_says_what_it_is_and_what_each_part_is(pdf, texts, chapters):
    assert edition(ROOT) in texts[1]
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"]
    assert pdf.metadata and pdf.metadata.title == BOOK and pdf.metadata.author
    items = list(structure(root["/StructTreeRoot"]))
    kinds = Counter(item.get("/S") for item in items)
    assert kinds["/H1"] and kinds["/Table"] and kinds["/TH"] and kinds["/L"]
    said = {str(item.get("/Alt", "")) for item in items if item.get("/S") == "/Figure"}
    drawn = [each.body.select("img") for each in chapters]
    assert said == {image["alt"] for images in drawn for image in images}


def test_a_page_is_half_full_unless_its_chapter_ends_there(pdf):
    """By its lowest words: a tall drawing that does not fit begins a page, and leaves no more empty."""
    ends = {number - 1 for _, number in bookmarks(pdf)} | {len(pdf.pages)}
    lowest = {number: lowest_words_mm(page) for number, page in enumerate(pdf.pages, start=1)}
    high = FOOT_MM + 0.55 * TEXT_MM
    assert not {n: at for n, at in lowest.items() if n not in ends and at > high}


def test_no_drawing_became_a_bitmap(pdf):
    for page in pdf.pages:
        drawn = page["/Resources"].get("/XObject", {}).values()
        assert not [item for item in drawn if item.get_object()["/Subtype"] == "/Image"]


@pytest.mark.skipif(not HAS_CJK, reason="no Korean font (Debian: apt install fonts-noto-cjk)")
def test_korean_and_japanese_are_found(texts):
    assert any("분모" in text and "分母" in text for text in texts)


def test_without_a_browser_one_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SystemExit, match="apt install chromium"):
        paper.main(tmp_path)
