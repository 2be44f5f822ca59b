"""The sources of the pages: no typed results, and each runs alone as a notebook, offline."""

import ast
import re
from pathlib import Path

import nbclient
import nbformat
import pytest
from notebooks import NO_NETWORK, OFFERED, executed
from prose import of_page, typed_digits

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "book").rglob("*.md"))
# Modules that speak to readers. Not: messages about a bad table or form, and `site`, which frames.
SPEAKING = [
    module
    for module in sorted((ROOT / "rereading").rglob("*.py"))
    if module.parent.stem != "site" and module.stem not in ("cells", "data", "own", "numbers")
]
ON_AN_AXIS = ("36 years",)
IN_THE_README = (
    r"Python 3\.\d+(?:,| to) 3\.\d+(?: or 3\.\d+)?",
    r"\(Vega \d\.\d\.\d\)|\(\d\.\d\.\d\)",  # of scripts
    r"Open Licence 2\.0|UTF-8",
    r"\(for plain statements 1 if [^)]*\)",
    r"\(\d+ minutes\)",
)


def strings(module: Path) -> list[str]:
    """Return the texts in the code of a module, all but its docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    documented = ast.Module | ast.FunctionDef | ast.ClassDef
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, documented)
    }
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [text for text in found if isinstance(text, str) and text not in docs]


def test_the_digit_finder_finds_digits() -> None:
    assert typed_digits("China had 81.6 percent.") == ["China had 81.6 percent."]
    assert not typed_digits("In 2010 China had {eval}`share`.\n1. Look at `x[3]`.")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_result_is_typed_in_a_page(source: Path) -> None:
    assert typed_digits(source.read_text("utf-8")) == []


@pytest.mark.parametrize("page", SOURCES, ids=lambda path: path.stem)
def test_no_result_is_typed_in_a_description(page: Path) -> None:
    """A description cannot be computed: what it says in digits an assertion of the page names."""
    described = of_page(page)[0]
    text = described.text
    for words in described.backed:
        text = text.replace(words, "")
    assert typed_digits(text) == []


@pytest.mark.parametrize("module", SPEAKING, ids=lambda path: f"{path.parent.stem}-{path.stem}")
def test_no_result_is_typed_in_what_code_says_or_draws(module: Path) -> None:
    """Captions, descriptions, labels of readings, notes inside drawings, answers of what-ifs."""
    texts = [re.sub(r"<[^<>]*>?|\{\d\}", "", text) for text in strings(module) if " " in text]
    texts = [text for text in texts if '="' not in text and text not in ON_AN_AXIS]
    said = [text for text in texts if re.search(r"[a-z]{3,}", text)]
    assert [line for text in said for line in typed_digits(text)] == []


def test_no_result_is_typed_in_the_readme() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = re.sub(r"(?ms)^```.*?^```$", "", (ROOT / name).read_text("utf-8"))
        text = re.sub("|".join(IN_THE_README), "", text)
        assert typed_digits(text) == [], name


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
