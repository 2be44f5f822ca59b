"""The quiz of a page, right and wrong, at both widths and in both schemes, as axe sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import RULES, address, needs_a_browser, watched_page
from playwright.sync_api import Browser
from quiz import ASK_ALL, choose

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
                rules = sheet(exercise)
                if rules["kind"] == "choice":
                    wanted = (bool(choice["text"]) != right for choice in rules["choices"])
                    choose(page, exercise, rules["choices"][list(wanted).index(True)]["id"])
                else:
                    good = str(rules.get("value", "One reason is the whole. " * 4))
                    page.evaluate(ASK_ALL, [exercise, [good if right else "x"]])
            states = {
                each.get_attribute("data-right") for each in page.locator(".quiz output").all()
            }
            assert states == {str(right).lower()}
            quiz = {"include": [[".exercise"], [".solution"]]}
            found = Axe().run(page, quiz, {"runOnly": RULES}).response["violations"]
            assert not found, [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
