"""`python -m rereading.site.check`: hold `data/` against its description, in three ways.

First the reader of this book (`rereading.data`), whose messages say what to do; then the seals, the
hash of each file in its description, so that no table changes unseen; then Frictionless, a library
that knows the Data Package standard and nothing of this book. `--seal` renews the seals.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from rereading.data import DATA, check_folder, descriptor, table_names


def main(folder: Path) -> int:
    """Print what is wrong with the tables of `folder`; return 0 if nothing is, else 1."""
    problems = check_folder(folder) or broken_seals(folder) or foreign_problems(folder)
    if problems:
        print("\n\n".join(problems), file=sys.stderr)
        return 1
    print(f"The {len(table_names(folder))} tables of {folder.name}/ fit their description.")
    return 0


def broken_seals(folder: Path) -> list[str]:
    """Return one message for each table whose file is not the one its description was sealed with."""
    return [
        f"data/{resource['path']} is not the file that datapackage.json was sealed with.\n"
        "  to do:    look at `git diff data`; if every change is meant, run `make seal`"
        for resource in descriptor(folder)["resources"]
        if any(resource.get(key) != value for key, value in seal_of(folder, resource).items())
    ]


def seal(folder: Path) -> None:
    """Write hash and size of every table into the descriptor."""
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        resource.update(seal_of(folder, resource))
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def seal_of(folder: Path, resource: dict[str, Any]) -> dict[str, Any]:
    """Return the two properties of the Data Package standard that tell one file from another."""
    content = (folder / resource["path"]).read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def foreign_problems(folder: Path) -> list[str]:
    """Return what Frictionless finds wrong with the data package of `folder`."""
    import frictionless  # noqa: PLC0415 (only needed where the first check finds nothing)

    report = frictionless.validate(folder / "datapackage.json")
    errors = [("datapackage.json", error) for error in report.errors]
    errors += [(task.place, error) for task in report.tasks for error in task.errors]
    return [f"data/{Path(place).name}: {error.message}" for place, error in errors]


if __name__ == "__main__":
    if sys.argv[1:] == ["--seal"]:
        seal(DATA)
    sys.exit(main(DATA))
