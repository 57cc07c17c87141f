"""A made-up provider portal that frames the checklist, for trying it out.

It is served by ``make serve`` from another port, and under another host name,
so that a browser sees two sites as with a real portal. Its policy names the
checklist's origin and nothing else beside itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.server import ThreadingHTTPServer
from pathlib import Path

from coordguide.site.pages import embed
from coordguide.site.serving.headers import EMBED, Table, written

FOLDER = Path("checklist") / "embed" / "portal"
"""Where its files are, below the checkout."""

HOST = "localhost"
"""The name it is opened by; the checklist's own address has a number there."""


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
    """Return the site's list of portals with the demonstration's added, by its address.

    Only a running demonstration sends it: no site that was built lists an
    origin that its editions do not name.
    """
    portals = json.loads((site / embed.FOLDER / embed.PORTALS).read_text("utf-8"))
    more = {edition: [*listed, *origins] for edition, listed in portals.items()}
    return {EMBED + embed.PORTALS: json.dumps(more).encode()}


def origins(server: ThreadingHTTPServer) -> list[str]:
    """Return the origins by which the portal may be opened, the one to open it by first."""
    return [f"http://{host}:{server.server_port}" for host in (HOST, "127.0.0.1")]
