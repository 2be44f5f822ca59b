"""The benchmark's part in a browser: pages with a what-if, and the way to a live page's first figure."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from timing import ROOT, compared, megabytes

sys.path.append(str(ROOT / "tests"))

from browser import CHROMIUM, chromium, served
from live import DRAWN, distribution

from rereading.site.build import built
from rereading.site.live import add_live
from rereading.site.runtime import RUNTIME, put_runtime

PAINTS, STARTS = 30, 3
PAINT = "performance.getEntriesByName('first-contentful-paint')"


def print_whatifs(site: Path) -> None:
    """Print of each page with a what-if what it loads for it, and its first paint with and without."""
    print("\n| pages with a what-if | with | without | ratio |\n|---|---|---|---|")
    if CHROMIUM is None:
        print("| no Chromium on this machine | – | – | – |")
        return
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        copy = Path(shutil.copytree(site, Path(temporary) / "site"))
        with served(copy) as root:
            for path in sorted((copy / "book").glob("*.html")):
                soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
                if (section := soup.select_one("section.whatif")) is None:
                    continue
                section.decompose()
                plain = path.with_name(f"{path.stem}-plain.html")
                plain.write_text(str(soup), "utf-8")
                here, there = (f"{root}/book/{file.name}" for file in (path, plain))
                before, after = loaded_bytes(browser, here)
                print(
                    f"| kB of {path.stem}, once it is in view | {after / 1e3:.0f} | {before / 1e3:.0f} | |"
                )
                pairs = [(paint_ms(browser, here), paint_ms(browser, there)) for _ in range(PAINTS)]
                print(compared(f"first paint of {path.stem}, ms", pairs, 0))


def loaded_bytes(browser: Browser, address: str) -> tuple[int, int]:
    """Return the bytes that a page loads before its what-if is in view, and after."""
    page, sizes = browser.new_page(), []
    page.on("response", lambda r: sizes.append(int(r.headers.get("content-length", 0))))
    page.goto(address, wait_until="networkidle")
    before = len(sizes)
    page.locator("section.whatif").scroll_into_view_if_needed()
    page.wait_for_selector("section.whatif[data-ready]")
    page.close()
    return sum(sizes[:before]), sum(sizes[before:])


def paint_ms(browser: Browser, address: str) -> float:
    """Return when a page first showed something on a phone, with nothing in the cache."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(address, wait_until="load")
    page.wait_for_function(f"{PAINT}.length")
    found = page.evaluate(f"{PAINT}[0].startTime")
    page.context.close()
    return float(found)


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
