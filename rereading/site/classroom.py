"""`python -m rereading.site.classroom [slides]`: what a class needs, in two zips for a USB stick.

The one for teachers holds the built book, worksheets and keys as `.docx` and, where a Chromium can
print them, as PDF like the slides, the questions for platforms of schools, and the notebooks beside
the Python and the data they ask for, so that they run without being installed. The one for pupils is
the same without answers.
With the word `slides` the slides alone are printed.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rereading.exercises import exercise_ids
from rereading.site.build import SITE
from rereading.site.metadata import edition
from rereading.site.office import documents
from rereading.site.platforms import gift, qti
from rereading.site.printing import NO_CHROMIUM, find_chromium, printed
from rereading.site.pupils import QUIZ, take_answers_out
from rereading.site.quiz import template

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
    *("staticwebapp.config.json", "404.html", "objects.inv"),
)
NEEDS_SPHINX = shutil.ignore_patterns("site", "__pycache__")
PARTS = {"lesson": "Lesson plan", "slides": "Slides", "worksheet": "Worksheet", "key": "Key"}
# Where a part of a lesson lies in a package, and as what.
PLACES = {"site/book/classroom/{}.html": "", "print/{}[-.]*pdf": " to print",
          "print/{}[-.]*docx": " as .docx"}  # fmt: skip


def main(root: Path) -> None:
    """Write both packages of the built book below `root`."""
    site = root / SITE
    prints = documents(site, root, pages(site, "worksheet", "key"))
    if chromium := find_chromium():
        prints |= printed(pages(site, "worksheet", "key", "slides"), chromium)
    else:
        print(f"The packages have no PDFs. {NO_CHROMIUM}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / NAME.format("teachers")
        fill(folder, root, site, prints)
        pack(folder, root, "teachers")
        folder = folder.rename(folder.with_name(NAME.format("pupils")))
        take_answers_out(folder, root)
        pack(folder, root, "pupils")


def print_slides(root: Path) -> None:
    """Print the slides of the built book below `root`; end in a sentence where there is no browser."""
    folder = root / "_build" / "slides"
    folder.mkdir(exist_ok=True)
    chromium = find_chromium() or sys.exit(NO_CHROMIUM)
    for name, pdf in printed(pages(root / SITE, "slides"), chromium).items():
        (folder / name).write_bytes(pdf)
    print(f"The slides are printed: _build/{folder.name}")


def pages(site: Path, *kinds: str) -> dict[str, Path]:
    """Return the pages for a class of these kinds (`worksheet`, `slides`), by name."""
    folder = site / "book" / "classroom"
    return {file.stem: file for kind in kinds for file in sorted(folder.glob(f"{kind}-*.html"))}


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
    lessons = {title: links_of(folder, lesson) for lesson, title in TITLES.items()}
    text = template("start").render(whose=whose, lessons=lessons, edition=edition(root))
    (folder / "START-HERE.html").write_text(text, "utf-8")
    file = root / "_build" / folder.name
    shutil.make_archive(str(file), "zip", folder.parent, folder.name)
    size = file.with_suffix(".zip").stat().st_size / 1e6
    print(f"The package for {whose} is ready: _build/{file.name}.zip, {size:.1f} MB")


def links_of(folder: Path, lesson: str) -> dict[str, str]:
    """Return what `folder` holds of a lesson, pages and files to print: words by address."""
    links = {}
    for part, title in PARTS.items():
        name = f"{part}-{lesson}"
        for pattern, kind in PLACES.items():
            for file in sorted(folder.glob(pattern.format(name)), key=lambda file: file.stem):
                version = file.stem.removeprefix(name).replace("-", ", ", 1).replace("-", " ")
                links[file.relative_to(folder).as_posix()] = f"{title}{kind}{version}"
    return links


if __name__ == "__main__":
    job = print_slides if sys.argv[1:] == ["slides"] else main
    job(Path(__file__).resolve().parents[2])
