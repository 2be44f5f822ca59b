"""`make mutants`: make one mistake at a time in data and code; report what no check notices.

Writes `tests/MUTANTS.md`; files named behind it (`data/remains.csv rereading/reserves.py`) are tried
alone and printed. It draws a sample, takes an hour on two cores and is no part of `make test`.
"""

import ast
import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import NamedTuple

from rereading.data import table_names

ROOT = Path(__file__).resolve().parents[1]
COPIED = "rereading tests data book pyproject.toml _toc.yml LICENSE".split()
# The modules that compute what a page says.
MODULES = """quantities import_share reserves compensation people
  chronology supply claims verdicts prints evidence""".split()
# So many mistakes are tried of each kind in a table, and in a module; drawn with a fixed seed.
OF_A_KIND, OF_A_MODULE = 2, 25
LONGEST_S = 300  # a change that makes a loop endless is noticed by that
# What a hand confuses in arithmetic.
PAIRS = "Add Sub, Mult Div, Lt LtE, Gt GtE, Eq NotEq, And Or, BitAnd BitOr"
SWAPS = {
    getattr(ast, right): getattr(ast, wrong)
    for pair in map(str.split, PAIRS.split(", "))
    for right, wrong in (pair, pair[::-1])
}
HINTS = ("annotation", "returns")  # of types, which nothing runs
NUMBER, YEAR = re.compile(r"-?\d+(\.\d+)?"), re.compile(r"(1[89]|20)\d\d(-\d\d)*")
# Mistakes in a table: what kind of cell, and what stands there then, given the cell below.
IN_CELLS = {
    "times ten": (NUMBER, lambda cell, _: f"{Decimal(cell) * 10:f}"),
    "a thousandth": (NUMBER, lambda cell, _: f"{(Decimal(cell) / 1000).normalize():f}"),
    "sign": (NUMBER, lambda cell, _: f"{-Decimal(cell):f}"),
    "from the line below": (NUMBER, lambda _, below: below),
    "year off by one": (YEAR, lambda cell, _: f"{int(cell[:4]) + 1}{cell[4:]}"),
}
# The checks, as the command lines of Python that fail: the tables against their description, the
# results of claims and tables against the list of them, and the tests that need no built book.
RULES = "from rereading.data import read_table, table_names; [*map(read_table, table_names())]"
RESULTS = (
    "import sys, results; seen = results.FILE.read_text('utf-8'); "
    "sys.exit(not all(part in seen for part in results.parts()))"
)
PYTEST = "-m pytest -x -q --noconftest -p no:cacheprovider --tb=no".split()
TESTS = "claims verdicts two_ways tables subjects".split()


class Change(NamedTuple):
    """One file of the project as it would read after one mistake."""

    file: str  # path in the project
    what: str  # the kind, and where
    content: str


def mistakes_in(file: str) -> list[Change]:
    """Return the mistakes that are tried in a file of the project, always the same ones."""
    content = (ROOT / file).read_text("utf-8")
    if file.endswith(".csv"):
        return list(in_table(file, content))
    changes = list(in_code(file, content))
    return random.Random(file).sample(changes, min(OF_A_MODULE, len(changes)))


def in_table(file: str, content: str) -> Iterator[Change]:
    """Yield a table after a few mistakes of each kind."""
    rows = list(csv.reader(io.StringIO(content)))
    draw = random.Random(file)
    for line in draw.sample(range(1, len(rows)), min(OF_A_KIND, len(rows) - 1)):
        yield Change(file, f"line {line + 1} dropped", as_csv([*rows[:line], *rows[line + 1 :]]))
        yield Change(file, f"line {line + 1} doubled", as_csv([*rows[: line + 1], *rows[line:]]))
    for kind, (form, wrong) in IN_CELLS.items():
        places = [
            (line, column, instead)
            for line, row in enumerate(rows[1:], start=1)
            for column, cell in enumerate(row)
            if form.fullmatch(cell)
            and (instead := wrong(cell, rows[min(line + 1, len(rows) - 1)][column])) != cell
        ]
        for line, column, instead in draw.sample(places, min(OF_A_KIND, len(places))):
            changed = [*rows[line][:column], instead, *rows[line][column + 1 :]]
            what = f"line {line + 1}, {rows[0][column]}: {kind}, {instead}"
            yield Change(file, what, as_csv([*rows[:line], changed, *rows[line + 1 :]]))


