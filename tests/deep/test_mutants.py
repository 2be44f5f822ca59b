"""The program behind `make mutants`: it can notice a mistake and fail to."""

import random
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest
from mutants import MODULES, ROOT, Change, mistakes_in, noticed

from rereading.data import table_names


@pytest.mark.parametrize(
    ("file", "right", "wrong", "by"),
    [
        ("data/reserves.csv", "1,2002,2001", "1,2002,2002", "rules"),
        ("data/reserves.csv", "22000000", "23000000", "results"),
        ("README.md", "takes one newspaper article", "takes one article", ""),
        ("rereading/evidence.py", "100 * float(share", "101 * float(share", "tests"),
    ],
)
def test_a_mistake_is_noticed_by_rule_by_result_by_test_or_not_at_all(file, right, wrong, by):
    content = (ROOT / file).read_text("utf-8")
    assert right in content
    assert noticed(Change(file, "", content.replace(right, wrong, 1))) == by


def test_of_a_sample_of_mistakes_nearly_all_are_noticed():
    """One in every table and module: always the same ones."""
    draw = random.Random(56)
    files = [f"data/{name}.csv" for name in table_names()]
    files += [f"rereading/{name}.py" for name in MODULES]
    tried = [draw.choice(mistakes_in(file)) for file in files]
    with ThreadPool() as pool:
        by = dict(zip(tried, pool.map(noticed, tried, chunksize=1), strict=True))
    for kind, most in ((".csv", 0.05), (".py", 0.1)):
        of_kind = [change for change in tried if Path(change.file).suffix == kind]
        unseen = [change[:2] for change in of_kind if not by[change]]
        assert len(of_kind) > 10 and len(unseen) <= 1 + most * len(of_kind), unseen
