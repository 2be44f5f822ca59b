"""The wheels that live pages load: this package, and one that is packed again as it is installed."""

from __future__ import annotations

import base64
import csv
import io
import os
import time
import tomllib
import zipfile
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

MADE = 1580601600  # 2 February 2020 for every file, so that a wheel is the same on every day
# What an installer adds to a wheel's own files.
ADDED = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json"}


def wheel_name(root: Path) -> str:
    """Return the file name of the wheel of `rereading`, "" where its project is not at `root`."""
    project = root / "pyproject.toml"
    if not project.is_file():
        return ""
    version = tomllib.loads(project.read_text("utf-8"))["project"]["version"]
    return f"rereading-{version}-py3-none-any.whl"


def own_wheel(root: Path, folder: Path) -> Path:
    """Build the wheel of `rereading`, tables included, into `folder`; return its path."""
    from hatchling.builders.wheel import WheelBuilder  # noqa: PLC0415

    wheel = Path(next(WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])))
    return _dated(wheel)


def installed_wheel(name: str, folder: Path) -> Path:
    """Pack an installed package of pure Python into `folder` as a wheel; return its path."""
    package = distribution(name)
    files = {
        file.as_posix(): Path(str(file.locate())).read_bytes()
        for file in package.files or []
        if file.name not in ADDED and file.suffix != ".pyc"
    }
    home = f"{name}-{package.version}.dist-info"
    record = io.StringIO()
    lines = csv.writer(record, lineterminator="\n")
    for path, content in sorted(files.items()):
        digest = base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
        lines.writerow([path, f"sha256={digest}", len(content)])
    lines.writerow([f"{home}/RECORD", "", ""])
    files[f"{home}/RECORD"] = record.getvalue().encode()
    wheel = folder / f"{name}-{package.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in sorted(files.items()):
            packed.writestr(
                zipfile.ZipInfo(path, time.gmtime(MADE)[:6]), content, zipfile.ZIP_DEFLATED
            )
    return _dated(wheel)


def _dated(wheel: Path) -> Path:
    # The index of wheels tells when each was made.
    os.utime(wheel, (MADE, MADE))
    return wheel
