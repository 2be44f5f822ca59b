"""Run Lighthouse over every page of the built book as `make serve` serves it: `make lighthouse`.

The mobile profile as it comes: a slow phone on a slow network. Prints a table, then the lowest page;
exits 1 when a page is below the aims. A page below them is run twice more and its median kept, since
a busy machine is a slow one. Nothing here is a test. Lighthouse comes from the Node registry.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rereading.site.printing import find_chromium

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
LIGHTHOUSE = "lighthouse@12.8.2"  # the last one that Node 20 runs
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAINT, BYTES = "first paint, s", "kB"
FLAGS = "--headless=new --no-sandbox"


def pages_of(site: Path) -> list[str]:
    """Return the addresses of the pages of a site that a reader opens, from its root."""
    found = sorted(file.relative_to(site).as_posix() for file in site.glob("book/**/*.html"))
    return [*found, "search.html"]


def audited(address: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page; raises `RuntimeError` with its words if it made none."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet"]
    done = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}", f"--only-categories={','.join(AIMS)}"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROME_PATH": find_chromium() or ""},
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse made no report on {address}:\n{done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def measured(report: Mapping[str, Any]) -> dict[str, float]:
    """Return what the table shows of a report: scores of 100, seconds, kilobytes on the wire."""
    scores = {name: report["categories"][name]["score"] or 0 for name in AIMS}
    return {
        **{name: round(100 * score) for name, score in scores.items()},
        PAINT: report["audits"]["first-contentful-paint"]["numericValue"] / 1000,
        BYTES: report["audits"]["total-byte-weight"]["numericValue"] / 1000,
    }


def faults(report: Mapping[str, Any]) -> list[str]:
    """Return what kept the categories that are below their aims from a full score."""
    low = [name for name, aim in AIMS.items() if measured(report)[name] < aim]
    weighed = {
        each["id"]
        for name in low
        for each in report["categories"][name]["auditRefs"]
        if each["weight"]
    }
    audits = [audit for name, audit in report["audits"].items() if name in weighed]
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 1]


def reaches(row: Mapping[str, float]) -> bool:
    """Return whether a page reaches every aim."""
    return all(row[name] >= aim for name, aim in AIMS.items())


def median_row(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return the medians of several runs, figure by figure."""
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


@contextmanager
def served() -> Iterator[str]:
    """Serve the built book on a free port as `make serve` does; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rereading.site.serve", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()  # it says where it serves once it does
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def missing() -> str:
    """Return a sentence on what is not there and how to get it, or "" if all is."""
    if shutil.which("npx") is None:
        return "Lighthouse needs Node and npm (Debian: apt install nodejs npm)."
    if find_chromium() is None:
        return "Lighthouse needs Chromium (Debian: apt install chromium)."
    return "" if SITE.is_dir() else "There is no built book yet; run `make book`."


def main(chosen: list[str]) -> int:
    """Print the table of `chosen` pages, by default all; return 1 if one is below the aims."""
    if said := missing():
        print(said, file=sys.stderr)
        return 1
    rows = {}
    print("| page |", " | ".join([*AIMS, PAINT, BYTES]), "|")
    print("|---" * (len(AIMS) + 3) + "|")
    with served() as address:
        for page in chosen or pages_of(SITE):
            reports = [audited(f"{address}/{page}")]
            if not reaches(measured(reports[0])):
                reports += [audited(f"{address}/{page}") for _ in range(2)]
            row = rows[page] = median_row([measured(report) for report in reports])
            cells = [f"{row[name]:.0f}" for name in AIMS] + [
                f"{row[PAINT]:.1f}",
                f"{row[BYTES]:.0f}",
            ]
            print(f"| {page} |", " | ".join(cells), "|", flush=True)
            if not reaches(row):
                print("\n".join(f"  {fault}" for fault in faults(reports[-1])))
    lowest = min(rows, key=lambda page: (*(rows[page][name] for name in AIMS), -rows[page][PAINT]))
    print(f"\nThe lowest page: {lowest}, {rows[lowest]['performance']:.0f} for performance.")
    print(f"The heaviest: {max(rows, key=lambda page: rows[page][BYTES])}.")
    return 0 if all(map(reaches, rows.values())) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
