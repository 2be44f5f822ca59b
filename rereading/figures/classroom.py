"""History and words for a class as HTML: what each side says, and terms in three languages."""

from html import escape
from typing import Any

import pandas as pd

from rereading.data import fields
from rereading.figures.tables import Html, show_table, source_links
from rereading.quantities import day_words

BOOK = "../"  # from a page of book/classroom to the pages of the book


def cite(*source_ids: str) -> Html:
    """Return links to sources, for a sentence of a page of the classroom."""
    return Html(f'<span class="cites">{source_links(";".join(source_ids), BOOK)}</span>')


def views_on(views: pd.DataFrame, topic: str) -> Html:
    """Return what each side says on a topic: its capital, the view, since when it is on record."""
    items = "".join(
        f"<dt>{escape(row.side)}</dt><dd>{escape(row.view)} <small>{day_words(row.as_of)}, "
        f'<span class="cites">{source_links(row.source_id, BOOK)}</span></small></dd>'
        for row in views[views["topic"] == topic].itertuples()
    )
    return Html(f'<dl class="views">{items}</dl>')


def word_list(vocabulary: pd.DataFrame, lesson: str, caption: str) -> Html:
    """Return the terms of a lesson as a table, each word marked with its language.

    The languages are the columns to which the descriptor gives a code (`lang`), each with its sound
    beside it. Words that one side alone uses come with the capital of that side.
    """
    words = vocabulary[vocabulary["lesson"] == lesson]
    languages = {each["name"]: each["lang"] for each in fields("vocabulary") if "lang" in each}
    shown = words[["note"]].assign(english=[_term(row) for row in words.itertuples()])
    for name, code in languages.items():
        pairs = zip(words[name], words[f"{name}_reading"], strict=True)
        shown[name] = [_word(code, *pair) for pair in pairs]
    columns = {name: name.capitalize() for name in ("english", *languages, "note")}
    return show_table(shown, columns, caption, kind="words")


def _term(row: Any) -> Html:
    says = "say" if " and " in row.side else "says"
    side = f" <small>as {escape(row.side)} {says}</small>" if row.side else ""
    return Html(escape(row.english) + side)


def _word(language: str, word: str, reading: str) -> Html:
    """Return a word in its script over its sound in Latin letters, each with its language mark."""
    if not word:
        return Html("–")
    return Html(
        f'<span lang="{language}">{escape(word)}</span> '
        f'<small lang="{language}-Latn">{escape(reading)}</small>'
    )
