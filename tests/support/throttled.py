"""A server at the end of a line: so many bits a second for all together, and a wait for each."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from coordguide.site.serving.headers import Table
from coordguide.site.serving.server import HOST, Handler

PIECE = 16_384


class Line:
    """A line that all answers share: ``rate`` in bits a second, ``delay`` in seconds a request."""

    def __init__(self, rate: float, delay: float) -> None:
        self.delay = delay
        self._rate = rate
        self._free = 0.0
        self._turn = threading.Lock()

    def carry(self, count: int) -> None:
        """Wait as long as so many bytes take, behind those that came before."""
        with self._turn:
            now = time.monotonic()
            self._free = max(self._free, now) + count * 8 / self._rate
            wait = self._free - now
        time.sleep(wait)


class ThrottledHandler(Handler):
    """Serves a folder as our own server does, over a line."""

    def __init__(self, *args: Any, line: Line, **more: Any) -> None:
        self.line = line
        super().__init__(*args, **more)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send the body piece by piece."""
        time.sleep(self.line.delay)
        while piece := source.read(PIECE):
            self.line.carry(len(piece))
            outputfile.write(piece)


@contextmanager
def throttled(folder: Path, table: Table, line: Line) -> Iterator[str]:
    """Serve a folder over a line; gives its address."""
    handler = partial(ThrottledHandler, line=line, directory=str(folder), table=table, instead={})
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
