"""`python -m rereading.site.classroom [slides]`: what a class needs, in two zips for a USB stick.

The one for teachers holds the built book, worksheets and keys as `.docx` and, where a Chromium can
print them, as PDF like the slides, the questions for platforms of schools, and the notebooks beside
the Python and the data they ask for, so that they run without being installed. The one for pupils is
the same without answers.
With the word `slides` the slides alone are printed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from rereading.exercises import exercise_ids
from rereading.figures.sheets import VERSIONS
from rereading.lessons import LESSONS
from rereading.site.build import SITE
from rereading.site.metadata import edition
from rereading.site.office import documents
from rereading.site.platforms import gift, qti
from rereading.site.printing import PAPERS, find_chromium, printed, printed_slides
from rereading.site.pupils import QUIZ, take_answers_out

NAME = "fifty-six-percent-{}"  # of a package, for pupils or teachers, and of the folder inside it
TITLES = {
    "imports": "Fifty-six percent of what?",
    "reserves": "Second in which table?",
    "compensation": "What is it worth today?",
    "capstone": "A claim of your own",
}
# What stands in the built book, but not in the package: it needs a server.
NEEDS_A_SERVER = shutil.ignore_patterns(
    *("live", ".buildinfo", "_headers", ".htaccess", ".nojekyll"),
    *("staticwebapp.config.json", "404.html"),
)
NEEDS_SPHINX = shutil.ignore_patterns("site", "__pycache__")
NO_PRINT = (
    "Printing needs Chromium, and there is none on this machine (Debian: apt install chromium)."
)
NO_CHROMIUM = (
    "No Chromium was found, so the packages have no PDFs; worksheets print from the browser.\n"
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
$first
$lessons
<h2>Notebooks</h2>
<p>For machines with Python 3.11 or later, Jupyter, pandas 2.2 or later and matplotlib: start Jupyter in
the folder notebooks and open a page. Nothing else has to be installed.<br>
<a href="notebooks/imports.ipynb">The first chapter as a notebook</a></p>
<h2>A Chromebook, a tablet, a machine without Python</h2>
<p>Open the book. Pictures, questions and what-ifs work in the browser, without a network; only the code
cannot be changed. With a network, a page of the folder notebooks and the file beside it that ends in
.whl run on Colab: upload both.</p>
<h2>Worksheets to print, to type in, to change</h2>
<p>The folder print has each worksheet as PDF, with fields to type in, and as .docx for Word, LibreOffice or
Google Docs: as it stands, with help, and with further questions. On its page in the book a worksheet has
fields too, and a button that prints your answers.</p>
<h2>Start fresh on a shared machine</h2>
<p>The page of a worksheet keeps what was typed, on this machine alone: choose <em>Start fresh</em> there. Of
other answers the book keeps none: load the page again, and the fields are empty. A notebook keeps what was
changed and saved: unpack the package again, into a new folder. On a school’s server with live pages,
choose <em>Start fresh</em>.</p>
<h2>Data</h2>
<p>Tables as XLSX, which a spreadsheet opens by a double click, and as CSV, with a description of each
field.<br>
<a href="site/book/data.html">What the tables hold</a></p>
<h2>Edition</h2>
<p>$edition. Sheets, keys, slides and pages with the same words belong together.</p>
</main>
</body>
</html>
""")
FIRST = {
    "pupils": """<p>Open the book first. It opens in any browser and asks no network for anything.<br>
<a href="site/book/index.html">Open the book</a> ·
<a href="site/book/classroom/history.html">The history before the lesson</a> ·
<a href="site/book/classroom/vocabulary.html">Words in English, Korean and Japanese</a> ·
<a href="site/book/classroom/capstone.html">A claim of your own</a></p>""",
    "teachers": """<p>Open the guide first, then one lesson plan: one hour is enough to prepare. This package
holds the answers; the other one, for pupils, does not.<br>
<a href="site/book/classroom/guide.html">The guide</a> ·
<a href="site/book/classroom/unit.html">A unit of three lessons</a> ·
<a href="site/book/classroom/capstone.html">A claim of your own</a> ·
<a href="site/book/classroom/history.html">The history before the lesson</a> ·
<a href="site/book/classroom/vocabulary.html">Words in English, Korean and Japanese</a> ·
<a href="site/book/index.html">The book</a></p>
<p>The folder quiz has the questions of each chapter twice. In Moodle take the file that ends in .gift: choose
<em>Question bank</em>, <em>Import</em>, <em>GIFT format</em>. Canvas, Blackboard, OpenOlat and others take
the .zip, a package in QTI 2.1, as it is. Both take numbers without units.</p>""",
}
LESSON = "<h2>{title}</h2>\n<p>{links}</p>"
PARTS = {"lesson": "Lesson plan", "slides": "Slides", "worksheet": "Worksheet", "key": "Key"}


