"""A server of somebody else, at another host than the site: it answers all and tells what came."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Foreign:
    """``came`` holds the path of each request that reached it."""

    def __init__(self, port: int, came: list[str]) -> None:
        self.origin = f"http://localhost:{port}"  # the site is at 127.0.0.1
        self.came = came

    def ways(self) -> set[str]:
        """Return the first part of each path: by which way it came."""
        return {path.split("/")[1].partition("?")[0] for path in self.came}


@contextmanager
def foreign() -> Iterator[Foreign]:
    """Run one, at a port of its own."""
    came: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def answer(self) -> None:
            came.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "*")
            self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = do_HEAD = do_OPTIONS = do_PUT = answer

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what came is in ``came``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Foreign(server.server_port, came)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
