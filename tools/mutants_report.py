"""The report of `make mutants`: figures, and the changes that no check notices, with the reason."""

from __future__ import annotations

from typing import Any

from trial import ROOT

REPORT = ROOT / "tests" / "MUTANTS.md"


def write(found: dict[str, dict[str, Any]]) -> None:
    """Write the report of what `mutants.tried` returned for each file."""
    lines = []
    for file, it in found.items():
        tried, rules, seen = (sum(k[i] for k in it["kinds"].values()) for i in range(3))
        lines.append(f"| {file} | {it['possible']} | {tried} | {rules} | {seen} |")
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
