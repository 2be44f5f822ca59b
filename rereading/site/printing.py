"""Print pages of the built book to PDF with the system's Chromium, the same on every run."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

PAPERS = ("A4", "Letter")
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, None if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def printed(pages: Mapping[str, Path], chromium: str) -> dict[str, bytes]:
    """Return every page on every paper as a tagged PDF, by file name: `key-imports-A4.pdf`."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (needed for this alone)

    found = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(color_scheme="light")
        for name, path in pages.items():
            page.goto(path.as_uri())
            for paper in PAPERS:
                pdf = page.pdf(format=paper, print_background=True, tagged=True)
                found[f"{name}-{paper}.pdf"] = timeless(pdf)
        browser.close()
    return found


def timeless(pdf: bytes) -> bytes:
    """Return a PDF without the time at which it was made."""
    from pypdf import PdfWriter  # noqa: PLC0415

    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    title = writer.metadata.title if writer.metadata else None
    writer.metadata = {"/Title": title or ""}
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()
