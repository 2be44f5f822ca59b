"""The program behind `make mutants`: it can notice a mistake and fail to."""

from __future__ import annotations

import importlib.util
import random
from collections import Counter
from pathlib import Path

import mutants
import pytest
from mistakes import Change
from mutants import ROOT


@pytest.fixture(scope="module", autouse=True)
def project(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give this process a copy of the project to make mistakes in."""
    mutants._prepare(tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize(
    ("file", "right", "wrong", "by"),
    [
        ("data/reserves.csv", "1,2002,2001", "1,2002,2002", "rules"),
        ("data/reserves.csv", "22000000", "23000000", "results"),
        ("data/reserves.csv", "largest", "the largest", ""),
        ("rereading/evidence.py", "100 * float(share", "101 * float(share", "test_evidence.py"),
        ("rereading/evidence.py", "a row a chapter", "a line a chapter", ""),
    ],
)
def test_a_mistake_is_noticed_by_rule_by_result_by_test_or_not_at_all(
    file: str, right: str, wrong: str, by: str
) -> None:
    content = (ROOT / file).read_text("utf-8")
    assert right in content
    assert mutants._noticed(Change(file, "", "", content.replace(right, wrong, 1))) == by


def test_of_a_sample_of_mistakes_nearly_all_are_noticed() -> None:
    """One in every table and, where Cosmic Ray is installed, in every module: always the same ones."""
    drawn, tried, unseen = random.Random(56), Counter(), {".csv": [], ".py": []}
    code = importlib.util.find_spec("cosmic_ray")
    for file in mutants.files():
        if code or file.endswith(".csv"):
            changes = list(mutants.mistakes_in(file, 1))
            for change in drawn.sample(changes, min(1, len(changes))):
                tried[Path(file).suffix] += 1
                if not mutants._noticed(change):
                    unseen[Path(file).suffix].append(f"{file} {change.kind} {change.where}")
    assert tried[".csv"] > 20
    assert len(unseen[".csv"]) <= 1 + 0.05 * tried[".csv"], unseen
    assert len(unseen[".py"]) <= 1 + 0.1 * tried[".py"], unseen
