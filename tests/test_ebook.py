"""The book for e-readers: in order, in small drawings, with nothing that a screen alone can do."""

import io
import re
import zipfile

import pytest
import yaml
from browser import watched_page
from helpers import ROOT

from rereading.exercises import exercise_ids, sheet
from rereading.site.ebook import packed
from rereading.site.metadata import edition
from rereading.site.search import words


@pytest.fixture(scope="module")
def files(site):
    with zipfile.ZipFile(io.BytesIO(packed(site, ROOT))) as archive:
        stored = [each.filename for each in archive.infolist() if not each.compress_type]
        assert stored == ["mimetype"]
        names = [name for name in archive.namelist() if name.startswith("book/")]
        return {n.removeprefix("book/"): archive.read(n).decode("utf-8", "replace") for n in names}


def test_every_chapter_is_there_in_reading_order(files):
    assert edition(ROOT) in files["title.xhtml"]
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [toc["root"], *(page["file"] for part in toc["parts"] for page in part["chapters"])]
    own = [page for page in pages if not re.search("/(worksheet|key|slides)-", page)]
    slugs = [page.removeprefix("book/").replace("/", "-") for page in own]
    parts = re.findall(r"<li><span>([^<]+)</span>", files["contents.xhtml"])
    assert parts and parts == [part["caption"] for part in toc["parts"] if part["caption"] in parts]
    order = re.findall(r'<itemref idref="([^"]+)"', files["package.opf"])
    assert order == [f"{name}.xhtml" for name in ("title", "contents", *slugs, "solutions")]


def test_nothing_that_a_screen_alone_can_do_is_left_and_solutions_lead_back(files):
    gone = r"<(form|fieldset|input|textarea|select|button|script|nav class)\b|data-origin|Without scripts|<details(?![^>]* open=)|class=\"(?:sources|tables|downloads)\""
    assert not [name for name, text in files.items() if re.search(gone, text)]
    asked = r'(?:\b(?:src|href)="|url\()(?!\w+:)([^")#<]+)'
    assert set(re.findall(asked, " ".join(files.values()))) == {*files} - {"package.opf"}
    read = words(files["imports.xhtml"])
    assert not [name for name in exercise_ids("imports") if sheet(name)["question"] not in read]
    assert "Solution at the end" in files["imports.xhtml"]
    assert 'href="imports.xhtml#imports--imports-share"' in files["solutions.xhtml"]


def test_every_drawing_is_the_one_for_a_small_screen(files):
    drawn = [text for name, text in files.items() if name.endswith(".svg")]
    widths = [float(re.findall(r'<svg[^>]* width="([\d.]+)', text)[0]) for text in drawn]
    assert len(widths) > 30 and max(widths) <= 390


def test_on_a_narrow_reader_rows_of_a_wide_table_are_cards_with_labels(files, browser, tmp_path):
    for name in ("supply.xhtml", "ereader.css"):
        (tmp_path / name).write_text(files[name], "utf-8")
    with watched_page(browser, width=390) as page:
        page.goto((tmp_path / "supply.xhtml").as_uri())
        assert page.locator("table.stack td[data-label]").count() > 10
        assert page.evaluate("looks.noCards()") == []
