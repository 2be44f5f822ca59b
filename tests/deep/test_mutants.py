"""The program behind `make mutants`, on a sample."""

import random
from multiprocessing.pool import ThreadPool
from pathlib import Path

from mutants import MODULES, mistakes_in, noticed

from rereading.data import table_names


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
