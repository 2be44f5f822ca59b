"""What the tests of live pages need: Pyodide from disk, a runner of cells in Pyodide."""

import os
from pathlib import Path

DRAWN = ".jp-OutputArea-output figure img"  # a figure of the book in a live page
SETTING = "REREADING_PYODIDE"
SCRIPT = Path(__file__).with_suffix(".js")
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "pyodide"


def distribution() -> Path | None:
    """Return the Pyodide distribution that the environment names, or one beside the checkout."""
    if os.environ.get(SETTING):
        return Path(os.environ[SETTING])
    return next(iter(sorted(BESIDE.glob("*.tar.bz2"))), None)


# In Pyodide: each notebook in a namespace of its own; what its cells show, as JSON.
RUNNER = """
import json, logging, os, sys
os.environ["MPLBACKEND"] = "agg"
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
InteractiveShell.history_load_length = 0
shell = InteractiveShell.instance()

def run_cells(sources):
    shell.reset(new_session=True)
    shown = []
    for source in json.loads(sources):
        values = []
        shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=values)
        with capture_output() as said:
            result = shell.run_cell(source)
        error = result.error_before_exec or result.error_in_exec
        if error:
            return json.dumps({"error": f"{type(error).__name__}: {error}", "cell": source})
        shown.append({
            "text": said.stdout + said.stderr,
            "outputs": [o.data for o in said.outputs] + [value["data"] for value in values],
        })
    return json.dumps({"shown": shown})
"""
