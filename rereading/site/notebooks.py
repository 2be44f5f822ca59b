"""Turn a page's MyST source into a clean notebook: what plain Jupyter shows, and nothing else.

Roles and directives become plain Markdown. A block of prose that asks for numbers becomes a cell
with hidden source that shows the same block with the numbers set in. What this module does not
know stops it with a `PageError`, so that no raw MyST reaches a reader.
"""

import ast
import re
from itertools import groupby
from pathlib import Path

import nbformat
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from myst_nb.core.read import read_myst_markdown_notebook
from nbformat import NotebookNode

from rereading.site.metadata import address

INTRODUCTION = "> This is a page of *Fifty-six percent of what?* as a notebook."
HOW_TO_RUN = (
    " Its numbers and pictures come out of the cells below: choose **Run ▸ Run All Cells**, then "
    "change a cell and run it again."
)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
HIDDEN = "remove-input"  # the tag of cells whose source is hidden here too; folded ones are open
# The first cell of a notebook: where the book's package is not there, it is looked for.
FIND_PACKAGE = """# Only a downloaded notebook needs this: the book's own package
from importlib.util import find_spec

if find_spec("rereading") is None:
    import subprocess
    import sys
    from pathlib import Path

    beside = sorted(str(wheel) for wheel in Path.cwd().glob("rereading-*.whl"))
    wheel = beside[-1] if beside else {address!r}
    if wheel:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", wheel], check=True)
    else:
        print("Download {file} from the page of this notebook, put it "
              "beside the notebook, and run this cell again.")
"""
# A code span, and the role before it if there is one.
SPAN = re.compile(r"(?:\{([\w:+-]+)\})?(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.S)
LINK = re.compile(r"\]\((?:[\w./-]*?([\w-]+)\.md)?(#[\w-]+)?\)")
LEFT_OVER = re.compile(r"\{[\w:+-]+\}`|^\s*:{3,}|^\s*`{3,}\{|^\s*\{[.#%]|\]\{[.#]", re.M)
PARSER = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin)
# Sheets, keys and slides show what chapters show; nobody opens them as notebooks.
SHEETS = ("worksheet-", "key-", "slides-")


class PageError(ValueError):
    """A page holds something that has no plain notebook form here."""


def is_notebook(page: Path) -> bool:
    """Return whether a page is offered as a notebook."""
    return not page.stem.startswith(SHEETS)


def notebook_json(page: Path, wheel: str = "", base: str = "") -> str:
    """Return the text of a page's notebook file, the same to the byte on every run."""
    return str(nbformat.writes(as_notebook(page, wheel, base))) + "\n"


def as_notebook(page: Path, wheel: str = "", base: str = "") -> NotebookNode:
    """Return a page of the book as a notebook without outputs.

    Where it runs without the project it looks for its package: `wheel` beside it, then where the
    book is published, at `base`. Raises `PageError` for what it does not know.
    """
    try:
        cells = _cells(page)
    except PageError as error:
        raise PageError(f"{page.name}: {error}") from None
    code = [cell for cell in cells if cell.cell_type == "code"]
    if code:
        cells[0].source += HOW_TO_RUN
    if any(cell.source.startswith("Markdown(") for cell in code):
        # What the sentences are shown with.
        code[0].source = f"from IPython.display import Markdown\n\n{code[0].source}"
    if wheel and code:
        published = address(f"notebooks/{wheel}", base) if base else ""
        find = FIND_PACKAGE.format(address=published, file=wheel)
        cells.insert(cells.index(code[0]), _code_cell(find.rstrip(), hidden=True))
    for number, cell in enumerate(cells):
        cell["id"] = f"{page.stem}-{number}"
    about = {"kernelspec": dict(KERNEL)}
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=about)
    return notebook


