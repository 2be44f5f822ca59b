"""Scripts of others in `book/_static` are what their package has, as the Node registry gives it."""

import re
import shutil
import subprocess
import tarfile

import pytest
from audit import ROOT, VENDORED

# `vega-interpreter.js` is a module there and, below a comment, a plain script here.
WRAPPED = (
    (
        "import { ascending, isString, DisallowedObjectProperties } from 'vega-util';",
        "(function ({ ascending, isString, DisallowedObjectProperties }) {",
    ),
    (
        "export { expression as expressionInterpreter };\n//# sourceMappingURL=vega-interpreter.js.map",
        "vega.expressionInterpreter = expression;\n})(vega);",
    ),
)


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm on this machine")
@pytest.mark.parametrize("name", VENDORED)
def test_a_script_of_others_is_as_its_package_has_it(name, tmp_path):
    package, version, member = VENDORED[name]
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    how = {"capture_output": True, "text": True, "timeout": 300}
    packed = subprocess.run(command, cwd=tmp_path, check=False, **how)
    if packed.returncode:
        pytest.skip(f"{package} cannot be fetched: {packed.stderr.strip()[-200:] or 'no network'}")
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        theirs = archive.extractfile(f"package/{member}").read().decode()
    ours = (ROOT / "book" / "_static" / name).read_text("utf-8")
    if package == "vega-interpreter":
        ours = re.sub(r"\A(//.*\n)+", "", ours)
        for module, script in WRAPPED:
            theirs = theirs.replace(module, script)
    assert ours.strip() == theirs.strip()
