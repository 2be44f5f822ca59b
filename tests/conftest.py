import os
from pathlib import Path

import pytest
from browser import chromium
from helpers import ROOT, front_page_alone
from hypothesis import settings

from rereading.site import build
from rereading.site.printing import find_chromium

try:
    import fcntl
except ImportError:  # Windows: each process builds a site of its own
    fcntl = None  # type: ignore[assignment]

# A proxy that a school or an office names would be asked for this machine's own servers too.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost"

# The same examples on every run and machine, and no clock.
settings.register_profile("book", deadline=None, derandomize=True)
settings.load_profile("book")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of a book built with warnings as errors, once for all that share a folder.

    `TEST_SITE` names a folder to build in, or to take the site from if one was built there: so
    parts of the tests that run one after the other, as in CI, share it.
    """
    shared = os.environ.get("TEST_SITE")
    if not shared and fcntl is not None and "PYTEST_XDIST_WORKER" in os.environ:
        shared = str(tmp_path_factory.getbasetemp().parent / "site")
    folder = Path(shared).resolve() if shared else tmp_path_factory.mktemp("site")
    folder.mkdir(parents=True, exist_ok=True)
    out, whole = folder / "html", folder / "built"
    with (folder / ".lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            assert build.built(ROOT, out), "the book does not build without a warning"
            whole.touch()
    return out


@pytest.fixture(scope="session")
def chromium_path():
    """Return where the system's Chromium is; without one, what asks for it is skipped."""
    return find_chromium() or pytest.skip("no Chromium here (Debian: apt install chromium)")


@pytest.fixture(scope="module")
def browser(chromium_path):
    """Return the system's Chromium, started for the tests of one file."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Return a site built with live buttons, cut to its front page."""
    root = front_page_alone(tmp_path_factory.mktemp("front"))
    assert build.built(root, root / "html", live=True)
    return root / "html"
