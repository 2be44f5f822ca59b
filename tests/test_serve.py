"""What the site asks of any host: headers of its own, and pages that a strict policy lets be."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

from browser import headers, our_server
from faults import parsed


def test_pages_and_live_pages_ask_for_a_policy_each(site: Path) -> None:
    page, live = (headers(site, path) for path in ("book/imports.html", "live/open.html"))
    assert len(page) == len(live) == 3
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "'unsafe-eval'" in live["Content-Security-Policy"]
    with our_server(site) as host, urlopen(f"{host}/book/imports.html") as answer:
        assert page.items() <= dict(answer.headers).items()


def test_no_page_opens_a_window_or_has_a_script_or_style_that_the_policy_refuses(
    site: Path,
) -> None:
    refused = "[onclick], [onload], [onchange], [style], script:not([src], [type]), [target]"
    for file in sorted(site.joinpath("book").rglob("*.html")):
        assert not parsed(file).select(refused), file.name
