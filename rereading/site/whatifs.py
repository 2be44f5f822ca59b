"""Write a what-if into a page: its form, the answer it starts from, and a script with the others."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes

FOLDER = "whatif"
# In the order in which the page loads them; the what-if's own script comes last.
SCRIPTS = ("vendor/vega.min.js", "vendor/vega-interpreter.js", "whatif.js")


class whatif_form(nodes.General, nodes.Element):
    """A what-if in a document; `form` holds its parts (see `WhatIf`)."""


def visit_html(translator: Any, node: whatif_form) -> None:
    """Write the what-if into the page, and its chart and data as a script beside the pages."""
    # A script and not plain JSON, because a page opened from a folder may load scripts only.
    form, builder = node["form"], translator.builder
    up, own = "../" * builder.current_docname.count("/"), f"{FOLDER}/{form['key']}.js"
    content = {"chart": form["chart"], "data": form["data"]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    script = Path(builder.outdir) / own
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(f'whatif.take("{form["key"]}",{text});\n', encoding="utf-8", newline="\n")
    scripts = [*(f"{up}_static/{name}" for name in SCRIPTS), up + own]
    start = {control["name"]: control["default"] for control in form["controls"]}
    shown = {"form": form, "start": start, "scripts": scripts}
    translator.body.append(builder.templates.render("whatif.html", shown))
    raise nodes.SkipNode
