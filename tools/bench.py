"""`make bench`: time builds against stock Jupyter Book as the book grows.

Every page but two stands 1, 4 and 16 times in the grown book, and so does every claim; what is not
committed is left out. Ours and stock build in turn, so that a machine whose speed drifts drifts for
both: quote the ratios. Writes `growth.csv` and `growth.png` beside this file. With a word, `live`, it
times the first figure of a live page instead. Nothing here is a test.
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

from browser import chromium, served
from live import DRAWN, distribution

from rereading.figures.publish import PNG_DPI
from rereading.figures.style import WIDE, canvas
from rereading.site.check import write_checksums

HERE = Path(__file__).resolve().parent
COMMANDS = {
    "ours": [sys.executable, "-m", "rereading.site.build", "."],
    "stock": [str(Path(sys.executable).with_name("jupyter-book")), "build", "."],
}
# How often each page and claim stands in the book, and how many pairs of builds are timed: what
# takes half an hour once is not done five times.
PAIRS = {1: 3, 4: 1, 16: 1}
STARTS = 3  # of a live page
LOOK_S = 0.5  # between two looks at the memory: adding it up costs a core 10 ms a process
ALONE = {"glossary", "capstone"}  # words and a chart of the package that may be there once
# The key of a chart and the name of a place, which no two pages may have: what stands before its end.
NAMES = re.compile(r'(@chart\(\s*"[\w-]+|^\([\w-]+)("|(?=\)=$))', re.M)
MEASURES = {"seconds": "time to build", "memory_mb": "peak memory", "site_mb": "size of the site"}


def timed(builder: str, folder: Path) -> tuple[float, float]:
    """Build a folder; return the seconds, and the peak memory of all processes in megabytes."""
    start, peak_mb = time.perf_counter(), 0.0
    how = {"cwd": folder, "env": {**os.environ, "PYTHONPATH": str(folder)}}
    with subprocess.Popen(COMMANDS[builder], stdout=subprocess.DEVNULL, **how) as process:
        while process.poll() is None:
            peak_mb = max(peak_mb, memory_mb(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_S)
    if process.returncode:
        sys.exit(f"{builder} failed.")
    return time.perf_counter() - start, peak_mb


def memory_mb(pid: int) -> float:
    """Return the memory of a process and its children; on Linux what they share counts once."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        taken = [each.memory_full_info() for each in [parent, *parent.children(recursive=True)]]
        return sum(getattr(each, "pss", each.rss) for each in taken) / 1e6
    return 0  # it, or one of them, has just ended


def grow(folder: Path, times: int) -> None:
    """Clone the project to a new `folder`, each page and claim `times` over."""
    subprocess.run(["git", "clone", "--quiet", HERE.parent, folder], check=True)
    copies = range(2, times + 1)
    with (folder / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write("  - caption: Copies\n    chapters:\n" * bool(copies))
        for page in sorted((folder / "book").rglob("*.md")):
            for copy in copies if page.stem not in ALONE else ():
                twin = page.with_stem(f"{page.stem}-{copy}")
                twin.write_text(NAMES.sub(rf"\1-{copy}\2", page.read_text("utf-8")), "utf-8")
                toc.write(f"      - file: {twin.relative_to(folder).with_suffix('').as_posix()}\n")
    for table in ("claims", "records"):
        file = folder / "data" / f"{table}.csv"
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        twins = [rows.assign(claim_id=rows["claim_id"] + f"-{copy}") for copy in copies]
        pd.concat([rows, *twins]).to_csv(file, index=False, lineterminator="\n")
    with (folder / "rereading" / "claims.py").open("a", encoding="utf-8") as code:
        each = f"for copy in {copies} for name, how in READINGS.items()"
        code.write(f'\nREADINGS |= {{f"{{name}}-{{copy}}": how {each}}}\n')
    write_checksums(folder / "data")


def measured(times: int, builder: str) -> dict[str, object]:
    """Return what a build of the book grown so many times takes, as a row of `growth.csv`."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    row: dict[str, object] = {"machine": machine, "times": times, "builder": builder}
    with tempfile.TemporaryDirectory(prefix="growth-") as temporary:
        folder = Path(temporary) / "book"
        grow(folder, times)
        row["pages"] = len(list((folder / "book").rglob("*.md")))
        row["seconds"], row["memory_mb"] = timed(builder, folder)
        if times == 1:
            with (folder / "book" / "imports.md").open("a", encoding="utf-8") as page:
                page.write("\nA new sentence.\n")
            row["edited_s"], _ = timed(builder, folder)
        site = [file for file in (folder / "_build" / "html").rglob("*") if file.is_file()]
        row["site_mb"] = sum(file.stat().st_size for file in site) / 1e6
    print(row, flush=True)
    return row


def draw(share_pct: pd.DataFrame) -> None:
    """Write the picture: what ours takes as a part of what stock takes, by pages, a line a measure."""
    with canvas(WIDE, 330) as (figure, ax):
        share_pct.rename(columns=MEASURES).plot(ax=ax, style=["-o", "--o", ":o"], logx=True)
        ax.axhline(100, linewidth=1.5)
        ax.set(ylim=0, xlabel="", ylabel="percent of stock Jupyter Book")
        ax.minorticks_off()
        ax.set_xticks(list(share_pct.index), [f"{pages} pages" for pages in share_pct.index])
        figure.savefig(HERE / "growth.png", dpi=PNG_DPI, metadata={"Software": None})


def print_live() -> None:
    """Print the seconds from the click to the first figure of imports, nothing cached, and the median."""
    with tempfile.TemporaryDirectory() as temporary:
        grow(folder := Path(temporary) / "book", 1)
        build = [sys.executable, "-m", "rereading.site.live", str(distribution())]
        subprocess.run(build, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, check=True)
        times_s = []
        with served(folder / "_build" / "html") as host, chromium() as browser:
            for _ in range(STARTS):
                page = browser.new_context().new_page()
                page.goto(f"{host}/book/imports.html")
                start = time.perf_counter()
                page.locator("a.live").click()
                page.locator(DRAWN).first.wait_for(state="attached", timeout=300_000)
                times_s.append(time.perf_counter() - start)
                page.context.close()
    print(f"{times_s}, median {statistics.median(times_s):.1f} s")


def print_growth() -> None:
    """Measure all builds, write them down, draw and print the medians."""
    rows = [measured(times, each) for times, pairs in PAIRS.items() for each in [*COMMANDS] * pairs]
    builds = pd.DataFrame(rows).round(1)
    builds.to_csv(HERE / "growth.csv", index=False, lineterminator="\n")
    middle = builds.groupby(["builder", "pages"])[[*MEASURES, "edited_s"]].median()
    draw(100 * (middle.loc["ours"] / middle.loc["stock"])[[*MEASURES]])
    print(middle.to_string())


if __name__ == "__main__":
    print_live() if sys.argv[1:] == ["live"] else print_growth()
