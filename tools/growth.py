"""Grow the book and time it against stock Jupyter Book: the second part of `make bench`.

Every page but two stands 1, 4 and 16 times in the grown book, and so does every claim. Each
size is built in pairs. Writes `growth.csv` and `growth.png` beside this file.
"""

from __future__ import annotations

import os
import platform
import re
import tempfile
from pathlib import Path

import pandas as pd
from matplotlib.ticker import NullLocator
from timing import OURS, STOCK, compared, copy_of_the_book, megabytes, timed

from rereading.figures.palette import DATA, INK, MUTED, SECOND
from rereading.figures.publish import PNG_DPI
from rereading.figures.style import WIDE, canvas
from rereading.site.check import write_checksums

HERE = Path(__file__).parent
# How often each page and claim stands in the book, and how many pairs of builds are timed: what
# takes half an hour once is not done five times.
PAIRS = {1: 3, 4: 1, 16: 1}
ALONE = {"glossary", "capstone"}  # words and a chart of the package that may be there once
# The key of a chart and the name of a place, which no two pages may have: what stands before its end.
NAMES = re.compile(r'(@chart\(\s*"[\w-]+|^\([\w-]+)("|(?=\)=$))', re.M)
COLUMNS = {"seconds": "time to build", "memory_mb": "peak memory", "site_mb": "size of the site"}


def grown(folder: Path, times: int) -> Path:
    """Copy the project to a new `folder`, each page and claim `times` over, and return the folder."""
    copy_of_the_book(folder, "rereading")
    names = []
    for page in sorted((folder / "book").rglob("*.md")):
        for copy in range(2, times + 1) if page.stem not in ALONE else ():
            twin = page.with_name(f"{page.stem}-{copy}.md")
            twin.write_text(NAMES.sub(rf"\1-{copy}\2", page.read_text("utf-8")), "utf-8")
            names.append(twin.relative_to(folder).with_suffix("").as_posix())
    with (folder / "_toc.yml").open("a", encoding="utf-8") as toc:
        if names:
            toc.write("  - caption: Copies\n    chapters:\n")
        toc.writelines(f"      - file: {name}\n" for name in names)
    for table in ("claims", "records"):
        file = folder / "data" / f"{table}.csv"
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        ids = [rows["claim_id"], *(rows["claim_id"] + f"-{copy}" for copy in range(2, times + 1))]
        twins = [rows.assign(claim_id=each) for each in ids]
        pd.concat(twins).to_csv(file, index=False, lineterminator="\n")
    with (folder / "rereading" / "claims.py").open("a", encoding="utf-8") as code:
        copies = f"for copy in range(2, {times + 1}) for name, how in READINGS.items()"
        code.write(f'\nREADINGS |= {{f"{{name}}-{{copy}}": how {copies}}}\n')
    write_checksums(folder / "data")
    return folder


def measured() -> pd.DataFrame:
    """Return one row a build: machine, times, builder, pages, seconds, memory_mb, site_mb."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    rows = []
    for times, pairs in PAIRS.items():
        for builder, command in [("ours", OURS), ("stock", STOCK)] * pairs:
            with tempfile.TemporaryDirectory(prefix="growth-") as temporary:
                folder = grown(Path(temporary) / "book", times)
                os.environ["PYTHONPATH"] = str(folder)
                seconds, memory_mb = timed(command, folder)
                pages = len(list((folder / "book").rglob("*.md")))
                size = megabytes(folder / "_build" / "html")
                rows.append((machine, times, builder, pages, seconds, memory_mb, size))
            print(times, builder, pages, f"{seconds:.1f} s", flush=True)
    return pd.DataFrame(rows, columns=["machine", "times", "builder", "pages", *COLUMNS]).round(1)


def draw(builds: pd.DataFrame) -> None:
    """Write the picture: what ours takes as a part of what stock takes, by pages, a line a measure."""
    middle = builds.groupby(["builder", "pages"])[list(COLUMNS)].median()
    share_pct = 100 * middle.loc["ours"] / middle.loc["stock"]
    with canvas(WIDE, 330) as (figure, ax):
        ax.set(xscale="log", xlim=(share_pct.index[0] / 1.3, share_pct.index[-1] * 1.3))
        ax.set_ylim(0, 1.15 * max(110, share_pct.to_numpy().max()))
        ax.axhline(100, color=MUTED, linewidth=1.5, label="stock Jupyter Book")
        for (name, what), look in zip(COLUMNS.items(), ("-", "--", ":"), strict=True):
            colour = DATA if name == "seconds" else SECOND
            ax.plot(share_pct[name], look, color=colour, linewidth=2.5, marker="o", label=what)
        ax.legend(ncols=2, loc="lower left", labelcolor=INK, frameon=False)
        ax.set_xticks(list(share_pct.index), [f"{pages} pages" for pages in share_pct.index])
        ax.xaxis.set_minor_locator(NullLocator())
        ax.set_xlabel(f"Measured on {builds['machine'].iloc[0]}", color=MUTED, loc="left")
        ax.yaxis.set_major_formatter("{x:.0f}%")
        figure.savefig(HERE / "growth.png", dpi=PNG_DPI, metadata={"Software": None})


def main() -> None:
    """Measure, write down, draw, and print the ratios."""
    builds = measured()
    builds.to_csv(HERE / "growth.csv", index=False, lineterminator="\n")
    draw(builds)
    for times, rows in builds.groupby("times"):
        ours, stock = (list(rows[rows["builder"] == who]["seconds"]) for who in ("ours", "stock"))
        print(compared(f"{times} times the book, s", list(zip(ours, stock, strict=True))))


if __name__ == "__main__":
    main()
