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


def test_two_builds_are_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    """Another folder, date, time zone, language, hash seed and IPython make no difference."""
    root, again = tmp_path / "elsewhere", tmp_path / "elsewhere" / "out" / "html"
    root.mkdir()
    read = "_config.yml _toc.yml book data rereading pyproject.toml README.md LICENSE CITATION.cff"
    for name in read.split():
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    code = (
        "import sys; from pathlib import Path; from rereading.site.build import built; "
        "sys.exit(not built(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    (startup := tmp_path / "profile_default" / "startup").mkdir(parents=True)
    (startup / "mine.py").write_text("import pandas as pd; pd.options.display.max_rows = 3")
    other = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", **LATER}
    (tmp_path / "docutils.conf").write_text("[general]\nlanguage_code: de\nsmart_quotes: alt\n")
    own = {"IPYTHONDIR": tmp_path, "DOCUTILSCONFIG": tmp_path / "docutils.conf"}
    other |= {name: os.fspath(path) for name, path in own.items()} | {"SOURCE_DATE_EPOCH": "0"}
    command = [sys.executable, "-c", code, str(root), str(again)]
    subprocess.run(command, check=True, env=os.environ | other, cwd=tmp_path, capture_output=True)
    assert not differing(site, again)