def as_csv(rows: list[list[str]]) -> str:
    """Return rows as the text of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def in_code(file: str, content: str) -> Iterator[Change]:
    """Yield a module after each mistake: operators exchanged, numbers one larger, yes for no."""
    tree = ast.parse(content)
    hints = [getattr(node, name, None) for node in ast.walk(tree) for name in HINTS]
    idle = {id(node) for hint in hints if hint for node in ast.walk(hint)}
    for node in [node for node in ast.walk(tree) if id(node) not in idle]:
        for name, right in ast.iter_fields(node):
            if name in ("op", "ops", "value") and (wrong := mistaken(right)) is not None:
                setattr(node, name, wrong)
                line = getattr(node, "lineno", 0)
                what = f"line {line}: `{content.splitlines()[line - 1].strip()}`"
                yield Change(file, f"{type(node).__name__} {what}", ast.unparse(tree))
                setattr(node, name, right)


def mistaken(part: object) -> object:
    """Return what stands in the place of an operator or a constant; None for anything else."""
    if isinstance(part, list):  # of comparisons
        return [first, *part[1:]] if (first := mistaken(part[0])) is not None else None
    if isinstance(part, bool):
        return not part
    if isinstance(part, int | float):
        return part + 1
    return SWAPS[type(part)]() if type(part) in SWAPS else None


def noticed(change: Change) -> str:
    """Return what notices a change in a copy of the project: rules, results, tests, time or ""."""
    own = ROOT / "tests" / f"test_{Path(change.file).stem}.py"
    tests = [f"tests/test_{name}.py" for name in TESTS]
    tests += [f"tests/{own.name}"] * (own.is_file() and own.stem[5:] not in TESTS)
    checks = {"rules": ["-c", RULES], "results": ["-c", RESULTS], "tests": [*PYTEST, *tests]}
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        project = Path(folder)
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, project / name)
        (project / change.file).write_text(change.content, encoding="utf-8", newline="\n")
        env = {**os.environ, "PYTHONPATH": f"{project}{os.pathsep}{project / 'tests'}"}
        how = {"cwd": project, "env": env, "capture_output": True, "timeout": LONGEST_S}
        for name, command in checks.items():
            try:
                subprocess.run([sys.executable, *command], check=True, **how)
            except subprocess.CalledProcessError:
                return name
            except subprocess.TimeoutExpired:
                return "time"
    return ""


def report(tried: dict[Change, str]) -> str:
    """Return a line for each file and for all of a kind, then the changes that nothing noticed."""
    lines = [
        "# Mistakes that no check notices\n",
        "Written by `make mutants`: it makes one mistake at a time in a copy of the project and asks",
        "the checks. Aims: 95 percent of the mistakes in data and 90 percent of those in code.",
        "Checksums notice all that is changed in data, so each is tried as if renewed.\n",
        "| file | tried | rules alone | noticed |\n| --- | --: | --: | --: |",
    ]
    for name in [*dict.fromkeys(change.file for change in tried), ".csv", ".py"]:
        by = [by for change, by in tried.items() if change.file.endswith(name)]
        all_of = max(1, len(by))
        rules, seen = by.count("rules") / all_of, sum(map(bool, by)) / all_of
        lines.append(f"| {name} | {len(by)} | {rules:.1%} | {seen:.1%} |")
    unseen = [f"- {change.file}, {change.what}" for change, by in tried.items() if not by]
    return "\n".join([*lines, "\n## Not noticed\n", *unseen]) + "\n"


def main(names: list[str]) -> None:
    """Try the mistakes in all files, or in those named, and report."""
    every = [f"data/{name}.csv" for name in table_names()]
    every += [f"rereading/{name}.py" for name in MODULES]
    files = names or every
    # A check that fails without a mistake would notice each; all tables have the same checks.
    as_is = [file for file in files if file.endswith(".py") or file == files[0]]
    untouched = [Change(file, "nothing", (ROOT / file).read_text("utf-8")) for file in as_is]
    changes = [change for file in files for change in mistakes_in(file)]
    with ThreadPool() as pool:  # each waits for processes of its own
        if wrong := [*filter(None, pool.map(noticed, untouched, chunksize=1))]:
            sys.exit(f"Without a mistake a check fails already: {wrong[0]}. Mend that first.")
        text = report(dict(zip(changes, pool.map(noticed, changes, chunksize=1), strict=True)))
    if names:
        print(text)
    else:
        (ROOT / "tests" / "MUTANTS.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
