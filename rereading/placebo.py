"""The placebo table: what the rule for verdicts would have said of other numbers.

`make placebo` prints it; the page on method shows it.
"""

from __future__ import annotations

import math

import pandas as pd

from rereading.claims import claim
from rereading.data import table
from rereading.prints import RELATIONS, SAME_PAPER, SAME_STORY
from rereading.verdicts import UNTESTABLE, placebos


def placebo_table() -> pd.DataFrame:
    """Return for each number claim that can be tested how its placebos fared, a row a claim.

    Columns: claim_id, short, verdict, tried (other numbers), and of them hold (by the literal
    reading), same_paper, same_story, other: those in print so near to the story, or nearer.
    """
    rows = []
    for claim_id in table("claims")["claim_id"]:
        it = claim(claim_id)
        if it.asserted.unit in ("", "holds") or it.verdict.kind == UNTESTABLE:
            continue
        tries = placebos(
            it.asserted.value, it.asserted.unit, it.band, it.literal["value"], it.event_id
        )
        found = tries["relation"]
        if math.isinf(it.band.high):  # what is one-sided can only hold or not
            found = found.map(lambda _: "")
        rows.append(
            {
                "claim_id": claim_id,
                "short": it.short,
                "verdict": it.verdict.kind,
                "tried": len(tries),
                "hold": int(tries["holds"].sum()),
                "same_paper": int((found == SAME_PAPER).sum()),
                "same_story": int(found.isin([SAME_PAPER, SAME_STORY]).sum()),
                "other": int(found.isin(RELATIONS).sum()),
            }
        )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    print(placebo_table().to_string(index=False))
