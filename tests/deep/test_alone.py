"""Every page as the notebook that readers get, alone, in another folder, without a network."""

import re

import pytest
from bs4 import BeautifulSoup
from faults import parsed
from helpers import ROOT
from markdown_it import MarkdownIt
from notebooks import OFFERED, executed

TYPED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."})


def words(html: str) -> str:
    """Return the words of some HTML, with quotation marks and the like as one types them."""
    text = BeautifulSoup(html, "html.parser").get_text()
    return " ".join(text.translate(TYPED).replace("--", "–").split())


@pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)
def test_a_page_runs_alone_shows_its_charts_and_says_what_the_page_says(source, site):
    """A cell that fails fails the test."""
    cells = [cell for cell in executed(source).cells if cell.cell_type == "code"]
    shown = [out.data for cell in cells for out in cell.outputs if "data" in out]
    pictures = [data for data in shown if "image/png" in data]
    text = source.read_text("utf-8")
    assert bool(pictures) == ("charts.chart" in text)
    assert all(data.get("text/html") or data["text/plain"] for data in pictures)
    blocks = [data["text/markdown"] for data in shown if "text/markdown" in data]
    assert len(blocks) == sum(bool(re.search(r"^Markdown\(", c.source, re.M)) for c in cells)
    page = parsed(site / source.relative_to(ROOT).with_suffix(".html"))
    main = words(str(page.select_one("main")))
    for block in map(MarkdownIt("commonmark").enable("table").render, blocks):
        for paragraph in BeautifulSoup(block, "html.parser").select("p, li"):
            assert words(str(paragraph)) in main
