"""`python -m rereading.site.serve [PORT]`: serve the built book as a careful host would.

Compressed, with the headers of `headers`, on this machine alone. A host takes the same headers
from the file `_headers` of the site.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from tornado.web import Application, RedirectHandler, StaticFileHandler

ADDRESS, PORT = "127.0.0.1", 8000
NOT_FOUND = "404.html"  # what a host shows in place of a page that is not there
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
# Python in the browser compiles; and JupyterLite brings styles and workers of its own.
LIVE_POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"
)
COMMON = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}


def headers(path: str) -> dict[str, str]:
    """Return the headers to send with a file of the site, by its path from the root."""
    policy = LIVE_POLICY if path.startswith("live/") else POLICY
    return {"Content-Security-Policy": policy, **COMMON}


def headers_file() -> str:
    """Return what the site's `_headers` says, in the form that hosts of static sites read."""
    blocks = {"/*": headers(""), "/live/*": headers("live/")}
    lines = [
        line
        for place, sent in blocks.items()
        for line in (place, *(f"  {name}: {value}" for name, value in sent.items()))
    ]
    return "\n".join(lines) + "\n"


class Files(StaticFileHandler):
    """Files of the site with their headers; those with a version in their address are kept."""

    def set_extra_headers(self, path: str) -> None:
        """Add the headers of a file."""
        for name, value in headers(path.replace("\\", "/")).items():
            self.set_header(name, value)
        if not self.get_cache_time(path, self.modified, ""):
            self.set_header("Cache-Control", "no-cache")  # kept, but asked after: books are rebuilt

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer for a page that is not there with the site's own page that says so."""
        page = Path(self.root) / NOT_FOUND
        if status_code != 404 or not page.is_file():
            super().write_error(status_code, **kwargs)
            return
        for name, value in headers("").items():
            self.set_header(name, value)
        self.finish(page.read_bytes())


def application(site: Path) -> Application:
    """Return the server of a site."""
    return Application(
        [
            (r"/()", RedirectHandler, {"url": "/book/index.html"}),
            (r"/(.*)", Files, {"path": str(site)}),
        ],
        compress_response=True,
        log_function=lambda handler: None,
    )


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
