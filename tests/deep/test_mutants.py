"""The program behind `make mutants`: it makes the mistakes it says, and can notice and fail to."""

from __future__ import annotations

import importlib.util
import random
from collections import Counter
from pathlib import Path

import mistakes
import mutants
import pytest
from mistakes import Change
from mutants import ROOT

FIELDS = [
    {"name": "name", "type": "string"},
    {"name": "year", "type": "integer"},
    {"name": "tonnes", "type": "number"},
]
TABLE = "name,year,tonnes\na,2009,0\nb,2010,5\nc,2011,7.5\n"
# Of each kind how many there are, and one of them.
MADE = {
    "×10": (5, "a,2009,0\nb,2010,50\nc,2011,7.5\n"),
    "÷1000": (5, "a,2009,0\nb,2010,5\nc,2011,0.0075\n"),
    "sign": (5, "a,2009,0\nb,2010,-5\nc,2011,7.5\n"),
    "swap": (4, "a,2009,5\nb,2010,0\nc,2011,7.5\n"),
    "dropped row": (3, "a,2009,0\nc,2011,7.5\n"),
    "duplicated row": (3, "a,2009,0\nb,2010,5\nb,2010,5\nc,2011,7.5\n"),
    "year off by one": (6, "a,2009,0\nb,2010,5\nc,2012,7.5\n"),
}


def test_each_mistake_is_made_in_every_place_it_can_be_and_once() -> None:
    found = list(mistakes.in_table("t.csv", TABLE, FIELDS))
    assert Counter(each.kind for each in found) == {kind: many for kind, (many, _) in MADE.items()}
    made = {(each.kind, each.content.partition("\n")[2]) for each in found}
    assert made >= {(kind, one) for kind, (_, one) in MADE.items()} and len(made) == len(found)
    assert TABLE not in {each.content for each in found}
    some = [list(mistakes.in_table("t.csv", TABLE, FIELDS, most=2)) for _ in range(2)]
    assert some[0] == some[1] and len(some[0]) == 2 * len(MADE) and set(some[0]) < set(found)


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
