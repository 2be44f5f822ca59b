"""The wheels that live pages load: this package, and one that is packed again as it is installed."""

import os
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from rereading.site.zips import MADE, zipped

# What an installer adds to a wheel's own files.
ADDED = (".pyc", "/INSTALLER", "/REQUESTED", "/direct_url.json", "/uv_cache.json")


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
    os.utime(wheel, (MADE, MADE))  # the index of wheels tells when each was made
    return wheel


def installed_wheel(name: str, folder: Path) -> None:
    """Pack the files that an installed package of pure Python records as a wheel in `folder`."""
    package = distribution(name)
    lines = sorted((package.read_text("RECORD") or "").splitlines())
    record = {line.split(",")[0]: line for line in lines if not line.split(",")[0].endswith(ADDED)}
    wheel = folder / f"{name}-{package.version}-py3-none-any.whl"
    files = {path: Path(str(package.locate_file(path))).read_bytes() for path in record}
    own = next(path for path in record if path.endswith("/RECORD"))
    files[own] = "\n".join([*record.values(), ""]).encode()
    wheel.write_bytes(zipped(files))
    os.utime(wheel, (MADE, MADE))
