"""The Sphinx extension of the book: figures, a light layout, nothing a page does not use."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset

from rereading.claims import register
from rereading.data import DATA
from rereading.figures.palette import DARK, LIGHT, palette_css
from rereading.prose import BUILDING
from rereading.site import again, open_page, place, quiz, render, search, whatifs
from rereading.site.front import write_front
from rereading.site.memory import remember
from rereading.site.metadata import json_ld, sitemap
from rereading.site.notebooks import is_notebook, notebook_json
from rereading.site.open_page import NOTEBOOKS, links_of
from rereading.site.serve import NOT_FOUND, headers_file
from rereading.site.wheels import own_wheel, wheel_name

SLIDES = "book/classroom/slides-"  # pages whose names begin so are slides
SHEETS = {"book/classroom/worksheet-": "worksheet", "book/classroom/key-": "key-page"}
# The only style sheets and scripts of the site; those of the theme and its companions stay out.
STYLES = {"palette.css", "book.css"}
SCRIPTS = {"theme.js", "book.js"}
SEARCH_SCRIPTS = {"documentation_options.js", "doctools.js", "sphinx_highlight.js"}
THEBE = re.compile(
    r'<script type="text/x-thebe-config">.*?</script>|<script>kernelName = .*?</script>', re.S
)
OUTWARD = '<a class="reference external"'
# Scripts that one page needs.
PAGE_SCRIPTS = {"book/register": {"register.js"}, "search": SEARCH_SCRIPTS}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the nodes, the layout's context and the steps before and after a build."""
    search.setup(app)
    place.setup(app)
    open_page.setup(app)
    app.add_builder(BookBuilder, override=True)
    app.add_config_value("live", False, "html")  # whether each page gets the button to run it
    app.add_config_value("memory", "", "")  # where the outputs of the last good build are
    for node, html, other in (
        (render.figure_plate, render.visit_html, render.visit_other),
        (whatifs.whatif_form, whatifs.visit_html, whatifs.visit_other),
        (quiz.quiz_form, quiz.visit_quiz_html, quiz.visit_quiz_other),
    ):
        app.add_node(
            node, html=(html, None), epub=(other, None), latex=(other, None), text=(other, None)
        )
    app.connect("config-inited", take_addresses)
    app.connect("config-inited", allow_parallel_reading)
    app.connect("config-inited", number_no_figures, priority=900)
    app.connect("builder-inited", say_that_it_builds)
    app.connect("builder-inited", write_palette)
    app.connect("builder-inited", remember)
    app.connect("env-get-outdated", again.pages_that_differ)
    app.connect("env-updated", again.pages_to_write_too)
    app.connect("doctree-read", render.refuse_pictures_without_words)
    app.connect("doctree-read", write_notebook)
    # After the theme has added its own files.
    app.connect("html-page-context", keep_needed_files, priority=900)
    app.connect(
        "build-finished", write_front, priority=400
    )  # before the table of contents redirects
    app.connect("build-finished", finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class BookBuilder(StandaloneHTMLBuilder):
    """Reads, and so executes, pages side by side from the second page on; Sphinx from the sixth."""

    def _read_serial(self, docnames: list[str]) -> None:
        jobs = self.app.parallel
        if jobs < 2 or len(docnames) < 2 or not self.app.is_parallel_allowed("read"):
            super()._read_serial(docnames)
            return
        # Each process takes one run of the list: deal the longest pages out first.
        by_size = sorted(docnames, key=lambda name: -Path(self.env.doc2path(name)).stat().st_size)
        self._read_parallel([name for i in range(jobs) for name in by_size[i::jobs]], nproc=jobs)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the scripts of Sphinx's basic theme alone: no page asks for those of the others."""
        assert self.theme is not None
        basic = Path(self.theme.get_theme_dirs()[-1]) / "static"
        target = Path(self.outdir) / "_static"
        copy_asset(str(basic), str(target), context=context, renderer=self.templates)

    def load_indexer(self, docnames: Iterable[str]) -> None:
        """Take over the last build's index, without words that only pages to be written had."""
        super().load_indexer(docnames)
        assert self.indexer is not None
        for index in (self.indexer._mapping, self.indexer._title_mapping):
            for word in [word for word, pages in index.items() if not pages]:
                del index[word]

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Index a page with what its figures, tables and questions say."""
        super().index_page(pagename, search.searchable(doctree), title)


def take_addresses(_app: Sphinx, config: Any) -> None:
    """Let whoever publishes say where, by two environment variables, without a change of files."""
    config.html_baseurl = os.environ.get("REREADING_BASEURL") or config.html_baseurl
    config.book_repository = os.environ.get("REREADING_REPOSITORY") or config.book_repository


def allow_parallel_reading(app: Sphinx, _config: Any) -> None:
    """Let Sphinx read, and so execute, pages side by side.

    Two extensions of Jupyter Book do not say whether they bear it; they only number headings and
    set up LaTeX, and keep no state between pages.
    """
    for extension in app.extensions.values():
        if extension.parallel_read_safe is None:
            extension.parallel_read_safe = True


def number_no_figures(_app: Sphinx, config: Any) -> None:
    """Take back the numbering that an extension asks for: it reads all pages after each edit."""
    config.numfig = False


def say_that_it_builds(_app: Sphinx) -> None:
    """Let the kernels of pages know that a build runs them, and no reader."""
    os.environ[BUILDING] = "1"


def write_palette(app: Sphinx) -> None:
    """Write the palette of the drawings as the style sheet that the pages use."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        (static / "palette.css").write_text(palette_css(), encoding="utf-8")


def keep_needed_files(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: Any
) -> str | None:
    """Leave in a page's context the files of this book alone, and add the chapters' links.

    Returns the template of a page of slides, None for all others.
    """
    if page.startswith(SLIDES):
        context["slides"] = slides_of(context["body"])
        context["plan"] = page.replace("slides-", "lesson-")
        return "slides.html"
    context["kind"] = next((kind for start, kind in SHEETS.items() if page.startswith(start)), "")
    styles = STYLES | ({"sheet.css"} if context["kind"] else set())
    scripts = SCRIPTS | PAGE_SCRIPTS.get(page, set())
    if doctree is not None and any(doctree.findall(quiz.quiz_form)):
        scripts = scripts | {quiz.SCRIPT}
    context["css_files"] = [f for f in context["css_files"] if _name(f) in styles]
    context["script_files"] = [f for f in context["script_files"] if _name(f) in scripts]
    # Jupyter Book writes settings of Thebe, which this book does not use, into every page.
    body = THEBE.sub("", context.get("body", ""))
    context["body"] = body.replace(OUTWARD, f'{OUTWARD} rel="noopener"')
    pathto = context["pathto"]
    context["home"], context["author"] = pathto(app.config.root_doc), app.config.author
    context["papers"] = {"light": LIGHT["paper"], "dark": DARK["paper"]}
    context["json_ld"] = json_ld(page.removeprefix("book/"), app.config.html_baseurl)
    described = re.search(
        r'<meta content="([^"]*)" name="description"', context.get("metatags", "")
    )
    context["description"] = unescape(described.group(1)) if described else ""
    context["actions"] = links_of(app, page) if page in app.env.all_docs else {}
    context["parts"] = [
        {
            "title": part["caption"],
            "here": page in part["pages"] or page in part["below"],
            "pages": [
                {"title": app.env.titles[name].astext(), "link": pathto(name), "here": name == page}
                for name in part["pages"]
                if name in app.env.titles
            ],
        }
        for part in parts(Path(app.config.external_toc_path))
    ]
    return None


def slides_of(body: str) -> str:
    """Return the body of a page with its sections side by side, a slide each.

    They come as one section of the title with the others inside it, and scripts of an extension
    behind it that no slide needs. The narrow drawings stay: on a phone slides are a page to read.
    """
    content = body.rpartition("</section>")[0].replace("</section>", "")
    slides = [f"<section{slide.rstrip()}</section>" for slide in content.split("<section")[1:]]
    return "\n".join(slides)


@cache
def parts(toc: Path) -> list[dict[str, Any]]:
    """Return the parts of the table of contents: caption, pages, and the pages below those."""
    found = yaml.safe_load(toc.read_text("utf-8")).get("parts", [])
    return [
        {
            "caption": part["caption"],
            "pages": [page["file"] for page in part["chapters"]],
            "below": [
                below["file"] for page in part["chapters"] for below in page.get("sections", [])
            ],
        }
        for part in found
    ]


def finish(app: Sphinx, error: Exception | None) -> None:
    """Add the data to the site and take out the static files that no page asks for."""
    os.environ.pop(BUILDING, None)
    if error is None and app.builder.format == "html":
        out = Path(app.outdir)
        if not (out / "data").exists():  # or it is the last build's, from the same tables
            shutil.copytree(DATA, out / "data")
            write_register(out / "data")
            if wheel_name(Path(app.srcdir)):
                own_wheel(Path(app.srcdir), out / NOTEBOOKS)
        if base := app.config.html_baseurl:
            text = sitemap(app.env.all_docs, base)
            (out / "sitemap.xml").write_text(text, encoding="utf-8", newline="\n")
        for page in out.glob(NOT_FOUND):
            root_links(page, base or "/")
        (out / "_headers").write_text(headers_file(), encoding="utf-8", newline="\n")
        prune_static(out)


def write_register(folder: Path) -> None:
    """Write the register of claims, with its verdicts, as CSV and JSON with its schema."""
    rows = register()
    rows.to_csv(folder / "register.csv", index=False, lineterminator="\n")
    text = json.dumps(rows.to_dict("records"), ensure_ascii=False, indent=1)
    (folder / "register.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    shutil.copy(Path(__file__).with_name("register.schema.json"), folder)


def root_links(page: Path, base: str) -> None:
    """Let the links of a page start from the site's root, `base`: it answers for any address."""
    text = re.sub(r'\b(href|src)="(?!/|#|\w+:)', rf'\1="{base}', page.read_text("utf-8"))
    page.write_text(text, encoding="utf-8", newline="\n")


def write_notebook(app: Sphinx, _doctree: Any) -> None:
    """Write the page that was just read as a notebook, if it is offered as one."""
    page = Path(app.env.doc2path(app.env.docname))
    if app.builder.format == "html" and is_notebook(page):
        folder = Path(app.outdir) / NOTEBOOKS
        folder.mkdir(exist_ok=True)
        text = notebook_json(page, wheel_name(Path(app.srcdir)), app.config.html_baseurl)
        (folder / f"{page.stem}.ipynb").write_text(text, encoding="utf-8", newline="\n")


def prune_static(out: Path) -> None:
    """Delete the files below `_static` that no page of the site refers to.

    A what-if names the scripts that it loads later in `data-scripts`; a licence stays with its files.
    """
    asked = re.compile(r"(_static/[^\"?# ]+)")
    used = {name for page in out.rglob("*.html") for name in asked.findall(page.read_text("utf-8"))}
    used |= {f"{name.rpartition('/')[0]}/LICENSE" for name in used}
    for file in sorted((out / "_static").rglob("*"), reverse=True):
        if file.is_file() and file.relative_to(out).as_posix() not in used:
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()


def _name(file: Any) -> str:
    return str(getattr(file, "filename", file)).rsplit("/", 1)[-1].split("?")[0]
