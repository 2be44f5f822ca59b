"""`python -m rereading.site.build`: check the data, build the book, put the new site in place.

The book is built from nothing in a folder of its own, on all cores, with warnings as errors. Only
a whole site replaces the one before, so a failed build leaves the last good one as it was.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rereading.data import check_folder

try:
    import fcntl
except ImportError:  # a system without such locks: builds at once are the reader's own care
    fcntl = None  # type: ignore[assignment]

SITE = Path("_build") / "html"
FIRST_PAGE = Path("book") / "index.html"
NOT_BUILT = "The book was not built; the last good site stays."


def main(root: Path) -> int:
    """Build the book below `root`; return 0, or 1 after saying what is wrong."""
    return build_site(root)


def build_site(root: Path, add_live: Callable[[Path], None] | None = None) -> int:
    """Build the book below `root`, let `add_live` add live pages to it, and put it in place.

    Returns 0, or 1 after saying what is wrong.
    """
    problems = check_folder(root / "data")
    if problems:
        print("\n\n".join(problems), file=sys.stderr)
        print(f"\n{NOT_BUILT}", file=sys.stderr)
        return 1
    try:
        with workplace(root / "_build") as work:
            if not built(root, work / "html", live=add_live is not None):
                print(f"\n{NOT_BUILT}", file=sys.stderr)
                return 1
            if add_live is not None:
                add_live(work / "html")
            put_in_place(work / "html", root / SITE)
    except OSError as error:  # a full disk, a folder that may not be written
        print(f"{error}\n\n{NOT_BUILT}", file=sys.stderr)
        return 1
    print(f"\nThe book is ready. Open {SITE / FIRST_PAGE}")
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
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise OSError(
                    "Another build of this book is at work; wait for it to end."
                ) from None
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

    With `live` every page has the button that leads to `live/open.html`.
    """
    # Imported here, so that bad data are told before seconds of loading Sphinx.
    from rereading.site.kernels import warm_kernels  # noqa: PLC0415

    with warm_kernels():
        from jupyter_book.sphinx import build_sphinx  # noqa: PLC0415

        result = build_sphinx(
            str(root),
            str(out),
            path_config=str(root / "_config.yml"),
            confoverrides={
                "external_toc_path": str(root / "_toc.yml"),
                "latex_individualpages": False,
                "nitpicky": True,
                "live": live,
                # A failing cell is a warning here, and so an error, that shows its traceback;
                # raised in one of several processes, it would show the page's name alone.
                "nb_execution_raise_on_error": False,
            },
            noconfig=True,
            builder="html",
            warningiserror=True,
            keep_going=True,
            jobs=os.cpu_count() or 1,
        )
    return bool(result == 0)


def put_in_place(new: Path, site: Path) -> None:
    """Let `new` take the place of `site`, in two renames."""
    before = new.parent / "before"
    if site.exists():
        site.rename(before)
    new.rename(site)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
