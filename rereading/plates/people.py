"""The plates of the chapter on the abducted and the dead."""

from __future__ import annotations

import pandas as pd

from rereading import people
from rereading.claims import Claim
from rereading.figures import people as draw
from rereading.figures.publish import PublishedFigure, publish
from rereading.numbers import counted, label, rows
from rereading.prose import check_that

EVIDENCE = {"grade": "Evidence"}
# Years and months that captions say.
POLICE_CASE, EARLY, HOME_YEAR = 1974, (1977, 1978), 2002
LAST_COUNT = "December 2016"
GAP = "October 2017", "May 2019"
NAMES = {
    "recognised": "recognised by Tokyo",
    "police": "the police count",
    "not-ruled-out": "cannot be ruled out",
}


def counts(claim: Claim) -> PublishedFigure:
    """Return the three counts that Tokyo keeps as dots, with the least that dozens can be."""
    readings = claim.readings.set_index("reading_id").loc[list(NAMES)]
    frame = pd.DataFrame({"name": NAMES.values(), "people": readings["value"].to_numpy()})
    numbers = {name.replace("-", "_"): claim.number(name) for name in NAMES}
    recognised, _police, field = frame["people"]
    check_that("is the size of neither", recognised < claim.band.low and field >= 100)
    said = {name: str(number) for name, number in numbers.items()}
    return publish(
        "abducted-counts",
        draw.draw_counts,
        frame,
        int(claim.band.low),
        heights=(385, 430),
        description=(
            f"Dots of one size, a dot a person. {said['recognised']} are recognised as abducted, "
            f"{said['police']} by the count of the police; both rows are shorter than the row of "
            f"{label(claim.band.low, 'number')} rings at which dozens begins. A field of "
            f"{said['not_ruled_out']} stands for those whose abduction the police cannot rule out."
        ),
        point="Tokyo recognises {recognised} as abducted; the police could not rule it out for another "
        "{not_ruled_out}. “Dozens” is the size of neither.",
        caption=f"One dot is one person. The police add a case of {POLICE_CASE} with two Korean "
        f"nationals. Last row: the count of {LAST_COUNT}, the last before the article.",
        numbers=numbers,
        table=readings.reset_index(),
        columns={"label": "Who is counted", "value": "People", **EVIDENCE},
        sources=readings["source_id"],
    )


def fates(abductees: pd.DataFrame) -> PublishedFigure:
    """Return the recognised abductions by year and by what became of the people."""
    by_year = people.by_year(abductees)
    totals = people.by_status(abductees).set_index("status")["people"]
    parents = rows(abductees)
    two_years = int(abductees[abductees["year"] <= EARLY[1]]["people"].sum())
    numbers = {
        "all": counted(int(abductees["people"].sum()), *parents),
        "early": counted(two_years, *parents),
        "home": counted(int(totals[people.RETURNED]), *parents),
        "dead": counted(int(totals[people.DEAD]), *parents),
        "denied": counted(int(totals[people.DENIED]), *parents),
    }
    said = {name: str(number) for name, number in numbers.items()}
    first, last = by_year["year"].min(), by_year["year"].max()
    check_that("were taken in two years", by_year["year"].min() == EARLY[0] == EARLY[1] - 1)
    return publish(
        "abduction-years",
        draw.draw_fates,
        by_year,
        heights=(310, 300),
        description=(
            f"Dots for the {said['all']} recognised abductees by year of abduction, {first} to "
            f"{last}, in three rows: {said['home']} returned in {HOME_YEAR}, {said['dead']} are dead by "
            f"the North’s account, {said['denied']} never entered by its account. "
            f"{said['early']} of the {said['all']} were taken by the end of {EARLY[1]}."
        ),
        point=f"{{early}} of the {{all}} were taken in two years, {EARLY[0]} and {EARLY[1]}; "
        "{home} came home.",
        caption="One dot is one person, by year of abduction. The lower two rows are what the "
        "North says, not what is established.",
        numbers=numbers,
        table=abductees,
        columns={
            "label": "Who",
            "date": "When",
            "place": "Where",
            "people": "People",
            "status": "What became of them",
            **EVIDENCE,
        },
        sources=abductees["source_id"],
    )


def missing(missing_persons: pd.DataFrame) -> PublishedFigure:
    """Return the count of those who cannot be ruled out, by date."""
    at = missing_persons.set_index("as_of")["people"]
    named = [at.index[0], at.idxmin(), at.idxmax(), at.index[-1]]
    frame = missing_persons.set_index("as_of")
    low, high, last = (counted(int(at[day]), frame.loc[day]) for day in named[1:])
    check_that("and back to", last.value < high.value)
    return publish(
        "police-count",
        draw.draw_missing,
        missing_persons,
        named,
        heights=(320, 300),
        description=(
            f"Line with marks: the number of missing people whom the police cannot rule out as "
            f"abducted, {at.index[0][:4]} to {at.index[-1][:4]}. Lowest {low} in "
            f"{named[1][:4]}, highest {high} in {named[2][:4]}, {last} at the end. The scale does "
            f"not begin at zero. No count was found between {GAP[0]} and {GAP[1]}."
        ),
        point="The list moves as families come forward and missing people turn up: from {low} to "
        "{high} and back to {last}.",
        caption="Filled: answers of the Cabinet; rings: counts that the press or questions in "
        "parliament report. Dashed: no count found.",
        numbers={"low": low, "high": high, "last": last},
        table=missing_persons,
        columns={"as_of": "As of", "people": "People", "kind": "Who said so", **EVIDENCE},
        sources=missing_persons["source_id"],
    )


def dozens(claim: Claim) -> PublishedFigure:
    """Return every reading of dozens on one axis."""
    hits = claim.readings[claim.readings["in_band"]]
    named = claim.verdict.reading
    assert named is not None
    numbers = {
        "all": counted(len(claim.readings), *rows(claim.readings)),
        "hits": counted(len(hits), *rows(hits)),
        "strong": claim.number("private-strong"),
        "recognised": claim.number("recognised"),
    }
    said = {name: str(number) for name, number in numbers.items()}
    below_hundreds = hits[hits["value"] < 100]["reading_id"]
    check_that("each of those counts suspicions", hits["changed"].str.contains("certainty").all())
    check_that("The one of that size", list(below_hundreds) == ["private-strong"])
    return publish(
        "dozens-readings",
        draw.draw_readings,
        claim.readings,
        claim.band,
        "persons",
        "“dozens”",
        (10, 100, 1000),
        heights=(350, 480),
        description=(
            f"Dot plot on a log axis of {said['all']} readings of “dozens”, from "
            f"{label(claim.readings['value'].min(), 'persons')} to "
            f"{label(claim.readings['value'].max(), 'persons')}. {said['hits'].capitalize()} lie where "
            f"dozens begins or above, the lowest of them {said['strong']} on a private list. The literal "
            f"reading, {said['recognised']}, lies below."
        ),
        point="Of {all} ways to count, {hits} reach dozens, and each of those counts suspicions. The "
        "one of that size, {strong}, is a private list.",
        caption="Each step of the axis is ten times the last. Diamond: the literal reading. Filled: "
        "official; ring: reported; half: derived. Shaded: dozens, at least two of them.",
        numbers=numbers,
        table=claim.readings,
        columns={
            "label": "Who is counted",
            "value": "People",
            "changed": "What differs",
            **EVIDENCE,
        },
        sources=claim.readings["source_id"],
    )
