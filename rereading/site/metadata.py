"""What machines read: schema.org ClaimReview and Dataset as JSON-LD, and the sitemap."""

import hashlib
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import yaml

from rereading.claims import ARTICLE_SOURCE, Claim, claim
from rereading.data import descriptor, table
from rereading.verdicts import FAILS, HOLDS, IN_PART, PRINTED

BOOK = "Fifty-six percent of what?"
SUBTITLE = "A newspaper article taken apart, number by number"
AUTHOR = f"The authors of “{BOOK}”"
# In the order in which people would put them: that a number was printed of something else bears
# out nothing of what the article says. The word is the verdict.
RATINGS = {HOLDS: 4, IN_PART: 3, PRINTED: 2, FAILS: 1}

DOWNLOADS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def address(path: str, base: str) -> str:
    """Return where a file of the site (`book/imports.html`) is found: the one way for all of them.

    `base` is where the site is published, with a slash at its end or without: a root, a folder of a
    host. Where that is not known, "", the address leads there from a page of the book.
    """
    return f"{base.rstrip('/')}/{path}" if base else f"../{path}"


def json_ld(page: str, base: str) -> str:
    """Return the JSON-LD of a page (`imports`), safe inside a script element; "" if it has none.

    `base` is the address of the site, or "" (see `address`).
    """
    nodes = [claim_review(claim(name), base) for name in claims_of(page)]
    nodes += [dataset(r, base) for r in descriptor()["resources"] if page in r["pages"]]
    if not nodes:
        return ""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def sitemap(pages: Iterable[str], base: str) -> str:
    """Return the sitemap of a site at `base` with the pages of these names (`book/imports`)."""
    urls = "".join(
        f"<url><loc>{escape(address(f'{page}.html', base))}</loc></url>\n" for page in sorted(pages)
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}\n<urlset xmlns="{space}">\n{urls}</urlset>\n'


def claims_of(page: str) -> list[str]:
    """Return the ids of the claims that a page judges and that can be tested."""
    rows = table("claims")
    return list(rows[(rows["page"] == page) & (rows["untestable_reason"] == "")]["claim_id"])


def claim_review(one: Claim, base: str) -> dict[str, Any]:
    """Return the ClaimReview of a claim: what was claimed, where, and the computed verdict."""
    article = table("sources").set_index("source_id").loc[ARTICLE_SOURCE]
    return {
        "@type": "ClaimReview",
        "url": address(f"book/{one.page}.html", base),
        "claimReviewed": one.statement,
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": AUTHOR},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": article["publisher"]},
            "datePublished": article["published"],
            "appearance": {
                "@type": "NewsArticle",
                "headline": article["title"],
                "url": article["url"],
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[one.verdict.kind],
            "bestRating": max(RATINGS.values()),
            "worstRating": min(RATINGS.values()),
            "alternateName": one.verdict.kind.capitalize(),
        },
    }


def dataset(resource: dict[str, Any], base: str) -> dict[str, Any]:
    """Return the Dataset of a table, from its description in the data package."""
    return {
        "@type": "Dataset",
        "name": resource["title"],
        "description": f"{resource['description']}. A table of the book “{BOOK}”.",
        "url": address(f"book/data.html#table-{resource['name']}", base),
        "license": resource["licenses"][0].get("path", resource["licenses"][0]["title"]),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": AUTHOR},
        "variableMeasured": [f["title"] for f in resource["schema"]["fields"] if "unit" in f],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": address(f"data/{resource['name']}.{ending}", base),
            }
            for ending, kind in DOWNLOADS.items()
        ],
    }


def edition(root: Path) -> str:
    """Return what tells this edition from another: version, date, a checksum of all tables.

    The checksum is the start of the SHA-256 of `data/datapackage.json`, which has one of each table.
    A book that does not say how to cite it, such as one of a few pages for a trial, has none: "".
    """
    if not (root / "CITATION.cff").is_file():
        return ""
    about = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    tables = hashlib.sha256((root / "data" / "datapackage.json").read_bytes()).hexdigest()
    return f"Edition {about['version']} of {about['date-released']}, data {tables[:12]}"
