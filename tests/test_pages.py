"""The sources of the pages: no typed results, and each runs alone as a notebook, offline."""

import ast
import re
from pathlib import Path

import nbclient
import nbformat
import pytest
from notebooks import NO_NETWORK, OFFERED, executed

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


@pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)
def test_a_page_runs_alone_from_another_folder_without_a_network(source: Path) -> None:
    """The very notebook that readers get; a cell that fails fails the test."""
    pictures = [
        output
        for cell in executed(source).cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    drawn = "plates" in source.read_text("utf-8")
    assert bool(pictures) == drawn and all(
        "<figcaption>" in picture.data["text/html"] for picture in pictures
    )


def test_the_network_of_that_test_is_closed() -> None:
    notebook = nbformat.v4.new_notebook()
    ask = "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in (NO_NETWORK, ask)]
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="the network is closed"):
        nbclient.NotebookClient(notebook, timeout=60).execute()
