"""Finds where words on screen or paper were written: file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordguide.authoring.files import read_toml, show
from coordguide.authoring.problems import Problem

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_CITE = re.compile(r"\s*\[@[^\]]*\]")
_MARKS = str.maketrans({"*": "", "_": "", "`": "", "’": "'", "‘": "'", "“": '"', "”": '"'})
_HEADING = re.compile(r"#+\s+(.*)")
_ELSEWHERE = (
    ("docs", "**/*.md"),
    (".", "*.md"),
    ("checklist/cases", "**/*.*"),
    ("checklist/web/words", "*.js"),
    ("src/coordguide", "**/*.py"),
)
"""Where else words for people stand, from the folder that holds ``checklist``."""


@dataclass(frozen=True)
class Passage:
    """One place that holds the words: file, line, key or heading, and the text there."""

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        key = f" {self.key}:" if self.key else ""
        return f"{self.file}:{self.line}:{key} {self.text}"


def trace(words: str, root: Path) -> list[Passage]:
    """Find every place where the words are written.

    Takes words as somebody reads them and the content folder. Capitals, line
    breaks, Markdown marks and the shape of quotes do not matter, and a word an
    edition puts in ("the client") finds its placeholder. Returns the places in
    the content first, then in the guide, the cases, the page and the program.
    """
    needle = flatten(words)
    records = [(path, read_toml(path)) for path in sorted(root.glob("**/*.toml"))]
    tables = [(path, data) for path, data in records if not isinstance(data, Problem)]
    terms = [data["terms"] for _, data in tables if isinstance(data.get("terms"), dict)]
    found = [p for path, data in tables for p in _in_record(path, data, needle, terms)]
    for folder, pattern in _ELSEWHERE:
        for path in sorted((root.parent.parent / folder).glob(pattern)):
            if path.is_file():
                found += _in_text(path, needle)
    return found


def flatten(text: str) -> str:
    """Reduce a text to what two people would read out alike."""
    plain = _LINK.sub(r"\1", _CITE.sub("", text)).translate(_MARKS)
    return " ".join(plain.split()).casefold()


def _in_record(
    path: Path, data: dict[str, Any], needle: str, terms: list[dict[str, str]]
) -> Iterator[Passage]:
    written = path.read_text("utf-8")
    cursor = 0
    for key, value in _leaves(data):
        start = _find_start(written, value, key, cursor)
        cursor = max(cursor, start)
        if any(needle in flatten(reading) for reading in _readings(value, terms)):
            lines = value.split("\n")
            number = _last_line_before(lines, needle)
            line = written.count("\n", 0, start) + 1 + number
            yield Passage(show(path), line, key, lines[number].strip())


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{key}[{number}]")


def _readings(value: str, terms: list[dict[str, str]]) -> Iterator[str]:
    """Yield the text as written and as each edition shows it."""
    yield value
    if "{" in value:
        for words in terms:
            shown = value
            for name, word in words.items():
                shown = shown.replace("{" + name + "}", word)
                shown = shown.replace("{" + name.capitalize() + "}", word[:1].upper() + word[1:])
            yield shown


def _find_start(written: str, value: str, key: str, cursor: int) -> int:
    """Return where a value begins in its file, searching on from the value before it."""
    name = re.escape(key.rpartition(".")[2])
    # An item of a list has no name of its own to look for.
    assigned = re.compile(rf'^\s*"?{name}"?\s*=', re.MULTILINE).search(written, cursor)
    begin = assigned.end() if assigned else cursor
    # A quote or backslash is written otherwise in the file than in the value.
    first = re.split(r'["\\\n]', value)[0][:40]
    return max(written.find(first, begin), begin)


def _in_text(path: Path, needle: str) -> Iterator[Passage]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except UnicodeDecodeError:
        return
    heading, start = "", 0
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].strip():
            continue
        block = lines[start:end]
        for line in block:
            title = _HEADING.match(line) if path.suffix == ".md" else None
            heading = title[1] if title else heading
        if needle in flatten("\n".join(block)):
            number = start + _last_line_before(block, needle)
            yield Passage(show(path), number + 1, heading, lines[number].strip())
        start = end + 1


def _last_line_before(lines: list[str], needle: str) -> int:
    """Return the number of the last line from which on the words can still be read."""
    for number in range(len(lines) - 1, 0, -1):
        if needle in flatten("\n".join(lines[number:])):
            return number
    return 0
