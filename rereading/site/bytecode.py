"""Make the packages of a Pyodide distribution start sooner: bytecode in place of source, one archive.

This runs in the Python whose bytecode it makes, Pyodide, and so needs the standard library alone.
"""

from __future__ import annotations

import compileall
import re
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from py_compile import PycInvalidationMode

LIBRARY, PACKAGES = "python_stdlib.zip", "packages.zip"
# Types for checkers, what C is compiled with, fonts for PostScript.
NEVER_READ = (".pyi", ".pxd", ".h", ".c", ".afm")
# A reader's traceback shows lines of the book's own package.
OWN = "rereading"
LARGE = 2_500_000  # bytes: below, a wheel takes longer to set up than to load


def put_bytecode(archives: Iterable[Path], packed: Path, unpacked: str) -> None:
    """Write what the zips `archives` hold to the zip `packed`: modules as bytecode without source.

    Tracebacks name the folder `unpacked`, where the modules will lie. What is no Python of this
    version stays as it is.
    """
    with tempfile.TemporaryDirectory() as folder:
        for archive in archives:
            shutil.unpack_archive(archive, folder, "zip")
        for part, others, beside in ((OWN, None, True), ("", re.compile(f"/{OWN}/"), False)):
            compileall.compile_dir(
                f"{folder}/{part}", quiet=2, legacy=not beside, rx=others, stripdir=folder,
                prependdir=unpacked, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
            )  # fmt: skip
        with zipfile.ZipFile(packed, "w") as new:
            for file in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
                compiled = file.suffix == ".py" and file.with_suffix(".pyc").exists()
                if not compiled and file.suffix not in NEVER_READ:
                    # A name alone carries no time, so that the archive is the same on every day.
                    entry = zipfile.ZipInfo(file.relative_to(folder).as_posix())
                    new.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)


def compile_distribution(folder: Path, wheels: list[str]) -> None:
    """Compile the standard library in `folder` and `wheels`; those not large become one archive."""
    library = next(path for path in sys.path if path.endswith(".zip"))
    put_bytecode([folder / LIBRARY], folder / LIBRARY, library)
    site, small = sysconfig.get_path("purelib"), []
    for wheel in (folder / name for name in wheels):
        if wheel.stat().st_size > LARGE:
            put_bytecode([wheel], wheel, site)
        else:
            small.append(wheel)
    put_bytecode(small, folder / PACKAGES, site)
    for wheel in small:
        wheel.unlink()
