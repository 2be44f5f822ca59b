"""The results of the book are those that somebody last looked at."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from pages import run_source
from results import FILE, result, results

from rereading.quantities import Number


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


@pytest.mark.parametrize(("by", "refused"), [("a", True), ("b", False), (["a", "b"], False)])
def test_rows_that_tie_are_to_have_an_order(by: str | list[str], refused: bool) -> None:
    """A browser's numpy breaks ties in another way: the page there would show another table."""
    tables = "import pandas as pd\ntied = pd.DataFrame({'a': [1, 1], 'b': [1, 2]})"

    def sorts(how: str) -> None:
        run_source(f"```{{code-cell}} python\n{tables}\ntied.sort_values({by!r}{how})\n```\n")

    sorts(", kind='stable'")
    if refused:
        with pytest.raises(AssertionError, match="have no order of their own"):
            sorts("")
    else:
        sorts("")
