"""Two builds, elsewhere and later, are one site to the byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers import ROOT, differing

# More than a year on, where the machine has the library that says so (Debian: apt install faketime).
CLOCK = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
LATER = {"LD_PRELOAD": str(CLOCK), "FAKETIME": "+400d"} if CLOCK else {}


def test_two_builds_are_the_same_to_the_byte(site, tmp_path):
    """Another folder, date, time zone, language and hash seed make no difference."""
    root, again = tmp_path / "elsewhere", tmp_path / "elsewhere" / "out" / "html"
    root.mkdir()
    read = "_config.yml _toc.yml book data rereading pyproject.toml README.md LICENSE CITATION.cff"
    for name in read.split():
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    code = (
        "import sys; from pathlib import Path; from rereading.site.build import built; "
        "sys.exit(not built(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    other = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", **LATER}
    command = [sys.executable, "-c", code, str(root), str(again)]
    subprocess.run(command, check=True, env=os.environ | other, cwd=tmp_path, capture_output=True)
    assert not differing(site, again)
