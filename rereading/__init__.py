"""The shared Python of “Fifty-six percent of what?”: tables, readings, verdicts, figures."""

from rereading.cells import DataError
from rereading.claims import Claim, claim, register
from rereading.data import table
from rereading.exercises import check

__all__ = ["Claim", "DataError", "check", "claim", "register", "table"]
