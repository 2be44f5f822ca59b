"""The audit with Lighthouse: which pages it takes, and how it reads a report (none is made here)."""

from __future__ import annotations

from pathlib import Path

import lighthouse
from helpers import SOURCES


def report(performance: float) -> dict[str, object]:
    """Return a report as Lighthouse writes it, cut to what is read, with a fault for performance."""
    refs = [{"id": "late", "weight": 10}, {"id": "told", "weight": 0}]
    audits = {
        "first-contentful-paint": {"title": "Paint", "score": 1, "numericValue": 1250},
        "total-byte-weight": {"title": "Bytes", "score": 1, "numericValue": 64_000},
        "late": {"title": "Comes late", "score": 0.5},
        "told": {"title": "Only told", "score": 0},
    }
    scores = {**dict.fromkeys(lighthouse.AIMS, 1.0), "performance": performance}
    categories = {name: {"score": score, "auditRefs": refs} for name, score in scores.items()}
    return {"categories": categories, "audits": audits}


def test_every_page_of_the_book_is_audited(site: Path) -> None:
    pages = lighthouse.pages_of(site)
    assert {Path(page).stem for page in pages} >= {source.stem for source in SOURCES}
    assert all((site / page).is_file() for page in pages) and "search.html" in pages


def test_a_report_becomes_a_row_and_a_page_below_an_aim_is_told_what_counts_against_it() -> None:
    assert list(lighthouse.measured(report(0.97)).values()) == [97, 100, 100, 100, 1.25, 64]
    assert lighthouse.faults(report(0.95)) == []
    assert lighthouse.faults(report(0.94)) == ["Comes late"]
