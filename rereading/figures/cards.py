"""Claim cards and tiles as HTML: what the article says, what comes out, the verdict in words."""

import math
from html import escape

from rereading.claims import Claim
from rereading.figures.tables import Html
from rereading.prints import OTHER, SAME_PAPER, SAME_STORY
from rereading.quantities import day_words, digits, join, words
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED, UNTESTABLE, Verdict, counted_as

# What the numbers are called that could have stood in the article’s place.
OTHERS = {
    "pct": "percentages", "rank": "ranks", "count": "counts", "persons": "counts", "year": "years",
    "years": "spans of years", "USD bn": "sums", "USD mn": "sums", "Mt": "tonnages",
}  # fmt: skip
NAMES = ("Japan", "North", "China", "Inner")  # that keep their capital within a sentence
# How near to the article a print is; only prints as near count for the others.
WHERE = {
    SAME_PAPER: "in the same paper’s telling of the story",
    SAME_STORY: "in a telling of the story",
    OTHER: "anywhere",
}


def card(claim: Claim, where: str = "") -> Html:
    """Return the claim card; `where` says where a claim stands that is not in the article."""
    verdict = claim.verdict
    fine = [where or place_words(claim.paragraph).capitalize()]
    long = ' data-long=""' * (len(claim.headline) > 7)
    if verdict.reading is not None and claim.asserted.unit != "holds":
        fine.append(f"the wording allows {band_words(claim)}")
    others = f'<p class="others">{placebo_words(claim, verdict)}</p>' * bool(verdict.tried)
    if claim.changed:
        fine.insert(0, f"Your card, with another {join(claim.changed)} than the book's")
    return Html(
        f'<div class="card"><p class="asserted"{long}>{escape(claim.headline)}</p>'
        f'<div><p>{escape(claim.statement)}</p><p class="verdict">'
        f"{escape(verdict_words(verdict))}</p>"
        f'<p class="why">{why(claim, verdict)}</p>{others}'
        f'<p class="fine">{escape(" · ".join(fine))}</p></div></div>'
    )


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict as a card says it, with what it names."""
    return {
        HOLDS: "Holds as written.",
        PRINTED: f"Not as written. Printed before, of {lower_first(verdict.named)}.",
        IN_PART: f"In part. {verdict.named}.",
        FAILS: "Does not hold as written.",
        UNTESTABLE: "Cannot be tested.",
    }[verdict.kind]


def why(claim: Claim, verdict: Verdict) -> str:
    """Return in a sentence or two, as HTML, what a verdict rests on."""
    if verdict.reading is None:
        return escape(verdict.named)
    chosen, label = "literal reading" in claim.changed, escape(claim.literal["label"])
    if claim.asserted.unit == "holds":
        return "As chosen here." if chosen else f"The record: {label}."
    number = claim.number().html()
    text = f"As chosen here: {number}." if chosen else f"Read as written: {number}, {label}."
    if (lead := verdict.lead) is None:
        return text
    of = lower_first(lead["said_of"]) + (f" ({lead['qualifier']})" if lead["qualifier"] else "")
    low, high, unit = lead["low"], lead["high"], claim.asserted.unit
    printed = words(low, unit) if low == high else f"{digits(low, unit)} to {words(high, unit)}"
    only = f"Only a lead: {printed}"
    begun = printed[0].upper() + printed[1:] if verdict.kind == PRINTED else only
    return text + escape(f" {begun} was printed ({day_words(lead['date'])}) for {of}.")


def placebo_words(claim: Claim, verdict: Verdict) -> str:
    """Return in a sentence or two how many other numbers would have fared as well."""
    what = OTHERS.get(counted_as(claim.asserted.unit), "numbers")
    passed = f"Of {verdict.tried} other {what} {verdict.passed or 'none'} would"
    if verdict.lead is None:
        return f"{passed} hold{' as well' * (verdict.kind == HOLDS)}."
    where = WHERE[verdict.lead["relation"]]
    return f"{passed} have been found printed {where}. We searched with the number in hand."


def lower_first(text: str) -> str:
    """Return a text as it stands within a sentence, unless it begins with a name."""
    named = text.split(" ", maxsplit=1)[0].removesuffix("’s") in NAMES
    return text if named else text[:1].lower() + text[1:]


def place_words(paragraph: int) -> str:
    """Return where in the article something stands; nought is the note above its text."""
    return f"paragraph {paragraph} of the article" if paragraph else "note above the article"


def band_words(claim: Claim) -> str:
    """Return what a claim's wording allows: `55.5 to 56.5 percent`, `exactly second`."""
    band, unit = claim.band, claim.asserted.unit
    if claim.untestable_reason or unit == "holds":
        return "–"
    low, high = (
        words(end, unit, decimals) if math.isfinite(end) else ""
        for end, decimals in zip((band.low, band.high), band.decimals, strict=True)
    )
    if band.high == math.inf:
        return f"{low} or more" if band.low_included else f"more than {low}"
    if band.low == band.high:
        return f"exactly {high}"
    if band.low == -math.inf:
        return f"{high} or less" if band.high_included else f"less than {high}"
    # A sign in front stands before both: $25 bn to $35 bn.
    return f"{low if '{}' in unit[1:] else digits(band.low, unit, band.decimals[0])} to {high}"


def tiles(*claims: Claim) -> Html:
    """Return claims that can be tested as tiles that lead to their chapters."""
    items = "".join(
        f'<li><a href="{claim.page}.html"><span class="sides"><b>{escape(claim.headline)} '
        "<small>in the article</small></b> <b>"
        f"{escape(claim.number().label)} <small>read as written</small></b></span>"
        f"<span>{escape(claim.statement)}</span>"
        f"<em>{escape(verdict_words(claim.verdict))}</em></a></li>"
        for claim in claims
    )
    return Html(f'<ul class="tiles">{items}</ul>')
