"""A build that is killed, has no room, may not write, or meets another one: the last good site stays."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from helpers import front_page_alone

from rereading.site.build import FIRST_PAGE, NOT_BUILT, SITE, workplace

BUILD = [sys.executable, "-m", "rereading.site.build", "."]
POINTS = 20


@pytest.fixture
def workshop(tmp_path):
    """Return the book cut to one small page, with a last good site in place."""
    front_page_alone(tmp_path)
    index = tmp_path / "book" / "index.md"
    head = index.read_text("utf-8").split("\n# ")[0]
    index.write_text(f"{head}\n# A page\n\n```{{code-cell}} python\n1 + 1\n```\n", "utf-8")
    (tmp_path / SITE).mkdir(parents=True)
    (tmp_path / SITE / "index.html").write_text("the last good site")
    return tmp_path


def build_in(folder: Path, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess:
    how = {"capture_output": True, "text": True, "preexec_fn": limit}
    return subprocess.run(BUILD, cwd=folder, check=False, **how)


def good_site_stands(folder: Path) -> bool:
    return (folder / SITE / "index.html").read_text() == "the last good site"


def test_a_build_killed_at_any_of_twenty_points_leaves_a_whole_site(workshop):
    start = time.monotonic()
    assert build_in(workshop).returncode == 0
    whole = {file.relative_to(workshop) for file in (workshop / SITE).rglob("*")}
    seconds = time.monotonic() - start
    for point in range(1, POINTS + 1):
        building = subprocess.Popen(BUILD, cwd=workshop, stdout=-3, stderr=-3)
        time.sleep(seconds * point / POINTS)
        children = psutil.Process(building.pid).children(recursive=True)
        os.kill(building.pid, signal.SIGKILL)
        building.wait()
        with workplace(workshop / "_build"):
            there = {file.relative_to(workshop) for file in (workshop / SITE).rglob("*")}
            assert there == whole, f"after {point} of {POINTS} parts of the build"
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive, f"{alive} outlive the build"
    assert build_in(workshop).returncode == 0
    left = sorted(file.name for file in (workshop / "_build").iterdir())
    assert left == [".cache", ".lock", "html"] and (workshop / SITE / FIRST_PAGE).is_file()


def test_a_site_that_was_being_replaced_comes_back(workshop):
    left = workshop / "_build" / ".new-left"
    left.mkdir()
    (workshop / SITE).rename(left / "before")
    with workplace(workshop / "_build"):
        assert good_site_stands(workshop) and not left.exists()


def test_a_full_disk_is_told_and_the_last_good_site_stays(workshop):
    """A limit on the size of files stands in for the end of the disk: writing fails midway."""

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = build_in(workshop, small_files)
    assert done.returncode == 1 and NOT_BUILT in done.stderr
    assert "File too large" in done.stdout + done.stderr
    assert good_site_stands(workshop)
    assert build_in(workshop).returncode == 0


def test_two_builds_at_once_do_not_meet(workshop):
    with workplace(workshop / "_build"):
        done = build_in(workshop)
        assert done.returncode == 1 and "Another build" in done.stderr
        assert good_site_stands(workshop)
    assert build_in(workshop).returncode == 0
