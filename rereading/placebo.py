"""What the rule for verdicts would have said of other numbers, for `make placebo` and a page."""

import math

import pandas as pd

from rereading.claims import claim
from rereading.data import table
from rereading.prints import RELATIONS
from rereading.verdicts import placebos


def placebo_table() -> pd.DataFrame:
    """Return for each number claim that can be tested how its placebos fared, a row a claim.

    Columns: claim_id, short, verdict, tried (other numbers), and of them hold (by the literal
    reading), same_paper, same_story, other: those in print so near to the story, or nearer.
    """
    rows = []
    for one in map(claim, table("claims")["claim_id"]):
        number, verdict = one.asserted, one.verdict
        if not verdict.tried:
            continue
        tries = placebos(number.value, number.unit, one.band, one.literal["value"], one.event_id)
        # What is one-sided can only hold or not.
        relations = tries["relation"][: None if math.isfinite(one.band.high) else 0]
        as_near = [int(relations.isin(RELATIONS[: n + 1]).sum()) for n in range(len(RELATIONS))]
        hold = int(tries["holds"].sum())
        rows.append((one.claim_id, one.short, verdict.kind, len(tries), hold, *as_near))
    columns = "claim_id short verdict tried hold same_paper same_story other".split()
    return pd.DataFrame(rows, columns=columns)


if __name__ == "__main__":
    print(placebo_table().to_string(index=False))
