"""Live pages in headless Chromium: all notebooks on Pyodide, and the way from a page's button."""

import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import Silent, served, watched_page
from helpers import ROOT, differing, rounded
from live import DRAWN, RUNNER, SCRIPT, SETTING, distribution
from notebooks import OFFERED, executed
from playwright.sync_api import Browser, Page, expect

from rereading.figures.palette import FIGURE_MIME
from rereading.site import live
from rereading.site.bytecode import PACKAGES
from rereading.site.runtime import RUNTIME, put_runtime

START_MS = 120_000  # Python, in a page, on a busy machine
STEPS = ["Python arrives.", "Python starts.", "The page runs."]


@pytest.fixture(scope="module")
def live_site(front, tmp_path_factory):
    """Return that site with live pages and with Python in it."""
    return with_python(front, tmp_path_factory.mktemp("live"))


def with_python(front: Path, folder: Path) -> Path:
    """Make a live site in `folder` that holds Python as well; return its path."""
    if (packed := distribution()) is None:
        pytest.skip(f"no Pyodide distribution on this machine (name one in {SETTING})")
    shutil.copytree(front, folder / "html")
    put_runtime(packed, folder / "work" / RUNTIME)
    live.add_live(ROOT, folder / "html", folder / "work")
    return folder / "html"


def test_python_in_the_site_is_compiled_and_the_same_in_every_build(front, live_site, tmp_path):
    runtime = live_site / "live" / RUNTIME
    with tarfile.open(runtime / PACKAGES) as packed:
        names = {name.partition("/site-packages/")[2] for name in packed.getnames()}
    assert "IPython/__init__.pyc" in names and "IPython/__init__.py" not in names
    assert "rereading/claims.py" in names
    assert "rereading/__pycache__/claims.cpython-312.pyc" in names
    assert "matplotlib/fontlist.json" in names  # made once, not at each start
    assert not names & {"jedi", "fontTools"}
    assert not differing(with_python(front, tmp_path), live_site)


@pytest.fixture(scope="module")
def pyodide(browser, live_site):
    """Return a page in which Pyodide has started and `rereading` is installed from its wheel."""
    with served(live_site) as address, watched_page(browser) as page:
        page.set_default_timeout(START_MS)
        page.add_init_script(path=SCRIPT)
        page.goto(f"{address}/live/open.html?page=none")
        page.evaluate("live.start", [f"{address}/live/static/pyodide/", RUNNER])
        yield page


def comparable(data: dict[str, Any]) -> dict[str, Any]:
    """Return what must be the same everywhere of what a cell shows: of a figure, all but pixels."""
    if FIGURE_MIME in data:
        words = "key alt finding_html subtitle_html sources_html table_html csv".split()
        return {name: rounded(data[FIGURE_MIME][name]) for name in words}
    # A page shows a table as HTML; pandas 2 and 3 call its columns of text by different names.
    text = data.get("text/html") or data.get("text/plain", "")
    return {"text": rounded(re.sub(r"dtype: \w+", "", text))}


@pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)
def test_a_notebook_shows_on_pyodide_what_it_shows_here(pyodide, source):
    cells = [cell for cell in executed(source).cells if cell.cell_type == "code"]
    sources = json.dumps([cell.source for cell in cells])
    answer = json.loads(pyodide.evaluate("cells => live.run(cells)", sources))
    assert "error" not in answer, answer
    for cell, there in zip(cells, answer["shown"], strict=True):
        here = [comparable(output["data"]) for output in cell.outputs if "data" in output]
        assert [comparable(data) for data in there["outputs"]] == here, cell.source
        assert there["text"] == "".join(o.text for o in cell.outputs if o.output_type == "stream")
        for data in there["outputs"]:
            if FIGURE_MIME in data:
                assert data[FIGURE_MIME]["png_base64"] and "<svg" in data[FIGURE_MIME]["svg_wide"]


def test_a_traceback_on_pyodide_shows_lines_of_the_cell_and_of_the_book(pyodide):
    code = """import traceback, linecache, pandas as pd
from rereading import data
try: data.table("no_such_table")
except Exception as error: book = "".join(traceback.format_exception(error))
try: pd.DataFrame({"a": [1]})["b"]
except KeyError as error: libraries = "".join(traceback.format_exception(error))
print(book); print(libraries)"""
    shown = json.loads(pyodide.evaluate("cells => live.run(cells)", json.dumps([code])))
    text = shown["shown"][0]["text"]
    assert re.search(r'site-packages/rereading/data.py", line \d+, in \w+\n +\w', text), text
    assert "site-packages/pandas/core/frame.py" in text and "KeyError: 'b'" in text


