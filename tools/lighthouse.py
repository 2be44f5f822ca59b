"""Run Lighthouse over every page of the built book as `make serve` serves it: `make lighthouse`.

The mobile profile as it comes: a slow phone on a slow network. Prints a table and what keeps a page
below the aims; exits 1 if one is. Such a page is run twice more and its median kept, since a busy
machine is a slow one. Nothing here is a test. Lighthouse comes from the Node registry.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

from browser import CHROMIUM, our_server  # noqa: E402

SITE = ROOT / "_build" / "html"
LIGHTHOUSE = "lighthouse@12.8.2"  # the last one that Node 20 runs
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FIGURES = {"first-contentful-paint": "first paint, s", "total-byte-weight": "kB"}
FLAGS = "--chrome-flags=--headless=new --no-sandbox"


def audited(address: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page; raises `CalledProcessError` if it made none."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet", FLAGS]
    categories = f"--only-categories={','.join(AIMS)}"
    env = {**os.environ, "CHROME_PATH": CHROMIUM or ""}
    done = subprocess.run([*command, categories], stdout=subprocess.PIPE, check=True, env=env)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def measured(report: Mapping[str, Any]) -> dict[str, float]:
    """Return what the table shows of a report: scores of 100, seconds, kilobytes on the wire."""
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in AIMS}
    audits = report["audits"]
    return scores | {said: audits[name]["numericValue"] / 1000 for name, said in FIGURES.items()}


def faults(report: Mapping[str, Any]) -> list[str]:
    """Return what kept the categories that are below their aims from a full score."""
    low = [name for name, aim in AIMS.items() if measured(report)[name] < aim]
    refs = [each for name in low for each in report["categories"][name]["auditRefs"]]
    audits = [report["audits"][each["id"]] for each in refs if each["weight"]]
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 1]


def main(chosen: list[str]) -> int:
    """Print the table of `chosen` pages, by default all; return 1 if one is below the aims."""
    if not shutil.which("npx") or not CHROMIUM or not SITE.is_dir():
        print("Wanted: a built book, and apt install nodejs npm chromium.", file=sys.stderr)
        return 1
    below = 0
    print("| page |", " | ".join([*AIMS, *FIGURES.values()]), "|\n" + "|---" * 7 + "|")
    with our_server(SITE) as address:
        pages = sorted(file.relative_to(SITE).as_posix() for file in SITE.glob("book/**/*.html"))
        for page in chosen or [*pages, "search.html"]:
            reports = [audited(f"{address}/{page}")]
            if faults(reports[0]):
                reports += [audited(f"{address}/{page}") for _ in range(2)]
            rows = [measured(report) for report in reports]
            row = {name: statistics.median(each[name] for each in rows) for name in rows[0]}
            cells = " | ".join(f"{value:.4g}" for value in row.values())
            print(f"| {page} | {cells} |", flush=True)
            if any(row[name] < aim for name, aim in AIMS.items()):
                below += 1
                print("\n".join(f"  {fault}" for fault in faults(reports[-1])))
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
