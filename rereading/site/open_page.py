"""The order of an open chapter: answer, one line of actions, picture, card, then its cells folded.

In the source the cells that an answer needs stand above it, since a sentence can only ask cells that
have run. On the page they come behind the card, in one fold. What most readers skip, the section *Going
further*, is folded whole under its heading.
"""

import ast
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from rereading.site.notebooks import is_notebook
from rereading.site.private import HideCodeCellNode
from rereading.site.render import figure_plate
from rereading.site.wheels import wheel_name

CARD = '<div class="card"'
TILES = '<ul class="tiles"'  # those of the front page are its cards; it has no line of actions
FURTHER = "going-further"  # the section that is folded
NOTEBOOKS = "notebooks"  # the folder of the site, and the branch, with every page as a notebook
COLAB = "https://colab.research.google.com/github/{repository}/blob/{branch}/{stem}.ipynb"
BINDER = "https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/{page}.md"


def setup(app: Sphinx) -> None:
    """Register the order of pages, their line of actions and their fold."""
    # `owner/name` on GitHub: only with it are there links to Colab and Binder.
    app.add_config_value("book_repository", "", "env", types=(str,))
    # MyST-NB's own writes paragraphs into a `summary`, and calls each the same to who cannot see it.
    cell = (visit_folded_cell, lambda translator, _: translator.body.append("</details>\n"))
    app.add_node(HideCodeCellNode, html=cell, override=True)
    app.connect("doctree-read", name_folds)
    app.connect("doctree-read", answer_first)
    # Not sooner: Sphinx lists the sections of a page as they stand when it is read.
    app.connect("doctree-resolved", fold_further)


def name_folds(_app: Sphinx, doctree: nodes.document) -> None:
    """Name each folded cell by the comment that it begins with, or by what it does."""
    for cell in cells_of(doctree):
        if cell.get("hide_mode") and (code := source_of(cell)):
            cell["prompt_show"] = cell["prompt_hide"] = fold_name(code.astext())


def fold_name(code: str) -> str:
    """Return what the fold of a cell is called: its first comment, else what it does."""
    first = code.lstrip().split("\n", 1)[0]
    if first.startswith("# "):
        return first.removeprefix("# ")
    lines = len(code.strip().splitlines())
    drawn = any(isinstance(node, ast.FunctionDef) for node in ast.parse(code).body)
    return f"How this is {'drawn' if drawn else 'computed'}: {lines} line{'s' * (lines > 1)}"


def answer_first(app: Sphinx, doctree: nodes.document) -> None:
    """Move folds of cells behind the card, actions over the picture, where a page has both."""
    section = next(doctree.findall(nodes.section), doctree)
    cells = [cell for cell in cells_of(section) if cell.parent is section]
    cards = [i for i, cell in enumerate(cells) if CARD in cell.astext() or TILES in cell.astext()]
    pictures = [cell for cell in cells if any(cell.findall(figure_plate))]
    if not cards or not pictures or not cells[0].get("hide_mode"):
        return
    card = cells[cards[0]]
    folds = [fold for cell in cells[: cards[0] + 1] if (fold := folded_source(cell)) is not None]
    line = f"<summary>The code of this answer: {len(folds)} cells</summary>"
    opened = nodes.raw("", f'<details class="hide made">{line}\n', format="html")
    closed = nodes.raw("", "</details>\n", format="html")
    behind = section.index(card) + 1
    section[behind:behind] = [opened, *folds, closed]
    if TILES not in card.astext():
        line = nodes.raw("", actions(links_of(app, app.env.docname)), format="html")
        section.insert(section.index(pictures[0]), line)


def folded_source(cell: nodes.container) -> nodes.container | None:
    """Take the folded code out of a cell, or the whole of one that shows nothing else."""
    code = source_of(cell)
    if code is None:
        return None
    if cell["hide_mode"] == "all" or len(cell) == 1:
        cell.parent.remove(cell)
        return cell
    fold = cell.copy()
    cell.remove(code)
    fold.append(code)
    return fold


def cells_of(node: nodes.Element) -> list[nodes.container]:
    """Return the code cells below a node, in their order."""
    containers = node.findall(nodes.container)
    return [each for each in containers if each.get("nb_element") == "cell_code"]


def source_of(cell: nodes.container) -> nodes.Element | None:
    """Return the part of a cell that holds its code, if it shows any."""
    first = cell.children[0] if cell.children else None
    return first if first is not None and first.get("nb_element") == "cell_code_source" else None


def links_of(app: Sphinx, page: str) -> dict[str, str]:
    """Return where a page can be run or taken from, relative to it, by what the link says."""
    if not is_notebook(Path(page)):
        return {}
    up, stem = "../" * page.count("/"), page.rsplit("/", 1)[-1]
    links = {"Run it here": f"{up}live/open.html?page={stem}"} if app.config.live else {}
    if repository := app.config.book_repository:
        places = {"repository": repository, "branch": NOTEBOOKS, "stem": stem, "page": page}
        links |= {"Colab": COLAB.format(**places), "Binder": BINDER.format(**places)}
    links["Download the notebook"] = f"{up}{NOTEBOOKS}/{stem}.ipynb"
    if wheel := wheel_name(Path(app.srcdir)):
        links["its package"] = f"{up}{NOTEBOOKS}/{wheel}"
    return links


def actions(links: dict[str, str]) -> str:
    """Return the line of actions: the switch for all code, then links."""
    line = ""
    for words, address in links.items():
        kept = " download" * (f"{NOTEBOOKS}/" in address and "://" not in address)
        line += f'<a href="{escape(address)}"{kept}>{escape(words)}</a>'
    return (
        '<nav class="actions" aria-label="The code of this page">'
        '<button type="button" id="code" aria-pressed="false" hidden>Show the code</button>'
        f"{line}</nav>"
    )


def fold_further(_app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Fold what stands under the heading *Going further*; the line of the fold says what is in it."""
    for section in list(doctree.findall(nodes.section)):
        if FURTHER in section["ids"]:
            titles = [node[0].astext() for node in section if isinstance(node, nodes.section)]
            line = f"<summary>{escape(' · '.join(titles))}</summary>"
            opened = f'<details class="further">{line}\n'
            section.insert(1, nodes.raw("", opened, format="html"))
            section.append(nodes.raw("", "</details>\n", format="html"))


def visit_folded_cell(translator: Any, node: HideCodeCellNode) -> None:
    """Open the fold of a cell; its line is the cell's name."""
    classes, name = " ".join(["hide", *node["classes"]]), escape(node["prompt_show"])
    translator.body.append(f'<details class="{classes}"><summary>{name}</summary>\n')
