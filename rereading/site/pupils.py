"""Take out of an unpacked class package what is for teachers: keys, plans, slides, solutions.

What is right stays as packed data, by which pages and `rereading.exercises` still reply.
"""

import json
import re
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from rereading.exercises import HANDED_OUT, ask, exercise_ids, packed
from rereading.site.search import INDEX, write_index
from rereading.site.wheels import own_wheel

QUIZ = "quiz"  # the folder of the questions with their answers, for teachers
NAMES = r"(?:guide|unit|(?:lesson|key|slides)-[\w-]+)"  # the pages for teachers
TABLES = ("exercises", "exercise_answers", "worksheet_questions", "sample_answers")
MODULES = ("solutions.py", "lessons.py", "figures/sheets.py")
# What goes from each page and notebook, and what stays in its place: of a link its words.
CUTS = (
    (r'<details class="solution".*?</details>', ""),
    (r'<details class="menu"[^<>]*>\s*<summary>For teachers</summary>.*?</details>', ""),
    (r'<div class="dataset" id="table-(?:exercise|worksheet|sample).*?</details></div>', ""),
    (r'<li><a href="\.\./data/(?:exercise|worksheet|sample).*?</li>', ""),
    (rf'<a rel="(?:prev|next)" href="(?:[^"]*/)?{NAMES}\.html">.*?</a>', ""),
    (rf'<link rel="(?:prev|next)"[^<>]*\bhref="(?:[^"]*/)?{NAMES}\.html"[^<>]*>', ""),
    (rf'<a\b[^<>]*\bhref="(?:[^"]*/)?{NAMES}\.html[^"]*"[^<>]*>(.*?)</a>', r"\1"),
    (rf"\[([^\[\]]*)\]\({NAMES}\.ipynb[^()]*\)", r"\1"),
)


def take_answers_out(folder: Path, root: Path) -> None:
    """Change a package of the book below `root`, unpacked in `folder`, to one for pupils."""
    site, notebooks = folder / "site", folder / "notebooks"
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        if re.fullmatch(NAMES, file.stem):
            file.unlink()
        elif file.suffix in (".html", ".ipynb"):
            text = file.read_text("utf-8")
            for pattern, stays in CUTS:
                text = re.sub(pattern, stays, text, flags=re.S)
            file.write_text(text, "utf-8", newline="\n")
    shutil.rmtree(folder / QUIZ)
    for module in MODULES:
        (notebooks / "rereading" / module).unlink()
    for data in (site / "data", notebooks / "data"):
        without_answers(data)
    handed_out = {name: asdict(ask(name)) | {"solution": ""} for name in exercise_ids()}
    (notebooks / "data" / HANDED_OUT).write_text(packed(handed_out), "ascii")
    shutil.copy(wheel_of(notebooks, root), site / "notebooks")
    index = (site / INDEX).read_text("utf-8")
    pages = [page for page, _ in json.loads(index[index.index("[") : index.rindex("]") + 1])]
    write_index(site, [page for page in pages if (site / f"{page}.html").is_file()])


def without_answers(data: Path) -> None:
    """Take the tables of exercises out of a folder of tables and of its description."""
    file = data / "datapackage.json"
    package = json.loads(file.read_text("utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] not in TABLES]
    file.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    for file in data.iterdir():
        if file.stem in TABLES:
            file.unlink()


def wheel_of(notebooks: Path, root: Path) -> Path:
    """Build the wheel anew from the package and the tables in `notebooks`; return its path there."""
    with tempfile.TemporaryDirectory() as project:
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(root / name, project)
        for name in ("rereading", "data"):
            shutil.copytree(notebooks / name, Path(project) / name)
        return own_wheel(Path(project), notebooks)
