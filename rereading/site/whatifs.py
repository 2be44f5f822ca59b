"""Write a what-if into a page: its form, the answer it starts from, and a script with the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes

from rereading.site import cache

FOLDER = "whatif"
# In the order in which the page loads them; the what-if's own script comes last.
SCRIPTS = ("vendor/vega.min.js", "vendor/vega-interpreter.js", "whatif.js")


class whatif_form(nodes.General, nodes.Element):
    """A what-if in a document; `form` holds its parts (see `WhatIf`)."""


def visit_html(translator: Any, node: whatif_form) -> None:
    """Write the what-if into the page, and its chart and data as a script beside the pages.

    A script and not plain JSON, because a page opened from a folder may load scripts only.
    """
    form, builder = node["form"], translator.builder
    parts = drawn(form, Path(builder.config.outputs) if builder.config.outputs else None)
    content = {"chart": parts["chart"], "data": form["data"]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    script = Path(builder.outdir) / FOLDER / f"{form['key']}.js"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(f'whatif.take("{form["key"]}",{text});\n', encoding="utf-8", newline="\n")
    up = "../" * builder.current_docname.count("/")
    translator.body.append(section_html(form, parts, up))
    raise nodes.SkipNode


def drawn(form: dict[str, Any], outputs: Path | None) -> dict[str, Any]:
    """Return the chart of a what-if, and its `wide` and `narrow` drawing of the first answer.

    The same form was drawn alike in the last good build, which `outputs` keeps: Altair and its
    compiler are slow to load.
    """
    key = hashlib.sha256(json.dumps(form).encode()).hexdigest()
    file = outputs / f"{FOLDER}-{form['key']}.json" if outputs else None
    if file and (known := cache.load(file, key)):
        return dict(known)
    from rereading.site.charts import chart_and_drawings  # noqa: PLC0415

    parts = chart_and_drawings(form["key"], form["rows"])
    if file:
        cache.save(file, key, parts)
    return parts


def section_html(form: dict[str, Any], drawings: Mapping[str, str], up: str) -> str:
    """Return the `<section>` of a what-if; `up` leads from its page to the site's root."""
    key, answer = form["key"], escape(form["sentence"], quote=True)
    scripts = [*(f"{up}_static/{name}" for name in SCRIPTS), f"{up}{FOLDER}/{key}.js"]
    still = "".join(
        f'<div class="{kind}" aria-hidden="true">{drawings[kind]}</div>'
        for kind in ("wide", "narrow")
    )
    start = {control["name"]: control["default"] for control in form["controls"]}
    controls = "".join(control_html(key, control, start) for control in form["controls"])
    return (
        f'<section class="whatif" id="{key}" aria-label="{escape(form["title"], quote=True)}" '
        f'data-scripts="{" ".join(scripts)}" data-columns="{" ".join(form["columns"])}">'
        f'<form hidden novalidate autocomplete="off"><fieldset class="all">'
        f"<legend>Choose</legend>{controls}</fieldset></form>"
        f'<p class="answer"><output aria-live="polite">{answer}</output></p>'
        f'<p class="more">{escape(form["more"])}</p>'
        f'<div class="plot" role="img" aria-label="{answer}">'
        f'{still}<div class="live" aria-hidden="true"></div></div>'
        f'<p class="failed" hidden>The scripts of this what-if could not be loaded. The picture and '
        f"the numbers show the answer it starts from.</p>"
        f'<p class="aid">{escape(form["reading_aid"])} {form["sources_html"]}</p>'
        f'<p class="share" hidden><button type="button">Copy a link to this choice</button> '
        f'<span role="status"></span></p>'
        f"<details open><summary>The numbers</summary>{form['table_html']}</details></section>"
    )


def control_html(key: str, control: dict[str, Any], start: Mapping[str, str]) -> str:
    """Return the fields of one control with its label, its hint and a place for a message.

    `start` is what all controls start from: one that is not asked then starts hidden.
    """
    name, kind, options = f"{key}-{control['name']}", control["kind"], control["options"]
    text, first = escape(control["label"]), control["default"]
    other, _, value = control["when"].partition("=")
    when = f' data-when="{control["when"]}"{" hidden" * (start[other] != value)}' if other else ""
    hint = f'<p class="hint" id="{name}-hint">{escape(control["hint"])}</p>' * bool(control["hint"])
    below = f'{hint}<p class="wrong" id="{name}-wrong" aria-live="polite"></p>'
    described = f'aria-describedby="{name}-wrong{f" {name}-hint" * bool(hint)}"'
    box = f'class="choice {kind}" data-name="{control["name"]}" data-start="{first}"{when}'
    if kind == "radio":
        fields = "".join(
            f'<label><input type="radio" name="{name}" value="{value}"'
            f"{' checked' * (value == first)}> {escape(words)}</label> "
            for value, words in options.items()
        )
        return f"<fieldset {box} {described}><legend>{text}</legend>{fields}{below}</fieldset>"
    if kind == "select":
        field = f'<select id="{name}" {described}>{options_html(options, first)}</select>'
    else:
        low, high = options
        limits = f'min="{low}" max="{high}" step="1" value="{first}"'
        field = (
            f'<span class="pair"><input type="range" {limits} aria-label="{text}, slider">'
            f'<input type="number" id="{name}" inputmode="numeric" {limits} required {described} '
            f'data-ask="Give a whole number from {low} to {high}."></span>'
        )
    return f'<div {box}><label for="{name}">{text}</label>{field}{below}</div>'


def options_html(options: Mapping[str, Any], default: str) -> str:
    """Return the options of a select, groups of them as such."""
    parts = []
    for value, words in options.items():
        if isinstance(words, Mapping):
            inside = options_html(words, default)
            parts.append(f'<optgroup label="{escape(value, quote=True)}">{inside}</optgroup>')
        else:
            chosen = " selected" * (value == default)
            parts.append(f'<option value="{value}"{chosen}>{escape(words)}</option>')
    return "".join(parts)
