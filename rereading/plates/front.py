"""The plate of the front page: the scoreboard."""

from __future__ import annotations

import pandas as pd

from rereading.claims import ON_ANOTHER, REPRODUCED
from rereading.figures.board import HEADINGS, draw_scoreboard
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, join

COLUMNS = {
    "short": "Claim",
    "says": "The article says",
    "literal": "Read literally",
    "verdict": "Verdict",
    "named": "What the verdict rests on",
    "readings": "Readings",
    "in_band": "Of them in the band",
}


def scoreboard(register: pd.DataFrame) -> PublishedFigure:
    """Return the scoreboard of all claims on the register (see `claims.register`)."""
    counts = register["verdict"].value_counts()
    by_verdict = [
        f"{HEADINGS[verdict]}: {join(register[register['verdict'] == verdict]['short'])}"
        for verdict in counts.index
    ]
    sources = ("money-k01",)  # the article
    numbers = {
        "all": Number(len(register), "count", "derived", sources),
        "held": Number(int(counts.get(REPRODUCED, 0)), "count", "derived", sources),
        "another": Number(int(counts.get(ON_ANOTHER, 0)), "count", "derived", sources),
    }
    return publish(
        "scoreboard",
        draw_scoreboard,
        register,
        heights=(360, 640),
        description=f"A board of {numbers['all']} tiles, a claim a tile, under its verdict: "
        f"{numbers['held']} hold as written, {numbers['another']} on another reading. "
        + ". ".join(by_verdict)
        + ".",
        point="Of {all} claims checked so far, {held} hold as written; {another} do not, and "
        "match when something is read otherwise.",
        caption="Each tile says what the literal reading gives.",
        numbers=numbers,
        table=register,
        columns=COLUMNS,
        sources=sources,
    )
