"""The shared Python of “Fifty-six percent of what?”: tables, readings, verdicts, figures."""

from rereading.claims import Claim, claim, register
from rereading.data import DataError, table
from rereading.exercises import check

__all__ = ["Claim", "DataError", "check", "claim", "register", "table"]
