"""What a browser loads to show a page of a built site."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlparse

from bs4 import BeautifulSoup

LOADED = "script[src], img[src], link[rel=stylesheet], link[rel=preload], link[rel=icon]"


@cache
def parsed(file: Path) -> BeautifulSoup:
    """Return a page as a tree."""
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def files_of(site: Path, page: str) -> list[Path]:
    """Return the files of a site that a browser loads to show a page, itself first, each once."""
    addresses = [tag.get("src") or tag["href"] for tag in parsed(site / page).select(LOADED)]
    found = [found_at(site, page, at) for at in addresses if not urlparse(at).netloc]
    return list(dict.fromkeys([site / page, *found]))


def found_at(site: Path, page: str, address: str) -> Path:
    """Return the file at an address that a page names."""
    start = site if address.startswith("/") else (site / page).parent
    return (start / urlparse(address).path.lstrip("/")).resolve()


def loaded_bytes(site: Path, page: str) -> int:
    """Return what all those files weigh, uncompressed."""
    return sum(file.stat().st_size for file in files_of(site, page))
