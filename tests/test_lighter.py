"""Lighter drawings: fewer bytes and elements, the same picture."""

from __future__ import annotations

import pytest

from rereading.figures.lighter import lighter, shorten

MARK = '<use href="#m" x="1" y="2" fill="red"/>'
OTHER = '<use href="#m" x="3" y="4" fill="blue"/>'


def clipped(marks: str, box: str = "a") -> str:
    return f'<g clip-path="url(#{box})">{marks}</g>'


@pytest.mark.parametrize(
    ("drawing", "light"),
    [
        ('<path d="M 0 2.5 \nL -3 4 \nz\n" fill="red"/>', '<path d="M0 2.5L-3 4z" fill="red"/>'),
        ('<path d=""/>', '<path d=""/>'),
        ("<svg><g><g><a/></g><b/></g></svg>", "<svg><a/><b/></svg>"),
        ('<g><g opacity="1"><g><a/></g></g></g>', '<g opacity="1"><a/></g>'),
        ("<svg><defs></defs><g/><g></g><a/></svg>", "<svg><a/></svg>"),
        (
            '<text text-anchor="start" x="1" y="2" transform="rotate(-0 1 2)">0 1</text>',
            '<text x="1" y="2">0 1</text>',
        ),
        (
            '<text text-anchor="end" transform="rotate(-90 1 2)">a</text>',
            '<text text-anchor="end" transform="rotate(-90 1 2)">a</text>',
        ),
    ],
    ids=[
        "path",
        "no points",
        "bare groups",
        "a group that says something",
        "empty",
        "text",
        "kept",
    ],
)
def test_what_says_nothing_goes(drawing: str, light: str) -> None:
    assert lighter(drawing) == light


def test_marks_side_by_side_share_their_clip_and_their_look() -> None:
    one = '<use href="#m" x="1" y="2"/>'
    assert lighter(clipped(MARK) * 2) == f'<g clip-path="url(#a)" fill="red">{one}{one}</g>'


def test_marks_that_differ_keep_their_own_look() -> None:
    assert lighter(clipped(MARK) + clipped(OTHER)) == clipped(MARK + OTHER)


def test_marks_in_different_boxes_stay_apart() -> None:
    light = lighter(clipped(MARK) + clipped(MARK, "b"))
    assert light.count("<g ") == 2 and 'url(#a)" fill="red"' in light and "url(#b)" in light


def test_numbers_are_rounded_and_end_without_noughts() -> None:
    assert shorten('x="1.8000001" y="-0.001" d="1.12512"') == 'x="1.8" y="0" d="1.13"'
    assert shorten('id="a1.2345"') == 'id="a1.2345"', "an id is no number"
