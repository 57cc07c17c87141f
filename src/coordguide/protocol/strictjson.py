"""JSON as the standard has it: no NaN, no endless number or nesting."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any

MOST_LEVELS = 64
"""How deep a text may nest; content, cases and messages stay far below it."""


def parse(text: str, once: bool = False) -> Any:
    """Read one JSON value.

    Takes the text, and whether a key that stands twice in one object is
    refused. Raises ``ValueError`` where the text is not one to trust.
    """
    hook = _once if once else None
    try:
        value = json.loads(
            text, parse_constant=_finite, parse_float=_finite, object_pairs_hook=hook
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    level = [value]
    for _ in range(MOST_LEVELS):
        level = [inner for outer in level for inner in _parts(outer)]
    if level:
        raise ValueError(f"more than {MOST_LEVELS} levels")
    return value


def _finite(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(f"{written} is not a number of JSON")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key stands twice")
    return table


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