@contextmanager
def live_page(browser: Browser, site: Path, before: str = "") -> Iterator[Page]:
    """Open the front page live, in a window in which the script `before` has run."""
    with served(site) as address, watched_page(browser) as page:
        page.add_init_script(before)
        page.add_init_script(path=SCRIPT)
        page.goto(f"{address}/live/open.html?page=index")
        yield page


def wait_for_a_figure(page: Page) -> None:
    page.locator(DRAWN).first.wait_for(state="attached", timeout=START_MS)


def test_the_button_leads_to_the_first_figure_in_any_folder_of_a_host(browser, live_site, tmp_path):
    """As under the name of a repository; the start is told, and nothing is asked of the host in vain."""
    (tmp_path / "repo").symlink_to(live_site)
    asked: list[str] = []

    class Listing(Silent):
        def parse_request(self) -> bool:
            understood = super().parse_request()
            asked.append(f"{self.command} {self.path}")
            return understood

    with served(tmp_path, Listing) as host, watched_page(browser) as page:
        page.add_init_script(path=SCRIPT)
        page.goto(f"{host}/repo/book/index.html")
        page.get_by_role("link", name="Run it here").click()
        wait_for_a_figure(page)
        assert "path=notebooks" in page.url
        shown = page.locator(".jp-OutputArea-output")
        expect(shown.filter(has_text="The register lists all").first).to_be_attached()
        assert "Traceback" not in (page.locator(".jp-Notebook").text_content() or "")
        page.locator("#live-progress").wait_for(state="detached")
        assert page.locator(".live-note").count() == 0
        told = [line.rsplit(maxsplit=2) for line in page.evaluate("live.told")]
        assert list(dict.fromkeys(words for words, _, _ in told)) == STEPS, told
        percents = [int(percent) for _, percent, _ in told]
        assert percents == sorted(percents) and len(set(percents)) >= len(STEPS)
    assert [line for line in asked if not line.startswith("GET /repo/")] == []


def test_what_a_pupil_changes_is_kept_and_thrown_away_by_starting_fresh(browser, live_site):
    """A page's text and a table: kept over a reload, read by the page, gone after *Start fresh*.

    A copy of an earlier edition says that it is one.
    """
    file, prose = "data/claims.csv", "notebooks/index.ipynb"
    with live_page(browser, live_site) as page:
        wait_for_a_figure(page)
        page.evaluate("live.write", [prose, ["The article in a minute", "A pupil was here"]])
        page.evaluate("live.write", [file, ["China supplied", "China sold off"]])
        assert page.locator("#old-copy").count() == 0
        page.evaluate("live.write", [prose, ['"edition":"', '"edition":"before ']])
        page.reload()
        page.locator("#old-copy").filter(has_text="the book has changed since").wait_for()
        wait_for_a_figure(page)
        assert "A pupil was here" in page.evaluate("live.write", [prose, None])
        shown = page.locator(".jp-Notebook")
        told = shown.filter(has_text="Note: data/claims.csv is not as the book was written with")
        told.wait_for(state="attached", timeout=START_MS)
        page.get_by_role("link", name="Start fresh").click()
        page.wait_for_url("**/notebooks/index.html**")
        wait_for_a_figure(page)
        assert "A pupil was here" not in page.evaluate("live.write", [prose, None])
        assert "China sold off" not in page.evaluate("live.write", [file, None])
        assert page.locator("#old-copy").count() == 0


def test_a_private_window_and_a_full_storage_get_a_sentence_and_the_page_runs(browser, live_site):
    """As some browsers have it: no service worker, no database; then a storage with no room."""
    private = """delete Navigator.prototype.serviceWorker;
        IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); };"""
    with live_page(browser, live_site, private) as page:
        page.locator("#no-files").filter(has_text="with the tables that it came with").wait_for()
        page.locator("#not-kept").filter(has_text="keeps nothing for this page").wait_for()
        wait_for_a_figure(page)
    full = "StorageManager.prototype.estimate = async () => ({ quota: 2e9, usage: 1.999e9 });"
    with live_page(browser, live_site, full) as page:
        page.locator("#not-kept").filter(has_text="the storage is full").wait_for()
        wait_for_a_figure(page)
        assert page.locator("#no-files").count() == 0


def test_a_runtime_that_cannot_start_ends_in_a_sentence(browser, live_site):
    page = browser.new_page()
    page.clock.install()
    empty = {"body": "", "content_type": "text/javascript"}
    page.route("**/pyodide.js", lambda route: route.fulfill(**empty))
    with served(live_site) as address:
        page.goto(f"{address}/live/open.html?page=index")
        page.wait_for_function("window.jupyterapp && window.jupyterapp.shell.currentWidget")
        assert page.locator("#no-python").count() == 0
        page.clock.fast_forward("05:00")
        page.locator("#no-python").filter(has_text="Python has not started").wait_for()
        page.close()
