"""Keep figures, questions and what-ifs whole on their way, and write them into a page."""

import base64
import json
import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from rereading.capstone import CLAIM_MIME
from rereading.exercises import QUIZ_MIME
from rereading.figures.palette import FIGURE_MIME
from rereading.site.faces import with_faces
from rereading.site.metadata import edition
from rereading.site.quiz import claim_html, exercise_html
from rereading.site.workbooks import figure_workbook
from rereading.whatif.form import WHATIF_MIME

FOLDER, WHATIFS = "figures", "whatif"
# In the order in which a page loads them; the what-if's own script comes last.
WHATIF_SCRIPTS = ("vendor/vega.min.js", "vendor/vega-interpreter.js", "whatif.js")
LOGGER = logging.getLogger(__name__)
PICTURE = re.compile(r"<img\b[^>]*>|<svg\b[^>]*>")
ALT = re.compile(r'\b(?:alt|aria-label)="[^"]*\S[^"]*"|aria-hidden="true"')
FRAME = 'class="dataframe"'
OWN_FORMS = (FIGURE_MIME, QUIZ_MIME, WHATIF_MIME, CLAIM_MIME)


class figure_plate(nodes.General, nodes.Element):
    """A published figure in a document; `plate` holds its parts (see `PublishedFigure`)."""


class whatif_form(nodes.General, nodes.Element):
    """A what-if in a document; `form` holds its parts (see `WhatIf`)."""


class FigureRenderer:
    """Tells myst-nb to keep figures, questions and forms whole instead of as a picture."""

    mime_priority_overrides: ClassVar = [("*", mime, 1) for mime in OWN_FORMS]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return the node of a figure, question or what-if, or None for any other output."""
        if inline:
            return None
        if data.mime_type == FIGURE_MIME:
            return [figure_plate(plate=data.content)]
        if data.mime_type == WHATIF_MIME:
            return [whatif_form(form=data.content)]
        html = ""
        if data.mime_type == QUIZ_MIME:
            html = exercise_html(data.content)
        elif data.mime_type == CLAIM_MIME:
            html = claim_html()
        elif data.mime_type == "text/html" and FRAME in data.content:
            html = frame_html(data.content)
        return [nodes.raw("", html, format="html")] if html else None


def frame_html(html: str) -> str:
    """Return a frame as pandas writes it, less its own style, in a box that scrolls by itself."""
    table = re.sub(
        r"<style.*?</style>|\s(?:border|style|valign|halign)=\"[^\"]*\"", "", html, flags=re.S
    )
    table = table.strip().replace("<th></th>", "<td></td>")  # a heading of nothing is none
    heads = re.findall(r"<th>([^<>]+)</th>", table)[:3]  # what tells it from others, read aloud
    name = f"Table: {', '.join(heads)}" if heads else "Table"
    return f'<div class="frame" role="group" tabindex="0" aria-label="{name}">{table}</div>'


def keep_own_forms(_app: Sphinx, doctree: nodes.document) -> None:
    """Leave of an output that has a form made for the book no other: it would be stored thrice."""
    for bundle in doctree.findall(nodes.container):
        if bundle.get("nb_element") == "mime_bundle":
            bundle[:] = [form for form in bundle if form["mime_type"] in OWN_FORMS] or bundle[:]


def refuse_pictures_without_words(_app: Sphinx, doctree: nodes.document) -> None:
    """Warn of a picture without alt text, however it was made: for a build that is an error."""
    bare = [node for node in doctree.findall(nodes.image) if not str(node.get("alt", "")).strip()]
    for node in doctree.findall(nodes.raw):
        tags = PICTURE.findall(node.astext()) if node.get("format") == "html" else []
        bare += [node] * any(not ALT.search(tag) for tag in tags)
    for node in bare:
        LOGGER.warning("a picture has no alt text; draw it with @chart", location=node)


def visit_figure(translator: Any, node: figure_plate) -> None:
    """Write the figure into the page and its downloads beside the site's pages."""
    plate, builder = node["plate"], translator.builder
    page = builder.current_docname
    up, stem = "../" * page.count("/"), f"{page.rpartition('/')[2]}-{plate['key']}"
    asks = bool(node.get("without_answers"))
    if not asks:
        write_downloads(Path(builder.outdir), stem, plate, edition(Path(builder.srcdir)))
    shown = {
        "plate": plate,
        "id": plate["key"] + "-asked" * (asks and "/slides-" in page),  # its answer follows there
        "sheet": asks,
        "book": up.removesuffix("../"),
        "downloads": f"{up}{FOLDER}/{stem}",
    }
    translator.body.append(builder.templates.render("figure.html", shown))
    raise nodes.SkipNode


def write_downloads(site: Path, stem: str, plate: dict[str, Any], published: str) -> None:
    """Write a figure's CSV, XLSX, SVG and PNG into a `site`; `published` is the edition."""
    folder, svg = site / FOLDER, with_faces(plate["svg_file"], site)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.csv").write_text(plate["csv"], encoding="utf-8", newline="\n")
    (folder / f"{stem}.xlsx").write_bytes(figure_workbook(plate, published))
    (folder / f"{stem}.svg").write_text(svg, encoding="utf-8", newline="\n")
    (folder / f"{stem}.png").write_bytes(base64.b64decode(plate["png_base64"]))


def visit_whatif(translator: Any, node: whatif_form) -> None:
    """Write a what-if into the page, and its chart and data as a script beside the pages."""
    # A script and not plain JSON, because a page opened from a folder may load scripts only.
    form, builder = node["form"], translator.builder
    up, own = "../" * builder.current_docname.count("/"), f"{WHATIFS}/{form['key']}.js"
    content = {"chart": form["chart"], "data": form["data"]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    script = Path(builder.outdir) / own
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(f'whatif.take("{form["key"]}",{text});\n', encoding="utf-8", newline="\n")
    scripts = [*(f"{up}_static/{name}" for name in WHATIF_SCRIPTS), up + own]
    start = {control["name"]: control["default"] for control in form["controls"]}
    shown = {"form": form, "start": start, "scripts": scripts}
    translator.body.append(builder.templates.render("whatif.html", shown))
    raise nodes.SkipNode
