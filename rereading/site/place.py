"""Charts by key: a page draws a chart, and sheets and slides place it by its name.

    ```{chart} shares
    :without-answers:
    ```

What pages draw lies by its key in what Sphinx knows of a page, its metadata, so that each chart is
drawn once a build.
"""

from collections import Counter
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from rereading.site.render import figure_plate

LOGGER = logging.getLogger(__name__)
DRAWN, PLACES = "draws_charts", "places_charts"  # among what Sphinx knows of a page


class PlaceChart(SphinxDirective):
    """`{chart} key`: the chart that some page of the book draws under this key."""

    required_arguments = 1
    option_spec: ClassVar = {"without-answers": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the place, a figure that has a key alone, and note that this page has one."""
        self.env.metadata[self.env.docname][PLACES] = True
        bare = "without-answers" in self.options
        node = figure_plate(key=self.arguments[0], without_answers=bare)
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """Register the directive and what fills its places."""
    app.add_directive("chart", PlaceChart)
    app.connect("doctree-read", note_charts)
    app.connect("env-updated", pages_with_places)
    app.connect("env-check-consistency", refuse_twins)
    app.connect("doctree-resolved", fill_in)


def note_charts(app: Sphinx, doctree: nodes.document) -> None:
    """Note the charts of the page that was just read, by key (see `PublishedFigure`)."""
    plates = [node["plate"] for node in doctree.findall(figure_plate) if "plate" in node]
    app.env.metadata[app.env.docname][DRAWN] = {plate["key"]: plate for plate in plates}


def charts(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Return by page the charts that it draws, in their order by key."""
    return {page: known.get(DRAWN, {}) for page, known in env.metadata.items()}


def pages_with_places(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that place charts: they are written again, since a chart may have changed."""
    return sorted(page for page, known in env.metadata.items() if PLACES in known)


def refuse_twins(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of charts that two pages draw under one key."""
    drawn = charts(env)
    for key, times in Counter(key for page in drawn.values() for key in page).items():
        if times > 1:
            pages = " and ".join(sorted(page for page in drawn if key in drawn[page]))
            LOGGER.warning("the chart %r is drawn by %s", key, pages)


def fill_in(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Put the charts in their places; warn of a key that no page draws."""
    known = {key: chart for page in charts(app.env).values() for key, chart in page.items()}
    for node in [each for each in doctree.findall(figure_plate) if "plate" not in each]:
        key, bare = node["key"], node["without_answers"]
        node["plate"] = chart = known.get(key)
        if not chart or (bare and not chart["svg_sheet"]):
            kind = "has a variant without answers" if chart else "is drawn by any page"
            names = ", ".join(sorted(known))
            LOGGER.warning("no chart %r %s; there are %s", key, kind, names, location=node)
            node.parent.remove(node)
