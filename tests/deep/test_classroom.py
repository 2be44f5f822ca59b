"""What a class gets, on paper, on a wall and on a stick: sheets, slides, the package."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from html import unescape
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlparse

import nbclient
import nbformat
import pytest
from browser import CHROMIUM, needs_a_browser, watched_page
from bs4 import BeautifulSoup
from helpers import ROOT, SOURCES, csv_rows
from notebooks import NO_NETWORK
from playwright.sync_api import Browser
from pypdf import PdfReader, PdfWriter

from rereading.exercises import check, exercise_ids, sheet, solution
from rereading.lessons import LESSONS
from rereading.site import classroom
from rereading.site.metadata import edition
from rereading.site.printing import PAPERS
from rereading.site.search import words

# The columns that pupils do not get, by table, and how pages for teachers alone begin.
KEPT = {"exercises": ("hint", "right", "solution"), "exercise_answers": ("feedback",)}
TEACHERS = ("guide", "unit", "lesson-", "key-", "slides-")
MARKUP = re.compile(r"\{\w+\}(?:`[^`]*`)?|\]\([^)]*\)|[*`#\[\]|\n\"'“”:]|---?|<[^>]*>")
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


# With eleven-point type, two pictures and room to write; a key holds both pictures again.
MOST_PAGES = {"worksheet": 4, "key": 6}
# The smallest size of the words on a printed page, in points: of drawings, and of all else.
SMALLEST = """(() => {
  const points = (e) => parseFloat(getComputedStyle(e).fontSize) * 0.75;
  const shown = (e) => e.checkVisibility() && !e.closest('.credit, figcaption');
  const worded = [...document.querySelectorAll('main *')].filter((e) => shown(e)
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  const inside = (e) => e.closest('svg');
  const scale = (s) => s.getBoundingClientRect().width / s.viewBox.baseVal.width;
  const drawn = worded.filter(inside).map((e) => points(e) * scale(inside(e)));
  return [Math.min(...drawn), Math.min(...worded.filter((e) => !inside(e)).map(points))];
})()"""


@pytest.fixture(scope="module")
def packages(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of both packages, for teachers and pupils, packed and unpacked."""
    root = tmp_path_factory.mktemp("project")
    for name in ("rereading", "data", "LICENSE", "README.md", "pyproject.toml", "CITATION.cff"):
        (root / name).symlink_to(ROOT / name)
    (root / "_build").mkdir()
    (root / "_build" / "html").symlink_to(site)
    classroom.main(root)
    stick = tmp_path_factory.mktemp("stick")
    for file in (root / "_build").glob("*.zip"):
        shutil.unpack_archive(file, stick)
    return {whose: stick / f"fifty-six-percent-{whose}" for whose in ("teachers", "pupils")}


@pytest.fixture(params=["teachers", "pupils"])
def package(request: pytest.FixtureRequest, packages: dict[str, Path]) -> Path:
    return packages[request.param]


@pytest.fixture(scope="module")
def pdfs(packages: dict[str, Path]) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (packages["teachers"] / "print").glob("*.pdf")}


@needs_a_browser
def test_sheets_and_keys_fit_a_few_pages_of_both_papers(pdfs: dict[str, bytes]) -> None:
    prints = {name: pdf for name, pdf in pdfs.items() if not name.startswith("slides")}
    assert len(prints) == len(PAPERS) * (2 * len(LESSONS) + 1)  # and the one for one's own claim
    for name, pdf in prints.items():
        pages = PdfReader(io.BytesIO(pdf)).pages
        assert 1 <= len(pages) <= MOST_PAGES[name.partition("-")[0]], name
        assert all(len(page.extract_text()) > 100 for page in pages), f"{name}: a page is empty"
        wide = float(pages[0].mediabox.width)
        assert (590 < wide < 600) == name.endswith("A4.pdf"), name
    text = PdfReader(io.BytesIO(pdfs["worksheet-imports-A4.pdf"])).pages[0].extract_text()
    assert "Name" in text and not {"Next", "Search"} & set(text.split())


