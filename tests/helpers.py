"""What several test files share; `csv_rows` reads tables without pandas or `rereading`."""

from __future__ import annotations

import csv
import filecmp
import json
import re
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
BOOK = ROOT / "book"
SOURCES = sorted([*BOOK.glob("*.md"), *BOOK.glob("[!.]*/*.md")])  # JupyterLab keeps copies in .*/
CHAPTERS = ("imports", "reserves", "compensation", "people", "calendar", "supply", "since")
PAGES = [source.relative_to(BOOK).with_suffix("").as_posix() for source in SOURCES]

# Digits that may stand in prose, each kind with its reason.
ALLOWED = {
    r"CC BY 4\.0": "the name of a licence",
    r"\b[1-3]?\d (?=January|February|March|April|May|June|July|August|September|October)"
    r"|\b[1-3]?\d (?=November|December)": "the day of a date",
    r"\b(?:19|20)\d\d\b": "a year that dates something and is no result",
    r"^\s*\d\. ": "the number of an item in a list", r"\bA4\b": "the name of a paper",
    r"^\| \d+–\d+ \|": "the minutes of a step in a plan",
    r"\bQuestions? \d+(?: (?:and|to) \d+)?": "the number of a question on a worksheet",
}  # fmt: skip

# What a page begins with.
HEAD = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

"""
# A page that draws one small chart, as its source says it.
TOY_CHART = "\n" + (ROOT / "tests" / "toy_chart.md").read_text("utf-8")


def typed_digits(text: str) -> list[str]:
    """Return the lines of a page's prose that hold a digit nobody computed."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"(?ms)^(`{3,})\{code-cell\}.*?^\1\s*$", "", text)
    text = re.sub(r"\{[a-z]+\}`[^`]*`|`[^`]*`|\]\([^)]*\)", "", text)
    for pattern in ALLOWED:
        text = re.sub(pattern, "", text, flags=re.M)
    return [line for line in text.splitlines() if re.search(r"\d", line)]


def csv_rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def front_page_alone(folder: Path) -> Path:
    """Copy the book to `folder`, cut to its front page, with what it links to set aside."""
    shutil.copy(ROOT / "_config.yml", folder)
    shutil.copytree(DATA, folder / "data")
    shutil.copytree(BOOK, folder / "book", ignore=shutil.ignore_patterns("*.md"))
    index = (BOOK / "index.md").read_text("utf-8")
    index = re.sub(r"\{term\}`([\w ]+)[^`]*`", r"\1", index)
    index = re.sub(r"\]\([\w/]+\.md\)", "](index.md)", index)
    (folder / "book" / "index.md").write_text(index, "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    return folder


def small_book(folder: Path, **pages: str) -> Path:
    """Copy the book to a folder, cut to the pages given by name; one of them is `index`."""
    front_page_alone(folder)
    others = "".join(f"  - file: book/{name}\n" for name in pages if name != "index")
    toc = f"format: jb-book\nroot: book/index\nparts:\n- caption: One\n  chapters:\n{others}"
    (folder / "_toc.yml").write_text(toc)
    for name, text in pages.items():
        (folder / "book" / f"{name}.md").write_text(text, "utf-8")
    return folder


def held(site: Path, name: str) -> Any:
    """Return what a what-if's own script hands over: its chart and what its answers are made from."""
    text = (site / "whatif" / f"{name}.js").read_text("utf-8")
    found = re.fullmatch(r'whatif\.take\("([\w-]+)",(.*)\);\n', text, flags=re.S)
    assert found and found[1] == name
    return json.loads(found[2])


def rounded(text: str) -> str:
    """Return a text with its fractions to twelve digits: the last ones hang on a sum's order."""
    return re.sub(r"\d+\.\d+", lambda found: f"{float(found.group()):.12g}", text)


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that two folders do not share byte by byte."""
    files, its = (
        {str(file.relative_to(each)) for file in each.rglob("*") if file.is_file()}
        for each in (one, other)
    )
    _, unlike, unread = filecmp.cmpfiles(one, other, files & its, shallow=False)
    return sorted([*(files ^ its), *unlike, *unread])
