"""The served book: small, cached, and quiet under a strict content security policy."""

import argparse
import gzip
import json
import mimetypes
import re
import socket
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from browser import our_server
from faults import parsed

from rereading.site import serve
from rereading.site.serve import headers

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def address(site):
    with our_server(site) as host:
        yield host


def got(address: str, asked: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    """Return the status, the headers and the content that answer a request with some headers."""
    try:
        with urlopen(Request(address, headers=asked or {})) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def test_a_page_comes_compressed_with_its_headers_and_is_asked_after(address, site):
    _, sent, body = got(f"{address}/book/imports.html", GZIP)
    assert gzip.decompress(body) == (site / "book" / "imports.html").read_bytes()
    wanted = headers(site, "book/imports.html")
    assert {name: sent[name] for name in wanted} == wanted and len(wanted) == 3
    assert "unsafe" not in sent["Content-Security-Policy"] and sent["Cache-Control"] == "no-cache"
    assert got(f"{address}/book/imports.html", {"If-None-Match": sent["Etag"]})[0] == 304
    style = parsed(site / "book" / "imports.html").select_one('link[href*="book.css"]')["href"]
    assert "max-age=" in got(f"{address}/book/{style}")[1]["Cache-Control"], "it has a version"


def test_every_page_has_one_policy_whether_a_host_joins_rules_or_overrides(site):
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


def test_a_script_is_one_whatever_the_machine_says_of_its_name(address):
    """As on a Windows whose registry was changed; `nosniff` makes it count."""
    mimetypes.add_type("text/plain", ".js")
    kind = got(f"{address}/_static/book.js")[1]["Content-Type"]
    mimetypes.init()
    assert kind.endswith("/javascript")


def test_the_root_leads_to_the_front_page_and_a_missing_page_is_answered_with_a_page(address, site):
    assert got(address)[2] == (site / "index.html").read_bytes()
    for missing in ("no/such/page.html", "%00"):
        status, sent, body = got(f"{address}/book/{missing}")
        assert (status, body) == (404, (site / "404.html").read_bytes())
        assert headers(site, "").items() <= dict(sent).items()


def test_a_part_of_a_compressed_file_is_the_whole_and_of_another_the_part(address, site):
    page = (site / "book" / "imports.html").read_bytes()
    part = {"Range": "bytes=5-3004", "Cookie": "a" * 100_000}
    status, _, body = got(f"{address}/book/imports.html", part)
    assert (status, body) == (206, page[5:3005])
    status, _, body = got(f"{address}/book/imports.html", part | GZIP)
    assert (status, gzip.decompress(body)) == (200, page)


def test_a_port_that_cannot_be_had_is_said(site, capsys):
    with socket.create_server((serve.ADDRESS, 0)) as taken:
        assert serve.main(site, port := taken.getsockname()[1]) == 1
    said = capsys.readouterr().err
    assert f"Port {port}: Address already in use." in said and f"serve {port + 1}" in said
    assert serve.a_port("8001") == 8001
    for text in ("abc", "-1", "0", "65536", "8000x"):
        with pytest.raises(argparse.ArgumentTypeError, match=f"'{text}' is no whole number"):
            serve.a_port(text)


def test_what_the_build_compressed_is_sent_as_the_file_beside_it(tmp_path):
    """Of the large files of live pages; to a browser that takes none, the file itself."""
    (tmp_path / serve.HEADERS).write_text("/live/*\n  X-Content-Type-Options: nosniff\n")
    (tmp_path / "live").mkdir()
    (file := tmp_path / "live" / "python.wasm").write_bytes(b"\0asm" * 1000)
    packed = file.with_name("python.wasm.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    kind = {"Content-Type": "application/wasm", "X-Content-Type-Options": "nosniff"}
    kind["Vary"] = "Accept-Encoding"
    with our_server(tmp_path) as host:
        for accepted, as_sent in (("gzip", packed), ("identity", file)):
            _, sent, body = got(f"{host}/live/python.wasm", {"Accept-Encoding": accepted})
            assert body == as_sent.read_bytes() and kind.items() <= dict(sent).items()
            assert sent["Content-Encoding"] == {"gzip": "gzip"}.get(accepted)
        assert got(f"{host}/live/python.wasm.gz")[1]["Content-Type"] == "application/gzip"
