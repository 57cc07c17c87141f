"""What is wrong in a content file, said so that an editor can put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what was found, what is allowed, how to fix it."""

    file: str
    key: str
    found: str
    allowed: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        return f"{place}: found {self.found}{allowed}. {self.fix}"


class ContentError(Exception):
    """The content cannot be used; ``problems`` holds every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def quote(value: Any) -> str:
    """Show a value as an editor would recognise it: short, and words in quotes."""
    if isinstance(value, str):
        short = value if len(value) <= 60 else value[:57] + "…"
        return f'"{" ".join(short.split())}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table with " + (join(value, "and") or "nothing in it")
    if isinstance(value, list):
        return "a list of " + (join(map(quote, value), "and") or "nothing")
    return str(value)


def join(words: Iterable[str], last: str = "or") -> str:
    """Put words in a row as a sentence does: ``a, b or c``."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def suggest(word: Any, known: Iterable[str], otherwise: str) -> str:
    """Ask "did you mean" where a known word is close, else give the other advice.

    Takes the word found, the words that exist, and the sentence to say when
    none of them is near.
    """
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    near = difflib.get_close_matches(str(word).casefold(), folded, n=1, cutoff=0.6)
    return f'Did you mean "{folded[near[0]]}"?' if near else otherwise