@needs_a_browser
@every_lesson
def test_words_on_a_sheet_are_large_enough_to_read(
    browser: Browser, site: Path, lesson: str
) -> None:
    sheet = (site / "book" / "classroom" / f"worksheet-{lesson}.html").as_uri()
    with watched_page(browser, width=680) as page:  # as wide as a printed page
        page.emulate_media(media="print")
        for version, least in (("", 11), ("#with-help", 14), ("#further", 11)):
            page.goto(sheet + version)
            drawn, other = page.evaluate(SMALLEST)
            assert drawn >= 9 and other >= least - 0.01, version
            assert page.locator(".help").first.is_visible() == (version == "#with-help")
            assert page.locator("li.further").first.is_visible() == (version == "#further")


@needs_a_browser
@every_lesson
def test_slides_turn_by_keyboard_fit_and_show_their_notes(
    browser: Browser, site: Path, lesson: str
) -> None:
    address = (site / "book" / "classroom" / f"slides-{lesson}.html").as_uri()
    with watched_page(browser, scheme="dark") as page:
        page.goto(address)
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        light = page.evaluate("getComputedStyle(document.body.parentNode).backgroundColor")
        assert light == "rgb(255, 255, 255)"
        total = page.evaluate("Reveal.getTotalSlides()")
        for _ in range(3 * total):
            overflow = page.evaluate(
                "(() => { const s = Reveal.getCurrentSlide(); return Math.max(0, ..."
                "[...s.querySelectorAll('h1,h2,p,table,svg')].filter(e => !e.closest('.note, .narrow'))"
                ".map(e => e.getBoundingClientRect().bottom)) - innerHeight; })()"
            )
            assert overflow <= 0, page.url
            page.keyboard.press("ArrowRight")
        assert page.evaluate("Reveal.isLastSlide()")
        note = page.locator("section.present .admonition.note")
        assert not note.is_visible()
        page.keyboard.press("n")
        assert note.is_visible()


@needs_a_browser
@every_lesson
def test_each_slide_is_a_page_on_paper_with_its_heading_and_no_note(
    pdfs: dict[str, bytes], site: Path, lesson: str
) -> None:
    html = (site / "book" / "classroom" / f"slides-{lesson}.html").read_text("utf-8")
    slides = BeautifulSoup(html, "html.parser").select(".slides > section")
    pages = PdfReader(io.BytesIO(pdfs[f"slides-{lesson}.pdf"])).pages
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        text = plain(page.extract_text())
        assert plain(slide.select_one("h1, h2").get_text()).rstrip("#") in text
        assert plain(slide.select_one(".note p:last-child").get_text())[:25] not in text


# --- The package ------------------------------------------------------------------------------------


def texts_for_teachers() -> set[str]:
    """Return what pupils must not find, in pieces without markup: replies, solutions, plans, notes.

    What the book says itself is no key.
    """
    texts = [
        row[column]
        for table, columns in KEPT.items()
        for row in csv_rows(table)
        for column in columns
    ]
    sources = {
        source: re.sub(r"(?s)\A---.*?\n---|```.*?```", "", source.read_text("utf-8"))
        for source in SOURCES
    }
    texts += [text for source, text in sources.items() if source.stem.startswith(TEACHERS)]
    own = plain(
        " ".join(text for source, text in sources.items() if not source.stem.startswith(TEACHERS))
    )
    pieces = {plain(each) for text in texts for each in MARKUP.split(text)}
    return {each for each in pieces if len(each) > 30 and each not in own}


def plain(text: str) -> str:
    return " ".join(normalize("NFKC", unescape(text)).split())  # a PDF has ligatures


