"""`python -m rereading.site.live [DISTRIBUTION]`: build the book with every page live in it.

The live site is JupyterLite in `live/` of the built book: the pages as notebooks, the tables, and
`rereading` as a wheel. Python itself (Pyodide) comes from the public distribution that the pinned
kernel names, or from one on disk, a folder or a packed one, which then becomes part of the site.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import nbformat

from rereading.site import build
from rereading.site.extension import NOTEBOOKS
from rereading.site.runtime import ASKED, RUNTIME, put_runtime, start_sooner
from rereading.site.wheels import installed_wheel, own_wheel
from rereading.site.zips import MADE

KERNEL = "@jupyterlite/pyodide-kernel-extension"
KERNEL_FOLDER = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / KERNEL
APP = "notebooks"  # of JupyterLite: shows a single notebook and nothing around it
# Without this name JupyterLite asks the reader which kernel to take.
KERNELSPEC = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
# The first cell, where Python does not come with the site.
INSTALL = """%pip install -q rereading
import logging
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it reports its first start"""


def main(root: Path, given: Path | None) -> int:
    """Build with live pages, the distribution `given` among them; return 0, or 1 on a fault."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if given is not None:
            try:
                put_runtime(given, work / RUNTIME)
            except (OSError, LookupError, ValueError) as fault:
                print(f"{given} cannot be used: {fault}\n\n{build.NOT_BUILT}", file=sys.stderr)
                return 1
        return build.main(root, lambda site: add_live(root, site, work))


def add_live(root: Path, site: Path, work: Path) -> None:
    """Add live pages to a book in `site`; `static/pyodide` in the folder `work` is taken along."""
    live, runtime = site / "live", work / RUNTIME
    hosted = runtime.is_dir()
    wheels = runtime if hosted else work / "pypi"
    wheels.mkdir(exist_ok=True)
    own_wheel(root, wheels)
    installed_wheel("comm", wheels)  # the kernel asks for it, and no distribution has it
    settings: dict[str, Any] = {"disablePyPIFallback": True}
    loaded = 0
    if hosted:
        for wheel in (KERNEL_FOLDER / "static" / "pypi").glob("[ip]*.whl"):
            shutil.copy(wheel, runtime)
        loaded = start_sooner(runtime, root / "book" / "_live" / "start.js")
        settings["loadPyodideOptions"] = {"packages": ASKED}
    write_contents(root, site / NOTEBOOKS, work / "contents", "" if hosted else INSTALL)
    run_jupyterlite(work, live, settings)
    pages = sorted(page.stem for page in (site / NOTEBOOKS).glob("*.ipynb"))
    write_doors(root, live, pages, loaded)


def write_contents(root: Path, notebooks: Path, folder: Path, first: str) -> None:
    """Write what a live page finds beside it to `folder`: tables, and notebooks begun by `first`."""
    shutil.copytree(root / "data", folder / "data")
    (folder / NOTEBOOKS).mkdir()
    for source in sorted(notebooks.glob("*.ipynb")):
        text = nbformat.writes(for_the_browser(nbformat.read(source, as_version=4), first))
        (folder / NOTEBOOKS / source.name).write_text(text + "\n", encoding="utf-8", newline="\n")


def for_the_browser(notebook: nbformat.NotebookNode, first: str) -> nbformat.NotebookNode:
    """Return a page's notebook for Pyodide: its kernel, its edition, a hidden cell of `first` if any."""
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    # By which run.js knows a copy that a browser keeps of an earlier one.
    notebook.metadata["edition"] = sha256(nbformat.writes(notebook).encode()).hexdigest()
    code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    if code and first:
        cell = nbformat.v4.new_code_cell(first, metadata={"jupyter": {"source_hidden": True}})
        cell["id"] = "install"
        notebook.cells.insert(code[0], cell)
    return notebook


def run_jupyterlite(folder: Path, out: Path, kernel: dict[str, Any]) -> None:
    """Build the contents of `folder` as JupyterLite into `out`. Raises `ChildProcessError` if that fails."""
    build = {
        "apps": [APP, "tree"],
        "contents": [str(folder / "contents")],
        "output_dir": str(out),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        # Only the kernel, whatever else is installed beside it.
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(KERNEL_FOLDER)],
        # The lists of files tell when each was made: on one day, so that two builds are the same.
        "source_date_epoch": MADE,
    }
    run = {
        "appName": "Fifty-six percent of what?",
        "exposeAppInBrowser": True,  # for run.js
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": run}
    files = {"jupyter_lite_config": {"LiteBuildConfig": build}, "jupyter-lite": settings}
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr)[-3000:]
        raise ChildProcessError(f"JupyterLite was not built:\n{said}")


def write_doors(root: Path, live: Path, pages: list[str], loaded: int) -> None:
    """Write the page that a button leads to, and our scripts. A start loads so many bytes from here."""
    source = root / "book" / "_live"
    for name in ("open.js", "run.js", "run.css"):
        shutil.copy(source / name, live / name)
    address = f"{RUNTIME.as_posix()}/" if loaded else default_runtime()
    door = (source / "open.html").read_text("utf-8")
    door = door.replace("@runtime@", escape(address)).replace("@pages@", escape(" ".join(pages)))
    (live / "open.html").write_text(door, encoding="utf-8", newline="\n")
    index = live / APP / "index.html"
    # An icon too: JupyterLite names its own so late that browsers look for one at the host's root.
    ours = f"""<link rel="icon" href="../../_static/favicon.svg">
    <link rel="stylesheet" href="../run.css">
    <script src="../run.js" data-bytes="{loaded}" defer></script></head>"""
    index.write_text(index.read_text("utf-8").replace("</head>", ours, 1), encoding="utf-8")


def default_runtime() -> str:
    """Return the address of the public distribution that the pinned kernel names, with a slash."""
    file = KERNEL_FOLDER / "static" / "schema" / "kernel.v0.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    return str(schema["properties"]["pyodideUrl"]["default"]).rsplit("/", 1)[0] + "/"


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2], Path(sys.argv[1]) if sys.argv[1:] else None))
