"""What a browser keeps, so that the checklist and the guide open without network.

The build writes ``offline.js`` at the top of the site: a service worker with
the list of the files to keep, each with its digest, and a version made of all
of them. A browser keeps all of one version or none of it, so that nobody meets
half of an old site and half of a new one. The list is the same for everybody;
what somebody answers or chooses asks for nothing.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from coordguide.site.bundle.integrity import digest

FILE = "offline.js"
"""The service worker's name, at the top of the site: it may keep what stands below it."""

_SOURCE = "offline-worker.js"

KEPT = (
    "about/",
    "assets/",
    "checklist/",
    "editions/",
    "forms/",
    "glossary/",
    "guide/",
    "javascripts/",
    "paper/",
    "practice/",
    "search/",
    "sources/",
    "stylesheets/",
    "index.html",
    "LICENSE.txt",
    "NOTICES.txt",
)
"""What is kept, by how its path below the site begins; the rest is for its keepers."""

# Only there for somebody who looks for a mistake, or who runs a learning system: a package holds
# the runtime once more.
_LEFT_OUT = (".map", ".gz", "practice/packages/")


def write(root: Path, site: Path) -> None:
    """Write the service worker of a finished site into it."""
    files = {name: digest((site / name).read_bytes()) for name in kept(site)}
    listed = {address(name): digest for name, digest in files.items()}
    text = json.dumps(listed, indent=1)
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    worker = (root / "checklist" / "offline" / _SOURCE).read_text("utf-8")
    head = f'const VERSION = "{version}";\nconst FILES = {text};\n'
    (site / FILE).write_text(head + worker, "utf-8")


def kept(site: Path) -> list[str]:
    """Return the paths below a finished site that are kept, in order."""
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    names = (path.relative_to(site).as_posix() for path in paths)
    return [
        name
        for name in names
        if name.startswith(KEPT) and not any(part in name for part in _LEFT_OUT)
    ]


def address(name: str) -> str:
    """Return the address of a file as a page is asked for: a folder for its ``index.html``."""
    return name.removesuffix("index.html")
