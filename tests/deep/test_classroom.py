"""What a class gets, on paper, on a wall and on a stick: sheets, slides, the package."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlparse

import nbclient
import nbformat
import pytest
from browser import CHROMIUM, needs_a_browser, watched_page
from helpers import ROOT
from notebooks import NO_NETWORK
from playwright.sync_api import Browser
from pypdf import PdfReader

from rereading.lessons import LESSONS
from rereading.site import classroom
from rereading.site.printing import PAPERS, printed

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
def pdfs(site: Path) -> dict[str, bytes]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    return printed(classroom.sheets(site), CHROMIUM)


@needs_a_browser
def test_sheets_and_keys_fit_a_few_pages_of_both_papers(pdfs: dict[str, bytes]) -> None:
    assert len(pdfs) == 2 * len(PAPERS) * len(LESSONS)
    for name, pdf in pdfs.items():
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


# --- The package ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def package(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the package, before it is packed."""
    folder = tmp_path_factory.mktemp("stick") / classroom.FOLDER
    classroom.fill(folder, ROOT, site, {"key-imports-A4.pdf": b"%PDF-"})
    return folder


def test_the_package_holds_all_that_a_class_needs(package: Path) -> None:
    for lesson in LESSONS:
        for kind in ("lesson", "worksheet", "key", "slides"):
            assert (package / f"site/book/classroom/{kind}-{lesson}.html").is_file()
    assert (package / "site/data/trade_flows.csv").is_file()
    assert (package / "print/key-imports-A4.pdf").is_file()
    assert (package / "notebooks").is_dir()
    first_page = (package / "START-HERE.html").read_text("utf-8")
    assert first_page.count("<a ") > 15 and 'href="print/key-imports-A4.pdf"' in first_page


def test_every_link_of_the_package_leads_to_a_file_in_it(package: Path) -> None:
    pages = [package / "START-HERE.html", *sorted((package / "site").rglob("*.html"))]
    for page in pages:
        for place in re.findall(r'(?:href|src)="([^"#]+)[^"]*"', page.read_text("utf-8")):
            address = urlparse(place)
            if not address.scheme:
                target = (page.parent / unquote(address.path)).resolve()
                assert target.is_file() and target.is_relative_to(package), (page.name, place)


@needs_a_browser
def test_pages_of_the_package_open_and_ask_no_host(browser: Browser, package: Path) -> None:
    with watched_page(browser) as page:
        page.context.set_offline(True)
        page.goto((package / "START-HERE.html").as_uri())
        page.get_by_role("link", name="Slides").first.click()
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        for name in ("index", "imports", "classroom/guide", "classroom/worksheet-imports"):
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
