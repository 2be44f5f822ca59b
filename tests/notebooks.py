"""The pages as notebooks, each run once for all tests that look at what its cells show."""

import tempfile
from functools import cache
from pathlib import Path

import nbclient
import nbformat
from helpers import SOURCES

from rereading.site.notebooks import as_notebook, is_notebook

OFFERED = list(filter(is_notebook, SOURCES))  # the pages that readers get as notebooks

NO_NETWORK = """
import socket
def _refuse(*_):
    raise OSError("the network is closed")
socket.socket.connect = socket.socket.connect_ex = _refuse
socket.getaddrinfo = _refuse
"""


@cache
def executed(page: Path) -> nbformat.NotebookNode:
    """Return a page's notebook after all its cells have run, elsewhere, behind a closed network."""
    notebook = as_notebook(page)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(NO_NETWORK))
    with tempfile.TemporaryDirectory() as folder:
        where = {"metadata": {"path": folder}}
        nbclient.NotebookClient(notebook, timeout=120, resources=where).execute()
    del notebook.cells[0]
    return notebook
