"""Tables, claim cards and source lists as HTML that a page and a plain notebook both show."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import pandas as pd

from rereading.claims import Claim
from rereading.data import descriptor, table
from rereading.numbers import Number, day_words, digits, join, publisher_words, source_ids, words
from rereading.prints import OTHER, SAME_PAPER, SAME_STORY
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED, UNTESTABLE, Verdict

NUMERIC = ' class="num"'
# What the numbers are called that could have stood in the article’s place.
OTHERS = {
    "pct": "percentages",
    "rank": "ranks",
    "count": "counts",
    "persons": "counts",
    "year": "years",
    "years": "spans of years",
    "USD bn": "sums",
    "USD mn": "sums",
    "Mt": "tonnages",
}
DATE = r"\d{4}-\d\d(-\d\d)?"


@dataclass(frozen=True)
class Html:
    """A piece of a page; shows itself in a notebook."""

    html: str

    def __str__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        return self.html


def html_table(
    frame: pd.DataFrame, columns: Mapping[str, str], caption: str, book: str = ""
) -> str:
    """Return a frame as a captioned HTML table in a box that scrolls by itself.

    `columns` maps the columns to show to their headings; the first one heads the rows. Numbers
    are rounded by the unit at the end of a column's name, whole numbers and text kept. Rows that
    know their `source_id` end with links to the bibliography; `book` is the way there from a page
    in a folder of its own (`../`).
    """
    # By column, not by row: a row of a frame turns whole numbers into fractions.
    texts = {name: [_cell_text(name, value) for value in frame[name].tolist()] for name in columns}
    rows = []
    for line in zip(*texts.values(), strict=True):
        cells = []
        for i, (text, numeric) in enumerate(line):
            tag, scope = ("th", ' scope="row"') if i == 0 else ("td", "")
            cells.append(f"<{tag}{scope}{NUMERIC * numeric}>{text}</{tag}>")
        rows.append("".join(cells))
    cited = [""] * len(rows)
    if "source_id" in frame:
        cited = [
            f'<td class="cites">{source_links(cell, book)}</td>' for cell in frame["source_id"]
        ]
    body = "".join(f"<tr>{row}{links}</tr>" for row, links in zip(rows, cited, strict=True))
    first = [cells[0][1] if cells else False for cells in texts.values()]
    head = "".join(
        f'<th scope="col"{NUMERIC * numeric}>{escape(title)}</th>'
        for title, numeric in zip(columns.values(), first, strict=True)
    )
    head += '<th scope="col">Sources</th>' * ("source_id" in frame)
    name = escape(caption, quote=True)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="Table: {name}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def folded_table(frame: pd.DataFrame, columns: Mapping[str, str], caption: str) -> Html:
    """Return `html_table` behind a disclosure that its caption names: for long tables."""
    inside = html_table(frame, columns, caption)
    return Html(f"<details><summary>{escape(caption)}</summary>{inside}</details>")


def date_list(events: pd.DataFrame, name: str) -> Html:
    """Return dated events as a list that wraps: day, what happened, how sure, with sources.

    `events` has date (ISO, or its first parts), event, status and source_id; `name` is the id of
    the list on its page.
    """
    items = "".join(
        f"<li><b>{escape(day_words(row.date))}</b> <span>{escape(row.event)} <small>"
        f"{escape(row.status)}{' ' * bool(row.status)}"
        f'<span class="cites">{source_links(row.source_id)}</span></small></span></li>'
        for row in events.itertuples()
    )
    return Html(f'<ol class="dates" id="{name}">{items}</ol>')


def source_links(cell: str, book: str = "", most: int = 4) -> str:
    """Return links to the sources a cell names, by their numbers in the bibliography.

    Only the first `most` are links, the others are counted. `book` is the way from the page to the
    book's folder, with a slash at its end.
    """
    ids = source_ids([cell])
    links = [
        f'<a href="{book}sources.html#{name}" aria-label="Source {_number_of()[name]}">'
        f"{_number_of()[name]}</a>"
        for name in ids[:most]
    ]
    return " ".join(links) + (f" and {len(ids) - most} more" if len(ids) > most else "")


@cache
def _number_of() -> dict[str, int]:
    return {source_id: i for i, source_id in enumerate(table("sources")["source_id"], start=1)}


def show_table(
    frame: pd.DataFrame, columns: Mapping[str, str], caption: str, book: str = ""
) -> Html:
    """Return `html_table` as something that a page and a notebook show."""
    return Html(html_table(frame, columns, caption, book))


def card(claim: Claim, where: str = "") -> Html:
    """Return the claim card: the article's number, the claim, the verdict, the band.

    `where` says where a claim stands that is not in the article.
    """
    verdict = claim.verdict
    fine = [where or place_words(claim.paragraph).capitalize()]
    long = ' data-long=""' if len(claim.headline) > 7 else ""
    literal = None
    if verdict.reading is not None:
        literal = claim.number(claim.literal["reading_id"])
        if claim.asserted.unit != "holds":
            fine.append(f"the wording allows {band_words(claim)}")
            fine.append(placebo_words(claim, verdict))
    if claim.changed:
        fine.insert(0, f"Your card, with another {join(claim.changed)} than the book's")
    return Html(
        f'<div class="card"><p class="asserted"{long}>{escape(claim.headline)}</p>'
        f'<div><p>{escape(claim.statement)}</p><p class="verdict">'
        f"{escape(verdict_words(verdict))}</p>"
        f'<p class="why">{why(claim, verdict, literal)}</p>'
        f'<p class="fine">{escape(" · ".join(fine))}</p></div></div>'
    )


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict as a card says it, with what it names."""
    return {
        HOLDS: "Holds as written.",
        PRINTED: f"Not as written. Printed before, of {lower_first(verdict.named)}.",
        IN_PART: f"In part. {verdict.named}.",
        FAILS: "Does not hold as written.",
        UNTESTABLE: "Cannot be tested.",
    }[verdict.kind]


