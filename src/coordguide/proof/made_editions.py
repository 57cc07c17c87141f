"""Editions made by chance: like each document, without some of its statements, in every state.

What ``coordguide check`` refuses is passed over. In all others nothing may be left of what
rested on the statements that are gone, by a second table of what bears what.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

from coordguide.authoring import left_out
from coordguide.authoring.files import ContentFiles, Source
from coordguide.authoring.shared_text import spread
from coordguide.engine.evaluation import evaluate
from coordguide.engine.resting import rests_on
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import KINDS, STATES, Citation, Content, Edition, Record
from coordguide.proof import random_cases
from coordguide.proof.law.documents import BORNE_BY, is_borne
from coordguide.view import to_json

SHARES = (0.05, 0.2, 0.6)
"""How much of a document is left out, in the editions made by chance."""


_RESTING = ("questions", "rules", "methods", "resolutions", "documents", "audits")


def left_without_source(content: Content) -> Iterator[str]:
    """Yield each effect that stays in an edition whose document says nothing of it (statement 25).

    The choices by chance follow from the content, so that what is found is found again.
    """
    yield from read_otherwise(content)
    chance = random.Random(content.sha256)
    wide = made(content, [*_singles(content), *_by_chance(content, chance)])
    for edition in accepted(wide):
        book = rulebook(wide, edition.id)
        yield from stays(book)
        yield from _asks_for_the_state(book)
        if not edition.id.startswith("single"):
            yield from _says_without_source(book, chance)


def one_by_chance(content: Content, seed: str) -> tuple[Content, Edition]:
    """Return the content with one more edition that ``check`` takes, and that edition.

    Takes the content and what the choices by chance follow from.
    """
    chance = random.Random(seed)
    wide = made(content, list(_by_chance(content, chance)))
    edition = chance.choice(list(accepted(wide)))
    return made(content, [_data(edition) | {"id": edition.id}]), edition


def made(content: Content, editions: list[dict[str, Any]]) -> Content:
    """Return the content with further editions, each spread as a file that an editor wrote."""
    sources = [
        Source(kind, Path(f"{record.id.lower()}.toml"), record.id, _data(record))
        for kind in KINDS
        for record in getattr(content, kind).values()
    ]
    sources += [Source("editions", Path(f"{one['id']}.toml"), one["id"], one) for one in editions]
    files = ContentFiles(sources, {"version": content.version})
    wrong = list(spread(files))
    if wrong:
        raise ValueError(str(wrong[0]))
    kinds = {kind: [source.data for source in files.of(kind)] for kind in KINDS}
    return Content.from_bundle({"version": content.version, "sha256": content.sha256, **kinds})


def accepted(content: Content) -> Iterator[Edition]:
    """Yield each edition that is like another and that ``coordguide check`` would take."""
    files = {
        (kind, record.id): Source(kind, Path(record.id), record.id, {})
        for kind in KINDS
        for record in getattr(content, kind).values()
    }
    refused = {problem.file for problem in left_out.refused(content, files)}
    for edition in content.editions.values():
        if edition.like and edition.id not in refused:
            yield edition


def _data(record: Record) -> dict[str, Any]:
    """Return a record as its file has it."""
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    plain = {name: deepcopy(value) for name, value in values.items() if value}
    plain["cites"] = [str(cite) for cite in record.cites]
    return {
        name.replace("_", "-"): list(value) if isinstance(value, tuple) else value
        for name, value in plain.items()
    }


def _taken(content: Content, model: str) -> list[str]:
    own = ("identity", "references", "support")
    return [s.id for s in content.statements.values() if model in s.editions and s.topic not in own]


def like(model: Edition, name: str, state: str, without: list[str]) -> dict[str, Any]:
    """Return the file of an edition that is like another, without some statements.

    Takes the model, the id of the new edition, its state and what it leaves out.
    """
    return _data(model) | {
        "id": name,
        "like": model.id,
        "state": state,
        "without": without,
        "contacts": [],
        "escalation": [],
        "cites": ["our-reading"],
    }


def _models(content: Content) -> list[Edition]:
    return [edition for edition in content.editions.values() if not edition.like]


def _singles(content: Content) -> Iterator[dict[str, Any]]:
    """Yield each document without one of its statements."""
    for model in _models(content):
        for name in _taken(content, model.id):
            yield like(model, f"single-{model.id}-{name.lower()}", model.state, [name])


def _by_chance(content: Content, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield each document in each state, and in none, without some of its statements."""
    for model in _models(content):
        taken = _taken(content, model.id)
        for state in (*STATES[:-1], ""):
            for number, share in enumerate(SHARES):
                name = f"chance-{model.id}-{state.lower() or 'none'}-{number}"
                gone = [one for one in taken if chance.random() < share]
                # Without these most are refused, and show nothing.
                kept = {"CON-1", "REM-1", "REM-2"} if number else set()
                yield like(model, name, state, [one for one in gone if one not in kept])


