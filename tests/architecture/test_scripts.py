"""The walls between the rooms of the page's scripts: who may import whom."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordguide.site.bundle.rooms import Room, floors, rooms

WEB = Path(__file__).parents[2] / "checklist" / "web"
MAY_IMPORT = {room.name: room.may_import for room in rooms("page")}
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")
FILES = sorted(
    path
    for path in WEB.rglob("*")
    if path.suffix in {".js", ".mjs", ".ts", ".tsx"}
    and path.parent != WEB
    and "node_modules" not in path.parts
)


def room_of(path: Path) -> str:
    return path.relative_to(WEB).parts[0]


def forbidden(path: Path, text: str) -> list[str]:
    """Imports of another room that the table does not allow; what is made by the build is none."""
    wrong = []
    for found in IMPORTED.findall(text):
        target = (path.parent / found).resolve()
        room = room_of(target)
        if room in MAY_IMPORT and room not in MAY_IMPORT[room_of(path)] | {room_of(path)}:
            wrong.append(f"{room_of(path)} imports {room}/{target.name}")
    return wrong


def name(path: Path) -> str:
    return str(path.relative_to(WEB))


def test_every_script_is_in_a_room_of_the_table() -> None:
    assert {room_of(path) for path in FILES} == MAY_IMPORT.keys()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_scripts_import_what_the_table_allows(path: Path) -> None:
    assert forbidden(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("engine", 'import { h } from "../screens/drawing.ts";'),
        ("case", 'import {\n  h,\n} from "../screens/drawing.ts";'),
        ("words", 'import "../engine/client.js";'),
        ("embed", 'const { player } = await import("../practice/player.js");'),
        ("screens", "export * from '../embed/frame.js';"),
        ("practice/reporting", 'import { newCase } from "../../case/state.js";'),
    ],
)
def test_a_forbidden_arrow_is_seen(room: str, line: str) -> None:
    assert len(forbidden(WEB / room / "some.js", line)) == 1


def test_nothing_stands_below_what_it_imports() -> None:
    def level(part: tuple[Room, ...]) -> Iterator[tuple[str, int]]:
        for at, floor in enumerate(floors(part)):
            yield from ((room.name, at) for room in floor)

    package = dict(level(rooms("package")))
    for room in rooms("package"):
        assert all(package[other] < package[room.name] for other in room.may_import), room
    # The one circle there is: forms and letters are drawn as screens are, and shown by them.
    page = dict(level(rooms("page")))
    assert page["documents"] == page["screens"] == page["embed"] < page["practice"]
