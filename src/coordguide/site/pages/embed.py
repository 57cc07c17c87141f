"""What portals need to show the checklist in their own pages.

``/embed/`` holds a bare page for frames, the element that frames it as one
script without imports, and the schema of their messages. The list of portals
that an edition lets a note be sent to stands in the page itself, so that
nothing that is fetched later decides where a note may go.
"""

from __future__ import annotations

import html
import json
import tomllib
from pathlib import Path
from typing import Any

from coordguide.model import Content
from coordguide.site.pages import checklist_page
from coordguide.site.pages.page_context import PageContext

FOLDER = "embed/"
ELEMENT = "coordination-checklist.js"
SCHEMA = "messages.schema.json"


def files(root: Path, content: Content, element: bytes, assets_url: str) -> dict[str, bytes]:
    """Return the files of ``/embed/`` by name.

    Takes the checkout, the content, the element's script, and the address of
    the checklist's files as ``/embed/`` sees it, ending in a slash.
    """
    made = {
        "index.html": checklist_page.render_bare(content, assets_url),
        SCHEMA: _source(root, SCHEMA),
    }
    return {ELEMENT: element, **{name: text.encode() for name, text in made.items()}}


def messages(root: Path) -> dict[str, Any]:
    """Return the shape of each message that crosses the frame, by its type, as published."""
    shapes: dict[str, Any] = _bare(json.loads(_source(root, SCHEMA))["$defs"])
    return shapes


_FOUND = {"yes": "yes", "told": "no, says so", "no": "**no**"}


def frames(root: Path) -> dict[str, Any]:
    """Return what works in which frame, as the tests found it."""
    return tomllib.loads(_source(root, "frames.toml"))


def frames_table(context: PageContext) -> str:
    """Write what works in which frame as a table, a row for each frame."""
    known = context.site.frames
    columns = known["columns"]
    rows = [["Frame", *columns.values()], ["---"] * (len(columns) + 1)]
    for frame in known["frames"]:
        rows.append([frame["title"], *(_FOUND[frame["finds"][name]] for name in columns)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def edition_choices(context: PageContext) -> str:
    """Write each edition as a choice of a list, for the page that makes a portal's lines."""
    editions = context.content.editions.values()
    return "".join(
        f'<option value="{one.id}">{html.escape(one.text["short"])}</option>' for one in editions
    )


def element_digest(context: PageContext) -> str:
    """Write the digest of this build's element, for portals that pin it."""
    return f"`{context.site.element_digest}`"


def _source(root: Path, name: str) -> str:
    return (root / "checklist" / "embed" / name).read_text("utf-8")


def _bare(shape: Any) -> Any:
    """Return a schema without what only people read."""
    if not isinstance(shape, dict):
        return shape
    return {
        key: _bare(value)
        for key, value in shape.items()
        if not (key == "description" and isinstance(value, str))
    }
