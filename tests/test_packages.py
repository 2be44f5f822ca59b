"""The packages for a stick: for pupils without an answer, for teachers with all of them."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from html import unescape
from pathlib import Path
from unicodedata import normalize

import nbclient
import nbformat
import pytest
from faults import dead_links, hosts, parsed
from helpers import ROOT, SOURCES, csv_rows
from notebooks import NO_NETWORK
from pypdf import PdfReader, PdfWriter

from rereading.exercises import check, exercise_ids
from rereading.lessons import LESSONS
from rereading.site.classroom import PARTS, links_of, main
from rereading.site.metadata import edition
from rereading.site.printing import PAPERS

# The columns that pupils do not get, by table, and how pages for teachers alone begin.
KEPT = {
    "exercises": ("hint", "right", "solution"), "exercise_answers": ("feedback",),
    "worksheet_questions": ("answer",), "sample_answers": ("answer", "because"),
}  # fmt: skip
every_lesson = pytest.mark.parametrize("lesson", LESSONS)
# With eleven-point type, two pictures and room to write; a key holds both pictures again.
MOST_PAGES = {"worksheet": 4, "key": 6}
TEACHERS = ("guide", "unit", "lesson-", "key-", "slides-")
MARKUP = re.compile(r"\{\w+\}(?:`[^`]*`)?|\]\([^)]*\)|[*`#\[\]|\n\"'“”:]|---?|<[^>]*>")


@pytest.fixture(scope="module")
def packages(site, tmp_path_factory):
    """Return the folders of both packages, for teachers and pupils, packed and unpacked."""
    root = tmp_path_factory.mktemp("project")
    for name in "rereading book data LICENSE README.md pyproject.toml CITATION.cff".split():
        (root / name).symlink_to(ROOT / name)
    (root / "_build").mkdir()
    (root / "_build" / "html").symlink_to(site)
    main(root)
    stick = tmp_path_factory.mktemp("stick")
    for file in (root / "_build").glob("*.zip"):
        shutil.unpack_archive(file, stick)
    return {whose: stick / f"fifty-six-percent-{whose}" for whose in ("teachers", "pupils")}


@pytest.fixture(params=["teachers", "pupils"])
def package(request, packages):
    return packages[request.param]


@pytest.fixture(scope="module")
def pdfs(packages, chromium_path):
    return {file.name: PdfReader(file) for file in (packages["teachers"] / "print").glob("*.pdf")}


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
        wide = {page.mediabox.width > page.mediabox.height for page in pdf.pages}
        assert wide == {kind == "slides"}, name
    words = set(pdfs["worksheet-imports-A4.pdf"].pages[0].extract_text().split())
    assert "Name" in words and not {"Next", "Search"} & words


@every_lesson
def test_each_slide_is_a_page_on_paper_with_its_heading_and_no_note(pdfs, site, lesson):
    page_of_slides = parsed(site / "book" / "classroom" / f"slides-{lesson}.html")
    slides = page_of_slides.select(".slides > section")
    assert 8 <= len(slides) <= 12
    for page, slide in zip(pdfs[f"slides-{lesson}.pdf"].pages, slides, strict=True):
        text = plain(page.extract_text())
        assert plain(slide.select_one("h1, h2").get_text()).rstrip("#") in text
        assert plain(slide.select_one(".note p:last-child").get_text())[:25] not in text


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
            assert (field["/FT"], field["/F"]) == ("/Tx" if lines else "/Btn", 4)  # printed
            assert field.get("/Ff", 0) == (lines > 1) << 12  # as many lines as are typed
            assert top - bottom > 15 * max(lines, 1) - 5
        typed = {field["/T"]: "typed here" for field in fields if field["/FT"] == "/Tx"}
        writer.update_page_form_field_values(None, typed, auto_regenerate=False)
        writer.write(out := io.BytesIO())
        assert {str(v) for v in PdfReader(out).get_form_text_fields().values()} == {"typed here"}


def test_a_link_of_a_package_says_part_form_paper_and_version(tmp_path):
    (tmp_path / "print").mkdir()
    for end in ("A4.pdf", "Letter.pdf", "with-help.docx"):
        (tmp_path / "print" / f"worksheet-imports-{end}").touch()
    (tmp_path / "print" / "worksheet-imports.docx").touch()
    says = ["to print, A4", "to print, Letter", "as .docx", "as .docx, with help"]
    assert list(links_of(tmp_path, "imports").values()) == [f"Worksheet {said}" for said in says]


def texts_for_teachers() -> set[str]:
    """Return what pupils must not find, in pieces without markup: replies, solutions, plans, notes.

    What the book says itself is no key.
    """
    kept = [row[name] for table, names in KEPT.items() for row in csv_rows(table) for name in names]
    own = ""
    for source in SOURCES:
        text = re.sub(r"(?s)\A---.*?\n---|```.*?```", "", source.read_text("utf-8"))
        if source.stem.startswith(TEACHERS):
            kept.append(text)
        else:
            own += f" {plain(text)}"
    pieces = {plain(each) for text in kept for each in MARKUP.split(text)}
    return {each for each in pieces if len(each) > 30 and each not in own}


def plain(text: str) -> str:
    return " ".join(normalize("NFKC", unescape(text)).split())  # a PDF has ligatures


@cache
def texts_of(folder: Path) -> dict[str, str]:
    """Return the words of each file of a package by its name, of a zip those of all files in it."""
    found = {}
    for file in filter(Path.is_file, folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                said = b" ".join(map(archive.read, archive.namelist())).decode("utf-8", "replace")
            # Words are cut by tags within a paragraph, and kept apart by those of paragraphs.
            said = re.sub(r"</(?:w:)?p>", " ", said)
            found[name] = re.sub(r"<(?:w|/w|\?|/?a:)[^<>]*>", "", said)
        elif file.suffix == ".pdf":
            found[name] = " ".join(page.extract_text() for page in PdfReader(file).pages)
        else:
            found[name] = file.read_text("utf-8", "replace")
    return {name: plain(text) for name, text in found.items()}


def test_pupils_find_no_answer_and_teachers_all(packages):
    texts, pieces = texts_of(packages["pupils"]), texts_for_teachers()
    found = {(name, piece) for name, text in texts.items() for piece in pieces if piece in text}
    assert len(pieces) > 200 and not found
    readable = re.compile(r'"slack": ?[\d.]|def (?:solved|printed_reserves)')
    assert not [name for name, text in texts.items() if readable.search(text)]
    stems = {Path(name).stem for name in texts}
    assert not [stem for stem in stems if stem.startswith(TEACHERS)]
    all_of_it = " ".join(texts_of(packages["teachers"]).values())
    assert not [piece for piece in pieces if piece not in all_of_it]


def test_the_notebooks_of_pupils_reply_as_the_book_does(packages):
    told = "[n, check(n, '56').text, 'Solution' in ask(n)._repr_mimebundle_()['text/html']]"
    code = "import json; from rereading.exercises import ask, check, exercise_ids\n"
    code += f"print(json.dumps([{told} for n in exercise_ids()]))"
    where = packages["pupils"] / "notebooks"
    done = subprocess.run([sys.executable, "-c", code], cwd=where, check=True, capture_output=True)
    replies = json.loads(done.stdout)
    assert replies == [[name, check(name, "56").text, False] for name in exercise_ids()]


def test_all_that_is_packed_names_one_edition(package):
    parts = "START-HERE.html LICENSE site notebooks print" + " quiz" * ("teachers" in package.name)
    assert {part.name for part in package.iterdir()} == {*parts.split()}
    said, texts = edition(ROOT), texts_of(package)
    named = [name for name in texts if name.startswith(("print/", "site/book/", "START", "quiz/"))]
    assert len(named) > 20 and not [name for name in named if said not in texts[name]]


def test_the_first_page_leads_to_what_a_class_needs_and_each_link_to_a_file(package):
    first = package / "START-HERE.html"
    leads = {link["href"] for link in parsed(first).select("a")}
    kinds = PARTS if "teachers" in package.name else ["worksheet"]
    wanted = {f"site/book/classroom/{kind}-{lesson}.html" for kind in kinds for lesson in LESSONS}
    assert leads >= wanted | {f"print/{file.name}" for file in (package / "print").iterdir()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    python = project["requires-python"].removeprefix(">=")
    assert f"Python {python} or later" in first.read_text("utf-8")
    for page in [first, *(package / "site").rglob("*.html")]:
        assert not dead_links(parsed(page), page) + hosts(parsed(page)), page.name


def test_a_notebook_of_the_package_runs_in_its_folder(package, monkeypatch):
    folder = package / "notebooks"
    for file in folder.glob("*.ipynb"):
        nbformat.validate(nbformat.read(file, as_version=4))
    notebook = nbformat.read(folder / "imports.ipynb", as_version=4)
    where = f"import rereading\nassert rereading.__file__.startswith({os.fspath(folder)!r})"
    notebook.cells[:0] = [nbformat.v4.new_code_cell(code) for code in (NO_NETWORK, where)]
    monkeypatch.delenv("PYTHONPATH", raising=False)
    here = {"metadata": {"path": os.fspath(folder)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=here).execute()
