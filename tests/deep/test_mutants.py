"""The program behind `make mutants`: it makes the mistakes it says, and can notice and fail to."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mutants_report
import mutate_data
import pytest
from helpers import ROOT

FIELDS = [
    {"name": "name", "type": "string"},
    {"name": "year", "type": "integer"},
    {"name": "tonnes", "type": "number"},
]
TABLE = "name,year,tonnes\na,2009,0\nb,2010,5\nc,2011,7.5\n"


def mistakes(kind: str, most: int | None = None) -> list[str]:
    found = mutate_data.mistakes("t.csv", TABLE, FIELDS, most)
    return [each.content.removeprefix("name,year,tonnes\n") for each in found if each.kind == kind]


@pytest.mark.parametrize(
    ("kind", "many", "one"),
    [
        ("×10", 5, "a,2009,0\nb,2010,50\nc,2011,7.5\n"),
        ("÷1000", 5, "a,2009,0\nb,2010,5\nc,2011,0.0075\n"),
        ("sign", 5, "a,2009,0\nb,2010,-5\nc,2011,7.5\n"),
        ("swap", 4, "a,2009,5\nb,2010,0\nc,2011,7.5\n"),
        ("dropped row", 3, "a,2009,0\nc,2011,7.5\n"),
        ("duplicated row", 3, "a,2009,0\nb,2010,5\nb,2010,5\nc,2011,7.5\n"),
        ("year off by one", 6, "a,2009,0\nb,2010,5\nc,2012,7.5\n"),
    ],
)
def test_a_mistake_is_made_in_every_place_it_can_be(kind: str, many: int, one: str) -> None:
    found = mistakes(kind)
    assert (len(found), one in found) == (many, True)
    assert len(set(found)) == many
    assert TABLE.removeprefix("name,year,tonnes\n") not in found


def test_every_kind_has_a_test_and_is_counted() -> None:
    assert sum(len(mistakes(kind)) for kind in mutate_data.KINDS) == 31
    assert mutate_data.count(TABLE, FIELDS) == 31


def test_a_sample_is_the_same_every_time() -> None:
    assert mistakes("×10", 2) == mistakes("×10", 2)
    assert len(mistakes("×10", 2)) == 2
    assert set(mistakes("×10", 2)) < set(mistakes("×10"))


# In a process of its own, because the trials fork and forget what they had loaded.
TRIAL = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import mutants
from trial import ROOT, Change
mutants._results_by_table()
mutants._prepare(Path(sys.argv[2]))
said = []
for file, right, wrong in json.loads(sys.argv[3]):
    content = (ROOT / file).read_text("utf-8")
    assert right in content, right
    said.append(mutants._noticed(Change(file, "", "", content.replace(right, wrong, 1))))
print(json.dumps(said))
"""


def test_trials_notice_by_rule_by_result_and_by_test_or_not_at_all(tmp_path: Path) -> None:
    trials: list[tuple[str, str, str, Callable[[str], bool]]] = [
        ("data/reserves.csv", "1,2002,2001", "1,2002,2002", lambda said: said == "rules"),
        ("data/reserves.csv", "22000000", "23000000", lambda said: said == "results"),
        ("data/reserves.csv", "largest", "the largest", lambda said: said == ""),
        (
            "rereading/evidence.py",
            "100 * float(share",
            "101 * float(share",
            lambda said: "::" in said,
        ),
        ("rereading/evidence.py", "a row a chapter", "a line a chapter", lambda said: said == ""),
    ]
    given = json.dumps([trial[:3] for trial in trials])
    command = [sys.executable, "-c", TRIAL, str(ROOT / "tools"), str(tmp_path / "copy"), given]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout.splitlines()[-1])
    for (file, _, wrong, right), check in zip(trials, said, strict=True):
        assert right(check), (file, wrong, check)


# Two mistakes in every table and module, always the same ones.
SAMPLE = """
import importlib.util, json, random, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import mutants
mutants._results_by_table()
mutants._prepare(Path(sys.argv[2]))
drawn, said = random.Random(56), []
both = importlib.util.find_spec("cosmic_ray")  # what makes mistakes in code (`make mutants`)
for file in (file for file in mutants.files() if both or file.endswith(".csv")):
    changes = list(mutants.mistakes_in(file))
    for change in drawn.sample(changes, min(2, len(changes))):
        said.append([file, change.kind, change.where, mutants._noticed(change)])
print(json.dumps(said))
"""


def test_of_a_sample_of_mistakes_nearly_all_are_noticed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAMPLE, str(ROOT / "tools"), str(tmp_path / "copy")]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout.splitlines()[-1])
    for ending, most in ((".csv", 0.05), (".py", 0.1)):
        tried = [each for each in said if each[0].endswith(ending)]
        unseen = [each for each in tried if not each[3]]
        assert tried or ending == ".py"
        assert len(unseen) <= 1 + most * len(tried), unseen


def test_the_report_counts_and_gives_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutants_report, "REPORT", tmp_path / "report.md")
    kinds = {"×10": [10, 6, 9]}
    unseen = [("×10", "line 3, amount 70")]
    mutants_report.write(
        {
            "data/a.csv": {"possible": 20, "kinds": kinds, "unseen": unseen},
            "rereading/b.py": {"possible": 10, "kinds": {"AddNot": [4, 0, 4]}, "unseen": []},
        }
    )
    said = (tmp_path / "report.md").read_text("utf-8")
    assert "| a | 20 | 10 | 60.0% | 90.0% |" in said
    assert "| rereading/b.py | 4 | 100.0% |" in said
    assert f"- **data/a.csv**, 1: {mutants_report.NO_REASON}. ×10, line 3, amount 70" in said
