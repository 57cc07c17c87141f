"""The words in a TOML file: every text in it, under its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coordguide.authoring.files import parse_toml
from coordguide.authoring.problems import Problem
from coordguide.authoring.tracing.plain import Text


def texts(file: str, written: str) -> Iterator[Text]:
    """Yield every text of a TOML file with its key (``text.ask``, ``steps[2].text``).

    Takes the file's name and its text; a file that is no TOML has none.
    """
    data = parse_toml(written, file)
    cursor = 0
    for key, value in () if isinstance(data, Problem) else _leaves(data):
        start = _find_start(written, value, key, cursor)
        cursor = max(cursor, start)
        yield Text(file, written.count("\n", 0, start) + 1, key, value)


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{key}[{number}]")


def _find_start(written: str, value: str, key: str, cursor: int) -> int:
    """Return where a value begins in its file, searching on from the value before it."""
    name = re.escape(key.rpartition(".")[2])
    # An item of a list has no name of its own to look for.
    assigned = re.compile(rf'^\s*"?{name}"?\s*=', re.MULTILINE).search(written, cursor)
    begin = assigned.end() if assigned else cursor
    # A quote or backslash is written otherwise in the file than in the value.
    first = re.split(r'["\\\n]', value)[0][:40]
    return max(written.find(first, begin), begin)
