"""`python -m rereading release 1.2.0`: make what stands in the folder a new edition of the book.

It writes the version, and the day, wherever the book says which edition it is, and closes the list of
what changed. PDF, e-book, packages, workbooks and pages take both from `CITATION.cff`.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Of each file, the line that there is once, and what takes its place.
PLACES = [
    ("pyproject.toml", r'^version = ".*"$', 'version = "{version}"'),
    ("data/datapackage.json", r'^  "version": ".*",$', '  "version": "{version}",'),
    ("CITATION.cff", r"^version: .*$", "version: {version}"),
    ("CITATION.cff", r"^date-released: .*$", "date-released: {day}"),
    ("CHANGELOG.md", r"^## Unreleased$", "## Unreleased\n\n## {version}, {day}"),
]


def release(root: Path, version: str, day: str) -> str:
    """Write `version` and `day` (ISO) into the files of `root`; return the commands left to do.

    Raises `ValueError` with a sentence for a version that is none or not later, for changes that are
    not committed, and where the CHANGELOG says nothing new. Then nothing is written.
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"{version!r} is no version; name one as in `release 1.2.0`.")
    now = re.findall(r"(?m)^version: (.*)$", (root / "CITATION.cff").read_text("utf-8"))[0]
    this, last = (tuple(map(int, each.split("."))) for each in (version, now))  # 1.10 after 1.9
    if this <= last:
        raise ValueError(f"The book is edition {now} already; {version} is not later.")
    news = re.split(r"(?m)^## ", (root / "CHANGELOG.md").read_text("utf-8"))[1]
    if not re.match(r"Unreleased\n+- ", news):
        raise ValueError("CHANGELOG.md lists nothing under *Unreleased*: write there what changed.")
    git = ["git", "status", "--porcelain"]
    if found := subprocess.run(git, cwd=root, capture_output=True, text=True, check=True).stdout:
        raise ValueError(f"These files are changed or new; commit them first:\n{found}")
    for name, line, new in PLACES:
        text = (root / name).read_text("utf-8")
        text, count = re.subn(line, new.format(version=version, day=day), text, flags=re.M)
        assert count == 1, f"{name} has {count} lines like {line}"
        (root / name).write_text(text, "utf-8", newline="\n")
    return f'git commit --all --message "Edition {version}"\ngit tag v{version}'


if __name__ == "__main__":
    try:
        left = release(ROOT, " ".join(sys.argv[1:]), datetime.now(UTC).date().isoformat())
    except ValueError as error:
        sys.exit(str(error))
    print(f"Version and day are written. Look at `git diff`, run `make test`, then:\n\n{left}")
