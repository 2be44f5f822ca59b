"""What a class gets, on paper, on a wall and on a stick: sheets, slides, the package."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from html import unescape
from pathlib import Path
from unicodedata import normalize

import nbclient
import nbformat
import pytest
from faults import dead_links, hosts, parsed
from helpers import ROOT, SOURCES, csv_rows
from notebooks import NO_NETWORK
from pypdf import PdfReader

from rereading.exercises import check, exercise_ids
from rereading.lessons import LESSONS
from rereading.site.classroom import PARTS, main
from rereading.site.metadata import edition

# The columns that pupils do not get, by table, and how pages for teachers alone begin.
KEPT = {
    "exercises": ("hint", "right", "solution"), "exercise_answers": ("feedback",),
    "worksheet_questions": ("answer",), "sample_answers": ("answer", "because"),
}  # fmt: skip
TEACHERS = ("guide", "unit", "lesson-", "key-", "slides-")
MARKUP = re.compile(r"\{\w+\}(?:`[^`]*`)?|\]\([^)]*\)|[*`#\[\]|\n\"'“”:]|---?|<[^>]*>")


@pytest.fixture(scope="module")
def packages(site, tmp_path_factory):
    """Return the folders of both packages, for teachers and pupils, packed and unpacked."""
    root = tmp_path_factory.mktemp("project")
    for name in "rereading book data LICENSE README.md pyproject.toml CITATION.cff".split():
        (root / name).symlink_to(ROOT / name)
    (root / "_build").mkdir()
    (root / "_build" / "html").symlink_to(site)
    main(root)
    stick = tmp_path_factory.mktemp("stick")
    for file in (root / "_build").glob("*.zip"):
        shutil.unpack_archive(file, stick)
    return {whose: stick / f"fifty-six-percent-{whose}" for whose in ("teachers", "pupils")}


@pytest.fixture(params=["teachers", "pupils"])
def package(request, packages):
    return packages[request.param]


def texts_for_teachers() -> set[str]:
    """Return what pupils must not find, in pieces without markup: replies, solutions, plans, notes.

    What the book says itself is no key.
    """
    kept = [row[name] for table, names in KEPT.items() for row in csv_rows(table) for name in names]
    own = ""
    for source in SOURCES:
        text = re.sub(r"(?s)\A---.*?\n---|```.*?```", "", source.read_text("utf-8"))
        if source.stem.startswith(TEACHERS):
            kept.append(text)
        else:
            own += f" {plain(text)}"
    pieces = {plain(each) for text in kept for each in MARKUP.split(text)}
    return {each for each in pieces if len(each) > 30 and each not in own}


def plain(text: str) -> str:
    return " ".join(normalize("NFKC", unescape(text)).split())  # a PDF has ligatures


def texts_of(folder: Path) -> dict[str, str]:
    """Return the words of each file of a package by its name, of a zip those of all files in it."""
    found = {}
    for file in filter(Path.is_file, folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                said = b" ".join(map(archive.read, archive.namelist())).decode("utf-8", "replace")
            # Words are cut by tags within a paragraph, and kept apart by those of paragraphs.
            said = re.sub(r"</(?:w:)?p>", " ", said)
            found[name] = re.sub(r"<(?:w|/w|\?|/?a:)[^<>]*>", "", said)
        elif file.suffix == ".pdf":
            found[name] = " ".join(page.extract_text() for page in PdfReader(file).pages)
        else:
            found[name] = file.read_text("utf-8", "replace")
    return {name: plain(text) for name, text in found.items()}


def test_pupils_find_no_answer_and_teachers_all(packages):
    texts, pieces = texts_of(packages["pupils"]), texts_for_teachers()
    found = {(name, piece) for name, text in texts.items() for piece in pieces if piece in text}
    assert len(pieces) > 200 and not found
    readable = re.compile(r'"slack": ?[\d.]|def (?:solved|printed_reserves)')
    assert not [name for name, text in texts.items() if readable.search(text)]
    stems = {Path(name).stem for name in texts}
    assert not [stem for stem in stems if stem.startswith(TEACHERS)]
    all_of_it = " ".join(texts_of(packages["teachers"]).values())
    assert not [piece for piece in pieces if piece not in all_of_it]


def test_the_notebooks_of_pupils_reply_as_the_book_does(packages):
    code = (
        "import json, rereading; from rereading.exercises import ask, check, exercise_ids\n"
        "print(json.dumps([[n, check(n, '56').text, 'Solution' in ask(n)._repr_mimebundle_()['text/html']]"
        " for n in exercise_ids()]))"
    )
    where = packages["pupils"] / "notebooks"
    done = subprocess.run([sys.executable, "-c", code], cwd=where, check=True, capture_output=True)
    replies = json.loads(done.stdout)
    assert replies == [[name, check(name, "56").text, False] for name in exercise_ids()]


def test_all_that_is_packed_names_one_edition(package):
    said, texts = edition(ROOT), texts_of(package)
    named = [name for name in texts if name.startswith(("print/", "site/book/", "START", "quiz/"))]
    assert len(named) > 20 and not [name for name in named if said not in texts[name]]


def test_the_first_page_leads_to_what_a_class_needs_and_each_link_to_a_file(package):
    first = package / "START-HERE.html"
    leads = {link["href"] for link in parsed(first).select("a")}
    kinds = PARTS if "teachers" in package.name else ["worksheet"]
    wanted = {f"site/book/classroom/{kind}-{lesson}.html" for kind in kinds for lesson in LESSONS}
    assert leads >= wanted | {f"print/{file.name}" for file in (package / "print").iterdir()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    python = project["requires-python"].removeprefix(">=")
    assert f"Python {python} or later" in first.read_text("utf-8")
    for page in [first, *(package / "site").rglob("*.html")]:
        assert not dead_links(parsed(page), page) + hosts(parsed(page)), page.name


def test_a_notebook_of_the_package_runs_in_its_folder(package, monkeypatch):
    folder = package / "notebooks"
    for file in folder.glob("*.ipynb"):
        nbformat.validate(nbformat.read(file, as_version=4))
    notebook = nbformat.read(folder / "imports.ipynb", as_version=4)
    where = f"import rereading\nassert rereading.__file__.startswith({os.fspath(folder)!r})"
    notebook.cells[:0] = [nbformat.v4.new_code_cell(code) for code in (NO_NETWORK, where)]
    monkeypatch.delenv("PYTHONPATH", raising=False)
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": os.fspath(folder)}}
    ).execute()
