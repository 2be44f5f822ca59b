"""The plate of the front page: the scoreboard."""

from __future__ import annotations

import pandas as pd

from rereading.claims import ARTICLE_SOURCE, ON_ANOTHER, REPRODUCED
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
    numbers = {
        "all": Number(len(register), "count", "derived", sources),
        "held": Number(int(counts.get(REPRODUCED, 0)), "count", "derived", sources),
        "another": Number(int(counts.get(ON_ANOTHER, 0)), "count", "derived", sources),
    }
    return publish(
        "scoreboard",
        draw_scoreboard,
        register,
        headline,
        heights=(board_height(register, 24, 30), board_height(register, 11, 31)),
        description=f"A board of {numbers['all']} squares, a claim a square, under its verdict: "
        f"{numbers['held']} hold as written, {numbers['another']} on another reading. "
        + ". ".join(by_verdict)
        + ".",
        point="Of {all} claims of the article, {held} hold as written; {another} do not, and "
        "match when something is read otherwise.",
        caption="A square is a claim of the article; the three large ones are its headline numbers.",
        numbers=numbers,
        table=register,
        columns=COLUMNS,
        sources=sources,
    )
