"""`make mutants`: make one mistake at a time in data and code; report what no check notices. An hour."""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from decimal import Decimal
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import NamedTuple

from rereading.data import table_names

ROOT = Path(__file__).resolve().parents[1]
# The modules that compute what a page says.
MODULES = """quantities import_share reserves compensation people
  chronology supply claims verdicts prints evidence""".split()
# So many mistakes are tried of each kind in a table, and in a module; drawn with a fixed seed.
OF_A_KIND, OF_A_MODULE = 2, 25
LONGEST_S = 300  # a change that makes a loop endless is noticed by that
NUMBER = re.compile(r"(?m)(?:^|(?<=,))-?\d+(\.\d+)?(?=,|$)")
YEAR = re.compile(r"(?m)(?:^|(?<=,))(1[89]|20)\d\d(?=(-\d\d)*(,|$))")
# Mistakes in a table: what cells they befall, and what stands there then.
IN_CELLS = {
    "times ten": (NUMBER, lambda cell: f"{Decimal(cell[0]) * 10:f}"),
    "a thousandth": (NUMBER, lambda cell: f"{(Decimal(cell[0]) / 1000).normalize():f}"),
    "sign": (NUMBER, lambda cell: f"{-Decimal(cell[0]):f}"),
    "the next number": (NUMBER, lambda cell: (NUMBER.search(cell.string, cell.end()) or cell)[0]),
    "year off by one": (YEAR, lambda cell: str(int(cell[0]) + 1)),
}
# Mistakes in code, either way; `|` stands in types as well, which nothing runs.
PAIRS = [*map(str.split, "+ -,* /,< <=,> >=,== !=,and or,True False".split(","))]
SWAPS = dict(PAIRS) | {wrong: right for right, wrong in PAIRS} | {"&": "|"}
# The checks, as the command lines of Python that fail: the tables against their description, the
# results of claims and tables against the list of them, and the tests that need no built book.
RULES = "from rereading.data import read_table, table_names; [*map(read_table, table_names())]"
RESULTS = (
    "import sys, results; seen = results.FILE.read_text('utf-8'); "
    "sys.exit(not all(part in seen for part in results.parts()))"
)
PYTEST = "-m pytest -x -q --noconftest -p no:cacheprovider --tb=no".split()
TESTS = "claims verdicts two_ways tables quantities subjects".split()
CHECKS = {
    "rules": ["-c", RULES],
    "results": ["-c", RESULTS],
    "tests": [*PYTEST, *(f"tests/test_{name}.py" for name in TESTS)],
}


class Change(NamedTuple):
    """One file of the project as it would read after one mistake."""

    file: str  # path in the project
    what: str  # the kind, and where
    content: str


def mistakes_in(file: str) -> list[Change]:
    """Return the mistakes that are tried in a file of the project, always the same ones."""
    content, draw = (ROOT / file).read_text("utf-8"), random.Random(file)
    if file.endswith(".csv"):
        return [Change(file, *how) for how in in_table(content, draw)]
    changes = [Change(file, *how) for how in in_code(content)]
    return draw.sample(changes, min(OF_A_MODULE, len(changes)))


def in_table(content: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield a few mistakes of each kind: what it is, and the table after it."""
    lines = content.splitlines(keepends=True)
    for at in draw.sample(range(1, len(lines)), min(OF_A_KIND, len(lines) - 1)):
        yield f"line {at + 1} dropped", "".join(lines[:at] + lines[at + 1 :])
        yield f"line {at + 1} doubled", "".join(lines[: at + 1] + lines[at:])
    for kind, (form, wrong) in IN_CELLS.items():
        cells = [cell for cell in form.finditer(content) if wrong(cell) != cell[0]]
        for cell in draw.sample(cells, min(OF_A_KIND, len(cells))):
            line = content.count("\n", 0, cell.start()) + 1
            changed = content[: cell.start()] + wrong(cell) + content[cell.end() :]
            yield f"line {line}, {cell[0]}: {kind}, {wrong(cell)}", changed


def in_code(content: str) -> Iterator[tuple[str, str]]:
    """Yield each mistake, and the module after it: operators exchanged, numbers one larger, yes for no."""
    lines = content.splitlines(keepends=True)
    for kind, right, (row, start), (_, end), line in tokenize.generate_tokens(iter(lines).__next__):
        unpacks = right == "*" and re.search(r"(^|[(\[{,])\s*$", line[:start])
        wrong = f"({right} + 1)" if kind == tokenize.NUMBER else SWAPS.get(right)
        if wrong and not unpacks:
            changed = f"{line[:start]}{wrong}{line[end:]}"
            whole = "".join([*lines[: row - 1], changed, *lines[row:]])
            yield f"line {row}: `{changed.strip()}`", whole


def noticed(change: Change) -> str:
    """Return what notices a change in a copy of the project: rules, results, tests or ""."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".*", "_build"))
        (project / change.file).write_text(change.content, encoding="utf-8", newline="\n")
        env = {**os.environ, "PYTHONPATH": f"{project}{os.pathsep}{project / 'tests'}"}
        how = {"cwd": project, "env": env, "capture_output": True, "timeout": LONGEST_S}
        for name, command in CHECKS.items():
            try:
                subprocess.run([sys.executable, *command], check=True, **how)
            except subprocess.SubprocessError:
                return name
    return ""


def report(tried: dict[Change, str]) -> str:
    """Return a line for each file and for all of a kind, then the changes that nothing noticed."""
    text = """# Mistakes that no check notices

Written by `make mutants`: it makes one mistake at a time in a copy of the project and asks
the checks. Aims: 95 percent of the mistakes in data and 90 percent of those in code.
Checksums notice all that is changed in data, so each is tried as if renewed.

| file | tried | rules alone | noticed |
| --- | --: | --: | --: |
"""
    for name in [*dict.fromkeys(change.file for change in tried), ".csv", ".py"]:
        by = [by for change, by in tried.items() if change.file.endswith(name)]
        rules, seen = by.count("rules") / len(by), 1 - by.count("") / len(by)
        text += f"| {name} | {len(by)} | {rules:.1%} | {seen:.1%} |\n"
    unseen = [f"- {change.file}, {change.what}\n" for change, by in tried.items() if not by]
    return f"{text}\n## Not noticed\n\n{''.join(unseen)}"


if __name__ == "__main__":
    FILES = [f"data/{name}.csv" for name in table_names()]
    FILES += [f"rereading/{name}.py" for name in MODULES]
    CHANGES = [change for file in FILES for change in mistakes_in(file)]
    with ThreadPool() as pool:  # each waits for processes of its own
        # A check that fails without a mistake would notice each.
        if wrong := noticed(Change("LICENSE", "nothing", (ROOT / "LICENSE").read_text("utf-8"))):
            sys.exit(f"Without a mistake a check fails already: {wrong}. Mend that first.")
        TRIED = dict(zip(CHANGES, pool.map(noticed, CHANGES, chunksize=1), strict=True))
    (ROOT / "tests" / "MUTANTS.md").write_text(report(TRIED), encoding="utf-8", newline="\n")
