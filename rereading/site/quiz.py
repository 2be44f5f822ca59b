"""Exercises on a page: the form that `quiz.js` checks, and solutions that fold without a script."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes

from rereading.answers import ASKED, COUNTS, ENOUGH_WORDS, MESSAGES, NEAR
from rereading.exercises import packed
from rereading.forms import BLANK, DIGITS, TABLE, TOKEN

SCRIPTS = ("numbers.js", "quiz.js")
NO_SCRIPT = "Without scripts this page cannot check an answer."
# What reading a number takes on any page, and what judging an answer takes beside it.
NUMBERS = {"table": TABLE, "digits": DIGITS, "blank": BLANK, "token": TOKEN}
RULES = {
    "messages": MESSAGES, "asked": ASKED, "counts": COUNTS, "near": NEAR, "enough": ENOUGH_WORDS,
}  # fmt: skip


class quiz_form(nodes.General, nodes.Element):
    """A question to answer; `quiz` holds its sheet, title, question and solution as HTML."""


def visit_html(translator: Any, node: quiz_form) -> None:
    """Write the form into the page; before the first one the rules that all of them share."""
    if next(iter(node.document.findall(quiz_form))) is node:
        translator.body.append(data(NUMBERS, "number-rules") + data(RULES, "quiz-rules"))
    translator.body.append(exercise_html(node["quiz"]))
    raise nodes.SkipNode


def exercise_html(quiz: dict[str, Any]) -> str:
    """Return an exercise under a heading of its own, with its form, and its folded solution.

    The form holds what is right and wrong as packed data. Its button works with the script alone, so
    it is hidden until the script shows it, which opens the solution too, after a right answer.
    """
    sheet, title = quiz["sheet"], escape(quiz["title"])
    label = sheet["id"]
    return (
        f'<div class="exercise" id="{label}"><h3>{title}'
        f'<a class="headerlink" href="#{label}" title="Link to this exercise">#</a></h3>'
        f'<form class="quiz" id="quiz-{label}" novalidate autocomplete="off"><fieldset>'
        f"<legend>{quiz['html']}</legend>{_field(sheet, f'quiz-{label}')}"
        '<button type="submit" hidden>Check'
        f'<span class="unseen"> the answer to {title}</span></button></fieldset>'
        '<output class="reply" aria-live="polite"></output>'
        f"<noscript><p>{NO_SCRIPT}</p></noscript>"
        f'<script type="text/plain" class="quiz-sheet">{packed(sheet)}</script></form>\n</div>\n'
        f'<details class="solution" id="{label}-solution">'
        f'<summary>Show me the solution <span class="unseen">to {title}</span></summary>'
        f"{quiz['solution']}</details>\n"
    )


def data(content: Any, name: str) -> str:
    """Return data for the script of the page; a closing tag inside them would end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="application/json" class="{name}">{text}</script>'


def _field(sheet: dict[str, Any], name: str) -> str:
    if sheet["kind"] == "choice":
        boxes = (
            f'<label><input type="radio" name="{name}" value="{choice["id"]}"> '
            f"{escape(choice['label'])}</label>"
            for choice in sheet["choices"]
        )
        return f'<div class="choices">{"".join(boxes)}</div>'
    if sheet["kind"] == "text":
        asked, field = "", f'<textarea id="{name}-answer" rows="4"></textarea>'
    else:
        # Not `inputmode=decimal`: a phone would then offer no letters for a unit.
        asked = "" if sheet["unit"] in COUNTS else f" ({escape(sheet['says']['unit'])})"
        field = f'<input type="text" id="{name}-answer" size="14">'
    return f'<label for="{name}-answer">Your answer{asked}</label>{field}'
