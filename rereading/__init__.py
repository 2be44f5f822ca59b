"""The shared Python of “Fifty-six percent of what?”: tables, readings, verdicts, figures."""

from rereading.claims import Claim, claim, register
from rereading.data import DataError, table

__all__ = ["Claim", "DataError", "claim", "register", "table"]
