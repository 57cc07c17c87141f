"""A made-up provider portal that frames the checklist, for trying it out.

It is served by ``make serve`` from another port, and under another host name,
so that a browser sees two sites as with a real portal. Its policy names the
checklist's origin and nothing else beside itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from http.server import ThreadingHTTPServer
from pathlib import Path

from coordguide.site.serving.headers import EMBED, Table, written

FOLDER = Path("checklist") / "embed" / "portal"
"""Where its files are, below the checkout."""

HOST = "localhost"
"""The name it is opened by; the checklist's own address has a number there."""

_LIST = re.compile(r'<script type="application/json" class="cl-portals">(.*?)</script>')


def policy(checklist: str) -> Table:
    """Return the portal's headers: scripts and frames of its own and of ``checklist`` only."""
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' {checklist}",
        "frame-src": checklist,
        "style-src": "'self'",
        "img-src": "'self' data:",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "/": {
            "Cache-Control": "no-store",
            "Content-Security-Policy": written(directives),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }
    }


def page(folder: Path, checklist: str) -> dict[str, bytes]:
    """Return the portal's page by its address, with the address of the checklist filled in."""
    text = (folder / "index.html").read_text("utf-8")
    return {"/": text.replace("{{ checklist }}", checklist).encode()}


def listed(site: Path, origins: Iterable[str]) -> dict[str, bytes]:
    """Return the page for frames with the demonstration among its portals, by its address.

    Takes the site's folder and the demonstration's origins. Only a running
    demonstration sends it: no site that was built lists an origin that its
    editions do not name. Raises ``ValueError`` for a page without a list.
    """
    page = (site / EMBED.strip("/") / "index.html").read_text("utf-8")
    found = _LIST.search(page)
    if found is None:
        raise ValueError(f"{EMBED} lists no portals.")
    more = {edition: [*listed, *origins] for edition, listed in json.loads(found[1]).items()}
    return {EMBED: (page[: found.start(1)] + json.dumps(more) + page[found.end(1) :]).encode()}


def origins(server: ThreadingHTTPServer) -> list[str]:
    """Return the origins by which the portal may be opened, the one to open it by first."""
    return [f"http://{host}:{server.server_port}" for host in (HOST, "127.0.0.1")]
