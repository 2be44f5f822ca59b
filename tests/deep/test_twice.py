"""Two builds, elsewhere and later, are one site to the byte; a what-if is drawn only when it is new."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, differing

from rereading import table
from rereading.site import whatifs
from rereading.whatif import reserves as try_reserves
from rereading.whatif.form import WHATIF_MIME

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
    other |= {"IPYTHONDIR": str(tmp_path), "SOURCE_DATE_EPOCH": "0"}
    command = [sys.executable, "-c", code, str(root), str(again)]
    subprocess.run(command, check=True, env=os.environ | other, cwd=tmp_path, capture_output=True)
    assert not differing(site, again)


def test_a_what_if_is_drawn_again_only_when_its_form_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = try_reserves.what_if(table("reserves"), table("reserve_base"))
    form = form._repr_mimebundle_()[WHATIF_MIME]
    memory = tmp_path / "ran"

    def drawn(form: dict[str, Any], memory: Path | None, by: str) -> str:
        # Vega's compiler has threads of its own, which a build forked from this process would miss.
        monkeypatch.setattr("rereading.site.charts.chart_and_drawings", lambda *_: {"wide": by})
        return str(whatifs.drawn(form, memory)["wide"])

    assert drawn(form, memory, "first") == "first"
    assert drawn(form, memory, "second") == "first"
    assert drawn(form, None, "third") == "third"
    assert drawn(form | {"rows": form["rows"][1:]}, memory, "fourth") == "fourth"
