"""The form for a claim of one's own on its page, which `capstone.js` reads; the card prints alone."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Template

from rereading.amounts import RULES
from rereading.evidence import GRADES
from rereading.site.quiz import NUMBERS, data

SCRIPTS = ("numbers.js", "capstone.js")
TEMPLATE = Path(__file__).resolve().parents[2] / "book" / "_templates" / "own-claim.html"
READINGS = ("literal", "second", "third", "fourth")
NO_SCRIPT = (
    "Without scripts this page cannot judge a claim. Print the paper form, or open the page as a "
    "notebook."
)


def form_html() -> str:
    """Return the form with what its script needs, and the place for the card below it."""
    rules = {
        **RULES,
        "readings": READINGS,
        "empty": ("nothing in this field", "fill it in"),
        "again": "Some fields need another look. Each says what to do.",
    }
    return Template(TEMPLATE.read_text("utf-8")).render(
        data=data(NUMBERS, "number-rules") + data(rules, "claim-rules"),
        readings=READINGS,
        grades=GRADES,
        no_script=NO_SCRIPT,
    )
