"""What a build takes over from the last good one, and when it may not.

Edit a sentence, and `make book` reads that page alone, and runs its cells only if their code is new.
All else that a page can depend on goes into one checksum: the data, this package, the layout, the
settings, the libraries. Where that differs the book is built from nothing, as on a fresh clone.
"""

import hashlib
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import rereading

LIBRARIES = Path(sysconfig.get_path("purelib"))
CACHE = ".cache"  # in `_build`: what the last good build read and ran, and its checksum
SUM = "checksum"
PUBLISHED = ("REREADING_BASEURL", "REREADING_REPOSITORY")  # where to, if the environment says so
SETTINGS = (
    *("_config.yml", "_toc.yml", "data", "CITATION.cff", "pyproject.toml"),
    *("book/_templates", "book/_static", "book/_live", "book/_root"),
)


def checksum(root: Path) -> str:
    """Return a checksum of all that the pages of the book below `root` depend on but their text."""
    package = Path(rereading.__file__).parent
    code = [file for file in package.rglob("*") if "__pycache__" not in file.parts]
    settings = [file for name in SETTINGS for file in (root / name, *(root / name).rglob("*"))]
    libraries = sorted(folder.name for folder in LIBRARIES.glob("*.dist-info"))
    published = [os.environ.get(name) for name in PUBLISHED]
    return checksum_of([*code, *settings], f"{sys.version} {root} {libraries} {published}")


def checksum_of(paths: Iterable[Path], more: str = "") -> str:
    """Return a checksum of the names and contents of those `paths` that are files."""
    total = hashlib.sha256(more.encode())
    for file in sorted(path for path in paths if path.is_file()):
        total.update(f"{file}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return total.hexdigest()


def take_over(build: Path, work: Path, fits: str) -> bool:
    """Copy the last site and its cache from `build` to `work`, if its checksum is `fits`; say if so."""
    file = build / CACHE / SUM
    if not file.is_file() or file.read_text("utf-8") != fits:
        return False
    for name in (CACHE, "html"):
        shutil.copytree(build / name, work / name)
    return True


def pages_that_differ(
    _app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Return the pages whose text is not what was read before: the times of files may mislead."""
    now = {name: checksum_of([Path(env.doc2path(name))]) for name in env.found_docs}
    before = getattr(env, "page_checksums", {})
    env.page_checksums = now  # type: ignore[attr-defined]
    return [name for name in now if name not in added and now[name] != before.get(name)]


def pages_to_write_too(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all pages if what others show or link to, a title or a place, is new in one, else none."""
    std = env.domaindata["std"]
    titles = {name: title.astext() for name, title in env.titles.items()}
    slugs = {name: page.get("myst_slugs") for name, page in env.metadata.items()}
    shown = (titles, slugs, std["labels"], std["objects"])
    now = [sorted(map(repr, part.items())) for part in shown]
    before = getattr(env, "shown_to_others", now)
    env.shown_to_others = now  # type: ignore[attr-defined]
    return [] if now == before else sorted(env.found_docs)
