"""The served book: small, cached, and quiet under a strict content security policy."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from browser import our_server
from faults import parsed

from rereading.site import serve
from rereading.site.serve import headers


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with our_server(site) as host:
        yield host


def test_a_page_comes_compressed_with_its_headers_and_is_asked_after(
    address: str, site: Path
) -> None:
    asked = Request(f"{address}/book/imports.html", headers={"Accept-Encoding": "gzip"})
    with urlopen(asked) as answer:
        body, sent = answer.read(), answer.headers
    assert gzip.decompress(body) == (site / "book" / "imports.html").read_bytes()
    wanted = headers(site, "book/imports.html")
    assert {name: sent[name] for name in wanted} == wanted and len(wanted) == 3
    assert "unsafe" not in sent["Content-Security-Policy"] and sent["Cache-Control"] == "no-cache"
    again = Request(f"{address}/book/imports.html", headers={"If-None-Match": sent["Etag"]})
    with pytest.raises(HTTPError) as kept:
        urlopen(again)
    assert kept.value.code == 304


def test_every_page_has_one_policy_whether_a_host_joins_rules_or_overrides(site: Path) -> None:
    """`headers` joins as Cloudflare Pages documents it; Azure documents that a route overrides."""
    azure = json.loads((site / "staticwebapp.config.json").read_text("utf-8"))
    apache = (site / ".htaccess").read_text("utf-8")
    assert (site / ".nojekyll").is_file()  # or GitHub leaves out _static, for its first letter
    strict, (route,) = azure["globalHeaders"], azure["routes"]
    live = strict | route["headers"]
    assert "unsafe" not in str(strict) and "'unsafe-eval'" in str(live)
    pages = [file.relative_to(site).as_posix() for file in site.rglob("*.html")]
    for page in ("", "search", "live/open.html", "live/notebooks/index.html", *pages):
        assert headers(site, page) == (live if page.startswith("live/") else strict), page
    assert route["route"] == "/live/*" and '<If "%{REQUEST_URI} =~ m#/live/#">' in apache
    set_there = re.findall(r'Header set ([\w-]+) "(.*)"', apache)
    assert dict(set_there[:-1]) == strict and dict(set_there) == live


def test_a_file_with_a_version_in_its_address_is_kept(address: str, site: Path) -> None:
    style = parsed(site / "book" / "imports.html").select_one('link[href*="book.css"]')["href"]
    with urlopen(f"{address}/book/{style}") as answer:
        assert "max-age=" in answer.headers["Cache-Control"]


def test_a_script_is_one_whatever_the_machine_says_of_its_name(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a Windows whose registry was changed; `nosniff` makes it count."""
    monkeypatch.setattr("rereading.site.serve.guess_type", lambda *_, **__: ("text/plain", None))
    for name, kind in (("book.js", "text/javascript"), ("book.css", "text/css")):
        with urlopen(f"{address}/_static/{name}") as answer:
            assert answer.headers["Content-Type"] == kind


def test_the_root_leads_to_the_front_page_and_a_missing_page_is_answered_with_a_page(
    address: str, site: Path
) -> None:
    with urlopen(address) as answer:
        assert answer.read() == (site / "index.html").read_bytes()
    with pytest.raises(HTTPError) as missed:
        urlopen(f"{address}/book/no/such/page.html")
    assert missed.value.code == 404
    assert missed.value.read() == (site / "404.html").read_bytes()
    wanted = headers(site, "")["Content-Security-Policy"]
    assert missed.value.headers["Content-Security-Policy"] == wanted
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}/book/%00")


def test_a_part_of_a_compressed_file_is_the_whole_and_of_another_the_part(
    address: str, site: Path
) -> None:
    page = (site / "book" / "imports.html").read_bytes()
    part = {"Range": "bytes=5-3004", "Cookie": "a" * 100_000}
    with urlopen(Request(f"{address}/book/imports.html", headers=part)) as answer:
        assert answer.status == 206 and answer.read() == page[5:3005]
    part["Accept-Encoding"] = "gzip"
    with urlopen(Request(f"{address}/book/imports.html", headers=part)) as answer:
        assert answer.status == 200 and gzip.decompress(answer.read()) == page


def test_a_port_that_cannot_be_had_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((serve.ADDRESS, 0)) as taken:
        assert serve.main(site, port := taken.getsockname()[1]) == 1
    assert f"Port {port}: Address already in use." in capsys.readouterr().err
    assert serve.a_port("8001") == 8001
    for text in ("abc", "-1", "0", "65536", "8000x"):
        with pytest.raises(argparse.ArgumentTypeError, match=f"'{text}' is no whole number"):
            serve.a_port(text)


def test_what_the_build_compressed_is_sent_as_the_file_beside_it(tmp_path: Path) -> None:
    """Of the large files of live pages; to a browser that takes none, the file itself."""
    (tmp_path / serve.HEADERS).write_text("/live/*\n  X-Content-Type-Options: nosniff\n")
    (tmp_path / "live").mkdir()
    (file := tmp_path / "live" / "python.wasm").write_bytes(b"\0asm" * 1000)
    packed = file.with_name("python.wasm.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    with our_server(tmp_path) as host:
        for accepted, sent in (("gzip", packed), ("identity", file)):
            asked = Request(f"{host}/live/python.wasm", headers={"Accept-Encoding": accepted})
            with urlopen(asked) as answer:
                assert answer.read() == sent.read_bytes()
                assert answer.headers["Content-Type"] == "application/wasm"
                assert answer.headers["Vary"] == "Accept-Encoding"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Content-Encoding"] == {"gzip": "gzip"}.get(accepted)
        with urlopen(f"{host}/live/python.wasm.gz") as answer:
            assert answer.headers["Content-Type"] == "application/gzip"
