"""What machines read: ClaimReview and Dataset on the pages, the register and its JSON Schema."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from bs4 import BeautifulSoup

from rereading.claims import claim, register
from rereading.data import DATA, descriptor, tables_of
from rereading.site.metadata import claims_of, json_ld, sitemap
from rereading.verdicts import VERDICTS

HEADLINES = {
    "imports": "china-56-percent",
    "reserves": "nk-second-after-china",
    "compensation": "kim-30bn-today",
}


def graph_on(site: Path, page: str) -> list[dict]:
    html = BeautifulSoup((site / "book" / f"{page}.html").read_text("utf-8"), "html.parser")
    (script,) = html.select('script[type="application/ld+json"]')
    return json.loads(script.string)["@graph"]


@pytest.mark.parametrize(("page", "claim_id"), HEADLINES.items())
def test_a_headline_page_carries_its_reviews(site: Path, page: str, claim_id: str) -> None:
    reviews = [each for each in graph_on(site, page) if each["@type"] == "ClaimReview"]
    assert len(reviews) == len(claims_of(page))
    it = claim(claim_id)
    (review,) = [each for each in reviews if each["claimReviewed"] == it.statement]
    assert review["reviewRating"]["alternateName"] == it.verdict.kind.capitalize()
    rating = review["reviewRating"]
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert (site / "book" / review["url"]).is_file()


@pytest.mark.parametrize("page", HEADLINES)
def test_a_headline_page_carries_its_tables(site: Path, page: str) -> None:
    sets = [each for each in graph_on(site, page) if each["@type"] == "Dataset"]
    titles = {r["name"]: r["title"] for r in descriptor()["resources"]}
    assert {each["name"] for each in sets} == {titles[name] for name in tables_of(page)}
    for each in sets:
        assert 50 <= len(each["description"]) <= 5000  # what search engines ask of a data set
        (download,) = each["distribution"]
        assert (site / "book" / download["contentUrl"]).resolve().is_file()


def test_a_page_without_claims_and_tables_has_none_and_a_site_with_an_address_whole_ones() -> None:
    assert json_ld("about", "") == ""
    graph = json.loads(json_ld("imports", "https://book.example/"))["@graph"]
    assert {each["url"].split("/book/")[0] for each in graph} == {"https://book.example"}


def test_the_register_keeps_to_its_published_schema(site: Path) -> None:
    schema = json.loads((site / "data" / "register.schema.json").read_text("utf-8"))
    entries = json.loads((site / "data" / "register.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(entries, schema)
    assert schema["items"]["required"] == list(register().columns)
    assert schema["items"]["properties"]["verdict"]["enum"] == list(VERDICTS)
    for key, wrong in {"verdict": "true", "paragraph": "12", "grade": "", "readings": 0}.items():
        broken = copy.deepcopy(entries)
        tested = next(each for each in broken if each["readings"])
        tested[key] = wrong
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)
    assert not (DATA / "register.json").exists(), "the register is computed, not kept"


def test_a_sitemap_lists_every_page() -> None:
    text = sitemap(["book/register", "book/imports"], "https://book.example/")
    assert [loc.text for loc in ElementTree.fromstring(text).iter() if loc.tag.endswith("loc")] == [
        "https://book.example/book/imports.html",
        "https://book.example/book/register.html",
    ]


@pytest.mark.parametrize("page", HEADLINES)
def test_a_page_says_how_to_cite_it(site: Path, page: str) -> None:
    html = BeautifulSoup((site / "book" / f"{page}.html").read_text("utf-8"), "html.parser")
    said = " ".join(html.select_one(".cite p").get_text().split())
    title = html.select_one("h1").get_text().rstrip("#")
    assert said.startswith("The authors of “Fifty-six percent of what?” (2026). " + title)
    assert re.search(
        r"In: Fifty-six percent of what\? Edition [\d.]+ of [\d-]+\. CC BY 4\.0\.$", said
    )
    assert f"title = {{{title}. In: " in html.select_one(".cite pre").get_text()
