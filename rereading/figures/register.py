"""The register of claims, the bibliography and the description of the data as HTML."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import Any

import pandas as pd

from rereading.claims import ARTICLE_SOURCE, Claim, claim
from rereading.credits import source_ids
from rereading.data import descriptor, table, table_names
from rereading.figures.cards import band_words, place_words
from rereading.figures.tables import Html, fold, show_table, source_item
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
    """Return two filters of the register, which appear where scripts run."""
    verdicts = [verdict for verdict in VERDICTS if verdict in set(register["verdict"])]
    selects = ""
    for name, choices in {"topic": sorted(register["topic"].unique()), "verdict": verdicts}.items():
        options = (f'<option value="{it}">{it}</option>' for it in map(escape, choices))
        selects += (
            f'<label>{name.capitalize()} <select data-filter="{name}"><option value="">all</option>'
            f"{''.join(options)}</select></label> "
        )
    count = len(register)
    return Html(
        f'<form class="filters" hidden>{selects}<output aria-live="polite">{count} of {count} '
        "claims</output></form>"
    )


def register_table(register: pd.DataFrame, page: str) -> Html:
    """Return the claims of a chapter, folded, by paragraph; the line of the fold counts verdicts."""
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
    """Return the sources of one subject, the first part of their ids, with the tables that use them."""
    # Each claim is a statement of the article.
    cited: dict[str, Collection[str]] = {"claims": [ARTICLE_SOURCE]}
    for name in table_names():
        if name not in ("claims", "sources"):
            cited[name] = source_ids(table(name).get("source_id", []))
    items = []
    for _, source in table("sources").iterrows():
        if (source_id := source["source_id"]).startswith(f"{subject}-"):
            using = [name for name in cited if source_id in cited[name]]
            links = ", ".join(f'<a href="data.html#table-{name}">{name}</a>' for name in using)
            items.append(source_item(source, f" Used in: {links}."))
    return fold(f"{len(items)} sources", f'<ol class="bibliography">{"".join(items)}</ol>')


def data_dictionary(*pages: str) -> Html:
    """Return the tables first used by some pages: what each holds, its fields, licence and download."""
    parts, titles = [], []
    for resource in descriptor()["resources"]:
        if resource["pages"][0] not in pages:
            continue
        name, licence = resource["name"], resource["licenses"][0]
        described = resource["schema"]["fields"]
        fields = pd.DataFrame(described).assign(meaning=[meaning(each) for each in described])
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
    tables = "table" if len(parts) == 1 else "tables"
    return fold(f"{len(parts)} {tables}: {' · '.join(titles)}", "".join(parts))


def meaning(field: dict[str, Any]) -> str:
    """Return what a field means, with its unit in words."""
    title, more = field["title"], field["description"]
    text = more if title.lower() in more.lower() else ": ".join(filter(None, (title, more)))
    return f"{text} ({field['unit']})" if "unit" in field else text


def page_link(name: str) -> Html:
    """Return a page of the book by its title, as a link from those of its folder; or `all pages`."""
    page = f"classroom/{name}" if f"classroom/{name}" in TITLES else name
    return Html(f'<a href="{page}.html">{TITLES[page]}</a>' if page in TITLES else f"{name} pages")


def corrections_by_day(entries: pd.DataFrame) -> Html:
    """Return corrections by day, the newest first, those of a day behind one line, by page."""
    ordered = entries.sort_values("page", key=lambda page: page.map([*TITLES].index), kind="stable")
    days = sorted(ordered.groupby("date"), reverse=True)
    folds = (fold(f"{day_words(day)}: {len(some)}", correction_list(some)) for day, some in days)
    return Html("".join(map(str, folds)))


def correction_list(entries: pd.DataFrame) -> Html:
    """Return corrections or known limits as a list: what is or was wrong, what is done, the page."""
    items = "".join(
        f"<li>{escape(entry.what)} <em>{escape(entry.change)}</em> "
        f"<small>{page_link(entry.page)}; noticed by {escape(entry.noticed_by)}</small></li>"
        for entry in entries.itertuples()
    )
    return Html(f'<ul class="corrections">{items}</ul>')
