"""The words of the book: no result is typed, in pages, descriptions, code or tables of words."""

import ast
import re
from pathlib import Path

import pytest
from helpers import DATA, ROOT, SOURCES, csv_rows, typed_digits

from rereading.claims import claim
from rereading.quantities import MONTHS, words

# Modules that do not speak to readers, but of a bad table or form; and `site`, which frames.
SILENT = "__main__ checker data amounts capstone charts quantities".split()
ON_AN_AXIS = ("36 years",)
IN_THE_README = (
    r"Python 3\.\d+(?:,| to) 3\.\d+(?: or 3\.\d+)?",
    r"\(Vega \d\.\d\.\d\)|\(\d\.\d\.\d\)",  # of scripts
    r"Open Licence 2\.0|UTF-8",
)
CELL = re.compile(r"(?ms)^(?:`{3,})\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)^`{3,}\s*$")
SAID_BY_A_CHART = ("finding", "subtitle", "alt", "sheet", "caption")
DAY = re.compile(rf"\b(\d\d?)\s({'|'.join(MONTHS)})[a-z]*\b(?:\s(\d{{4}})\b)?|\b((?:19|20)\d\d)\b")
# Tables with sentences for readers, and the columns that hold them.
TEXTS = {
    "exercises": ("title", "question", "hint", "right", "solution"),
    "exercise_answers": ("answer", "feedback"),
    "worksheet_questions": ("question", "answer", "help"),
    "sample_answers": ("answer", "because"),
    "expectations": ("expects", "because"), "corrections": ("what", "change"),
    "terms": ("meaning",), "vocabulary": ("note",), "claims": ("untestable_reason",),
}  # fmt: skip


def strings(module: Path) -> list[str]:
    """Return the texts in the code of a module, all but its docstrings."""
    nodes = list(ast.walk(ast.parse(module.read_text("utf-8"))))
    documented = [n for n in nodes if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)]
    docs = {ast.get_docstring(node, clean=False) for node in documented}
    found = (node.value for node in nodes if isinstance(node, ast.Constant))
    return [text for text in found if isinstance(text, str) and text not in docs]


def typed_beside_the_article_s(text: str) -> list[str]:
    """Return the lines with typed digits, the article's own numbers left out: those are data."""
    asserted = [claim(row["claim_id"]).asserted for row in csv_rows("claims")]
    own = {words(n.value, n.unit).removesuffix(" dollars") for n in asserted if n.value == n.value}
    return typed_digits(re.sub("|".join(map(re.escape, own)), "", text))


def test_the_digit_finder_finds_digits():
    assert typed_digits("China had 81.6 percent.") == ["China had 81.6 percent."]
    assert not typed_digits("In 2010 China had {eval}`share`.\n1. Look at `x[3]`.")
    assert not typed_beside_the_article_s("It was not 56 percent.")
    assert typed_beside_the_article_s("It was 82 percent.")


def test_no_result_is_typed_on_a_page():
    """In its sentences, its description, or the words of its charts."""
    typed, said = {}, []
    for source in SOURCES:
        text = source.read_text("utf-8")
        typed[source.stem] = typed_digits(text)
        described = re.search(r"^ *description: (.*)$", text.split("\n---\n")[0], re.M)
        typed[source.stem] += typed_beside_the_article_s(described[1]) if described else []
        for given in (node for cell in CELL.findall(text) for node in ast.walk(ast.parse(cell))):
            if isinstance(given, ast.keyword) and given.arg in SAID_BY_A_CHART:
                said.append(re.sub(r"\{[^}]*\}", "", ast.unparse(given.value)))
                typed[source.stem] += typed_digits(said[-1])
    assert said, "no page draws a chart"
    assert not {name: found for name, found in typed.items() if found}


def days_unknown(text: str, known: str) -> list[str]:
    """Return the days that a text names and the tables do not, as ISO dates."""
    dated = {day for days in days_in(known) for day in days}
    dated |= set(re.findall(r"\b\d{4}-\d\d-\d\d\b", known))
    return [days[-1] for days in days_in(text) if not dated & {*days}]


def days_in(text: str) -> list[list[str]]:
    """Return what each day in a text may be: without its year it is of one of the two named last."""
    found, years = [], []
    for day, month, year, alone in DAY.findall(text):
        years += [year or alone] if year or alone else []
        if day and years:
            of = [year] if year else years[-2:]
            found.append([f"{y}-{MONTHS.index(month) + 1:02}-{int(day):02}" for y in of])
    return found


def test_a_day_in_a_sentence_is_a_day_of_the_tables():
    """Days are the one result that may be typed: a slip of a digit would go unseen."""
    known = "".join(file.read_text("utf-8") for file in sorted(DATA.glob("*.csv")))
    assert days_unknown("It was 29 November 2010, not\n19 November.", known) == ["2010-11-29"]
    # The days on which we looked are our own, and in no table.
    said = {s.stem: CELL.sub("", s.read_text("utf-8")).split("looked on") for s in SOURCES}
    found = {
        name: days_unknown(" ".join([first, *(DAY.sub("", rest, count=1) for rest in more)]), known)
        for name, (first, *more) in said.items()
    }
    assert not {name: days for name, days in found.items() if days}, "no table has this day"


def test_a_link_that_is_named_as_a_page_leads_there():
    texts = {source.stem: source.read_text("utf-8") for source in SOURCES}
    titles = {re.findall(r"^# (.+)$", text, re.M)[0]: name for name, text in texts.items()}
    astray = [
        f"{name}: [{words}]({target}.md) names {titles[words]}.md"
        for name, text in texts.items()
        for words, target in re.findall(r"\[([^\]]+)\]\((?:[\w./-]*/)?([\w-]+)\.md", text)
        if not target.endswith(titles.get(words, target))  # a lesson is named as its chapter
    ]
    assert not astray


def test_no_result_is_typed_in_what_code_says_or_draws():
    """Captions, descriptions, labels of readings, notes inside drawings, answers of what-ifs."""
    typed = {}
    for module in (ROOT / "rereading").rglob("*.py"):
        if module.parent.stem == "site" or module.stem in SILENT:
            continue
        texts = [re.sub(r"<[^<>]*>?|\{\d\}", "", text) for text in strings(module) if " " in text]
        texts = [text for text in texts if '="' not in text and text not in ON_AN_AXIS]
        said = [text for text in texts if re.search(r"[a-z]{3,}", text)]
        typed[module] = [line for text in said for line in typed_digits(text)]
    assert not {module: found for module, found in typed.items() if found}


def test_no_result_is_typed_in_the_readme():
    text = re.sub(r"(?ms)^```.*?^```$", "", (ROOT / "README.md").read_text("utf-8"))
    assert typed_digits(re.sub("|".join(IN_THE_README), "", text)) == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_result_is_typed_in_a_sentence_of_a_table(name):
    look = typed_digits if name.startswith("exercise") else typed_beside_the_article_s
    said = "\n".join(row[column] for row in csv_rows(name) for column in TEXTS[name])
    assert look(said) == []


def test_a_claim_in_words_says_the_number_that_it_asserts():
    for row in csv_rows("claims"):
        said = re.sub(r"\b(?:19|20)\d\ds?\b", "", f"{row['short']} {row['says']}")
        for digits in re.findall(r"\d[\d,]*", said):
            assert float(digits.replace(",", "")) == float(row["asserted_value"]), row["claim_id"]
