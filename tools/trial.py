"""A copy of the project in which one file is changed, and which test notices the change.

The tests run in a fork of a process that has the libraries loaded, so that a change costs what its
tests cost and no start of Python.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
LONGEST_S = 300  # of processor time: a change that makes a loop endless is noticed by that
OURS = ("rereading", "results", "pages")  # what a trial loads anew, from the copy
OPTIONS = "-x -q --noconftest -p no:cacheprovider --tb=no --assert=plain".split()


@dataclass(frozen=True)
class Change:
    """One file of the project as it would read after one mistake."""

    file: str  # path in the project
    kind: str  # what sort of mistake
    where: str  # the line, and what it reads now
    content: str


def copy_of_project(folder: Path) -> Path:
    """Copy what the tests need into `folder`: code, tests and data; return the copy."""
    for name in ("rereading", "tests", "data", "book"):
        left_out = shutil.ignore_patterns("__pycache__", "_static")
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("pyproject.toml", "_toc.yml"):
        shutil.copy(ROOT / name, folder)
    # By content, not by time: a file changed twice within a second must not look unchanged.
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(folder, quiet=2, invalidation_mode=mode)
    return folder


def noticed_by(project: Path, file: str, tests: list[str]) -> str:
    """Run test files of a project copy in which `file` changed; return the first test that fails.

    Empty if all pass.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        said = "an error before any test"
        try:
            said = _first_failure(project, file, tests)
        finally:
            os.write(write, said.encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return said if status == 0 else "the time limit"


def _first_failure(project: Path, file: str, tests: list[str]) -> str:
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.dont_write_bytecode = True
    # The same examples on every run, as in conftest.py, which would load what builds the site.
    settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
    settings.load_profile("mutants")
    os.chdir(project)
    sys.path[:0] = [str(project), str(project / "tests")]
    kept = set() if file.endswith(".csv") else {"rereading.data"}
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        if name not in kept:
            del sys.modules[name]
    witness = Witness(properties=file.endswith(".py"))
    for test in tests:
        code = pytest.main([*OPTIONS, f"tests/{test}"], plugins=[witness])
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return witness.failed or f"{test}::"
    return ""


class Witness:
    """A pytest plugin that remembers the first test that failed.

    Without `properties` it leaves out the tests on invented examples, which read no table.
    """

    def __init__(self, properties: bool) -> None:
        self.properties = properties
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Keep the tests that can notice something."""
        if not self.properties:
            items[:] = [it for it in items if not hasattr(it.obj, "hypothesis")]

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep the name of a test that did not pass."""
        if not self.failed and report.failed:
            self.failed = report.nodeid.removeprefix("tests/")
