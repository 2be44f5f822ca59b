"""`python -m rereading.site.build [FOLDER]`: check the data, build the book, put the new site in place.

The book is built in a folder of its own, on all cores, with warnings as errors. Only a whole site
replaces the one before, so a failed build leaves the last good one as it was. Where nothing but
pages were edited since that one, those alone are read again (see `cache`).
"""

import contextlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rereading.data import check_folder
from rereading.site import cache
from rereading.site.check import say

try:
    import fcntl
except ImportError:  # a system without such locks: builds at once are the reader's own care
    fcntl = None  # type: ignore[assignment]

SITE = Path("_build") / "html"
FIRST_PAGE = Path("book") / "index.html"
MOST_JOBS = 5  # six take 1.2 GB
NOT_BUILT = "The book was not built; the last good site stays."


def main(root: Path, add_live: Callable[[Path], None] | None = None) -> int:
    """Build the book, let `add_live` add live pages; return 0, or 1 after saying what is wrong."""
    build = root / "_build"
    logging.raiseExceptions = False  # whoever reads along may leave: that is no fault of the book
    try:
        fits = cache.checksum(root)
        with workplace(build) as work:
            taken = add_live is None and cache.take_over(build, work, fits)
            problems = [] if taken else check_folder(root / "data")
            print("\n\n".join(problems), file=sys.stderr, end="\n" * bool(problems))
            if problems or not built(root, work / "html", live=add_live is not None):
                print(f"\n{NOT_BUILT}", file=sys.stderr)
                return 1
            if add_live is None:
                (work / cache.CACHE / cache.SUM).write_text(fits, encoding="utf-8")
            else:
                add_live(work / "html")
            put_in_place(work, build)
    except OSError as error:  # a full disk, a folder that may not be written
        print(f"{error}\n\n{NOT_BUILT}", file=sys.stderr)
        return 1
    say(f"\nThe book is ready. Open {SITE / FIRST_PAGE}")
    return 0


@contextlib.contextmanager
def workplace(build: Path) -> Iterator[Path]:
    """Give a new folder in `build` to work in, and take it away again.

    What a killed build left is cleared up first: its folder goes, and the last good site, if it was
    just being replaced, comes back. Raises `OSError` while another build is at work.
    """
    build.mkdir(exist_ok=True)
    with (build / ".lock").open("w") as lock:
        if fcntl is not None:
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not shared with what is forked
            except BlockingIOError:
                raise OSError("Another build of this book is at work.") from None
        for left in build.glob(".new-*"):
            site = build / SITE.name
            if not site.exists() and (left / "before").exists():
                (left / "before").rename(site)
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=".new-", dir=build))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def built(root: Path, out: Path, live: bool = False) -> bool:
    """Build the book into `out`; return whether it went through without a warning.

    With `live` every page has the button that leads to `live/open.html`. Beside `out` stays the
    cache of a good build for another; what is there already is taken over.
    """
    kept = out.with_name(cache.CACHE)
    # Imported here, so that bad data are told before seconds of loading Sphinx.
    from jupyter_book.sphinx import build_sphinx  # noqa: PLC0415

    from rereading.site.kernels import forked_kernels  # noqa: PLC0415

    with forked_kernels(load_first=not kept.exists()):
        result = build_sphinx(
            str(root),
            str(out),
            path_config=str(root / "_config.yml"),
            doctreedir=str(kept / "read"),
            confoverrides={
                "external_toc_path": str(root / "_toc.yml"),
                "latex_individualpages": False,
                "nitpicky": True,
                "live": live,
                "outputs": str(kept / "ran"),
                # A failing cell is a warning here, and so an error, that shows its traceback;
                # raised in one of several processes, it would show the page's name alone.
                "nb_execution_raise_on_error": False,
            },
            noconfig=True,
            builder="html",
            warningiserror=True,
            keep_going=True,
            jobs=jobs(),
        )
    if result:
        shutil.rmtree(kept, ignore_errors=True)  # else the next build would pass a page that failed
    return bool(result == 0)


def jobs() -> int:
    """Return how many pages are read at once: one more than cores, as pages wait; five at most."""
    # Where a system tells, the cores that this process may use.
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min((own or 1) + 1, MOST_JOBS)


def put_in_place(work: Path, build: Path) -> None:
    """Let the site in `work` take the place of that in `build`, and then its cache.

    The cache of the one before goes first: a killed build leaves no site beside another's cache.
    """
    site, kept = build / SITE.name, build / cache.CACHE
    shutil.rmtree(kept, ignore_errors=True)
    if site.exists():
        site.rename(work / "before")
    (work / SITE.name).rename(site)
    (work / cache.CACHE).rename(kept)


if __name__ == "__main__":
    HERE = Path(__file__).resolve().parents[2]
    sys.exit(main(Path(sys.argv[1]).resolve() if sys.argv[1:] else HERE))
