"""Hold what a sentence says of the data against the data, in a cell next to the sentence."""

from __future__ import annotations


class NotSoError(AssertionError):
    """A sentence of the book says of the data what is not so."""


def holds(words: str, true: object) -> None:
    """Stop with the words of a sentence if what they say is not true of the data.

    `words` stand in the sentence as they stand here: a test finds the sentence by them.
    """
    if not true:
        raise NotSoError(
            f"“{words}” is no longer true. If you changed a cell to try something, you would have "
            "to write this otherwise; run the cells below to go on. If you changed nothing, find "
            "what changed in the data, and mend the sentence."
        )
