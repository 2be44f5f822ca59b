"""What a class gets: plans, sheets, keys and slides, as they stand in the built pages."""

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import csv_rows

from rereading.exercises import check, exercise_ids, sheet
from rereading.figures.sheets import right_answer
from rereading.lessons import LESSONS, WORKSHEETS, numbers
from rereading.numbers import digits

ROOT = Path(__file__).resolve().parents[1]
CLASSROOM = ROOT / "book" / "classroom"
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


def parsed(site: Path, page: str) -> BeautifulSoup:
    """Return a page of the book, parsed anew."""
    return BeautifulSoup((site / "book" / f"{page}.html").read_text("utf-8"), "html.parser")


# --- Plans ----------------------------------------------------------------------------------------


@every_lesson
def test_a_plan_fills_forty_five_minutes_without_a_gap(lesson: str) -> None:
    text = (CLASSROOM / f"lesson-{lesson}.md").read_text("utf-8")
    steps = [tuple(map(int, step)) for step in re.findall(r"^\| (\d+)–(\d+) \|", text, re.M)]
    starts, ends = zip(*steps, strict=True)
    assert (starts[0], ends[-1]) == (0, 45)
    assert starts[1:] == ends[:-1] and all(end > start for start, end in steps)


@every_lesson
def test_a_plan_names_only_questions_that_exist_and_all_of_them(lesson: str) -> None:
    text = (CLASSROOM / f"lesson-{lesson}.md").read_text("utf-8")
    asked = re.findall(r"Questions? [\d and]+", text)
    named = {int(n) for words in asked for n in re.findall(r"\d", words)}
    assert named == set(range(1, len(WORKSHEETS[lesson]) + 1))


# --- Worksheets and keys --------------------------------------------------------------------------


@every_lesson
def test_a_worksheet_asks_every_exercise_of_its_chapter_once(site: Path, lesson: str) -> None:
    assert sorted(WORKSHEETS[lesson]) == sorted(exercise_ids(lesson))
    items = parsed(site, f"classroom/worksheet-{lesson}").select(".questions > li")
    assert [item["value"] for item in items] == [str(n + 1) for n in range(len(items))]
    asked = [item.p.get_text() for item in items]
    assert asked == [sheet(exercise_id)["question"] for exercise_id in WORKSHEETS[lesson]]


@every_lesson
def test_a_worksheet_gives_nothing_away(site: Path, lesson: str) -> None:
    page = parsed(site, f"classroom/worksheet-{lesson}")
    text = " ".join(item.get_text(" ") for item in page.select(".questions > li"))
    for exercise_id in WORKSHEETS[lesson]:
        assert sheet(exercise_id)["says"]["right"] not in text
        if sheet(exercise_id)["kind"] == "number":
            assert right_answer(exercise_id) not in text


@every_lesson
def test_the_answers_of_a_key_are_right_and_its_wrong_ones_wrong(site: Path, lesson: str) -> None:
    items = parsed(site, f"classroom/key-{lesson}").select(".answers > li")
    for exercise_id, item in zip(WORKSHEETS[lesson], items, strict=True):
        asked = sheet(exercise_id)
        right = item.select_one(".right")
        if asked["kind"] == "text":
            assert right is None
            continue
        assert check(exercise_id, right.get_text()).right
        lines = [line.get_text() for line in item.select("ul > li")]
        offered = asked.get("wrong") or [each for each in asked["choices"] if each["text"]]
        for line, each in zip(lines, offered, strict=True):
            reply = check(exercise_id, each.get("value", each.get("id")))
            assert not reply.right and reply.text == each["text"]
            assert line.endswith(reply.text)


# --- Every number is one of the book ----------------------------------------------------------------


def said(page: BeautifulSoup) -> set[str]:
    """Return all numbers a page shows, in text, tables, drawings and descriptions."""
    labels = " ".join(tag["aria-label"] for tag in page.select("[aria-label]"))
    return set(NUMBER.findall(page.get_text(" ") + " " + labels))


@cache
def known(site: Path, lesson: str) -> set[str]:
    """Return the numbers of a chapter, and those its exercises and its lesson compute."""
    shown = said(parsed(site, lesson))
    return shown.union(*(NUMBER.findall(str(number)) for number in numbers(lesson).values()))


