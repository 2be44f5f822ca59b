"""The front page at the site's own address: the same page, its links led from there."""

from __future__ import annotations

import posixpath
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.application import Sphinx

ADDRESSES = ("href", "src")


def write_front(app: Sphinx, failure: Exception | None) -> None:
    """Write `index.html` of the site from its front page; without it a bare redirect is written."""
    if failure is None and app.builder.format == "html":
        page, site = app.config.root_doc, Path(app.outdir)
        text = (site / f"{page}.html").read_text("utf-8")
        (site / "index.html").write_text(
            moved(text, posixpath.dirname(page)), "utf-8", newline="\n"
        )


def moved(page: str, folder: str) -> str:
    """Return a page of `folder` as it reads from the folder above: each of its addresses led there."""
    soup = BeautifulSoup(page, "html.parser")
    for name in ADDRESSES:
        for tag in soup.select(f"[{name}]"):
            address = str(tag[name])
            if ":" not in address and address[0] not in "#/":
                place, mark, rest = address.partition("#")
                tag[name] = posixpath.normpath(posixpath.join(folder, place)) + mark + rest
    for data in soup.select('script[type="application/ld+json"]'):
        data.string = str(data.string).replace('"../', '"')
    return str(soup)
