"""Worksheets and keys as HTML: the questions of a lesson with room to write, and their answers.

A sheet has three versions under one address: as it stands, `#with-help` (larger type, beginnings of
sentences, worked examples) and `#further` (more questions); `sheet.css` shows what belongs to each.
Where a pupil writes stands `data-field`, which says what for: on the page `sheet.js` puts a field
there, in a PDF `site.fields`, in a `.docx` `site.office`.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from rereading.answers import COUNTS
from rereading.data import table
from rereading.exercises import ask, sheet, solution
from rereading.figures.tables import Html, show_table
from rereading.lessons import flows_by_year, numbers
from rereading.quantities import derived, fill, words
from rereading.solutions import solved

# To write on, by what is asked; a question to notice has a line for each of its three parts.
LINES = {"text": 5, "infer": 3, "sort": 2, "compute": 2, "apply": 5}
TO_NOTICE = ("I notice", "I wonder", "Headline")
LETTERS = "abcdefgh"
VERSIONS = (("", "Standard"), ("with-help", "With help"), ("further", "Further"))
KEPT = """<div class="kept" hidden><p>You can type on this sheet. What you type stays in this browser, on this
device alone: nobody else gets it. On a shared machine start fresh when you are done.</p><p><button
type="button">Print my answers</button> <button type="button">Start fresh</button></p></div>"""


def name_line(versions: Sequence[tuple[str, str]] = VERSIONS) -> Html:
    """Return the line for name, class and date, and, on screen, what else a pupil can do there."""
    places = "".join(_spot(word, begun=word) for word in ("Name", "Class", "Date"))
    links = " · ".join(f'<a href="#{name}">{title}</a>' for name, title in versions)
    marks = "".join(f'<span id="{name}"></span>' for name, _ in versions if name)
    links = f'<p class="versions">{links}</p>' * bool(links)
    return Html(f'{marks}{links}{KEPT}<p class="name-line">{places}</p>')


def room(label: str, lines: int = 1, begun: str = "") -> Html:
    """Return lines to write on within a sentence of a page; `label` says what for."""
    return Html(f'<span class="room" aria-hidden="true">{_spot(label, lines, begun)}</span>')


def boxes(label: str, *offered: str) -> Html:
    """Return boxes to tick, side by side, within a sentence of a page; `label` says what for."""
    blank = "\N{NO-BREAK SPACE}"
    each = " ".join(_box(f"{label}, {choice}", blank, choice) for choice in offered)
    return Html(f'<span class="boxes row">{each}</span>')


def new_page() -> Html:
    """Return the place where the next page of a worksheet begins, on paper."""
    return Html('<div class="new-page"></div>')


def flows_table(caption: str) -> Html:
    """Return `flows_by_year` as a table, to a decimal that lets its shares come out by hand."""
    flows = table("trade_flows")
    shown = flows_by_year(flows)
    for name in ("flow", "japan_bought", "china_sold"):
        shown[name] = [derived(mn, "number", flows.iloc[0], decimals=1) for mn in shown[name]]
    heads = ["Year", "China to Japan", "All that Japan bought", "All that China sold"]
    return show_table(shown, dict(zip(shown, heads, strict=True)), f"{caption}, million dollars")


def questions(lesson: str, first: int, last: int) -> Html:
    """Return questions of a lesson's worksheet, from one number there to another, with room to write."""
    items = "".join(
        f'<li value="{number}" class="{row.version}">{_question(row)}'
        + f'<p class="help">{fill(row.help, numbers(lesson))}</p>' * bool(row.help)
        + f"{_room(row, f'Question {number}')}</li>"
        for number, row in enumerate(_rows(lesson), start=1)
        if first <= number <= last
    )
    return Html(f'<ol class="questions">{items}</ol>')


def answers(lesson: str) -> Html:
    """Return the key of a lesson: points in all, each question with answer, wrong ones and samples."""
    asked = table("worksheet_questions").query("lesson == @lesson")
    standard, further = asked.groupby("version")["points"].sum()[["standard", "further"]]
    rule = (
        f"The standard sheet has {standard} points; the further questions add {further}. To notice, "
        "to wonder and a headline give one each; a question of two points gives one for the finding "
        "and one for its reason or what to ask next. An answer that is not printed here counts if a "
        "classmate could check it."
    )
    items = "".join(f"<li>{_answer(row)}</li>" for row in _rows(lesson))
    return Html(f'<p>{rule}</p><ol class="answers">{items}</ol>')


