"""The rooms of the house on the architecture page, drawn from what the tests of its walls read."""

from __future__ import annotations

import itertools

from coordguide.site.bundle.rooms import Room, floors, rooms
from coordguide.site.pages.drawing import WIDTH, Box, line, picture, word
from coordguide.site.pages.page_context import PageContext

_GAP = 24
_SIDE = 10
_PARTS = {
    "package": "Rooms of the package, below src/coordguide/",
    "page": "Rooms of the page's scripts, below checklist/web/",
}


def rooms_of_the_house(context: PageContext, part: str) -> str:
    """Return the drawing of one part's rooms and the table of who may import whom.

    Takes the page and the part, ``package`` or ``page``; raises ``KeyError``
    for any other.
    """
    chosen = rooms(part)
    return f"{_drawing(part, floors(chosen))}\n\n{_table(chosen)}"


def _drawing(part: str, storeys: list[list[Room]]) -> str:
    rows: list[list[Box]] = []
    y = 2.0
    for storey in reversed(storeys):
        width = (WIDTH - 4 - _SIDE * (len(storey) - 1)) / len(storey)
        rows.append(
            [
                Box(2 + at * (width + _SIDE), y, width, room.name, is_dashed=not room.browser)
                for at, room in enumerate(storey)
            ]
        )
        y = rows[-1][0].bottom + _GAP
    parts = [box.svg() for row in rows for box in row]
    middle = WIDTH / 2
    parts += [line(middle, a[0].bottom, middle, b[0].y) for a, b in itertools.pairwise(rows)]
    parts.append(word(2, y, "Solid: runs in the browser. Dashed: on the host only."))
    words = ["A room may import from floors below it, as the table says."]
    for number, storey in enumerate(storeys, 1):
        named = ", ".join(room.name + ("" if room.browser else " (host only)") for room in storey)
        words.append(f"Floor {number}: {named}.")
    return picture(f"rooms-{part}", _PARTS[part], words, parts, y + 8)


def _table(chosen: tuple[Room, ...]) -> str:
    lines = ["| Room | Holds | May import |", "|---|---|---|"]
    for room in chosen:
        allowed = ", ".join(f"`{one.name}`" for one in chosen if one.name in room.may_import)
        lines.append(f"| `{room.name}` | {room.holds} | {allowed or 'nothing of ours'} |")
    return "\n".join(lines)
