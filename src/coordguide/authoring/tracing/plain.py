"""Reduces written words to what two people would read out alike.

What the program fills in (an edition's word, a name, a number) is a gap: on
screen any words may stand there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

GAP = "\x00"
"""Stands in a text for whatever is filled in there."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CITE = re.compile(r"\s*\[@[^\]]*\]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ATTRIBUTES = re.compile(r"\{\s*[.#:][^}\n]*\}")
_TAG = re.compile(r"</?(?!https?:)[a-zA-Z][^<>]*>")
_FILLED = re.compile(r"\{[A-Za-z][A-Za-z0-9_. -]*\}")
_MARKS = str.maketrans(
    {
        "*": "",
        "_": "",
        "`": "",
        "|": " ",
        "¶": "",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
    }
)


@dataclass(frozen=True)
class Text:
    """One piece of words for people: where it is written, and the words as written.

    ``key`` names it within its file: a key, a heading, or what the program calls it.
    """

    file: str
    line: int
    key: str
    words: str


def flatten(text: str) -> str:
    """Return a text without capitals, marks, links, citations and line breaks."""
    plain = _LINK.sub(r"\1", _CITE.sub("", _COMMENT.sub(" ", text)))
    plain = html.unescape(_TAG.sub("", _ATTRIBUTES.sub("", plain)))
    return " ".join(plain.translate(_MARKS).split()).casefold()


def readings(text: str, terms: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield a text, flattened, as written and as each edition shows it.

    Takes the text and the terms of each edition (``{"person": "client"}``).
    What is filled in besides becomes a ``GAP``.
    """
    yield flatten(text.replace(GAP, ""))
    if GAP in text or "{" in text:
        shown = {_filled(text, words) for words in terms} or {text}
        yield from sorted(flatten(_FILLED.sub(GAP, one)) for one in shown)


def _filled(text: str, terms: dict[str, str]) -> str:
    for name, word in terms.items():
        text = text.replace("{" + name + "}", word)
        text = text.replace("{" + name.capitalize() + "}", word[:1].upper() + word[1:])
    return text
