"""The benchmark's part on live pages: their size, and the time from the click to the first figure."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from timing import ROOT, megabytes

sys.path.append(str(ROOT / "tests"))

from browser import CHROMIUM, chromium, served
from live import DRAWN, distribution

from rereading.site.build import built
from rereading.site.live import add_live
from rereading.site.runtime import RUNTIME, put_runtime

STARTS = 3


def print_live() -> None:
    """Build the live site; print its size and the median time from a click to the first figure."""
    given = distribution()
    with tempfile.TemporaryDirectory() as temporary:
        site, work = Path(temporary) / "html", Path(temporary) / "work"
        work.mkdir()
        if not built(ROOT, site, live=True):
            sys.exit("the book does not build")
        if given is not None:
            put_runtime(given, work / RUNTIME)
        add_live(ROOT, site, work)
        python = megabytes(site / "live" / RUNTIME)
        print("\n| live pages | |\n|---|---|")
        print(f"| live site without Pyodide, MB | {megabytes(site / 'live') - python:.1f} |")
        if given is None or CHROMIUM is None:
            print("| from click to first figure | not measured: no distribution or no Chromium |")
            return
        print(f"| the files of Pyodide that it hosts, MB | {python:.1f} |")
        print(f"| from click to first figure of imports, s | {seconds_to_figure(site):.1f} |")


def seconds_to_figure(site: Path) -> float:
    """Return the median time from the click on a page's button to its first figure, nothing cached."""
    times = []
    with served(site) as address, chromium() as browser:
        for _ in range(STARTS):
            page = browser.new_context().new_page()
            page.goto(f"{address}/book/imports.html")
            start = time.perf_counter()
            page.get_by_role("link", name="Run it here").click()
            page.locator(DRAWN).first.wait_for(state="attached", timeout=300_000)
            times.append(time.perf_counter() - start)
            page.context.close()
    return statistics.median(times)
