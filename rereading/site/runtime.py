"""Take a Pyodide distribution from disk into the live site: the files its own list names, checked."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
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


class RuntimeFault(ValueError):
    """A Pyodide distribution that cannot be used; says why and what to do."""


def put_runtime(given: Path, folder: Path) -> None:
    """Copy what pages need of the distribution `given`, a folder or a packed one, to `folder`.

    Only files that the distribution's list names are taken, and only with the checksum it gives.
    Raises `RuntimeFault` if the distribution is not there, damaged, incomplete or of another age.
    """
    if not given.exists():
        raise RuntimeFault(f"{given}: no such file or folder. Name a Pyodide distribution on disk.")
    if given.is_dir():
        _copy(_home(given, given), folder)
        return
    with tempfile.TemporaryDirectory() as temporary:
        try:
            with tarfile.open(given) as packed:
                packed.extractall(temporary, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise RuntimeFault(
                f"{given}: cannot be unpacked ({error}). Fetch the distribution again."
            ) from None
        _copy(_home(Path(temporary), given), folder)


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


def runtime_files(live: Path, public: str) -> tuple[str, str]:
    """Return where live pages find Python, and the files to look for there, with spaces between."""
    hosted = live / RUNTIME
    if not (hosted / LOCK).is_file():
        return public, " ".join(CORE)
    lock = json.loads((hosted / LOCK).read_text("utf-8"))
    return f"{RUNTIME.as_posix()}/", " ".join([*CORE, *needed_files(lock)])


def _home(folder: Path, given: Path) -> Path:
    found = next(iter(sorted(folder.rglob(LOCK))), None)
    if found is None:
        raise RuntimeFault(f"{given}: holds no {LOCK}, so it is no Pyodide distribution.")
    return found.parent


def _copy(home: Path, folder: Path) -> None:
    try:
        lock = json.loads((home / LOCK).read_text("utf-8"))
        version = lock["info"]["version"]
        files = needed_files(lock)
    except (KeyError, ValueError) as error:
        raise RuntimeFault(
            f"{LOCK}: lacks {error}, which the pages need. Take the full distribution."
        ) from None
    if version.split(".")[:2] != PYODIDE_VERSION.split(".")[:2]:
        raise RuntimeFault(
            f"This is Pyodide {version}; the kernel of this book is made for {PYODIDE_VERSION}. "
            "Take a distribution of that series."
        )
    folder.mkdir(parents=True)
    for name in [LOCK, *CORE, *files]:
        try:
            content = (home / name).read_bytes()
        except OSError:
            raise RuntimeFault(f"{name}: missing. Fetch the distribution again.") from None
        if name in files and sha256(content).hexdigest() != files[name]:
            raise RuntimeFault(f"{name}: damaged (its checksum is wrong). Fetch it again.")
        shutil.copyfile(home / name, folder / name)
