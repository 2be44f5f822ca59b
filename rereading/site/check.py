"""`python -m rereading.site.check`: hold `data/` against its description; `--checksum` renews that."""

import json
import os
import sys
from pathlib import Path

from rereading.data import (
    DATA,
    DESCRIPTOR,
    DataError,
    check_folder,
    checksum,
    read_rows,
    table_names,
)


def main(folder: Path, renew: bool = False) -> int:
    """Print what is wrong with the tables of `folder`, and return 1, or that they fit, and 0."""
    try:
        if renew:
            write_checksums(folder)
    except (OSError, DataError) as error:
        print(f"{error}\n\nNo checksum was written.", file=sys.stderr)
        return 1
    if problems := check_folder(folder):
        print("\n\n".join(problems), file=sys.stderr)
        return 1
    say(f"The {len(table_names(folder))} tables of {folder.name}/ fit their description.")
    return 0


def say(text: str) -> None:
    """Print what went well, to nobody if whoever read along has left."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_checksums(folder: Path) -> None:
    """Write the checksum of every table into the descriptor; `DataError` for one that cannot be read."""
    path = folder / DESCRIPTOR
    content = json.loads(path.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        resource["checksum"] = checksum(read_rows(folder / resource["path"]))
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(DATA, renew=sys.argv[1:] == ["--checksum"]))
