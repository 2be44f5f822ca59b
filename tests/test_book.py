"""The built book, as a reader gets it: one build for all tests, then what stands in its HTML."""

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from gallery import tables_read
from helpers import front_page_alone

from rereading.claims import register
from rereading.data import DATA, descriptor, table
from rereading.figures.register import sources_in_use
from rereading.site import build
from rereading.site.live import run_jupyterlite

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
SOURCES = sorted(BOOK.rglob("*.md"))
PAGES = [source.relative_to(BOOK).with_suffix("").as_posix() for source in SOURCES]
PARTS = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"]
CHAPTERS = [
    Path(page["file"]).stem
    for part in PARTS
    if part["caption"] not in ("In class", "Check us")
    for page in part["chapters"]
]


@pytest.fixture
def page(site: Path, request: pytest.FixtureRequest) -> BeautifulSoup:
    """Return one parsed page; parametrise the test with its name, indirectly."""
    return BeautifulSoup(
        (site / "book" / f"{request.param}.html").read_text("utf-8"), "html.parser"
    )


every_page = pytest.mark.parametrize("page", PAGES, indirect=True)
every_chapter = pytest.mark.parametrize("page", CHAPTERS, indirect=True)


def hole_in(text: str) -> str:
    """Return the place where a sentence lacks a word, or "" if it lacks none."""
    found = re.search(r".{0,20}(?:  | [.,;:](?:\s|$)|\(\s*\)|“\s*”|\"\s*\").{0,20}", text)
    return found.group() if found else ""


def test_the_hole_finder_finds_holes() -> None:
    assert hole_in("China supplied  of it")
    assert hole_in("The share is .")
    assert hole_in("all of them ( ) count")
    assert not hole_in("China supplied 56 percent (or so), says the article.")


@every_page
def test_no_sentence_has_a_hole(page: BeautifulSoup) -> None:
    for sentence in page.select("main p, main li, figcaption > p"):
        text = sentence.get_text().replace("\n", " ").strip()
        assert not hole_in(text), text


@every_page
def test_every_number_asked_for_in_a_sentence_is_printed(page: BeautifulSoup) -> None:
    name = page.title.string.split(" — ")[0]
    source = next(s for s in SOURCES if f"\n# {name}\n" in "\n" + s.read_text("utf-8"))
    asked = len(re.findall(r"\{eval\}`", source.read_text("utf-8")))
    shown = page.select("main p data, main li data, main span.output")
    in_figures = page.select("figure data, .card data, .table data, .cell_output data")
    assert len(shown) - len([n for n in shown if n in in_figures]) >= asked


@every_page
def test_nothing_of_the_machine_or_of_numpy_shows(page: BeautifulSoup) -> None:
    raw = str(page)
    for trace in (
        "np.float",
        "np.int",
        "np.bool",
        "np.str",
        "np.True",
        "np.False",
        "Traceback",
        "<Axes",
        "<Figure",
        "nan",
        str(ROOT),
        str(Path.home()),
        "/tmp/",
    ):
        assert trace not in re.sub(r"[a-z]nan|nan[a-z]|\w-np\.", "", raw), trace


@every_page
def test_every_figure_has_a_description_with_its_key_value(page: BeautifulSoup) -> None:
    for figure in page.select("figure.plate"):
        drawing = figure.select_one("[role=img]")
        description = drawing["aria-label"]
        assert len(description) > 80
        key_values = [number.get_text() for number in figure.select("figcaption strong data")]
        assert key_values, f"{figure['id']}: the point names no number"
        missing = [value for value in key_values if value.lower() not in description.lower()]
        assert not missing, (figure["id"], description)
        assert figure.select_one("figcaption .credit").get_text().startswith("Sources: ")
        assert len(figure.select("details table tbody tr")) >= 1


@every_page
def test_no_picture_has_its_file_name_for_a_description(page: BeautifulSoup) -> None:
    for image in page.select("img"):
        assert image.get("alt") and not image["alt"].startswith(("_images", "../_images"))


