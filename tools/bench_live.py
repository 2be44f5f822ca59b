"""The live pages' part of the benchmark: size, and time from the click to the first figure."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

from browser import CHROMIUM, chromium, served  # noqa: E402
from live import DRAWN, distribution  # noqa: E402

from rereading.site.build import built  # noqa: E402
from rereading.site.live import add_live  # noqa: E402
from rereading.site.runtime import RUNTIME, put_runtime  # noqa: E402

RUNS = 3
PAGE = "imports"


def megabytes(folder: Path) -> float:
    """Return the size of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def seconds_to_figure(site: Path) -> float:
    """Return the median time from the click on a page's button to its first figure drawn.

    Each run is that of a browser which has loaded nothing before; the server is this machine.
    """
    times = []
    with served(site) as address, chromium() as browser:
        for _ in range(RUNS):
            page = browser.new_context().new_page()
            page.goto(f"{address}/book/{PAGE}.html")
            start = time.perf_counter()
            page.get_by_role("link", name="Run it here").click()
            page.locator(DRAWN).first.wait_for(state="attached", timeout=300_000)
            times.append(time.perf_counter() - start)
            page.context.close()
    return statistics.median(times)


def print_live() -> None:
    """Build the live site and print its measures, or say what is missing for them."""
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
        print(f"| from click to first figure of {PAGE}, s | {seconds_to_figure(site):.1f} |")


if __name__ == "__main__":
    print_live()
