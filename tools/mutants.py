"""`make mutants`: change the data and the code, one mistake at a time; report what no check notices.

Writes `tests/MUTANTS.md`. It takes a quarter of an hour on two cores and is no part of `make test`.
With names (`import_tonnes rereading/imports.py`) it tries those alone and keeps the rest.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any

import mutants_report
import mutate_code
import mutate_data
import pandas as pd
import trial
from trial import ROOT, Change

sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
import results  # noqa: E402

from rereading import claims, data  # noqa: E402
from rereading.claims import READINGS  # noqa: E402
from rereading.data import (  # noqa: E402
    DataError,
    descriptor,
    fields,
    read_table,
)

# The modules that compute what a page says.
MODULES = (
    *("numbers", "imports/flows", "imports/readings", "reserves", "compensation", "people"),
    *("calendar", "supply", "claims", "verdicts", "prints", "evidence"),
)
# Of tables with more lines than this a sample is tried: so many mistakes of each kind.
LONG, SAMPLE = 150, 60
FOUND = ROOT / "_build" / "mutants.json"
# The tests that need no built book and no browser.
TESTS = sorted(
    name
    for name in {f"test_{module.split('/')[0]}.py" for module in MODULES} - {"test_claims.py"}
    if (ROOT / "tests" / name).exists()
)
OF_ALL = ("test_results.py", "test_two_ways.py", "test_claims.py")
Outcome = dict[str, Any]
Part = tuple[Callable[[], str], str]  # a result, and how it reads


def main(names: list[str]) -> int:
    """Try all mistakes, or those in the files named, and write the report."""
    known = json.loads(FOUND.read_text("utf-8")) if names and FOUND.exists() else {}
    FOUND.parent.mkdir(exist_ok=True)
    _results_by_table()  # once, for all workers
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        get_context("fork").Pool(initializer=_prepare, initargs=(Path(folder),)) as pool,
    ):
        for file in files():
            if not names or {file, Path(file).name, Path(file).stem} & set(names):
                known[file] = tried(file, pool)
                FOUND.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    missing = [file for file in files() if file not in known]
    mutants_report.write({file: known[file] for file in files() if file in known}, missing)
    return 0


def files() -> list[str]:
    """Return all tables, those that computed claims read first, then the modules that compute."""
    tables = dict.fromkeys(name for _, names in READINGS.values() for name in names)
    tables |= dict.fromkeys(data.table_names())
    return [f"data/{name}.csv" for name in tables] + [f"rereading/{name}.py" for name in MODULES]


def mistakes_in(file: str) -> Iterator[Change]:
    """Yield the mistakes to be tried in one file of the project."""
    content = (ROOT / file).read_text("utf-8")
    if file.endswith(".py"):
        return mutate_code.mistakes(file, content)
    most = SAMPLE if content.count("\n") > LONG else None
    return mutate_data.mistakes(file, content, fields(Path(file).stem), most)


def tried(file: str, pool: Pool) -> Outcome:
    """Return what became of the mistakes in a file: possible, tried, by_rules, by_tests, unseen."""
    changes = list(mistakes_in(file))
    possible = len(changes)
    if file.endswith(".csv"):
        name = Path(file).stem
        possible = mutate_data.count((ROOT / file).read_text("utf-8"), fields(name))
    seen = pool.map(_noticed, changes, chunksize=4)
    kinds: dict[str, list[int]] = {}
    by: dict[str, int] = {}
    for change, check in zip(changes, seen, strict=True):
        tally = kinds.setdefault(change.kind, [0, 0, 0])
        for i, counts in enumerate((True, check == "rules", check != "")):
            tally[i] += counts
        by[check.partition("::")[0]] = by.get(check.partition("::")[0], 0) + 1
    unseen = [(c.kind, c.where) for c, check in zip(changes, seen, strict=True) if not check]
    print(f"{file}: {len(changes)} tried, {len(unseen)} unseen", flush=True)
    return {"possible": possible, "kinds": kinds, "by": by, "unseen": unseen}


_copy: list[Path] = []  # of the project, a worker's own


def _prepare(folder: Path) -> None:
    """Give a worker a copy of the project of its own."""
    _copy.append(trial.copy_of_project(folder / str(os.getpid())))


def _noticed(change: Change) -> str:
    """Return what notices a change: `rules`, `results`, the name of a test, or ""."""
    project = _copy[0]
    file = project / change.file
    right = file.read_bytes()
    file.write_text(change.content, encoding="utf-8", newline="\n")
    try:
        if change.file.endswith(".csv"):
            if not fits(file.stem, file.parent):
                return "rules"
            if moves_a_result(file.stem, read_table(file.stem, file.parent)):
                return "results"
        return trial.noticed_by(project, change.file, tests_of(change.file))
    finally:
        file.write_bytes(right)


def moves_a_result(name: str, changed: pd.DataFrame) -> bool:
    """Return whether some result would be another with a changed table.

    That is test_results.py without its start: only the results that read the table are made again.
    """
    made, right = _results_by_table()
    data._read = lambda other: changed if other == name else right(other)
    try:
        claims._claim.cache_clear()
        return any(part() != text for part, text in made[name])
    except Exception:  # no result at all
        return True
    finally:
        data._read = right


@cache
def _results_by_table() -> tuple[dict[str, list[Part]], Callable[[str], pd.DataFrame]]:
    """Return the results that read each table, the quickest first, and the reader of tables."""
    right = data._read
    made: dict[str, list[tuple[float, Part]]] = {}
    for part in results.parts().values():
        read: set[str] = set()

        def reading(name: str, read: set[str] = read) -> pd.DataFrame:
            read.add(name)
            return right(name)

        data._read = reading
        claims._claim.cache_clear()
        start = time.process_time()
        text = part()
        for name in read:
            made.setdefault(name, []).append((time.process_time() - start, (part, text)))
    data._read = right
    return {
        name: [each for _, each in sorted(of, key=lambda it: it[0])] for name, of in made.items()
    }, right


def fits(name: str, folder: Path) -> bool:
    """Return whether a table, and each that refers to it, fits the description; checksums aside.

    For one changed table that is all of `check_folder`, in a tenth of its time.
    """
    referring = [
        resource["name"]
        for resource in descriptor(folder)["resources"]
        for key in resource["schema"].get("foreignKeys", [])
        if key["reference"]["resource"] == name
    ]
    try:
        for each in [name, *referring]:
            read_table(each, folder)
    except DataError:
        return False
    return True


def tests_of(file: str) -> list[str]:
    """Return the test files that may notice a change in a file, the likeliest first.

    What the tests of claims and the second way see of a table, `results.txt` has seen before.
    """
    name = Path(file).parts[1].partition(".")[0]  # of the table, or of the module or its folder
    texts = {test: (ROOT / "tests" / test).read_text("utf-8") for test in TESTS}
    naming = [test for test, text in texts.items() if re.search(rf"\b{name}\b", text)]
    if file.endswith(".py"):
        return list(dict.fromkeys([f"test_{name}.py", *OF_ALL, *naming]))
    return naming


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
