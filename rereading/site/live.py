"""`python -m rereading.site.live [DISTRIBUTION]`: build the book with every page live in it.

The live site is JupyterLite in `live/` of the built book: the pages as notebooks, the tables, and
`rereading` as a wheel. Python itself (Pyodide) comes from the public distribution that the pinned
kernel names, or from one on disk, a folder or a packed one, which then becomes part of the site.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import nbformat

from rereading.site import build
from rereading.site.extension import NOTEBOOKS
from rereading.site.runtime import RUNTIME, RuntimeFault, put_runtime, runtime_files
from rereading.site.wheels import MADE, installed_wheel, own_wheel

KERNEL = "@jupyterlite/pyodide-kernel-extension"
# The app of JupyterLite that shows a single notebook and nothing around it, and the list of files.
APP, FILES = "notebooks", "tree"
# Without this name JupyterLite asks the reader which kernel to take.
KERNELSPEC = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
INSTALL = """%pip install -q rereading
import logging
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it reports its first start"""


def main(root: Path, given: Path | None) -> int:
    """Build the book below `root` with live pages, with the distribution `given` in the site if any.

    Returns 0, or 1 after saying what is wrong.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if given is not None:
            try:
                put_runtime(given, work / RUNTIME)
            except RuntimeFault as fault:
                print(f"{fault}\n\n{build.NOT_BUILT}", file=sys.stderr)
                return 1
        return build.main(root, lambda site: add_live(root, site, work))


def add_live(root: Path, site: Path, work: Path) -> None:
    """Add the live pages to a built book in `site`.

    `work` is a folder to work in; a distribution that lies in its `static/pyodide` is taken along.
    """
    live = site / "live"
    wheels = work / "pypi"
    wheels.mkdir()
    own_wheel(root, wheels)
    installed_wheel("comm", wheels)  # the kernel asks for it, and no distribution has it
    write_contents(root, site / NOTEBOOKS, work / "contents")
    write_settings(work, live)
    run_jupyterlite(work)
    write_doors(root, live, sorted(page.stem for page in (site / NOTEBOOKS).glob("*.ipynb")))


def write_contents(root: Path, notebooks: Path, folder: Path) -> None:
    """Write what a live page finds beside it to `folder`: every notebook and table."""
    shutil.copytree(root / "data", folder / "data")
    (folder / NOTEBOOKS).mkdir()
    for source in sorted(notebooks.glob("*.ipynb")):
        text = nbformat.writes(for_the_browser(nbformat.read(source, as_version=4)))
        (folder / NOTEBOOKS / source.name).write_text(text + "\n", encoding="utf-8", newline="\n")


def for_the_browser(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a page's notebook for Pyodide: its kernel, and a hidden cell that installs the wheel."""
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    if code:
        cell = nbformat.v4.new_code_cell(INSTALL, metadata={"jupyter": {"source_hidden": True}})
        cell["id"] = "install"
        notebook.cells.insert(code[0], cell)
    return notebook


def write_settings(folder: Path, out: Path) -> None:
    """Write to `folder` what JupyterLite shall build, into `out`, and how it shall run."""
    build = {
        "LiteBuildConfig": {
            "apps": [APP, FILES],
            "contents": [str(folder / "contents")],
            "output_dir": str(out),
            "cache_dir": str(folder / "cache"),
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            # Only the kernel, whatever else is installed beside it.
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": [str(kernel_folder())],
        }
    }
    run = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Fifty-six percent of what?",
            "exposeAppInBrowser": True,  # for run.js
            "litePluginSettings": {f"{KERNEL}:kernel": {"disablePyPIFallback": True}},
        },
    }
    for name, content in (("jupyter_lite_config.json", build), ("jupyter-lite.json", run)):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def kernel_folder() -> Path:
    """Return the folder of the installed kernel's scripts."""
    files = distribution("jupyterlite-pyodide-kernel").files or []
    found = next(file for file in files if file.as_posix().endswith(f"{KERNEL}/package.json"))
    return Path(str(found.locate())).resolve().parent


def run_jupyterlite(folder: Path) -> None:
    """Build what `folder` describes. Raises `ChildProcessError` with the last lines if that fails."""
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    # The lists of files tell when each was made: on one day, so that two builds are the same.
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(MADE)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChildProcessError(
            f"JupyterLite was not built:\n{(done.stdout + done.stderr)[-3000:]}"
        )


def write_doors(root: Path, live: Path, pages: list[str]) -> None:
    """Write the page that a button leads to, and set our script beside JupyterLite's."""
    source = root / "book" / "_live"
    for name in ("open.js", "run.js", "run.css"):
        shutil.copy(source / name, live / name)
    address, files = runtime_files(live, default_runtime())
    door = (source / "open.html").read_text("utf-8")
    for name, value in {"runtime": address, "files": files, "pages": " ".join(pages)}.items():
        door = door.replace(f"@{name}@", escape(value))
    (live / "open.html").write_text(door, encoding="utf-8", newline="\n")
    index = live / APP / "index.html"
    ours = '<link rel="stylesheet" href="../run.css"><script src="../run.js" defer></script></head>'
    index.write_text(index.read_text("utf-8").replace("</head>", ours, 1), encoding="utf-8")


def default_runtime() -> str:
    """Return the address of the public distribution that the pinned kernel names, with a slash."""
    schema: dict[str, Any] = json.loads(
        (kernel_folder() / "static" / "schema" / "kernel.v0.schema.json").read_text("utf-8")
    )
    return str(schema["properties"]["pyodideUrl"]["default"]).rsplit("/", 1)[0] + "/"


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2], Path(sys.argv[1]) if sys.argv[1:] else None))
