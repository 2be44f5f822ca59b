"""What a build takes over from the last good one, and when it may not.

Edit a sentence, and `make book` reads that page alone. Everything else that a page can depend on
goes into a fingerprint: the data, this package, the layout, the settings, the libraries. Let any of
it differ, or the built site itself, and the book is built from nothing, as it is on a fresh clone.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import rereading

LIBRARIES = Path(sysconfig.get_path("purelib"))
KEPT = ".kept"  # in `_build`: what the last good build read and ran, and the fingerprint
STAMP, INFO = "stamp", ".buildinfo"
SETTINGS = ("_config.yml", "_toc.yml", "data", "book/_templates", "book/_static", "book/_live")


def fingerprint(root: Path) -> str:
    """Return a hash of all that the pages of the book below `root` depend on, but their own text."""
    package = Path(rereading.__file__).parent
    code = [file for file in package.rglob("*") if "__pycache__" not in file.parts]
    settings = [file for name in SETTINGS for file in (root / name, *(root / name).rglob("*"))]
    libraries = sorted(folder.name for folder in LIBRARIES.glob("*.dist-info"))
    start = hashlib.sha256(f"{sys.version} {root} {libraries}".encode())
    return hash_of([*code, *settings], start)


def hash_of(paths: Iterable[Path], start: Any = None) -> str:
    """Return a hash of the names and contents of those `paths` that are files."""
    total = start or hashlib.sha256()
    for file in sorted(path for path in paths if path.is_file()):
        total.update(f"{file}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return str(total.hexdigest())


def take_over(build: Path, work: Path, fits: str) -> bool:
    """Copy the last site and what was kept with it from `build` to `work`; return whether they fit.

    They do if the site was built at the fingerprint `fits` and is still as it was built.
    """
    kept, site = build / KEPT, build / "html"
    try:
        if (kept / STAMP).read_text("utf-8") != f"{fits} {hash_of(site.rglob('*'))}":
            return False
    except FileNotFoundError:
        return False
    shutil.copytree(site, work / "html")
    shutil.copytree(kept, work / KEPT)
    shutil.copy2(work / KEPT / INFO, work / "html" / INFO)
    return True


def put_aside(site: Path, kept: Path) -> None:
    """Move Sphinx's note of its own settings, no part of a site, from the site to what is kept."""
    (site / INFO).replace(kept / INFO)


def keep(work: Path, build: Path, fits: str) -> None:
    """Let what a build in `work` kept take its place in `build`, beside the site built with it."""
    stamp = f"{fits} {hash_of((build / 'html').rglob('*'))}"
    (work / KEPT / STAMP).write_text(stamp, encoding="utf-8")
    (work / KEPT).rename(build / KEPT)


def write_down(file: Path, said: dict[str, Any]) -> None:
    """Write down for the next build what was `said`; its `key` names what it hangs on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(said), encoding="utf-8")


def recall(file: Path, key: str) -> dict[str, Any]:
    """Return what was written down under this `key`; nothing if it was another."""
    said: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return said if said.get("key") == key else {}


# --- What Sphinx asks between reading and writing -------------------------------------------------


def pages_that_differ(
    _app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Return the pages whose text is not what was read before: the times of files may mislead."""
    now = {name: hash_of([Path(env.doc2path(name))]) for name in env.found_docs}
    before = getattr(env, "page_hashes", {})
    env.page_hashes = now  # type: ignore[attr-defined]
    return [name for name, found in now.items() if name not in added and found != before.get(name)]


def pages_to_write_too(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all pages if something that others may show or link to has changed in one, else none."""
    shown = {
        "titles": {name: title.astext() for name, title in env.titles.items()},
        "headings": {name: page.get("myst_slugs") for name, page in env.metadata.items()},
        "children": env.toctree_includes,
        "numbers": env.toc_fignumbers,
        **{name: part for name, part in env.domaindata["std"].items() if isinstance(part, dict)},
    }
    now = {name: sorted(map(repr, part.items())) for name, part in shown.items()}
    before = getattr(env, "shown_to_others", now)
    env.shown_to_others = now  # type: ignore[attr-defined]
    return [] if now == before else sorted(env.found_docs)
