"""Sheets as `.docx`, by their own parts; `deep/test_office.py` has LibreOffice open them."""

import io
import re
from copy import copy

import pytest
from docx import Document
from docx.oxml.ns import qn
from faults import parsed
from helpers import ROOT

from rereading.site.office import documents

# What only one version has, and the size of its type; what is bold on the page; what a screen alone has.
OWN = {"": (".kept", 11), "with-help": (".help", 14), "further": ("li.further", 11)}
BOLD = "b, strong, th, dt, .right"
ON_SCREEN = ".kept, .versions, .headerlink, .downloads, .contents, nav, svg, script, figure details"


@pytest.mark.parametrize("sheet", ["worksheet-imports", "key-reserves"])
def test_a_document_has_the_words_of_its_version_bold_where_the_page_is_in_its_type(site, sheet):
    made = documents(site, ROOT, [sheet])
    assert len(made) == (3 if sheet.startswith("worksheet") else 1)
    for name, content in made.items():
        version = name.removeprefix(sheet).removesuffix(".docx").strip("-")
        page = copy(parsed(site / "book" / "classroom" / f"{sheet}.html").main)
        drawn = len(page.select("figure .plot"))
        others = [own for other, (own, _) in OWN.items() if other != version]
        for tag in page.select(", ".join([ON_SCREEN, *others])):
            tag.extract()
        read = Document(io.BytesIO(content))
        assert read.core_properties.title == page.h1.get_text().rstrip("#")
        runs = list(read.element.iter(qn("w:r")))
        bold = "".join(f" {run.text}" for run in runs if run.xpath("./w:rPr/w:b"))
        wanted = [tag.get_text() for tag in page.select(BOLD) if not tag.find_parent(BOLD)]
        assert re.findall(r"[\w.]+", bold) == re.findall(r"[\w.]+", " ".join(wanted))
        assert read.styles["Normal"].font.size.pt == OWN[version][1]
        lines = " ".join(p.xpath("string()") for p in read.element.iter(qn("w:p")))
        said, asked = (re.findall(r"\w+", text) for text in (lines, page.get_text(" ")))
        assert said == asked
        assert [round(each.width.cm, 1) for each in read.inline_shapes] == drawn * [15]
        ticks = [box.get(qn("w14:val")) for box in read.element.iter(qn("w14:checked"))]
        assert ticks == ["0"] * len(page.select(".box"))
        crosses = [box.get(qn("w14:val")) for box in read.element.iter(qn("w14:checkedState"))]
        assert crosses == [f"{ord('☒'):X}"] * len(ticks)
