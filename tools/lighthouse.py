"""Run Lighthouse over every page of the built book as `make serve` serves it: `make lighthouse`.

The mobile profile as it comes: a slow phone on a slow network. Prints a line a page and what keeps one
below the aims; ends with 1 if anything does. Such a page gets two more tries, since a busy machine is
a slow one. Nothing here is a test. Lighthouse comes from the Node registry.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from browser import our_server

from rereading.site.printing import find_chromium

SITE = Path(__file__).resolve().parents[1] / "_build" / "html"
LIGHTHOUSE = "lighthouse@12.8.2"  # the last one that Node 20 runs
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
COMMAND = [
    *("npx", "--yes", LIGHTHOUSE, "--output=json", "--quiet"),
    *(f"--only-categories={','.join(AIMS)}", "--chrome-flags=--headless=new --no-sandbox"),
]


def audited(address: str) -> tuple[str, list[str]]:
    """Return the scores of a page, its first paint and weight, and what keeps it below the aims."""
    env = {**os.environ, "CHROME_PATH": str(find_chromium())}
    done = subprocess.run([*COMMAND, address], stdout=subprocess.PIPE, check=True, env=env)
    report = json.loads(done.stdout)
    kinds = [report["categories"][name] for name in AIMS]
    scores = [round(100 * (kind["score"] or 0)) for kind in kinds]
    low = [
        kind for kind, score, aim in zip(kinds, scores, AIMS.values(), strict=True) if score < aim
    ]
    counted = [each["id"] for kind in low for each in kind["auditRefs"] if each["weight"]]
    audits = [report["audits"][name] for name in counted]
    paint_s, weight_kb = (
        report["audits"][name]["numericValue"] / 1000
        for name in ("first-contentful-paint", "total-byte-weight")
    )
    faults = [audit["title"] for audit in audits if audit["score"] not in (None, 1)]
    return f"{scores}, first paint {paint_s:.1f} s, {weight_kb:.0f} kB", faults


def main() -> int:
    """Print the scores of all pages; return 1 if one is below the aims."""
    print(f"aims: {AIMS}")
    below = False
    with our_server(SITE) as host:
        pages = sorted(file.relative_to(SITE).as_posix() for file in SITE.glob("book/**/*.html"))
        for page in [*pages, "search.html"]:
            for _ in range(3):
                scores, faults = audited(f"{host}/{page}")
                if not faults:
                    break
            print("\n  ".join([f"{page}: {scores}", *faults]), flush=True)
            below |= bool(faults)
    return int(below)


if __name__ == "__main__":
    if not find_chromium() or not SITE.is_dir():
        sys.exit("Wanted: a built book, and apt install nodejs npm chromium.")
    sys.exit(main())
