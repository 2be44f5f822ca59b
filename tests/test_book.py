"""The built book as a reader gets it, found in its HTML: one build for all tests."""

import json
import re
from itertools import groupby
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from bs4 import BeautifulSoup
from faults import FINDERS, all_faults, content, dead_links, parsed
from helpers import BOOK, CHAPTERS, PAGES, ROOT, front_page_alone

from rereading.claims import register
from rereading.data import descriptor, table, tables_of
from rereading.site import build

FILES = [*(f"book/{page}" for page in PAGES), "index", "search"]


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_wrong_with_a_page(site, name):
    assert not all_faults(site, name)


GOOD = """<!DOCTYPE html><html lang="en"><head><title>A page</title>
<meta name="description" content="What is said of this page."><link rel="icon" href="icon.svg">
</head><body><h1 id="a">A page</h1><main><p>China had <data>81.6 percent</data>.</p><h2>Part</h2>
<figure class="plate" aria-labelledby="b"><div role="img" aria-label="A bar chart: in one year China had 81.6 percent."></div>
<figcaption><p class="finding" id="b"><strong>It was <data>81.6 percent</data>.</strong></p></figcaption>
<p class="credit">Sources: A book.</p><details><table><tbody><tr><td>1</td></tr></tbody></table></details>
</figure></main></body></html>"""
# What is put in the place of what, and which finder has to see it.
WRONG = {
    ("81.6 percent</data>.</p>", "</data>.</p>"): "holes",
    ("<p>China had", "<p>China supplied  of it"): "holes",
    ("<data>81.6 percent</data>.</p>", "<data>nan</data> of it.</p>"): "machine",
    ("<data>81.6 percent</data>.</p>", "<span>None</span> of it.</p>"): "machine",
    ("<p>China had", "<p>np.float64(3.0) had"): "machine",
    ("<p>China had", "<p>On 7\\xa0May China had"): "machine",
    ("A bar chart: in one year China had 81.6 percent.", ""): "pictures",
    ("in one year China had 81.6 percent.", "in one year China had very much of it."): "pictures",
    ("Sources: A book.", ""): "pictures",
    (' id="b"', ""): "pictures",
    ("<tr><td>1</td></tr>", ""): "pictures",
    ("<h2>Part</h2>", "<svg></svg>"): "pictures",
    ("<h2>Part</h2>", "<img src='a.png'>"): "pictures",
    ("<h2>Part</h2>", "<h3>Part</h3>"): "headings",
    ("<h2>Part</h2>", "<h1>Part</h1>"): "headings",
    ("<h2>Part</h2>", '<h2 id="a">Part</h2>'): "ids",
    ("<h2>Part</h2>", '<script src="https://example.org/a.js"></script>'): "hosts",
    ("<h2>Part</h2>", "<h2>희토류</h2>"): "languages",
    ("<h2>Part</h2>", '<h2 title="レアアース">Part</h2>'): "languages",
    ('<html lang="en">', "<html>"): "head",
    ("What is said of this page.", "Short."): "head",
    ('<link rel="icon" href="icon.svg">', ""): "head",
}


def found_in(html: str) -> set[str]:
    page = BeautifulSoup(html, "html.parser")
    return {finder.__name__ for finder in FINDERS if finder(page)}


def test_a_good_page_has_no_faults_and_each_finder_is_tried():
    assert not found_in(GOOD)
    assert set(WRONG.values()) == {finder.__name__ for finder in FINDERS}


@pytest.mark.parametrize(("good", "bad"), WRONG)
def test_each_finder_finds_its_fault(good, bad):
    assert good in GOOD
    assert found_in(GOOD.replace(good, bad)) == {WRONG[good, bad]}


def test_a_dead_link_is_found(tmp_path):
    file, other = tmp_path / "page.html", tmp_path / "other.html"
    file.write_text('<a href="#here">1</a><a href="gone.html">2</a><p id="here"></p>')
    other.write_text('<a href="page.html#there">1</a><a href="page.html#here">2</a>')
    assert [len(dead_links(parsed(each), each)) for each in (file, other)] == [1, 1]


def test_no_two_pages_have_the_same_title_or_description(site):
    pages = [parsed(site / f"{name}.html") for name in set(FILES) - {"index"}]  # it comes twice
    for said in ([p.title.string for p in pages], [content(p, "description") for p in pages]):
        assert len(set(said)) == len(pages)


