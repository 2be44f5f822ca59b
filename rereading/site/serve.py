"""`python -m rereading.site.serve [PORT]`: serve the built book here, with its `_headers`, compressed."""

import argparse
import asyncio
import sys
from fnmatch import fnmatchcase
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, StaticFileHandler

ADDRESS, PORT = "127.0.0.1", 8000
# A browser sends what all servers of this machine gave it to keep; the usual 64 KB may not do.
MOST_HEADERS = 2**20  # bytes
# As Python knows them: a machine may say otherwise (Windows keeps a list that programs change).
KINDS = MimeTypes()
NOT_FOUND = "404.html"  # what a host shows in place of a page that is not there
HEADERS = "_headers"
PACKED = ".gz"  # compressed by the build, beside the file itself


def headers(site: Path, path: str) -> dict[str, str]:
    """Return the headers to send with a file of the site, by its path from the root.

    As hosts document it: all blocks of `_headers` that fit count, joined by commas for one header.
    """
    found: dict[str, str] = {}
    fits = False
    for line in (site / HEADERS).read_text("utf-8").splitlines():
        if line.startswith("/"):
            fits = fnmatchcase(f"/{path}", line)
        elif fits and not line.startswith("#"):
            name, value = line.strip().split(": ", 1)
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


class Files(StaticFileHandler):
    """Files of the site with their headers; those with a version in their address are kept."""

    packed = ""  # the ending of the file that is sent in place of the one that is asked for

    def prepare(self) -> None:
        """Choose the packed file, if there is one; a part of a compressed answer is the whole of it."""
        if "\0" in self.path_args[0]:  # no file has such a name
            raise HTTPError(404)
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.request.headers.pop("Range", None)  # counted in bytes before they are compressed
            if Path(self.root, self.path_args[0] + PACKED).is_file():
                self.packed, self.path_args = PACKED, [self.path_args[0] + PACKED]

    def get_content_type(self) -> str:
        """Return the kind of what is asked for, by how its name ends, not of the packed file."""
        kind, packed = KINDS.guess_type(str(self.absolute_path).removesuffix(self.packed))
        return "application/gzip" if packed else kind or "application/octet-stream"

    def set_extra_headers(self, path: str) -> None:
        """Add the headers of a file."""
        path = path.removesuffix(self.packed)
        if self.packed:
            self.set_header("Content-Encoding", "gzip")
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
        self.set_extra_headers(NOT_FOUND)
        self.finish(page.read_bytes())


def server(site: Path) -> HTTPServer:
    """Return the server of a site, which listens to no port yet."""
    files = (r"/(.*)", Files, {"path": str(site), "default_filename": "index.html"})
    answers = Application([files], compress_response=True, log_function=lambda handler: None)
    return HTTPServer(answers, max_header_size=MOST_HEADERS)


async def serve(site: Path, port: int) -> None:
    """Serve until interrupted."""
    server(site).listen(port, ADDRESS)
    print(f"The book is at http://{ADDRESS}:{port}/ (end with Ctrl+C)", flush=True)
    await asyncio.Event().wait()


def main(site: Path, port: int) -> int:
    """Serve the site; return 0 when interrupted, 1 if there is none or the port cannot be had."""
    if not site.is_dir():
        print("There is no built book yet; run `make book`.", file=sys.stderr)
        return 1
    try:
        asyncio.run(serve(site, port))
    except KeyboardInterrupt:
        print()
    except OSError as error:  # in use, or for the system alone
        other = f'"{sys.executable}" -m rereading serve {port + 1}'
        print(f"Port {port}: {error.strerror}. Name another one: {other}", file=sys.stderr)
        return 1
    return 0


def a_port(text: str) -> int:
    """Return the port that is typed. Raises `ArgumentTypeError` if it is none."""
    if not text.isdecimal() or not 0 < int(text) < 2**16:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 65535")
    return int(text)


if __name__ == "__main__":
    built = Path(__file__).resolve().parents[2] / "_build" / "html"
    words = argparse.ArgumentParser("serve", description="Serve the book as it was built last.")
    words.add_argument("port", nargs="?", type=a_port, default=PORT, help="%(default)s if unnamed")
    sys.exit(main(built, words.parse_args().port))
