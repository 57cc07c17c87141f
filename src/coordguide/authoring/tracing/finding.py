"""Holds words somebody read against every text of the project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coordguide.authoring.tracing.gathering import gather, terms_of
from coordguide.authoring.tracing.plain import GAP, Text, flatten, readings

_WORD = re.compile(r"[^\s.,;:!?()\"'“”]+")
_PARTLY = re.compile(rf"\S*{GAP}\S*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MARKS = " .,;:!?"
FEWEST = 2
"""So many words at least must be written out where others were filled in."""


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


@dataclass(frozen=True)
class _Reading:
    """One text as somebody may read it."""

    text: Text
    plain: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words one by one; one that is partly filled in is a gap as a whole."""
        return tuple(_WORD.findall(_PARTLY.sub(GAP, self.plain)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that are written out."""
        return frozenset(self.words) - {GAP}


class Traces:
    """Every text of a project, ready to be searched.

    Takes the content folder; the rest of the project is beside its parent.
    """

    def __init__(self, root: Path) -> None:
        terms = terms_of(root)
        self._whole: list[_Reading] = []
        self._filled: list[_Reading] = []
        for text in gather(root):
            for plain in dict.fromkeys(readings(text.words, terms)):
                (self._filled if GAP in plain else self._whole).append(_Reading(text, plain))

    @cached_property
    def _everything(self) -> str:
        return "\n".join(one.plain for one in (*self._whole, *self._filled))

    def find(self, words: str) -> list[Passage]:
        """Return every place where the words are written.

        Takes words as somebody reads them. Capitals, line breaks, marks and the
        shape of quotes do not matter. Where no text holds them as they are,
        those into which something is filled are tried, and of these the ones
        returned that write out most of the words; then each sentence by itself,
        and last the longest run of words that is written anywhere.
        """
        found = self._find(words)
        sentences = _SENTENCE.split(words.strip())
        if not found and len(sentences) > 1:
            found = [passage for sentence in sentences for passage in self._find(sentence)]
        return list(dict.fromkeys(found or self._find_part(flatten(words).split())))

    def _find_part(self, words: list[str]) -> list[Passage]:
        for size in range(len(words) - 1, FEWEST, -1):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size])
                if part in self._everything:
                    return self._find_as_written(part)
        return []

    def _find_as_written(self, needle: str) -> list[Passage]:
        every = (*self._whole, *self._filled)
        found = [one for one in every if needle in one.plain]
        # A text that is the words and no more comes before one that has them among others.
        found.sort(key=lambda one: one.plain.strip(_MARKS) != needle.strip(_MARKS))
        return [_passage(one.text, needle) for one in found]

    def _find(self, words: str) -> list[Passage]:
        needle = flatten(words)
        if not needle:
            return []
        if needle in self._everything:
            return self._find_as_written(needle)
        wanted = tuple(_WORD.findall(needle))
        scores = [(_written_out(one, wanted), one) for one in self._filled]
        best = max((score for score, _ in scores), default=0)
        return [_passage(one.text, needle) for score, one in scores if score and score == best]


def trace(words: str, root: Path) -> list[Passage]:
    """Find every place where the words are written.

    Takes words as somebody reads them and the content folder; returns what
    ``Traces.find`` does.
    """
    return Traces(root).find(words)


def _written_out(reading: _Reading, wanted: tuple[str, ...]) -> int:
    """Return how many of the words a text with gaps writes out; 0 where it cannot read so.

    Takes the words in order. They may begin and end anywhere in the text; a gap
    may hold any words, or none.
    """
    if sum(word in reading.vocabulary for word in wanted) < FEWEST:
        return 0
    best: list[int | None] = [0] * (len(reading.words) + 1)
    for word in wanted:
        best = _step(reading.words, best, word)
    most = max((score for score in best if score is not None), default=0)
    if most < FEWEST:
        return 0
    # A long list may follow the words that announce it.
    begins = reading.words[:FEWEST] == wanted[:FEWEST]
    return most if begins or most >= max(FEWEST, len(wanted) // 4) else 0


def _step(text: tuple[str, ...], best: list[int | None], word: str) -> list[int | None]:
    """Return the most words written out so far, by the place in the text that is reached."""
    after: list[int | None] = [None] * len(best)
    for at, written in enumerate(text):
        before = best[at]
        if before is None:
            continue
        if written == GAP:
            after[at] = max(before, after[at] or 0)
            best[at + 1] = max(before, best[at + 1] or 0)  # the gap may be empty
        elif written == word:
            after[at + 1] = max(before + 1, after[at + 1] or 0)
    return after


def _passage(text: Text, needle: str) -> Passage:
    lines = text.words.replace(GAP, "…").split("\n")
    number = _last_line_before(lines, needle)
    shown = lines[number].strip() or text.words.strip().split("\n")[0]
    return Passage(text.file, text.line + number, text.key, shown)


def _last_line_before(lines: list[str], needle: str) -> int:
    """Return the number of the last line from which on the words can still be read."""
    for number in range(len(lines) - 1, 0, -1):
        if needle in flatten("\n".join(lines[number:])):
            return number
    return 0
