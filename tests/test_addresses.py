"""Addresses of the first edition that people may have kept: each still answers."""

import re
from itertools import groupby
from pathlib import Path

# Pages, with the places on them (headings, figures, exercises, claims), tables and notebooks, as
# the site of 26 November 2026 had them, before its chapters were written anew.
KEPT = Path(__file__).with_name("addresses.txt").read_text("utf-8").splitlines()


def test_every_kept_address_still_answers(site: Path) -> None:
    assert len(KEPT) > 400
    for name, group in groupby(KEPT, key=lambda each: each.partition("#")[0]):
        file = site / name
        text = file.read_text("utf-8") if file.suffix == ".html" else ""
        places = {"", *re.findall(r'\bid="([^"]+)"', text)}
        assert file.exists() and {each.partition("#")[2] for each in group} <= places, name
