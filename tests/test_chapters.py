"""Pages without a screen: what stands still, where links lead, solutions at the end."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from rereading.site.chapters import Chapter, read_chapters

TOC = """
root: book/index
parts:
  - caption: In class
    chapters: [{file: book/classroom/plan, sections: [{file: book/classroom/key-plan}]}]
"""
SVG = '<svg viewBox="0 0 72 34"><a href="#m"/><path fill="var(--ink)"/><text x="1">{}</text></svg>'
PAGE = f"""<main id="content"><h1>A plan for “one hour”<a class="headerlink" href="#plan">#</a></h1>
<button>Show the code</button><p hidden>Nothing on paper</p><div class="take">Take this page</div>
<p><a href="../index.html#the-words">the words</a> <a href="../index.html#a-place-left-out">the page</a>
<a href="../../data/claims.csv" download>Download claims.csv</a> <img src="../../dot.png" alt="A dot">
<a href="https://example.org/page#place">elsewhere</a> <b tabindex="0" data-origin="a source">56</b></p>
<div class="plot" role="img" aria-label="Two bars"><div class="wide">{SVG.format("wide")}</div>
<div class="narrow">{SVG.format("narrow")}</div></div>
<section class="whatif"><form><select><option>Choose</option></select></form><p>It starts so.</p></section>
<section id="try-it"><h2>Try it</h2>
<div class="exercise" id="one"><h3>Read: a line</h3><form class="quiz"><fieldset>
<legend>Which year?</legend><label for="f">Your answer</label><input type="text" id="f">
<label><input type="radio" name="two"> The first</label><textarea></textarea>
<button>Check</button></fieldset><output>Right</output>
<script type="application/json">{{"value": "a secret"}}</script></form></div>
<details class="solution" id="one-solution"><summary>Solution</summary><p>The year before.</p></details>
</section>
<details><summary><p>A hint</p></summary><p>Look at the whole.</p></details>
<section id="files"><h2>Files</h2><ul class="data"><li>claims.csv</li></ul></section></main>"""


@pytest.fixture
def chapters(tmp_path: Path) -> list[Chapter]:
    (tmp_path / "_toc.yml").write_text(TOC, "utf-8")
    (tmp_path / "book" / "classroom").mkdir(parents=True)
    (tmp_path / "dot.png").write_bytes(b"a dot")
    index = '<main id="content"><h1>A book</h1><section id="the-words"><h2>Words</h2><p>One.</p></section></main>'
    (tmp_path / "book" / "index.html").write_text(index, "utf-8")
    (tmp_path / "book" / "classroom" / "plan.html").write_text(PAGE, "utf-8")
    return read_chapters(tmp_path, tmp_path, "narrow")


def test_a_page_keeps_its_words_and_nothing_that_a_screen_alone_can_do(
    chapters: list[Chapter],
) -> None:
    assert chapters[1].body.get_text(" ", strip=True) == (
        "A plan for “one hour” the words the page claims.csv elsewhere 56 It starts so. "
        "On the site you choose, and the answer follows. "
        "Try it Read: a line Which year? Your answer ☐ The first Solution at the end "
        "A hint Look at the whole."
    )
    kinds = {tag.name for tag in chapters[1].body.select("*")}
    assert not kinds & set("form fieldset legend label input textarea button script".split())
    assert chapters[1].body.select_one("details").has_attr("open")
    assert "a source" not in chapters[1].html()


def test_links_lead_to_places_of_the_book_to_its_chapters_or_out_of_it(
    chapters: list[Chapter],
) -> None:
    assert [link["href"] for link in chapters[1].body.select("a")] == [
        "#index--the-words",
        "#index",
        "https://example.org/page#place",
        "#classroom-plan--one-solution",
    ]


def test_solutions_stand_at_the_end_and_lead_back(chapters: list[Chapter]) -> None:
    assert [chapter.slug for chapter in chapters] == ["index", "classroom-plan", "solutions"]
    solution = chapters[2].body.select_one("#classroom-plan--one-solution")
    assert solution.get_text(" ", strip=True) == "Read: a line The year before."
    assert solution.a["href"] == "#classroom-plan--one"


def test_pictures_carry_their_words_and_need_no_file(chapters: list[Chapter]) -> None:
    dot, drawing = chapters[1].body.select("img")
    assert dot["alt"] == "A dot" and drawing["alt"] == "Two bars"
    assert base64.b64decode(dot["src"].removeprefix("data:image/png;base64,")) == b"a dot"
    svg = base64.b64decode(drawing["src"].removeprefix("data:image/svg+xml;base64,")).decode()
    assert "narrow" in svg and 'width="72" height="34"' in svg
    assert "var(" not in svg and " href" not in svg and 'd="M 0 0"' in svg
