"""Files that a school's own programs open: sheets as `.docx`, quizzes in QTI, PDFs with fields."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import ROOT

from rereading.exercises import exercise_ids, sheet, solution
from rereading.lessons import LESSONS
from rereading.site.classroom import sheets
from rereading.site.metadata import edition
from rereading.site.office import documents
from rereading.site.platforms import qti
from rereading.site.search import words

SOFFICE = shutil.which("soffice")
# What a screen alone has, and what each version of a sheet leaves out.
NOT_ON_PAPER = (
    ".kept, .versions, .headerlink, .downloads, svg, script, nav, .contents, .take, figure details"
)
LEFT_OUT = {"": ".help, li.further", "-with-help": "li.further", "-further": ".help"}


@pytest.fixture(scope="module")
def made(site: Path) -> dict[str, bytes]:
    return documents(site, ROOT, sheets(site))


def test_a_document_is_the_same_each_time(site: Path, made: dict[str, bytes]) -> None:
    names = [f"worksheet-{lesson}{version}" for lesson in LESSONS for version in LEFT_OUT]
    names.append("worksheet-capstone")
    assert sorted(made) == sorted(
        f"{n}.docx" for n in [*names, *(f"key-{each}" for each in LESSONS)]
    )
    assert documents(site, ROOT, ["worksheet-imports"]).items() <= made.items()


@pytest.mark.skipif(
    SOFFICE is None, reason="no LibreOffice here (Debian: apt install libreoffice-writer)"
)
def test_libreoffice_finds_in_a_document_what_its_page_has(
    site: Path, made: dict[str, bytes], tmp_path: Path
) -> None:
    """The same words, headings, tables, pictures with their alt texts, and places to write on."""
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "odt", "--outdir", tmp_path, *made]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for name in made:
        stem = name.removesuffix(".docx")
        page, version = re.fullmatch(r"(\w+-[a-z]+?)(-with-help|-further)?", stem).groups("")
        html = (site / "book" / "classroom" / f"{page}.html").read_text("utf-8")
        main = BeautifulSoup(html, "html.parser").main
        alts = [plot["aria-label"] for plot in main.select(".plot")]
        for tag in main.select(f"{NOT_ON_PAPER}, {LEFT_OUT[version]}"):
            tag.extract()
        with zipfile.ZipFile(tmp_path / f"{stem}.odt") as parts:
            read, styles = (
                BeautifulSoup(parts.read(f"{part}.xml"), "xml") for part in ("content", "styles")
            )
        assert alts or "capstone" in name
        assert [tag.get_text() for tag in read.select("svg|desc")] == alts, name
        headings = [
            (int(tag.name[1]), tag.get_text().rstrip("#")) for tag in main.select("h1, h2, h3")
        ]
        found = [(int(tag["text:outline-level"]), tag.get_text()) for tag in read.select("text|h")]
        assert found == headings
        assert len(read.select("table|table")) == len(main.select("table"))
        labels = [tag["data-field"].partition(":")[0] for tag in main.select("[data-field]")]
        with zipfile.ZipFile(tmp_path / name) as parts:  # an older LibreOffice keeps no names
            named = BeautifulSoup(parts.read("word/document.xml"), "xml").select("w|alias")
        assert [tag["w:val"] for tag in named] == labels and (not labels) == page.startswith("key")
        assert len(read.select("loext|content-control")) == len(labels), name
        lines = [tag for tag in read.select("text|p") if "Line" in str(tag.get("text:style-name"))]
        assert len(lines) == len(main.select(".line"))
        assert edition(ROOT) in styles.get_text()
        for tag in read.select("svg|desc, svg|title"):
            tag.extract()
        said, wanted = (re.findall(r"\w+", tag.get_text(" ")) for tag in (read, main))
        assert said == wanted, name


@pytest.mark.skipif(
    "QTI_PARSER" not in os.environ, reason="it names the Node package @citolab/qti-convert"
)
def test_a_converter_of_qti_reads_the_questions_of_each_page(tmp_path: Path) -> None:
    """It makes QTI 3 of them, with questions, values, tolerances, replies and solutions of the page."""
    pages = sorted({name.partition("-")[0] for name in exercise_ids()})
    for page in pages:
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{page}.zip").write_bytes(qti(page, edition(ROOT)))
    tool = Path(os.environ["QTI_PARSER"]) / "dist" / "qti-convert-pkg.mjs"
    subprocess.run(["node", tool, tmp_path / "in"], check=True, capture_output=True)
    for page in pages:
        with zipfile.ZipFile(tmp_path / "in-qti3" / f"{page}-qti3.zip") as parts:
            read = {name: BeautifulSoup(parts.read(name), "xml") for name in parts.namelist()}
        listed = [tag["href"] for tag in read[f"{page}.xml"].select("qti-assessment-item-ref")]
        assert listed == [f"{name}.xml" for name in exercise_ids(page)]
        assert {tag["href"] for tag in read["imsmanifest.xml"].select("file")} >= {*listed}
        for name in exercise_ids(page):
            judge(name, read[f"{name}.xml"])


def judge(name: str, item: BeautifulSoup) -> None:
    """Compare a question as it was read with the page's."""
    asked = sheet(name)
    assert asked["question"] in item.select_one("qti-item-body").get_text()
    assert edition(ROOT) in str(item)
    own, *replies = [tag.get_text().strip() for tag in item.select("qti-modal-feedback")]
    assert own == words(solution(name).html)
    tests = item.select("qti-response-condition > *")
    scored = [bool(test.select('[identifier="SCORE"]')) for test in tests]
    if asked["kind"] == "number":
        goals = [asked, *asked["wrong"]]
        values = [float(test.select_one("qti-equal qti-base-value").get_text()) for test in tests]
        assert values == pytest.approx([goal["value"] for goal in goals], rel=1e-6)
        for test, goal in zip(tests, goals, strict=True):
            within = float(test.select_one("qti-equal").get("tolerance", "0").split()[0])
            assert within >= goal["step"] / 2 and (within > 0) == (goal["step"] > 0)
        assert scored == [True] + [False] * len(asked["wrong"])
        assert replies[1:] == [each["text"] for each in asked["wrong"]]
    offered = [tag.get_text() for tag in item.select("qti-simple-choice")]
    assert offered == [each["label"] for each in asked["choices"]]
    if offered:
        assert scored == [not each["text"] for each in asked["choices"]]
        given = [test.select_one("qti-base-value").get_text() for test in tests]
        assert given == [each["id"] for each in asked["choices"]]
        assert [a for a, b in zip(replies, scored, strict=True) if not b] == [
            each["text"] for each in asked["choices"] if each["text"]
        ]