def main(root: Path) -> None:
    """Write both packages of the built book below `root`."""
    site = root / SITE
    chromium = find_chromium()
    if chromium is None:
        print(NO_CHROMIUM, file=sys.stderr)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / NAME.format("teachers")
        prints = documents(site, root, sheets(site))
        if chromium is not None:
            prints |= printed(sheets(site), chromium) | printed_slides(slides(site), chromium)
        fill(folder, root, site, prints)
        pack(folder, root, "teachers")
        folder = folder.rename(folder.with_name(NAME.format("pupils")))
        take_answers_out(folder, root)
        pack(folder, root, "pupils")


def print_slides(root: Path) -> None:
    """Print the slides of the built book below `root`; end in a sentence where there is no browser."""
    folder = root / "_build" / "slides"
    folder.mkdir(exist_ok=True)
    for name, pdf in printed_slides(
        slides(root / SITE), find_chromium() or sys.exit(NO_PRINT)
    ).items():
        (folder / name).write_bytes(pdf)
    print(f"The slides are printed: _build/{folder.name}")


def slides(site: Path) -> dict[str, Path]:
    """Return the pages of slides, by name."""
    names = [f"slides-{lesson}" for lesson in LESSONS]
    return {name: site / "book" / "classroom" / f"{name}.html" for name in names}


def sheets(site: Path) -> dict[str, Path]:
    """Return the pages to print, worksheets and keys, by name."""
    names = [f"{kind}-{lesson}" for lesson in LESSONS for kind in ("worksheet", "key")]
    names.append("worksheet-capstone")  # what it asks has no key
    return {name: site / "book" / "classroom" / f"{name}.html" for name in names}


def fill(folder: Path, root: Path, site: Path, prints: Mapping[str, bytes]) -> None:
    """Write all files but the first page to a new `folder`; `prints` are sheets and slides by name."""
    notebooks = folder / "notebooks"
    shutil.copytree(site, folder / "site", ignore=NEEDS_A_SERVER)
    shutil.copytree(site / "notebooks", notebooks)
    shutil.copytree(root / "rereading", notebooks / "rereading", ignore=NEEDS_SPHINX)
    shutil.copytree(root / "data", notebooks / "data")
    shutil.copy(root / "LICENSE", folder)
    (folder / "print").mkdir()
    for name, content in prints.items():
        (folder / "print" / name).write_bytes(content)
    (folder / QUIZ).mkdir()
    # An id is the page, then a word.
    for page in {name.partition("-")[0] for name in exercise_ids()}:
        (folder / QUIZ / f"{page}.gift").write_text(gift(page, edition(root)), "utf-8")
        (folder / QUIZ / f"{page}-qti.zip").write_bytes(qti(page, edition(root)))


def pack(folder: Path, root: Path, whose: str) -> None:
    """Write the first page for `pupils` or `teachers`, and pack `folder` as their zip."""
    lessons = "\n".join(
        LESSON.format(title=title, links=links_of(folder, lesson))
        for lesson, title in TITLES.items()
    )
    page = PAGE.substitute(first=FIRST[whose], lessons=lessons, edition=escape(edition(root)))
    (folder / "START-HERE.html").write_text(page, "utf-8")
    file = root / "_build" / NAME.format(whose)
    shutil.make_archive(str(file), "zip", folder.parent, folder.name)
    size = file.with_suffix(".zip").stat().st_size / 1e6
    print(f"The package for {whose} is ready: _build/{file.name}.zip, {size:.1f} MB")


def links_of(folder: Path, lesson: str) -> str:
    """Return links to the parts of a lesson that `folder` holds: pages, sheets to print and edit."""
    pages = {f"site/book/classroom/{part}-{lesson}.html": PARTS[part] for part in PARTS}
    prints = {
        f"print/{part}-{lesson}-{paper}.pdf": f"{PARTS[part]} to print, {paper}"
        for part in PARTS
        for paper in PAPERS
    } | {f"print/slides-{lesson}.pdf": "Slides to print"}
    prints |= {
        f"print/worksheet-{lesson}-{version}".rstrip("-")
        + ".docx": f"Worksheet as .docx, {title.lower()}"
        for version, title in VERSIONS
    } | {f"print/key-{lesson}.docx": "Key as .docx"}
    return " · ".join(
        f'<a href="{place}">{name}</a>'
        for place, name in (pages | prints).items()
        if (folder / place).is_file()
    )


if __name__ == "__main__":
    job = print_slides if sys.argv[1:] == ["slides"] else main
    job(Path(__file__).resolve().parents[2])
