"""The shared Python of “Fifty-six percent of what?”: tables, readings, verdicts, figures.

What a page needs stands here; charts come from `rereading.charts.chart` and `rereading.house`.
"""

from rereading.choose import choose
from rereading.claims import Claim, claim, register
from rereading.data import DataError, table
from rereading.exercises import check
from rereading.figures.cards import card
from rereading.prose import check_that
from rereading.quantities import cell, derived

__all__ = [
    "Claim", "DataError", "card", "cell", "check", "check_that", "choose", "claim", "derived",
    "register", "table",
]  # fmt: skip
