"""Exercises on a page: the form that `quiz.js` checks, and solutions that fold without a script.

The directives are those of sphinx-exercise; only their HTML is ours, because its titles need
numbers and its folding needs scripts and styles of a theme.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx_exercise.nodes import exercise_node, solution_node

from rereading.answers import ASKED, MESSAGES, NUMERALS, WORDS

SCRIPT = "quiz.js"
NO_SCRIPT = "Without scripts this page cannot check an answer. Open the solution below."


class quiz_form(nodes.General, nodes.Element):
    """A question to answer; `quiz` holds its sheet and its question as HTML."""


def let_go_of_pages(app: Any, _doctree: nodes.document) -> None:
    """Cut the exercises that sphinx-exercise remembers loose from their pages.

    It would write each of those pages whole into what Sphinx reads at the start of every build.
    """
    for remembered in getattr(app.env, "sphinx_exercise_registry", {}).values():
        loose = remembered["node"] = remembered["node"].deepcopy()
        for node in loose.findall():
            node.document = None


def visit_quiz_html(translator: Any, node: quiz_form) -> None:
    """Write the form into the page; before the first one the rules that all of them share."""
    first = next(iter(node.document.findall(quiz_form))) is node
    translator.body.append(rules_html() * first + form_html(node["quiz"]))
    raise nodes.SkipNode


def visit_quiz_other(translator: Any, node: quiz_form) -> None:
    """Leave the question, and the answers offered, where a format has no forms."""
    sheet = node["quiz"]["sheet"]
    offered = [
        f"{letter}) {c['label']}" for letter, c in zip("abcdef", sheet["choices"], strict=False)
    ]
    translator.body.append(escape(" ".join([sheet["question"], *offered])))
    raise nodes.SkipNode


def visit_exercise(translator: Any, node: exercise_node) -> None:
    """Open an exercise under a heading of its own: `Compute: a share from two tonnages`."""
    label = node["label"]
    title = escape(_subtitle(node.children[0].astext()))
    translator.body.append(
        f'<div class="exercise" id="{label}"><h3>{title}'
        f'<a class="headerlink" href="#{label}" title="Link to this exercise">#</a></h3>'
    )
    _without_frame(node)


def visit_solution(translator: Any, node: solution_node) -> None:
    """Open a folded solution."""
    title = escape(_subtitle(node.children[0].astext()))
    translator.body.append(
        f'<details class="solution" id="{node["label"]}">'
        f'<summary>Solution <span class="unseen">to {title}</span></summary>'
    )
    _without_frame(node)


def depart_exercise(translator: Any, _node: exercise_node) -> None:
    """Close an exercise."""
    translator.body.append("</div>\n")


def depart_solution(translator: Any, _node: solution_node) -> None:
    """Close a solution."""
    translator.body.append("</details>\n")


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


def _subtitle(title: str) -> str:
    """Return the title the page gives: `Exercise (Read: …)` or `Solution to Exercise (Read: …)`."""
    return title.partition("(")[2].removesuffix(")") or title


def _without_frame(node: nodes.Element) -> None:
    """Take out the title, written above, and the section around the content with its fixed id."""
    content = [child for part in node.children[1:] for child in part.children]
    node.children = content
