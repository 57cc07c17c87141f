"""What falls with the statements that a document leaves out, and what must not fall so.

``falls`` tells an editor of an edition that is like another what it lacks; ``refused``
names what would leave an edition without sense: no answer on releases, a question that
rules still need, an exception nobody grants, a duty that a variant changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from coordguide.authoring.files import Source, show
from coordguide.authoring.lint import cited_by
from coordguide.authoring.problems import Problem, join, quote
from coordguide.engine.conditions import Condition
from coordguide.engine.resting import part_rests_on, rests_on
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import LAYERS, Content, Record

Sources = Mapping[tuple[str, str], Source]
"""The file of each record, by its kind and id."""

_KINDS = ("questions", "rules", "methods", "resolutions", "documents", "audits")
"""The kinds that can rest on statements."""

_CALLED = {"methods": "mention of the method", "audits": "audit item"}
"""What an editor calls that which falls, where the name of its kind would mislead."""

_PARTS = {"safeguards": "safeguard", "steps": "step", "blocks": "block"}
"""The parts of a record that can rest on statements, and what an editor calls one."""

_WEAK = re.compile(
    r"\b(may|might|can|could|should|need not|optional\w*|recommend\w*|encourag\w*|consider\w*|"
    r"possible|try|tries|no|not|never|without|unless)\b",
    re.IGNORECASE,
)
"""Words that make something less of a duty, or the opposite of one."""


def falls(root: Path, content: Content) -> Iterator[Problem]:
    """Yield what an edition lacks of the one it is like, by the statements that it rested on.

    Takes the content folder and the content. Nothing of it is a mistake: it is what leaving
    a statement out means, said so that an editor can see whether it was meant.
    """
    for edition in content.editions.values():
        found: dict[str, list[str]] = defaultdict(list)
        model = edition.like or edition.id
        for names, what in _fallen(rulebook(content, model), rulebook(content, edition.id)):
            found[join(names, "and")].append(what)
        for missing, fallen in found.items():
            says = f"no {missing}, and with that no {join(fallen, 'and')}"
            fix = f"Nothing is to be done if the document says nothing of it; else carry {missing}."
            key = "without" if edition.without else "like"
            yield Problem(show(root / "editions" / f"{edition.id}.toml"), key, says, "", fix)


def _fallen(model: Rulebook, book: Rulebook) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each record and part that the model has and the edition has not, with what bore it."""
    known = book.content.statements
    for kind in _KINDS:
        for record in getattr(book.content, kind).values():
            name = f"{_CALLED.get(kind, kind.removesuffix('s'))} {record.id}"
            if not _speaks_for(model, record) or not model.bears(record):
                continue
            if not book.bears(record):
                yield _made(model, rests_on(record, known)), name
                continue
            for key, word in _PARTS.items():
                rows = getattr(record, key, ())
                stands, stood = book.parts(rows), model.parts(rows)
                for number, row in enumerate(rows, 1):
                    if row in stood and row not in stands:
                        yield _made(model, part_rests_on(row, known)), f"{word} {number} of {name}"


