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
    """Return the address of a file of the site published at `base`; if "", from a page of the book."""
    return f"{base.rstrip('/')}/{path}" if base else f"../{path}"


def json_ld(page: str, base: str) -> str:
    """Return the JSON-LD of a page (`imports`), safe inside a script element; "" if it has none."""
    rows = table("claims")
    judged = rows[(rows["page"] == page) & (rows["untestable_reason"] == "")]
    nodes = [claim_review(claim(name), base) for name in judged["claim_id"]]
    nodes += [dataset(r, base) for r in descriptor()["resources"] if page in r["pages"]]
    if not nodes:
        return ""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def sitemap(pages: Iterable[str], base: str) -> str:
    """Return the sitemap of a site at `base` with the pages of these names (`book/imports`)."""
    places = (escape(address(f"{page}.html", base)) for page in sorted(pages))
    urls = "".join(f"<url><loc>{place}</loc></url>\n" for place in places)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}\n<urlset xmlns="{space}">\n{urls}</urlset>\n'


def typed(kind: str, **fields: Any) -> dict[str, Any]:
    """Return a node of JSON-LD."""
    return {"@type": kind, **fields}


def claim_review(one: Claim, base: str) -> dict[str, Any]:
    """Return the ClaimReview of a claim: what was claimed, where, and the computed verdict."""
    article = table("sources").set_index("source_id").loc[ARTICLE_SOURCE]
    return typed(
        "ClaimReview",
        url=address(f"book/{one.page}.html", base),
        claimReviewed=one.statement,
        inLanguage="en",
        author=typed("Organization", name=AUTHOR),
        itemReviewed=typed(
            "Claim",
            author=typed("Organization", name=article["publisher"]),
            datePublished=article["published"],
            appearance=typed("NewsArticle", headline=article["title"], url=article["url"]),
        ),
        reviewRating=typed(
            "Rating",
            ratingValue=RATINGS[one.verdict.kind],
            bestRating=max(RATINGS.values()),
            worstRating=min(RATINGS.values()),
            alternateName=one.verdict.kind.capitalize(),
        ),
    )


def dataset(resource: dict[str, Any], base: str) -> dict[str, Any]:
    """Return the Dataset of a table, from its description in the data package."""
    name = resource["name"]
    files = {kind: address(f"data/{name}.{ending}", base) for ending, kind in DOWNLOADS.items()}
    return typed(
        "Dataset",
        name=resource["title"],
        description=f"{resource['description']}. A table of the book “{BOOK}”.",
        url=address(f"book/data.html#table-{name}", base),
        license=resource["licenses"][0].get("path", resource["licenses"][0]["title"]),
        isAccessibleForFree=True,
        creator=typed("Organization", name=AUTHOR),
        variableMeasured=[f["title"] for f in resource["schema"]["fields"] if "unit" in f],
        distribution=[
            typed("DataDownload", encodingFormat=kind, contentUrl=file)
            for kind, file in files.items()
        ],
    )


def edition(root: Path) -> str:
    """Return what tells this edition from another: version, date, a checksum of all tables.

    The checksum is the start of the SHA-256 of `data/datapackage.json`, which has one of each table.
    A book that does not say how to cite it, as in trials, has none: "".
    """
    if not (root / "CITATION.cff").is_file():
        return ""
    about = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    tables = hashlib.sha256((root / "data" / "datapackage.json").read_bytes()).hexdigest()
    return f"Edition {about['version']} of {about['date-released']}, data {tables[:12]}"
