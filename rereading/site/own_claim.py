"""The form for a claim of one's own on its page, which `capstone.js` reads; the card prints alone."""

from rereading.amounts import RULES
from rereading.evidence import GRADES
from rereading.site.quiz import NUMBERS, data, template

SCRIPTS = ("numbers.js", "capstone.js")
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
    return template("own-claim").render(
        data=data(NUMBERS, "number-rules") + data(rules, "claim-rules"),
        readings=READINGS,
        grades=GRADES,
        no_script=NO_SCRIPT,
    )
