"""Whose figure it is: the sources that cells name, and the line that credits them."""

from collections.abc import Iterable, Mapping
from typing import Any

from rereading.data import table


def credit(source_ids: Iterable[str], most: int = 2) -> str:
    """Return the publishers behind some sources in one line, with years: the first `most` of them."""
    sources = table("sources").set_index("source_id")
    named = (publisher_words(sources.loc[source_id], dated=True) for source_id in source_ids)
    names = list(dict.fromkeys(named))
    more = len(names) - most
    return "; ".join(names[:most]) + (f"; {more} more" if more > 0 else "")


def publisher_words(source: Mapping[str, Any], dated: bool = False) -> str:
    """Return who published a source and whose copy was read: `Kyodo 2012, read via The Japan Times`."""
    year = source["published"][:4]
    name = source["publisher"]
    if dated and year.isdigit() and not name.endswith(year):
        name += f" {year}"
    return f"{name}, read via {source['read_via']}" if source["read_via"] else name


def source_ids(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the source ids that some cells name, none or several a cell, each once, in order."""
    return tuple(dict.fromkeys(item for each in cells for item in each.split(";") if item))
