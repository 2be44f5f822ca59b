"""The book for e-readers: valid, in order, with nothing that a screen alone can do."""

import hashlib
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT

from rereading.site.chapters import read_chapters
from rereading.site.ebook import packed
from rereading.site.metadata import edition

EPUBCHECK = shutil.which("epubcheck")


@pytest.fixture(scope="module")
def book(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the whole book, packed once for all tests."""
    file = tmp_path_factory.mktemp("ebook") / "book.epub"
    file.write_bytes(packed(site, ROOT))
    return file


@pytest.fixture(scope="module")
def files(book: Path) -> dict[str, bytes]:
    """Return the files of the book by name."""
    with zipfile.ZipFile(book) as archive:
        return {name.removeprefix("book/"): archive.read(name) for name in archive.namelist()}


@pytest.mark.skipif(EPUBCHECK is None, reason="no epubcheck (Debian: apt install epubcheck)")
def test_epubcheck_finds_nothing(book: Path) -> None:
    """Every part is listed and valid, links find their places, nothing runs or asks another host."""
    program = Path(str(EPUBCHECK)).resolve()
    # Debian's is a jar. It runs for seconds, so compiling it well costs more than it saves.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]
    command = [*java * (program.suffix == ".jar"), str(program), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "0 errors / 0 warnings" in said, said


def test_every_chapter_is_there_in_reading_order(files: dict[str, bytes], site: Path) -> None:
    order = re.findall(r'<itemref idref="([^"]+)"', files["package.opf"].decode())
    slugs = [chapter.slug for chapter in read_chapters(site, ROOT, "narrow")]
    assert order == [f"{name}.xhtml" for name in ("title", "contents", *slugs)]


def test_the_title_page_names_edition_and_checksum(files: dict[str, bytes]) -> None:
    tables = hashlib.sha256((ROOT / "data" / "datapackage.json").read_bytes()).hexdigest()
    assert edition(ROOT) in files["title.xhtml"].decode() and tables[:12] in edition(ROOT)


def test_nothing_that_a_screen_alone_can_do_is_left_and_solutions_lead_back(
    files: dict[str, bytes],
) -> None:
    pages = {name: text.decode() for name, text in files.items() if name.endswith(".xhtml")}
    gone = re.compile(
        r"<(form|fieldset|input|textarea|select|button|script|nav class)\b|data-origin"
    )
    assert not [name for name, text in pages.items() if gone.search(text)]
    assert "Solution at the end" in pages["imports.xhtml"]
    assert 'href="imports.xhtml#imports--imports-share"' in pages["solutions.xhtml"]
