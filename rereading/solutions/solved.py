"""What a solution is, and how far rounding may take an answer from the right number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rereading.numbers import Number

ONE_DECIMAL = 0.06  # a result rounded to one decimal, and a little
WHOLE = 0.6  # a result rounded to a whole number, perhaps by way of one decimal
EXACT = 0.001  # a count, a rank, a year


@dataclass(frozen=True)
class Solved:
    """The right number, how far rounding may take an answer from it, and typical wrong ones.

    `wrong` maps answer ids to values, `places` the names in the texts to what stands there.
    """

    right: Number
    tolerance: float
    wrong: Mapping[str, float]
    places: Mapping[str, Number | str] = field(default_factory=dict)
