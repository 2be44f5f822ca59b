"""What the benchmarks share: a copy of the book, how long a command takes, and medians of pairs.

Ours and stock run in turn, so that a machine whose speed drifts drifts for both: quote the ratios.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
OURS = [sys.executable, "-m", "rereading.site.build", "."]
STOCK = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
Run = tuple[float, float]  # seconds, and the peak memory of all processes in MB


def copy_of_the_book(folder: Path, *more: str) -> Path:
    """Copy what a build reads, and what else is named, to a new `folder`; return it."""
    left_out = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    folder.mkdir(parents=True)
    for name in ("_config.yml", "_toc.yml", "CITATION.cff", "book", "data", *more):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def timed(command: list[str], folder: Path) -> Run:
    """Return what a command in a folder took; ends the program with its last words if it failed."""
    with tempfile.TemporaryFile("w+") as said:
        start, peak = time.perf_counter(), 0.0
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        while process.poll() is None:
            peak = max(peak, memory_mb(process.pid))
            time.sleep(0.05)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read()[-4000:]}")
        return time.perf_counter() - start, peak


def memory_mb(pid: int) -> float:
    """Return the memory of a process and all its children.

    On Linux a page that processes share counts once in all; elsewhere once for each of them.
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


def compared(name: str, pairs: Sequence[tuple[float, float]], decimals: int = 1) -> str:
    """Return a row of a table: the medians of pairs of figures, ours and the other, and of ratios."""
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    return f"| {name} | {mine:.{decimals}f} | {other:.{decimals}f} | {ratio:.2f} |"


def megabytes(folder: Path) -> float:
    """Return the size of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
