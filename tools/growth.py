"""Grow the book and time it against stock Jupyter Book: the second part of `make bench`.

Every page but the glossary stands 1, 4 and 16 times in the grown book, and so does every claim. Each
size is built in pairs, ours and stock in turn. Writes `growth.csv` and `growth.png` beside this file.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from bench import timed
from matplotlib.ticker import NullLocator

from rereading.figures.palette import DATA, INK, MUTED, PAPER, SECOND
from rereading.figures.publish import PNG_DPI
from rereading.figures.style import canvas, plain_axis, spread
from rereading.site.check import write_checksums


class Measure(NamedTuple):
    """What is measured of a build, in words, and its unit."""

    name: str
    unit: str


ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).parent
# How often each page and claim stands in the book, and how many pairs of builds are timed: what
# takes half an hour once is not done five times.
PAIRS = {1: 3, 4: 1, 16: 1}
OURS = [sys.executable, "-m", "rereading.site.build", "."]
COLUMNS = {
    "seconds": Measure("time to build", "s"),
    "memory_mb": Measure("peak memory", "MB"),
    "site_mb": Measure("size of the site", "MB"),
}


def grown(folder: Path, times: int) -> Path:
    """Copy the project to `folder`, each page and claim `times` over, and return the folder."""
    for name in ("_config.yml", "_toc.yml", "book", "data", "rereading"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    pages = [page for page in sorted((folder / "book").rglob("*.md")) if page.stem != "glossary"]
    names = []
    for page in pages:
        for copy in range(2, times + 1):
            twin = page.with_name(f"{page.stem}-{copy}.md")
            twin.write_text(relabelled(page.read_text("utf-8"), copy), "utf-8")
            names.append(twin.relative_to(folder).with_suffix("").as_posix())
    with (folder / "_toc.yml").open("a", encoding="utf-8") as toc:
        if names:
            toc.write("  - caption: Copies\n    chapters:\n")
        toc.writelines(f"      - file: {name}\n" for name in names)
    for table in ("claims", "records"):
        file = folder / "data" / f"{table}.csv"
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        twins = [
            rows.assign(claim_id=rows["claim_id"] + f"-{copy}") for copy in range(2, times + 1)
        ]
        pd.concat([rows, *twins]).to_csv(file, index=False, lineterminator="\n")
    with (folder / "rereading" / "claims.py").open("a", encoding="utf-8") as code:
        copies = f"for copy in range(2, {times + 1}) for name, how in READINGS.items()"
        code.write(f'\nREADINGS |= {{f"{{name}}-{{copy}}": how {copies}}}\n')
    write_checksums(folder / "data")
    return folder


def relabelled(text: str, copy: int) -> str:
    """Return a page's text with labels of its own: the same one twice would be an error."""
    for label in re.findall(r"^:label: (\S+)$", text, re.M):
        text = re.sub(
            rf"(:label: |\}} ){re.escape(label)}$", rf"\g<1>{label}-{copy}", text, flags=re.M
        )
    return text


def measured() -> pd.DataFrame:
    """Return one row a build: machine, times, builder, pages, seconds, memory_mb, site_mb."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    stock = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    rows = []
    for times, pairs in PAIRS.items():
        for _ in range(pairs):
            for builder, command in {"ours": OURS, "stock": stock}.items():
                with tempfile.TemporaryDirectory(prefix="growth-") as temporary:
                    folder = grown(Path(temporary), times)
                    os.environ["PYTHONPATH"] = str(folder)
                    seconds, memory_mb = timed(command, folder)
                    site = folder / "_build" / "html"
                    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
                    pages = len(list((folder / "book").rglob("*.md")))
                    rows.append((times, builder, pages, seconds, memory_mb, size / 1e6))
                print(times, builder, pages, f"{seconds:.1f} s", flush=True)
    columns = ["times", "builder", "pages", *COLUMNS]
    builds = pd.DataFrame(rows, columns=columns).round(1)
    builds.insert(0, "machine", machine)
    return builds


def draw(builds: pd.DataFrame) -> None:
    """Write the picture: what ours takes as a part of what stock takes, by pages, a line a measure."""
    middle = builds.groupby(["builder", "pages"])[list(COLUMNS)].median()
    ours, stock = middle.loc["ours"], middle.loc["stock"]
    share_pct = 100 * ours / stock
    with canvas(narrow=False, height=330) as (figure, ax):
        plain_axis(ax)
        ax.set(xscale="log", xlim=(share_pct.index[0] / 1.3, share_pct.index[-1] * 2.6))
        ax.set_ylim(0, max(120, 1.15 * share_pct.to_numpy().max()))
        ax.axhline(100, color=MUTED, linewidth=1.5)
        ax.annotate(
            "stock Jupyter Book", (share_pct.index[0] / 1.25, 100), (0, 4), color=MUTED,
            textcoords="offset points",
        )  # fmt: skip
        ends = spread(list(share_pct.iloc[-1]), 0.12 * (ax.get_ylim()[1] - ax.get_ylim()[0]))
        for (name, what), end in zip(COLUMNS.items(), ends, strict=True):
            colour = DATA if name == "seconds" else SECOND
            ax.plot(share_pct.index, share_pct[name], color=colour, linewidth=2.5, marker="o")
            says = f"{what.name}:\n{ours[name].iloc[-1]:,.0f} of {stock[name].iloc[-1]:,.0f} {what.unit}"
            ax.annotate(
                says, (share_pct.index[-1] * 1.1, end), color=INK, va="center", linespacing=1.3,
                bbox={"fc": PAPER, "ec": "none", "pad": 1},
                fontweight="bold" if name == "seconds" else "normal",
            )  # fmt: skip
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
        ratio = statistics.median(a / b for a, b in zip(ours, stock, strict=True))
        print(f"{times} times the book: {ratio:.2f} of the stock time")


if __name__ == "__main__":
    main()
