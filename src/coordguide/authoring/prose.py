"""Checks the words that people read: there, not empty, no raw HTML, only known words in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coordguide.authoring import markup
from coordguide.authoring.files import Source
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.authoring.shapes import MARKDOWN, PLACEHOLDERS, Shape
from coordguide.documents import WORDS

_BRACES = re.compile(r"\{([^{}]*)\}")


def check_words(source: Source, text: dict[str, Any], shape: Shape) -> Iterator[Problem]:
    """Yield every problem of the words that people read, in ``[text]``."""
    for key in shape.words:
        if key not in text:
            yield source.problem(
                f"text.{key}", "nothing", "the words people read", f'Add {key} = "…".'
            )
    for key, words in text.items():
        if key not in shape.labels:
            yield from check_sentence(source, f"text.{key}", words, key in MARKDOWN)
        elif isinstance(words, dict):
            for name, label in words.items():
                yield from check_sentence(source, f"text.{key}.{name}", label)
        else:
            yield source.problem(
                f"text.{key}", quote(words), "a table of texts", 'Write name = "…" in it.'
            )


def check_sentence(
    source: Source, key: str, words: Any, is_markdown: bool = False
) -> Iterator[Problem]:
    """Yield every problem of one text: not text, empty, or with raw HTML in it."""
    if not isinstance(words, str):
        yield source.problem(key, quote(words), "text in quotes", 'Write it as "…".')
        return
    if not words.strip():
        yield source.problem(
            key, "empty text", "the words people read", "Write them, or remove the key."
        )
    tag = markup.find_tag(words)
    if tag:
        allowed = "Markdown" if is_markdown else "plain text"
        yield source.problem(key, f"raw HTML {quote(tag)}", allowed, f"Write it as {allowed}.")
    elif is_markdown and (unsafe := markup.find_unsafe(words)):
        allowed = "links inside the site or to https:, http:, mailto: or tel:, and no images"
        yield source.problem(key, unsafe, allowed, "Remove it or correct the address.")
    # A phrase is completed by the code that says it, with words of its own.
    if source.kind != "phrases":
        yield from _check_braces(source, key, words)


def _check_braces(source: Source, key: str, words: str) -> Iterator[Problem]:
    known = (*PLACEHOLDERS, *WORDS) if source.kind == "documents" else PLACEHOLDERS
    for name in _BRACES.findall(words):
        if name not in known:
            fix = suggest(name, known, "Write the word itself, without braces.")
            yield source.problem(key, f'"{{{name}}}"', join(f"{{{word}}}" for word in known), fix)
