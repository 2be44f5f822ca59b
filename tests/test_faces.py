"""The typefaces: complete for the book's Latin text, in drawings too, and nothing moves."""

import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest
from browser import our_server, watched_page
from helpers import ROOT
from looks import UNSEEN_SHIFT
from matplotlib.font_manager import FontProperties, findfont
from playwright.sync_api import Route

from rereading.figures.style import NARROW, canvas
from tools.faces import CHARACTERS

OTHER_SCRIPTS = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "ARABIC", "IDEOGRAPHIC", "FULLWIDTH")


def test_the_faces_have_each_latin_letter_and_sign_of_the_book(site):
    lacking = {}
    for page in (site / "book").rglob("*.html"):
        html = re.sub(r"<(script|style)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.S)
        for letter in set(unescape(html)) - set(CHARACTERS) - set("\n\t"):
            if not unicodedata.name(letter, "").startswith(OTHER_SCRIPTS):
                lacking[letter] = page.name
    assert not lacking, "add them to tools/faces.py and cut the faces anew"


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_drawings_use_the_face_of_the_pages(weight):
    with canvas(NARROW, 100) as (_, ax):
        text = ax.text(0, 0, "56", weight=weight)
        found = findfont(FontProperties(family=text.get_fontfamily(), weight=text.get_weight()))
    assert Path(found) == ROOT / "rereading" / "figures" / "faces" / f"sans-{weight}.ttf"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_first_visit_sees_no_line_move(browser, site, width):
    with our_server(site) as host, watched_page(browser, width=width) as page:
        late: list[Route] = []
        # The faces come when the page has been painted.
        page.route("**/*.woff2", lambda face, _request: late.append(face))
        page.goto(f"{host}/book/imports.html", wait_until="commit")
        page.evaluate("looks.painted()")
        for face in late:
            face.continue_()
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready.then(() => true)")
        assert late
        assert sum(by for by, _ in page.evaluate("looks.shifts")) <= UNSEEN_SHIFT


def test_a_picture_for_download_carries_the_faces_that_it_uses(site):
    pictures = list((site / "figures").glob("*.svg"))
    assert pictures
    for picture in pictures:
        svg = picture.read_text("utf-8")
        assert svg.count("@font-face{font-family:'Rereading Sans'") == 1 + ("weight: 700" in svg)
