"""Host only: the headers every page of the site must be sent with.

They are worked out from the finished pages, since the theme puts small
scripts into them whose digests the policy has to name. The build writes them
to ``headers.json`` beside the pages; our server and a host's setup read that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path

FILE = "headers.json"
"""Where the build leaves the headers, below the site's folder."""

_DATA_BLOCKS = ("application/json", "application/ld+json")


class _InlineScripts(HTMLParser):
    """Collects the text of every script that is written into a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = (
            tag == "script" and "src" not in given and given.get("type") not in _DATA_BLOCKS
        )
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def inline_scripts(page: str) -> list[str]:
    """Return the text of each inline script of one HTML page."""
    reader = _InlineScripts()
    reader.feed(page)
    return reader.scripts


def make(pages: list[str]) -> dict[str, str]:
    """Return the headers for a site of these HTML pages."""
    digests = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for page in pages
        for script in inline_scripts(page)
    }
    hashes = [f"'sha256-{digest}'" for digest in sorted(digests)]
    policy = {
        "default-src": "'none'",
        # Python runs as WebAssembly; nothing is ever evaluated as JavaScript.
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *hashes]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def write(site: Path) -> None:
    """Write the headers for a finished site into it."""
    pages = [path.read_text("utf-8") for path in sorted(site.rglob("*.html"))]
    (site / FILE).write_text(json.dumps(make(pages), indent=2) + "\n", "utf-8")


def read(site: Path) -> dict[str, str]:
    """Return the headers the build wrote; raises ``FileNotFoundError`` where there was none."""
    return json.loads((site / FILE).read_text("utf-8"))
