"""JSON as the standard has it: no NaN, no endless number or nesting."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

MOST_LEVELS = 64
"""How deep a text may nest; content, cases and messages stay far below it."""

MOST_DIGITS = 40
"""How long a number may be; Python refuses to read very long ones, and none is needed."""

_TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_LONG = re.compile(f"[0-9]{{{MOST_DIGITS + 1}}}")
_BRACKET = re.compile(r"[\[\]{}]")


def parse(text: str, once: bool = False) -> Any:
    """Read one JSON value.

    Takes the text, and whether a key that stands twice in one object is
    refused. Raises ``ValueError`` where the text is not one to trust.
    """
    check_limits(text)
    hook = _once if once else None
    return json.loads(text, parse_constant=_finite, parse_float=_finite, object_pairs_hook=hook)


def check_limits(text: str) -> None:
    """Refuse what no reader may try: deep nesting ends the browser's Python without a word.

    Takes JSON text, which need not be right. Raises ``ValueError`` with what is too much.
    """
    bare = _TEXT.sub("", text)
    if _LONG.search(bare):
        raise ValueError(f"a number of more than {MOST_DIGITS} digits")
    level = 0
    for bracket in _BRACKET.findall(bare):
        level += 1 if bracket in "[{" else -1
        if level > MOST_LEVELS:
            raise ValueError("brackets nested too deeply to be a case")


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
