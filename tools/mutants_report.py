"""The report of `make mutants`: figures, and the changes that no check notices, with the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from trial import ROOT

REPORT = ROOT / "tests" / "MUTANTS.md"
Found = dict[str, dict[str, Any]]
SHOWN = 8  # survivors of one sort named in full
# Why a change may go unnoticed: file, kind and place as a pattern, and the reason. First fit.
REASONS = (
    (
        r"\.py .*strict=False",
        "a guard between columns of one table, which are never of two lengths",
    ),
    (r"\.py .*frozen=False", "a record that nobody changes: a guard for the next author"),
    (r"\.py .*(drop|ignore_index)=False", "the names of the lines, which nothing reads"),
    (r"numbers\.py .*Decimal\( ?[02]\)", "the same: only the power of ten counts there"),
    (r"numbers\.py .*> 100", "the same: 100 itself is whole, and has no decimals either way"),
    (r"imports/flows\.py .*numeric_only", "columns of text, which are dropped again"),
    (
        r"imports/flows\.py .*(range\( ?0, |\+ 2\))",
        "the same: there is no set of none or of four lines",
    ),
    (r"imports/flows\.py .*iloc\[ ?-1\]", "the same: one seller has one name on all its lines"),
    (r"imports/readings\.py .*- 3:\]", "the same: a blank before the digits"),
    (r"calendar\.py .*len\(grades\) == 1", "the same: of one line the last is the first"),
    (r"calendar\.py .*last.*iloc\[ ?1\]", "the same: the first two spans have one end"),
    (r"calendar\.py .*\"source_id\"\]\.iloc", "the same sources for each span"),
    (r"compensation\.py .*low, high = ", "the ends of a search, far from every answer"),
    (
        r"compensation\.py .*(<= \(middle|<= high|<= total|/ [13]\))",
        "the same answer, by other steps",
    ),
    (r"compensation\.py .*\.max\(\)\) \+ 2", "the same: a year without data is left out"),
    (r"claims\.py .*\[\"literal\"\]\]\.iloc\[ ?-1\]", "the same: exactly one reading is literal"),
    (r"claims\.py .*if changed else", "the same: only the literal reading takes nothing otherwise"),
    (
        r"supply\.py .*min_count= ?0",
        "the same: weights are missing only before the first year of weights, where none is shown",
    ),
    (r"data/.* swap .*, people 1", "two names change places, and no sum"),
)
NO_REASON = "no reason known: a hole"


def write(found: Found, missing: Iterable[str] = ()) -> None:
    """Write the report of what `mutants.tried` returned for each file; name the files not tried."""
    data = {file: it for file, it in found.items() if file.endswith(".csv")}
    code = {file: it for file, it in found.items() if file.endswith(".py")}
    rest = [f"Not tried in the last runs: {', '.join(missing)}."] if missing else []
    lines = [*_head(), *_data(data), *_code(code), *([""] if rest else []), *rest]
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _head() -> list[str]:
    return [
        "# Mistakes that no check notices",
        "",
        "Written by `make mutants`: it makes one mistake at a time in a copy of the project and",
        "asks the checks. Aims: 95 percent of the mistakes in data and 90 percent of those in code.",
    ]


def _data(found: Found) -> list[str]:
    if not found:
        return []
    lines = [
        "",
        "## Data",
        "",
        "Every numeric cell of every table that a computed claim reads: times ten, a thousandth,",
        "the sign, swapped with the cell below, the line dropped or doubled, a year off by one. The",
        "checksums notice all of it. So each mistake is tried as if somebody had renewed them",
        "again: first against the rules in `datapackage.json` alone, then against the tests too.",
        "Most of what the rules miss is noticed because a line of `tests/results.txt` moves. Of",
        "tables with more than 150 lines a sample is tried, drawn with a fixed seed, as large for",
        "each kind.",
        "",
        "| table | mistakes | tried | rules alone | rules or tests |",
        "| --- | --: | --: | --: | --: |",
    ]
    for file, it in found.items():
        tried, rules, seen = _sums([it])
        name = file.removeprefix("data/").removesuffix(".csv")
        figures = f"{it['possible']:,} | {tried:,} | {_pct(rules, tried)}"
        lines.append(f"| {name} | {figures} | {_pct(seen, tried)} |")
    tried, rules, seen = _sums(found.values())
    possible = sum(it["possible"] for it in found.values())
    figures = f"{possible:,} | {tried:,} | {_pct(rules, tried)}"
    lines.append(f"| **all** | {figures} | **{_pct(seen, tried)}** |")
    whole = [it["possible"] * _sums([it])[2] / max(_sums([it])[0], 1) for it in found.values()]
    lines += [
        "",
        f"Weighed by all possible mistakes: {_pct(sum(whole), possible)} by rules or tests.",
    ]
    lines += ["", "| kind | tried | rules alone | rules or tests |", "| --- | --: | --: | --: |"]
    for kind in dict.fromkeys(kind for it in found.values() for kind in it["kinds"]):
        sums = [it["kinds"].get(kind, (0, 0, 0)) for it in found.values()]
        tried, rules, seen = (sum(each) for each in zip(*sums, strict=True))
        lines.append(f"| {kind} | {tried:,} | {_pct(rules, tried)} | {_pct(seen, tried)} |")
    return [*lines, "", "### Not noticed", "", *_survivors(found)]


def _code(found: Found) -> list[str]:
    if not found:
        return []
    lines = [
        "",
        "## Code",
        "",
        "Every operator and constant of the modules that compute, as Cosmic Ray changes them, one",
        "likely confusion or two for each (plus and minus, below and at most, a number one up or",
        "down); what is no Python, or changes a type hint alone, does not count.",
        "",
        "| module | tried | noticed |",
        "| --- | --: | --: |",
    ]
    for file, it in found.items():
        tried, _, seen = _sums([it])
        lines.append(f"| {file} | {tried:,} | {_pct(seen, tried)} |")
    tried, _, seen = _sums(found.values())
    lines.append(f"| **all** | {tried:,} | **{_pct(seen, tried)}** |")
    return [*lines, "", "### Not noticed", "", *_survivors(found)]


def _survivors(found: Found) -> list[str]:
    """Return the changes that nothing notices, by file and reason."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, it in found.items():
        for kind, where in it["unseen"]:
            text = f"{kind}, {where}" if file.endswith(".csv") else where
            groups[file, _reason(f"{file} {kind} {where}")].append(text)
    lines = []
    for (file, reason), texts in groups.items():
        more = f"; and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
        lines.append(f"- **{file}**, {len(texts)}: {reason}. {'; '.join(texts[:SHOWN])}{more}")
    return lines or ["Nothing."]


def _reason(text: str) -> str:
    return next((why for pattern, why in REASONS if re.search(pattern, text)), NO_REASON)


def _sums(found: Iterable[dict[str, Any]]) -> tuple[int, int, int]:
    """Return how many changes were tried, noticed by rules, and noticed at all."""
    kinds = [tally for it in found for tally in it["kinds"].values()]
    tried, rules, seen = (sum(tally[i] for tally in kinds) for i in range(3))
    return tried, rules, seen


def _pct(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"
