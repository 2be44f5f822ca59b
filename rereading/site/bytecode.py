"""Make a Pyodide distribution start sooner: bytecode in place of source, all packages in one archive.

This runs in the Python whose bytecode it makes, Pyodide, and so needs the standard library alone.
"""

import compileall
import gzip
import importlib
import io
import re
import shutil
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from py_compile import PycInvalidationMode

# A compressed tar; by an ending that says so some hosts would let the browser unpack it beforehand.
LIBRARY, PACKAGES = "python_stdlib.zip", "packages.bin"
# Types for checkers, what C is compiled with, fonts for PostScript, examples.
NEVER_READ = re.compile(r"\.(pyi|pxd|h|c|a|afm)$|/sample_data/")
# A reader's traceback shows lines of the book's own package.
OWN = "rereading"


def compile_distribution(folder: Path, wheels: list[str]) -> None:
    """Compile the standard library in `folder`, and `wheels` into one archive in their place."""
    library = next(path for path in sys.path if path.endswith(".zip"))
    with tempfile.TemporaryDirectory() as parts:
        shutil.unpack_archive(folder / LIBRARY, parts)
        with zipfile.ZipFile(folder / LIBRARY, "w") as new:
            for file in compiled(Path(parts), library):
                # A name alone carries no time, so that the archive is the same on every day.
                entry = zipfile.ZipInfo(file.relative_to(parts).as_posix())
                new.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    site = sysconfig.get_path("purelib")
    for wheel in wheels:
        shutil.unpack_archive(folder / wheel, site, "zip")
        (folder / wheel).unlink()
    importlib.import_module("matplotlib.font_manager")  # its first start writes a list of fonts
    files, packed = list(compiled(Path(site), site)), io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as new_tar:
        for path in sorted({*files, *(folder for file in files for folder in file.parents[:-1])}):
            entry_of = new_tar.gettarinfo(path)
            entry_of.mtime = 0
            new_tar.addfile(entry_of, path.open("rb") if path.is_file() else None)
    (folder / PACKAGES).write_bytes(gzip.compress(packed.getvalue(), 6, mtime=0))


def compiled(folder: Path, place: str) -> Iterator[Path]:
    """Compile the modules in `folder`, which tracebacks call `place`; yield the files that are needed."""
    for part, others, beside in ((OWN, None, True), ("", re.compile(f"/{OWN}/"), False)):
        compileall.compile_dir(
            folder / part, quiet=2, legacy=not beside, rx=others, stripdir=str(folder),
            prependdir=place, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        )  # fmt: skip
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        source = file.suffix == ".py" and file.with_suffix(".pyc").exists()
        if not source and not NEVER_READ.search(file.as_posix()):
            yield file
