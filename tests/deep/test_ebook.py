"""The book for e-readers: valid, in order, with nothing that a screen alone can do."""

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
def book(site, tmp_path_factory):
    file = tmp_path_factory.mktemp("ebook") / "book.epub"
    file.write_bytes(packed(site, ROOT))
    return file


@pytest.fixture(scope="module")
def files(book):
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf"))]
        return {Path(name).name: archive.read(name).decode() for name in names}


@pytest.mark.skipif(EPUBCHECK is None, reason="no epubcheck (Debian: apt install epubcheck)")
def test_epubcheck_finds_nothing(book):
    """Every part is listed and valid, links find their places, nothing runs or asks another host."""
    program = Path(str(EPUBCHECK)).resolve()
    java = ["java", "-jar"] * (program.suffix == ".jar")  # as Debian's is
    done = subprocess.run([*java, program, book], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "0 errors / 0 warnings" in said, said


def test_every_chapter_is_there_in_reading_order(files, site):
    assert edition(ROOT) in files["title.xhtml"]
    order = re.findall(r'<itemref idref="([^"]+)"', files["package.opf"])
    slugs = [chapter.slug for chapter in read_chapters(site, ROOT, "narrow")]
    assert order == [f"{name}.xhtml" for name in ("title", "contents", *slugs)]


def test_nothing_that_a_screen_alone_can_do_is_left_and_solutions_lead_back(files):
    gone = r"<(form|fieldset|input|textarea|select|button|script|nav class)\b|data-origin"
    assert not [name for name, text in files.items() if re.search(gone, text)]
    assert "Solution at the end" in files["imports.xhtml"]
    assert 'href="imports.xhtml#imports--imports-share"' in files["solutions.xhtml"]
