"""The names of libraries that are used without being promised: all that the site needs stand here.

`tests/test_private.py` fails when a new version changes one. Beside these, `rereading.site` itself
keeps `rfc3987_syntax` out, a grammar that jsonschema loads if it is there.
"""

import hashlib
import json
import os
import re
from functools import partial
from pathlib import Path
from typing import Any

import myst_nb.sphinx_
import nbformat
from myst_nb.core.execute.base import NotebookClientBase
from myst_nb.core.execute.inline import NotebookClientInline
from nbformat import NotebookNode

HideCodeCellNode = myst_nb.sphinx_.HideCodeCellNode  # the node of a folded cell
EXPRESSION = re.compile(r"\{eval\}`([^`]+)`")
FILLED = ("execution_count", "outputs")  # what running adds to a cell of code


def remember_outputs(folder: str) -> None:
    """Let pages say again what is kept in `folder` of the last good build, if there is one."""
    if folder:
        # MyST-NB chooses its client by a name of its own and offers no other way to give it one.
        myst_nb.sphinx_.create_client = partial(client, Path(folder))


def client(folder: Path, notebook: NotebookNode, source: str, *more: Any) -> NotebookClientBase:
    """Return what fills a page's outputs: by running it, or as before where its cells are the very same."""
    asked: list[Any] = []  # a block of prose more, with no number in it, makes no difference
    for cell in notebook.cells:
        code = cell.cell_type == "code"
        asked += [(cell.source, cell.metadata)] if code else EXPRESSION.findall(cell.source)
    key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    file = folder / f"{hashlib.sha256(os.fspath(source).encode()).hexdigest()}.json"
    known = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    made = (notebook, Path(source), *more[:2])
    if known.get("key") == key:
        return RepeatingClient(*made, known=known)
    return RecordingClient(*made, file=file, key=key)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook that are code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


class RepeatingClient(NotebookClientBase):
    """Fills in what cells and expressions said before; `known` is what `RecordingClient` wrote."""

    def __init__(self, *given: Any, known: dict[str, Any]) -> None:
        super().__init__(*given)
        self._known, self._values = known, iter(known["values"])

    def start_client(self) -> None:
        """Fill in the outputs of all cells."""
        self.notebook.metadata["language_info"] = self._known["language"]
        for cell, filled in zip(code_cells(self.notebook), self._known["cells"], strict=True):
            cell.update(nbformat.from_dict(filled))

    def eval_variable(self, _name: str) -> list[NotebookNode]:
        """Return the outputs of the next expression of the page."""
        return list(map(nbformat.from_dict, next(self._values)))


class RecordingClient(NotebookClientInline):
    """Runs a page's cells and writes what they and its expressions said to `file`, with its `key`."""

    def __init__(self, *given: Any, file: Path, key: str) -> None:
        super().__init__(*given)
        self._file, self._key = file, key
        self._values: list[list[NotebookNode]] = []

    def eval_variable(self, name: str) -> list[NotebookNode]:
        """Return the outputs of an expression at this point of the page."""
        self._values.append(super().eval_variable(name))
        return self._values[-1]

    def close_client(self, *error: Any) -> None:
        """Stop the kernel and write down what it said: a build that fails keeps none of it."""
        super().close_client(*error)
        language = self.notebook.metadata.get("language_info")
        cells = [{name: cell[name] for name in FILLED} for cell in code_cells(self.notebook)]
        said = {"language": language, "cells": cells, "values": self._values}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps({"key": self._key, **said}), encoding="utf-8")
