"""What the book says, as a list of results: `tests/results.txt`, renewed by `make results`.

For each page in reading order: what its expressions and cells show, charts with their words and what
they draw, exercises with their right values; then claims, tables, replies. Results and not prose: a
re-worded sentence moves nothing unless a name, a link or a word of `telling_words.txt` changes. When
a line moves, look at it in `git diff`, and write what a reader should know into `data/corrections.csv`.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
from helpers import BOOK
from pages import runs

from rereading import claim
from rereading.answers import MESSAGES
from rereading.data import descriptor, table, table_names
from rereading.exercises import QUIZ_MIME, ask, exercise_ids, sheet
from rereading.figures.publish import PublishedFigure
from rereading.figures.tables import Html
from rereading.forms import TABLE
from rereading.quantities import Number
from rereading.site.metadata import RATINGS, json_ld
from rereading.site.platforms import gift, qti
from rereading.site.quiz import exercise_html
from rereading.site.workbooks import about_table
from rereading.whatif.charts import CHARTS, chart_and_drawings
from rereading.whatif.form import WhatIf

FILE = Path(__file__).with_suffix(".txt")
NUMBERS = re.compile(r"(?<![\w.])[-−]?\d+(?:,\d{3})*(?:\.\d+)?")
MANY = 40  # readings of a claim, numbers of a table: more are summed up
HEAD = re.compile(r'<th scope="col"[^>]*>(.*?)</th>')
CITES = re.compile(r'<(td|span) class="cites".*?</\1>')  # a source more numbers all of them anew
CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>")
# Words of prose that a sentence turns on and nothing computes: years, months, numbers, units; what denies,
# bounds, compares, orders or grades; who gives and who takes; and names, but for those that begin a sentence.
TELLING = Path(__file__).with_name("telling_words.txt").read_text("utf-8").split()
WORD = re.compile(
    rf"(?i:(?<!-)\b(?:\d[\d.,:]*|\w+teen|\w+ty(?=-)|{'|'.join(TELLING)})\b)"
    r"|[÷×=≈]|(?<=[a-z,;:] )[A-Z][\w’-]*|\b[A-Z]{2,}[\w-]*|\{chart\} [\w-]+"
    r"|(?<!`)(?:\{\w+\})?`[^`]+`(?!`)|(?<!\w)\.[a-z]+\b"
)
NO_PROSE = re.compile(r"\A---.*?^---$|^```\{code-cell\}.*?^```$|\{eval\}`[^`]*`", re.M | re.S)
LINK = re.compile(r"(?:\]\(|\bhref=\")([^)\"]*)[)\"]")


def results() -> str:
    """Return all results as text: a heading a page, claim or table, a line a result."""
    lines = ["# Results of the book: `make results` renews this list, `git diff` shows what moved"]
    for name, run in runs().items():
        lines += ["", f"## page {name}", *prose_lines((BOOK / f"{name}.md").read_text("utf-8"))]
        for code, value in run.shown:
            if isinstance(value, PublishedFigure):
                lines += chart_lines(value)
            elif isinstance(value, Html) and not code:
                lines.append(shown_line(value))
            elif isinstance(value, WhatIf):
                lines += whatif_lines(value)
            elif isinstance(value, pd.DataFrame | pd.Series):
                lines.append(f"frame {len(value)} rows: {'; '.join(sums(value.reset_index()))}")
            elif (said := result(value)) != "":
                lines.append(f"{code or 'cell'} = {said}")
        lines += [line for each in exercise_ids(name) for line in exercise_lines(each)]
        lines += [f"quizzes {quiz_sum(name)}"] * bool(exercise_ids(name))
        if described := json_ld(name, ""):
            lines.append(f"for machines {checksum(described)}")
    replies = [f"{key}: {text}" for key, text in MESSAGES.items()]
    forms = [f"{size:g} {kind}: {words}" for kind, size, words in TABLE]
    layout = sorted((BOOK / "_templates").glob("*.html"))
    forms += [f"{file.stem}: {telling(text_of(file.read_text('utf-8')))}" for file in layout]
    return "\n".join([*lines, *parts(), "", "## replies, forms", *replies, *forms]) + "\n"


def prose_lines(source: str) -> Iterator[str]:
    """Yield for each section of a page the telling words of its prose, then where its links lead."""
    _, *sections = re.split(r"^#+ (.*)$", NO_PROSE.sub("", source), flags=re.M)
    for heading, text in zip(sections[::2], sections[1::2], strict=True):
        yield f"under {heading}: {telling(text)}"


def telling(text: str) -> str:
    """Return the telling words of a text, then where its links lead."""
    return " ".join([*WORD.findall(" ".join(LINK.sub("", text).split())), *LINK.findall(text)])


def parts() -> Iterator[str]:
    """Yield the lines of each claim and of each table under its title."""
    for name in table("claims")["claim_id"]:
        yield "\n".join(["", f"## claim {name}", *claim_lines(name)])
    for name in table_names():
        yield "\n".join(["", f"## table {name}", *table_lines(name)])


def result(value: Any) -> str:
    """Return a value with its unit and its printed form; of a text only the numbers in it."""
    if isinstance(value, Number):
        return f"{exact(value.value)} {value.unit}, printed {value}, {value.grade}"
    if isinstance(value, (bool, int, float)):
        return exact(value)
    return " ".join(NUMBERS.findall(text_of(str(value))))


def chart_lines(figure: PublishedFigure) -> Iterator[str]:
    """Yield what a chart says, what it draws, and the sums of its table."""
    yield f"chart {figure.key}: {text_of(figure.finding_html)}"
    yield f"  subtitle {text_of(figure.subtitle_html)}"
    yield f"  alt {figure.alt}" + f"; on a sheet {figure.alt_sheet}" * bool(figure.alt_sheet)
    yield f"  {text_of(figure.sources_html)}"
    yield from (f"  {fact}" for fact in figure.facts)
    rows = list(csv.reader(io.StringIO(figure.csv)))
    yield f"  heads {' | '.join(map(unescape, HEAD.findall(figure.table_html)))}"
    yield f"  table {len(rows) - 1} rows: {'; '.join(sums(pd.DataFrame(rows[1:], columns=rows[0])))}"


def shown_line(shown: Html) -> str:
    """Return the numbers of a table, list or card that a page shows, and a checksum of its words."""
    caption = CAPTION.search(shown.html)
    text = text_of(CITES.sub("", shown.html).replace("<", " <"))
    leads = " ".join(re.findall(r'href="([^"]*)"', shown.html))
    found = NUMBERS.findall(text)
    numbers = " ".join(found) if len(found) <= MANY else f"{len(found)} numbers"
    return f"shown {unescape(caption[1]) if caption else ''}: {numbers}, words {checksum(text + leads)}"


def whatif_lines(shown: WhatIf) -> Iterator[str]:
    """Yield the first answer of a what-if, what it asks and lists, the words and colours it draws."""
    asks = [shown.title, shown.controls, shown.columns, shown.reading_aid, shown.sources_html]
    drawn = chart_and_drawings(shown.key, shown.rows)["wide"]
    colours = groupby(re.findall(r"var\(--(\w+)", drawn))
    in_turn = [(name, len(list(each))) for name, each in colours]
    yield f"what-if {shown.key}: {shown.sentence} {shown.more}"
    yield f"  asks {checksum(str(asks))}; {'; '.join(sums(pd.DataFrame(shown.rows)))}"
    written = f"{in_turn}, as written {checksum(str(CHARTS[shown.key]().to_dict()))}"
    yield f"  draws {' | '.join(re.findall(r'>([^<>]+)</text>', drawn))}; {written}"


def exercise_lines(exercise_id: str) -> Iterator[str]:
    """Yield the right answer of an exercise, and what its wrong ones are."""
    asked = sheet(exercise_id)
    right = [choice["id"] for choice in asked["choices"] if not choice["text"]]
    said = ", ".join(right) or asked["kind"]
    if "value" in asked:
        step = exact(asked["step"]) if asked["step"] else "the last digit"
        said = f"{exact(asked['value'])} {asked['unit']}, to {step}"
    yield f"exercise {exercise_id}: {said}"
    if wrong := [exact(each["value"]) for each in asked.get("wrong", [])]:
        yield f"  wrong {', '.join(wrong)}"


def quiz_sum(page: str) -> str:
    """Return a checksum of the exercises of a page, as it asks them and as learning platforms do."""
    asked = [ask(name)._repr_mimebundle_()[QUIZ_MIME] for name in exercise_ids(page)]
    said = [*(text_of(exercise_html(each)) for each in asked), gift(page, "")]
    with zipfile.ZipFile(io.BytesIO(qti(page, ""))) as parts:
        return checksum("".join([*said, *(parts.read(n).decode() for n in parts.namelist())]))


def table_lines(name: str) -> list[str]:
    """Return how many rows a table has, what its columns add up to, a checksum of its description."""
    (about,) = (dict(each) for each in descriptor()["resources"] if each["name"] == name)
    about.pop("checksum")
    told = checksum(str([about, about_table(about, "")]))
    return [f"{len(table(name))} rows, described {told}", *sums(table(name))]


def claim_lines(claim_id: str) -> Iterator[str]:
    """Yield the verdict of a claim, then its readings: values, grades, sources."""
    it = claim(claim_id)
    verdict, band, found = it.verdict, it.band, it.readings
    named = "" if verdict.reading is None else f" by {verdict.reading['reading_id']}"
    yield f"{verdict.kind}{named}, rated {RATINGS.get(verdict.kind, '-')}; {exact(it.asserted.value)} {it.asserted.unit}, band {exact(band.low)} to {exact(band.high)}"
    several = found["reading_id"].str.startswith("baci-") & (len(found) > MANY)
    for row in found[~several].itertuples():
        where = " in the band" * bool(row.in_band)
        other = f", otherwise {row.changed}" * bool(row.changed)
        yield f"{row.reading_id}: {exact(row.value)}{where}, {row.grade}, {row.source_id}{other}"
    if len(many := found[several]):
        hits = ", ".join(many[many["in_band"]]["reading_id"])
        yield f"{len(many)} readings of the trade data; in the band {hits}"
        codes = many.assign(otherwise=many["changed"].str.replace("; ", ";"))
        yield f"  {'; '.join(sums(codes[['value', 'otherwise']]))}"


def sums(frame: pd.DataFrame) -> list[str]:
    """Return of each column of numbers its sum, and one weighted by line; of texts a checksum."""
    lines = []
    for name in frame.columns:
        column, texts = pd.to_numeric(frame[name], errors="coerce"), frame[name].map(str)
        empty = column.isna()
        if not empty.all() and texts[empty].isin(["", "nan"]).all():
            line = np.arange(1, len(column) + 1)
            weighted = (column * line).sum()
            said = f"{name} {exact(column.sum())} by line {exact(weighted)}"
            lines.append(said + f", empty {(empty * line).sum()}" * bool(empty.any()))
        else:
            lines.append(f"{name} {checksum(chr(10).join(texts))}")
    return lines


def checksum(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def exact(value: Any) -> str:
    """Return a number to nine digits: more would differ from machine to machine."""
    return f"{float(value):.9g}"


if __name__ == "__main__":
    print("Every page is run; that takes a minute or two.", flush=True)
    FILE.write_text(results(), encoding="utf-8", newline="\n")
    print(f"What moved: git diff tests/{FILE.name}")
