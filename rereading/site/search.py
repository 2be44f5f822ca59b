"""What the search of the site finds beside the words of prose: claims, figures, tables, numbers.

The index and the script are Sphinx's own. Told nothing, it knows neither figures nor what-ifs, glues
the cells of a table together, takes 81.6 for two words and looks for no whole number at all;
`search.js` does the last part in the browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import index
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType

from rereading.claims import claim, register
from rereading.site.private import BookWords
from rereading.site.quiz import quiz_form
from rereading.site.render import figure_plate
from rereading.site.whatifs import whatif_form
from rereading.verdicts import UNTESTABLE

REGISTER = "book/register"
KINDS = ("claim", "figure", "term")
FIRST = 0  # the rank Sphinx gives what its search is to show first
START = "Search.setIndex("  # of the file with Sphinx's index; then JSON and a bracket


class Findings(Domain):
    """Claims, figures and terms as things of their own to find, each under a sentence that says it."""

    name = "book"
    label = "Book"
    # As Sphinx has them, not frozen.
    object_types: dict[str, ObjType] = {kind: ObjType(kind) for kind in KINDS}  # noqa: RUF012
    # By page the charts that it draws, by key (see `PublishedFigure`). The claims as the register was
    # read: their ids and words.
    initial_data: dict[str, Any] = {"charts": {}, "claims": []}  # noqa: RUF012

    def clear_doc(self, docname: str) -> None:
        """Forget the charts of a page."""
        self.data["charts"].pop(docname, None)

    def merge_domaindata(self, docnames: list[str], otherdata: dict[str, Any]) -> None:
        """Take over the charts of pages that another process has read."""
        self.data["charts"].update({name: otherdata["charts"][name] for name in docnames})
        if REGISTER in docnames:
            self.data["claims"] = otherdata["claims"]

    def process_doc(self, env: Any, docname: str, document: nodes.document) -> None:
        """Note the charts of a page."""
        if docname == REGISTER:
            rows = register().to_dict("records")
            self.data["claims"] = [(row["claim_id"], claim_words(row)) for row in rows]
        plates = [node["plate"] for node in document.findall(figure_plate)]
        self.data["charts"][docname] = {plate["key"]: plate for plate in plates}

    def resolve_any_xref(self, *_: Any) -> list[tuple[str, nodes.Element]]:
        """Return nothing: a page links to a figure or a claim by its address."""
        return []

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """Return what a result says it is."""
        return str(type.lname)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Give all of them, each with its page and its place there."""
        for claim_id, said in self.data["claims"]:
            yield f"claim {claim_id}", said, "claim", REGISTER, claim_id, FIRST
        for (kind, term), (page, place) in sorted(self.env.domaindata["std"]["objects"].items()):
            if kind == "term":
                yield f"term {place}", term, "term", page, place, FIRST
        for page, charts in sorted(self.data["charts"].items()):
            for key, chart in charts.items():
                said = words(chart["finding_html"])
                yield f"figure {page}-{key}", said, "figure", page, key, FIRST


def setup(app: Sphinx) -> None:
    """Tell Sphinx's search about claims, figures and numbers."""
    app.add_domain(Findings)
    app.add_search_language(BookWords)


def claim_words(row: dict[str, Any]) -> str:
    """Return a claim, given as a row of the register, and its verdict in two sentences.

    The full stop at the end matters: Sphinx splits a name at its last one.
    """
    said = claim(row["claim_id"]).statement.rstrip(".")
    read = "" if row["verdict"] == UNTESTABLE else f"; read as written: {row['literal']}"
    return f"{said}. {row['verdict'].capitalize()}{read}."


def searchable(doctree: nodes.document) -> nodes.document:
    """Return a copy of a page whose figures, questions, what-ifs and tables are plain words."""
    copy = doctree.deepcopy()
    for node in list(copy.findall()):
        if isinstance(node, figure_plate):
            plate = node["plate"]
            parts = ("alt", "finding_html", "subtitle_html", "sources_html", "table_html")
            html = " ".join(plate[part] for part in parts)
        elif isinstance(node, quiz_form):
            html = (
                f"{escape(node['quiz']['title'])} {node['quiz']['html']} {node['quiz']['solution']}"
            )
        elif isinstance(node, whatif_form):
            html = f"{node['form']['title']} {node['form']['sentence']} {node['form']['more']}"
        elif isinstance(node, nodes.raw) and node.get("format") == "html":
            html = node.astext()
        elif isinstance(node, index):
            # Terms of the glossary are things to find (`Findings`); as index entries they would be
            # lost with a page that Sphinx takes over from the last build.
            html = ""
        else:
            continue
        node.parent.replace(node, nodes.Text(words(html)))
    return copy


def forget_words(index: Path) -> None:
    """Take words out of an index that no page has: Sphinx leaves those of pages that it read again."""
    content = json.loads(index.read_text("utf-8").removeprefix(START).removesuffix(")"))
    for part in ("terms", "titleterms"):
        content[part] = {word: at for word, at in content[part].items() if at != []}
    index.write_text(f"{START}{json.dumps(content, sort_keys=True)})", encoding="utf-8")


def words(html: str) -> str:
    """Return what a piece of HTML says: a space for every tag, so that cells stay apart."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.S)
    text = re.sub(r"</?(?:b|em|i|data|strong|sub|sup)\b[^>]*>", "", text)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
