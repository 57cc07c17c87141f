"""A line that a test holds in its hands: it lets bytes through, falls silent, or breaks off."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition, Thread
from typing import Any, BinaryIO

from coordguide.site.serving import headers
from coordguide.site.serving.server import HOST, Handler

PIECE = 16_384
HELD = re.compile(r"^/assets/coordguide/.+/(pyodide\.asm\..+|stdlib\.zip|content\.json)(\?\d)?$")
"""The files that come over the line; all others come at once."""


class Line:
    """What lies between the browser and the engine's files.

    ``zips`` says whether the server compresses, ``continues`` whether it sends what is missing of
    a file that broke off. ``asked`` holds, by file, where each request began.
    """

    def __init__(self, *, zips: bool = False, continues: bool = True) -> None:
        self.zips = zips
        self.continues = continues
        self.asked: dict[str, list[int]] = {}
        self._gone: dict[str, float] = {}
        self._let: float = 0
        self._breaks = 0
        self._holds = 0
        self._changed = Condition()

    def let(self, count: float = float("inf")) -> None:
        """Let so many bytes more of each file through; all of them where no number is given."""
        with self._changed:
            self._let += count
            self._changed.notify_all()

    def hold(self) -> None:
        """Let nothing more through; an answer under way never goes on, as if its line were dead."""
        with self._changed:
            self._holds += 1
            self._gone = dict.fromkeys(self.asked, self._let)

    def break_off(self) -> None:
        """End every answer that is under way, as a line does that is cut."""
        with self._changed:
            self._breaks += 1
            self._changed.notify_all()

    def note(self, name: str, start: int) -> None:
        """Write down where a request for a file began."""
        with self._changed:
            self.asked.setdefault(name, []).append(start)

    def pass_on(self, body: BinaryIO, out: BinaryIO, name: str) -> bool:
        """Send a body as the line allows; say whether all of it went through."""
        breaks, holds = self._breaks, self._holds
        while piece := body.read(PIECE):
            with self._changed:
                self._changed.wait_for(lambda: self._has_way(name, holds) or self._breaks > breaks)
                if self._breaks > breaks:
                    return False
                self._gone[name] = self._gone.get(name, 0) + len(piece)
            out.write(piece)
            out.flush()
        return True

    def _has_way(self, name: str, holds: int) -> bool:
        return self._holds == holds and self._gone.get(name, 0) < self._let


class SlowHandler(Handler):
    """Serves the site with the engine's files over a line."""

    def __init__(self, *args: Any, line: Line, **more: Any) -> None:
        self.line = line
        super().__init__(*args, **more)

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the head; where the rest of a file is asked for, that of the rest."""
        if not HELD.match(self.path):
            return super().send_head()
        start = int((self.headers.get("Range") or "bytes=0-").strip("bytes=-"))
        start = start if self.line.continues else 0
        self.line.note(self._name(), start)
        if not start:
            if not self.line.zips:
                del self.headers["Accept-Encoding"]
            return super().send_head()
        data = Path(self.translate_path(self.path)).read_bytes()
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Length", str(len(data) - start))
        self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Type", self.guess_type(self.path))
        self.end_headers()
        return BytesIO(data[start:])

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send the body: at once, or as the line allows."""
        if not HELD.match(self.path):
            super().copyfile(source, outputfile)
        elif not self.line.pass_on(source, outputfile, self._name()):
            self.close_connection = True

    def _name(self) -> str:
        return self.path.partition("?")[0].rpartition("/")[2]


@contextmanager
def over(line: Line, site: Path) -> Iterator[str]:
    """Serve a built site over a line; gives its address."""
    handler = partial(
        SlowHandler, line=line, directory=str(site), table=headers.read(site), instead={}
    )
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True  # a browser that is gone leaves answers that wait for ever
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        line.break_off()
        server.shutdown()
        server.server_close()
