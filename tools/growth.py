"""Grow the book and time it against stock Jupyter Book: the second part of `make bench`.

Every page but the glossary stands 1, 4 and 16 times in the grown book, and so does every claim. Each
size is built in pairs, ours and stock in turn. Writes `growth.csv` and `growth.svg` beside this file.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import pandas as pd
from bench import timed
from matplotlib.ticker import NullLocator

from rereading.figures.palette import DATA, INK, MUTED, SECOND
from rereading.figures.style import WIDE, canvas, plain_axis
from rereading.site.check import seal

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).parent
# How often each page and claim stands in the book, and how many pairs of builds are timed: what
# takes half an hour once is not done five times.
PAIRS = {1: 3, 4: 1, 16: 1}
OURS = (
    "import sys; from pathlib import Path; from rereading.site.build import main; main(Path.cwd())"
)
COLUMNS = {"seconds": "seconds to build", "memory_mb": "peak memory, MB", "site_mb": "site, MB"}


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
    seal(folder / "data")
    return folder


def relabelled(text: str, copy: int) -> str:
    """Return a page's text with labels of its own: the same one twice would be an error."""
    for label in re.findall(r"^:label: (\S+)$", text, re.M):
        text = re.sub(
            rf"(:label: |\}} ){re.escape(label)}$", rf"\g<1>{label}-{copy}", text, flags=re.M
        )
    return text


def measured() -> pd.DataFrame:
    """Return one row a build: times, builder, pages, seconds, memory_mb, site_mb."""
    stock = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    rows = []
    for times, pairs in PAIRS.items():
        for _ in range(pairs):
            for builder, command in {"ours": [sys.executable, "-c", OURS], "stock": stock}.items():
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
    return pd.DataFrame(rows, columns=columns).round(1)


def draw(builds: pd.DataFrame) -> None:
    """Write the picture: a panel a measure, a line a builder, by pages, on log axes."""
    middle = builds.groupby(["builder", "pages"])[list(COLUMNS)].median()
    with canvas(narrow=False, height=WIDE * 0.42) as (figure, first):
        first.remove()
        for ax, (column, title) in zip(figure.subplots(1, 3), COLUMNS.items(), strict=True):
            plain_axis(ax)
            ax.set(xscale="log", yscale="log")
            ax.set_title(title, loc="left", color=MUTED, fontsize=12)
            for builder, colour in {"ours": DATA, "stock": SECOND}.items():
                line = middle.loc[builder, column]
                ax.plot(line.index, line, color=colour, linewidth=2.5, marker="o")
                ax.annotate(
                    builder, (line.index[-1], line.iloc[-1]), (-4, 6), textcoords="offset points",
                    ha="right", color=colour, fontweight="bold",
                )  # fmt: skip
                for pages, value in line.items():
                    side = (0, -14) if builder == "ours" else (0, 8)
                    ax.annotate(
                        f"{value:,.0f}", (pages, value), side, textcoords="offset points",
                        ha="center", color=INK, fontsize=9,
                    )  # fmt: skip
            ax.set_xticks(list(line.index), [f"{pages} pages" for pages in line.index])
            ax.xaxis.set_minor_locator(NullLocator())
            ax.yaxis.set_minor_locator(NullLocator())
            ax.set_yticks([])
            ax.tick_params(axis="x", labelsize=9)
            ax.margins(0.2, 0.25)
        figure.savefig(HERE / "growth.svg", metadata={"Date": None, "Creator": None})


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
