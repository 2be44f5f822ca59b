"""The results of the book are those that somebody last looked at."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from pages import run_source
from results import FILE, results


def test_no_result_moved_unseen() -> None:
    seen, now = FILE.read_text(encoding="utf-8").splitlines(), results().splitlines()
    moved = list(unified_diff(seen, now, "last looked at", "now", lineterm="", n=0))
    assert not moved, "\n".join(
        [*moved[:40], "If every change is meant: make results, and look at `git diff`."]
    )


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
