"""Charts by key: a page draws a chart, and sheets and slides place it by its name.

    ```{chart} shares
    :without-answers:
    ```

What pages draw lies in Sphinx's environment under its key, merged and purged as pages are, so that
each chart is drawn once a build. A page that places one is written again when the chart changes.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from rereading.site.render import figure_plate

LOGGER = logging.getLogger(__name__)


class placed_chart(nodes.General, nodes.Element):
    """The place of a chart that another page draws; `key` names it."""


class PlaceChart(SphinxDirective):
    """`{chart} key`: the chart that some page of the book draws under this key."""

    required_arguments = 1
    option_spec: ClassVar = {"without-answers": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the place, and note that this page has it."""
        key = self.arguments[0]
        placed(self.env).setdefault(self.env.docname, set()).add(key)
        node = placed_chart(key=key, without_answers="without-answers" in self.options)
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """Register the directive and what keeps charts in the environment."""
    app.add_directive("chart", PlaceChart)
    app.add_node(placed_chart)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", pages_of_changed_charts)
    app.connect("doctree-resolved", fill_in)


def charts(env: BuildEnvironment) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the charts of the book: by key the page that draws it and its parts."""
    if not hasattr(env, "charts"):
        env.charts = {}  # type: ignore[attr-defined]
    return env.charts  # type: ignore[attr-defined, no-any-return]


def placed(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return for each page the keys of the charts of other pages that it places."""
    if not hasattr(env, "placed_charts"):
        env.placed_charts = {}  # type: ignore[attr-defined]
    return env.placed_charts  # type: ignore[attr-defined, no-any-return]


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the charts of the page that was just read."""
    page = app.env.docname
    for node in doctree.findall(figure_plate):
        note(charts(app.env), node["plate"]["key"], (page, node["plate"]))


def note(known: dict[str, Any], key: str, chart: tuple[str, dict[str, Any]]) -> None:
    """Add a chart, and warn if another page draws one under the same key."""
    if key in known:
        LOGGER.warning("the chart %r is drawn by %s and by %s", key, known[key][0], chart[0])
    known[key] = chart


def purge(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget what a page that is read again drew and placed."""
    for key in [key for key, (drawn_by, _) in charts(env).items() if drawn_by == page]:
        del charts(env)[key]
    placed(env).pop(page, None)


def merge(_app: Sphinx, env: BuildEnvironment, pages: set[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    for key, chart in charts(other).items():
        if chart[0] in pages:
            note(charts(env), key, chart)
    placed(env).update({page: keys for page, keys in placed(other).items() if page in pages})


def pages_of_changed_charts(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that place a chart which is not as it was when they were written."""
    now = {key: digest(chart) for key, (_, chart) in charts(env).items()}
    before = getattr(env, "chart_digests", now)
    env.chart_digests = now  # type: ignore[attr-defined]
    changed = {key for key in {*now, *before} if now.get(key) != before.get(key)}
    return sorted(page for page, keys in placed(env).items() if keys & changed)


def digest(chart: dict[str, Any]) -> str:
    """Return a checksum of a chart."""
    return hashlib.sha256(json.dumps(chart, sort_keys=True).encode()).hexdigest()


def fill_in(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Put the charts in their places; warn of a key that no page draws."""
    for node in list(doctree.findall(placed_chart)):
        key, bare = node["key"], node["without_answers"]
        chart = charts(app.env).get(key, ("", {}))[1]
        if not chart or (bare and not chart["svg_sheet"]):
            kind = "has a variant without answers" if chart else "is drawn by any page"
            names = ", ".join(sorted(charts(app.env)))
            LOGGER.warning("no chart %r %s; there are %s", key, kind, names, location=node)
            node.parent.remove(node)
            continue
        node.replace_self(figure_plate(plate=chart, without_answers=bare))