@every_page
def test_headings_come_in_order(page: BeautifulSoup) -> None:
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


@every_page
def test_ids_are_unique(page: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


@every_page
def test_links_of_the_book_lead_somewhere(
    page: BeautifulSoup, site: Path, request: pytest.FixtureRequest
) -> None:
    folder = (site / "book" / request.node.callspec.params["page"]).parent
    own = {tag["id"] for tag in page.select("[id]")}
    for link in page.select("[href], [src]"):
        address = urlparse(link.get("href") or link.get("src"))
        if address.scheme or address.netloc:
            continue
        target = (folder / unquote(address.path)).resolve() if address.path else None
        assert target is None or target.is_file(), link
        if address.fragment:
            assert address.fragment in (own if target is None else ids_of(target)), link


@cache
def ids_of(page: Path) -> set[str]:
    """Return the ids of a page of the site."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return {tag["id"] for tag in soup.select("[id]")}


@every_page
def test_a_page_asks_no_other_host_for_anything(page: BeautifulSoup) -> None:
    for tag in page.select("script[src], link[href], img[src], iframe[src], source[src]"):
        address = urlparse(tag.get("src") or tag.get("href"))
        assert not address.netloc, tag
    assert "@import" not in str(page)


@every_chapter
def test_a_chapter_follows_the_frame(page: BeautifulSoup) -> None:
    """The claim, a picture before any method, readings, disagreement, try it, sources."""
    headings = [heading.get_text().rstrip("#") for heading in page.select("h2")]
    order = [
        "How the number is made",
        "Other readings",
        "Where the sources disagree",
        "Try it",
        "Sources and data",
    ]
    assert [heading for heading in headings if heading in order] == order
    card, figure, first = page.select_one(".card"), page.select_one("figure"), page.select_one("h2")
    assert before(card, figure) and before(figure, first)


def before(one: Tag, other: Tag) -> bool:
    """Return whether a tag comes before another in the page."""
    return other in one.find_all_next(other.name)


def test_search_knows_the_words_of_the_book(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    assert '"denomin' in index and '"yardstick"' in index


def test_the_site_carries_its_data_and_no_unused_files(site: Path) -> None:
    assert filecmp.cmp(site / "data" / "trade_flows.csv", DATA / "trade_flows.csv", shallow=False)
    names = {file.name for file in (site / "_static").rglob("*") if file.is_file()}
    assert not {n for n in names if "fontawesome" in n or "bootstrap" in n or "pygments" in n}


# More than a year on, where the machine has the library that says so (Debian: apt install faketime).
CLOCK = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
LATER = {"LD_PRELOAD": str(CLOCK), "FAKETIME": "+400d"} if CLOCK else {}


def test_two_builds_are_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    """Another folder, date, time zone, language and hash seed make no difference."""
    root, again = tmp_path / "elsewhere", tmp_path / "elsewhere" / "out" / "html"
    root.mkdir()
    for name in ("_config.yml", "_toc.yml", "book", "data"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    code = (
        "import sys; from pathlib import Path; from rereading.site.build import built; "
        "sys.exit(not built(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    env = {
        **os.environ,
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONUTF8": "1",
        **LATER,
    }
    command = [sys.executable, "-c", code, str(root), str(again)]
    subprocess.run(command, check=True, env=env, cwd=tmp_path, capture_output=True)
    files = sorted(file.relative_to(site) for file in site.rglob("*") if file.is_file())
    assert files == sorted(f.relative_to(again) for f in again.rglob("*") if f.is_file())
    _, different, lost = filecmp.cmpfiles(site, again, [str(f) for f in files], shallow=False)
    assert not different and not lost


# --- A build that fails ---------------------------------------------------------------------------


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Return a copy of the book, cut to its front page, with a last good site in place."""
    front_page_alone(tmp_path)
    good = tmp_path / build.SITE
    good.mkdir(parents=True)
    (good / "index.html").write_text("the last good site")
    return tmp_path


def last_good_site_stands(workshop: Path) -> bool:
    """Return whether the good site is untouched and nothing half-built is left beside it."""
    left = sorted(file.name for file in (workshop / "_build").iterdir())
    return left in (["html"], [".lock", "html"]) and (
        workshop / build.SITE / "index.html"
    ).read_text() == ("the last good site")


def test_a_bad_table_stops_the_book_with_its_message(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = workshop / "data" / "reserves.csv"
    table.write_text(table.read_text("utf-8").replace(",44000000,", ",-44000000,", 1), "utf-8")
    assert build.main(workshop) == 1
    said = capsys.readouterr().err
    assert "data/reserves.csv, line" in said and "-44000000" in said and "at least 0" in said
    assert last_good_site_stands(workshop)


@pytest.mark.parametrize(
    "fault",
    [
        "\n\nOne {eval}`lost_number` too many.\n",
        "\n\n```{code-cell} python\n1 / 0\n```\n",
        "\n\n[nowhere](nowhere.md)\n",
    ],
    ids=["a hole in a sentence", "a failing cell", "a dead link"],
)
def test_a_bad_page_stops_the_book(workshop: Path, fault: str) -> None:
    index = workshop / "book" / "index.md"
    index.write_text(index.read_text("utf-8") + fault, "utf-8")
    assert build.main(workshop) == 1
    assert last_good_site_stands(workshop)


def test_live_pages_that_fail_stop_the_book(
    workshop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_live(out: Path) -> None:
        monkeypatch.setattr(sys, "executable", "/bin/false")
        run_jupyterlite(out)

    assert build.build_site(workshop, add_live=add_live) == 1
    said = capsys.readouterr().err
    assert "JupyterLite was not built" in said and build.NOT_BUILT in said
    assert last_good_site_stands(workshop)


def test_a_good_build_takes_the_place_of_the_last_site(workshop: Path) -> None:
    assert build.main(workshop) == 0
    assert (workshop / build.SITE / build.FIRST_PAGE).is_file()
    assert sorted(file.name for file in (workshop / "_build").iterdir()) == [
        ".kept",
        ".lock",
        "html",
    ]


# --- The pages that let a reader check us -----------------------------------------------------------


def test_every_page_stands_in_the_table_of_contents() -> None:
    chapters = [page for part in PARTS for page in part["chapters"]]
    below = [page for chapter in chapters for page in chapter.get("sections", [])]
    listed = {page["file"].removeprefix("book/") for page in [*chapters, *below]}
    assert listed | {"index"} == set(PAGES)


def test_the_register_shows_every_claim_with_its_verdict(site: Path) -> None:
    page = BeautifulSoup((site / "book" / "register.html").read_text("utf-8"), "html.parser")
    shown = {row["id"]: row["data-verdict"] for row in page.select("table.register tbody tr")}
    assert shown == dict(register()[["claim_id", "verdict"]].itertuples(index=False))
    as_json = json.loads((site / "data" / "register.json").read_text("utf-8"))
    assert [entry["claim_id"] for entry in as_json] == list(register()["claim_id"])


def test_every_source_is_listed_once_and_used(site: Path) -> None:
    page = BeautifulSoup((site / "book" / "sources.html").read_text("utf-8"), "html.parser")
    listed = [item["id"] for item in page.select("ol.bibliography > li")]
    assert listed == list(table("sources")["source_id"])
    assert [item["start"] for item in page.select("ol.bibliography")] == [
        str(listed.index(item.li["id"]) + 1) for item in page.select("ol.bibliography")
    ]
    assert not [source for source, names in sources_in_use().items() if not names]


def test_every_table_is_read_by_the_pages_that_it_names() -> None:
    for resource in descriptor()["resources"]:
        assert resource["pages"], resource["name"]
        for name in resource["pages"]:
            assert resource["name"] in tables_read()[name], (resource["name"], name)
