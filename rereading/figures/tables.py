"""Tables, lists of dates and of sources as HTML that a page and a plain notebook both show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import pandas as pd

from rereading.credits import publisher_words, source_ids
from rereading.data import descriptor, table
from rereading.quantities import Number, day_words, digits, unit_in

Cell = tuple[str, str]  # its HTML and its attributes
NUMERIC = ' class="num"'
CARDS = 4  # columns
LINKED = 4  # sources of a row
DATE = r"\d{4}-\d\d(-\d\d)?"


@dataclass(frozen=True)
class Html:
    """A piece of a page; shows itself in a notebook."""

    html: str

    def __str__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        return self.html


def show_table(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    caption: str,
    book: str = "",
    kind: str = "",
    attributes: Sequence[str] = (),
) -> Html:
    """Return a frame as a captioned table in a box that scrolls by itself.

    `columns` maps the columns to show to their headings; the first one heads the rows. Numbers
    are rounded by the unit at the end of a column's name, whole numbers and text kept. Rows that
    know their `source_id` end with links to the bibliography, to which `book` is the way (`../`).
    `kind` is the class of the table in the style sheets, `attributes` are those of its rows. From
    `CARDS` columns on phones and e-readers show every row as a card, by the label of each cell.
    """
    # By column, not by row: a row of a frame turns whole numbers into fractions.
    texts = [[_cell(name, value) for value in frame[name].tolist()] for name in columns]
    heads = [escape(title) for title in columns.values()]
    if "source_id" in frame:
        heads.append("Sources")
        links = [source_links(cell, book) for cell in frame["source_id"]]
        texts.append([(link, ' class="cites"') for link in links])
    stacked = len(heads) >= CARDS
    labels = [f' data-label="{title}"' * stacked for title in heads]
    head = "".join(
        f'<th scope="col"{cells[0][1] if cells else ""}>{title}</th>'
        for title, cells in zip(heads, texts, strict=True)
    )
    body = ""
    for own, *row in zip(attributes or [""] * len(frame), *texts, strict=True):
        first, *others = (
            f"{attribute}{label}>{text}"
            for label, (text, attribute) in zip(labels, row, strict=True)
        )
        cells = "".join(f"<td{cell}</td>" for cell in others)
        body += f'<tr{own}><th scope="row"{first}</th>{cells}</tr>'
    classes = " ".join(filter(None, ("stack" * stacked, kind)))
    of_class = f' class="{classes}"' * bool(classes)
    return Html(
        f'<div class="table" role="region" tabindex="0" aria-label="Table: {escape(caption)}">'
        f"<table{of_class}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def folded_table(frame: pd.DataFrame, columns: Mapping[str, str], caption: str) -> Html:
    """Return `show_table` behind a disclosure that its caption names: for long tables."""
    return fold(caption, show_table(frame, columns, caption))


def fold(line: str, inside: object, kind: str = "further") -> Html:
    """Return HTML behind a line that opens it; on paper what is of the kind `further` stands open."""
    return Html(f'<details class="{kind}"><summary>{escape(line)}</summary>{inside}</details>')


def date_list(events: pd.DataFrame, name: str) -> Html:
    """Return events (date, event, status, source_id) as a list with an id; dates are ISO, or begin so."""
    items = "".join(
        f"<li><b>{escape(day_words(row.date))}</b> <span>{escape(row.event)} <small>"
        f"{escape(row.status)}{' ' * bool(row.status)}"
        f'<span class="cites">{source_links(row.source_id)}</span></small></span></li>'
        for row in events.itertuples()
    )
    return Html(f'<ol class="dates" id="{name}">{items}</ol>')


def source_links(cell: str, book: str = "") -> str:
    """Return links to the first `LINKED` sources, others counted; `book` is the way there (`../`)."""
    ids, numbers = source_ids([cell]), _number_of()
    links = [
        f'<a href="{book}sources.html#{name}" aria-label="Source {numbers[name]}">{numbers[name]}</a>'
        for name in ids[:LINKED]
    ]
    return " ".join(links) + (f" and {len(ids) - LINKED} more" if len(ids) > LINKED else "")


@cache
def _number_of() -> dict[str, int]:
    return {source_id: i for i, source_id in enumerate(table("sources")["source_id"], start=1)}


def source_list(*names: str) -> Html:
    """Return the sources of some tables, folded, each with what was read and its address."""
    # Tables of our own words, such as the exercises, name no source.
    cited = source_ids(cell for name in names for cell in table(name).get("source_id", []))
    sources = table("sources")
    items = [source_item(row) for _, row in sources[sources["source_id"].isin(cited)].iterrows()]
    return fold(f"The {len(items)} sources of this page", f"<ol>{''.join(items)}</ol>", "sources")


def source_item(source: pd.Series[Any], used: str = "") -> str:
    """Return a source as an item of a list, by its number; `used` is HTML that stands behind it."""
    title, where = escape(source["title"]), source["locator"]
    if source["url"]:
        title = f'<a href="{escape(source["url"])}" rel="noopener">{title}</a>'
    return (
        f'<li id="{source["source_id"]}" value="{_number_of()[source["source_id"]]}">'
        f"{escape(publisher_words(source))} "
        f"({escape(source['published'])}). {title}{escape(f', {where}' if where else '')}. "
        f"<small>Read: {escape(source['read'])}.{used}</small></li>"
    )


def data_list(*names: str) -> Html:
    """Return download links for some tables of the data folder, folded, each with what it holds."""
    described = {resource["name"]: resource for resource in descriptor()["resources"]}
    items = "".join(
        f'<li><a href="../data/{name}.csv" download>{escape(described[name]["title"])}</a> (CSV, '
        f'<a href="../data/{name}.xlsx" download aria-label="The same as XLSX">XLSX</a>): '
        f"{escape(described[name]['description'])}. {len(table(name)):,} rows. Licence: "
        f"{escape(described[name]['licenses'][0]['title'])}.</li>"
        for name in names
    )
    listed = f'<ul class="data">{items}</ul>'
    return fold(f"The tables of this page: {len(names)}", listed, "tables")


def _cell(name: str, value: Any) -> Cell:
    if isinstance(value, Number):
        return value.html(), NUMERIC
    if isinstance(value, Html):
        return value.html, ""
    if isinstance(value, bool):
        return ("yes" if value else "no"), ""
    if isinstance(value, float) and pd.isna(value):
        return "–", NUMERIC
    if isinstance(value, int | float) and (name.endswith("year") or name == "rank"):
        return str(int(value)), NUMERIC
    if isinstance(value, int):
        return f"{value:,}", NUMERIC
    if isinstance(value, float):
        return escape(digits(value, unit_in(name) or "number")), NUMERIC
    text = str(value)
    return escape(day_words(text) if re.fullmatch(DATE, text) else text), ""
