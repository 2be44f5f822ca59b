"""The book for e-readers: in order, in small drawings, with nothing that a screen alone can do."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import yaml
from helpers import ROOT

from rereading.site.ebook import packed
from rereading.site.metadata import edition


@pytest.fixture(scope="module")
def files(site):
    with zipfile.ZipFile(io.BytesIO(packed(site, ROOT))) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".svg"))]
        return {Path(name).name: archive.read(name).decode() for name in names}


def test_every_chapter_is_there_in_reading_order(files):
    assert edition(ROOT) in files["title.xhtml"]
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [toc["root"], *(page["file"] for part in toc["parts"] for page in part["chapters"])]
    own = [page for page in pages if not re.search("/(worksheet|key|slides)-", page)]
    slugs = [page.removeprefix("book/").replace("/", "-") for page in own]
    order = re.findall(r'<itemref idref="([^"]+)"', files["package.opf"])
    assert order == [f"{name}.xhtml" for name in ("title", "contents", *slugs, "solutions")]


def test_nothing_that_a_screen_alone_can_do_is_left_and_solutions_lead_back(files):
    gone = r"<(form|fieldset|input|textarea|select|button|script|nav class)\b|data-origin"
    assert not [name for name, text in files.items() if re.search(gone, text)]
    assert "Solution at the end" in files["imports.xhtml"]
    assert 'href="imports.xhtml#imports--imports-share"' in files["solutions.xhtml"]


def test_every_drawing_is_the_one_for_a_small_screen(files):
    drawn = [text for name, text in files.items() if name.endswith(".svg")]
    widths = [float(re.findall(r'<svg[^>]* width="([\d.]+)', text)[0]) for text in drawn]
    assert len(widths) > 30 and max(widths) <= 390
