"""Measure pages with a what-if in a browser: bytes before and after it is in view, first paint.

`python tools/bench_whatif.py SITE` prints the rows alone; `make bench` prints them with the rest.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from browser import CHROMIUM, served

PAINTS = 30


def loaded_bytes(browser: Browser, address: str) -> tuple[int, int, int]:
    """Return the bytes a page loads before its what-if is in view, after, and the scripts of those."""
    page = browser.new_page()
    sizes: list[tuple[str, int]] = []
    page.on("response", lambda r: sizes.append((r.url, int(r.headers.get("content-length", 0)))))
    page.goto(address, wait_until="networkidle")
    before = len(sizes)
    page.locator("section.whatif").scroll_into_view_if_needed()
    page.wait_for_selector("section.whatif[data-ready]")
    page.close()
    after = sizes[before:]
    scripts = sum(size for url, size in after if url.endswith(".js"))
    return sum(size for _, size in sizes[:before]), sum(size for _, size in after), scripts


def first_paint_ms(browser: Browser, address: str) -> float:
    """Return when a page first showed something, in milliseconds, with nothing in the cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return float(found)


def whatif_rows(site: Path) -> list[str]:
    """Return the measures of every page with a what-if as rows of a Markdown table."""
    if CHROMIUM is None:
        return ["| no Chromium on this machine | – | – | – |"]
    rows = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        copy = Path(shutil.copytree(site, Path(temporary) / "site"))
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with served(copy) as root:
            for path in sorted((copy / "book").glob("*.html")):
                soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
                if (section := soup.select_one("section.whatif")) is None:
                    continue
                section.decompose()
                plain = path.with_name(f"{path.stem}-plain.html")
                plain.write_text(str(soup), "utf-8")
                here, there = (f"{root}/book/{file.name}" for file in (path, plain))
                before, after, scripts = loaded_bytes(browser, here)
                rows.append(
                    f"| bytes of {path.stem} before and after the view, kB | {before / 1e3:.0f} | "
                    f"{after / 1e3:.0f}, scripts {scripts / 1e3:.0f} | – |"
                )
                pairs = []
                for run in range(PAINTS):
                    # In turn, and first one then the other first: a machine's drift is shared.
                    order = (here, there) if run % 2 else (there, here)
                    times = {page: first_paint_ms(browser, page) for page in order}
                    pairs.append((times[here], times[there]))
                mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
                ratio = statistics.median(a / b for a, b in pairs)
                rows.append(
                    f"| first paint of {path.stem}, ms | {mine:.0f} | {other:.0f} | {ratio:.2f} |"
                )
        browser.close()
    return rows


if __name__ == "__main__":
    print("\n".join(whatif_rows(Path(sys.argv[1]))))
