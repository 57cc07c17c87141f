"""The headers the site must be sent with, by the part of the site they are for.

They are worked out from the finished pages, since the theme puts small
scripts into them whose digests the policy has to name. The build writes them
to ``headers.json`` beside the pages, which our server reads; the same for
other servers is written by ``coordguide.site.serving.hosting``. What a page can say
by itself stands in the page too, for hosts where nobody can set a header.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from coordguide.site.bundle import integrity

FILE = "headers.json"
"""Where the build leaves the headers, below the site's folder."""

ENGINE = "/assets/coordguide/"
"""The checklist's own files, in a folder named by their content."""

EMBED = "/embed/"
"""The only part of the site that pages of others may frame."""

Table = dict[str, dict[str, str]]
"""Start of an address to all the headers for it; the longest start that fits counts."""

_DATA_BLOCKS = ("application/json", "application/ld+json")
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)
_HEADER_ONLY = ("frame-ancestors",)  # a browser ignores it in a page

_EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


class _Scripts(HTMLParser):
    """Collects the scripts written into a page, and the addresses of the others."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.addresses: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.addresses.append(given["src"] or "")
        self._inside = (
            tag == "script" and "src" not in given and given.get("type") not in _DATA_BLOCKS
        )
        if self._inside:
            self.inline.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[-1] += data


@lru_cache(maxsize=512)  # a page is asked about its scripts several times
def _scripts(page: str) -> _Scripts:
    reader = _Scripts()
    reader.feed(page)
    return reader


def inline_scripts(page: str) -> list[str]:
    """Return the text of each inline script of one HTML page."""
    return _scripts(page).inline


def runs_python(page: str) -> bool:
    """Say whether an HTML page loads the checklist's files, and so runs WebAssembly."""
    return any(ENGINE in f"/{address}" for address in _scripts(page).addresses)


def frames_the_checklist(page: str) -> bool:
    """Say whether an HTML page shows the checklist in a frame, as a portal does."""
    return "<coordination-checklist" in page


def policy(pages: list[str], *, is_framed: bool = False) -> dict[str, str]:
    """Return the Content-Security-Policy for these HTML pages, by directive.

    ``is_framed`` is for the page that others frame: under a sandbox it has no
    origin of its own, and starts its worker from a blob.
    """
    digests = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for page in pages
        for script in inline_scripts(page)
    }
    # Python runs as WebAssembly; nothing is ever evaluated as JavaScript.
    python = ["'wasm-unsafe-eval'"] if any(map(runs_python, pages)) else []
    hashes = [f"'sha256-{digest}'" for digest in sorted(digests)]
    frames = {"frame-src": "'self'"} if any(map(frames_the_checklist, pages)) else {}
    return {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *python, *hashes]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self' blob:" if is_framed else "'self'",
        **frames,
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }


def written(directives: dict[str, str]) -> str:
    """Write a policy as a header has it."""
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def make(pages: dict[str, str], framed_by: str = "*") -> Table:
    """Return the headers for a site.

    Takes each HTML page by its address (``/checklist/``), and who may frame
    ``/embed/``, as ``frame-ancestors`` has it.
    """
    # The theme's scripts differ by depth: an area's policy names those of all its pages.
    running = {_area(address) for address, page in pages.items() if runs_python(page)}
    areas: dict[str, list[str]] = {"/": []}
    for address, page in pages.items():
        area = _area(address)
        own = address if frames_the_checklist(page) else "/"
        areas.setdefault(area if area in running else own, []).append(page)
    table = {area: _own(policy(some)) for area, some in areas.items()}
    if EMBED in table:
        # This site shows it to who makes the two lines for a portal.
        framing = framed_by if framed_by == "*" else f"'self' {framed_by}"
        table[EMBED] = _framed(policy(areas[EMBED], is_framed=True), framing)
        table[ENGINE] = _shared()
    return table


def _area(address: str) -> str:
    return f"/{address.split('/')[1]}/"


def _own(directives: dict[str, str]) -> dict[str, str]:
    return _EVERYWHERE | {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": written(directives),
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
    }


def _framed(directives: dict[str, str], framed_by: str) -> dict[str, str]:
    return _EVERYWHERE | {
        # A sandboxed frame has no origin: to it, even our own files come from another.
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
        "Content-Security-Policy": written(directives | {"frame-ancestors": framed_by}),
        # A portal that isolates itself frames only what says that it does likewise.
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _shared() -> dict[str, str]:
    """Return the headers of the checklist's files; a worker runs under those of its own script."""
    directives = {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "connect-src": "'self'",
        "frame-ancestors": "'none'",
    }
    return _EVERYWHERE | {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": written(directives),
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


FOUND_ONLY = ("Cache-Control",)
"""What goes with a file only; anything else sent there has that of ``/``, not kept for a year."""

FOUND = (200, 206, 304)
"""The answers that are a file: all of it, a part of it, or that a browser has it."""


def for_path(table: Table, path: str, is_found: bool = True) -> dict[str, str]:
    """Return the headers for one address, such as ``/checklist/``; none where nothing fits.

    Takes the table, the address, and whether there is something at it.
    """
    fitting = [start for start in table if path.startswith(start)]
    fit = table[max(fitting, key=len)] if fitting else {}
    return fit if is_found else fit | {name: table["/"][name] for name in FOUND_ONLY if fit}


def with_policy(page: str, address: str) -> str:
    """Write into an HTML page what it can say of its policy by itself, before anything it loads.

    Raises ``ValueError`` for a page that does not name its encoding first.
    """
    directives = policy([page], is_framed=address.startswith(EMBED))
    own = {name: value for name, value in directives.items() if name not in _HEADER_ONLY}
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(written(own))}">'
        '<meta name="referrer" content="no-referrer">'
    )
    found = _CHARSET.search(page)
    if found is None:
        raise ValueError(f'{address} lacks <meta charset="utf-8"> at its head.')
    return page[: found.end()] + meta + page[found.end() :]


def write(site: Path, framed_by: str = "*") -> Table:
    """Write policy and digests into each page of a finished site, and the headers beside them."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        address = f"/{path.relative_to(site).as_posix()}".removesuffix("index.html")
        checked = integrity.with_digests(path.read_text("utf-8"), address, site)
        pages[address] = checked
        path.write_text(with_policy(checked, address), "utf-8")
    table = make(pages, framed_by)
    (site / FILE).write_text(json.dumps(table, indent=2) + "\n", "utf-8")
    return table


def read(site: Path) -> Table:
    """Return the headers the build wrote; raises ``FileNotFoundError`` where there was none."""
    table: Table = json.loads((site / FILE).read_text("utf-8"))
    return table
