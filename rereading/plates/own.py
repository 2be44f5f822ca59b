"""The plate of a claim that a reader brings."""

from __future__ import annotations

from rereading.claims import Claim
from rereading.figures.own import draw_own_readings, height_of
from rereading.figures.publish import PublishedFigure, publish
from rereading.figures.tables import band_words
from rereading.numbers import counted, join, label, rows


def readings(claim: Claim) -> PublishedFigure:
    """Return every reading of a claim from `own.read` on one axis, with its band."""
    frame = claim.readings
    unit = claim.asserted.unit
    hits = frame[frame["in_band"]]
    numbers = {
        "all": counted(len(frame), *rows(frame)),
        "hits": counted(len(hits), *rows(hits)),
        "asserted": claim.asserted,
        "literal": claim.number(claim.literal["reading_id"]),
    }
    said = {name: str(number) for name, number in numbers.items()}
    listed = [f"{row['label']}: {label(row['value'], unit)}" for row in rows(frame)]
    return publish(
        "own-readings",
        draw_own_readings,
        frame,
        claim.band,
        claim.asserted.value,
        unit,
        heights=(height_of(frame, narrow=False), height_of(frame, narrow=True)),
        description=(
            f"Dot plot of the readings of a claim of {said['asserted']}, whose band is "
            f"{band_words(claim)}. The literal reading gives {said['literal']}; in the band: "
            f"{said['hits']} of {said['all']}. {join(listed)}."
        ),
        point="The literal reading gives {literal}. In the band: {hits} of {all}.",
        caption="Diamond: the literal reading. Filled: official; ring: reported; half: derived. "
        "Shaded: what the wording allows. Line: the number of the claim, {asserted}.",
        numbers=numbers,
        table=frame.drop(columns="source_id"),
        columns={
            "label": "What it counts",
            "value": "Value",
            "changed": "What differs",
            "grade": "Evidence",
            "source": "Source",
        },
        sources=[],
        credited=join(dict.fromkeys(frame["source"])),
    )
