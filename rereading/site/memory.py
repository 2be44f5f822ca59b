"""Runs a page's cells, or says again what the very same cells said in the last good build.

A build throws the memory away when anything but a page's own text has changed (see `again`). A page
whose code differs in a letter runs anew, whole, in a fresh kernel.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import Any

import myst_nb.sphinx_
import nbformat
from myst_nb.core.execute.inline import NotebookClientInline
from nbformat import NotebookNode
from sphinx.application import Sphinx

from rereading.site.again import recall, write_down
from rereading.site.render import OWN_FORMS


def remember(app: Sphinx) -> None:
    """Let pages be run by clients that remember, in the folder that `memory` names, if it does."""
    if app.config.memory:
        # MyST-NB chooses its client by a name of its own and offers no other way to give it one.
        myst_nb.sphinx_.create_client = partial(remembering_client, Path(app.config.memory))


def remembering_client(
    folder: Path, notebook: NotebookNode, source: str, config: Any, logger: Any, _format: Any = None
) -> RememberingClient:
    """Return a client for a page; its memory is a file in `folder`."""
    name = hashlib.sha256(source.encode()).hexdigest()
    return RememberingClient(folder / f"{name}.json", notebook, Path(source), config, logger)


class RememberingClient(NotebookClientInline):
    """MyST-NB's client, with a kernel only if some cell or expression is new."""

    def __init__(self, file: Path, notebook: NotebookNode, *args: Any) -> None:
        super().__init__(notebook, *args)
        self._file = file
        self._code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        code = json.dumps([(cell.source, cell.metadata) for cell in self._code])
        self._key = hashlib.sha256(code.encode()).hexdigest()
        self._said = recall(file, self._key)
        self._awake = not self._said
        self._at = -1  # the index of the last cell asked for: an expression may change with it

    def start_client(self) -> None:
        """Start the kernel, or fill in what the cells said."""
        if self._awake:
            super().start_client()
            self._said = {"key": self._key, "values": {}}
            return
        self.notebook.metadata["language_info"] = self._said["language"]
        for cell, (count, outputs) in zip(self._code, self._said["cells"], strict=True):
            cell.execution_count, cell.outputs = count, nbformat.from_dict(outputs)

    def code_cell_outputs(self, cell_index: int) -> tuple[int | None, list[NotebookNode]]:
        """Return the number and the outputs of a cell."""
        self._at = max(self._at, cell_index)
        if self._awake:
            super().code_cell_outputs(cell_index)
        cell = self.notebook.cells[cell_index]
        for output in cell.get("outputs", []):
            keep_own_form(output)
        return cell.get("execution_count"), cell.get("outputs", [])

    def eval_variable(self, name: str) -> list[NotebookNode]:
        """Return the outputs of an expression at this point of the page."""
        ran = sum(cell.cell_type == "code" for cell in self.notebook.cells[: self._at + 1])
        place = f"{ran} {name}"
        if place in self._said["values"]:
            return list(map(nbformat.from_dict, self._said["values"][place]))
        if not self._awake:
            self._awake = True
            super().start_client()
            super().code_cell_outputs(self._at)
        outputs: list[NotebookNode] = super().eval_variable(name)
        self._said["values"][place] = outputs
        return outputs

    def finalise_client(self) -> None:
        """Let a kernel, if there is one, hand over the state of its widgets."""
        if self._awake:
            super().finalise_client()

    def close_client(self, *error: Any) -> None:
        """Stop the kernel, if there is one, and write down what the cells said."""
        if not self._awake:
            return
        super().close_client(*error)
        if self._cell_error is None and error[0] is None:
            self._said["language"] = self.notebook.metadata.get("language_info")
            self._said["cells"] = [(cell.execution_count, cell.outputs) for cell in self._code]
            write_down(self._file, self._said)


def keep_own_form(output: NotebookNode) -> None:
    """Leave of an output that has a form made for the book no other: it would be stored thrice."""
    data = output.get("data", {})
    own = {mime: data[mime] for mime in OWN_FORMS if mime in data}
    if own:
        output["data"] = nbformat.from_dict(own)
