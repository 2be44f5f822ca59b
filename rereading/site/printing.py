"""Print pages of the built book to PDF with the system's Chromium."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
NO_CHROMIUM = (
    "Printing needs Chromium or Chrome 131 or newer, and there is none on this machine "
    "(Debian and Ubuntu: apt install chromium fonts-noto-cjk fonts-liberation)."
)
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


def printed(pages: Mapping[str, Path], chromium: str) -> dict[str, bytes]:
    """Return pages as PDFs by file name: `key-imports-A4.pdf`, or `slides-imports.pdf`, a page a slide."""
    pdfs = {}
    with empty_page(chromium) as page:
        for name, file in pages.items():
            page.goto(file.as_uri())
            page.evaluate(UNLINK)
            if name.startswith("slides"):
                page.wait_for_function("window.Reveal && Reveal.isReady()")
                pdfs[f"{name}.pdf"] = pdf_of(page)
            else:
                page.evaluate(LINK_FIELDS, FIELD)
                papers = {paper: pdf_of(page, format=paper) for paper in PAPERS}
                pdfs |= {f"{name}-{paper}.pdf": fillable(pdf) for paper, pdf in papers.items()}
    return pdfs


def pdf_of(page: Page, **how: Any) -> bytes:
    """Return an open page as a tagged PDF, on the paper that its style sheet names, if it names one."""
    return page.pdf(tagged=True, print_background=True, prefer_css_page_size=True, **how)
