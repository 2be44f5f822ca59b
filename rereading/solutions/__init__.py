"""What is right, and what is typically wrong, in the exercises that ask for a number.

One function an exercise: computed from the tables with the functions of the book, so that no
result is typed. `SOLUTIONS` maps exercise ids to them.
"""

from __future__ import annotations

from collections.abc import Callable

from rereading.solutions import article, headline
from rereading.solutions.solved import EXACT, Solved

__all__ = ["EXACT", "SOLUTIONS", "Solved"]

SOLUTIONS: dict[str, Callable[[], Solved]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        headline.imports_crossing, headline.imports_share, headline.imports_exports,
        headline.reserves_rows, headline.reserves_rank, headline.reserves_low,
        headline.reserves_world, headline.compensation_cpi, headline.compensation_loans,
        headline.compensation_growth,
        article.people_share, article.people_price, article.calendar_stop, article.supply_india,
        article.since_summits,
    )
}  # fmt: skip
