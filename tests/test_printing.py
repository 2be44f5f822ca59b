"""Sheets, keys and slides as PDF; `deep/test_paper.py` prints the whole book."""

import io
from unicodedata import normalize

import pytest
from browser import address, watched_page
from faults import parsed
from pypdf import PdfReader, PdfWriter

from rereading.lessons import LESSONS
from rereading.site.classroom import links_of, pages
from rereading.site.paper import pages_of_places
from rereading.site.printing import PAPERS, printed

every_lesson = pytest.mark.parametrize("lesson", LESSONS)
# With eleven-point type, two pictures and room to write; a key holds both pictures again.
MOST_PAGES = {"worksheet": 4, "key": 6}


@pytest.fixture(scope="module")
def pdfs(site, chromium_path):
    made = printed(pages(site, "worksheet", "key", "slides"), chromium_path)
    return {name: PdfReader(io.BytesIO(content)) for name, content in made.items()}


def test_what_prints_fits_a_few_pages_of_both_papers_and_names_no_folder_of_this_machine(pdfs):
    # Sheets and keys, and the sheet for one's own claim; slides.
    assert len(pdfs) == len(PAPERS) * (2 * len(LESSONS) + 1) + len(LESSONS)
    for name, pdf in pdfs.items():
        notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
        links = [note.get("/A", {}).get("/URI", "") for note in notes]
        assert not [link for link in links if link.startswith("file:")], name
        kind = name.partition("-")[0]
        if kind != "slides":
            assert 1 <= len(pdf.pages) <= MOST_PAGES[kind], name
            assert all(len(page.extract_text()) > 100 for page in pdf.pages), f"{name}: empty page"
            assert (590 < pdf.pages[0].mediabox.width < 600) == name.endswith("A4.pdf"), name
    words = set(pdfs["worksheet-imports-A4.pdf"].pages[0].extract_text().split())
    assert "Name" in words and not {"Next", "Search"} & words


@every_lesson
def test_words_on_a_sheet_are_large_enough_to_read(browser, site, lesson):
    with watched_page(browser, width=680) as page:  # as wide as a printed page
        page.emulate_media(media="print")
        for version, least in (("", 11), ("#with-help", 14), ("#further", 11)):
            page.goto(address(site, f"classroom/worksheet-{lesson}") + version)
            drawn, other = page.evaluate("looks.smallest()")
            assert drawn >= 9 and other >= least - 0.01, version


def squeezed(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


@every_lesson
def test_each_slide_is_a_page_on_paper_with_its_heading_and_no_note(pdfs, site, lesson):
    page_of_slides = parsed(site / "book" / "classroom" / f"slides-{lesson}.html")
    slides = page_of_slides.select(".slides > section")
    assert 8 <= len(slides) <= 12
    for page, slide in zip(pdfs[f"slides-{lesson}.pdf"].pages, slides, strict=True):
        text = squeezed(page.extract_text())
        assert squeezed(slide.select_one("h1, h2").get_text()).rstrip("#") in text
        assert squeezed(slide.select_one(".note p:last-child").get_text())[:25] not in text


@every_lesson
def test_a_worksheets_pdf_has_a_field_at_each_place_to_write_on(pdfs, site, lesson):
    """Fields are named by their question, in the order of the page; what is typed can be read."""
    sheet = parsed(site / "book" / "classroom" / f"worksheet-{lesson}.html")
    places = [tag for tag in sheet.select("[data-field]") if not tag.find_parent(class_="further")]
    for paper in PAPERS:
        writer = PdfWriter(clone_from=pdfs[f"worksheet-{lesson}-{paper}.pdf"])
        notes = [each.get_object() for page in writer.pages for each in page.get("/Annots", ())]
        fields = [note for note in notes if note["/Subtype"] == "/Widget"]
        assert [field["/TU"] for field in fields] == [tag["data-field"] for tag in places]
        _, _, width, height = writer.pages[0].mediabox
        for field, tag in zip(fields, places, strict=True):
            left, bottom, right, top = map(float, field["/Rect"])
            assert 0 < left < right < width and 0 < bottom < height
            lines = len(tag.select(".line"))
            assert field["/FT"] == ("/Tx" if lines else "/Btn")
            assert (
                field.get("/Ff", 0) == (lines > 1) << 12 and top - bottom > 15 * max(lines, 1) - 5
            )
        typed = {field["/T"]: "typed here" for field in fields if field["/FT"] == "/Tx"}
        writer.update_page_form_field_values(None, typed, auto_regenerate=False)
        writer.write(out := io.BytesIO())
        assert {str(v) for v in PdfReader(out).get_form_text_fields().values()} == {"typed here"}


def test_a_link_of_a_package_says_part_form_paper_and_version(tmp_path):
    (tmp_path / "print").mkdir()
    for end in ("A4.pdf", "Letter.pdf", "with-help.docx", "x-html"):
        (tmp_path / "print" / f"worksheet-imports-{end}").touch()
    (tmp_path / "print" / "worksheet-imports.docx").touch()
    says = ["to print, A4", "to print, Letter", "as .docx", "as .docx, with help"]
    assert list(links_of(tmp_path, "imports").values()) == [f"Worksheet {said}" for said in says]


def test_a_place_in_a_pdf_is_on_the_page_that_a_reader_counts():
    writer = PdfWriter()
    for number, name in enumerate(("first", "second")):
        writer.add_blank_page(100, 100)
        writer.add_named_destination(name, number)
    writer.write(out := io.BytesIO())
    assert pages_of_places(out.getvalue()) == {"first": 1, "second": 2}
