"""What the search of the site looks through: the words of each built page, part by part.

Whatever a reader may look for is found there: sentences, claims, figures with their tables, questions,
what is folded. Not single sources and the fields of tables, a third of its weight, nor the keys of
worksheets. `search.js` looks through it in the browser; it comes as a script, since a page opened from
a folder may fetch nothing.
"""

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

INDEX = "searchindex.js"
PAGE = re.compile(r'<main\b[^>]*>(.*?)(?:<div class="take">|</main>)', re.S)
# Pictures, code, menus, buttons; what a figure says twice; lists of sources, tables and fields.
LEFT_OUT = re.compile(
    r"<(script|style|svg|nav|pre|button|select)\b.*?</\1>"
    r'|<details class="(?:contents|fields|sources|tables)\b.*?</details>|<ol class="bibliography\b.*?</ol>'
    r'|(?<=<details class="hide above-input">)<summary>.*?</summary>|<summary>The numbers</summary>'
    r'|<p class="(?:credit|downloads)">.*?</p>|<caption\b.*?</caption>|<div class="frame".*?</div>'
    r'|<a class="headerlink".*?</a>',
    re.S,
)
DESCRIBED = re.compile(r'<[^<>]* role="img" aria-label="([^"]*)">')
# Where a part of its own begins, and where one ends inside its section.
BORDER = re.compile(
    r'<(section|figure|tr|li|dt)\b[^<>]*?\bid="([^"]+)"[^<>]*>|</(figure|tr|li|dl)>'
)
END = {"figure": "figure", "tr": "tr", "li": "li", "dt": "dl"}
HEADING = re.compile(
    r'<(?:h[1-3]|p class="finding"[^<>]*)>(.*?)</(?:h[1-3]|p)>|^([^<]*)</dt>', re.S
)
WITHIN_WORDS = re.compile(r"</?(?:a|abbr|b|cite|code|data|em|i|span|strong|sub|sup)\b[^<>]*>")


def write_index(site: Path, pages: Iterable[str]) -> None:
    """Write what the search of a built site looks through, with its pages in this order."""
    parts = [(page, parts_of((site / f"{page}.html").read_text("utf-8"))) for page in pages]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    (site / INDEX).write_text(f"var BOOK = {text};\n", encoding="utf-8", newline="\n")


def parts_of(html: str) -> list[tuple[str, str, str]]:
    """Return the parts of a page in their order: the id of each ("" for the top), heading, words.

    A part is what a section says itself, a figure, a term, or a row that has a place of its own; a row
    has the heading "".
    """
    page = PAGE.search(html)
    text = DESCRIBED.sub(r" \1 ", LEFT_OUT.sub(" ", page[1] if page else ""))
    parts: dict[str, str] = {}
    section = part = opened = ""
    whole_seen = False  # the first section is the whole page
    at = 0
    for border in BORDER.finditer(text):
        parts[part] = parts.get(part, "") + text[at : border.start()]
        at = border.end()
        tag, place, end = border.groups()
        if tag == "section":
            section = part = place if whole_seen else ""
            whole_seen = True
        elif tag:
            part, opened = place, tag
        elif part != section and END[opened] == end:
            part = section
    parts[part] = parts.get(part, "") + text[at:]
    return [(place, *heading_and_words(part)) for place, part in parts.items() if words(part)]


def heading_and_words(html: str) -> tuple[str, str]:
    """Return the heading of a part ("" without one; of a figure its finding), and all else it says."""
    heading = HEADING.search(html)
    if heading is None:
        return "", words(html)
    rest = f"{html[: heading.start()]} {html[heading.end() :]}"
    return words(heading[1] or heading[2]), words(rest)


def words(html: str) -> str:
    """Return what HTML says: a space for a tag between cells and words, none within a sentence."""
    apart = re.sub(r"(</\w+>)(?=<\w)", r"\1 ", html)
    text = re.sub(r"<[^<>]*>", " ", WITHIN_WORDS.sub("", apart))
    return " ".join(unescape(text).split())
