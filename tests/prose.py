"""Find, in the words of the book, what says something of data, and what backs it.

Prose is taken as a reader reads it: numbers that are computed stand as `{}`, and what somebody
else is quoted with, in quotation marks, is left out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# Words that compare, rank, count or speak of all: a change in the data can make them wrong.
CLAIMING = re.compile(
    r"""\b(?: more | less | fewer | most | least | \w+er\ than
    | (?:larg|small|high|low|long|short|old|young|lat|earli|clos|strong|cheap|empti|mild|new)est
    | best | first | last | only | never | always | none | nobody | nothing | nowhere | neither
    | no | (?<!in\ )all | every | twice | half | exactly | (?:ten|many)\ times
    | three | four | five | six | seven | eight | nine | ten | eleven | twelve | \w+teen
    | (?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)? | dozens? | hundreds? | thousands? | tenth
    | (?:over|under)\ (?:an?|half|\{\}) | (?:far|lie|lies|lay)\ (?:above|below|beyond) )\b""",
    re.X | re.I,
)
# An extreme with its number beside it is computed as that extreme.
COMPUTED = re.compile(
    r"(?:at (?:most|least)|most|highest|lowest|largest|last|first)(?:,| in| gives)? \{\}"
    r"|\{\} (?:more|in all)\b",
    re.I,
)
# Conditions and questions claim nothing.
OPEN = re.compile(r"^(?:If|What if|What would change)\b|\?$")
FENCE = re.compile(r"(?ms)^(`{3,})\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)^\1\s*$")

# Digits that may stand in prose, each kind with its reason.
ALLOWED = {
    r"CC BY 4\.0": "the name of a licence",
    r"\b[1-3]?\d (?=January|February|March|April|May|June|July|August|September|October)"
    r"|\b[1-3]?\d (?=November|December)": "the day of a date",
    r"\b(?:19|20)\d\d\b": "a year that dates something and is no result",
    r"^\s*\d\. ": "the number of an item in a list",
    r"^\| \d+–\d+ \|": "the minutes of a step in a plan",
    r"\bQuestions? \d(?: and \d)?": "the number of a question on a worksheet",
    r"\bA4\b": "the name of a paper",
}


def typed_digits(text: str) -> list[str]:
    """Return the lines of a page's prose that hold a digit nobody computed."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"(?ms)^(`{3,})\{code-cell\}.*?^\1\s*$", "", text)
    text = re.sub(r"\{[a-z]+\}`[^`]*`|`[^`]*`|\]\([^)]*\)", "", text)
    for pattern in ALLOWED:
        text = re.sub(pattern, "", text, flags=re.M)
    return [line for line in text.splitlines() if re.search(r"\d", line)]


@dataclass(frozen=True)
class Passage:
    """Words that stand together, and the words that assertions next to them name."""

    where: str
    text: str
    backed: tuple[str, ...]


def of_page(page: Path) -> list[Passage]:
    """Return the passages of a page: its description, then the prose between its cells.

    A cell backs the prose right before and right after it; the description any cell may back.
    """
    source = page.read_text("utf-8")
    front = re.match(r"---\n(.*?)\n---\n", source, re.S)
    assert front, f"{page.name} has no front matter"
    pieces: list[tuple[str, tuple[str, ...]]] = []  # prose, or "" and what a cell's assertions name
    end = front.end()
    for fence in FENCE.finditer(source):
        pieces.append((plain(source[end : fence.start()]), ()))
        pieces.append(("", named(ast.parse(fence[2]))))
        end = fence.end()
    pieces.append((plain(source[end:]), ()))
    pieces = [piece for piece in pieces if any(piece)]
    described = re.search(r"^ *description: (.*)$", front[1], re.M)
    everything = tuple(name for _, names in pieces for name in names)
    found = [Passage(page.stem, described[1].strip('"'), everything)] if described else []
    for at, (text, _) in enumerate(pieces):
        if text:
            backed = [*_run(pieces[:at][::-1]), *_run(pieces[at + 1 :])]
            found.append(Passage(page.stem, text, tuple(backed)))
    return found


def _run(pieces: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return what the cells name that come before the next prose."""
    names: list[str] = []
    for text, here in pieces:
        if text:
            break
        names += here
    return names


def of_module(module: Path) -> list[Passage]:
    """Return the sentences in the functions of a module, each function a passage."""
    tree = ast.parse(module.read_text("utf-8"))
    return [
        Passage(f"{module.stem}.{node.name}", " ".join(sentences(node)), named(node))
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    ]


def named(tree: ast.AST) -> tuple[str, ...]:
    """Return the words that calls of `holds` name."""
    return tuple(
        str(ast.literal_eval(node.args[0]))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "holds"
    )


def sentences(function: ast.FunctionDef) -> list[str]:
    """Return the texts of a function that are longer than a name; its docstring is none of them."""
    texts = []

    def visit(node: ast.AST) -> None:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "holds"
        ):
            return
        if isinstance(node, ast.Dict):  # headings of tables name, they do not say
            return
        if isinstance(node, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
            texts.append("".join(str(part) for part in parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
        else:
            for child in ast.iter_child_nodes(node):
                visit(child)

    for statement in function.body[bool(ast.get_docstring(function)) :]:
        visit(statement)
    return [re.sub(r"\{\w*\}", "{}", text) for text in texts if text.count(" ") > 2]


def plain(markdown: str) -> str:
    """Return MyST as a reader reads it, on one line; computed numbers stand as `{}`."""
    text = re.sub(r"(?m)^ *(`{3,}|:{3,}).*$|^ *:[\w-]+:.*$|^\|[-| ]+\|$", "", markdown)
    text = re.sub(r"\{eval\}`[^`]*`", "{}", text)
    text = re.sub(r"\{\w+\}`([^`<]*?)\s*(?:<[^`]*>)?`|`[^`]*`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]+>", "", text)
    text = re.sub(r'"[^"\n]*(?:\n[^"\n]+)?"', "…", text)
    return " ".join(re.sub(r"\*|^#+ ", "", text, flags=re.M).split())


def unbacked(passage: Passage, exempt: Iterable[str]) -> list[str]:
    """Return the sentences with a claiming word that no assertion names and no words exempt.

    Questions and conditions claim nothing; an extreme with its number beside it is computed.
    """
    text = passage.text
    for words in sorted({*passage.backed, *exempt}, key=len, reverse=True):
        text = text.replace(words, "…")
    said = re.split(r"(?<=[.?!]) ", COMPUTED.sub("{}", text))
    return [s for s in said if CLAIMING.search(s) and not OPEN.search(s)]
