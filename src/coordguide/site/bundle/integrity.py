"""Names in each page the digest of every script and style it loads.

A browser then refuses a file that was changed or cut off on its way. Modules
that a page names ahead are covered with all that imports them; what a worker
loads by itself is outside of what HTML can say.
"""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import urlsplit

_RELATIONS = ("modulepreload", "stylesheet")

_FETCHES = "data-index"
"""On a script's tag, what the script fetches; its digest is put beside it as ``data-digest``."""


class _Tags(HTMLParser):
    """Collects the tags that load a script or a style, each with what it has to say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        loads = given.get("src") if tag == "script" else given.get("href")
        is_loading = tag == "script" or (tag == "link" and given.get("rel") in _RELATIONS)
        if is_loading and loads and "integrity" not in given:
            self.found[self.get_starttag_text() or ""] = {**given, "address": loads}


def with_digests(page: str, address: str, site: Path) -> str:
    """Return an HTML page with the digest of each file of the site it loads.

    Takes the page's address below the site (``/checklist/``) and the site's
    folder. Raises ``FileNotFoundError`` where a page loads what is not there.
    """
    tags = _Tags()
    tags.feed(page)
    for tag, given in tags.found.items():
        path = _file(given["address"], address, site)
        if path is None:
            continue
        more = f' integrity="{digest(path.read_bytes())}"'
        # A sandboxed frame may check only what it asks for as from another origin.
        # Modules are always asked for so.
        if given.get("type") != "module" and given.get("rel") != "modulepreload":
            more += ' crossorigin="anonymous"'
        if fetched := _file(given.get(_FETCHES), address, site):
            more += f' data-digest="{digest(fetched.read_bytes())}"'
        page = page.replace(tag, f"{tag[:-1].rstrip('/ ')}{more}>")
    return page


def _file(named: str | None, address: str, site: Path) -> Path | None:
    """Return the site's file that a page at an address names, or nothing where it is not ours."""
    parts = urlsplit(named or "")
    if not named or parts.scheme or parts.netloc:
        return None
    return site / normpath(join(address, parts.path)).lstrip("/")


def digest(data: bytes) -> str:
    """Return the digest of a file as HTML has it."""
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"
