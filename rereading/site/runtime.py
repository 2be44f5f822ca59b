"""Take a Pyodide distribution from disk into the live site: the files its own list names, checked."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

RUNTIME = Path("static") / "pyodide"  # where JupyterLite keeps a distribution of its own
LOCK = "pyodide-lock.json"
# The runtime itself; the list of packages does not name it.
CORE = ["pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"]
# What the kernel and the pages load; each brings what it depends on.
NEEDED = ["ipython", "jedi", "matplotlib", "micropip", "pandas", "sqlite3", "ssl"]


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
    """Return the files of the packages that pages need, each with its checksum.

    Raises `KeyError` for a package that the list lacks.
    """
    files, waiting = {}, list(NEEDED)
    while waiting:
        package = lock["packages"][re.sub(r"[-_.]+", "-", waiting.pop()).lower()]
        if package["file_name"] not in files:
            files[package["file_name"]] = package["sha256"]
            waiting += package["depends"]
    return dict(sorted(files.items()))
