"""The words in pages: Markdown, HTML with or without template marks, and plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coordguide.authoring.tracing.plain import GAP, Text

_HEADING = re.compile(r"#+\s+(.*)")
_INLINE = "a|abbr|b|button|cite|code|em|i|input|kbd|mark|q|small|span|strong|sub|sup|time"
_BREAK = re.compile(rf"<(?!/?(?:{_INLINE})\b)[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_SAID = re.compile(r'\b(?:alt|aria-label|content|placeholder|title|value)="([^"]*)"')
_LOGIC = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SHOWN = re.compile(r"\{\{.*?\}\}|\$[a-z]+\b", re.DOTALL)
_QUOTED = re.compile(r'"([^"\n]*)"')


def markdown(file: str, written: str) -> Iterator[Text]:
    """Yield the blocks of a Markdown page, each under the heading above it.

    Takes the file's name and its text. A heading is a text of its own as well.
    """
    heading, start = "", 0
    lines = _template(written).split("\n")
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].strip():
            continue
        block = lines[start:end]
        for number, line in enumerate(block):
            if title := _HEADING.match(line):
                heading = title[1]
                yield Text(file, start + number + 1, heading, heading)
        if block:
            yield Text(file, start + 1, heading, "\n".join(block))
        start = end + 1


def html(file: str, written: str) -> Iterator[Text]:
    """Yield the words of an HTML page or template, and those of its labels and titles.

    Takes the file's name and its text. What a template fills in is a gap; the
    words that it chooses between are texts of their own.
    """
    blank = _UNSEEN.sub(_same_lines, written)
    for found in _LOGIC.finditer(blank):
        yield from _quoted(file, blank, found)
    for found in _SHOWN.finditer(blank):
        yield from _quoted(file, blank, found)
    plain = _template(blank)
    for found in _SAID.finditer(plain):
        yield Text(file, _line(plain, found.start()), "", found[1])
    at = 0
    for piece in (*_BREAK.finditer(plain), None):
        end = piece.start() if piece else len(plain)
        words = plain[at:end]
        if words.replace(GAP, "").strip():
            lead = len(words) - len(words.lstrip())
            yield Text(file, _line(plain, at + lead), "", words.strip())
        at = piece.end() if piece else end


def lines(file: str, written: str) -> Iterator[Text]:
    """Yield each line of a file by itself."""
    for number, line in enumerate(written.split("\n"), 1):
        if line.strip():
            yield Text(file, number, "", line)


def _template(written: str) -> str:
    """Return a template with gaps where something is filled in, every line where it was."""
    return _SHOWN.sub(lambda found: GAP + _same_lines(found), _LOGIC.sub(_same_lines, written))


def _same_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _quoted(file: str, written: str, found: re.Match[str]) -> Iterator[Text]:
    for words in _QUOTED.finditer(found[0]):
        if " " in words[1].strip():
            yield Text(file, _line(written, found.start() + words.start()), "", words[1])


def _line(written: str, at: int) -> int:
    return written.count("\n", 0, at) + 1
