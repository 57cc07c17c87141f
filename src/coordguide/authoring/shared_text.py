"""Lets an edition say that it reads like another one, so that adding a plan is one file.

An edition with ``like = "flyer"`` is added to everything that names the flyer:
statements, questions, rules, methods and resolutions. What a document says of
itself, refers to, or whom it names is never taken over, and ``without`` lists
the statements that the new document leaves out. Who names a state is not asked for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordguide.authoring.files import ContentFiles, Source
from coordguide.authoring.problems import Problem, quote, suggest

_OWN_TOPICS = ("identity", "references", "support")
"""What belongs to one document alone, however alike two are."""


def spread(files: ContentFiles) -> Iterator[Problem]:
    """Add each edition that is like another to what names the other.

    Takes what was read and changes its tables; yields a problem where ``like``
    names no edition that stands on its own.
    """
    editions = {source.id: source for source in files.of("editions")}
    for source in editions.values():
        model = source.data.get("like")
        if not model:
            continue
        alone = [slug for slug, other in editions.items() if not other.data.get("like")]
        if model not in alone:
            fix = suggest(model, alone, "Name an edition that is not itself like another.")
            yield source.problem("like", quote(model), "an edition with no like of its own", fix)
            continue
        for other in files.sources:
            _add(other, model, source)


def _add(other: Source, model: str, edition: Source) -> None:
    named: Any = other.data.get("editions")
    if edition.data.get("state") and (other.kind, other.id) == ("questions", "state"):
        return
    if isinstance(named, dict):
        left_out = other.id in edition.data.get("without", ())
        if other.data.get("topic") not in _OWN_TOPICS and not left_out:
            _add_statement(other.data, named, model, edition.id)
    elif isinstance(named, list) and model in named and edition.id not in named:
        named.append(edition.id)


def _add_statement(data: dict[str, Any], named: dict[str, str], model: str, slug: str) -> None:
    if model not in named or slug in named:
        return
    named[slug] = named[model]
    variants = data.get("text", {}).get("variants", {})
    if model in variants:
        variants.setdefault(slug, variants[model])
