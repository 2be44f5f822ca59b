"""The book for e-readers as the checker of its format sees it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from helpers import ROOT

from rereading.site.ebook import packed

EPUBCHECK = shutil.which("epubcheck")


@pytest.mark.skipif(EPUBCHECK is None, reason="no epubcheck (Debian: apt install epubcheck)")
def test_epubcheck_finds_nothing(site, tmp_path):
    """Every part is listed and valid, links find their places, nothing runs or asks another host."""
    (tmp_path / "book.epub").write_bytes(packed(site, ROOT))
    program = Path(str(EPUBCHECK)).resolve()
    java = ["java", "-jar"] * (program.suffix == ".jar")  # as Debian's is
    command = [*java, program, tmp_path / "book.epub"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "0 errors / 0 warnings" in said, said
