"""What our server sends: the right types and headers, compressed, and nothing beyond the site."""

import gzip
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest


def get(address: str, path: str, method: str = "GET", **sent: str) -> HTTPResponse:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


@pytest.fixture(scope="session")
def assets(site_dir: Path) -> str:
    """The address of the checklist's files, below the site."""
    (folder,) = (site_dir / "assets" / "coordguide").iterdir()
    return f"/assets/coordguide/{folder.name}/"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pyodide.asm.wasm", "application/wasm"),
        ("pyodide.js", "text/javascript; charset=utf-8"),
        ("worker.js", "text/javascript; charset=utf-8"),
        ("checklist.css", "text/css; charset=utf-8"),
        ("content.json", "application/json"),
        ("stdlib.zip", "application/zip"),
    ],
)
def test_the_checklists_files_are_typed_compressed_and_kept(
    site_url: str, site_dir: Path, assets: str, name: str, kind: str
) -> None:
    answer = get(site_url, assets + name, **{"Accept-Encoding": "gzip"})
    whole = (site_dir / assets.strip("/") / name).read_bytes()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert gzip.decompress(answer.body) == whole
    assert len(answer.body) < len(whole)
    assert "immutable" in answer.headers["Cache-Control"]
    assert get(site_url, assets + name).body == whole


@pytest.mark.parametrize(
    ("accepted", "way"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0.0, br; q=0.000", None),
        ("vibr, gzipped", None),
        ("", None),
    ],
)
def test_the_way_to_compress_is_one_the_browser_knows(
    site_url: str, site_dir: Path, accepted: str, way: str | None
) -> None:
    answer = get(site_url, "/checklist/", **{"Accept-Encoding": accepted})
    whole = (site_dir / "checklist/index.html").read_bytes()
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[way]
    assert answer.headers["Content-Encoding"] == way
    assert undo(answer.body) == whole


def test_a_missing_page_is_the_sites_own(site_url: str) -> None:
    answer = get(site_url, "/no-such-page/")
    assert answer.status == 404
    assert b"404" in answer.body
    assert get(site_url, "/no-such-page/", "HEAD").body == b""


def test_that_a_file_is_missing_is_not_kept(site_url: str, assets: str) -> None:
    for path, status in ((assets + "gone.js", 404), (assets.rstrip("/"), 301)):
        answer = get(site_url, path)
        assert answer.status == status
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/..%2fpyproject.toml"]
)
def test_nothing_beside_the_site_is_served(site_url: str, path: str) -> None:
    assert get(site_url, path).status == 404


def test_nothing_is_accepted(site_url: str) -> None:
    assert get(site_url, "/checklist/", "POST").status == 501


def test_a_busy_port_is_said_in_one_sentence(site_dir: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "coordguide.site.serving.server",
            "--port",
            str(port),
            "--site",
            site_dir,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert str(port) in done.stderr
    assert "PORT=" in done.stderr
