"""`make bench`: time builds against stock Jupyter Book as the book grows, weigh pages, time a live one.

Every page but two stands 1, 4 and 16 times in the grown book, and so does every claim; what is not
committed is left out. Ours and stock build in turn, so that a machine whose speed drifts drifts for
both: quote the ratios. The stock of a page's weight is a book of one heading and one figure. Writes
`growth.csv` and `growth.png` beside this file. `python tools/bench.py live` times a
live page alone. Nothing here is a test.
"""

import contextlib
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from browser import CHROMIUM, chromium, served
from faults import loaded_bytes
from live import DRAWN, distribution

from rereading.figures.publish import PNG_DPI
from rereading.figures.style import WIDE, canvas
from rereading.site.build import built
from rereading.site.check import write_checksums
from rereading.site.live import add_live
from rereading.site.runtime import RUNTIME, put_runtime

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
COMMANDS = {
    "ours": [sys.executable, "-m", "rereading.site.build", "."],
    "stock": [str(Path(sys.executable).with_name("jupyter-book")), "build", "."],
}
# How often each page and claim stands in the book, and how many pairs of builds are timed: what
# takes half an hour once is not done five times.
PAIRS = {1: 3, 4: 1, 16: 1}
LOOK_S = 0.5  # between two looks at the memory: adding it up costs a core 10 ms a process
STARTS = 3  # of a live page
ALONE = {"glossary", "capstone"}  # words and a chart of the package that may be there once
# The key of a chart and the name of a place, which no two pages may have: what stands before its end.
NAMES = re.compile(r'(@chart\(\s*"[\w-]+|^\([\w-]+)("|(?=\)=$))', re.M)
MEASURES = {"seconds": "time to build", "memory_mb": "peak memory", "site_mb": "size of the site"}
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


