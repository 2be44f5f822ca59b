"""`python -m rereading.site.classroom`: everything a class needs, in one zip for a USB stick.

It holds the built book, the worksheets and keys as PDF where a Chromium can print them, and the
notebooks beside the Python and the data they ask for, so that they run without being installed.
Names are sorted and times fixed: the same book gives the same zip, byte for byte.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from rereading.lessons import WORKSHEETS
from rereading.site.build import FIRST_PAGE, SITE
from rereading.site.printing import PAPERS, find_chromium, printed
from rereading.site.serve import NOT_FOUND

PACKAGE = Path("_build") / "fifty-six-percent-class.zip"
FOLDER = "fifty-six-percent"  # the one folder inside the zip
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold
TITLES = {
    "imports": "Fifty-six percent of what?",
    "reserves": "Second in which table?",
    "compensation": "What is it worth today?",
}
# What stands in the built book, but not in the package: it needs a server.
LEFT_OUT = {"live", ".buildinfo", "_headers", NOT_FOUND}
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
    content = packed(files_of(root, site, pdfs))
    (root / PACKAGE).write_bytes(content)
    print(f"The class package is ready: {PACKAGE}, {len(content) / 1e6:.1f} MB")
    return 0


def sheets(site: Path) -> dict[str, Path]:
    """Return the pages to print, worksheets and keys, by name."""
    names = [f"{kind}-{lesson}" for lesson in WORKSHEETS for kind in ("worksheet", "key")]
    return {name: site / "book" / "classroom" / f"{name}.html" for name in names}


def files_of(root: Path, site: Path, pdfs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the package by their place in it; `pdfs` is what `printed` returns."""
    files = {
        f"site/{path}": (site / path).read_bytes()
        for path in below(site)
        if path.parts[0] not in LEFT_OUT
    }
    files |= {f"print/{name}": pdf for name, pdf in pdfs.items()}
    notebooks, code = site / "notebooks", root / "rereading"
    files |= {f"notebooks/{path}": (notebooks / path).read_bytes() for path in below(notebooks)}
    files |= {
        f"notebooks/rereading/{path}": (code / path).read_bytes()
        for path in below(code)
        if path.suffix in (".py", ".mplstyle") and path.parts[0] != "site"
    }
    files |= {
        f"notebooks/data/{path}": (root / "data" / path).read_bytes()
        for path in below(root / "data")
    }
    files["LICENSE"] = (root / "LICENSE").read_bytes()
    said = sections(files)
    files["START-HERE.html"] = as_html(said).encode()
    files["START-HERE.txt"] = as_text(said).encode()
    return files


def below(folder: Path) -> list[Path]:
    """Return the files below a folder, as paths from there, in order."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files, one folder around them all."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # so that the mode counts
            entry.external_attr = 0o100644 << 16
            package.writestr(entry, files[name])
    return content.getvalue()


def sections(files: Mapping[str, bytes]) -> list[Section]:
    """Return what the first page says: heading, sentence, links, for what is in the package."""
    page = "site/book/classroom/{}.html".format
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
    ]
    for lesson, title in TITLES.items():
        links = [
            ("Lesson plan", page(f"lesson-{lesson}")),
            ("Slides", page(f"slides-{lesson}")),
            ("Worksheet", page(f"worksheet-{lesson}")),
            ("Key", page(f"key-{lesson}")),
        ]
        links += [
            (f"{kind.capitalize()} to print, {paper}", f"print/{kind}-{lesson}-{paper}.pdf")
            for kind in ("worksheet", "key")
            for paper in PAPERS
        ]
        sentence = "Forty-five minutes. Worksheet and key have two pages at most."
        found.append((f"Lesson: {title}", sentence, [each for each in links if each[1] in files]))
    if "notebooks/imports.ipynb" in files:
        found.append(
            (
                "Notebooks",
                "For machines with Python, Jupyter, pandas and matplotlib: start Jupyter in the "
                "folder notebooks and open a page. Nothing else has to be installed.",
                [("The first chapter as a notebook", "notebooks/imports.ipynb")],
            )
        )
    found.append(
        (
            "Data",
            "Every table as CSV, for any spreadsheet, with a description of each field.",
            [("What the tables hold", "site/book/data.html")],
        )
    )
    return found


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
