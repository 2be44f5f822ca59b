"""`python -m rereading.site.check`: hold `data/` against its description, in two ways.

First the reader of this book (`rereading.data`), whose messages say what to do; then Frictionless,
a library that knows the Data Package standard and nothing of this book.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rereading.data import DATA, check_folder, table_names


def main(folder: Path) -> int:
    """Print what is wrong with the tables of `folder`; return 0 if nothing is, else 1."""
    problems = check_folder(folder) or foreign_problems(folder)
    if problems:
        print("\n\n".join(problems), file=sys.stderr)
        return 1
    print(f"The {len(table_names(folder))} tables of {folder.name}/ fit their description.")
    return 0


def foreign_problems(folder: Path) -> list[str]:
    """Return what Frictionless finds wrong with the data package of `folder`."""
    import frictionless  # noqa: PLC0415 (only needed where the first check finds nothing)

    report = frictionless.validate(folder / "datapackage.json")
    errors = [("datapackage.json", error) for error in report.errors]
    errors += [(task.place, error) for task in report.tasks for error in task.errors]
    return [f"data/{Path(place).name}: {error.message}" for place, error in errors]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA))
