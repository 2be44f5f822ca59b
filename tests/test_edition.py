"""One edition: version and day are the same wherever they stand, and one command sets them all."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from helpers import ROOT
from release import PLACES, release

from rereading.site.metadata import edition
from rereading.site.wheels import wheel_name


def editions(root: Path) -> set[tuple[str, str]]:
    """Return what the files of a project say of their edition: version and day, where they name one."""
    about = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    day = str(about["date-released"])
    listed = re.findall(r"(?m)^## (\d.*), ([\d-]{10})$", (root / "CHANGELOG.md").read_text("utf-8"))
    return {
        (about["version"], day),
        listed[0],
        (tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"], day),
        (json.loads((root / "data" / "datapackage.json").read_text("utf-8"))["version"], day),
    }


def test_all_that_is_written_by_hand_names_one_edition():
    assert len(editions(ROOT)) == 1


def test_all_that_is_built_names_that_edition(site):
    ((version, day),) = editions(ROOT)
    said = edition(ROOT)
    assert said.startswith(f"Edition {version} of {day}, data ")
    pages = [*site.glob("*.html"), *(site / "book").rglob("*.html")]
    assert len(pages) > 30 and not [page for page in pages if said not in page.read_text("utf-8")]
    assert said in (site / "_static" / "palette.css").read_text("utf-8")
    assert [file.name for file in site.rglob("*.whl")] == [wheel_name(ROOT)]
    assert f"-{version}-" in wheel_name(ROOT)


@pytest.fixture
def project(tmp_path):
    """Return a checkout of the files that name an edition, all committed, with something new to say."""
    for name in {name for name, *_ in PLACES}:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    text = re.sub(r"(?ms)^## Unreleased\n.*?^## ", "## Unreleased\n\n- It is new.\n\n## ", text)
    (tmp_path / "CHANGELOG.md").write_text(text, "utf-8")
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*name, "commit", "-q", "-m", "All"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def test_a_release_sets_version_and_day_everywhere_and_closes_the_list(project):
    left = release(project, "9.10.0", "2031-02-03")
    assert left == 'git commit --all --message "Edition 9.10.0"\ngit tag v9.10.0'
    assert editions(project) == {("9.10.0", "2031-02-03")}
    text = (project / "CHANGELOG.md").read_text("utf-8")
    assert "## Unreleased\n\n## 9.10.0, 2031-02-03\n\n- It is new." in text
    with pytest.raises(ValueError, match="nothing under"):
        release(project, "10.0.0", "2031-02-04")


@pytest.mark.parametrize(
    ("version", "said"),
    [("two", "'two' is no version"), ("0.0.9", "not later"), ("9.0.0", "(?s)changed.*new.txt")],
)
def test_a_release_is_refused_in_words_and_writes_nothing(project, version, said):
    (project / "new.txt").touch()
    before = editions(project)
    with pytest.raises(ValueError, match=said):
        release(project, version, "2031-02-03")
    assert editions(project) == before
