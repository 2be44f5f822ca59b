"""The register of claims, the bibliography and the description of the data as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from rereading.claims import ARTICLE_SOURCE, Claim, claim
from rereading.credits import source_ids
from rereading.data import descriptor, table, table_names
from rereading.figures.cards import band_words, place_words
from rereading.figures.tables import (
    Html,
    fold,
    show_table,
    source_item,
)
from rereading.quantities import day_words
from rereading.verdicts import VERDICTS

# What pages are called that a table names; a test holds them against their headings.
TITLES = {
    "imports": "Fifty-six percent",
    "reserves": "Second after China",
    "compensation": "A hundredfold",
    "people": "Dozens and twenty thousand",
    "calendar": "What came before what",
    "supply": "New sellers",
    "since": "What happened since",
    "index": "Fifty-six percent of what?",
    "register": "The register",
    "method": "How we judge",
    "classroom/capstone": "Check a claim of your own",
    "classroom/guide": "For teachers",
    "classroom/history": "The history before the lesson",
    "classroom/slides-reserves": "Second in which table?",
}


def register_filters(register: pd.DataFrame) -> Html:
    """Return two filters of the register, which appear where scripts run.

    `register` comes from `claims.register`.
    """
    verdicts = [verdict for verdict in VERDICTS if verdict in set(register["verdict"])]
    choices = {"topic": sorted(register["topic"].unique()), "verdict": verdicts}
    selects = "".join(
        f'<label>{name.capitalize()} <select data-filter="{name}"><option value="">all</option>'
        + "".join(f'<option value="{it}">{it}</option>' for it in map(escape, choices[name]))
        + "</select></label> "
        for name in choices
    )
    count = len(register)
    return Html(
        f'<form class="filters" hidden>{selects}<output aria-live="polite">{count} of {count} '
        "claims</output></form>"
    )


def register_table(register: pd.DataFrame, page: str) -> Html:
    """Return the claims of a chapter, folded, by paragraph; the line of the fold counts verdicts.

    Each row links to the claim's chapter and to the sources of the reading its verdict rests on.
    """
    chosen = register[register["page"] == page].sort_values("paragraph", kind="stable")
    shown = pd.DataFrame([_in_words(row, claim(row["claim_id"])) for _, row in chosen.iterrows()])
    attributes = [
        f' id="{row.claim_id}" data-topic="{escape(row.topic)}" data-verdict="{escape(row.verdict)}"'
        for row in chosen.itertuples()
    ]
    columns = {name: name for name in shown.columns if name != "source_id"}
    caption = f"Claims checked in {TITLES[page]}, by paragraph of the article"
    listed = show_table(shown, columns, caption, kind="register", attributes=attributes)
    counts = chosen["verdict"].value_counts()
    split = ". ".join(f"{kind.capitalize()}: {counts[kind]}" for kind in VERDICTS if kind in counts)
    return fold(f"{len(chosen)} claims. {split}", listed)


def _in_words(row: pd.Series[Any], one: Claim) -> dict[str, Any]:
    """Return what the table of the register says of a claim, by the heading of its column."""
    reading, grade = one.verdict.reading, f" <small>({row['grade']})</small>" * bool(row["grade"])
    return {
        "Claim": Html(
            f'<a href="{row["page"]}.html">{escape(one.statement)}</a> '
            f"<small>{place_words(row['paragraph'])}</small>"
        ),
        "Verdict": row["verdict"],
        "The article says": row["says"],
        "Allows": band_words(one),
        "Read as written": row["literal"] or "–",
        "Rests on": Html(escape(row["named"]) + grade),
        "Others that fare as well": f"{row['passed']} of {row['tried']}" if row["tried"] else "–",
        "source_id": "" if reading is None else reading["source_id"],
    }


def bibliography(subject: str) -> Html:
    """Return the sources of one subject, the first part of their ids, numbered as in all tables.

    Each has its address, what was read there and the tables that use it.
    """
    sources, used, items = table("sources"), sources_in_use(), ""
    chosen = sources[sources["source_id"].str.startswith(f"{subject}-")]
    for _, source in chosen.iterrows():
        where = ", ".join(
            f'<a href="data.html#table-{name}">{name}</a>' for name in used[source["source_id"]]
        )
        items += source_item(source, f" Used in: {where}.")
    listed = f'<ol class="bibliography">{items}</ol>'
    return fold(f"{len(chosen)} sources", listed)


def data_dictionary(*pages: str) -> Html:
    """Return the tables first used by some pages: what each holds, its fields, licence and download."""
    parts, titles = [], []
    for resource in descriptor()["resources"]:
        if resource["pages"][0] not in pages:
            continue
        name, licence = resource["name"], resource["licenses"][0]
        fields = pd.DataFrame(resource["schema"]["fields"])[["name", "type"]]
        fields["meaning"] = [meaning(field) for field in resource["schema"]["fields"]]
        columns = {"name": "Field", "type": "Type", "meaning": "Meaning"}
        shown = show_table(fields, columns, caption=f"Fields of {name}")
        key = ", ".join(resource["schema"]["primaryKey"])
        terms = escape(licence["title"])
        if "path" in licence:
            terms = f'<a href="{escape(licence["path"])}" rel="noopener">{terms}</a>'
        parts.append(
            f'<div class="dataset" id="table-{name}"><h3>{escape(resource["title"])}</h3>'
            f"<p>{escape(resource['description'])}. {len(table(name)):,} rows. Licence: {terms}. "
            f'<a href="../data/{name}.csv" download>Download {name}.csv</a><span class="on-screen"> or '
            f'<a href="../data/{name}.xlsx" download>{name}.xlsx</a></span></p>'
            f"{fold('Its fields', f'{shown}<p>One row for each: {key}.</p>', 'fields')}</div>"
        )
        titles.append(resource["title"])
    count = f"{len(parts)} table{'s' * (len(parts) > 1)}"
    return fold(f"{count}: {' · '.join(titles)}", "".join(parts))


def meaning(field: dict[str, Any]) -> str:
    """Return what a field means, with its unit in words."""
    title, more = field["title"], field["description"]
    text = more if title.lower() in more.lower() else ": ".join(filter(None, (title, more)))
    return f"{text} ({field['unit']})" if "unit" in field else text


def sources_in_use() -> dict[str, list[str]]:
    """Return for every source the tables that name it, in the order of the data package."""
    used: dict[str, list[str]] = {source_id: [] for source_id in table("sources")["source_id"]}
    for name in table_names():
        frame = table(name)
        if name != "sources" and "source_id" in frame:
            for source_id in source_ids(frame["source_id"]):
                used[source_id].append(name)
    used[ARTICLE_SOURCE].insert(0, "claims")  # each claim is a statement of the article
    return used


def page_link(name: str) -> Html:
    """Return a page of the book by its title, as a link from those of its folder; or `all pages`."""
    page = f"classroom/{name}" if f"classroom/{name}" in TITLES else name
    return Html(f'<a href="{page}.html">{TITLES[page]}</a>' if page in TITLES else f"{name} pages")


def corrections_by_day(entries: pd.DataFrame) -> Html:
    """Return corrections by day, the newest first, those of a day and a page behind one line."""
    parts = []
    for day, of_day in sorted(entries.groupby("date"), reverse=True):
        parts.append(f"<h3>{day_words(day)}</h3>")
        pages = of_day.groupby("page")
        for name in sorted(pages.groups, key=list(TITLES).index):
            some = pages.get_group(name)
            parts.append(str(fold(f"{TITLES[name]}: {len(some)}", correction_list(some))))
    return Html("".join(parts))


def correction_list(entries: pd.DataFrame) -> Html:
    """Return corrections or known limits as a list: what is or was wrong, what is done, the page."""
    items = "".join(
        f"<li>{escape(entry.what)} <em>{escape(entry.change)}</em> "
        f"<small>{page_link(entry.page)}; noticed by {escape(entry.noticed_by)}</small></li>"
        for entry in entries.itertuples()
    )
    return Html(f'<ul class="corrections">{items}</ul>')
