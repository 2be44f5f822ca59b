"""`make mutants`: change the data and the code, one mistake at a time; report what no check notices.

Writes `tests/MUTANTS.md`; with names (`import_tonnes rereading/import_share.py`) it tries those alone and
prints. It tries a sample, takes some twenty minutes on two cores and is no part of `make test`.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from mistakes import Change, in_code, in_table

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
import results  # noqa: E402

from rereading import claims, data  # noqa: E402
from rereading.data import DataError, descriptor, fields, read_table  # noqa: E402

# The modules that compute what a page says.
MODULES = """quantities import_share reserves compensation people
  chronology supply claims verdicts prints evidence""".split()
# So many mistakes are tried of each kind in a table, and in a module; drawn with a fixed seed.
SAMPLE, OF_A_MODULE = 8, 25
LONGEST_S = 300  # a change that makes a loop endless is noticed by that
PYTEST = "-m pytest -x -q --noconftest -p no:cacheprovider --tb=no --hypothesis-profile=ci".split()
# The tests that need no built book and no browser: after those of the module itself, those of all
# modules; and of tables, what `results.txt` has not seen before.
OF_ALL = ["test_results.py", "test_two_ways.py", "test_claims.py", "test_verdicts.py"]
OF_TABLES = ["test_register.py", "test_tables.py", "test_people.py", "test_chronology.py"]
# Why a change may go unnoticed: file, kind and place as a pattern, and the reason. First fit.
REASONS = {
    r"\.py .*strict=False": "a guard between columns of one table, which are never of two lengths",
    r"\.py .*frozen=False": "a record that nobody changes: a guard for the next author",
    r"\.py .*(drop|ignore_index)=False": "the names of the lines, which nothing reads",
    r"quantities\.py .*(Decimal\( ?[02]\)|> 100)": "the same number, by another step",
    r"flows\.py .*(numeric_only|range\( ?0, |\+ 2\)|iloc\[ ?-1\])": "the same rows",
    r"\.py .*iloc\[ ?-?1\]": "the same: of one row the last is the first",
    r"data/.* swap .*, people 1": "two names change places, and no sum",
}


class Outcome(NamedTuple):
    """What became of the mistakes in one file."""

    file: str
    tried: int
    by_rules: int
    unseen: list[Change]


def main(names: list[str]) -> int:
    """Try the mistakes in all files, or in those named, and report."""
    _results()  # once, for all workers
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        get_context("fork").Pool(initializer=_prepare, initargs=(Path(folder),)) as pool,
    ):
        for file in files():
            if names and not {file, Path(file).name, Path(file).stem} & set(names):
                continue
            tried = list(mistakes_in(file, SAMPLE))
            seen = pool.map(_noticed, tried, chunksize=4)
            unseen = [change for change, by in zip(tried, seen, strict=True) if not by]
            found.append(Outcome(file, len(tried), seen.count("rules"), unseen))
            print(f"{file}: {len(tried)} tried, {len(unseen)} unseen", flush=True)
    if names:
        print(report(found))
    else:
        (ROOT / "tests" / "MUTANTS.md").write_text(report(found), encoding="utf-8", newline="\n")
    return 0


def files() -> list[str]:
    """Return all tables, then the modules that compute."""
    tables = [f"data/{name}.csv" for name in data.table_names()]
    return tables + [f"rereading/{name}.py" for name in MODULES]


def mistakes_in(file: str, most: int) -> Iterator[Change]:
    """Yield the mistakes that are tried in one file: of each kind at most `most` in a table."""
    content = (ROOT / file).read_text("utf-8")
    if file.endswith(".py"):
        changes = list(in_code(file, content))
        return iter(random.Random(file).sample(changes, min(OF_A_MODULE, len(changes))))
    return in_table(file, content, fields(Path(file).stem), most)


_copy: list[Path] = []  # of the project, a worker's own


def _prepare(folder: Path) -> None:
    """Give a worker a copy of the project of its own: code, tests and data."""
    project = folder / str(os.getpid())
    _copy.append(project)
    for name in ("rereading", "tests", "data", "book"):
        left_out = shutil.ignore_patterns("__pycache__", "_static", ".*")
        shutil.copytree(ROOT / name, project / name, ignore=left_out)
    for name in ("pyproject.toml", "_toc.yml"):
        shutil.copy(ROOT / name, project)


def _noticed(change: Change) -> str:
    """Return what notices a change: `rules`, `results`, the name of a test, or ""."""
    file = _copy[0] / change.file
    right = file.read_bytes()
    file.write_text(change.content, encoding="utf-8", newline="\n")
    try:
        if change.file.endswith(".csv"):
            if not fits(file.stem, file.parent):
                return "rules"
            if moves_a_result(file.stem, read_table(file.stem, file.parent)):
                return "results"
        return failing_test(_copy[0], tests_of(change.file))
    finally:
        file.write_bytes(right)


def failing_test(project: Path, tests: list[str]) -> str:
    """Run test files of a copy of the project; return the first that fails, "" if none does."""
    env = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    for test in tests:
        command = [sys.executable, *PYTEST, f"tests/{test}"]
        try:
            done = subprocess.run(
                command, cwd=project, env=env, capture_output=True, check=False, timeout=LONGEST_S
            )
        except subprocess.TimeoutExpired:
            return "the time limit"
        if done.returncode not in (0, 5):  # all passed, or there is none
            return test
    return ""


def tests_of(file: str) -> list[str]:
    """Return the test files that may notice a change in a file, the likeliest first."""
    if file.endswith(".csv"):
        return OF_TABLES
    own = f"test_{Path(file).parts[1].removesuffix('.py')}.py"  # of the module or its folder
    return [test for test in dict.fromkeys([own, *OF_ALL]) if (ROOT / "tests" / test).exists()]


def fits(name: str, folder: Path) -> bool:
    """Return whether a table, and each that refers to it, fits the description; checksums aside."""
    resources = descriptor(folder)["resources"]
    keys = {r["name"]: r["schema"].get("foreignKeys", []) for r in resources}
    referring = [r for r in keys if any(key["reference"]["resource"] == name for key in keys[r])]
    try:
        for each in [name, *referring]:
            read_table(each, folder)
    except DataError:
        return False
    return True


def moves_a_result(name: str, changed: pd.DataFrame) -> bool:
    """Return whether some result would be another with a changed table.

    That is test_results.py without its start: only the results that read the table are made again.
    """
    known, right = _results(), data._read
    data._read = lambda other: changed if other == name else right(other)
    claims._claim.cache_clear()
    try:
        return any(part() != text for part, text, read in known if name in read)
    except Exception:  # no result at all
        return True
    finally:
        data._read = right


@cache
def _results() -> list[tuple[Callable[[], str], str, set[str]]]:
    """Return what makes each result of a claim or a table, its text now, and the tables it reads."""
    right, known = data._read, []
    for part in results.parts().values():
        read: set[str] = set()
        data._read = lambda name, read=read: read.add(name) or right(name)
        claims._claim.cache_clear()
        known.append((part, part(), read))
    data._read = right
    return known


def report(found: list[Outcome]) -> str:
    """Return the report: a line a file, then the changes that no check notices, with the reason."""
    lines = [
        "# Mistakes that no check notices\n",
        "Written by `make mutants`: it makes one mistake at a time in a copy of the project and asks",
        "the checks. Aims: 95 percent of the mistakes in data and 90 percent of those in code. In data:",
        "times ten, a thousandth, the sign, swapped with the cell below, the line dropped or doubled, a",
        "year off by one; their checksums notice all of it, so each is tried as if renewed. In code:",
        "operators and constants, as Cosmic Ray changes them. A sample is tried, drawn with a fixed seed:",
        f"{SAMPLE} of each kind in a table, {OF_A_MODULE} in a module.\n",
        "| file | tried | rules alone | noticed |\n| --- | --: | --: | --: |",
    ]
    for name, ending in (("data", ".csv"), ("code", ".py")):
        part = [each for each in found if each.file.endswith(ending)]
        lines += [_row(each.file, [each]) for each in part] + [_row(f"**all {name}**", part)]
    lines += ["\n## Not noticed\n"]
    for change in [change for each in found for change in each.unseen]:
        text = f"{change.file} {change.kind} {change.where}"
        why = next((REASONS[p] for p in REASONS if re.search(p, text)), "no reason known: a hole")
        lines.append(f"- {text}: {why}")
    return "\n".join(lines) + "\n"


def _row(title: str, part: list[Outcome]) -> str:
    tried, rules = (sum(each[i] for each in part) for i in (1, 2))
    seen = tried - sum(len(each.unseen) for each in part)
    shares = (f"{100 * some / max(tried, 1):.1f}%" for some in (rules, seen))
    return f"| {title} | {tried:,} | {' | '.join(shares)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
