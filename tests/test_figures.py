"""The look: contrast, colours apart, honest tables and cards."""

import xml.etree.ElementTree as ET
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from colorspacious import cspace_convert, deltaE

from rereading.claims import claim
from rereading.data import table
from rereading.figures.cards import card, verdict_words
from rereading.figures.palette import DARK, LIGHT, contrast
from rereading.figures.tables import show_table
from rereading.quantities import Number

every_theme = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
IDS = list(table("claims")["claim_id"])
# What lies on what, and the contrast that reading or seeing it takes.
TEXT = [*product(("ink", "muted", "data", "accent"), ("paper", "card"))]
TEXT += product(("paper",), ("ink", "data", "accent"))
# The ring around what has the keyboard's focus is a mark as well, in the role of data.
MARKS = product(("ink", "muted", "data", "second", "accent"), ("paper", "card", "band"))
NEEDED = dict.fromkeys(MARKS, 3.0) | dict.fromkeys(TEXT, 4.5)


def test_the_contrast_of_this_test_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@every_theme
def test_text_and_marks_have_the_contrast_that_they_take(theme):
    assert not [pair for pair in NEEDED if contrast(*map(theme.get, pair)) < NEEDED[pair]]


@every_theme
@pytest.mark.parametrize("kind", ["protanomaly", "deuteranomaly", "tritanomaly"])
def test_marks_stay_apart_to_those_who_lack_a_cone(theme, kind):
    """Full loss of one kind of cone; 15 is far above what trained eyes can tell apart (1)."""
    sight = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    seen = {}
    for role in ("ink", "data", "second", "accent", "paper"):
        channels = [int(theme[role][i : i + 2], 16) / 255 for i in (1, 3, 5)]
        seen[role] = np.clip(cspace_convert(channels, sight, "sRGB1"), 0, 1)
    for one, other in combinations(seen, 2):
        assert deltaE(seen[one], seen[other], input_space="sRGB1") > 15, (one, other)


SHARE = Number(100 * 23310 / 28564, "pct", "derived", ("imports-s01",))
COLUMNS = ["country", "year", "tonnes", "share_pct", "preferred", "number", "hidden"]
ROWS = [("China", 2010, 23310, 81.6062, True, SHARE, "x")]
ROWS += [('A <b> & "B"', 2017, 5, float("nan"), False, "", "y")]
TABLE = pd.DataFrame(ROWS, columns=COLUMNS)
HEADINGS = {name: f"<{name}>" for name in COLUMNS[:-1]}


def test_a_table_says_each_value_as_its_unit_asks_and_is_named():
    html = show_table(TABLE, HEADINGS, 'Shares & "wholes"').html
    root = ET.fromstring(html.replace("&nbsp;", " "))
    assert [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")] == [
        [*HEADINGS.values()],
        ["China", "2010", "23,310", "81.6", "yes", "81.6 percent"],
        ['A <b> & "B"', "2017", "5", "–", "no", ""],
    ]
    assert (root.get("role"), root.get("tabindex")) == ("region", "0")
    assert root.get("aria-label") == 'Table: Shares & "wholes"'
    assert [caption.text for caption in root.iter("caption")] == ['Shares & "wholes"']
    assert [cell.get("scope") for cell in root.iter("th")] == ["col"] * len(HEADINGS) + ["row"] * 2
    assert SHARE.html() in html


@pytest.mark.parametrize("claim_id", IDS)
def test_a_card_says_the_number_the_claim_and_the_verdict(claim_id):
    it = claim(claim_id)
    html = card(it).html
    said = {p.get("class"): "".join(p.itertext()) for p in ET.fromstring(html).iter("p")}
    assert (said["verdict"], said[None]) == (verdict_words(it.verdict), it.statement)
    assert said["asserted"] == it.headline
    assert not it.paragraph or said["fine"].startswith(f"Paragraph {it.paragraph} of the article")
    if it.verdict.reading is None:
        assert said["why"] == it.untestable_reason
        return
    assert it.literal["label"] in said["why"]
    number = it.asserted.unit != "holds"
    assert number == said.get("others", "").startswith(f"Of {it.verdict.tried} other ")
    assert not number or it.number(it.literal["reading_id"]).html() in html
    assert it.verdict.lead is None or it.verdict.lead["qualifier"] in said["why"]
