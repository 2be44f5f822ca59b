"""Live pages before Python starts: what their folder holds, what their door says, what is refused."""

import json
import shutil
import tarfile
from hashlib import sha256
from pathlib import Path

import nbformat
import pytest
from browser import served, violations, watched_page
from helpers import ROOT, differing

from rereading.site import live
from rereading.site.runtime import CORE, LOCK, NEEDED, put_runtime


@pytest.fixture(scope="module")
def site_without_python(front, tmp_path_factory):
    """Return that site with live pages whose Python is the public distribution."""
    site = tmp_path_factory.mktemp("public") / "html"
    shutil.copytree(front, site)
    live.add_live(ROOT, site, tmp_path_factory.mktemp("work"))
    return site


def test_the_live_site_is_small_and_its_doors_name_page_and_public_python(site_without_python):
    folder = site_without_python / "live"
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 40e6
    assert not [file for file in files if file.suffix == ".map"]
    assert not [app for app in ("lab", "repl", "edit", "consoles") if (folder / app).exists()]
    assert '"disablePyPIFallback": true' in (folder / "jupyter-lite.json").read_text("utf-8")
    page = (site_without_python / "book" / "index.html").read_text("utf-8")
    assert 'class="live" href="../live/open.html?page=index"' in page
    door = (folder / "open.html").read_text("utf-8")
    assert f'data-runtime="{live.default_runtime()}"' in door and 'data-pages="index"' in door


def test_a_live_notebook_is_the_clean_one_with_one_cell_more(site_without_python):
    files = site_without_python / "live" / "files"
    assert (files / "data" / "datapackage.json").is_file()
    page = Path("notebooks", "index.ipynb")
    ours, there = (nbformat.read(f / page, as_version=4) for f in (site_without_python, files))
    added = next(cell for cell in there.cells if cell.cell_type == "code")
    assert (added.source, there.metadata["kernelspec"]["name"]) == (live.INSTALL, "python")
    assert [cell for cell in there.cells if cell != added] == ours.cells


def test_two_live_sites_are_the_same_to_the_byte(front, site_without_python, tmp_path):
    again = tmp_path / "html"
    shutil.copytree(front, again)
    (tmp_path / "work").mkdir()
    live.add_live(ROOT, again, tmp_path / "work")
    assert not differing(again, site_without_python)


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
def test_a_useless_distribution_is_refused_in_words(small, tmp_path, name, old, new, said, capsys):
    text = (small / name).read_text()
    (small / name).unlink()
    if new is not None:
        (small / name).write_text(text.replace(old, new, 1))
    assert live.main(tmp_path, small) == 1
    message = capsys.readouterr().err
    assert said in message and "the last good site stays" in message


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
