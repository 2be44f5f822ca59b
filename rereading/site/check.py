"""`python -m rereading.site.check`: hold `data/` against its description.

`--checksum` first writes the checksum of each table into its description, after a meant change.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rereading.data import (
    DATA,
    DESCRIPTOR,
    check_folder,
    checksum,
    read_rows,
    table_names,
)


def main(folder: Path) -> int:
    """Print what is wrong with the tables of `folder`; return 0 if nothing is, else 1."""
    if problems := check_folder(folder):
        print("\n\n".join(problems), file=sys.stderr)
        return 1
    print(f"The {len(table_names(folder))} tables of {folder.name}/ fit their description.")
    return 0


def write_checksums(folder: Path) -> None:
    """Write the checksum of every table into the descriptor."""
    path = folder / DESCRIPTOR
    content = json.loads(path.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        resource["checksum"] = checksum(read_rows(folder / resource["path"]))
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--checksum"]:
        write_checksums(DATA)
    sys.exit(main(DATA))
