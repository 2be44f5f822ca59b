"""Exercises on a page: the form that `quiz.js` checks, and solutions that fold without a script."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes

from rereading.answers import ASKED, MESSAGES, NUMERALS, WORDS

SCRIPT = "quiz.js"
NO_SCRIPT = "Without scripts this page cannot check an answer. Open the solution below."


class quiz_form(nodes.General, nodes.Element):
    """A question to answer; `quiz` holds its sheet, title, question and solution as HTML."""


def visit_quiz_html(translator: Any, node: quiz_form) -> None:
    """Write the form into the page; before the first one the rules that all of them share."""
    first = next(iter(node.document.findall(quiz_form))) is node
    translator.body.append(rules_html() * first + exercise_html(node["quiz"]))
    raise nodes.SkipNode


def visit_quiz_other(translator: Any, node: quiz_form) -> None:
    """Leave the question, and the answers offered, where a format has no forms."""
    sheet = node["quiz"]["sheet"]
    offered = [
        f"{letter}) {c['label']}" for letter, c in zip("abcdef", sheet["choices"], strict=False)
    ]
    translator.body.append(escape(" ".join([sheet["question"], *offered])))
    raise nodes.SkipNode


def exercise_html(quiz: dict[str, Any]) -> str:
    """Return an exercise under a heading of its own, and its folded solution."""
    label, title = quiz["sheet"]["id"], escape(quiz["title"])
    return (
        f'<div class="exercise" id="{label}"><h3>{title}'
        f'<a class="headerlink" href="#{label}" title="Link to this exercise">#</a></h3>'
        f"{form_html(quiz)}</div>\n"
        f'<details class="solution" id="{label}-solution">'
        f'<summary>Solution <span class="unseen">to {title}</span></summary>'
        f"{quiz['solution']}</details>\n"
    )


def rules_html() -> str:
    """Return the words and texts that judging an answer takes on any page, as data."""
    rules = {"messages": MESSAGES, "words": WORDS, "asked": ASKED, "numerals": NUMERALS}
    return f'<script type="application/json" class="quiz-rules">{_json(rules)}</script>\n'


def form_html(quiz: dict[str, Any]) -> str:
    """Return the form of a question, with what is right and wrong in it as data.

    The button works with the script alone, so it is hidden until the script shows it.
    """
    sheet = quiz["sheet"]
    name = f"quiz-{sheet['id']}"
    return (
        f'<form class="quiz" id="{name}" novalidate autocomplete="off"><fieldset>'
        f"<legend>{quiz['html']}</legend>{_field(sheet, name)}"
        f'<button type="submit" hidden>Check</button></fieldset>'
        f'<output class="reply" aria-live="polite"></output>'
        f"<noscript><p>{NO_SCRIPT}</p></noscript>"
        f'<script type="application/json">{_json(sheet)}</script></form>\n'
    )


def _json(content: Any) -> str:
    # A closing tag inside the data would end the element.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/")


def _field(sheet: dict[str, Any], name: str) -> str:
    if sheet["kind"] == "choice":
        return '<div class="choices">' + "".join(
            f'<label><input type="radio" name="{name}" value="{choice["id"]}"> '
            f"{escape(choice['label'])}</label>"
            for choice in sheet["choices"]
        ) + "</div>"  # fmt: skip
    if sheet["kind"] == "text":
        return (
            f'<label for="{name}-answer">Your answer</label>'
            f'<textarea id="{name}-answer" rows="4"></textarea>'
        )
    unit = sheet["says"]["unit"]
    asked = f" ({escape(unit)})" if sheet["unit"] not in ("year", "count", "rank") else ""
    return (
        f'<label for="{name}-answer">Your answer{asked}</label>'
        f'<input type="text" id="{name}-answer" inputmode="decimal" size="14">'
    )
