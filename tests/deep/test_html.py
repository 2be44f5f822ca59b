"""Every page of the site against the Nu HTML checker, the W3C's own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

JAR = os.environ.get("VNU_JAR", "")


@pytest.mark.skipif(
    not (JAR and Path(JAR).is_file() and shutil.which("java")),
    reason="no Nu HTML checker (name its jar in VNU_JAR) or no Java on this machine",
)
def test_every_page_is_valid_html(site):
    pages = [*(site / "book").rglob("*.html"), site / "search.html", site / "404.html"]
    command = ["java", "-jar", JAR, "--errors-only", "--format", "gnu", *map(str, sorted(pages))]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""