def why(claim: Claim, verdict: Verdict, literal: Number | None) -> str:
    """Return in a sentence or two, as HTML, what a verdict rests on."""
    if literal is None:
        return escape(verdict.named)
    if claim.asserted.unit == "holds":
        return f"The record: {escape(claim.literal['label'])}."
    said = f"Read as written: {literal.html()}, {escape(claim.literal['label'])}."
    found = verdict.found
    if found is None:
        return said
    of = lower_first(found["said_of"]) + (f" ({found['qualifier']})" if found["qualifier"] else "")
    printed = words_between(found["low"], found["high"], claim.asserted.unit)
    if verdict.kind == PRINTED:
        lead, printed = "", printed[0].upper() + printed[1:]
    else:
        lead = "Only a lead: "
    return said + escape(f" {lead}{printed} was printed ({day_words(found['date'])}) of {of}.")


def placebo_words(claim: Claim, verdict: Verdict) -> str:
    """Return how many other numbers would have fared as well, in words."""
    what = OTHERS.get(claim.asserted.unit, "numbers")
    if verdict.found is None:
        would = "hold as well" if verdict.kind == HOLDS else "hold"
        return f"of {verdict.tried} other {what} {verdict.passed or 'none'} would {would}"
    # How near to the article the print is; only prints as near count for the others.
    where = {
        SAME_PAPER: "by the same paper, of the same story",
        SAME_STORY: "of the same story",
        OTHER: "anywhere",
    }[verdict.found["relation"]]
    return (
        f"of {verdict.tried} other {what} {verdict.passed or 'none'} would have been found printed "
        f"{where}; we searched with the number in hand"
    )


def words_between(low: float, high: float, unit: str) -> str:
    """Return a number, or a range from `low` to `high`, in words."""
    return words(low, unit) if low == high else f"{digits(low, unit)} to {words(high, unit)}"


def lower_first(text: str) -> str:
    """Return a text as it stands within a sentence, unless it begins with a name."""
    named = text.split(" ", maxsplit=1)[0].rstrip("’s").rstrip("’") in (
        "Japan",
        "North",
        "China",
        "Inner",
    )
    return text if named else text[:1].lower() + text[1:]


def place_words(paragraph: int) -> str:
    """Return where in the article something stands; nought is the note above its text."""
    return f"paragraph {paragraph} of the article" if paragraph else "note above the article"


