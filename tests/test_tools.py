"""The programs beside the book can at least start: what they import is there."""

import importlib
import io
import json
from pathlib import Path
from unittest.mock import patch
from urllib.error import URLError

import audit
import pytest

PROGRAMS = sorted(file.stem for file in Path(audit.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_finds_what_it_imports(name):
    assert importlib.import_module(name).__doc__


def test_an_audit_names_what_is_known_and_says_if_nobody_could_be_asked(capsys):
    asked = audit.pins()
    assert {"altair", "hatchling", "vega", "reveal.js"} <= {name for _, name, _ in asked}
    answer = {"results": [{"vulns": [{"id": "GHSA-x"}]}, *({} for _ in asked[1:])]}
    with patch("audit.urlopen", return_value=io.BytesIO(json.dumps(answer).encode())) as sent:
        assert audit.main("https://there") == 1
    (query, *_) = json.loads(sent.call_args.args[0].data)["queries"]
    assert (query["package"]["ecosystem"], query["package"]["name"], query["version"]) == asked[0]
    said = capsys.readouterr().out
    assert f"{' '.join(asked[0][1:])}: https://osv.dev/vulnerability/GHSA-x" in said
    assert f"{len(asked)} pins looked up, 1 known" in said
    with patch("audit.urlopen", side_effect=URLError("no network")):
        assert audit.main("https://there") == 2
    assert "no pin was looked up" in capsys.readouterr().err


def test_the_guides_name_the_versions_of_the_scripts_of_others():
    guides = "".join((audit.ROOT / f"{name}.md").read_text() for name in ("README", "CONTRIBUTING"))
    static = audit.ROOT / "book" / "_static"
    scripts = [*static.glob("*/*.js"), *static.glob("*/*.css")]
    assert {f"{file.parent.name}/{file.name}" for file in scripts} == set(audit.VENDORED)
    assert all(version in guides for _, version, _ in audit.VENDORED.values())
