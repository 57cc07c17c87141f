"""The ids of all editions, for tests that ask something of each of them."""

import tomllib
from pathlib import Path
from typing import Any


def _read() -> dict[str, dict[str, Any]]:
    folder = Path(__file__).parents[2] / "checklist" / "content" / "editions"
    read = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
    return {one["id"]: one for one in sorted(read, key=lambda one: (one["order"], one["id"]))}


_WRITTEN = _read()

EDITIONS = tuple(_WRITTEN)
"""Every edition, in the order of the checklist."""

ON_THEIR_OWN = tuple(name for name, one in _WRITTEN.items() if not one.get("like"))
"""Those that share no other's text."""

EXCEPTIONS = {name: tuple(one.get("exceptions", ())) for name, one in _WRITTEN.items()}
"""The exceptions from the release that each of them grants."""

WITHOUT_STATE = tuple(name for name, one in _WRITTEN.items() if not one.get("state"))
"""Those whose cases have to say the state."""
