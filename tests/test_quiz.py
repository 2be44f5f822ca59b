"""The quiz on a built page, in a real browser: keyboard, what it says, and the same as Python says."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import ANSWERS, answers_of
from browser import address, needs_a_browser, watched_page
from helpers import csv_rows
from playwright.sync_api import Browser
from quiz import ASK_ALL, choose

from rereading.answers import MESSAGES
from rereading.exercises import check, exercise_ids, sheet
from rereading.site.quiz import NO_SCRIPT

PAGES = list(dict.fromkeys(row["page"] for row in csv_rows("exercises")))
pytestmark = needs_a_browser


def test_the_shared_answers_are_many() -> None:
    assert len(set(ANSWERS)) >= 150


@pytest.mark.parametrize("name", PAGES)
def test_the_page_replies_word_for_word_as_python_does(
    browser: Browser, site: Path, name: str
) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, name))
        for exercise in exercise_ids(name):
            rules = sheet(exercise)
            if rules["kind"] == "choice":
                answers = [choice["id"] for choice in rules["choices"]]
                said = [choose(page, exercise, answer) for answer in answers]
            else:
                answers = [*ANSWERS, *answers_of(rules)]
                said = page.evaluate(ASK_ALL, [exercise, answers])
            for answer, (text, right) in zip(answers, said, strict=True):
                reply = check(exercise, answer)
                assert (text, right) == (reply.text, reply.right), (exercise, answer)


def test_an_answer_is_checked_with_the_keyboard_alone(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "imports"))
        form = page.locator("#quiz-imports-share")
        form.scroll_into_view_if_needed()
        form.locator("legend data").first.focus()
        for _ in range(2):  # the other number of the question, which says its origin; the field
            page.keyboard.press("Tab")
        page.keyboard.type("56")
        page.keyboard.press("Enter")
        output = form.get_by_role("status")
        assert output.text_content() == check("imports-share", "56").text
        page.keyboard.press("Backspace")
        assert output.text_content() == ""  # a reply never stands beside another answer
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Check"
        page.keyboard.press("Space")
        assert output.text_content() == check("imports-share", "5").text
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        solution = page.locator("#imports-share-solution")
        assert solution.evaluate(
            "details => details.open && details.contains(document.activeElement)"
        )


def test_a_choice_is_made_with_the_keyboard_alone(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "imports"))
        form = page.locator("#quiz-imports-whole")
        form.locator("input").first.focus()
        page.keyboard.press("Enter")
        assert form.get_by_role("status").text_content() == MESSAGES["empty"]
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert form.get_by_role("status").text_content() == check("imports-whole", "sold").text


def test_every_field_has_a_name_and_says_its_question(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(address(site, "reserves"))
        for exercise in exercise_ids("reserves"):
            group = page.get_by_role("group", name=sheet(exercise)["question"])
            assert group.count() == 1
            assert group.get_by_role("textbox", name="Your answer").count() == 1


def test_without_scripts_the_page_points_to_the_solution(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, "imports"))
    exercise = page.locator("#imports-share")
    assert NO_SCRIPT in exercise.inner_text()
    assert not exercise.get_by_role("button").is_visible()
    page.locator("#imports-share-solution summary").click()
    assert page.locator("#imports-share-solution p").is_visible()
    context.close()


def test_only_pages_with_exercises_load_the_script(site: Path) -> None:
    for file in sorted((site / "book").rglob("*.html")):
        text = file.read_text("utf-8")
        assert ("_static/quiz.js" in text) == ('class="quiz"' in text), file.name
        assert ('class="quiz"' in text) == (file.stem in PAGES)
        assert text.count('class="quiz-rules"') == (file.stem in PAGES)