def _cells(page: Path) -> list[NotebookNode]:
    cells = [nbformat.v4.new_markdown_cell(INTRODUCTION)]
    for source in read_myst_markdown_notebook(page.read_text("utf-8-sig")).cells:
        if source.cell_type == "code":
            hidden = HIDDEN in source.metadata.get("tags", [])
            cells.append(_code_cell(source.source, hidden=hidden))
            continue
        for asks, blocks in groupby(plain_blocks(source.source), lambda block: "{eval}`" in block):
            if asks:
                cells += [_code_cell(sentence_code(block), hidden=True) for block in blocks]
            else:
                cells.append(nbformat.v4.new_markdown_cell("\n\n".join(blocks)))
    return cells


def _code_cell(code: str, *, hidden: bool) -> NotebookNode:
    metadata = {"jupyter": {"source_hidden": True}} if hidden else {}
    cell: NotebookNode = nbformat.v4.new_code_cell(code, metadata=metadata)
    return cell


def sentence_code(block: str) -> str:
    """Return code, good for Python 3.11, that shows a block of Markdown with its numbers set in."""
    pieces, end = [], 0
    for span in SPAN.finditer(block):
        if span[1] == "eval":
            pieces += [_literal(block[end : span.start()]), f"{{{_expression(span[3])}}}"]
            end = span.end()
    pieces.append(_literal(block[end:]))
    return f'Markdown(f"""\n{"".join(pieces)}\n""")'


def _literal(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return text.replace("{", "{{").replace("}", "}}")


def _expression(text: str) -> str:
    """Return an expression as an f-string takes it: in parentheses where it would be misread."""
    text = " ".join(text.split())
    form = f"({text})" if text.startswith("{") or set(text) & set(":!") else text
    try:
        ast.parse(f'f"""{{{form}}}"""', mode="eval")
    except SyntaxError:
        raise PageError(f"the expression {text!r} cannot stand in an f-string") from None
    return form


def plain_blocks(text: str) -> list[str]:
    """Return the blocks of a piece of MyST as plain Markdown; `{eval}` alone is left in them."""
    lines, blocks = text.splitlines(), []
    for token in PARSER.parse(text):
        if token.level or token.map is None:
            continue
        raw = "\n".join(lines[slice(*token.map)]).rstrip()
        if directive := re.match(r"\{([\w:+-]+)\}", token.info):
            block = _directive(directive[1], token.content)
        elif token.type in ("fence", "code_block"):
            block = raw
        elif re.match(r"\([\w-]+\)=$", raw):  # a target
            block = ""
        else:
            block = _inline(_definitions(raw))
            if left := LEFT_OVER.search(SPAN.sub("", block)):
                raise PageError(f"{left.group()!r} would show as it stands in {block[:60]!r}")
        if block:
            blocks.append(block)
    return blocks


def _inline(text: str) -> str:
    """Return a block's text with its roles and links in plain Markdown."""
    return LINK.sub(lambda m: f"]({m[1]}.ipynb)" if m[1] else m.group(), SPAN.sub(_role, text))


def _definitions(text: str) -> str:
    """Return a term and its definitions, which plain Jupyter does not know, as a list below it."""
    apart = re.sub(r"(?m)^(?!:)(.*)\n(?=: )", r"\1\n\n", text, count=1)
    return re.sub(r"(?m)(?<=\n)^:\s+", "- ", apart)


def _role(role: re.Match[str]) -> str:
    if role[1] in (None, "eval"):
        return role.group()
    if role[1] == "term":
        return re.sub(r"\s*<[^<>]+>$", "", role[3])  # `words <the term>`
    raise PageError(f"the role {role.group()} has no plain form")


def _directive(name: str, content: str) -> str:
    """Return a directive as plain Markdown: the glossary as a list of words in bold."""
    if name != "glossary":
        raise PageError(f"the directive {{{name}}} has no plain form")
    entries = [entry.splitlines() for entry in re.split(r"\n\s*\n", content.strip())]
    pairs = [(term.strip(), " ".join(line.strip() for line in lines)) for term, *lines in entries]
    return "\n".join(f"- **{term}**: {_inline(meaning)}" for term, meaning in pairs)
