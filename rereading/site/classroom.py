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
from rereading.site.build import FIRST_PAGE, SITE
from rereading.site.chapters import edition
from rereading.site.printing import PAPERS, find_chromium, printed
from rereading.site.serve import NOT_FOUND

PACKAGE = Path("_build") / "fifty-six-percent-class.zip"
FOLDER = "fifty-six-percent"  # the one folder inside the zip
TITLES = {
    "imports": "Fifty-six percent of what?",
    "reserves": "Second in which table?",
    "compensation": "What is it worth today?",
}
# What stands in the built book, but not in the package: it needs a server.
NEEDS_A_SERVER = shutil.ignore_patterns("live", ".buildinfo", "_headers", NOT_FOUND)
NEEDS_SPHINX = shutil.ignore_patterns("site", "__pycache__")
NO_CHROMIUM = (
    "No Chromium was found, so the package has no PDFs; worksheets print from the browser.\n"
    "To have them, install it (Debian: apt install chromium) and run `make class` again."
)
Section = tuple[str, str, list[tuple[str, str]]]
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
$sections
</main>
</body>
</html>
""")


def main(root: Path) -> int:
    """Write the package of the built book below `root`; return 0, or 1 if there is no book."""
    site = root / SITE
    if not (site / FIRST_PAGE).is_file():
        print("There is no built book yet: run `make book` first.", file=sys.stderr)
        return 1
    chromium = find_chromium()
    if chromium is None:
        print(NO_CHROMIUM, file=sys.stderr)
    pdfs = {} if chromium is None else printed(sheets(site), chromium)
    with tempfile.TemporaryDirectory() as work:
        fill(Path(work) / FOLDER, root, site, pdfs)
        shutil.make_archive(str((root / PACKAGE).with_suffix("")), "zip", work)
    print(f"The class package is ready: {PACKAGE}, {(root / PACKAGE).stat().st_size / 1e6:.1f} MB")
    return 0


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
    said = [*sections(folder), ("Edition", edition(root), [])]
    (folder / "START-HERE.html").write_text(as_html(said), "utf-8")
    (folder / "START-HERE.txt").write_text(as_text(said), "utf-8")


def sections(folder: Path) -> list[Section]:
    """Return what the first page says: heading, sentence, links to what is in the package."""
    page = "site/book/classroom/{}.html".format
    lessons = [
        (
            f"Lesson: {title}",
            "Forty-five minutes. Worksheet and key have two pages at most.",
            [
                ("Lesson plan", page(f"lesson-{lesson}")),
                ("Slides", page(f"slides-{lesson}")),
                ("Worksheet", page(f"worksheet-{lesson}")),
                ("Key", page(f"key-{lesson}")),
                *(
                    (f"{kind} to print, {paper}", f"print/{kind.lower()}-{lesson}-{paper}.pdf")
                    for kind in ("Worksheet", "Key")
                    for paper in PAPERS
                ),
            ],
        )
        for lesson, title in TITLES.items()
    ]
    found: list[Section] = [
        (
            "For pupils",
            "The book opens in any browser and asks no network for anything.",
            [("Open the book", "site/book/index.html")],
        ),
        (
            "For the teacher",
            "One hour is enough to prepare: read the guide, then one lesson plan.",
            [
                ("The guide", page("guide")),
                ("A unit of three lessons", page("unit")),
                ("The history before the lesson", page("history")),
                ("Words in English, Korean and Japanese", page("vocabulary")),
            ],
        ),
        *lessons,
        (
            "Notebooks",
            "For machines with Python, Jupyter, pandas and matplotlib: start Jupyter in the "
            "folder notebooks and open a page. Nothing else has to be installed.",
            [("The first chapter as a notebook", "notebooks/imports.ipynb")],
        ),
        (
            "Data",
            "Every table as CSV, for any spreadsheet, with a description of each field.",
            [("What the tables hold", "site/book/data.html")],
        ),
    ]
    return [
        (heading, sentence, [link for link in links if (folder / link[1]).exists()])
        for heading, sentence, links in found
    ]


def as_html(said: list[Section]) -> str:
    """Return the first page of the package."""
    parts = []
    for heading, sentence, links in said:
        places = " · ".join(f'<a href="{place}">{escape(text)}</a>' for text, place in links)
        parts.append(f"<h2>{escape(heading)}</h2>\n<p>{escape(sentence)}<br>{places}</p>")
    return PAGE.substitute(sections="\n".join(parts))


def as_text(said: list[Section]) -> str:
    """Return the same as plain text, for whoever looks into the folder first."""
    parts = ["Fifty-six percent of what?\n\nOpen START-HERE.html in a browser. Or open:\n"]
    for heading, sentence, links in said:
        places = "".join(f"  {text}: {place}\n" for text, place in links)
        parts.append(f"{heading}\n{sentence}\n{places}")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
