"""What machines read: ClaimReview and Dataset on the pages, the register and its JSON Schema."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin

import jsonschema
import pytest
from faults import content, parsed
from helpers import CHAPTERS, ROOT, front_page_alone
from PIL import Image

from rereading.claims import claim, register
from rereading.data import DATA, descriptor, tables_of
from rereading.site import build
from rereading.site.extension import root_links
from rereading.site.metadata import BOOK, edition, json_ld
from rereading.verdicts import VERDICTS

HEADLINES = ("imports", "reserves", "compensation")


def graph_on(page: Path) -> list[dict]:
    (script,) = parsed(page).select('script[type="application/ld+json"]')
    return json.loads(script.string)["@graph"]


@pytest.mark.parametrize("page", HEADLINES)
def test_a_headline_page_carries_its_reviews_and_tables(site, page):
    graph, folder = graph_on(site / "book" / f"{page}.html"), site / "book"
    reviews = [each for each in graph if each["@type"] == "ClaimReview"]
    rated = {each["claimReviewed"]: each["reviewRating"] for each in reviews}
    claims = map(claim, register().query("page == @page and readings > 0")["claim_id"])
    judged = {it.statement: it.verdict.kind.capitalize() for it in claims}
    assert {said: rating["alternateName"] for said, rating in rated.items()} == judged
    for rating in rated.values():
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert all((folder / review["url"]).is_file() for review in reviews)
    sets = [each for each in graph if each["@type"] == "Dataset"]
    titles = {r["name"]: r["title"] for r in descriptor()["resources"]}
    assert {each["name"] for each in sets} == {titles[name] for name in tables_of(page)}
    for each in sets:
        assert 50 <= len(each["description"]) <= 5000  # what search engines ask of a data set
        files = [folder / download["contentUrl"] for download in each["distribution"]]
        assert len(files) == 2 and all(file.resolve().is_file() for file in files)


# At a root, in a folder of a host; as the setting may be written.
@pytest.mark.parametrize("root", ["https://name.example", "https://name.example/repo"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_whole_addresses_are_right_wherever_a_site_is_published(root, slash, site, tmp_path):
    base = root + slash
    graph = json.loads(json_ld("imports", base))["@graph"]
    assert "../" not in str(graph)
    assert {each["url"].split("/book/")[0] for each in graph} == {root}
    missing = Path(shutil.copy(site / "404.html", tmp_path))
    missing.write_text(missing.read_text("utf-8").replace('="/', '="'), "utf-8")
    root_links(missing, base)
    assert not lost(site, missing, root)
    assert not lost(site, site / "404.html", "https://name.example"), "of a site of unknown address"


def lost(site: Path, page: Path, root: str) -> list[str]:
    """Return the links of a page, met at any address, that lead to no file of the site at `root`."""
    tags = parsed(page).select('[href]:not([href^="#"]), [src]')
    links = [urljoin(f"{root}/no/such/page.html", tag.get("href") or tag["src"]) for tag in tags]
    asked = [re.sub("[?#].*", "", link) for link in links if link.startswith(urljoin(root, "/"))]
    assert len(asked) > 5
    inside = {link: site / unquote(link.removeprefix(f"{root}/")) for link in asked}
    there = {link for link, at in inside.items() if at.is_file() or (at / "index.html").is_file()}
    return [link for link in asked if link not in there or not link.startswith(f"{root}/")]


def test_the_front_page_at_the_root_describes_tables_that_are_there(site):
    sets = graph_on(site / "index.html")
    assert sets and all((site / each["distribution"][0]["contentUrl"]).is_file() for each in sets)


def test_a_published_page_names_itself_and_its_picture(tmp_path, monkeypatch):
    front_page_alone(tmp_path)
    monkeypatch.setenv("REREADING_BASEURL", "https://name.example/repo")
    monkeypatch.setenv("REREADING_REPOSITORY", "owner/book")
    assert build.built(tmp_path, tmp_path / "html")
    for file in ("index.html", "book/index.html"):
        page = parsed(tmp_path / "html" / file)
        here = "https://name.example/repo/book/index.html"
        assert page.select_one('link[rel="canonical"]')["href"] == here
        assert content(page, "og:url", "property") == here
        picture = content(page, "og:image", "property").removeprefix("https://name.example/repo/")
        sides = [content(page, f"og:image:{side}", "property") for side in ("width", "height")]
        assert sides == [str(side) for side in Image.open(tmp_path / "html" / picture).size]
        assert content(page, "og:image:alt", "property").startswith("China’s share")
    colab = "https://colab.research.google.com/github/owner/book/blob/notebooks/index.ipynb"
    binder = "https://mybinder.org/v2/gh/owner/book/HEAD?urlpath=lab/tree/book/index.md"
    leads = [link["href"] for link in page.select('[href*="owner/book"]')]
    assert leads == [colab, binder], leads
    assert f"<loc>{here}</loc>" in (tmp_path / "html" / "sitemap.xml").read_text("utf-8")
    missing = parsed(tmp_path / "html" / "404.html").select_one('link[rel="stylesheet"]')
    assert missing["href"].startswith("/repo/_static/")


def test_each_chapter_has_a_picture_to_share_of_its_own(site):
    cards = {file: file.read_bytes() for file in site.glob("figures/*-card.png")}
    assert {f"{page}-card.png" for page in ("index", *CHAPTERS)} <= {card.name for card in cards}
    assert len(set(cards.values())) == len(cards)
    assert {Image.open(card).size for card in cards} == {(1200, 630)}
    assert sum(map(len, cards.values())) < 300_000


def test_the_register_keeps_to_its_published_schema(site):
    schema = json.loads((site / "data" / "register.schema.json").read_text("utf-8"))
    entries = json.loads((site / "data" / "register.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(entries, schema)
    assert schema["items"]["required"] == list(register().columns)
    assert schema["items"]["properties"]["verdict"]["enum"] == list(VERDICTS)
    tested = next(each for each in entries if each["readings"])
    for key, wrong in {"verdict": "true", "paragraph": "12", "grade": "", "readings": 0}.items():
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([tested | {key: wrong}], schema)
    assert not (DATA / "register.json").exists(), "the register is computed, not kept"


def test_a_page_says_how_to_cite_it(site):
    html = parsed(site / "book" / "imports.html")
    title = html.select_one("h1").get_text().rstrip("#")
    said = " ".join(html.select_one(".cite p").get_text().split())
    tables = hashlib.sha256((DATA / "datapackage.json").read_bytes()).hexdigest()
    assert edition(ROOT).endswith(f", data {tables[:12]}")
    assert (
        said == f"The authors of “{BOOK}” (2026). {title}. In: {BOOK} {edition(ROOT)}. CC BY 4.0."
    )
    assert f"title = {{{title}. In: " in html.select_one(".cite pre").get_text()
