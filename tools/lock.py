"""Write `requirements.lock`: the pins of `requirements.txt` with the hashes of their files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (
    "-m uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header "
    "--no-annotate --generate-hashes - --output-file requirements.lock"
)


def main() -> int:
    """Resolve the pins once more, for their hashes; return the resolver's exit status."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = "\n".join(line for line in lines if not line.startswith("-e")) + "\n"
    command = [sys.executable, *COMMAND.split()]
    return subprocess.run(command, cwd=ROOT, input=pins, text=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
