"""`python -m rereading.site.serve [PORT]`: serve the built book as a careful host would.

Compressed, with the headers that the site's file `_headers` asks of any host, on this machine alone.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from tornado.web import Application, StaticFileHandler

ADDRESS, PORT = "127.0.0.1", 8000
NOT_FOUND = "404.html"  # what a host shows in place of a page that is not there
HEADERS = "_headers"


def headers(site: Path, path: str) -> dict[str, str]:
    """Return the headers to send with a file of the site, by its path from the root.

    Those of the last block of `_headers` that fits: blocks begin with a place, `/live/*`.
    """
    found: dict[str, str] = {}
    for block in (site / HEADERS).read_text("utf-8").split("\n/"):
        place, *lines = block.strip("/\n").splitlines()
        if path.startswith(place.rstrip("*")):
            found = {name.strip(): value for name, value in (line.split(": ", 1) for line in lines)}
    return found


class Files(StaticFileHandler):
    """Files of the site with their headers; those with a version in their address are kept."""

    def set_extra_headers(self, path: str) -> None:
        """Add the headers of a file."""
        for name, value in headers(Path(self.root), path.replace("\\", "/")).items():
            self.set_header(name, value)
        if not self.get_cache_time(path, None, ""):
            self.set_header("Cache-Control", "no-cache")  # kept, but asked after: books are rebuilt

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer for a page that is not there with the site's own page that says so."""
        page = Path(self.root) / NOT_FOUND
        if status_code != 404 or not page.is_file():
            super().write_error(status_code, **kwargs)
            return
        self.set_extra_headers("")
        self.finish(page.read_bytes())


def application(site: Path) -> Application:
    """Return the server of a site."""
    where = {"path": str(site), "default_filename": "index.html"}
    files = [(r"/(.*)", Files, where)]
    return Application(files, compress_response=True, log_function=lambda handler: None)


async def serve(site: Path, port: int) -> None:
    """Serve until interrupted."""
    application(site).listen(port, ADDRESS)
    print(f"The book is at http://{ADDRESS}:{port}/ (end with Ctrl+C)", flush=True)
    await asyncio.Event().wait()


def main(site: Path, port: int) -> int:
    """Serve the site; return 0 when interrupted, 1 if there is none."""
    if not site.is_dir():
        print("There is no built book yet; run `make book`.", file=sys.stderr)
        return 1
    try:
        asyncio.run(serve(site, port))
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    built = Path(__file__).resolve().parents[2] / "_build" / "html"
    sys.exit(main(built, int(sys.argv[1]) if sys.argv[1:] else PORT))