def _made(book: Rulebook, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some statements that an edition's document makes."""
    statements = book.content.statements
    return tuple(name for name in names if book.edition.id in statements[name].editions)


def _speaks_for(book: Rulebook, record: Record) -> bool:
    editions = getattr(record, "editions", ())
    return not editions or book.edition.id in editions


def refused(content: Content, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for everything that an edition cannot do without, or must not change.

    Takes the content and the file of each record.
    """
    for edition in content.editions.values():
        book, source = rulebook(content, edition.id), sources["editions", edition.id]
        yield from _check_own_citations(book, source)
        yield from _check_policy(book, source)
        yield from _check_exceptions(book, source)
        yield from _check_questions(book, source)
    yield from _named_in_vain(content, sources)
    yield from _duties_changed(content, sources)
    yield from _bearers_not_cited(content, sources)


def _check_own_citations(book: Rulebook, source: Source) -> Iterator[Problem]:
    """Yield a problem for each statement that an edition cites of itself and does not carry."""
    statements = book.content.statements
    for name in dict.fromkeys(cite.source for cite in cited_by(book.edition)):
        if name in statements and book.edition.id not in statements[name].editions:
            fix = f'Write {book.edition.id} = "carried" in statements/{name.lower()}.toml if the '
            fix += "document says so, or take the citation out."
            yield source.problem("cites", quote(name), "statements that it carries", fix)


def _policy(book: Rulebook) -> dict[str, list[Record]]:
    """Return the rules of plan policy that speak for documents, by the status each gives."""
    found: dict[str, list[Record]] = defaultdict(list)
    for rule in book.content.rules.values():
        if rule.layer == "plan-policy" and rule.editions:
            found[rule.gives["status"]].append(rule)
    return found


def _check_policy(book: Rulebook, source: Source) -> Iterator[Problem]:
    """Yield a problem where no rule is left that says what holds with, or without, a release."""
    for status, what in (("met", "with a release"), ("not-met", "without a release")):
        rules = _policy(book).get(status, [])
        if rules and not any(map(book.is_ours, rules)):
            known = book.content.statements
            names = dict.fromkeys(chain.from_iterable(rests_on(rule, known) for rule in rules))
            found = f"no statement that says what holds {what}"
            fix = "Carry the one that the document makes, or write a rule of plan policy for it."
            yield source.problem(_key(book), found, join(names), fix)


def _key(book: Rulebook) -> str:
    return "without" if book.edition.without else "id"


def _check_exceptions(book: Rulebook, source: Source) -> Iterator[Problem]:
    """Yield a problem where an edition names an exception that no rule grants, or the reverse."""
    asked = {question.id for question, _ in book.questions}
    granting = [
        _behind(book, when)
        for rule, when in book.rules.get("plan-policy", ())
        if rule.gives["status"] == "exception"
    ]
    for name in book.edition.exceptions:
        if not any(name in facts for facts in granting):
            fix = "Carry the statement it rests on, or take it out of exceptions."
            yield source.problem("exceptions", quote(name), "what the document excepts", fix)
    named = {name for one in book.content.editions.values() for name in one.exceptions}
    for name in sorted(named & asked & set().union(*granting) - set(book.edition.exceptions)):
        fix = f'Write exceptions = ["{name}"], or leave out the statement it rests on.'
        found = "nothing of an exception that it grants"
        yield source.problem("exceptions", found, quote(name), fix)


def _check_questions(book: Rulebook, source: Source) -> Iterator[Problem]:
    """Yield a problem for each question that fell though a rule that stands asks for it."""
    asked = {question.id for question, _ in book.questions}
    fallen = {
        question.id: question
        for question in book.content.questions.values()
        if _speaks_for(book, question) and not book.bears(question)
    }
    for layer in LAYERS:
        for rule, when in book.rules.get(layer, ()):
            if not rule.editions:
                continue
            for name in sorted(_behind(book, when) & fallen.keys() - asked):
                names = rests_on(fallen[name], book.content.statements)
                found = f'a rule, "{rule.id}", that waits for the question "{name}"'
                fix = f"Carry {join(names)}, or leave out what the rule rests on, too."
                yield source.problem(_key(book), found, "rules that can be answered", fix)


def _behind(book: Rulebook, when: Condition) -> set[str]:
    """Return every fact behind a condition, definitions and what is behind them included."""
    found: set[str] = set()
    waiting = set(when.mentions())
    while waiting:
        fact = waiting.pop()
        found.add(fact)
        if fact in book.definitions:
            waiting |= set(book.definitions[fact].mentions()) - found
    return found


def _resting(content: Content) -> Iterator[tuple[str, Record, tuple[str, ...]]]:
    for kind in _KINDS:
        for record in getattr(content, kind).values():
            if names := rests_on(record, content.statements):
                yield kind, record, names


def _named_in_vain(content: Content, sources: Sources) -> Iterator[Problem]:
    """Yield a problem where a record names an edition whose document does not bear it."""
    for kind, record, names in _resting(content):
        editions = getattr(record, "editions", ())
        for slug in editions:
            # What an edition like another lacks is told of, and is no mistake.
            taken_over = content.editions[slug].like in editions
            if not taken_over and not rulebook(content, slug).bears(record):
                found = f"{quote(slug)}, whose document makes none of the statements behind it"
                allowed = f"editions that carry {join(names)}"
                fix = "Take it out, or cite the statement of that document that says the same."
                yield sources[kind, record.id].problem("editions", found, allowed, fix)


def _bearers_not_cited(content: Content, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each statement that a record rests on and does not cite."""
    for kind, record, names in _resting(content):
        cited = {cite.source for cite in record.cites}
        for name in names:
            if name not in cited:
                fix = f'Add "{name}" to cites, or take it out here.'
                yield sources[kind, record.id].problem(
                    "rests-on", quote(name), "statements under cites", fix
                )


def _duties_changed(content: Content, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each variant of a statement that something rests on, unless it is
    said to ask for the same, and no word in it makes the duty weaker.
    """
    bears: dict[str, set[str]] = defaultdict(set)
    for kind, record, names in _resting(content):
        for name in names:
            bears[name].add(f"{kind.removesuffix('s')} {record.id}")
    for name, resting in sorted(bears.items()):
        statement, source = content.statements[name], sources["statements", name]
        common = {word.lower() for word in _WEAK.findall(statement.text["says"])}
        for slug, words in statement.text.get("variants", {}).items():
            key = f"text.variants.{slug}"
            weak = [word for word in _WEAK.findall(words) if word.lower() not in common]
            fix = "Give it a statement with an id of its own, and the rules that follow from it."
            if weak:
                found = f"{quote(weak[0])}, which changes what {_first(resting)} asks for"
                yield source.problem(key, found, "the same duty in other words", fix)
            elif slug not in statement.same_duty:
                found = f"a variant of what bears {_first(resting)}"
                more = f'If it asks for the same, write same-duty = ["{slug}"]. Otherwise: '
                yield source.problem(key, found, "a variant said to ask for the same", more + fix)


def _first(names: set[str]) -> str:
    first, *more = sorted(names)
    return f"{first} and {len(more)} more" if more else first
