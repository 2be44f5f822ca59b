"""Time the build against stock Jupyter Book, weigh its pages, time a live one: `make bench`.

`python tools/bench.py live` times a live page alone.

The stock of the build is `jupyter-book build .` of the same pages, that of a page's weight a book of
one heading and one figure. Nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from timing import OURS, ROOT, STOCK, compared, copy_of_the_book, megabytes, timed

sys.path.append(str(ROOT / "tests"))

from browser import CHROMIUM, chromium, served
from faults import loaded_bytes
from live import DRAWN, distribution

from rereading.site.build import built
from rereading.site.live import add_live
from rereading.site.runtime import RUNTIME, put_runtime

RUNS, STARTS = 5, 3
STOCK_PAGE = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

# A heading

```{code-cell} python
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.show()
```
"""


def stock_bytes(folder: Path) -> int:
    """Return what a page of stock Jupyter Book loads; builds it in a new `folder`."""
    folder.mkdir()
    (folder / "page.md").write_text(STOCK_PAGE)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: page\n")
    (folder / "_config.yml").write_text("title: stock\n")
    timed(STOCK, folder)
    return loaded_bytes(folder / "_build" / "html", "page.html")


def print_builds(here: Path, there: Path) -> None:
    """Build two copies of the book in turn, `here` ours and `there` stock; print the ratios."""
    timed(OURS, here)  # warm the disk
    full, edited = [], []
    for run in range(RUNS):
        for folder in (here, there):
            shutil.rmtree(folder / "_build", ignore_errors=True)
        full.append((timed(OURS, here), timed(STOCK, there)))
        for folder in (here, there):
            with (folder / "book" / "imports.md").open("a", encoding="utf-8") as page:
                page.write(f"\nA new sentence, the {run}th.\n")
        edited.append((timed(OURS, here), timed(STOCK, there)))
    print(f"\n{platform.machine()}, {os.cpu_count()} cores, {RUNS} paired runs\n")
    print("| what | ours | stock | ratio |\n|---|---|---|---|")
    print(compared("full build, s", [(a[0], b[0]) for a, b in full]))
    print(compared("one sentence edited, s", [(a[0], b[0]) for a, b in edited]))
    print(compared("peak memory, MB", [(a[1], b[1]) for a, b in full], 0))
    ours = [(edit[0][0], whole[0][0]) for edit, whole in zip(edited, full, strict=True)]
    print(compared("the edit against our own full build, s", ours))


def print_live(folder: Path) -> None:
    """Build the live site in `folder`; print its size and the time from a click to a figure."""
    site, work, given = folder / "html", folder / "work", distribution()
    work.mkdir(parents=True)
    if not built(ROOT, site, live=True):
        sys.exit("the book does not build")
    if given is not None:
        put_runtime(given, work / RUNTIME)
    add_live(ROOT, site, work)
    python = megabytes(site / "live" / RUNTIME)
    print("\n| live pages | |\n|---|---|")
    print(f"| live site without Pyodide, MB | {megabytes(site / 'live') - python:.1f} |")
    if given is not None and CHROMIUM is not None:
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
            page.locator("a.live").click()
            page.locator(DRAWN).first.wait_for(state="attached", timeout=300_000)
            times.append(time.perf_counter() - start)
            page.context.close()
    return statistics.median(times)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        if sys.argv[1:] == ["live"]:
            sys.exit(print_live(home))
        base = stock_bytes(home / "plain")
        here = copy_of_the_book(home / "ours")
        print_builds(here, copy_of_the_book(home / "stock"))
        site = here / "_build" / "html"
        for page in sorted((site / "book").rglob("*.html")):
            weight = loaded_bytes(site, page.relative_to(site).as_posix())
            print(compared(f"bytes loaded by {page.stem}, kB", [(weight / 1e3, base / 1e3)], 0))
        print_live(home / "live")
