"""The book for e-readers: valid, described, the same from build to build, asking nobody."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from offprint import ROOT, small_site

from rereading.site.chapters import read_book, reading_order
from rereading.site.ebook import packed

EPUBCHECK = shutil.which("epubcheck")
NAMES = {"x": "http://www.w3.org/1999/xhtml", "o": "http://www.idpf.org/2007/opf"}


@pytest.fixture(scope="module")
def content(site: Path) -> bytes:
    """Return the whole book, packed once for all tests."""
    return packed(site, ROOT)


@pytest.fixture(scope="module")
def files(content: bytes) -> dict[str, bytes]:
    """Return the files of the book by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def small(site: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small book with every kind of thing that a page may hold."""
    root = tmp_path_factory.mktemp("offprint")
    return packed(small_site(site, root), root)


@pytest.mark.skipif(EPUBCHECK is None, reason="no epubcheck (Debian: apt install epubcheck)")
@pytest.mark.parametrize("book", ["content", "small"])
def test_epubcheck_finds_nothing(book: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(request.getfixturevalue(book))
    program = Path(str(EPUBCHECK)).resolve()
    # Debian's is a jar. It runs for seconds, so compiling it well costs more than it saves.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]
    command = [*java * (program.suffix == ".jar"), str(program)]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "0 errors / 0 warnings" in said, said


def test_the_first_file_says_what_the_archive_is(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_two_packings_are_the_same_to_the_byte(site: Path, content: bytes) -> None:
    assert packed(site, ROOT) == content


def test_every_chapter_is_there_in_reading_order(files: dict[str, bytes], site: Path) -> None:
    package = ElementTree.fromstring(files["book/package.opf"])
    names = {item.get("id"): item.get("href") for item in package.iterfind(".//o:item", NAMES)}
    order = [names[item.get("idref")] for item in package.iterfind(".//o:itemref", NAMES)]
    chapters = read_book(site, ROOT / "_toc.yml", "narrow").chapters
    assert order == ["cover.xhtml", "contents.xhtml", *(f"{c.slug}.xhtml" for c in chapters)]
    contents = "".join(ElementTree.fromstring(files["book/contents.xhtml"]).itertext())
    at = 0
    for chapter in chapters:
        at = contents.index(chapter.title, at) + 1


def test_every_drawing_is_a_picture_with_a_description(files: dict[str, bytes], site: Path) -> None:
    said = []
    for page in (name for name in files if name.endswith(".xhtml")):
        for image in ElementTree.fromstring(files[page]).iterfind(".//x:img", NAMES):
            assert f"book/{image.get('src')}" in files
            said.append(image.get("alt") or "")
    order = [name for _, name in reading_order(ROOT / "_toc.yml")]
    pages = [(site / f"{name}.html").read_text("utf-8") for name in order]
    assert len(said) == sum(page.count('class="plot" role="img"') for page in pages) + 1
    assert all(len(words) > 40 for words in said)


def test_drawings_stand_alone(files: dict[str, bytes]) -> None:
    drawings = [content for name, content in files.items() if name.endswith(".svg")]
    assert drawings
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert float(root.get("width", "0")) > 0 and float(root.get("height", "0")) > 0
        assert b"var(" not in drawing
        for name in re.findall(rb'(?:url\(#|href="#)([^")]+)', drawing):
            assert b'id="%s"' % name in drawing, name


def test_links_lead_to_files_and_places_of_the_book(files: dict[str, bytes]) -> None:
    for name in (name for name in files if name.endswith(".xhtml")):
        for link in re.findall(r'href="([^"]+)"', files[name].decode()):
            if link.startswith(("http://", "https://")):
                continue
            file, _, place = link.partition("#")
            assert f"book/{file}" in files, (name, link)
            assert not place or f'id="{place}"'.encode() in files[f"book/{file}"], (name, link)


def test_reading_asks_no_other_host_and_runs_nothing(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith((".xhtml", ".css", ".svg")):
            assert not re.search(rb'(?:src|<link[^>]*href)="(?:https?:)?//', content), name
            assert b"<script" not in content and b"@import" not in content, name
            assert b"<form" not in content and b"<button" not in content, name


def test_questions_and_solutions_keep_their_links(small: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        plan = archive.read("book/classroom-plan.xhtml").decode()
        solutions = archive.read("book/solutions.xhtml").decode()
    place = re.search(r'href="solutions\.xhtml#(solutions--\d+)"', plan)[1]
    assert f'id="{place}"' in solutions
    assert 'href="classroom-plan.xhtml#classroom-plan--one"' in solutions
    assert "It was the year before." in solutions and "It was the year before." not in plan
    assert 'href="imports.xhtml#imports--how-the-number-is-made"' in plan
    assert '<a href="imports.xhtml#imports">the chapter</a>' in plan
    assert "claims.csv" in plan and "Download" not in plan
    assert 'lang="ko"' in plan and "분모" in plan


def test_cells_of_wide_tables_name_their_column(files: dict[str, bytes]) -> None:
    page = ElementTree.fromstring(files["book/register.xhtml"])
    for table in page.iterfind(".//x:table", NAMES):
        heads = table.findall(".//x:thead//x:th", NAMES)
        stacked = "stack" in table.get("class", "")
        assert stacked == (len(heads) > 4)
        for cell in table.iterfind(".//x:td", NAMES):
            assert bool(cell.get("data-label")) == (stacked and bool("".join(cell.itertext())))