def texts_of(folder: Path) -> dict[str, str]:
    """Return the words of each file of a package by its name, those inside of wheels, too, of PDFs,
    of documents and of quizzes."""
    found = {}
    for file in filter(Path.is_file, folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix in (".whl", ".xlsx"):
            with zipfile.ZipFile(file) as archive:
                found |= {
                    f"{name}/{each}": plain(archive.read(each).decode("utf-8", "replace"))
                    for each in archive.namelist()
                }
        elif file.suffix in (".docx", ".zip"):
            with zipfile.ZipFile(file) as parts:
                markup = [parts.read(each).decode("utf-8", "ignore") for each in parts.namelist()]
            # Words are cut by tags within a paragraph, and kept apart by those of paragraphs.
            said = re.sub(r"</(?:w:)?p>", " ", " ".join(markup))
            found[name] = plain(re.sub(r"<(?:w|/w|\?|/?a:)[^<>]*>", "", said))
        elif file.suffix == ".pdf":
            found[name] = plain(" ".join(page.extract_text() for page in PdfReader(file).pages))
        else:
            found[name] = plain(file.read_text("utf-8", "replace"))
    return found


def test_pupils_find_no_answer_and_teachers_all(packages: dict[str, Path]) -> None:
    texts, pieces = texts_of(packages["pupils"]), texts_for_teachers()
    found = {(name, piece) for name, text in texts.items() for piece in pieces if piece in text}
    assert len(pieces) > 200 and not found
    readable = re.compile(r'"slack": ?[\d.]|def solved')
    assert not [name for name, text in texts.items() if readable.search(text)]
    stems = {Path(name).stem for name in texts} - {"lesson"}
    assert not [
        stem for stem in stems if stem.startswith(TEACHERS) or stem in ("solutions", "lessons")
    ]
    all_of_it = " ".join(texts_of(packages["teachers"]).values())
    assert not [piece for piece in pieces if piece not in all_of_it]


def test_the_notebooks_of_pupils_reply_as_the_book_does(packages: dict[str, Path]) -> None:
    code = (
        "import json, rereading; from rereading.exercises import ask, check, exercise_ids\n"
        "print(json.dumps([[n, check(n, '56').text, 'Solution' in ask(n)._repr_mimebundle_()['text/html']]"
        " for n in exercise_ids()]))"
    )
    where = packages["pupils"] / "notebooks"
    done = subprocess.run([sys.executable, "-c", code], cwd=where, check=True, capture_output=True)
    replies = json.loads(done.stdout)
    assert replies == [[name, check(name, "56").text, False] for name in exercise_ids()]


def test_all_that_is_packed_names_one_edition(package: Path) -> None:
    said = edition(ROOT)
    texts = texts_of(package)
    pages = [name for name in texts if name.startswith(("print/", "site/book/", "START"))]
    assert len(pages) > 20 and not [name for name in pages if said not in texts[name]]


@pytest.mark.skipif("GIFT_PARSER" not in os.environ, reason="it names the Node package gift-pegjs")
def test_a_parser_of_moodles_format_reads_the_questions_of_each_page(
    packages: dict[str, Path],
) -> None:
    """Titles, texts, values, replies and solutions come out of the file as the page has them."""
    files = sorted((packages["teachers"] / "quiz").glob("*.gift"))
    assert {name for file in files for name in exercise_ids(file.stem)} == set(exercise_ids())
    parse = (
        "const [, parser, ...files] = process.argv, fs = require('fs');"
        "console.log(JSON.stringify(files.map(f => require(parser).parse(fs.readFileSync(f, 'utf8')))))"
    )
    command = ["node", "-e", parse, os.environ["GIFT_PARSER"], *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True)
    for file, (_, *questions) in zip(files, json.loads(done.stdout), strict=True):
        assert [each["title"] for each in questions] == exercise_ids(file.stem)
        assert edition(ROOT) in file.read_text("utf-8")
        for read in questions:
            asked = sheet(read["title"])
            assert read["stem"]["text"].startswith(asked["question"])
            assert read["globalFeedback"]["text"] == words(solution(read["title"]).html)
            replies = [each["feedback"]["text"] for each in read.get("choices", [])]
            if asked["kind"] == "number":
                assert replies[1:] == [each["text"] for each in asked["wrong"]]
                right, goal = read["choices"][0], read["choices"][0]["text"]
                assert right["weight"] == 100 and goal["range"] >= asked["step"] / 2
                assert goal["number"] == pytest.approx(asked["value"], rel=1e-6)
            elif asked["kind"] == "choice":
                for choice, offered in zip(read["choices"], asked["choices"], strict=True):
                    assert choice["text"]["text"] == offered["label"]
                    assert choice["isCorrect"] == (offered["text"] == "")


@needs_a_browser
@every_lesson
def test_a_worksheets_pdf_has_a_field_at_each_place_to_write_on(
    pdfs: dict[str, bytes], site: Path, lesson: str
) -> None:
    """Fields are named by their question, in the order of the page; what is typed can be read."""
    html = (site / "book" / "classroom" / f"worksheet-{lesson}.html").read_text("utf-8")
    places = BeautifulSoup(html, "html.parser").select("[data-field]")
    wanted = [tag for tag in places if not tag.find_parent(class_="further")]
    for paper in PAPERS:
        writer = PdfWriter(clone_from=io.BytesIO(pdfs[f"worksheet-{lesson}-{paper}.pdf"]))
        pairs = [
            (page, field.get_object()) for page in writer.pages for field in page.get("/Annots", ())
        ]
        fields = [(page, field) for page, field in pairs if field["/Subtype"] == "/Widget"]
        assert [field["/TU"] for _, field in fields] == [tag["data-field"] for tag in wanted]
        for (page, field), tag in zip(fields, wanted, strict=True):
            left, bottom, right, top = map(float, field["/Rect"])
            assert 0 < left < right < page.mediabox.width and 0 < bottom < page.mediabox.height
            lines = len(tag.select(".line"))
            assert field["/FT"] == ("/Tx" if lines else "/Btn")
            assert bool(field.get("/Ff")) == (lines > 1) and top - bottom > 15 * max(lines, 1) - 5
        typed = {field["/T"]: "typed here" for _, field in fields if field["/FT"] == "/Tx"}
        writer.update_page_form_field_values(None, typed, auto_regenerate=False)
        writer.write(out := io.BytesIO())
        assert {str(v) for v in PdfReader(out).get_form_text_fields().values()} == {"typed here"}


@needs_a_browser
def test_no_file_to_print_names_a_folder_of_this_machine(pdfs: dict[str, bytes]) -> None:
    assert pdfs
    for name, pdf in pdfs.items():
        pages = PdfReader(io.BytesIO(pdf)).pages
        links = [
            link.get_object().get("/A", {}).get("/URI", "")
            for page in pages
            for link in page.get("/Annots", [])
        ]
        assert b"file:" not in pdf and not [link for link in links if link.startswith("file:")], (
            name
        )


def test_the_packages_hold_what_a_class_needs(packages: dict[str, Path]) -> None:
    for whose, parts in {
        "teachers": ("lesson", "worksheet", "key", "slides"),
        "pupils": ("worksheet",),
    }.items():
        package = packages[whose]
        first_page = (package / "START-HERE.html").read_text("utf-8")
        python = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
            "requires-python"
        ]
        assert f"Python {python.removeprefix('>=')} or later" in first_page
        for lesson in LESSONS:
            for kind in parts:
                page = f"site/book/classroom/{kind}-{lesson}.html"
                assert (package / page).is_file() and page in first_page
        assert (package / "site/data/trade_flows.csv").is_file()
        prints = {file.name for file in (package / "print").iterdir()}
        assert all(f'href="print/{name}"' in first_page for name in prints)
        assert CHROMIUM is None or f"{parts[-2:][0]}-imports-A4.pdf" in prints


