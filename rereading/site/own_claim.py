"""The form for a claim of one's own on its page, which `capstone.js` reads; the card prints alone."""

from __future__ import annotations

from rereading.amounts import RULES
from rereading.evidence import GRADES
from rereading.site.quiz import NUMBERS, data

SCRIPTS = ("numbers.js", "capstone.js")
READINGS = ("literal", "second", "third", "fourth")
NO_SCRIPT = (
    "Without scripts this page cannot judge a claim. Print the paper form, or open the page as a "
    "notebook."
)
# Name, label and hint of each field, in order; the readings are asked before the last.
FIELDS = (
    ("claim", "The claim", "The sentence, and where it stands."),
    (
        "number",
        "Its number, with the unit",
        "As your paper writes it: $30bn, 7.6 million people, 4 times a day, 1 in 4.",
    ),
    (
        "band",
        "What the wording allows",
        "Decide before you look anything up: at least 50, more than 45, 45 to 55, exactly 5.",
    ),
    ("because", "Why so", "The word of the sentence that decides it."),
    ("against", "What counts against it", "Would somebody on the other side accept your band?"),
)
PARTS = (
    ("number", "Number, with the unit", "In the same unit as the claim."),
    ("label", "What it counts", ""),
    ("source", "Where you found it", ""),
    ("changed", "What it takes otherwise", "Such as: the year before, another source."),
)


def form_html() -> str:
    """Return the form with what its script needs, and the place for the card below it."""
    rules = {
        **RULES,
        "readings": READINGS,
        "empty": ("nothing in this field", "fill it in"),
        "again": "Some fields need another look. Each says what to do.",
    }
    *fields, against = (_field(*field) for field in FIELDS)
    first, second, *more = map(_reading, READINGS)
    folded = f"<details><summary>More readings</summary>{''.join(more)}</details>"
    return (
        f"{data(NUMBERS, 'number-rules')}{data(rules, 'claim-rules')}"
        '<form class="own-claim" novalidate autocomplete="off">'
        "<p>Fill it in, make the card, print it. Leave empty what you do not need.</p>"
        f"{''.join(fields)}{first}{second}{folded}{against}"
        '<p><button type="submit">Make the card</button> <span role="alert"></span></p></form>'
        f'<noscript><p class="failed">{NO_SCRIPT}</p></noscript>'
        '<div class="own-card" role="region" aria-label="Your card" tabindex="-1" hidden></div>'
        '<button type="button" class="print" hidden>Print the card</button>'
    )


def _reading(row: str) -> str:
    """Return the fields of a reading; the literal one takes nothing otherwise."""
    literal = row == READINGS[0]
    legend = "The literal reading" if literal else f"A {row} reading"
    fields = "".join(
        _field(f"{row}-{name}", *words) for name, *words in PARTS[: 3 if literal else 4]
    )
    options = "".join(f"<option{' selected' * (g == 'reported')}>{g}</option>" for g in GRADES)
    return (
        f"<fieldset><legend>{legend}</legend>{fields}"
        f'<div><label for="own-{row}-grade">How good the evidence is</label>'
        f'<select id="own-{row}-grade" name="{row}-grade">{options}</select></div></fieldset>'
    )


def _field(name: str, label: str, hint: str) -> str:
    """Return a field with its label, its hint and the place for what is wrong with it."""
    key = f"own-{name}"
    described = f'aria-describedby="{f"{key}-hint " * bool(hint)}{key}-wrong"'
    box = f'id="{key}" name="{name}" {described}'
    field = f'<input type="text" {box}>'
    if name in ("claim", "against"):
        field = f'<textarea {box} rows="2"></textarea>'
    under = f'<p class="hint" id="{key}-hint">{hint}</p>' * bool(hint)
    return (
        f'<div><label for="{key}">{label}</label>{under}{field}'
        f'<p class="wrong" id="{key}-wrong"></p></div>'
    )
