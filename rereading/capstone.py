"""A claim of one's own: read it from a plain form, judge it by the rule of the book.

    claim:    Japan relies heavily on China for its rare earths.
    number:   50 percent
    band:     at least 50, because heavily should mean at least half
    reading:  48.4 percent | by weight, 2016 | trade data | literal
    reading:  81.6 percent | at customs, 2010 | finance ministry | otherwise source, year

A line a thing, with or without a bullet. A line without such a word goes on with the one above; `#`
begins a remark. `read` makes a `Claim` of it. Whatever is wrong is said at once, with its line and
what to do, and no traceback.
"""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from rereading.amounts import Amount, Problem, amount, band, held
from rereading.claims import Claim, judge
from rereading.evidence import GRADES
from rereading.forms import tidy
from rereading.quantities import Number, join, label
from rereading.verdicts import Band

FORM = "claim:\nnumber:\nband:\nreading:\nreading:\nreading:\n"
WANTED = {
    "claim": "the sentence you check",
    "number": "its number and unit, such as 50 percent",
    "band": "what the wording allows and why, such as: at least 50, because …",
    "reading": "number and unit | what it counts | source | literal",
}
CLAIM_MIME = "application/vnd.rereading.own-claim+json"
Problems = list[tuple[str, str, str]]  # where, what was found, what to do


class OwnClaimForm:
    """The form that stands on the page of the site and needs no Python (`site.quiz`)."""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        said = "The form to fill in stands on the page of the book; here, use the cells below."
        return {CLAIM_MIME: {}, "text/plain": said}


class ClaimFormError(ValueError):
    """A form that cannot be read; says every line that has to change, and how."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook prints in place of a traceback."""
        return str(self).split("\n")


def read(form: str) -> Claim:
    """Return the claim of a form, judged. `ClaimFormError` names each line that is wrong, and what to do."""
    problems: Problems = []
    lines = _lines(form, problems)
    for key, wanted in WANTED.items():
        given = lines[key]
        if not given:
            todo = f"add “{key}:” with {wanted}"
            problems.append(("the whole form", f"no line for “{key}”", todo))
        elif key != "reading" and len(given) > 1:
            todo = f"keep line {given[0][0]} or this one"
            problems.append((f"line {given[1][0]}", f"a second line for “{key}”", todo))
    numbers = _each(lines["number"], problems, amount)
    asserted = numbers[0][1] if numbers else None
    bands = _each(lines["band"], problems, lambda text: _band(text, asserted))
    readings = _each(lines["reading"], problems, lambda text: _reading(text, asserted))
    literal = [line for line, row in readings if row["literal"]]
    if len(readings) == len(lines["reading"]) > 0 and len(literal) != 1:
        at = literal or [line for line, _ in lines["reading"]]
        found = f"{len(literal) or 'no'} literal reading{'s' * bool(literal)}"
        todo = "end the one that the words say to an ordinary reader, and only it, with “| literal”"
        problems.append((f"line{'s' * (len(at) > 1)} {join(map(str, at))}", found, todo))
    if problems or asserted is None:
        told = (f"{where}: {found}\n  to do: {todo}" for where, found, todo in problems)
        raise ClaimFormError("\n".join(["Some lines of the form need another look.", *told]))
    rows = pd.DataFrame([row for _, row in readings])
    rows = rows.assign(source_id="", reading_id=[f"reading-{n + 1}" for n in range(len(rows))])
    literal_id = rows.loc[rows["literal"], "reading_id"].item()
    judged = judge(rows, bands[0][1], asserted.form, literal_id)
    return Claim(
        claim_id="own",
        says=lines["number"][0][1],
        statement=lines["claim"][0][1],
        asserted=Number(asserted.value, asserted.form, "claimed", decimals=asserted.decimals),
        band=bands[0][1],
        readings=judged.merge(rows[["reading_id", "source", "decimals", "said"]], on="reading_id"),
    )


def _band(text: str, claim: Amount | None) -> Band:
    stretch, reason = [*re.split(r"\bbecause\b", text, maxsplit=1, flags=re.I), ""][:2]
    if not reason.strip(" .,:"):
        raise Problem("a band without its reason", "end the line with “because” and your reason")
    return band(stretch.rstrip(" ,;、"), reason.strip(), claim)


def _reading(text: str, claim: Amount | None) -> dict[str, object]:
    number, what, source, *more = [*re.split(r" *[|｜] *", text), "", ""]
    given = held(amount(number), claim)
    row: dict[str, object] = {"value": given.value, "decimals": given.decimals}
    row |= {"label": what, "source": source, "grade": "reported", "changed": "", "literal": False}
    row["said"] = label(given.value, (claim or given).form, given.decimals)
    if not what or not source or tidy(source).lower() == "literal":
        missing = "words" if not what else "a source"
        raise Problem(f"a reading without {missing}", f"write {WANTED['reading']}")
    for part in (tidy(part).lower() for part in more):
        if part == "literal":
            row["literal"] = True
        elif part in GRADES:
            row["grade"] = part
        elif part.startswith("otherwise "):
            row["changed"] = "; ".join(re.split("[,、] ?", part.removeprefix("otherwise ")))
        elif part:
            todo = f"after the source only: literal, otherwise …, {join(GRADES, 'or')}"
            raise Problem(f"“{part}”", todo)
    return row


def _lines(form: str, problems: Problems) -> dict[str, list[tuple[int, str]]]:
    """Return the filled lines of a form, number and text, by the word before the colon."""
    found: dict[str, list[tuple[int, str]]] = {key: [] for key in WANTED}
    above = ""
    for number, raw in enumerate(form.splitlines(), start=1):
        line = re.sub(r"^[-*•·‣▪–—\s]+", "", raw).strip()
        key = re.match(r"(?:\d+[.)]\s*)?(\w+)\s*[:：]\s*", line)
        name = tidy(key[1]).lower() if key else ""
        if not line or line[0] in "#＃":
            above = above if line else ""
        elif key and name in WANTED:
            above, text = name, line[key.end() :]
            if text or name != "reading":
                found[name].append((number, text))
            if not text and name != "reading":
                nothing = f"nothing after “{name}:”"
                problems.append((f"line {number}", nothing, f"write {WANTED[name]}"))
        elif above and found[above] and not key:
            at, text = found[above][-1]
            found[above][-1] = (at, f"{text} {line}")
        else:
            todo = f"begin the line with one of {join(f'“{key}:”' for key in WANTED)}, or with #"
            problems.append((f"line {number}", f"“{line[:40]}”", todo))
    return found


def _each(
    lines: list[tuple[int, str]], problems: Problems, make: Callable[[str], Any]
) -> list[tuple[int, Any]]:
    """Return what `make` makes of each text, with its line, and note what is wrong with others."""
    made = []
    for line, text in lines:
        try:
            if text:
                made.append((line, make(text)))
        except Problem as problem:
            problems.append((f"line {line}", *problem.args))
    return made
