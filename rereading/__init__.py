"""The shared Python of “Fifty-six percent of what?”: tables, readings, verdicts, figures.

What a page needs stands here; charts come from `rereading.charts.chart` and `rereading.house`.
"""

from rereading.choose import choose
from rereading.claims import Claim, claim, register
from rereading.data import DataError, table
from rereading.exercises import check
from rereading.figures.cards import card
from rereading.numbers import cell, derived
from rereading.prose import check_that

__all__ = [
    "Claim", "DataError", "card", "cell", "check", "check_that", "choose", "claim", "derived",
    "register", "table",
]  # fmt: skip