def right_answer(exercise_id: str) -> str:
    """Return the right answer of an exercise: a number, a letter, "" for what is argued."""
    if number := solved(exercise_id):
        return str(number.right)
    choices = zip(LETTERS, sheet(exercise_id)["choices"], strict=False)
    return "".join(letter for letter, choice in choices if not choice["text"])


def _rows(lesson: str) -> list[Any]:
    return list(table("worksheet_questions").query("lesson == @lesson").itertuples())


def _question(row: Any) -> str:
    exercise = row.asks == "exercise"
    asked = ask(row.question_id).html if exercise else fill(row.question, numbers(row.lesson))
    worth = f"{row.minutes} min · {row.points} point{'s' * (row.points > 1)}"
    return f'<p>{asked} <span class="worth">{worth}</span></p>'


def _room(row: Any, where: str) -> str:
    """Return where a pupil writes: boxes to tick, lines, or a line for one number."""
    asked = sheet(row.question_id) if row.asks == "exercise" else {"kind": row.asks}
    text = asked.get("question") or fill(row.question, numbers(row.lesson), html=False)
    if asked["kind"] == "choice":
        labels = [escape(choice["label"]) for choice in asked["choices"]]
        pairs = zip(LETTERS, labels, strict=False)
        items = (
            f"<li>{_box(f'{where}, {sign}: {label}', sign, label)}</li>" for sign, label in pairs
        )
        return f'<ul class="boxes">{"".join(items)}</ul>'
    if asked["kind"] == "notice":
        spots = "".join(_spot(f"{where}, {part}: {text}", begun=part) for part in TO_NOTICE)
    elif asked["kind"] != "number":
        spots = _spot(f"{where}: {text}", LINES[asked["kind"]])
    else:
        plain = asked["unit"] in COUNTS  # read, not reckoned
        unit = "" if plain else escape(asked["says"]["unit"])
        spots = _spot(f"{where}, how you get there: {text}", 1 if plain else LINES["compute"])
        spots += _spot(f"{where}, answer: {text}", begun="Answer", end=unit)
    return f'<p class="room" aria-hidden="true">{spots}</p>'


def _spot(label: str, lines: int = 1, begun: str = "", end: str = "") -> str:
    """Return lines to write on, between what stands before them and after; `label` says what for."""
    rules = '<span class="line"></span>' * lines
    return (
        f'<span class="spot" data-field="{escape(label)}"><span>{begun}</span>'
        f'<span class="lines">{rules}</span><span>{end}</span></span>'
    )


def _box(label: str, sign: str, words: str) -> str:
    """Return a box to tick with a sign in it and words after it; `label` says what for."""
    return f'<label><span class="box" data-field="{label}">{sign}</span> {words}</label>'


def _answer(row: Any) -> str:
    head = "<p><em>Further:</em></p>" * (row.version == "further") + _question(row)
    if row.asks != "exercise":
        return f'{head}<p class="model">{fill(row.answer, numbers(row.lesson))}</p>'
    asked, right_one = sheet(row.question_id), right_answer(row.question_id)
    wrong = "".join(
        f"<li><b>{_value(asked, each['value']) if 'value' in each else letter}.</b> "
        f"{escape(each['text'])}</li>"
        for letter, each in zip(LETTERS, asked.get("wrong", asked["choices"]), strict=False)
        if each["text"]
    )
    right = f'<p class="right">{escape(right_one)}</p>' if right_one else ""
    listed = f'<p>You will also hear:</p><ul class="wrong">{wrong}</ul>' if wrong else ""
    return f"{head}{right}{solution(row.question_id).html}{listed}{_samples(row)}"


def _samples(row: Any) -> str:
    """Return what pupils answer to a question that is argued, from one point to all of them."""
    items = "".join(
        f"<li>“{fill(each.answer, numbers(row.lesson))}” <em>{escape(each.because)}</em></li>"
        for each in table("sample_answers").query("question_id == @row.question_id").itertuples()
    )
    heading = "<p>As pupils write it, for one point, two, three and four:</p>"
    return f'{heading}<ol class="samples">{items}</ol>' if items else ""


def _value(asked: dict[str, Any], value: float) -> str:
    """Return a wrong number as a pupil gives it, rounded."""
    small = 0 < value < 1 and asked["unit"] not in COUNTS
    unit = "number" if value < 1 and asked["unit"] == "rank" else asked["unit"]  # there is no 0th
    return words(value, unit, len(f"{value:.3g}") - 2 if small else None)
