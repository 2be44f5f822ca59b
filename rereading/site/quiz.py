"""Forms on a page, each with what its script needs: exercises (`quiz.js`), a claim of one's own."""

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Template

from rereading import amounts
from rereading.answers import ASKED, COUNTS, ENOUGH_WORDS, MESSAGES, NEAR
from rereading.evidence import GRADES
from rereading.exercises import packed
from rereading.forms import BLANK, DIGITS, TABLE, TOKEN

TEMPLATES = Path(__file__).resolve().parents[2] / "book" / "_templates"
SCRIPTS, CLAIM_SCRIPTS = ("numbers.js", "quiz.js"), ("numbers.js", "capstone.js")
NO_SCRIPT = "Without scripts this page cannot check an answer."
# What reading a number takes on any page, and what judging an answer takes beside it.
NUMBERS = {"table": TABLE, "digits": DIGITS, "blank": BLANK, "token": TOKEN}
RULES = {
    "messages": MESSAGES, "asked": ASKED, "counts": COUNTS, "near": NEAR, "enough": ENOUGH_WORDS,
}  # fmt: skip


def exercise_html(quiz: dict[str, Any]) -> str:
    """Return an exercise under a heading of its own, with its form, and its folded solution."""
    shown = {**quiz, "title": escape(quiz["title"]), "packed": packed(quiz["sheet"])}
    filled = template("quiz").render(**shown, counts=COUNTS, no_script=NO_SCRIPT, escape=escape)
    return f"{filled}\n"


def claim_html() -> str:
    """Return the form for a claim of one's own and the place for its card, which prints alone."""
    readings = ("literal", "second", "third", "fourth")
    rules = {
        **amounts.RULES,
        "readings": readings,
        "empty": ("nothing in this field", "fill it in"),
        "again": "Some fields need another look. Each says what to do.",
    }
    needed = data(NUMBERS, "number-rules") + data(rules, "claim-rules")
    return template("own-claim").render(data=needed, readings=readings, grades=GRADES)


@cache
def template(name: str) -> Template:
    """Return a form of the book's layout, to be filled in; nothing is escaped there."""
    form: Template = Template((TEMPLATES / f"{name}.html").read_text("utf-8"))
    return form


def data(content: Any, name: str) -> str:
    """Return data for the script of the page; a closing tag inside them would end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="application/json" class="{name}">{text}</script>'


# What the exercises of a page share, for its scripts.
SHARED = data(NUMBERS, "number-rules") + data(RULES, "quiz-rules")
