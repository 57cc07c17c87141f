"""Host only: serves the built site on this machine, with the headers it must have.

``python -m coordguide.site.server --port 8000`` is what ``make serve`` runs.
Text, archives and WebAssembly are sent gzip-compressed, once per file and run.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from coordguide.site import headers

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


class Handler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD for the files of one built site."""

    protocol_version = "HTTP/1.1"
    server_version = "coordguide"
    sys_version = ""
    extensions_map = SimpleHTTPRequestHandler.extensions_map | _TYPES

    def __init__(self, *args, table: headers.Table, **more) -> None:
        self.table = table
        super().__init__(*args, **more)

    def send_head(self) -> io.BytesIO | io.BufferedReader | None:
        """Send the status and headers; return the body, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix not in _TYPES or not path.is_file():
            return super().send_head()
        stat = path.stat()
        zipped = "gzip" in self.headers.get("Accept-Encoding", "")
        body = _compressed(path, stat.st_mtime_ns) if zipped else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", _TYPES[path.suffix])
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        """Add the headers of the site to every answer, errors included."""
        for name, value in headers.for_path(self.table, self._address()).items():
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
        own_page = Path(self.directory) / "404.html"
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


@cache
def _compressed(path: Path, changed: int) -> bytes:
    """Compress a file once per version of it; ``changed`` tells versions apart."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


def make_server(site: Path, port: int, table: headers.Table | None = None) -> ThreadingHTTPServer:
    """Return a server for a built site, listening but not yet answering.

    Takes the site's folder, the port (0 for any free one) and optionally other
    headers than the build wrote. Raises ``OSError`` where the port is taken.
    """
    handler = partial(
        Handler, directory=str(site), table=headers.read(site) if table is None else table
    )
    return ThreadingHTTPServer((HOST, port), handler)


def main() -> None:
    """Serve ``site/`` until interrupted."""
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--site", type=Path, default=Path("site"))
    given = parser.parse_args()
    try:
        server = make_server(given.site, given.port)
    except (OSError, OverflowError):
        sys.exit(f"Port {given.port} cannot be used here; choose another: make serve PORT=8080")
    print(f"Serving the site at http://{HOST}:{server.server_port}/  (Ctrl+C stops it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
