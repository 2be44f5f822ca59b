"""The plate of the front page: the scoreboard."""

from __future__ import annotations

import pandas as pd

from rereading.claims import ARTICLE_SOURCE
from rereading.figures.board import HEADINGS, draw_scoreboard
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import Number, join
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED, UNTESTABLE

COLUMNS = {
    "short": "Claim",
    "says": "The article says",
    "literal": "Read as written",
    "verdict": "Verdict",
    "named": "What the verdict rests on",
    "readings": "Readings",
    "in_band": "Of them in the band",
}


def board_height(register: pd.DataFrame, across: int, square: float) -> int:
    """Return how high a board is in CSS pixels, `across` squares of `square` pixels wide."""
    rows = sum(2.65 + (n + 4) // across for n in register["verdict"].value_counts())
    return int(rows * square + 0.5)


def scoreboard(register: pd.DataFrame, headline: dict[str, str]) -> PublishedFigure:
    """Return the scoreboard of all claims on the register (see `claims.register`).

    `headline` maps the ids of the claims that have a tile of their own to what it shows.
    """
    counts = register["verdict"].value_counts()
    by_verdict = [
        f"{HEADINGS[verdict]}: {join(register[register['verdict'] == verdict]['short'])}"
        for verdict in counts.index
    ]
    sources = (ARTICLE_SOURCE,)
    numbers_tested = register[(register["kind"] == "number") & (register["verdict"] != UNTESTABLE)]
    found = {
        "all": len(register),
        "tested": len(register) - counts.get(UNTESTABLE, 0),
        "failed": sum(counts.get(kind, 0) for kind in (PRINTED, IN_PART, FAILS)),
        "numbers": len(numbers_tested),
        "numbers_failed": int((numbers_tested["verdict"] != HOLDS).sum()),
        "trivial": int(register["trivial"].sum()),
        "held": counts.get(HOLDS, 0),
        "held_trivial": int((register["trivial"] & (register["verdict"] == HOLDS)).sum()),
    }
    numbers = {name: Number(int(n), "count", "derived", sources) for name, n in found.items()}
    return publish(
        "scoreboard",
        draw_scoreboard,
        register,
        headline,
        heights=(board_height(register, 24, 30), board_height(register, 11, 31)),
        description=f"A board of {numbers['all']} squares, a claim a square, under its verdict. Of "
        f"{numbers['tested']} that can be tested, {numbers['failed']} fail as written; of the "
        f"{numbers['numbers']} numbers among them {numbers['numbers_failed']}. "
        + ". ".join(by_verdict)
        + ".",
        point="Of {tested} claims that can be tested, {failed} fail as written; of the {numbers} "
        "numbers among them {numbers_failed}.",
        caption="A square is a claim of the article; the three large ones are its headline numbers. "
        "{held} hold, {held_trivial} of them trivial: a name, a date or a border that anybody can look up.",
        numbers=numbers,
        table=register,
        columns=COLUMNS,
        sources=sources,
    )
