"""Look every pin of `requirements.lock` and `book/_static` up in a public list: osv.dev."""

import json
import re
import sys
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
LIST = "https://api.osv.dev/v1/querybatch"
# Each file that is published as its package has it, or wrapped: the package, its version, the file there.
VENDORED = {
    "vendor/vega.min.js": ("vega", "6.4.0", "build/vega.min.js"),
    "vendor/vega-interpreter.js": ("vega-interpreter", "2.3.2", "build/vega-interpreter.js"),
    "reveal/reveal.js": ("reveal.js", "6.0.2", "dist/reveal.js"),
    "reveal/reveal.css": ("reveal.js", "6.0.2", "dist/reveal.css"),
}


def pins() -> list[tuple[str, str, str]]:
    """Return all pins: registry, package, version."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    python = re.findall(r"(?m)^([\w.-]+)==([^ \\]+)", lock)
    node = sorted({(name, version) for name, version, _ in VENDORED.values()})
    return [("PyPI", *pin) for pin in python] + [("npm", *pin) for pin in node]


def main(address: str) -> int:
    """Print what the list at `address` knows of the pins; return 0 if it was asked and knows nothing."""
    asked = pins()
    queries = [
        {"package": {"ecosystem": registry, "name": name}, "version": version}
        for registry, name, version in asked
    ]
    request = Request(address, json.dumps({"queries": queries}).encode())
    try:
        with urlopen(request, timeout=60) as answer:
            results = json.load(answer)["results"]
    except OSError as error:
        print(f"{address} could not be asked ({error}): no pin was looked up.", file=sys.stderr)
        return 2
    known = [
        f"{name} {version}: https://osv.dev/vulnerability/{each['id']}"
        for (_, name, version), result in zip(asked, results, strict=True)
        for each in result.get("vulns", [])
    ]
    print(*known, f"{len(asked)} pins looked up, {len(known)} known vulnerabilities.", sep="\n")
    return int(bool(known))


if __name__ == "__main__":
    sys.exit(main(LIST))
