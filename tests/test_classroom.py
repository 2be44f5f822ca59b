"""What a class gets: plans, sheets, keys and slides, as they stand in the built pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import ROOT, csv_rows

from rereading.exercises import check, exercise_ids, sheet
from rereading.figures.sheets import right_answer
from rereading.lessons import LESSONS, WORKSHEETS

every_lesson = pytest.mark.parametrize("lesson", LESSONS)


def parsed(site: Path, page: str) -> BeautifulSoup:
    """Return a page of the book, parsed anew."""
    return BeautifulSoup((site / "book" / f"{page}.html").read_text("utf-8"), "html.parser")


# --- Plans, worksheets and keys ---------------------------------------------------------------------


@every_lesson
def test_a_plan_fills_forty_five_minutes_and_names_every_question(lesson: str) -> None:
    text = (ROOT / "book" / "classroom" / f"lesson-{lesson}.md").read_text("utf-8")
    steps = [tuple(map(int, step)) for step in re.findall(r"^\| (\d+)–(\d+) \|", text, re.M)]
    starts, ends = zip(*steps, strict=True)
    assert (starts[0], ends[-1]) == (0, 45)
    assert starts[1:] == ends[:-1] and all(end > start for start, end in steps)
    asked = " ".join(re.findall(r"Questions? [\d and]+", text))
    assert set(map(int, re.findall(r"\d", asked))) == set(range(1, len(WORKSHEETS[lesson]) + 1))


@every_lesson
def test_a_worksheet_asks_every_exercise_of_its_chapter_and_gives_nothing_away(
    site: Path, lesson: str
) -> None:
    assert sorted(WORKSHEETS[lesson]) == sorted(exercise_ids(lesson))
    items = parsed(site, f"classroom/worksheet-{lesson}").select(".questions > li")
    assert [item["value"] for item in items] == [str(n + 1) for n in range(len(items))]
    text = " ".join(item.get_text(" ") for item in items)
    for exercise_id, item in zip(WORKSHEETS[lesson], items, strict=True):
        asked = sheet(exercise_id)
        assert item.p.get_text() == asked["question"]
        assert asked["says"]["right"] not in text
        assert asked["kind"] != "number" or right_answer(exercise_id) not in text


@every_lesson
def test_the_answers_of_a_key_are_right_and_its_wrong_ones_wrong(site: Path, lesson: str) -> None:
    items = parsed(site, f"classroom/key-{lesson}").select(".answers > li")
    for exercise_id, item in zip(WORKSHEETS[lesson], items, strict=True):
        asked, right = sheet(exercise_id), item.select_one(".right")
        assert (right is None) == (asked["kind"] == "text")
        if right is None:
            continue
        assert check(exercise_id, right.get_text()).right
        lines = [line.get_text() for line in item.select("ul > li")]
        offered = asked.get("wrong") or [each for each in asked["choices"] if each["text"]]
        for line, each in zip(lines, offered, strict=True):
            reply = check(exercise_id, each.get("value", each.get("id")))
            assert not reply.right and reply.text == each["text"] and line.endswith(reply.text)


@every_lesson
def test_no_next_link_leads_pupils_to_a_page_for_teachers(site: Path, lesson: str) -> None:
    sheet_of, key = (parsed(site, f"classroom/{kind}-{lesson}") for kind in ("worksheet", "key"))
    leads = sheet_of.select_one("a[rel=next]")["href"]
    assert not leads.startswith(("key", "guide", "unit", "lesson", "slides"))
    here = [page.select_one(".menu[data-here] summary").get_text() for page in (sheet_of, key)]
    assert here == ["In class", "For teachers"]


# --- Slides -----------------------------------------------------------------------------------------


@every_lesson
def test_slides_are_few_and_each_has_a_heading_and_a_note(site: Path, lesson: str) -> None:
    page = parsed(site, f"classroom/slides-{lesson}")
    slides = page.select(".slides > section")
    assert 8 <= len(slides) <= 10 and len(page.select("section")) == len(slides)
    for slide in slides:
        assert len(slide.select("h1, h2")) == 1 and len(slide.select(".admonition.note")) == 1
    assert not [script for script in page.select("script") if not script.get("src")]
    assert (site / "_static" / "reveal" / "LICENSE").is_file()


# --- History --------------------------------------------------------------------------------------


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
