"""Writes the notices: one file for people and lawyers, and a table for a page."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from coordguide.lms.contents import NEEDED
from coordguide.site.notices.parts import Part, find

FILE = "NOTICES.txt"
"""The name of the notices, wherever something is handed on."""

LICENSE = "LICENSE.txt"
"""The name of our own license there."""

_RULE = "=" * 78
_HEAD = """What others made in these files
{rule}

coordguide is under the Apache License 2.0: see {license}. These files also hold
work of others, under licenses of their own. First each part with where it is,
then the texts of the licenses, each once.
"""


def of_package(root: Path, assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return license and notices for packages for learning systems, by name.

    Takes the checkout and the files that packages choose from. Raises ``NoticeError``.
    """
    chosen = {name: partial(bytes, assets[name]) for name in NEEDED if name in assets}
    return both(root, find(root, chosen))


def both(root: Path, parts: list[Part]) -> dict[str, bytes]:
    """Return our license and the notices of the parts, by name."""
    return {LICENSE: (root / "LICENSE").read_bytes(), FILE: notices(parts).encode()}


def notices(parts: list[Part]) -> str:
    """Return the notices of the parts as plain text; equal parts give equal text."""
    numbers: dict[str, int] = {}
    entries = []
    for part in parts:
        texts = [numbers.setdefault(text.strip(), len(numbers) + 1) for text in part.texts]
        entries.append(_entry(part, texts))
    bodies = (f"{_RULE}\nText {number}\n{_RULE}\n\n{text}\n" for text, number in numbers.items())
    head = _HEAD.format(rule=_RULE, license=LICENSE)
    return "\n".join([head, *entries, *bodies])


def table(parts: list[Part]) -> str:
    """Return the parts as a table for a page, in Markdown."""
    lines = ["| Part | Version | License | Came with | In |", "|---|---|---|---|---|"]
    for part in parts:
        cells = (part.name, part.version or "not told", part.license, part.inside)
        names = ", ".join(sorted({f"`{_short(path)}`" for path in part.found}))
        lines.append(f"| {' | '.join(map(html.escape, cells))} | {names} |")
    return "\n".join(lines)


def _entry(part: Part, texts: list[int]) -> str:
    lines = [
        f"{part.name} {part.version}".rstrip(),
        f"    license: {part.license}" + (f" ({_numbered(texts)} below)" if texts else ""),
        f"    in: {', '.join(sorted({_short(path) for path in part.found}))}"
        + (f", as a part of {part.inside}" if part.inside else ""),
    ]
    if part.changes:
        lines.append(f"    changes: {part.changes}")
    if part.source:
        lines.append(f"    source: {part.source}")
    lines += [f"    {line}" for line in part.copyright]
    return "\n".join(lines) + "\n"


def _numbered(texts: list[int]) -> str:
    return f"text{'s' if len(texts) > 1 else ''} {' and '.join(map(str, texts))}"


def _short(path: str) -> str:
    """Return a path as people know it: sheets together, other files by their name."""
    return "paper/*.pdf" if path.endswith(".pdf") else path.rpartition("/")[2]
