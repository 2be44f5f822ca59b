"""A small site for the tests of paper and e-readers: two pages of the book and one of our own.

The page of our own holds what a page may hold: questions, a what-if, folded parts, solutions, a
picture, Korean and Japanese, links of every kind.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOC = """
root: book/index
parts:
  - caption: The numbers
    chapters: [{file: book/imports}]
  - caption: In class
    chapters: [{file: book/classroom/plan}]
"""
SHORT = "<table><caption>Short</caption><tbody>{}</tbody></table>".format("<tr><td>a</td></tr>" * 2)
LONG = "<table><caption>Long</caption><tbody>{}</tbody></table>".format("<tr><td>b</td></tr>" * 40)
PAGE = f"""<!DOCTYPE html><html lang="en"><body><main id="content">
<section id="plan"><h1>A plan for “one hour”</h1>
<p>Words: <span lang="ko">분모</span>, <span lang="ja">分母</span>.
<a href="../imports.html#how-the-number-is-made">the arithmetic</a>
<a href="../imports.html#a-place-left-out">the chapter</a>
<a href="../../data/claims.csv" download>Download claims.csv</a>
<a href="https://example.org/page">elsewhere</a> <img src="../../_images/dot.png" alt="A dot"></p>
<section id="try-it"><h2>Try it</h2>
<section class="whatif" id="if"><form><select><option value="1">Nothing on paper</option></select></form>
<p class="answer"><output aria-live="polite">The answer it starts from</output></p>
<p class="share" hidden><button type="button">Copy</button></p>
<details open><summary>The numbers</summary>{SHORT}</details></section>
<div class="exercise" id="one"><h3>Read: a line</h3>
<form class="quiz" id="quiz-one"><fieldset><legend>Which year?</legend>
<label for="quiz-field">Your answer</label>
<input type="text" id="quiz-field" inputmode="decimal"><button>Check</button></fieldset>
<output aria-live="polite"></output>
<script type="application/json">{{"value": "a secret"}}</script></form></div>
<details class="solution" id="one-solution"><summary>Solution</summary>
<p>It was the year before.</p></details>
<div class="exercise" id="two"><h3>Read: two bars</h3>
<form class="quiz" id="quiz-two"><fieldset><legend>Which sentence?</legend>
<label><input type="radio" name="two" value="a"> The first</label>
<label><input type="radio" name="two" value="b"> The second</label></fieldset></form></div>
<details class="solution" id="two-solution"><summary>Solution</summary>
<p>The second sentence is right.</p></details>
</section>
<section id="folded"><h2>Folded parts</h2>
<details><summary>A hint</summary><p>Look at the whole.</p></details>
<details><summary>A long table</summary>{LONG}</details></section>
<section id="files"><h2>Files</h2><ul class="data"><li>claims.csv</li></ul></section>
</section><p class="take"><a href="../../notebooks/plan.ipynb" download>Take this page</a></p>
</main></body></html>"""


def small_site(site: Path, root: Path) -> Path:
    """Write below `root` what printing needs, with a small site made from a whole one; return it."""
    small = root / "html"
    (small / "book" / "classroom").mkdir(parents=True)
    (small / "_images").mkdir()
    for page in ("index", "imports"):
        shutil.copy(site / "book" / f"{page}.html", small / "book")
    shutil.copytree(site / "_static", small / "_static")
    shutil.copy(ROOT / "book" / "_static" / "cover.png", small / "_images" / "dot.png")
    (small / "book" / "classroom" / "plan.html").write_text(PAGE, "utf-8")
    (root / "_toc.yml").write_text(TOC, "utf-8")
    shutil.copytree(ROOT / "book" / "_static", root / "book" / "_static")
    shutil.copy(ROOT / "CITATION.cff", root)
    return small
