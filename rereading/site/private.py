"""The names of libraries that are used without being promised: all that the site needs stand here.

`tests/test_private.py` fails when a new version changes one. Beside these, `rereading.site` itself
keeps `rfc3987_syntax` out, a grammar that jsonschema loads if it is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any, ClassVar

import myst_nb.sphinx_
import nbformat
from myst_nb.core.execute.inline import NotebookClientInline
from nbformat import NotebookNode

from rereading.site import cache

HideCodeCellNode = myst_nb.sphinx_.HideCodeCellNode  # the node of a folded cell
EXPRESSION = re.compile(r"\{eval\}`([^`]+)`")


def remember_outputs(folder: str) -> None:
    """Let pages be run by `CachingClient`, if there is a `folder` for what their cells say."""
    if folder:
        CachingClient.folder = Path(folder)
        # MyST-NB chooses its client by a name of its own and offers no other way to give it one.
        myst_nb.sphinx_.create_client = CachingClient


class CachingClient(NotebookClientInline):
    """Runs a page's cells, or says again what they said in the last good build.

    That holds for the very same cells and expressions in the same order; else the page runs anew.
    """

    folder: ClassVar[Path]

    def __init__(self, notebook: NotebookNode, source: str, *more: Any, **_: Any) -> None:
        super().__init__(notebook, Path(source), *more[:2])
        self._code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        asked = [
            (cell.source, cell.metadata)
            if cell.cell_type == "code"
            else EXPRESSION.findall(cell.source)
            for cell in notebook.cells
        ]
        self._key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
        self._file = self.folder / f"{hashlib.sha256(os.fspath(source).encode()).hexdigest()}.json"
        self._known = cache.load(self._file, self._key)
        self._values: list[Any] = []  # each expression asked so far, with its outputs

    def start_client(self) -> None:
        """Start the kernel, or fill in what the cells said."""
        if self._known is None:
            super().start_client()
            return
        self.notebook.metadata["language_info"] = self._known["language"]
        for cell, (count, outputs) in zip(self._code, self._known["cells"], strict=True):
            cell.execution_count, cell.outputs = count, nbformat.from_dict(outputs)

    def code_cell_outputs(self, cell_index: int) -> tuple[int | None, list[NotebookNode]]:
        """Return the number and the outputs of a cell."""
        if self._known is None:
            super().code_cell_outputs(cell_index)
        cell = self.notebook.cells[cell_index]
        return cell.get("execution_count"), cell.get("outputs", [])

    def eval_variable(self, name: str) -> list[NotebookNode]:
        """Return the outputs of an expression at this point of the page."""
        if self._known is None:
            self._values.append((name, super().eval_variable(name)))
        else:
            self._values.append(self._known["values"][len(self._values)])
        asked, outputs = self._values[-1]
        assert asked == name, f"{asked} was asked here in the last build, and now {name}"
        return [nbformat.from_dict(output) for output in outputs]

    def finalise_client(self) -> None:
        """Let a kernel, if there is one, hand over the state of its widgets."""
        if self._known is None:
            super().finalise_client()

    def close_client(self, *error: Any) -> None:
        """Stop the kernel, if there is one, and write down what the cells said."""
        if self._known is not None:
            return
        super().close_client(*error)
        if self._cell_error is None and error[0] is None:
            language = self.notebook.metadata.get("language_info")
            cells = [(cell.execution_count, cell.outputs) for cell in self._code]
            content = {"language": language, "cells": cells, "values": self._values}
            cache.save(self._file, self._key, content)
