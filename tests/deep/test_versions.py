"""Every notebook on the oldest libraries it is said to run on, and on the newest: the same results."""

import json
import subprocess
import venv
from pathlib import Path

import pytest
from helpers import ROOT, rounded

from rereading.site.wheels import own_wheel

RUNNERS = ["ipykernel", "nbclient", "nbformat"]
ENDS = {
    "oldest": ["pandas==2.2.*", "matplotlib==3.8.*", "numpy<2"],
    "newest": ["pandas", "matplotlib"],
}
# Runs notebooks where the package is installed, and says what their sentences, charts and cards say.
RUN = """
import json, pathlib, re, sys
import nbclient, nbformat
said = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    try:
        nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": sys.argv[2]}}).execute()
    except Exception as error:
        said[path.stem] = [f"{type(error).__name__}: {error}"[-1500:]]
        continue
    outputs = [o.get("data", {}) for c in notebook.cells for o in c.get("outputs", [])]
    texts = [data.get("text/markdown") or data.get("text/html") or "" for data in outputs]
    kept = [t for t in texts if t and 'class="dataframe"' not in t]
    said[path.stem] = [re.sub(r'src="data:[^"]*"|<svg.*?</svg>', "", t, flags=re.S) for t in kept]
print(json.dumps(said))
"""


def said_with(libraries: list[str], wheel: Path, notebooks: Path, folder: Path) -> dict:
    """Return what every notebook says, by page, where some libraries are installed in `folder`."""
    venv.create(folder, with_pip=True)
    python = next(path for path in folder.glob("*/python*") if path.stem == "python")
    install = [python, "-m", "pip", "install", "-q", *libraries, *RUNNERS, str(wheel)]
    done = subprocess.run(install, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"{libraries} cannot be installed here: {done.stderr[-300:]}")
    run = [python, "-c", RUN, str(notebooks), str(folder)]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    return {page: list(map(rounded, texts)) for page, texts in json.loads(done.stdout).items()}


def test_each_notebook_runs_on_both_ends_and_says_the_same(site, tmp_path):
    wheel = own_wheel(ROOT, tmp_path)
    oldest, newest = (
        said_with(libraries, wheel, site / "notebooks", tmp_path / name)
        for name, libraries in ENDS.items()
    )
    assert len(oldest) > 20 and oldest == newest
    assert any("percent" in text for text in oldest["imports"])
