"""Live pages in headless Chromium: all notebooks on Pyodide, and the way from a page's button."""

import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import Silent, served, violations, watched_page
from helpers import differing, front_page_alone, rounded
from live import DRAWN, RUNNER, SCRIPT, SETTING, distribution
from notebooks import OFFERED, executed
from playwright.sync_api import Browser, Page, expect

from rereading.figures.palette import FIGURE_MIME
from rereading.site import build, live
from rereading.site.bytecode import PACKAGES
from rereading.site.runtime import CORE, LOCK, NEEDED, RUNTIME, put_runtime

ROOT = Path(__file__).resolve().parents[2]
MOST_MB = 40
START_MS = 120_000  # Python, in a page, on a busy machine
STEPS = ["Python arrives.", "Python starts.", "The page runs."]


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Return a site built with live buttons, cut to its front page."""
    root = front_page_alone(tmp_path_factory.mktemp("front"))
    assert build.built(root, root / "html", live=True)
    return root / "html"


@pytest.fixture(scope="module")
def site_without_python(front, tmp_path_factory):
    """Return that site with live pages whose Python is the public distribution."""
    site = tmp_path_factory.mktemp("public") / "html"
    shutil.copytree(front, site)
    live.add_live(ROOT, site, tmp_path_factory.mktemp("work"))
    return site


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


def test_the_live_site_is_small_and_its_doors_name_page_and_public_python(site_without_python):
    folder = site_without_python / "live"
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= MOST_MB * 1e6
    assert not [file for file in files if file.suffix == ".map"]
    assert not [app for app in ("lab", "repl", "edit", "consoles") if (folder / app).exists()]
    page = (site_without_python / "book" / "index.html").read_text("utf-8")
    assert 'class="live" href="../live/open.html?page=index"' in page
    door = (folder / "open.html").read_text("utf-8")
    assert f'data-runtime="{live.default_runtime()}"' in door and 'data-pages="index"' in door


def test_a_live_notebook_is_the_clean_one_with_one_cell_more(site_without_python):
    files = site_without_python / "live" / "files"
    assert (files / "data" / "datapackage.json").is_file()
    page = Path("notebooks", "index.ipynb")
    roots = (site_without_python, files)
    ours, there = (nbformat.read(root / page, as_version=4) for root in roots)
    (added,) = (cell for cell in there.cells if cell not in ours.cells)
    assert added.source == live.INSTALL
    assert [cell for cell in there.cells if cell != added] == ours.cells


def test_two_live_sites_are_the_same_to_the_byte(front, site_without_python, tmp_path):
    again = tmp_path / "html"
    shutil.copytree(front, again)
    (tmp_path / "work").mkdir()
    live.add_live(ROOT, again, tmp_path / "work")
    assert not differing(again, site_without_python)


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


@pytest.fixture
def small(tmp_path):
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {}
    for name in NEEDED:
        (folder / f"{name}.whl").write_text(name)
        digest = sha256(name.encode()).hexdigest()
        packages[name] = {"file_name": f"{name}.whl", "sha256": digest, "depends": []}
    for name in CORE:
        (folder / name).write_text(name)
    lock = {"info": {"version": "0.27.7"}, "packages": packages}
    (folder / LOCK).write_text(json.dumps(lock))
    return folder


def test_a_distribution_gives_the_files_on_its_list_and_no_other(small, tmp_path):
    (small / "stranger.whl").write_text("not on the list")
    with tarfile.open(tmp_path / "packed.tar.bz2", "w:bz2") as packed:
        packed.add(small, "pyodide")
    put_runtime(tmp_path / "packed.tar.bz2", tmp_path / "out")
    taken = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert taken == sorted([LOCK, *CORE, *(f"{name}.whl" for name in NEEDED)])


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [(LOCK, "", None, "No such file"), (LOCK, "{", "", "Extra data"),
     (LOCK, "0.27.7", "0.99.1", "the kernel needs 0.27"), (LOCK, '"pandas": {', '"polars": {', "'pandas'"),
     ("pandas.whl", "pandas", "x", "pandas.whl is damaged"), ("pyodide.js", "", None, "pyodide.js")],
)  # fmt: skip
def test_a_distribution_that_cannot_be_used_is_refused_in_words(
    small, tmp_path, name, old, new, said, capsys
):
    text = (small / name).read_text()
    (small / name).unlink()
    if new is not None:
        (small / name).write_text(text.replace(old, new, 1))
    assert live.main(tmp_path, small) == 1
    message = capsys.readouterr().err
    assert said in message and "the last good site stays" in message


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


def test_the_button_of_a_page_leads_to_its_first_figure_in_any_folder_of_a_host(
    browser, live_site, tmp_path
):
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


def test_without_a_network_the_public_runtime_ends_in_a_sentence(browser, site_without_python):
    with served(site_without_python) as address:
        page = browser.new_page()
        page.route(live.default_runtime() + "**", lambda route: route.abort())
        page.goto(f"{address}/live/open.html?page=index")
        page.get_by_text("Python could not be loaded from").wait_for()
        page.close()


def test_a_door_that_cannot_open_says_what_to_do(browser, site_without_python):
    """Opened as a file, to a page that is none, without scripts."""
    door = (site_without_python / "live" / "open.html").as_uri()
    with watched_page(browser, 390, "dark") as page:
        page.goto(f"{door}?page=index")
        page.get_by_text("make serve").wait_for()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with served(site_without_python) as address, watched_page(browser) as page:
        page.goto(f"{address}/live/open.html?page=../secret")
        page.get_by_text("There is no page of that name").wait_for()
    page = browser.new_page(java_script_enabled=False)
    page.goto(door)
    assert page.locator("noscript p").is_visible()
    page.close()
