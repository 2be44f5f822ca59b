"""Every page as the notebook that readers get, alone, in another folder, without a network."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest
from notebooks import NO_NETWORK, OFFERED, executed


@pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)
def test_a_page_runs_alone_and_shows_its_charts(source: Path) -> None:
    """A cell that fails fails the test."""
    outputs = [out for cell in executed(source).cells for out in cell.get("outputs", [])]
    pictures = [out for out in outputs if "image/png" in out.get("data", {})]
    text = source.read_text("utf-8")
    assert bool(pictures) == ("rereading.plates" in text or "charts.chart" in text)
    assert all(picture.data.get("text/html") or picture.data["text/plain"] for picture in pictures)


def test_the_network_of_that_test_is_closed() -> None:
    notebook = nbformat.v4.new_notebook()
    ask = "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in (NO_NETWORK, ask)]
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="the network is closed"):
        nbclient.NotebookClient(notebook, timeout=60).execute()
