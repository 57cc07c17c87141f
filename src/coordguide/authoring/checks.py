"""Checks each content file by itself: its keys, their types, values, days and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, get_type_hints

from coordguide.authoring import markup
from coordguide.authoring.files import Source
from coordguide.authoring.grammar import is_day, is_id
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.authoring.prose import check_sentence, check_words
from coordguide.authoring.shapes import SHAPES, Shape
from coordguide.model import KINDS, Citation


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_Type = tuple[Callable[[Any], bool], str, str]
_TYPES: dict[Any, _Type] = {
    str: (lambda value: isinstance(value, str), "text in quotes", 'Write it as "…".'),
    int: (_is_number, "a whole number", "Write it without quotes, as 10."),
    bool: (
        lambda value: isinstance(value, bool),
        "true or false",
        "Write true or false without quotes.",
    ),
    dict[str, Any]: (
        lambda value: isinstance(value, dict),
        "a table",
        "Write it as { … } or under a [heading].",
    ),
    dict[str, str]: (
        lambda value: (
            isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
        ),
        "a table of texts",
        'Write each as name = "…".',
    ),
    dict[str, int]: (
        lambda value: isinstance(value, dict) and all(_is_number(item) for item in value.values()),
        "a table of whole numbers",
        "Write each as name = 2.",
    ),
    tuple[str, ...]: (_is_words, "a list of texts", 'Write it as ["…", "…"].'),
    tuple[Citation, ...]: (_is_words, "a list of citations", 'Write it as ["CON-1"].'),
    tuple[dict[str, Any], ...]: (_is_tables, "a list of tables", "Write each under a [[heading]]."),
}


@cache
def _types(kind: str) -> dict[str, _Type]:
    return {
        name.replace("_", "-"): _TYPES[hint] for name, hint in get_type_hints(KINDS[kind]).items()
    }


def check_file(source: Source) -> Iterator[Problem]:
    """Yield every problem of one file that can be seen without the other files."""
    shape = SHAPES[source.kind]
    types = _types(source.kind)
    yield from _check_id(source)
    yield from _check_unknown(source, "", source.data, types)
    for key, value in source.data.items():
        if key in types and not types[key][0](value):
            yield source.problem(key, quote(value), types[key][1], types[key][2])
    required = (
        *shape.required,
        *(("cites",) if shape.is_cited else ()),
        *(("text",) if shape.words else ()),
    )
    for key in required:
        if key not in source.data and not _near_miss(key, source.data, types):
            yield source.problem(key, "nothing", types[key][1], "Add this key.")
    yield from _check_values(source, shape)
    yield from _check_parts(source, shape)
    text = source.data.get("text")
    if isinstance(text, dict):
        known = (*shape.words, *shape.more_words, *shape.labels)
        yield from _check_unknown(source, "text.", text, known)
        yield from check_words(source, text, shape)


def _near_miss(key: str, data: dict[str, Any], known: Iterable[str]) -> bool:
    """Say whether an unknown key is this one misspelt, so that it is reported once."""
    return any(f'"{key}"' in suggest(name, known, "") for name in data if name not in known)


def _check_id(source: Source) -> Iterator[Problem]:
    written = source.data.get("id")
    if not isinstance(written, str):
        if written is None:
            yield source.problem(
                "id", "nothing", "the name of the file", f'Add id = "{source.path.stem}".'
            )
        return
    if not is_id(written if source.kind not in ("statements", "elements") else written.lower()):
        yield source.problem(
            "id", quote(written), "lower-case letters, digits and hyphens", "Rename it so."
        )
    elif written.lower() != source.path.stem:
        fix = f"Rename the file to {written.lower()}.toml, or correct the id."
        yield source.problem("id", quote(written), f'the file\'s name, "{source.path.stem}"', fix)


def _check_unknown(
    source: Source, prefix: str, data: dict[str, Any], known: Iterable[str]
) -> Iterator[Problem]:
    known = list(known)
    for key in data:
        if key not in known:
            yield source.problem(
                prefix + key, "an unknown key", join(known), suggest(key, known, "Remove it.")
            )


def _check_values(source: Source, shape: Shape) -> Iterator[Problem]:
    for key, allowed in shape.choices.items():
        value = source.data.get(key, [])
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and word not in allowed:
                fix = suggest(word, allowed, "Use one of these.")
                yield source.problem(key, quote(word), join(w or '""' for w in allowed), fix)
    for key in shape.days:
        day = source.data.get(key)
        if isinstance(day, str) and not is_day(day):
            fix = f'Write a day that exists: {key} = "2026-01-31".'
            yield source.problem(key, quote(day), "a day of the calendar as YYYY-MM-DD", fix)
    for key in shape.links:
        yield from _check_link(source, key, source.data.get(key))


def _check_link(source: Source, key: str, link: Any) -> Iterator[Problem]:
    """Yield a problem where a link is not a public address that is safe to follow.

    An empty one is allowed: our own reading of a text has no address.
    """
    if isinstance(link, str) and link and (not link.startswith(markup.SAFE_SCHEMES) or " " in link):
        allowed = join(markup.SAFE_SCHEMES)
        yield source.problem(
            key, quote(link), f"an address with {allowed}", "Write the full address."
        )


def _check_parts(source: Source, shape: Shape) -> Iterator[Problem]:
    for key, part in shape.parts.items():
        rows = source.data.get(key, [])
        if not _is_tables(rows):
            continue
        for number, row in enumerate(rows, 1):
            place = f"{key}[{number}]."
            yield from _check_unknown(source, place, row, (*part.required, *part.optional))
            for name in part.required:
                if name not in row:
                    yield source.problem(
                        place + name, "nothing", "a value for each entry", "Add this key."
                    )
            for name, value in row.items():
                yield from _check_cell(source, place + name, name, value)


def _check_cell(source: Source, key: str, name: str, value: Any) -> Iterator[Problem]:
    if name == "cites" and not _is_words(value):
        yield source.problem(key, quote(value), "a list of citations", 'Write it as ["CON-1"].')
    elif name == "verified" and not isinstance(value, bool):
        yield source.problem(
            key, quote(value), "true or false", "Write true or false without quotes."
        )
    elif name == "link":
        yield from _check_link(source, key, value)
    elif name in ("id", "text", "label", "value", "who"):
        yield from check_sentence(source, key, value)
