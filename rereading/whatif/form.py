"""The parts of a what-if: its controls, an answer, and how it shows itself without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal

import pandas as pd

from rereading.figures.tables import html_table
from rereading.numbers import credit, source_ids

WHATIF_MIME = "application/vnd.rereading.whatif+json"


@dataclass(frozen=True)
class Control:
    """One thing a reader can choose.

    `options` maps values to their words, or groups to such maps (for `select`); a `number` runs
    from `low` to `high` in whole steps. `when` names another control's choice ("period=year")
    without which this one is not asked.
    """

    name: str
    label: str
    kind: Literal["radio", "select", "number"]
    default: str
    options: Mapping[str, Any] | None = None
    low: int = 0
    high: int = 0
    hint: str = ""
    when: str = ""


@dataclass(frozen=True)
class WhatIf:
    """A form with the answer it starts from; shows itself in a page and in a notebook.

    `rows` are what the chart draws and the table lists, `columns` the headings of the table's
    columns, by the name they have in a row. `sentence` is announced to those who listen, `more`
    stands under it. `file` is the file of answers that it starts from.
    """

    key: str
    title: str
    controls: tuple[Control, ...]
    columns: Mapping[str, str]
    sentence: str
    more: str
    rows: list[dict[str, Any]]
    reading_aid: str
    sources_html: str
    file: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            WHATIF_MIME: asdict(self),
            "text/html": f"<p>{escape(self.sentence)} {escape(self.more)}</p>{self.table_html}",
            "text/plain": self.sentence,
        }

    @property
    def table_html(self) -> str:
        """The answer it starts from, as a table."""
        return html_table(pd.DataFrame(self.rows), self.columns, caption=self.title)


def answer(sentence: str, more: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what one choice shows: a sentence, what to add, the rows of its chart and table."""
    return {"sentence": sentence, "more": more, "rows": rows}


def no_answer(control: str, message: str) -> dict[str, Any]:
    """Return what a choice without data shows: a message beside the control that causes it."""
    return {"control": control, "message": message}


def sources_html(cells: Iterable[str]) -> str:
    """Return the publishers behind a what-if in one line; `cells` name the sources."""
    return escape(f"Sources: {credit(source_ids(cells), most=3)}.")
