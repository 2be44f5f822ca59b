"""The quiz of a page, right and wrong, at both widths and in both schemes, as axe sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import RULES, address, needs_a_browser, watched_page
from playwright.sync_api import Browser
from quiz import replies

from rereading.exercises import exercise_ids, sheet

pytestmark = needs_a_browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_quiz_is_accessible_in_every_state(
    browser: Browser, site: Path, width: int, scheme: str
) -> None:
    name = "imports"  # it has every kind of question; untouched pages are tested with all others
    with watched_page(browser, width, scheme) as page:
        page.goto(address(site, name))
        page.evaluate(
            "document.querySelectorAll('details.solution').forEach(d => { d.open = true })"
        )
        for right in (False, True):
            for exercise in exercise_ids(name):
                asked = sheet(exercise)
                given = str(asked.get("value", "One reason is the whole. " * 4)) if right else "x"
                offered = [c["id"] for c in asked["choices"] if bool(c["text"]) != right]
                ((_, said),) = replies(page, exercise, [*offered[:1], given][:1])
                assert said == right
            quiz = {"include": [[".exercise"], [".solution"]]}
            found = Axe().run(page, quiz, {"runOnly": RULES}).response["violations"]
            assert not found, [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