def timed(builder: str, folder: Path) -> tuple[float, float]:
    """Build a folder; return the seconds, and the peak memory of all processes in megabytes.

    Ends the program with the last words of a build that fails.
    """
    with tempfile.TemporaryFile("w+") as words:
        start, peak_mb = time.perf_counter(), 0.0
        env = {**os.environ, "PYTHONPATH": str(folder)}
        process = subprocess.Popen(
            COMMANDS[builder], cwd=folder, stdout=words, stderr=words, env=env
        )
        while process.poll() is None:
            peak_mb = max(peak_mb, memory_mb(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_S)
        if process.returncode:
            words.seek(0)
            sys.exit(f"{builder} failed:\n{words.read()[-4000:]}")
        return time.perf_counter() - start, peak_mb


def memory_mb(pid: int) -> float:
    """Return the memory of a process and its children; on Linux what they share counts once."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        taken = [each.memory_full_info() for each in [parent, *parent.children(recursive=True)]]
        return sum(getattr(each, "pss", each.rss) for each in taken) / 1e6
    return 0  # it, or one of them, has just ended


def megabytes(folder: Path) -> float:
    """Return the size of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def grown(folder: Path, times: int) -> Path:
    """Clone the project to a new `folder`, each page and claim `times` over, and return the folder."""
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    names = []
    for page in sorted((folder / "book").rglob("*.md")):
        for copy in range(2, times + 1) if page.stem not in ALONE else ():
            twin = page.with_name(f"{page.stem}-{copy}.md")
            twin.write_text(NAMES.sub(rf"\1-{copy}\2", page.read_text("utf-8")), "utf-8")
            names.append(twin.relative_to(folder).with_suffix("").as_posix())
    with (folder / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write("  - caption: Copies\n    chapters:\n" * bool(names))
        toc.writelines(f"      - file: {name}\n" for name in names)
    for table in ("claims", "records"):
        file = folder / "data" / f"{table}.csv"
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        ids = [rows["claim_id"], *(rows["claim_id"] + f"-{copy}" for copy in range(2, times + 1))]
        twins = pd.concat([rows.assign(claim_id=each) for each in ids])
        twins.to_csv(file, index=False, lineterminator="\n")
    with (folder / "rereading" / "claims.py").open("a", encoding="utf-8") as code:
        copies = f"for copy in range(2, {times + 1}) for name, how in READINGS.items()"
        code.write(f'\nREADINGS |= {{f"{{name}}-{{copy}}": how {copies}}}\n')
    write_checksums(folder / "data")
    return folder


def measured() -> pd.DataFrame:
    """Return one row a build: machine, times, builder, pages, seconds, memory_mb, site_mb, edited_s.

    `edited_s` is what a build takes after one sentence more, of the book as it is.
    """
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    rows = []
    for times, pairs in PAIRS.items():
        for builder in [*COMMANDS] * pairs:
            with tempfile.TemporaryDirectory(prefix="growth-") as temporary:
                folder = grown(Path(temporary) / "book", times)
                row = {"machine": machine, "times": times, "builder": builder}
                row["pages"] = len(list((folder / "book").rglob("*.md")))
                row["seconds"], row["memory_mb"] = timed(builder, folder)
                row["site_mb"] = megabytes(folder / "_build" / "html")
                if times == 1:
                    with (folder / "book" / "imports.md").open("a", encoding="utf-8") as page:
                        page.write("\nA new sentence.\n")
                    row["edited_s"], _ = timed(builder, folder)
            rows.append(row)
            print(row, flush=True)
    return pd.DataFrame(rows).round(1)


def draw(share_pct: pd.DataFrame) -> None:
    """Write the picture: what ours takes as a part of what stock takes, by pages, a line a measure."""
    with canvas(WIDE, 330) as (figure, ax):
        share_pct.rename(columns=MEASURES).plot(ax=ax, style=["-o", "--o", ":o"], logx=True)
        ax.axhline(100, linewidth=1.5)
        ax.set(ylim=0, xlabel="", ylabel="percent of stock Jupyter Book")
        ax.minorticks_off()
        ax.set_xticks(list(share_pct.index), [f"{pages} pages" for pages in share_pct.index])
        figure.savefig(HERE / "growth.png", dpi=PNG_DPI, metadata={"Software": None})


def print_weights(site: Path, folder: Path) -> None:
    """Print what each page of a built site loads, beside a page of stock Jupyter Book."""
    folder.mkdir()
    (folder / "page.md").write_text(STOCK_PAGE)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: page\n")
    (folder / "_config.yml").write_text("title: stock\n")
    timed("stock", folder)
    stock = loaded_bytes(folder / "_build" / "html", "page.html")
    for page in sorted((site / "book").rglob("*.html")):
        weight = loaded_bytes(site, page.relative_to(site).as_posix())
        print(f"{page.stem} loads {weight / 1e3:.0f} kB, {weight / stock:.2f} of a stock page")


def print_live(site: Path, work: Path) -> None:
    """Add live pages to a built site; print their size and the median time from a click to a figure."""
    work.mkdir()
    if (given := distribution()) is not None:
        put_runtime(given, work / RUNTIME)
    add_live(ROOT, site, work)
    python_mb = megabytes(site / "live" / RUNTIME)
    ours_mb = megabytes(site / "live") - python_mb
    print(f"live pages: {ours_mb:.1f} MB and {python_mb:.1f} of Pyodide")
    if given is None or CHROMIUM is None:
        return
    times = []
    with served(site) as address, chromium() as browser:
        for _ in range(STARTS):
            page = browser.new_context().new_page()  # with nothing cached
            page.goto(f"{address}/book/imports.html")
            start = time.perf_counter()
            page.locator("a.live").click()
            page.locator(DRAWN).first.wait_for(state="attached", timeout=300_000)
            times.append(time.perf_counter() - start)
            page.context.close()
    print(f"from click to first figure of imports: {statistics.median(times):.1f} s")


def print_builds() -> None:
    """Measure builds, write them down, draw and print the ratios."""
    builds = measured()
    builds.to_csv(HERE / "growth.csv", index=False, lineterminator="\n")
    middle = builds.groupby(["builder", "pages"]).median(numeric_only=True)
    ratios = middle.loc["ours"] / middle.loc["stock"]
    draw(100 * ratios[list(MEASURES)])
    print(middle.to_string(), ratios.round(2).to_string(), sep="\n")


def main(live_alone: bool) -> None:
    """Time builds and weigh pages, unless the live page is wanted alone; then time that."""
    if not live_alone:
        print_builds()
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "html"
        if not built(ROOT, site, live=True):
            sys.exit("the book does not build")
        if not live_alone:
            print_weights(site, Path(temporary) / "plain")
        print_live(site, Path(temporary) / "work")


if __name__ == "__main__":
    main(live_alone=sys.argv[1:] == ["live"])