def read_otherwise(content: Content) -> Iterator[str]:
    """Yield each record that rests on statements and is not in the second table, or otherwise."""
    for kind in _RESTING:
        for record in getattr(content, kind).values():
            name = f"{kind}/{record.id}"
            first = set(rests_on(record, content.statements))
            second = set(BORNE_BY.get(name, ()))
            if first != second:
                told = " and ".join(sorted(second)) or "nothing"
                yield f"{name} rests on {' and '.join(sorted(first)) or 'nothing'}, or on {told}?"


def stays(book: Rulebook) -> Iterator[str]:
    """Yield what is in force although nothing bears it, and what fell although something does."""
    content, model = book.content, rulebook(book.content, book.edition.like)
    in_force, in_model = _names(book), _names(model)
    for name in BORNE_BY:
        kind, _, record = name.partition("/")
        editions = getattr(getattr(content, kind)[record], "editions", ())
        wanted = is_borne(book, name) and (not editions or model.edition.id in editions)
        if kind == "resolutions":
            # A path falls with the last of its steps, too.
            wanted = wanted and bool(book.parts(content.resolutions[record].steps))
        if (name in in_force) != wanted:
            yield f"{book.edition.id}: {name} {'stays' if name in in_force else 'fell'}"
    for name in in_model - in_force - BORNE_BY.keys():
        kind, _, record = name.partition("/")
        found = getattr(content, kind)[record]
        is_of_its_own = book.edition.state != model.edition.state
        if not is_of_its_own:
            yield f"{book.edition.id}: {name} fell, which rests on no statement ({found.cites})"


def _names(book: Rulebook) -> set[str]:
    """Return everything that an edition has of what can rest on statements."""
    found = {f"rules/{rule.id}" for pairs in book.rules.values() for rule, _ in pairs}
    found |= {f"questions/{question.id}" for question, _ in book.questions}
    found |= {f"documents/{document.id}" for document, _ in book.documents}
    found |= {f"audits/{item.id}" for item, _ in book.audits}
    found |= {f"resolutions/{path.id}" for path, _ in book.paths()}
    methods = book.content.methods.values()
    return found | {f"methods/{each.id}" for each in methods if book.names_method(each)}


def _asks_for_the_state(book: Rulebook) -> Iterator[str]:
    """Yield an edition that asks for the state it names, or does not ask though it names none."""
    asks = any(question.id == "state" for question, _ in book.questions)
    if asks == bool(book.edition.state):
        yield f"{book.edition.id}: the state is {'asked for' if asks else 'never asked for'}"


def _says_without_source(book: Rulebook, chance: random.Random) -> Iterator[str]:
    """Yield each sentence of a finished case that cites nothing, or what the document lacks."""
    statements = book.content.statements
    case = random_cases.some_case(book.content, book.edition.id, chance.choice)
    try:
        case, _ = random_cases.finish(book.content, case, chance.choice)
    except ValueError as error:
        yield f"{book.edition.id}: {error}"
        return
    for says, cites in _cited(to_json(evaluate(book.content, case))):
        if not cites:
            yield f"{book.edition.id}: “{says}” cites nothing"
        for source in (Citation.parse(cite).source for cite in cites):
            if source in statements and book.edition.id not in statements[source].editions:
                yield f"{book.edition.id}: “{says}” cites {source}"


def _cited(part: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence of a view, with its citations."""
    if isinstance(part, Mapping):
        if "cites" in part:
            yield str(part.get("says") or part.get("text") or part.get("id")), part["cites"]
        for value in part.values():
            yield from _cited(value)
    elif isinstance(part, list):
        for value in part:
            yield from _cited(value)
