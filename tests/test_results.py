"""The results of the book are those that somebody last looked at."""

from __future__ import annotations

from difflib import unified_diff

from pages import run_source
from results import FILE, result, results

from rereading.numbers import Number


def test_no_result_moved_unseen() -> None:
    seen, now = FILE.read_text(encoding="utf-8").splitlines(), results().splitlines()
    moved = list(unified_diff(seen, now, "last looked at", "now", lineterm="", n=0))
    assert not moved, "\n".join(
        [*moved[:40], "If every change is meant: make results, and look at `git diff`."]
    )


def test_a_number_is_listed_with_its_unit_and_words_are_not() -> None:
    share = Number(81.6062, "pct", "derived")
    assert result(share) == "81.6062 pct, printed 81.6 percent, derived"
    assert result("second after China") == "" and result("in 2010, 82 percent") == "2010 82"


def test_two_expressions_exchanged_show() -> None:
    cell = "```{code-cell} python\na, b = 1, 2\n```\n"
    one, other = (
        run_source(f"{cell}\n{text}\n") for text in ("{eval}`a` {eval}`b`", "{eval}`b` {eval}`a`")
    )
    assert one.shown == [("a", 1), ("b", 2)] != other.shown
