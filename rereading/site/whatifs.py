"""Write a what-if into a page: its form, the answer it starts from, and its files of answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes

from rereading.figures.tables import html_table
from rereading.site import cache
from rereading.whatif import compensation, imports, reserves

FOLDER = "whatif"
SUBJECTS = {module.KEY: module for module in (imports, reserves, compensation)}
# In the order in which the page loads them; the answers come last.
SCRIPTS = ("vendor/vega.min.js", "vendor/vega-interpreter.js", "whatif.js")


class whatif_form(nodes.General, nodes.Element):
    """A what-if in a document; `form` holds its parts (see `WhatIf`)."""


def visit_html(translator: Any, node: whatif_form) -> None:
    """Write the what-if into the page and its answers beside the site's pages."""
    form, builder = node["form"], translator.builder
    memory = Path(builder.config.outputs) if builder.config.outputs else None
    drawings = drawings_of(form, Path(builder.outdir) / FOLDER, memory)
    up = "../" * builder.current_docname.count("/")
    translator.body.append(section_html(form, drawings, up))
    raise nodes.SkipNode


def drawings_of(form: dict[str, Any], folder: Path, memory: Path | None) -> dict[str, str]:
    """Return the wide and the narrow drawing of a what-if; write its files of answers to `folder`.

    The same form was drawn alike in the last good build, which `memory` keeps; its files are there.
    """
    key = hashlib.sha256(json.dumps(form).encode()).hexdigest()
    file = memory / f"{FOLDER}-{form['key']}.json" if memory else None
    if file and (known := cache.load(file, key)):
        return dict(known)
    # Altair and its compiler are slow to load; pages without a what-if do not need them.
    from rereading.site.charts import specification, static_svg  # noqa: PLC0415

    spec = specification(form["key"])
    write_answers(folder, form["key"], spec, SUBJECTS[form["key"]].files())
    drawings = {
        kind: static_svg(spec, form["rows"], narrow=kind == "narrow") for kind in ("wide", "narrow")
    }
    if file:
        cache.save(file, key, drawings)
    return drawings


def visit_other(translator: Any, node: whatif_form) -> None:
    """Leave the answer it starts from where a format has no scripts."""
    translator.body.append(escape(node["form"]["sentence"]))
    raise nodes.SkipNode


def write_answers(
    folder: Path, key: str, spec: dict[str, Any], files: Mapping[str, Any] | Iterable[Any]
) -> None:
    """Write each file of answers, and the chart, as a script that hands it to `whatif.js`.

    Scripts and not plain JSON, because a page opened from a folder may load those only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = files.items() if isinstance(files, Mapping) else files
    for name, content in [(key, spec), *parts]:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        (folder / f"{name}.js").write_text(
            f"whatif.take({json.dumps(name)},{text});\n", encoding="utf-8", newline="\n"
        )


def section_html(form: dict[str, Any], drawings: Mapping[str, str], up: str) -> str:
    """Return the `<section>` of a what-if; `up` leads from its page to the site's root."""
    key, said = form["key"], escape(form["sentence"], quote=True)
    scripts = " ".join(f"{up}_static/{name}" for name in SCRIPTS)
    start = " ".join(f"{up}{FOLDER}/{name}.js" for name in (key, form["file"]))
    table = html_table(pd.DataFrame(form["rows"]), form["columns"], caption=form["title"])
    still = "".join(
        f'<div class="{kind}" aria-hidden="true">{drawing}</div>'
        for kind, drawing in drawings.items()
    )
    start_from = {control["name"]: control["default"] for control in form["controls"]}
    controls = "".join(control_html(key, control, start_from) for control in form["controls"])
    return (
        f'<section class="whatif" id="{key}" aria-label="{escape(form["title"], quote=True)}" '
        f'data-scripts="{scripts} {start}" data-folder="{up}{FOLDER}/" '
        f'data-columns="{" ".join(form["columns"])}">'
        f'<form hidden novalidate autocomplete="off"><fieldset class="all" disabled>'
        f"<legend>Choose</legend>{controls}</fieldset></form>"
        f'<p class="answer"><output aria-live="polite">{said}</output></p>'
        f'<p class="more">{escape(form["more"])}</p>'
        f'<div class="plot" role="img" aria-label="{said}">'
        f'{still}<div class="live" aria-hidden="true"></div></div>'
        f'<p class="failed" hidden>The scripts of this what-if could not be loaded. The picture and '
        f"the numbers show the answer it starts from.</p>"
        f'<p class="aid">{escape(form["reading_aid"])} {form["sources_html"]}</p>'
        f'<p class="share" hidden><button type="button">Copy a link to this choice</button> '
        f'<span role="status"></span></p>'
        f"<details open><summary>The numbers</summary>{table}</details></section>"
    )


def control_html(key: str, control: dict[str, Any], chosen: Mapping[str, str]) -> str:
    """Return the fields of one control with its label, its hint and a place for a message.

    `chosen` is what all controls start from: one that is not asked then starts hidden.
    """
    name = f"{key}-{control['name']}"
    wrong = f'<p class="wrong" id="{name}-wrong" aria-live="polite"></p>'
    hint = f'<p class="hint" id="{name}-hint">{escape(control["hint"])}</p>' * bool(control["hint"])
    with_hint = f" {name}-hint" * bool(control["hint"])
    described = f'aria-describedby="{name}-wrong{with_hint}"'
    when = ""
    if control["when"]:
        other, _, value = control["when"].partition("=")
        when = f' data-when="{control["when"]}"' + " hidden" * (chosen[other] != value)
    place = f'class="choice {control["kind"]}" data-name="{control["name"]}"{when}'
    text = escape(control["label"])
    if control["kind"] == "radio":
        fields = "".join(
            f'<label><input type="radio" name="{name}" value="{value}"'
            f"{' checked' * (value == control['default'])}> {escape(said)}</label> "
            for value, said in control["options"].items()
        )
        return (
            f"<fieldset {place} {described}><legend>{text}</legend>{fields}{hint}{wrong}</fieldset>"
        )
    if control["kind"] == "select":
        field = (
            f'<select id="{name}" {described}>'
            f"{options_html(control['options'], control['default'])}</select>"
        )
    else:
        limits = (
            f'min="{control["low"]}" max="{control["high"]}" step="1" value="{control["default"]}"'
        )
        ask = f"Give a whole number from {control['low']} to {control['high']}."
        field = (
            f'<span class="pair"><input type="range" {limits} aria-label="{text}, slider">'
            f'<input type="number" id="{name}" inputmode="numeric" {limits} required {described} '
            f'data-ask="{ask}"></span>'
        )
    return f'<div {place}><label for="{name}">{text}</label>{field}{hint}{wrong}</div>'


def options_html(options: Mapping[str, Any], default: str) -> str:
    """Return the options of a select, groups of them as such."""
    parts = []
    for value, said in options.items():
        if isinstance(said, Mapping):
            inside = options_html(said, default)
            parts.append(f'<optgroup label="{escape(value, quote=True)}">{inside}</optgroup>')
        else:
            chosen = " selected" * (value == default)
            parts.append(f'<option value="{value}"{chosen}>{escape(said)}</option>')
    return "".join(parts)
