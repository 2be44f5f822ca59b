"""Time the build against stock Jupyter Book, weigh the pages, time a live one: `make bench`.

Each figure is the median of paired runs, ours and stock in turn, so that a machine whose speed
drifts drifts for both; quote the ratios. Nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from bench_live import print_live
from bench_whatif import whatif_rows
from weight import loaded_bytes

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
STOCK_PAGE = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A heading

A paragraph.

```{code-cell} python
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.show()
```
"""


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds a command took and the peak memory of all its processes in MB."""
    start, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output: list[str] = []
    reader = threading.Thread(target=lambda: output.extend(process.stdout or []))
    reader.start()
    while process.poll() is None:
        peak = max(peak, memory_mb(process.pid))
        time.sleep(0.05)
    reader.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{''.join(output[-40:])}")
    return time.perf_counter() - start, peak


def memory_mb(pid: int) -> float:
    """Return the memory of a process and all its children.

    On Linux a page that processes share counts once in all (the proportional set); elsewhere once
    for each of them.
    """
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            memory = process.memory_full_info()
            total += getattr(memory, "pss", memory.rss)
    except psutil.NoSuchProcess:
        pass
    return total / 1e6


def copy_of_the_book(folder: Path) -> Path:
    """Copy what a build reads to `folder`."""
    for name in ("_config.yml", "_toc.yml", "book", "data"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def main() -> None:
    """Run the whole benchmark and print it as a table in Markdown."""
    stock = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    ours = [sys.executable, "-m", "rereading.site.build", "."]
    with tempfile.TemporaryDirectory() as temporary:
        here, there, plain = (Path(temporary) / name for name in ("ours", "stock", "plain"))
        for folder in (here, there, plain):
            folder.mkdir()
        copy_of_the_book(here)
        copy_of_the_book(there)
        (plain / "page.md").write_text(STOCK_PAGE)
        (plain / "_toc.yml").write_text("format: jb-book\nroot: page\n")
        (plain / "_config.yml").write_text("title: stock\n")
        timed(stock, plain)
        timed(ours, here)  # warm the disk
        full, edited = [], []
        for run in range(RUNS):
            shutil.rmtree(there / "_build", ignore_errors=True)
            shutil.rmtree(here / "_build", ignore_errors=True)
            full.append((timed(ours, here), timed(stock, there)))
            for folder in (here, there):
                page = folder / "book" / "imports.md"
                text = re.sub(
                    r"Let us look[^.]*\.", f"Let us look, {run}.", page.read_text("utf-8")
                )
                page.write_text(text, "utf-8")
            edited.append((timed(ours, here), timed(stock, there)))
        median = statistics.median
        print(
            f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()};"
        )
        print(f"medians of {RUNS} paired runs\n")
        print("| what | ours | stock | ratio |\n|---|---|---|---|")
        for name, pairs in (("full build, s", full), ("one sentence edited, s", edited)):
            mine, other = median(a[0] for a, _ in pairs), median(b[0] for _, b in pairs)
            ratio = median(a[0] / b[0] for a, b in pairs)
            print(f"| {name} | {mine:.1f} | {other:.1f} | {ratio:.2f} |")
        mine, other = median(a[1] for a, _ in full), median(b[1] for _, b in full)
        print(f"| peak memory, MB | {mine:.0f} | {other:.0f} | {mine / other:.2f} |")
        base = loaded_bytes(plain / "_build" / "html", "page.html") / 1000
        site = here / "_build" / "html"
        for page in sorted((site / "book").rglob("*.html")):
            weight = loaded_bytes(site, page.relative_to(site).as_posix()) / 1000
            name = f"bytes loaded by {page.stem}, kB (stock: one heading, one figure)"
            print(f"| {name} | {weight:.0f} | {base:.0f} | {weight / base:.2f} |")
        print("\n| pages with a what-if | with | without | ratio |\n|---|---|---|---|")
        for row in whatif_rows(site):
            print(row)
    print_live()


if __name__ == "__main__":
    main()