def printed_data(lesson: str) -> set[str]:
    """Return the numbers of the small tables that a worksheet adds, read without the book."""
    if lesson == "reserves":
        rows = [row for row in csv_rows("reserves") if row["edition_year"] == "2025"]
        found = [float(row["reserves_t"]) / 1e6 for row in rows if row["reserves_t"]]
    elif lesson == "compensation":
        rows = [row for row in csv_rows("money_series") if row["series_id"] == "us_cpi_u"]
        found = [float(row["value"]) for row in rows if row["year"] in ("1965", "2017")]
    else:
        rows = [row for row in csv_rows("trade_flows") if row["year"] == "2010"]
        found = [
            sum(float(row["value_kusd"]) for row in rows if row["importer_iso3"] == "JPN") / 1000
        ]
    return {digits(value) for value in found} | {"2025"}


@every_lesson
@pytest.mark.parametrize("kind", ["worksheet", "key", "slides", "lesson"])
def test_every_number_is_one_of_the_book(site: Path, lesson: str, kind: str) -> None:
    shown = parsed(site, f"classroom/{kind}-{lesson}").select_one("main")
    for frame in shown.select(".turn, details, .credit, nav, .answers ul b"):
        frame.decompose()
    for cell in shown.find_all("td", string=re.compile(r"^\s*\d+–\d+\s*$")):
        cell.decompose()  # the minutes of a plan
    text = re.sub(r"Questions? \d(?: and \d)?|6 August 2017|1975", "", shown.get_text(" "))
    found = set(NUMBER.findall(text))
    assert found, "the test found no number at all"
    assert not found - known(site, lesson) - printed_data(lesson)


# --- Slides -----------------------------------------------------------------------------------------


@every_lesson
def test_slides_are_few_and_each_has_a_heading_and_a_note(site: Path, lesson: str) -> None:
    page = parsed(site, f"classroom/slides-{lesson}")
    slides = page.select(".slides > section")
    assert 8 <= len(slides) <= 10 and len(page.select("section")) == len(slides)
    for slide in slides:
        assert len(slide.select("h1, h2")) == 1 and len(slide.select(".admonition.note")) == 1
    assert not [script for script in page.select("script") if not script.get("src")]
    assert sum(file.stat().st_size for file in (site / "_static" / "reveal").iterdir()) < 200_000
    assert (site / "_static" / "reveal" / "LICENSE").read_text("utf-8").count("Permission") == 1


# --- History and words ------------------------------------------------------------------------------


def test_the_history_shows_every_view_with_its_side_and_sources(site: Path) -> None:
    page = parsed(site, "classroom/history")
    sides = [tag.get_text() for tag in page.select("dl.views dt")]
    views = [tag.contents[0].strip() for tag in page.select("dl.views dd")]
    rows = csv_rows("views")
    assert sorted(zip(sides, views, strict=True)) == sorted((r["side"], r["view"]) for r in rows)
    assert all(tag.select(".cites a") for tag in page.select("dl.views dd"))
    topics = {row["topic"] for row in rows}
    alone = [t for t in topics if len({r["side"] for r in rows if r["topic"] == t}) < 2]
    assert not alone, "a contested point needs two sides"


def test_words_carry_the_mark_of_their_language(site: Path) -> None:
    page = parsed(site, "classroom/vocabulary")
    rows = csv_rows("vocabulary")
    assert len({row["english"] for row in rows}) >= 30
    assert len(page.select("table.words tbody tr")) == len(rows)
    assert all(row["note"].replace("ō", "o").isascii() for row in rows), "a word without its mark"
    scripts = {"ko": r"[\uac00-\ud7a3 ]+", "ja": r"[\u3040-\u30ff\u4e00-\u9fff]+"}
    for language, script in scripts.items():
        words = [tag.get_text() for tag in page.select(f'table.words [lang="{language}"]')]
        assert len(words) > 30 and all(re.fullmatch(script, word) for word in words)
        sounds = page.select(f'table.words [lang="{language}-Latn"]')
        assert len(sounds) == len(words) and all(tag.get_text().isascii() for tag in sounds) == (
            language == "ko"
        )
