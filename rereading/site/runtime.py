"""Take a Pyodide distribution from disk into the live site, checked, and make it start sooner.

Pyodide compiles every module that it imports, at each start anew: there is the bytecode instead. The
kernel installs what it needs one by one, once JupyterLite has opened: there is one archive, and
Python starts at once.
"""

import gzip
import json
import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import playwright
from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

from rereading.site import bytecode

RUNTIME = Path("static") / "pyodide"  # where JupyterLite keeps a distribution of its own
LOCK = "pyodide-lock.json"
# The runtime itself, its scripts first; the list of packages does not name it.
CORE = ["pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"]
# What the kernel and the pages load; each brings what it depends on.
NEEDED = ["ipython", "matplotlib", "micropip", "pandas", "sqlite3"]
# What the kernel would install one by one: it is there already, or (jedi, ssl) not needed.
ASKED = "comm ipykernel ipython jedi micropip piplite pyodide_kernel sqlite3 ssl".split()
# Of Node, which comes with Playwright: Pyodide itself compiles, for its own version of Python.
COMPILE = """
const [folder, code] = process.argv.slice(1);
require(folder + "/pyodide.js").loadPyodide({ env: { PYTHONHASHSEED: "0" } }).then((python) => {
  python.FS.mkdir("/pyodide");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/pyodide");
  python.runPython(code);
});
"""


def put_runtime(given: Path, folder: Path) -> None:
    """Copy what pages need of the distribution `given`, a folder or a packed one, to `folder`.

    Only files that its list names are taken, with the checksums that it gives. Raises `OSError` if a
    file is missing or damaged, `LookupError` if a package is, `ValueError` for one of another age.
    """
    with tempfile.TemporaryDirectory() as temporary:
        if given.is_file():
            shutil.unpack_archive(given, temporary, filter="data")
            given = Path(temporary) / "pyodide"
        lock = json.loads((given / LOCK).read_text("utf-8"))
        version, checksums = lock["info"]["version"], needed_files(lock)
        if version.split(".")[:2] != PYODIDE_VERSION.split(".")[:2]:
            raise ValueError(f"it is Pyodide {version}, and the kernel needs {PYODIDE_VERSION}")
        folder.mkdir(parents=True)
        for name in [LOCK, *CORE, *checksums]:
            content = (given / name).read_bytes()
            if name in checksums and sha256(content).hexdigest() != checksums[name]:
                raise OSError(f"{name} is damaged: its checksum is wrong")
            (folder / name).write_bytes(content)


def needed_files(lock: dict[str, Any]) -> dict[str, str]:
    """Return the files of the packages that pages need, with checksums; `KeyError` if one is missing."""
    files, waiting = {}, list(NEEDED)
    while waiting:
        package = lock["packages"][re.sub(r"[-_.]+", "-", waiting.pop()).lower()]
        if package["file_name"] not in files:
            files[package["file_name"]] = package["sha256"]
            waiting += package["depends"]
    return dict(sorted(files.items()))


def start_sooner(folder: Path, script: Path) -> int:
    """Make the distribution in `folder`, to which wheels were added, start sooner.

    Returns how many bytes the scripts of a start load. `script` goes behind Pyodide's own. Raises
    `ChildProcessError` if Pyodide does not run under Node.
    """
    lock = json.loads((folder / LOCK).read_text("utf-8"))
    # Drawings are saved as PDF by few: that is loaded where it is imported.
    wheels = sorted(file.name for file in folder.glob("*.whl") if "fonttools" not in file.name)
    node = shutil.which("node", path=str(Path(playwright.__file__).parent / "driver"))
    code = Path(bytecode.__file__).read_text("utf-8")
    code += f"\ncompile_distribution(Path('/pyodide'), {wheels!r})"
    command = [str(node), "-e", COMPILE, str(folder.resolve()), code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChildProcessError(f"Pyodide did not compile:\n{(done.stdout + done.stderr)[-3000:]}")
    lock["packages"] = {  # what the archive holds is not loaded again
        name: each for name, each in lock["packages"].items() if each["file_name"] not in wheels
    }
    (folder / LOCK).write_text(json.dumps(lock), "utf-8")
    start = folder / "pyodide.js"
    start.write_bytes(start.read_bytes() + script.read_bytes())
    for file in folder.glob("*.asm.*"):
        (folder / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    return sum((folder / name).stat().st_size for name in [LOCK, bytecode.PACKAGES, *CORE[2:]])
