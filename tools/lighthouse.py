"""Run Lighthouse over every page of the built book as `make serve` serves it: `make lighthouse`.

The mobile profile as it comes: a slow phone on a slow network. Prints a line a page and what keeps one
below the aims; ends with 1 if anything does. Such a page gets two more tries, since a busy machine is
a slow one. Nothing here is a test. Lighthouse comes from the Node registry.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from browser import CHROMIUM, our_server

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
LIGHTHOUSE = "lighthouse@12.8.2"  # the last one that Node 20 runs
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
COMMAND = [
    *("npx", "--yes", LIGHTHOUSE, "--output=json", "--quiet"),
    *(f"--only-categories={','.join(AIMS)}", "--chrome-flags=--headless=new --no-sandbox"),
]


def audited(address: str) -> tuple[str, list[str]]:
    """Return the scores of a page, first paint and weight, and what keeps it below the aims."""
    env = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    done = subprocess.run([*COMMAND, address], stdout=subprocess.PIPE, check=True, env=env)
    report = json.loads(done.stdout)
    audits, kinds = report["audits"], report["categories"]
    scores = {name: round(100 * (kinds[name]["score"] or 0)) for name in AIMS}
    low = [each for name in AIMS if scores[name] < AIMS[name] for each in kinds[name]["auditRefs"]]
    causes = [audits[each["id"]] for each in low if each["weight"]]
    faults = [audit["title"] for audit in causes if audit["score"] not in (None, 1)]
    paint, weight = (
        audits[name]["numericValue"] / 1000
        for name in ("first-contentful-paint", "total-byte-weight")
    )
    return f"{list(scores.values())}, first paint {paint:.1f} s, {weight:.0f} kB", faults


def main(chosen: list[str]) -> int:
    """Print the scores of `chosen` pages, by default all; return 1 if one is below the aims."""
    if not shutil.which("npx") or not CHROMIUM or not SITE.is_dir():
        print("Wanted: a built book, and apt install nodejs npm chromium.", file=sys.stderr)
        return 1
    print(f"aims: {AIMS}")
    below = False
    with our_server(SITE) as address:
        pages = sorted(file.relative_to(SITE).as_posix() for file in SITE.glob("book/**/*.html"))
        for page in chosen or [*pages, "search.html"]:
            for _ in range(3):
                scores, faults = audited(f"{address}/{page}")
                if not faults:
                    break
            print("\n  ".join([f"{page}: {scores}", *faults]), flush=True)
            below |= bool(faults)
    return int(below)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
