"""The Sphinx extension of the book: figures, a light layout, nothing a page does not use."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from rereading.claims import register
from rereading.data import DATA, read_rows
from rereading.figures.palette import DARK, LIGHT, palette_css
from rereading.prose import BUILDING
from rereading.site import cache, open_page, place, private, quiz, render, search, sharing
from rereading.site.metadata import address, edition, json_ld, sitemap
from rereading.site.notebooks import is_notebook, notebook_json
from rereading.site.open_page import NOTEBOOKS, links_of
from rereading.site.wheels import own_wheel, wheel_name
from rereading.site.workbooks import TEXT_AND_PICTURES, workbook, write_workbooks

NOT_FOUND = "404.html"  # what a host shows in place of a page that is not there
SLIDES = "book/classroom/slides-"  # pages whose names begin so are slides
SHEETS = {"book/classroom/worksheet-": "worksheet", "book/classroom/key-": "key-page"}
# The only style sheets and scripts of the pages; those of Sphinx and MyST-NB stay out.
STYLES = {"palette.css", "book.css"}
SCRIPTS = {"theme.js", "book.js"}
# Scripts that one page needs, or each of a kind.
PAGE_SCRIPTS = {
    "book/register": {"register.js"},
    "book/classroom/capstone": set(quiz.CLAIM_SCRIPTS),
    "worksheet": {"sheet.js"},
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the nodes, the layout's context and the steps before and after a build."""
    # What somebody has set for notebooks of their own would run in the kernels of pages as well.
    os.environ["IPYTHONDIR"] = str(Path(app.doctreedir) / "ipython")
    os.environ["DOCUTILSCONFIG"] = ""  # nor do somebody's own quotation marks come in
    os.environ.pop("SOURCE_DATE_EPOCH", None)  # its year would take the place of the edition's
    place.setup(app)
    open_page.setup(app)
    sharing.setup(app)
    app.add_config_value("live", False, "env")  # whether each page gets the button to run it
    app.add_config_value("outputs", "", "")  # where what cells said in the last good build is kept
    app.add_node(render.figure_plate, html=(render.visit_figure, None))
    app.add_node(render.whatif_form, html=(render.visit_whatif, None))
    app.connect("config-inited", take_addresses)
    app.connect("builder-inited", begin)
    app.connect("builder-inited", lambda app: private.remember_outputs(app.config.outputs))
    app.connect("env-get-outdated", cache.pages_that_differ)
    app.connect("env-before-read-docs", longest_first)
    app.connect("env-updated", cache.pages_to_write_too)
    # Before Sphinx notes the pictures of a page.
    app.connect("doctree-read", render.keep_own_forms, priority=100)
    app.connect("doctree-read", render.refuse_pictures_without_words)
    app.connect("doctree-read", write_notebook)
    app.connect("html-page-context", fill_layout)
    # After the table of contents has written a bare redirect in the front page's place.
    app.connect("build-finished", finish, priority=900)
    # It does not say that it bears pages read side by side; it numbers headings and keeps no state.
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def take_addresses(_app: Sphinx, config: Any) -> None:
    """Let whoever publishes say where, by two environment variables, without a change of files."""
    base, repository = map(os.environ.get, cache.PUBLISHED)
    config.html_baseurl = base or config.html_baseurl
    config.book_repository = repository or config.book_repository


