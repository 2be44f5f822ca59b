"""China, Japan and rare earths: `flows` says what the tables hold, `readings` what claims assert."""

from rereading.import_share.flows import (
    FIRST_WEIGHT_2846,
    MEASURES,
    ODD_FLOWS,
    SIDES,
    customs_share_pct,
    customs_tonnes,
    fraction,
    months,
    shares,
    sweep,
    totals,
    without_partner,
)
from rereading.import_share.readings import (
    readings_of_56,
    readings_of_cut_off,
    readings_of_reliance,
)

__all__ = [
    "FIRST_WEIGHT_2846",
    "MEASURES",
    "ODD_FLOWS",
    "SIDES",
    "customs_share_pct",
    "customs_tonnes",
    "fraction",
    "months",
    "readings_of_56",
    "readings_of_cut_off",
    "readings_of_reliance",
    "shares",
    "sweep",
    "totals",
    "without_partner",
]