def test_the_register_shows_every_claim_with_its_verdict(site):
    rows = parsed(site / "book" / "register.html").select("table.register tbody tr")
    shown = {row["id"]: row["data-verdict"] for row in rows}
    assert shown == dict(register()[["claim_id", "verdict"]].itertuples(index=False))
    as_json = json.loads((site / "data" / "register.json").read_text("utf-8"))
    assert [entry["claim_id"] for entry in as_json] == list(register()["claim_id"])


def test_every_source_is_listed_once_and_used(site):
    page = parsed(site / "book" / "sources.html")
    listed = [item["id"] for item in page.select("ol.bibliography > li")]
    assert listed == list(table("sources")["source_id"])
    number_of = {name: str(number) for number, name in enumerate(listed, start=1)}
    for one in site.glob("book/*.html"):  # under whatever heading, by the number that cites it
        said = parsed(one).select(".cites a, .sources li, .bibliography > li")
        names = [tag.get("id") or tag["href"].partition("#")[2] for tag in said]
        numbers = [tag.get("value") or tag.get_text() for tag in said]
        assert numbers == [number_of[name] for name in names], one.name


def test_every_table_is_read_or_offered_by_the_pages_that_it_names(site):
    for resource in descriptor()["resources"]:
        name = resource["name"]
        for page in resource["pages"]:
            (source,) = BOOK.rglob(f"{page}.md")
            built = site / source.relative_to(ROOT).with_suffix(".html")
            offered = f"data/{name}.csv" in built.read_text("utf-8")
            assert offered or f'"{name}"' in source.read_text("utf-8"), (page, name)
    for page in CHAPTERS:  # and names no page less than offers it
        shown = (site / "book" / f"{page}.html").read_text("utf-8")
        offered = re.findall(r'"\.\./data/(\w+)\.csv"', shown)
        assert {*offered} <= {*tables_of(page)}, page


# Pages, with the places on them (headings, figures, exercises, claims), tables and notebooks, as
# the first edition had them: people may have kept their addresses.
KEPT = Path(__file__).with_name("addresses.txt").read_text("utf-8").splitlines()


def test_every_kept_address_still_answers(site):
    assert len(KEPT) > 400
    for name, group in groupby(KEPT, key=lambda each: each.partition("#")[0]):
        file = site / name
        text = file.read_text("utf-8") if file.suffix == ".html" else ""
        places = {"", *re.findall(r'\bid="([^"]+)"', text)}
        assert file.exists() and {each.partition("#")[2] for each in group} <= places, name


def test_a_folder_that_may_not_be_written_is_told(tmp_path, capsys):
    front_page_alone(tmp_path)
    (tmp_path / "_build").write_text("a file where the folder should be")  # also stops root
    assert build.main(tmp_path) == 1
    assert "_build" in (told := capsys.readouterr().err) and build.NOT_BUILT in told


CELL = "```{{code-cell}} python\n{}\n```".format
# What is written at the end of a page, and what its build says of all that together.
FAULTS = {
    "One {eval}`lost_number` too many.": "lost_number",
    CELL("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"): "no alt text",
    CELL("check_that('more than all of it', False)"): "more than all",
    "[nowhere](nowhere.md)": "nowhere.md",
}
OF_A_TABLE = ("data/reserves.csv, line", "-44000000", "at least 0")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("data/reserves.csv", ",44000000,", ",-44000000,", OF_A_TABLE),
        ("book/index.md", r"\Z", "\n\n".join(["", *FAULTS]), FAULTS.values()),
    ],
)
def test_what_is_bad_is_told_and_stops_the_book(tmp_path, capfd, name, old, new, said):
    """The last good site stays, and nothing half-built beside it."""
    plt.close(plt.figure())  # as a process that has drawn before: its kernels show pictures, too
    good = front_page_alone(tmp_path) / "_build/.new-killed/before/index.html"
    file = tmp_path / name
    good.parent.mkdir(parents=True)
    good.write_text("the last good site")
    file.write_text(re.sub(old, lambda _: new, file.read_text("utf-8"), count=1), "utf-8")
    assert build.main(tmp_path) == 1
    assert {file.name for file in (tmp_path / "_build").iterdir()} - {".lock"} == {"html"}
    assert (tmp_path / build.SITE / "index.html").read_text() == "the last good site"
    told = capfd.readouterr().err
    assert not [each for each in said if each not in told]