def band_words(claim: Claim) -> str:
    """Return what a claim's wording allows: `55.5 to 56.5 percent`, `exactly second`."""
    band, unit = claim.band, claim.asserted.unit
    if claim.untestable_reason or unit == "holds":
        return "–"
    if band.low == band.high:
        return f"exactly {words(band.low, unit)}"
    if band.high == math.inf:
        return f"{words(band.low, unit)} or more"
    if band.low == -math.inf:
        return f"{words(band.high, unit)} or less"
    return f"{digits(band.low, unit)} to {words(band.high, unit)}"


def tiles(*claims: Claim) -> Html:
    """Return the claims as tiles that lead to their chapters.

    Each sets what the article says beside what comes out read as written, and the verdict.
    """
    return Html(f'<ul class="tiles">{"".join(map(_tile, claims))}</ul>')


def _tile(claim: Claim) -> str:
    if claim.verdict.reading is None:
        beside = claim.untestable_reason
    else:
        beside = claim.number(claim.literal["reading_id"]).label
    return (
        f'<li><a href="{claim.page}.html"><span class="sides"><b>{escape(claim.headline)} '
        f"<small>in the article</small></b> <b>{escape(beside)} <small>read as written</small></b>"
        f"</span><span>{escape(claim.statement)}</span><em>{escape(verdict_words(claim.verdict))}</em></a></li>"
    )


def source_list(*names: str) -> Html:
    """Return the sources of some tables as a list, each with what was read and its address.

    Tables of our own words, such as the exercises, name no source.
    """
    cited = source_ids(cell for name in names for cell in table(name).get("source_id", []))
    items = []
    for _, source in table("sources").iterrows():
        if source["source_id"] in cited:
            title, place = title_and_place(source)
            items.append(
                f'<li id="{source["source_id"]}">{title}. {escape(publisher_words(source))}, '
                f"{escape(source['published'])}{place}. "
                f"<small>{escape(source['read'])}</small></li>"
            )
    return Html(
        f'<details class="sources"><summary>The {len(items)} sources of this page</summary>'
        f"<ol>{''.join(items)}</ol></details>"
    )


def title_and_place(source: pd.Series[Any]) -> tuple[str, str]:
    """Return the title of a source, linked where it has an address, and where in it to look.

    Both are HTML; the place begins with a comma, and is empty where none is named.
    """
    title = escape(source["title"])
    if source["url"]:
        title = f'<a href="{escape(source["url"])}" rel="noopener">{title}</a>'
    return title, f", {escape(source['locator'])}" if source["locator"] else ""


def data_list(*names: str) -> Html:
    """Return download links for some tables of the data folder, folded, each with what it holds."""
    described = {resource["name"]: resource for resource in descriptor()["resources"]}
    items = "".join(
        f'<li><a href="../data/{name}.csv" download>{escape(described[name]["title"])}</a> (CSV): '
        f"{escape(described[name]['description'])}. {len(table(name)):,} rows. Licence: "
        f"{escape(described[name]['licenses'][0]['title'])}.</li>"
        for name in names
    )
    return Html(
        f'<details class="tables"><summary>The {len(names)} tables of this page</summary>'
        f'<ul class="data">{items}</ul></details>'
    )


def _cell_text(name: str, value: Any) -> tuple[str, bool]:
    if isinstance(value, Number):
        return value.html(), True
    if isinstance(value, bool):
        return ("yes" if value else "no"), False
    if isinstance(value, int):
        year = name.endswith("year") or name == "rank"
        return (str(value) if year else f"{value:,}"), True
    if isinstance(value, float) and name.endswith("year") and not pd.isna(value):
        return str(int(value)), True
    if isinstance(value, float):
        return ("–" if pd.isna(value) else escape(digits(value, _unit_of(name)))), True
    text = str(value)
    return escape(day_words(text) if re.fullmatch(DATE, text) else text), False


def _unit_of(name: str) -> str:
    suffixes = {"_pct": "pct", "_mt": "Mt", "_t": "t", "factor": "factor", "_bn": "USD bn"}
    return next((unit for end, unit in suffixes.items() if name.endswith(end)), "number")
