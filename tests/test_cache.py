"""A build that takes over what did not change: the same site as from nothing, or none."""

import re
from pathlib import Path

import pytest
from helpers import HEAD, differing, front_page_alone, small_book

from rereading.site import build, cache

CELL = "```{code-cell} python\nimport os, sys\nparts = 3\n```\n\n"
INDEX = f"{HEAD}# A page\n\n{CELL}Of {{eval}}`parts` parts. See [the other](#a-place).\n"
OTHER = f"{HEAD}# Another page\n\n(a-place)=\n## A place\n\n{CELL}```{{code-cell}} python\nos.getpid()\n```\n"


@pytest.fixture
def workshop(tmp_path):
    """Return a book of two small pages, built; the second page shows the number of its kernel."""
    return two_pages(tmp_path / "workshop", INDEX, OTHER)


def two_pages(folder: Path, index: str, other: str) -> Path:
    folder.mkdir()
    assert build.main(small_book(folder, index=index, other=other)) == 0
    return folder


def page(folder: Path, name: str) -> str:
    return (folder / build.SITE / "book" / f"{name}.html").read_text("utf-8")


def number(folder: Path) -> str:
    """Return the number in the sentence of the first page."""
    found = re.search(r"Of <span[^>]*>(\d+)</span> parts", page(folder, "index"))
    assert found
    return found[1]


def edit(folder: Path, name: str, old: str, new: str) -> None:
    source = folder / "book" / f"{name}.md"
    text = source.read_text("utf-8")
    assert old in text
    source.write_text(text.replace(old, new), "utf-8")


def test_edits_one_after_the_other_read_and_run_what_they_must_and_no_more(workshop, tmp_path):
    before = page(workshop, "other")
    edit(workshop, "other", "os.getpid()\n```", "os.getpid()\n```\n\nWords.")  # a block more
    assert build.main(workshop) == 0
    after = page(workshop, "other")
    assert "<p>Words.</p>" in after and after.replace("<p>Words.</p>\n", "") == before
    edit(workshop, "index", "{eval}`parts` parts", "{eval}`parts + 1` parts")
    edit(workshop, "index", "# A page", "# A page of its own")  # a title stands in every menu
    assert build.main(workshop) == 0
    assert number(workshop) == "4"
    assert page(workshop, "other") == after.replace("A page", "A page of its own")
    edit(workshop, "index", "parts = 3", "parts = 6")
    edit(workshop, "other", "os.getpid()", "2 + 2")
    assert build.main(workshop) == 0
    assert number(workshop) == "7"
    edit(workshop, "other", "2 + 2", "2 / 0")
    again = (build.built(workshop, tmp_path / "html") for _ in range(2))
    assert [*again] == [False, False]  # what failed runs again
    edit(workshop, "other", "2 / 0", "2 + 2")
    edit(workshop, "other", "(a-place)=", "(a-spot)=")
    assert build.main(workshop) == 1, "another page links to that place"
    assert "A place" in page(workshop, "other"), "the last good site stays"
    edit(workshop, "other", "(a-spot)=", "(a-place)=")
    sources = [(workshop / "book" / f"{name}.md").read_text("utf-8") for name in ("index", "other")]
    fresh = two_pages(tmp_path / "fresh", *sources)
    assert not differing(workshop / build.SITE, fresh / build.SITE)
    assert {file.name for file in (fresh / "_build").iterdir()} == {".cache", ".lock", "html"}


def test_all_but_the_text_of_pages_is_in_the_checksum(tmp_path, monkeypatch):
    front_page_alone(tmp_path)
    sums = {cache.checksum(tmp_path)}
    (tmp_path / "book" / "index.md").write_text("# Other words", "utf-8")
    assert {cache.checksum(tmp_path)} == sums
    names = "data/claims.csv _config.yml _toc.yml CITATION.cff book/_static/book.css".split()
    names += ["book/_templates/layout.html", "book/_root/_headers"]
    for name in names:
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        sums.add(cache.checksum(tmp_path))
    monkeypatch.setenv("REREADING_BASEURL", "https://name.example")
    sums.add(cache.checksum(tmp_path))
    (tmp_path / "pandas-0.1.dist-info").mkdir()
    monkeypatch.setattr(cache, "LIBRARIES", tmp_path)
    sums.add(cache.checksum(tmp_path))
    monkeypatch.setattr("rereading.__file__", str(tmp_path / "package" / "__init__.py"))
    sums.add(cache.checksum(tmp_path))
    assert len(sums) == 4 + len(names)
