"""Case files as a page would send their cases."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any


def case_in(path: Path) -> dict[str, Any]:
    """Return the case of a case file, as a page sends it."""
    data = tomllib.loads(path.read_text("utf-8"))
    plain = json.loads(json.dumps(data, default=str))
    return {
        "edition": plain["edition"],
        "today": plain["today"],
        "facts": plain.get("facts", {}),
        "contacts": [{"facts": {}, **row} for row in plain.get("contacts", [])],
    }
