"""`python -m rereading.site.classroom`: everything a class needs, in one zip for a USB stick.

It holds the built book, the worksheets and keys as PDF where a Chromium can print them, and the
notebooks beside the Python and the data they ask for, so that they run without being installed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from rereading.lessons import WORKSHEETS
from rereading.site.build import SITE
from rereading.site.chapters import edition
from rereading.site.printing import find_chromium, printed

PACKAGE = Path("_build") / "fifty-six-percent-class.zip"
FOLDER = "fifty-six-percent"  # the one folder inside the zip
TITLES = {
    "imports": "Fifty-six percent of what?",
    "reserves": "Second in which table?",
    "compensation": "What is it worth today?",
}
# What stands in the built book, but not in the package: it needs a server.
NEEDS_A_SERVER = shutil.ignore_patterns("live", ".buildinfo", "_headers", "404.html")
NEEDS_SPHINX = shutil.ignore_patterns("site", "__pycache__")
NO_CHROMIUM = (
    "No Chromium was found, so the package has no PDFs; worksheets print from the browser.\n"
    "To have them, install it (Debian: apt install chromium) and run `make class` again."
)
PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Start here</title>
<link rel="stylesheet" href="site/_static/palette.css">
<link rel="stylesheet" href="site/_static/book.css">
</head>
<body>
<main>
<h1>Fifty-six percent of what? Start here</h1>
<h2>For pupils</h2>
<p>The book opens in any browser and asks no network for anything.<br>
<a href="site/book/index.html">Open the book</a></p>
<h2>For the teacher</h2>
<p>One hour is enough to prepare: read the guide, then one lesson plan.<br>
<a href="site/book/classroom/guide.html">The guide</a> ·
<a href="site/book/classroom/unit.html">A unit of three lessons</a> ·
<a href="site/book/classroom/history.html">The history before the lesson</a> ·
<a href="site/book/classroom/vocabulary.html">Words in English, Korean and Japanese</a></p>
$lessons
<h2>Notebooks</h2>
<p>For machines with Python, Jupyter, pandas and matplotlib: start Jupyter in the folder notebooks and
open a page. Nothing else has to be installed.<br>
<a href="notebooks/imports.ipynb">The first chapter as a notebook</a></p>
<h2>Data</h2>
<p>Every table as CSV, for any spreadsheet, with a description of each field.<br>
<a href="site/book/data.html">What the tables hold</a></p>
<h2>Edition</h2>
<p>$edition</p>
</main>
</body>
</html>
""")
LESSON = """<h2>Lesson: {title}</h2>
<p>Forty-five minutes. Worksheet and key have two pages at most.<br>{links}</p>"""
PARTS = {"lesson": "Lesson plan", "slides": "Slides", "worksheet": "Worksheet", "key": "Key"}


def main(root: Path) -> None:
    """Write the package of the built book below `root`."""
    site = root / SITE
    chromium = find_chromium()
    if chromium is None:
        print(NO_CHROMIUM, file=sys.stderr)
    pdfs = {} if chromium is None else printed(sheets(site), chromium)
    with tempfile.TemporaryDirectory() as work:
        fill(Path(work) / FOLDER, root, site, pdfs)
        shutil.make_archive(str((root / PACKAGE).with_suffix("")), "zip", work)
    print(f"The class package is ready: {PACKAGE}, {(root / PACKAGE).stat().st_size / 1e6:.1f} MB")


def sheets(site: Path) -> dict[str, Path]:
    """Return the pages to print, worksheets and keys, by name."""
    names = [f"{kind}-{lesson}" for lesson in WORKSHEETS for kind in ("worksheet", "key")]
    return {name: site / "book" / "classroom" / f"{name}.html" for name in names}


def fill(folder: Path, root: Path, site: Path, pdfs: Mapping[str, bytes]) -> None:
    """Write the files of the package to a new `folder`; `pdfs` is what `printed` returns."""
    notebooks = folder / "notebooks"
    shutil.copytree(site, folder / "site", ignore=NEEDS_A_SERVER)
    shutil.copytree(site / "notebooks", notebooks)
    shutil.copytree(root / "rereading", notebooks / "rereading", ignore=NEEDS_SPHINX)
    shutil.copytree(root / "data", notebooks / "data")
    shutil.copy(root / "LICENSE", folder)
    (folder / "print").mkdir()
    for name, pdf in pdfs.items():
        (folder / "print" / name).write_bytes(pdf)
    lessons = "\n".join(
        LESSON.format(title=title, links=links_of(lesson, pdfs)) for lesson, title in TITLES.items()
    )
    page = PAGE.substitute(lessons=lessons, edition=escape(edition(root)))
    (folder / "START-HERE.html").write_text(page, "utf-8")


def links_of(lesson: str, pdfs: Mapping[str, bytes]) -> str:
    """Return links to the parts of a lesson: pages of the book, and sheets to print."""
    links = {f"site/book/classroom/{part}-{lesson}.html": name for part, name in PARTS.items()}
    for pdf in pdfs:
        part, of, paper = pdf.removesuffix(".pdf").split("-")
        if of == lesson:
            links[f"print/{pdf}"] = f"{PARTS[part]} to print, {paper}"
    return " · ".join(f'<a href="{place}">{name}</a>' for place, name in links.items())


if __name__ == "__main__":
    main(Path(__file__).resolve().parents[2])
