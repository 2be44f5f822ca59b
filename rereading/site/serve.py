"""`python -m rereading.site.serve [PORT]`: serve the built book as a careful host would.

Compressed, with the headers that the site's file `_headers` asks of any host, on this machine alone.
"""

from __future__ import annotations

import asyncio
import contextlib
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
    blocks = (site / HEADERS).read_text("utf-8").strip("/\n").split("\n/")
    *_, fitting = (b for b in blocks if path.startswith(b.splitlines()[0].rstrip("*")))
    return dict(line.strip().split(": ", 1) for line in fitting.splitlines()[1:])


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
        if status_code != 404:
            super().write_error(status_code, **kwargs)
            return
        self.set_extra_headers("")
        self.finish((Path(self.root) / NOT_FOUND).read_bytes())


def application(site: Path) -> Application:
    """Return the server of a site."""
    files = (r"/(.*)", Files, {"path": str(site), "default_filename": "index.html"})
    return Application([files], compress_response=True, log_function=lambda handler: None)


async def serve(site: Path, port: int) -> None:
    """Serve until interrupted."""
    application(site).listen(port, ADDRESS)
    print(f"The book is at http://{ADDRESS}:{port}/ (end with Ctrl+C)", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    built = Path(__file__).resolve().parents[2] / "_build" / "html"
    if not built.is_dir():
        sys.exit("There is no built book yet; run `make book`.")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(built, int(sys.argv[1]) if sys.argv[1:] else PORT))
