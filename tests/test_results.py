"""The results of the book are those that somebody last looked at."""

from difflib import unified_diff

from results import FILE, results


def test_no_result_moved_unseen():
    seen, now = FILE.read_text(encoding="utf-8").splitlines(), results().splitlines()
    moved = list(unified_diff(seen, now, "last looked at", "now", lineterm="", n=0))
    told = "If every change is meant: make results, and look at `git diff`."
    assert not moved, "\n".join([*moved[:40], told])
