"""Files that a school's own programs open: sheets as `.docx`, quizzes in GIFT and QTI."""

import json
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
from rereading.site.classroom import pages
from rereading.site.metadata import edition
from rereading.site.office import LEFT_OUT, documents
from rereading.site.platforms import gift, qti
from rereading.site.search import words

SOFFICE = shutil.which("soffice")
# What a screen alone has.
NOT_ON_PAPER = ".kept, .versions, .headerlink, .downloads, svg, script, nav, .contents, .take"
NOT_ON_PAPER += ", figure details"
QUIZZES = sorted({name.partition("-")[0] for name in exercise_ids()})


@pytest.fixture(scope="module")
def made(site):
    return documents(site, ROOT, pages(site, "worksheet", "key"))


def test_a_document_is_the_same_each_time(site, made):
    sheets = [f"worksheet-{name}-{version}".rstrip("-") for name in LESSONS for version in LEFT_OUT]
    names = [*sheets, "worksheet-capstone", *(f"key-{lesson}" for lesson in LESSONS)]
    assert set(made) == {f"{name}.docx" for name in names}
    assert documents(site, ROOT, ["worksheet-imports"]).items() <= made.items()


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice (Debian: apt install libreoffice-writer)")
def test_libreoffice_finds_in_a_document_what_its_page_has(site, made, tmp_path):
    """The same words, headings, pictures with their alt texts, and places to write on."""
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "odt", "--outdir", tmp_path, *made]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for name in made:
        stem = name.removesuffix(".docx")
        page, version = re.fullmatch(r"(\w+-[a-z]+?)(?:-(with-help|further))?", stem).groups("")
        html = (site / "book" / "classroom" / f"{page}.html").read_text("utf-8")
        main = BeautifulSoup(html, "html.parser").main
        alts = [plot["aria-label"] for plot in main.select(".plot")]
        for tag in main.select(f"{NOT_ON_PAPER}, {LEFT_OUT[version]}"):
            tag.extract()
        read = parts_of(tmp_path / f"{stem}.odt")["content.xml"]
        assert alts or "capstone" in name
        assert [tag.get_text() for tag in read.select("svg|desc")] == alts, name
        assert len(read.select("text|h")) == len(main.select("h1, h2, h3"))
        labels = [tag["data-field"].partition(":")[0] for tag in main.select("[data-field]")]
        # In the document itself: an older LibreOffice keeps no names.
        named = parts_of(tmp_path / name)["word/document.xml"].select("w|alias")
        assert [tag["w:val"] for tag in named] == labels and (not labels) == page.startswith("key")
        assert len(read.select("loext|content-control")) == len(labels), name
        for tag in read.select("svg|desc, svg|title"):
            tag.extract()
        said, wanted = (re.findall(r"\w+", tag.get_text(" ")) for tag in (read, main))
        assert said == wanted, name


def parts_of(file: Path) -> dict[str, BeautifulSoup]:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return {name: BeautifulSoup(archive.read(name), "xml") for name in names}


def judge(name: str, question: str, solved: str, goals: list, right: list, replies: list) -> None:
    """Compare a question as another program reads it with the page's; `goals`: words, or (value, tolerance)."""
    asked = sheet(name)
    assert asked["question"] in question and solved == words(solution(name).html)
    if asked["kind"] == "number":
        wanted = [asked, *asked["wrong"]]
        for (value, within), goal in zip(goals, wanted, strict=True):
            assert value == pytest.approx(goal["value"], rel=1e-6)
            assert within >= goal["step"] / 2 and (within > 0) == (goal["step"] > 0)
        texts = ["", *(goal["text"] for goal in asked["wrong"])]
    else:
        assert goals == [choice["label"] for choice in asked["choices"]]
        texts = [choice["text"] for choice in asked["choices"]]
    assert right == [not text for text in texts]
    said = [reply for reply, fits in zip(replies, right, strict=True) if not fits]
    assert said == list(filter(None, texts))


@pytest.mark.skipif("GIFT_PARSER" not in os.environ, reason="it names the Node package gift-pegjs")
@pytest.mark.parametrize("quiz", QUIZZES)
def test_a_parser_of_moodles_format_reads_the_questions_of_a_page(quiz):
    parse = "console.log(JSON.stringify(require(process.argv[1]).parse(process.argv[2])))"
    command = ["node", "-e", parse, os.environ["GIFT_PARSER"], gift(quiz, edition(ROOT))]
    done = subprocess.run(command, check=True, capture_output=True)
    _, *questions = json.loads(done.stdout)
    assert [each["title"] for each in questions] == exercise_ids(quiz)
    for each in questions:
        answers = each.get("choices", [])
        texts = [a["text"] for a in answers]
        numbers = each["type"] == "Numerical"
        goals = [(t["number"], t.get("range", 0)) if numbers else t["text"] for t in texts]
        right = [a["weight"] == 100 if numbers else a["isCorrect"] for a in answers]
        replies = [a["feedback"]["text"] for a in answers]
        said = each["stem"]["text"], each["globalFeedback"]["text"]
        judge(each["title"], *said, goals, right, replies)


@pytest.mark.skipif("QTI_PARSER" not in os.environ, reason="it names Node's @citolab/qti-convert")
def test_a_converter_of_qti_reads_the_questions_of_each_page(tmp_path):
    """It makes QTI 3 of them, with questions, values, tolerances, replies and solutions of the page."""
    (tmp_path / "in").mkdir()
    for quiz in QUIZZES:
        (tmp_path / "in" / f"{quiz}.zip").write_bytes(qti(quiz, edition(ROOT)))
    tool = Path(os.environ["QTI_PARSER"]) / "dist" / "qti-convert-pkg.mjs"
    subprocess.run(["node", tool, tmp_path / "in"], check=True, capture_output=True)
    for quiz in QUIZZES:
        parts = parts_of(tmp_path / "in-qti3" / f"{quiz}-qti3.zip")
        listed = [tag["href"] for tag in parts[f"{quiz}.xml"].select("qti-assessment-item-ref")]
        assert listed == [f"{name}.xml" for name in exercise_ids(quiz)]
        assert {tag["href"] for tag in parts["imsmanifest.xml"].select("file")} >= {*listed}
        for name in exercise_ids(quiz):
            item = parts[f"{name}.xml"]
            assert edition(ROOT) in str(item)
            own, *replies = [tag.get_text().strip() for tag in item.select("qti-modal-feedback")]
            tests = item.select("qti-response-condition > *")
            given = [test.select_one("qti-base-value").get_text() for test in tests]
            goals = {tag["identifier"]: tag.get_text() for tag in item.select("qti-simple-choice")}
            if not goals:
                within = [test.select_one("qti-equal").get("tolerance", "0") for test in tests]
                within = [float(each.split()[0]) for each in within]
                goals = {v: (float(v), by) for v, by in zip(given, within, strict=True)}
            right = [bool(test.select('[identifier="SCORE"]')) for test in tests]
            question = item.select_one("qti-item-body").get_text()
            judge(name, question, own, [goals[each] for each in given], right, replies)
