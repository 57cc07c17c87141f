"""Checks the blocks of a document: their kinds, what they name, and what each cannot do without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coordguide.authoring.files import Source
from coordguide.authoring.index import ContentIndex, words_in
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.authoring.prose import check_sentence
from coordguide.documents import FILLS
from coordguide.documents.blocks import KINDS_OF_BLOCK
from coordguide.model import DECISIONS


def check_document(source: Source, index: ContentIndex) -> Iterator[Problem]:
    """Yield every problem of a document: unknown names, and keys that are not there."""
    text = source.data.get("text")
    is_named = isinstance(text, dict) and "act" in text
    if len({"main" in source.data, "press" in source.data, is_named}) > 1:
        fix = "Write main, press and act under [text], or none of them."
        yield source.problem("main", "a part of what to do next", "main, press and act", fix)
    for decision in words_in(source, "main-for"):
        if decision not in DECISIONS:
            fix = suggest(decision, DECISIONS, "Use one of these.")
            yield source.problem("main-for", quote(decision), join(DECISIONS), fix)
    yield from _check_blank(source, index)
    blocks = source.data.get("blocks")
    for number, block in enumerate(blocks if isinstance(blocks, list) else [], 1):
        if isinstance(block, dict):
            yield from _check_block(source, f"blocks[{number}].", block, index)


def _check_blank(source: Source, index: ContentIndex) -> Iterator[Problem]:
    """Yield a problem for each fact of a blank form that is unknown or cannot have that value."""
    known = source.data.get("blank", {})
    facts = index.facts_for("documents")
    for fact, value in known.items() if isinstance(known, dict) else ():
        allowed = facts[fact].values if fact in facts else ()
        values = value if isinstance(value, list) else [value]
        if fact not in facts:
            fix = suggest(fact, facts, "Name a fact.")
            yield source.problem(f"blank.{fact}", "an unknown fact", "facts of documents", fix)
        elif wrong := [one for one in values if one not in allowed]:
            fix = suggest(wrong[0], allowed, "Use one of these.")
            yield source.problem(f"blank.{fact}", quote(wrong[0]), join(allowed), fix)
    text = source.data.get("text")
    if known and isinstance(text, dict):
        for key in ("why", "search"):
            if key not in text:
                fix = f'Add {key} = "…": the list of blank forms has it.'
                yield source.problem(f"text.{key}", "nothing", "words of a blank form", fix)


def _check_block(
    source: Source, place: str, block: dict[str, Any], index: ContentIndex
) -> Iterator[Problem]:
    kinds = (*KINDS_OF_BLOCK, "each-contact", "include")
    named: dict[str, Iterable[str]] = {"kind": kinds, "from": FILLS, "of": index.ids["documents"]}
    for key, allowed in named.items():
        word = block.get(key)
        if key in block and (not isinstance(word, str) or word not in allowed):
            fix = suggest(word, allowed, "Use one of these.")
            yield source.problem(place + key, quote(word), join(allowed), fix)
    for key in ("items", "columns", "carries"):
        yield from _check_list(source, place + key, block.get(key, []), index)
    if not isinstance(block.get("shared", True), bool):
        fix = "Write shared = true, or leave it out."
        yield source.problem(place + "shared", quote(block["shared"]), "true or false", fix)
    yield from _check_needed(source, place, block)


def _check_list(source: Source, key: str, words: Any, index: ContentIndex) -> Iterator[Problem]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        yield source.problem(key, quote(words), "a list of texts", 'Write it as ["…", "…"].')
        return
    elements = index.ids["elements"]
    for word in words:
        if not key.endswith("carries"):
            yield from check_sentence(source, key, word)
        elif word not in elements:
            fix = suggest(word, elements, "Name an element of a release.")
            yield source.problem(key, quote(word), "ids of elements", fix)


def _check_needed(source: Source, place: str, block: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each key that a block of this kind cannot be shown without."""
    needs = {
        "heading": ("text",), "paragraph": ("text",), "note": ("text",), "blank": ("id", "text"),
        "signature": ("text", "items"), "table": ("columns",), "include": ("of",),
        "each-contact": ("from",),
    }  # fmt: skip
    kind = block.get("kind")
    for key in needs.get(kind, ()) if isinstance(kind, str) else ():
        if key not in block:
            yield source.problem(place + key, "nothing", f"{key} in a {kind}", "Add this key.")
    if kind == "table" and not {"lines", "from"} & block.keys():
        fix = 'Add lines = 5, or from = "…".'
        yield source.problem(f"{place}lines", "nothing", "what the table holds", fix)
    if kind in ("list", "boxes", "advice") and not {"items", "from"} & block.keys():
        fix = 'Add items = ["…"], or from = "…".'
        yield source.problem(f"{place}items", "nothing", "what the list holds", fix)
