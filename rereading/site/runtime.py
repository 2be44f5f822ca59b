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
    with tempfile.TemporaryDirectory() as temporary:
        home = given if given.is_dir() else Path(temporary)
        try:
            if given.is_file():
                shutil.unpack_archive(given, home, filter="data")
            lock_file = next(iter(sorted(home.rglob(LOCK))))
        except StopIteration:
            said = f"{given}: holds no {LOCK}, so it is no Pyodide distribution."
            raise RuntimeFault(said) from None
        except (shutil.ReadError, tarfile.TarError, EOFError, OSError) as error:
            said = f"{given}: cannot be unpacked ({error}). Fetch the distribution again."
            raise RuntimeFault(said) from None
        files = _checked(lock_file)
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)


def _checked(lock_file: Path) -> dict[str, bytes]:
    """Return the content of the list of packages and of each file that pages need, by name."""
    try:
        lock = json.loads(lock_file.read_text("utf-8"))
        version, sums = lock["info"]["version"], needed_files(lock)
    except (KeyError, ValueError) as error:
        raise RuntimeFault(
            f"{LOCK}: lacks {error}, which the pages need. Take the full distribution."
        ) from None
    if version.split(".")[:2] != PYODIDE_VERSION.split(".")[:2]:
        raise RuntimeFault(
            f"This is Pyodide {version}; the kernel of this book is made for {PYODIDE_VERSION}. "
            "Take a distribution of that series."
        )
    files = {}
    for name in [LOCK, *CORE, *sums]:
        try:
            files[name] = (lock_file.parent / name).read_bytes()
        except OSError:
            raise RuntimeFault(f"{name}: missing. Fetch the distribution again.") from None
        if name in sums and sha256(files[name]).hexdigest() != sums[name]:
            raise RuntimeFault(f"{name}: damaged (its checksum is wrong). Fetch it again.")
    return files


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
