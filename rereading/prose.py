"""Notes beside what a reader has changed: a headline, a verdict or a title that no longer fits.

In a notebook nothing stops a reader who changes a cell: one line says so, and the cells below run
on. In a build, where nobody has changed a cell, the same is an error.
"""

import os

BUILDING = "REREADING_BUILD"  # environment: set while the book is built


class NotSoError(AssertionError):
    """The book says of the data what is not so."""


def building() -> bool:
    """Return whether a build of the book runs this page, rather than a reader."""
    return BUILDING in os.environ


def note(words: str) -> None:
    """Say one line to a reader; in a build raise `NotSoError` with it."""
    if building():
        raise NotSoError(words)
    print(f"Note: {words}")


def check_that(words: str, true: object) -> None:
    """Note that some words of the page are not so, if what they say is not true of the data."""
    if not true:
        note(f"“{words}” does not fit what the cells above give.")
