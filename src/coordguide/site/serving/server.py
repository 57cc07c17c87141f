"""Serves the built site on this machine, with the headers it must have.

``python -m coordguide.site.serving.server --port 8000`` is what ``make serve`` runs.
Text, archives and WebAssembly are sent compressed (Brotli or gzip), once per file and run.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
from collections.abc import Mapping
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import brotli

from coordguide.site.serving import demo_portal, headers

HOST = "127.0.0.1"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".zip": "application/zip",
}

LARGE = 1_000_000
"""Bytes from which the best compression by Brotli takes longer than somebody should wait."""

MISSING = "/404.html"
"""The site's own page for what is not there."""


class Handler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD for the files of one built site."""

    protocol_version = "HTTP/1.1"
    server_version = "coordguide"
    sys_version = ""
    extensions_map = SimpleHTTPRequestHandler.extensions_map | _TYPES

    def __init__(
        self, *args: Any, table: headers.Table, instead: Mapping[str, bytes], **more: Any
    ) -> None:
        self.table = table
        self.instead = instead
        self.status = 200
        super().__init__(*args, **more)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the status and headers; return the body, compressed where that helps."""
        address = self._address()
        if address in self.instead:
            kind = _TYPES[Path(address).suffix or ".html"]
            return self._send_body(self.instead[address], kind)
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix not in _TYPES or not path.is_file():
            return super().send_head()
        way = _best_of(self.headers.get("Accept-Encoding", ""))
        body = _compressed(path, path.stat().st_mtime_ns, way) if way else path.read_bytes()
        return self._send_body(body, _TYPES[path.suffix], way)

    def _send_body(self, body: bytes, kind: str, way: str = "") -> io.BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if way:
            self.send_header("Content-Encoding", way)
        self.end_headers()
        return io.BytesIO(body)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer, whose headers depend on whether there is something to send."""
        self.status = int(code)
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Add the headers of the site to every answer, errors included."""
        # What is sent for a missing page is another page, with scripts of its own.
        address = MISSING if self.status == HTTPStatus.NOT_FOUND else self._address()
        is_found = self.status in headers.FOUND
        for name, value in headers.for_path(self.table, address, is_found).items():
            self.send_header(name, value)
        super().end_headers()

    def _address(self) -> str:
        """Return the address of what is really sent, however it was asked for.

        ``/embed/..%2fchecklist/`` is the checklist, and gets the checklist's headers.
        """
        asked = getattr(self, "path", "/")  # a request that cannot be read has none
        found = Path(self.translate_path(asked)).relative_to(self.directory).as_posix()
        is_folder = asked.partition("?")[0].endswith("/")
        return f"/{found}/" if is_folder and found != "." else f"/{found.removeprefix('.')}"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own page for that."""
        own_page = Path(self.directory) / MISSING.removeprefix("/")
        if code != HTTPStatus.NOT_FOUND or not own_page.is_file():
            super().send_error(code, message, explain)
            return
        body = own_page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", _TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: nothing anybody asks for is written down."""


def _best_of(accepted: str) -> str:
    """Return the way to compress that a browser understands, none if it names no way of ours."""
    named = (one.replace(" ", "").lower().partition(";") for one in accepted.split(","))
    ways = {way for way, _, worth in named if worth.rstrip("0") not in ("q=", "q=0.")}
    return next((way for way in ("br", "gzip") if way in ways), "")


@cache
def _compressed(path: Path, changed: int, way: str) -> bytes:
    """Compress a file once per version of it; ``changed`` tells versions apart."""
    whole = path.read_bytes()
    if way == "gzip":
        return gzip.compress(whole, compresslevel=6, mtime=0)
    compressed: bytes = brotli.compress(whole, quality=5 if len(whole) > LARGE else 11)
    return compressed


def make_server(
    site: Path,
    port: int,
    table: headers.Table | None = None,
    instead: Mapping[str, bytes] | None = None,
) -> ThreadingHTTPServer:
    """Return a server for a built site, listening but not yet answering.

    Takes the site's folder and the port (0 for any free one); optionally other
    headers than the build wrote, and by their addresses files to send instead
    of the site's. Raises ``OSError`` where the port is taken.
    """
    handler = partial(
        Handler,
        directory=str(site),
        table=headers.read(site) if table is None else table,
        instead={} if instead is None else instead,  # may be filled later
    )
    return ThreadingHTTPServer((HOST, port), handler)


def make_both(
    site: Path, portal: Path, port: int, portal_port: int
) -> tuple[ThreadingHTTPServer, ThreadingHTTPServer]:
    """Return a server for the site and one for the demonstration portal that frames it.

    Takes the folders of both and their ports (0 for any free one). Raises
    ``OSError`` where a port is taken.
    """
    lists: dict[str, bytes] = {}
    one = make_server(site, port, instead=lists)
    checklist = f"http://{HOST}:{one.server_port}"
    try:
        other = make_server(
            portal,
            portal_port,
            demo_portal.policy(checklist),
            demo_portal.page(portal, checklist),
        )
    except (OSError, OverflowError):
        one.server_close()
        raise
    lists.update(demo_portal.listed(site, demo_portal.origins(other)))
    return one, other


def main() -> None:
    """Serve ``site/`` and the demonstration portal until interrupted."""
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--portal", type=Path, default=demo_portal.FOLDER)
    given = parser.parse_args()
    try:
        site, portal = make_both(given.site, given.portal, given.port, given.port + 1)
    except (OSError, OverflowError):
        ports = f"Port {given.port} or {given.port + 1}"
        sys.exit(f"{ports} cannot be used here; choose others: make serve PORT=8080")
    print(f"Serving the site at http://{HOST}:{site.server_port}/  (Ctrl+C stops it)")
    print(f"A made-up portal that frames it: {demo_portal.origins(portal)[0]}/", flush=True)
    with site, portal:
        Thread(target=portal.serve_forever, daemon=True).start()
        try:
            site.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
