"""Every page as the notebook that readers get, alone, in another folder, without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from notebooks import OFFERED, executed

ROOT = Path(__file__).resolve().parents[2]
TYPED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."})
every_page = pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)


@pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)
def test_a_page_runs_alone_and_shows_its_charts(source: Path) -> None:
    """A cell that fails fails the test."""
    outputs = [out for cell in executed(source).cells for out in cell.get("outputs", [])]
    pictures = [out for out in outputs if "image/png" in out.get("data", {})]
    text = source.read_text("utf-8")
    assert bool(pictures) == ("charts.chart" in text or "own_readings" in text)
    assert all(picture.data.get("text/html") or picture.data["text/plain"] for picture in pictures)


def words(html: str) -> str:
    """Return the words of some HTML, with quotation marks and the like as one types them."""
    text = BeautifulSoup(html, "html.parser").get_text()
    return " ".join(text.translate(TYPED).replace("--", "–").split())


@every_page
def test_the_sentences_of_a_notebook_say_what_the_page_says(source: Path, site: Path) -> None:
    page = BeautifulSoup(
        (site / source.relative_to(ROOT).with_suffix(".html")).read_text("utf-8"), "html.parser"
    )
    main = words(str(page.select_one("main")))
    blocks = [
        output.data["text/markdown"]
        for cell in executed(source).cells
        for output in cell.get("outputs", [])
        if "text/markdown" in output.get("data", {})
    ]
    assert len(blocks) == sum(
        cell.source.startswith("Markdown(") or "\nMarkdown(" in cell.source
        for cell in executed(source).cells
        if cell.cell_type == "code"
    )
    for block in blocks:
        for paragraph in BeautifulSoup(
            MarkdownIt("commonmark").enable("table").render(block), "html.parser"
        ).select("p, li"):
            assert words(str(paragraph)) in main