def test_every_link_of_the_package_leads_to_a_file_in_it(package: Path) -> None:
    pages = [package / "START-HERE.html", *sorted((package / "site").rglob("*.html"))]
    for page in pages:
        for place in re.findall(
            r'<\w[^<>]*\s(?:href|src)="([^"#]+)[^"]*"', page.read_text("utf-8")
        ):
            address = urlparse(place)
            if not address.scheme:
                target = (page.parent / unquote(address.path)).resolve()
                assert target.is_file() and target.is_relative_to(package), (page.name, place)


@needs_a_browser
def test_pages_of_the_package_open_and_ask_no_host(browser: Browser, package: Path) -> None:
    with watched_page(browser) as page:
        page.context.set_offline(True)
        page.goto((package / "START-HERE.html").as_uri())
        page.get_by_role("link", name="Worksheet", exact=True).first.click()
        for name in ("index", "imports", "classroom/history", "classroom/worksheet-imports"):
            page.goto((package / "site" / "book" / f"{name}.html").as_uri())
            assert page.locator("h1").is_visible()
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "no style"


def test_a_notebook_of_the_package_runs_in_its_folder(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package / "notebooks"
    for file in folder.glob("*.ipynb"):
        nbformat.validate(nbformat.read(file, as_version=4))
    notebook = nbformat.read(folder / "imports.ipynb", as_version=4)
    where = f"import rereading\nassert rereading.__file__.startswith({os.fspath(folder)!r})"
    notebook.cells[:0] = [nbformat.v4.new_code_cell(code) for code in (NO_NETWORK, where)]
    monkeypatch.delenv("PYTHONPATH", raising=False)
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": os.fspath(folder)}}
    ).execute()
