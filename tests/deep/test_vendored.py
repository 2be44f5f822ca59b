"""Scripts of others in `book/_static` are what their package has, as the Node registry gives it."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from audit import ROOT, VENDORED

# `vega-interpreter.js` is wrapped: what stands around the text of the package, here and there.
WRAPPED = {
    "vendor/vega-interpreter.js": (
        (
            "(function ({ ascending, isString, DisallowedObjectProperties }) {",
            "vega.expressionInterpreter =",
        ),
        (
            "import { ascending, isString, DisallowedObjectProperties } from 'vega-util';",
            "export {",
        ),
    )
}


def between(text: str, marks: tuple[str, str]) -> str:
    """Return what stands between two marks of a text, of which each occurs."""
    begin, end = marks
    assert begin in text and end in text
    return text.partition(begin)[2].rpartition(end)[0].strip()


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm on this machine")
@pytest.mark.parametrize("name", VENDORED)
def test_a_script_of_others_is_as_its_package_has_it(name: str, tmp_path: Path) -> None:
    package, version, member = VENDORED[name]
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"],
        cwd=tmp_path, check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if packed.returncode:
        pytest.skip(f"{package} cannot be fetched: {packed.stderr.strip()[-200:] or 'no network'}")
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        theirs = archive.extractfile(f"package/{member}").read().decode()
    ours = (ROOT / "book" / "_static" / name).read_text("utf-8")
    if name in WRAPPED:
        ours, theirs = (between(*each) for each in zip((ours, theirs), WRAPPED[name], strict=True))
    assert ours.strip() == theirs.strip()
