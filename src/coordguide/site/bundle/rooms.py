"""The rooms of the house, as ``rooms.toml`` beside them lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Room:
    """One room: what it holds, which others it may import, and whether the browser gets it."""

    name: str
    holds: str
    may_import: frozenset[str]
    browser: bool


def rooms(part: str) -> tuple[Room, ...]:
    """Return the rooms of one part, lowest first, as the file lists them.

    Takes ``package`` for those of the Python package or ``page`` for those of
    the page's scripts, which all run in the browser; raises ``KeyError`` for
    any other.
    """
    listed = tomllib.loads(files("coordguide").joinpath("rooms.toml").read_text("utf-8"))[part]
    return tuple(
        Room(one["name"], one["holds"], frozenset(one["may-import"]), one.get("browser", True))
        for one in listed
    )


def floors(chosen: Iterable[Room]) -> list[list[Room]]:
    """Return rooms by floor, the lowest first; a room stands above all that it may import.

    Rooms that may import each other, directly or around a corner, share a floor.
    """
    named = {room.name: room for room in chosen}
    below = {name: _reached(name, named) for name in named}
    level: dict[str, int] = {}

    def height(name: str) -> int:
        circle = {name} | {other for other in below[name] if name in below[other]}
        if name not in level:
            under = {target for one in circle for target in named[one].may_import} - circle
            level.update(dict.fromkeys(circle, max((height(one) + 1 for one in under), default=0)))
        return level[name]

    highest = max(map(height, named), default=-1)
    return [[named[n] for n in named if level[n] == at] for at in range(highest + 1)]


def _reached(name: str, named: dict[str, Room]) -> set[str]:
    found: set[str] = set()
    waiting = list(named[name].may_import)
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += named[other].may_import
    return found
