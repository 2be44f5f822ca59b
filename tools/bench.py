"""Time the build against stock Jupyter Book, weigh the pages, time a live one: `make bench`.

The stock of the build is `jupyter-book build .` of the same pages, that of a page's weight a book of
one heading and one figure. Nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from pathlib import Path

from bench_live import print_live
from timing import OURS, STOCK, compared, copy_of_the_book, timed
from weight import loaded_bytes

RUNS = 5
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


def main() -> None:
    """Run the whole benchmark and print it as tables in Markdown."""
    with tempfile.TemporaryDirectory() as temporary:
        here, there = (copy_of_the_book(Path(temporary) / name) for name in ("ours", "stock"))
        base = stock_bytes(Path(temporary) / "plain")
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
        site = here / "_build" / "html"
        for page in sorted((site / "book").rglob("*.html")):
            weight = loaded_bytes(site, page.relative_to(site).as_posix())
            print(compared(f"bytes loaded by {page.stem}, kB", [(weight / 1e3, base / 1e3)], 0))
    print_live()


if __name__ == "__main__":
    main()
