"""Addresses of the first edition that people may have kept: each still answers."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

# Pages, with the places on them (headings, figures, exercises, claims), tables and notebooks, as
# the site of 26 November 2026 had them, before its chapters were written anew.
KEPT = Path(__file__).with_name("addresses.txt").read_text("utf-8").splitlines()


def missing(site: Path, addresses: list[str]) -> list[str]:
    """Return those of some addresses that lead nowhere."""
    gone = []
    for name, group in groupby(addresses, key=lambda each: each.partition("#")[0]):
        file = site / name
        text = file.read_text("utf-8") if file.suffix == ".html" and file.exists() else ""
        places = {"", *re.findall(r'\bid="([^"]+)"', text)}
        gone += [
            each for each in group if not file.exists() or each.partition("#")[2] not in places
        ]
    return gone


def test_every_kept_address_still_answers(site: Path) -> None:
    assert len(KEPT) > 400
    assert not missing(site, KEPT)


@pytest.mark.parametrize("address", ["book/lost.html", "book/imports.html#lost", "data/lost.csv"])
def test_an_address_that_leads_nowhere_is_found(site: Path, address: str) -> None:
    assert missing(site, ["book/imports.html", address]) == [address]
