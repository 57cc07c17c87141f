"""Lets an edition say that it reads like another one, so that adding a plan is one file.

An edition with ``like = "flyer"`` is added to everything that names the flyer:
statements, questions, rules, methods and resolutions. What a document says of
itself, refers to, or whom it names is never taken over, and ``without`` lists
the statements that the new document leaves out. What rests on those falls by itself
(``coordguide.engine.resting``). What names an edition and cites no statement is law
that is about who publishes it, so that it passes on within one state only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordguide.authoring.files import ContentFiles, Source
from coordguide.authoring.problems import Problem, quote, suggest
from coordguide.model import Citation

OWN_TOPICS = ("identity", "references", "support")
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
            if source.data.get("without"):
                fix = 'Say whose text it shares with like = "…", or take it out.'
                yield source.problem(
                    "without", quote(source.data["without"]), "only beside like", fix
                )
            continue
        alone = [slug for slug, other in editions.items() if not other.data.get("like")]
        if model not in alone:
            fix = suggest(model, alone, "Name an edition that is not itself like another.")
            yield source.problem("like", quote(model), "an edition with no like of its own", fix)
            continue
        yield from _check_without(source, model, files)
        is_of_state = source.data.get("state", "") == editions[model].data.get("state", "")
        statements = {statement.id for statement in files.of("statements")}
        for other in files.sources:
            _add(other, model, source, is_of_state or _cites_one(other, statements))
            if is_of_state:
                _add_to_conditions(other.data, model, source.id)


def _cites_one(other: Source, statements: set[str]) -> bool:
    cites = other.data.get("cites")
    written = cites if isinstance(cites, list) else []
    return any(Citation.parse(one).source in statements for one in written if isinstance(one, str))


def _check_without(edition: Source, model: str, files: ContentFiles) -> Iterator[Problem]:
    """Yield a problem for each statement left out that would not be taken over anyway."""
    taken = {
        one.id
        for one in files.of("statements")
        if one.data.get("topic") not in OWN_TOPICS and model in (one.data.get("editions") or ())
    }
    without = edition.data.get("without", ())
    for name in without if isinstance(without, list) else ():
        if name not in taken and str(name).casefold() not in files.unread:
            fix = suggest(name, taken, "Take it out: there is nothing to leave out.")
            allowed = f"statements that are taken over from {model}"
            yield edition.problem("without", quote(name), allowed, fix)


def _add_to_conditions(part: Any, model: str, slug: str) -> None:
    """Let every condition that is met by the model be met by the edition, too."""
    if isinstance(part, list):
        for item in part:
            _add_to_conditions(item, model, slug)
    elif isinstance(part, dict) and part.get("fact") == "edition":
        named = part.get("one-of", [part.get("is")])
        if isinstance(named, list) and model in named and slug not in named:
            part.pop("is", None)
            part["one-of"] = [*named, slug]
    elif isinstance(part, dict):
        for item in part.values():
            _add_to_conditions(item, model, slug)


def _add(other: Source, model: str, edition: Source, may_be_named: bool) -> None:
    named: Any = other.data.get("editions")
    if isinstance(named, dict):
        left_out = other.id in edition.data.get("without", ())
        if other.data.get("topic") not in OWN_TOPICS and not left_out:
            _add_statement(other.data, named, model, edition.id)
    elif may_be_named and isinstance(named, list) and model in named and edition.id not in named:
        named.append(edition.id)


def _add_statement(data: dict[str, Any], named: dict[str, str], model: str, slug: str) -> None:
    if model not in named or slug in named:
        return
    named[slug] = named[model]
    variants = data.get("text", {}).get("variants", {})
    if model in variants:
        variants.setdefault(slug, variants[model])
    same = data.get("same-duty")
    if isinstance(same, list) and model in same:
        same.append(slug)
