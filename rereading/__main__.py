"""`python -m rereading WORD`: what can be done with the book, from any folder of the project.

`make WORD` sets up the virtual environment and calls this.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = ("_build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
BUILD, CHECK, CLASS = (f"-m rereading.site.{name}" for name in ("build", "check", "classroom"))
CHECKS = ["-m ruff check .", "-m ruff format --check .", "-m mypy", CHECK]
# The tests of a file in one process, files side by side on all cores, on six at most.
SIDE_BY_SIDE = "-m pytest --numprocesses auto --maxprocesses 6 --dist loadfile"
RESOLVE = "-m uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-header"

# Word: what it does, and the command lines of Python that do it; words behind it go to the last.
WORDS: dict[str, tuple[str, ...]] = {
    "book": ("build the book, warnings as errors", BUILD),
    "test": ("lint, check types and data, build and test the book", *CHECKS, SIDE_BY_SIDE),
    "deep": ("the deeper tests, all or one part: looks, live, kills, …", "-m pytest"),
    "results": ("write the list of results anew", "tests/results.py"),
    "live": ("build with live pages; a Pyodide distribution may follow", "-m rereading.site.live"),
    "class": ("pack what a class needs, for pupils and for teachers", BUILD, CLASS),
    "slides": ("print the slides, a page each (needs Chromium)", BUILD, f"{CLASS} slides"),
    "check": ("hold the tables of data/ against their description", CHECK),
    "checksum": ("after a meant change of data/: write the checksums anew", f"{CHECK} --checksum"),
    "lab": ("open the pages as notebooks in JupyterLab", "-m jupyterlab"),
    "serve": ("serve the book as it was built last", "-m rereading.site.serve"),
    "pdf": ("print the book as one PDF (needs Chromium)", BUILD, "-m rereading.site.paper"),
    "epub": ("pack the book for phones and e-readers", BUILD, "-m rereading.site.ebook"),
    "bench": ("time the build beside stock Jupyter Book, grown as well", "tools/bench.py"),
    "lighthouse": ("audit every page (needs Node and Chromium)", "tools/lighthouse.py"),
    "placebo": ("print what the rule would say of other numbers", "-m rereading.placebo"),
    "cover": ("draw the README's picture and the e-book's cover", "tools/cover.py"),
    "mutants": ("make one mistake at a time; report what no check notices", "tools/mutants.py"),
    "lock": (
        "resolve requirements.in into requirements.txt and requirements.lock",
        "-m pip install --quiet uv",
        f"{RESOLVE} requirements.in --output-file requirements.txt",
        f"{RESOLVE} requirements.txt --output-file requirements.lock --generate-hashes "
        "--no-annotate --no-emit-package rereading",
    ),
    "release": ("give the book a new edition, such as 1.2.0, in every place", "tools/release.py"),
    "audit": ("look every pin up in a public list of known vulnerabilities", "tools/audit.py"),
    "lint": ("mend what the linter can mend", "-m ruff check --fix .", "-m ruff format ."),
    "clean": ("take away the built book and the caches",),
    "help": ("say what can be done",),
}


def main(words: list[str]) -> int:
    """Run the word that `words` begin with; return its exit status."""
    word, *rest = words or ["help"]
    if word in ("help", "-h", "--help") or word not in WORDS:
        for name, (what, *_) in WORDS.items():
            print(f"{name:11} {what}")
        if word in ("help", "-h", "--help"):
            return 0
        print(f"\nThere is no {word!r}.", file=sys.stderr)
        return 1
    if not (ROOT / "_toc.yml").is_file():
        print("These commands work in a copy of the whole project, not with the package alone.")
        return 1
    if word == "clean":
        for name in MADE:
            shutil.rmtree(ROOT / name, ignore_errors=True)
    if word == "deep":
        rest = [f"tests/deep/test_{part}.py" for part in rest] or ["tests/deep"]
    # Names of folders and what is printed may have any letters, whatever language the system speaks.
    settings = {"PYTHONUTF8": "1", "JUPYTER_CONFIG_PATH": str(ROOT / "tools" / "lab")}
    settings["PYTHONOPTIMIZE"] = ""  # without assertions tests would pass that test nothing
    _, *lines = WORDS[word]
    for line in lines:
        command = [sys.executable, *line.split(), *(rest if line is lines[-1] else [])]
        status = subprocess.run(
            command, cwd=ROOT, env=os.environ | settings, check=False
        ).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
