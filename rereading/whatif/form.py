"""The parts of a what-if: its controls, the answer it starts from, and how it shows itself."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal

import pandas as pd

from rereading.credits import credit, source_ids
from rereading.figures.tables import show_table
from rereading.prose import building

WHATIF_MIME = "application/vnd.rereading.whatif+json"


@dataclass(frozen=True)
class Control:
    """One thing a reader can choose."""

    name: str
    label: str
    kind: Literal["radio", "select", "number"]
    default: str
    # Values with their words, or groups of them (for `select`); of a number the first and the last.
    options: Mapping[str, Any] | tuple[int, int]
    hint: str = ""
    when: str = ""  # another control's choice ("period=year") without which this is not asked


@dataclass(frozen=True)
class WhatIf:
    """A form with the answer it starts from; shows itself in a page and in a notebook."""

    key: str
    title: str
    controls: tuple[Control, ...]
    columns: Mapping[str, str]  # headings of the table, by the name that they have in a row
    sentence: str  # announced to those who listen
    more: str  # stands under it
    rows: list[dict[str, Any]]  # what the chart draws and the table lists
    reading_aid: str
    sources_html: str
    data: Mapping[str, Any]  # what the script of the page makes all other answers from

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        table = str(show_table(pd.DataFrame(self.rows), self.columns, caption=self.title))
        said = f"<p>{escape(self.sentence)} {escape(self.more)}</p>"
        shown: dict[str, Any] = {"text/html": said + table, "text/plain": self.sentence}
        if building():
            # Not at the head: notebooks have no form to draw for, and need no Altair.
            from rereading.whatif.charts import chart_and_drawings  # noqa: PLC0415

            drawn = chart_and_drawings(self.key, self.rows)
            shown[WHATIF_MIME] = {**asdict(self), "table_html": table, **drawn}
        return shown


def sources_html(cells: Iterable[str]) -> str:
    """Return the publishers behind a what-if in one line; `cells` name the sources."""
    return escape(f"Sources: {credit(source_ids(cells), most=3)}.")
