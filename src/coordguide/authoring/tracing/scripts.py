"""The words in the page's scripts: every text in quotes, and templates with their gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coordguide.authoring.tracing.plain import GAP, Text

_KEY = re.compile(r"([\w$]+|\"[^\"]*\")\s*(?::|=(?!=))[^:=]*$")
_ESCAPES = {"n": "\n", "t": "\t", "\n": ""}
_JOINED = re.compile(r"\s*\+\s*")
_BEFORE_PATTERN = "(,=:[!&|?{};+-*%<>~^"


def texts(file: str, written: str) -> Iterator[Text]:
    """Yield every text of a script, each under the name before it on its line.

    Takes the file's name and its text. What a template fills in is a gap, and
    texts that are joined with a plus are one.
    """
    pieces = sorted(_Reader(written).read(), key=lambda piece: piece.start)
    open_piece: _Piece | None = None
    for piece in pieces:
        if open_piece and _JOINED.fullmatch(written[open_piece.end : piece.start]):
            open_piece = _Piece(open_piece.start, piece.end, open_piece.words + piece.words)
            continue
        if open_piece:
            yield _text(file, written, open_piece)
        open_piece = piece
    if open_piece:
        yield _text(file, written, open_piece)


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    words: str


def _text(file: str, written: str, piece: _Piece) -> Text:
    line = written.rfind("\n", 0, piece.start) + 1
    named = _KEY.search(written[line : piece.start])
    key = named[1].strip('"') if named else ""
    return Text(file, written.count("\n", 0, piece.start) + 1, key, piece.words)


class _Reader:
    """Goes through a script once and keeps what stands in quotes."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._found: list[_Piece] = []

    def read(self) -> list[_Piece]:
        self._code(0, "")
        return self._found

    def _code(self, at: int, closing: str) -> int:
        """Read code up to an unmatched closing brace; returns where it ended."""
        written, depth, last = self._written, 0, ""
        while at < len(written):
            char = written[at]
            if char == closing and depth == 0:
                return at
            if written.startswith(("//", "/*"), at):
                at = self._comment(at)
                continue
            if char in "\"'":
                at = self._quoted(at)
            elif char == "`":
                at = self._template(at)
            elif char == "/" and (not last or last in _BEFORE_PATTERN):
                at = self._pattern(at)
            else:
                depth += (char == "{") - (char == "}")
                at += 1
            last = char if not char.isspace() else last
        return at

    def _comment(self, at: int) -> int:
        end = "\n" if self._written.startswith("//", at) else "*/"
        found = self._written.find(end, at + 2)
        return len(self._written) if found < 0 else found + len(end) - (end == "\n")

    def _quoted(self, start: int) -> int:
        quote, at, words = self._written[start], start + 1, ""
        while at < len(self._written) and self._written[at] not in (quote, "\n"):
            at, words = self._char(at, words)
        self._found.append(_Piece(start, at + 1, words))
        return at + 1

    def _template(self, start: int) -> int:
        at, words = start + 1, ""
        while at < len(self._written) and self._written[at] != "`":
            if self._written.startswith("${", at):
                at = self._code(at + 2, "}") + 1
                words += GAP
            else:
                at, words = self._char(at, words)
        self._found.append(_Piece(start, at + 1, words))
        return at + 1

    def _char(self, at: int, words: str) -> tuple[int, str]:
        if self._written[at] != "\\":
            return at + 1, words + self._written[at]
        escaped = self._written[at + 1 : at + 2]
        return at + 2, words + _ESCAPES.get(escaped, escaped)

    def _pattern(self, at: int) -> int:
        """Pass over a regular expression, whose quotes are no words."""
        inside = False
        at += 1
        while at < len(self._written) and self._written[at] != "\n":
            char = self._written[at]
            if char == "/" and not inside:
                return at + 1
            inside = char == "[" or (inside and char != "]")
            at += 2 if char == "\\" else 1
        return at
