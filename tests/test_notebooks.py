"""Pages as notebooks: what MyST becomes, and that the sentences say what the built page says."""

import difflib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from faults import parsed
from helpers import ROOT
from jupyter_client.kernelspec import get_kernel_spec
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class
from notebooks import OFFERED

from rereading.site.notebooks import (
    PageError,
    as_notebook,
    notebook_json,
    plain_blocks,
    sentence_code,
)
from rereading.site.wheels import wheel_name


@pytest.mark.parametrize(
    ("myst", "plain"),
    [
        ("two {term}`denominators <denominator>` and {term}`reserves`", "two denominators and reserves"),
        ("[a](imports.md) [b](data.md#table-x) [c](https://x.org/a.md)",
         "[a](imports.ipynb) [b](data.ipynb) [c](https://x.org/a.md)"),
        ("```{glossary}\narticle\n  The *one*\n  article.\n\nclaim\n  A statement.\n```",
         "- **article**: The *one* article.\n- **claim**: A statement."),
        ("Term\n: What it *is*.", "Term\n\n- What it *is*."),
        ("(there)=\n\nWords with `{term}` in code.", "Words with `{term}` in code."),
    ],
)  # fmt: skip
def test_myst_becomes_plain_markdown(myst, plain):
    assert plain_blocks(myst) == [plain]


@pytest.mark.parametrize(
    ("myst", "said"),
    [
        ("{unheard}`of`", "the role {unheard}`of` has no plain form"),
        ("```{unheard} of\n```", "the directive {unheard} has no plain form"),
        ("[words]{.small}", "would show as it stands"),
    ],
)
def test_myst_without_a_plain_form_is_refused(myst, said):
    with pytest.raises(PageError, match=re.escape(said)):
        plain_blocks(myst)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("From {eval}`a`, \"{eval}`d['k']`\"", 'From 1, "2"'),
        ('A set {x} of {eval}`a`, a \\* star, {eval}`d["k"]`', "A set {x} of 1, a \\* star, 2"),
        ("{eval}`a`{eval}`a` and `{code}`", "11 and `{code}`"),
    ],
)
def test_a_sentence_shows_its_numbers_and_keeps_its_braces(block, text):
    found: list[str] = []
    exec(sentence_code(block), {"Markdown": found.append, "a": 1, "d": {"k": 2}})
    assert found[0].strip() == text


@pytest.mark.parametrize("source", OFFERED, ids=lambda path: path.stem)
def test_the_site_offers_the_notebook_of_each_page(source, site):
    built = site / source.relative_to(ROOT).with_suffix(".html")
    page = parsed(built)
    links = [(built.parent / link["href"]).resolve() for link in page.select(".take a[download]")]
    notebook, wheel = links
    assert wheel.name == wheel_name(ROOT)
    held = zipfile.ZipFile(wheel).namelist()
    assert {"rereading/house.mplstyle", "rereading/tables/datapackage.json"} <= {*held}
    text = notebook.read_text("utf-8")
    assert text == notebook_json(source, wheel.name)
    cells = (made := nbformat.reads(text, as_version=4)).cells
    assert made.metadata["kernelspec"]["name"] == "python3"  # that everybody has
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    assert not page.select(".take .live"), "the plain book has no live pages"
    assert not page.select('[href*="colab."]'), "no address is set, so no link leads to Colab"


def first_cell(folder: Path, base: str = "") -> subprocess.CompletedProcess[str]:
    """Run the first cell of a downloaded notebook in a folder, where the package is not installed."""
    notebook = as_notebook(ROOT / "book" / "imports.md", "rereading-9-py3-none-any.whl", base)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    pip = "import subprocess; subprocess.run = lambda command, **_: print(command[-1])"
    hide = "import importlib.util; importlib.util.find_spec = lambda name: None"
    command = [sys.executable, "-c", f"{pip}\n{hide}\n{cell.source}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def test_a_downloaded_notebook_finds_its_package_or_says_what_to_do(tmp_path):
    said = first_cell(tmp_path).stdout
    assert said.startswith("Download rereading-9-py3-none-any.whl") and said.count("\n") == 1
    address = "https://book.example/notebooks/rereading-9-py3-none-any.whl"
    assert first_cell(tmp_path, "https://book.example/").stdout.strip() == address
    wheel = tmp_path / "rereading-9-py3-none-any.whl"
    wheel.touch()
    assert first_cell(tmp_path, "https://book.example/").stdout.strip() == str(wheel)
    assert not as_notebook(ROOT / "book" / "imports.md").cells[1].source.startswith("# Only")


def test_opening_running_and_saving_a_page_leaves_its_file_as_it_was(tmp_path):
    """What JupyterLab, its kernel and its extensions add to cells and notebook is not written."""
    shutil.copy(ROOT / "jupytext.toml", tmp_path)
    shutil.copytree(ROOT / "book", tmp_path / "book", ignore=shutil.ignore_patterns("_*", ".*"))
    manager = build_sync_jupytext_contents_manager_class(LargeFileManager)()
    manager.root_dir = str(tmp_path)
    display_name = get_kernel_spec("python3").display_name
    changed = {}
    for page in sorted((tmp_path / "book").rglob("*.md")):
        before, name = page.read_text("utf-8"), page.relative_to(tmp_path).as_posix()
        content = manager.get(name, type="notebook")["content"]
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                cell.update(execution_count=1, outputs=[nbformat.v4.new_output("stream", text="1")])
                cell["metadata"].update(trusted=True, execution={"iopub.status.busy": "2026"})
            else:
                cell["metadata"]["user_expressions"] = [{"expression": "share", "result": {}}]
        lexer = {"name": "python", "version": "3.12.1", "pygments_lexer": "ipython3"}
        content["metadata"]["language_info"] = lexer
        # JupyterLab writes the kernel of its server, in this order.
        kernel = {"name": "python3", "display_name": display_name, "language": "python"}
        content["metadata"]["kernelspec"] = kernel
        manager.save({"type": "notebook", "format": "json", "content": content}, name)
        after = page.read_text("utf-8").splitlines()
        changed[name] = list(difflib.unified_diff(before.splitlines(), after, n=0))[2:8]
    assert not any(changed.values()), f"make these as JupyterLab writes them: {changed}"


def test_a_page_as_windows_saves_it_is_the_same_notebook(tmp_path):
    page = ROOT / "book" / "imports.md"
    (saved := tmp_path / page.name).write_bytes(
        b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n")
    )
    assert notebook_json(saved) == notebook_json(page)
