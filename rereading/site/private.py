"""The names of libraries that are used without being promised: all that the site needs stand here.

`tests/test_private.py` fails when a new version changes one. Beside these, `rereading.site` itself
keeps `rfc3987_syntax` out, a grammar that jsonschema loads if it is there.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, ClassVar

import myst_nb.sphinx_
import nbformat
from myst_nb.core.execute.inline import NotebookClientInline
from nbformat import NotebookNode

from rereading.site import cache


def remember_outputs(folder: str) -> None:
    """Let pages be run by `CachingClient`, if there is a `folder` for what their cells say."""
    if folder:
        CachingClient.folder = Path(folder)
        # MyST-NB chooses its client by a name of its own and offers no other way to give it one.
        myst_nb.sphinx_.create_client = CachingClient


class CachingClient(NotebookClientInline):
    """Runs a page's cells, or says again what the very same cells said in the last good build.

    A page whose code differs in a letter runs anew, whole; a new expression wakes the kernel too.
    """

    folder: ClassVar[Path]

    def __init__(self, notebook: NotebookNode, source: str, *more: Any, **_: Any) -> None:
        super().__init__(notebook, Path(source), *more[:2])
        self._code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        code = json.dumps([(cell.source, cell.metadata) for cell in self._code])
        self._key = hashlib.sha256(code.encode()).hexdigest()
        self._file = self.folder / f"{hashlib.sha256(source.encode()).hexdigest()}.json"
        self._known = cache.load(self._file, self._key)
        self._awake = self._known is None
        self._at = -1  # the last cell asked for: an expression may change with it

    def start_client(self) -> None:
        """Start the kernel, or fill in what the cells said."""
        if self._known is None:
            super().start_client()
            self._known = {"values": {}}
            return
        self.notebook.metadata["language_info"] = self._known["language"]
        for cell, (count, outputs) in zip(self._code, self._known["cells"], strict=True):
            cell.execution_count, cell.outputs = count, nbformat.from_dict(outputs)

    def code_cell_outputs(self, cell_index: int) -> tuple[int | None, list[NotebookNode]]:
        """Return the number and the outputs of a cell."""
        self._at = max(self._at, cell_index)
        if self._awake:
            super().code_cell_outputs(cell_index)
        cell = self.notebook.cells[cell_index]
        return cell.get("execution_count"), cell.get("outputs", [])

    def eval_variable(self, name: str) -> list[NotebookNode]:
        """Return the outputs of an expression at this point of the page."""
        values = self._known["values"]
        ran = sum(cell.cell_type == "code" for cell in self.notebook.cells[: self._at + 1])
        place = f"{ran} {name}"
        if place not in values:
            if not self._awake:
                self._awake = True
                super().start_client()
                super().code_cell_outputs(self._at)
            values[place] = super().eval_variable(name)
        return [nbformat.from_dict(output) for output in values[place]]

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
            self._known["language"] = self.notebook.metadata.get("language_info")
            self._known["cells"] = [(cell.execution_count, cell.outputs) for cell in self._code]
            cache.save(self._file, self._key, self._known)
