"""What each part of the site is sent with: strict, WebAssembly only where Python runs."""

import html
import re
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from addresses import EMBED_FILES, MISSING, MISSING_BESIDE_PYTHON, PLAIN, PYTHON

from coordguide.site.serving import headers

UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "data: 'self'", "'strict-dynamic'")


def get(address: str, path: str) -> HTTPMessage:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_there_is_something_at_each_address_but_where_nothing_should_be(site_dir: Path) -> None:
    for path in (*PYTHON, *PLAIN, *EMBED_FILES):
        assert (site_dir / path[1:]).exists(), path
    for path in (*MISSING, *MISSING_BESIDE_PYTHON):
        assert not (site_dir / path[1:]).exists(), path


ELSEWHERE = (*PLAIN, *MISSING, *MISSING_BESIDE_PYTHON)


@pytest.mark.parametrize("path", [*PYTHON, *EMBED_FILES, *ELSEWHERE])
def test_every_page_is_sent_with_a_strict_policy(site_url: str, path: str) -> None:
    sent = get(site_url, path)
    policy = directives(sent["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == policy["style-src"] == policy["font-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["form-action"] == policy["base-uri"] == "'none'"
    assert ("'wasm-unsafe-eval'" in policy["script-src"]) == (path not in ELSEWHERE)
    assert not [word for word in UNSAFE if word in sent["Content-Security-Policy"]]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert sent["Strict-Transport-Security"] == "max-age=31536000"
    for one in ("camera", "microphone", "geolocation", "payment", "display-capture", "usb"):
        assert f"{one}=()" in sent["Permissions-Policy"]
    assert sent["Set-Cookie"] is None
    assert sent["Cache-Control"] == "no-cache"


def test_the_worker_may_connect_to_the_site_only(site_url: str, site_dir: Path) -> None:
    """It is not bound by the page's policy but by that of its own file."""
    (worker,) = site_dir.glob(f"{headers.ENGINE[1:]}*/worker.js")
    sent = get(site_url, f"/{worker.relative_to(site_dir).as_posix()}")
    policy = directives(sent["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert sent["Access-Control-Allow-Origin"] == "*"
    assert sent["Set-Cookie"] is None


@pytest.mark.parametrize(
    "path",
    [
        *(path for path in PYTHON if path != "/embed/"),
        *ELSEWHERE,
        "/embed/no-such-page/",
        "/embed/..%2fchecklist/",
        "/embed/%2e%2e/checklist/",
    ],
)
def test_only_the_embed_may_be_framed_by_others(site_url: str, path: str) -> None:
    assert directives(get(site_url, "/embed/")["Content-Security-Policy"])["frame-ancestors"] == "*"
    sent = get(site_url, path)
    assert directives(sent["Content-Security-Policy"])["frame-ancestors"] == "'self'"
    assert sent["X-Frame-Options"] == "SAMEORIGIN"
    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert sent["Access-Control-Allow-Origin"] is None


def test_who_may_frame_the_embed_can_be_set() -> None:
    page = '<script src="../assets/coordguide/1/shell.js"></script>'
    table = headers.make({"/embed/": page}, "https://portal.example")
    policy = directives(table["/embed/"]["Content-Security-Policy"])
    assert policy["frame-ancestors"] == "'self' https://portal.example"


def test_each_page_says_itself_what_it_can(site_dir: Path, site_url: str) -> None:
    """For hosts where nobody sets headers: the same, or stricter where pages share a header."""
    table = headers.read(site_dir)
    for path in site_dir.rglob("*.html"):
        page = path.read_text("utf-8")
        address = f"/{path.relative_to(site_dir).as_posix()}".removesuffix("index.html")
        found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        assert found, address
        assert not re.search(r"<(script|style|link|img)\b", page[: found.start()]), address
        inside = directives(html.unescape(found[1]))
        sent = directives(headers.for_path(table, address)["Content-Security-Policy"])
        assert sent.keys() - inside.keys() == {"frame-ancestors"}, address
        assert set(inside.pop("script-src").split()) <= set(sent.pop("script-src").split())
        assert inside.items() <= sent.items(), address


def test_no_page_names_another_to_fetch_ahead(site_dir: Path) -> None:
    """Firefox does so for rel="next" too, and tells of a breach when the policy refuses it."""
    ahead = re.compile(r'<link rel="(next|prefetch|prerender|preconnect|dns-prefetch)"')
    pages = site_dir.rglob("*.html")
    assert [path for path in pages if ahead.search(path.read_text("utf-8"))] == []


def test_a_page_that_names_no_encoding_is_refused() -> None:
    with pytest.raises(ValueError, match="/a/ lacks"):
        headers.with_policy("<html><head></head></html>", "/a/")


def test_only_inline_scripts_that_run_are_named() -> None:
    page = (
        "<script>one()</script><script src='a.js'></script>"
        '<script type="application/json">{"a": 1}</script><p>no script</p>'
        "<script>if (a < b) two()</script>"
    )
    assert headers.inline_scripts(page) == ["one()", "if (a < b) two()"]