def longest_first(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Deal the longest pages out first: each process takes one run of the list."""
    by_size = sorted(pages, key=lambda page: -Path(env.doc2path(page)).stat().st_size)
    pages[:] = [page for i in range(app.parallel) for page in by_size[i :: app.parallel]]


def begin(app: Sphinx) -> None:
    """Tell kernels of pages that this is a build; write the palette, on paper edition and page number."""
    os.environ[BUILDING] = "1"
    app.builder.search = False  # type: ignore[attr-defined]  # the book has a search of its own
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    words = json.dumps(f"{edition(Path(app.srcdir))} · ", ensure_ascii=False)
    foot = f"content: {words} counter(page); font: 6.5pt sans-serif;"
    margin = f"@page {{ @bottom-right {{ {foot} }} }}\n"
    (static / "palette.css").write_text(palette_css() + margin, encoding="utf-8")


def fill_layout(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: Any
) -> str | None:
    """Leave this book's files in a page's context, add links; return the template of slides, else None."""
    context["edition"] = edition(Path(app.srcdir))
    context["repository"] = app.config.book_repository
    if page.startswith(SLIDES):
        context["slides"] = slides_of(context["body"])
        context["plan"] = page.replace("slides-", "lesson-")
        return "slides.html"
    context["kind"] = next((kind for start, kind in SHEETS.items() if page.startswith(start)), "")
    styles = STYLES | ({"sheet.css"} if context["kind"] else set())
    scripts = SCRIPTS | PAGE_SCRIPTS.get(page, PAGE_SCRIPTS.get(context["kind"], set()))
    if '<form class="quiz"' in context.get("body", ""):
        scripts, context["rules"] = scripts | {*quiz.SCRIPTS}, quiz.SHARED
    for kind, names in {"css_files": styles, "script_files": scripts}.items():
        context[kind] = [file for file in context[kind] if Path(str(file.filename)).name in names]
    pathto = context["pathto"]
    context["home"], context["author"] = pathto(app.config.root_doc), app.config.author
    context["papers"] = {"light": LIGHT["paper"], "dark": DARK["paper"]}
    base = app.config.html_baseurl
    context["address"] = lambda path: address(path, base)
    context["json_ld"] = json_ld(page.removeprefix("book/"), base)
    described = doctree.findall(nodes.meta) if doctree is not None else ()
    words = (meta["content"] for meta in described if meta["name"] == "description")
    context["description"] = next(words, "")
    context["actions"] = links_of(app, page) if page in app.env.all_docs else {}
    context["parts"] = parts(app, page, pathto)
    return None


def parts(app: Sphinx, page: str, pathto: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the parts of the book for its menus: title, pages, and whether `page` is among them."""
    env, menu = app.env, []
    for part in app.config.external_site_map.root.subtrees:
        names = [str(name) for name in part.items]
        below = [name for above in names for name in env.toctree_includes.get(above, ())]
        pages = [
            {"title": env.titles[name].astext(), "link": pathto(name), "here": name == page}
            for name in names
        ]
        menu.append({"title": part.caption, "here": page in names + below, "pages": pages})
    return menu


def slides_of(body: str) -> str:
    """Return the body of a page with its sections side by side, a slide each.

    They come as one section of the title with the others inside it. The narrow drawings stay: on a
    phone slides are a page to read.
    """
    slides = body.replace("</section>", "").split("<section")[1:]
    return "\n".join(f"<section{slide.rstrip()}</section>" for slide in slides)


def finish(app: Sphinx, error: Exception | None) -> None:
    """Add to a site of pages what is no page: data, register, package, addresses, headers."""
    os.environ.pop(BUILDING, None)
    if error is None:
        out = Path(app.outdir)
        if not (out / "data").exists():  # or it is the last build's, from the same tables
            shutil.copytree(DATA, out / "data")
            published = edition(Path(app.srcdir))
            write_register(out / "data", published)
            write_workbooks(out / "data", published)
            if wheel_name(Path(app.srcdir)):
                own_wheel(Path(app.srcdir), out / NOTEBOOKS)
        # Slides say again what their lesson says; of keys nobody is to find an answer by chance.
        pages = app.config.external_site_map
        sought = [page for page in pages if SLIDES not in page and "/key-" not in page]
        search.write_index(out, sought)
        base = app.config.html_baseurl
        if base:
            write(out / "sitemap.xml", sitemap(app.env.all_docs, base))
        for page in out.glob(NOT_FOUND):
            root_links(page, base)
        root = app.config.root_doc
        front = (out / f"{root}.html").read_text("utf-8")
        front = relinked(front, lambda place: normpath(join(dirname(root), place)))
        # Where scripts and descriptions find the site's root.
        write(out / "index.html", front.replace('"../', '"./'))


def write_register(folder: Path, published: str) -> None:
    """Write the register, with its verdicts and edition, as CSV, XLSX and JSON with its schema."""
    rows = register()
    rows.to_csv(folder / "register.csv", index=False, lineterminator="\n")
    about = {"Title": "The register of claims", "Licence": TEXT_AND_PICTURES, "Edition": published}
    numeric = rows.select_dtypes("number").columns
    content = workbook(read_rows(folder / "register.csv"), numeric, [*about.items()])
    (folder / "register.xlsx").write_bytes(content)
    text = json.dumps(rows.to_dict("records"), ensure_ascii=False, indent=1)
    write(folder / "register.json", text + "\n")
    shutil.copy(Path(__file__).with_name("register.schema.json"), folder)


def root_links(page: Path, base: str) -> None:
    """Let the links of a page start from the root of the site at `base`: it answers for any address."""
    root = urlsplit(address("", base)).path if base else "/"
    write(page, relinked(page.read_text("utf-8"), lambda place: root + place))


def relinked(html: str, lead: Callable[[str], str]) -> str:
    """Return a page with each address that starts from it led from elsewhere."""
    own_address = r'\b(href|src)="(?![/#]|\w+:)([^"#]+)'
    return re.sub(own_address, lambda match: f'{match[1]}="{lead(match[2])}', html)


def write(file: Path, text: str) -> None:
    """Write a text with the same line ends on every system."""
    file.write_text(text, encoding="utf-8", newline="\n")


def write_notebook(app: Sphinx, _doctree: Any) -> None:
    """Write the page that was just read as a notebook, if it is offered as one."""
    page = Path(app.env.doc2path(app.env.docname))
    if is_notebook(page):
        folder = Path(app.outdir) / NOTEBOOKS
        folder.mkdir(exist_ok=True)
        text = notebook_json(page, wheel_name(Path(app.srcdir)), app.config.html_baseurl)
        write(folder / f"{page.stem}.ipynb", text)
