"""The sources of the pages: no typed results, and each runs alone as a notebook, offline."""

import ast
import re
from pathlib import Path

import jupytext
import nbclient
import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "book").rglob("*.md"))
PLATES = sorted((ROOT / "rereading" / "plates").glob("*.py"))

# Digits that may stand in prose, each kind with its reason.
ALLOWED = {
    r"CC BY 4\.0": "the name of a licence",
    r"\b[1-3]?\d (?=January|February|March|April|May|June|July|August|September|October)"
    r"|\b[1-3]?\d (?=November|December)": "the day of a date",
    r"\b(?:19|20)\d\d\b": "a year that dates something and is no result",
    r"^\s*\d\. ": "the number of an item in a list",
    r"^\| \d+–\d+ \|": "the minutes of a step in a plan",
    r"\bQuestions? \d(?: and \d)?": "the number of a question on a worksheet",
    r"\bA4\b": "the name of a paper",
}
NO_NETWORK = """
import socket
def _refuse(*_):
    raise OSError("the network is closed")
socket.socket.connect = socket.socket.connect_ex = _refuse
socket.getaddrinfo = _refuse
"""


def typed_digits(text: str) -> list[str]:
    """Return the lines of a page's prose that hold a digit nobody computed."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"(?ms)^(`{3,})\{code-cell\}.*?^\1\s*$", "", text)
    text = re.sub(r"\{[a-z]+\}`[^`]*`|`[^`]*`|\]\([^)]*\)", "", text)
    for pattern in ALLOWED:
        text = re.sub(pattern, "", text, flags=re.M)
    return [line for line in text.splitlines() if re.search(r"\d", line)]


def test_the_digit_finder_finds_digits() -> None:
    assert typed_digits("China had 81.6 percent.") == ["China had 81.6 percent."]
    assert not typed_digits("In 2010 China had {eval}`share`.\n1. Look at `x[3]`.")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_result_is_typed_in_a_page(source: Path) -> None:
    assert typed_digits(source.read_text("utf-8")) == []


@pytest.mark.parametrize("plate", PLATES, ids=lambda path: path.stem)
def test_no_result_is_typed_in_a_caption_or_description(plate: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(ast.parse(plate.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.count(" ") > 2
    ]
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(ast.parse(plate.read_text("utf-8")))
        if isinstance(node, ast.Module | ast.FunctionDef)
    }
    sentences = [text for text in texts if text not in docstrings]
    assert not [text for text in sentences if re.search(r"\d", text)]


def as_notebook(source: Path) -> nbformat.NotebookNode:
    """Return a page as a notebook whose inline numbers are cells, behind a closed network."""
    page = jupytext.read(source)
    cells = [nbformat.v4.new_code_cell(NO_NETWORK)]
    for cell in page.cells:
        cells.append(cell)
        if cell.cell_type == "markdown":
            for expression in re.findall(r"\{eval\}`([^`]*)`", cell.source):
                cells.append(nbformat.v4.new_code_cell(f"assert str({expression}).strip()"))
    return nbformat.v4.new_notebook(cells=cells, metadata=page.metadata)


# Sheets, keys and slides show what chapters show; nobody opens them as notebooks.
OPENED = [page for page in SOURCES if not page.stem.startswith(("worksheet-", "key-", "slides-"))]


@pytest.mark.parametrize("source", OPENED, ids=lambda path: path.stem)
def test_a_page_runs_alone_from_another_folder_without_a_network(
    source: Path, tmp_path: Path
) -> None:
    notebook = as_notebook(source)
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    pictures = [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    drawn = "plates" in source.read_text("utf-8")
    assert bool(pictures) == drawn and all(
        "<figcaption>" in picture.data["text/html"] for picture in pictures
    )


def test_the_network_of_that_test_is_closed(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    ask = "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in (NO_NETWORK, ask)]
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="the network is closed"):
        nbclient.NotebookClient(notebook, timeout=60).execute()
