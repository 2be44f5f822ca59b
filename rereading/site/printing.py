"""Print pages of the built book to PDF with the system's Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from rereading.site.fields import FIELD, fillable

PAPERS = ("A4", "Letter")
NAMES = ("chromium", "chromium-browser", "google-chrome")
# On paper a link to another page of the site would name a folder of this machine.
UNLINK = "document.querySelectorAll('a').forEach(a => a.protocol === 'file:' && a.removeAttribute('href'))"
# Where a pupil writes a link is printed, which `fields` makes a field to type in.
LINK_FIELDS = """start => document.querySelectorAll("[data-field]").forEach(place => {
  const link = document.createElement("a");
  const kind = place.matches(".box") ? "box?" : "text?";
  link.href = start + kind + encodeURIComponent(place.dataset.field);
  link.ariaLabel = place.dataset.field;
  (place.querySelector(".lines") || place).append(link);
})"""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, None if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def empty_page(chromium: str) -> Iterator[Page]:
    """Open an empty page in a Chromium that is started for it and closed after it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser.new_page(color_scheme="light")
        browser.close()


def opened(files: Mapping[str, Path], chromium: str) -> Iterator[tuple[str, Page]]:
    """Open one file after the other, without links to this machine; yield each with its name."""
    with empty_page(chromium) as page:
        for name, path in files.items():
            page.goto(path.as_uri())
            page.evaluate(UNLINK)
            page.evaluate(LINK_FIELDS, FIELD)
            yield name, page


def printed(sheets: Mapping[str, Path], chromium: str) -> dict[str, bytes]:
    """Return every sheet on every paper as a tagged PDF, by file name: `key-imports-A4.pdf`."""
    return {
        f"{name}-{paper}.pdf": fillable(page.pdf(format=paper, print_background=True, tagged=True))
        for name, page in opened(sheets, chromium)
        for paper in PAPERS
    }


def printed_slides(slides: Mapping[str, Path], chromium: str) -> dict[str, bytes]:
    """Return pages of slides as tagged PDFs, a page each slide, by file name: `slides-imports.pdf`."""
    pdfs = {}
    for name, page in opened(slides, chromium):
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
        pdfs[f"{name}.pdf"] = pdf
    return pdfs
