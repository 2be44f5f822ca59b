"""The register of claims, the bibliography and the description of the data as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from rereading.claims import VERDICTS, Claim, claim
from rereading.data import descriptor, table, table_names
from rereading.figures.tables import Html, band_words, html_table

FILTERS = ("topic", "verdict")


def register_table(register: pd.DataFrame) -> Html:
    """Return the register as one table, with two filters that appear where scripts run.

    `register` comes from `claims.register`. Each row links to the claim's chapter and to the
    sources of the reading its verdict rests on.
    """
    number = source_numbers()
    rows = "".join(_register_row(row, claim(row["claim_id"]), number) for _, row in _rows(register))
    choices = {
        "topic": sorted(register["topic"].unique()),
        "verdict": [v for v in VERDICTS if v in set(register["verdict"])],
    }
    selects = "".join(
        f'<label>{name.capitalize()} <select data-filter="{name}"><option value="">all</option>'
        + "".join(f"<option>{escape(choice)}</option>" for choice in choices[name])
        + "</select></label> "
        for name in FILTERS
    )
    heads = (
        "Claim",
        "The article says",
        "Allows",
        "Read literally",
        "Verdict",
        "Rests on",
        "Sources",
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in heads)
    return Html(
        f'<form class="filters" hidden>{selects}<output aria-live="polite"></output></form>'
        '<div class="table" role="region" tabindex="0" aria-label="Table: the register of claims">'
        f'<table class="register"><caption>All {len(register)} claims, by paragraph of the article'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def bibliography() -> Html:
    """Return every source with its address, what was read there and the tables that use it."""
    used = sources_in_use()
    items = []
    for _, source in table("sources").iterrows():
        title = escape(source["title"])
        if source["url"]:
            title = f'<a href="{escape(source["url"])}" rel="noopener">{title}</a>'
        place = f", {escape(source['locator'])}" if source["locator"] else ""
        where = ", ".join(
            f'<a href="data.html#table-{name}">{name}</a>' for name in used[source["source_id"]]
        )
        items.append(
            f'<li id="{source["source_id"]}">{escape(source["publisher"])} '
            f"({escape(source['published'])}). {title}{place}. "
            f"<small>Read: {escape(source['read'])}. Used in: {where or 'the claims'}.</small></li>"
        )
    return Html(f'<ol class="bibliography">{"".join(items)}</ol>')


def data_dictionary() -> Html:
    """Return every table of the data package: what it holds, its fields, licence and download."""
    parts = []
    for resource in descriptor()["resources"]:
        name = resource["name"]
        fields = pd.DataFrame(
            {
                "name": [field["name"] for field in resource["schema"]["fields"]],
                "type": [field["type"] for field in resource["schema"]["fields"]],
                "unit": [field.get("unit", "") for field in resource["schema"]["fields"]],
                "meaning": [
                    ": ".join(filter(None, (field["title"], field["description"])))
                    for field in resource["schema"]["fields"]
                ],
            }
        )
        columns = {"name": "Field", "type": "Type", "unit": "Unit", "meaning": "Meaning"}
        rows = len(table(name))
        key = ", ".join(resource["schema"]["primaryKey"])
        licence = resource["licenses"][0]
        terms = escape(licence["title"])
        if "path" in licence:
            terms = f'<a href="{escape(licence["path"])}" rel="noopener">{terms}</a>'
        parts.append(
            f'<details class="dataset" id="table-{name}"><summary><b>{escape(resource["title"])}</b> '
            f"({name}, {rows:,} rows)</summary><p>{escape(resource['description'])}.</p>"
            f"{html_table(fields, columns, caption='Fields of ' + name)}"
            f"<p>Key: {key}. Licence: {terms}. "
            f'<a href="../data/{name}.csv" download>Download {name}.csv</a></p></details>'
        )
    return Html("".join(parts))


def sources_in_use() -> dict[str, list[str]]:
    """Return for every source the tables that name it, in the order of the data package."""
    used: dict[str, list[str]] = {source_id: [] for source_id in table("sources")["source_id"]}
    for name in table_names():
        frame = table(name)
        if name != "sources" and "source_id" in frame:
            for source_id in frame["source_id"].str.split(";").explode().unique():
                used[source_id].append(name)
    return used


def source_numbers() -> dict[str, int]:
    """Return the number of each source in the bibliography."""
    return {source_id: i for i, source_id in enumerate(table("sources")["source_id"], start=1)}


def _rows(frame: pd.DataFrame) -> list[tuple[Any, pd.Series[Any]]]:
    return list(frame.sort_values("paragraph", kind="stable").iterrows())


def _register_row(row: pd.Series[Any], it: Claim, number: dict[str, int]) -> str:
    reading = it.verdict.reading
    sources = [] if reading is None else reading["source_id"].split(";")
    links = " ".join(
        f'<a href="sources.html#{source_id}">{number[source_id]}</a>' for source_id in sources[:4]
    )
    more = f" and {len(sources) - 4} more" if len(sources) > 4 else ""
    cells = (
        escape(row["says"]),
        escape(band_words(it)),
        escape(row["literal"] or "–"),
        escape(row["verdict"]),
        escape(row["named"]) + (f" <small>({row['grade']})</small>" if row["grade"] else ""),
        links + more,
    )
    return (
        f'<tr id="{row["claim_id"]}" data-topic="{escape(row["topic"])}" '
        f'data-verdict="{escape(row["verdict"])}"><th scope="row"><a href="{row["page"]}.html">'
        f"{escape(it.statement)}</a> <small>paragraph {row['paragraph']}</small></th>"
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )
