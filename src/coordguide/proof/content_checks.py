"""Checks of the content as a whole: its texts, its citations, its questions, and what is idle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import z3

from coordguide.authoring.lint import cited_by
from coordguide.engine.catalogue import catalogue
from coordguide.engine.conditions import Condition, Facts, read
from coordguide.engine.roi import DERIVED
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import DECISIONS, LAYERS, STATUSES, Content
from coordguide.proof.editions import distinct
from coordguide.proof.logic import Formula
from coordguide.proof.solver import check, sensible, solver_of, space
from coordguide.proof.space import FOR_SOME, Space

OWN_WORDS = ("contract monitor", "provider engagement administrator")
"""Words that an edition may use only where its document names these people."""

BEHIND = {FOR_SOME: {"authorization-asked"}, "consent-settled": {"consent-now"}}
"""What the engine works some facts out from."""

WITHOUT_INFLUENCE = (
    "confidential-channel-requested",
    "need",
    "channels",
    "next-contact-on",
    "spoke-on",
    "records-requested",
    "findings",
    "notified",
)
"""Questions whose answers never change a decision; all others are in the spaces of the proof."""


def texts_that_leak(content: Content) -> Iterator[str]:
    """Yield each text of an edition that names somebody only another edition has (statement 8)."""
    for words in OWN_WORDS:
        owners = _saying(words, content)
        used = set()
        for edition in content.editions:
            for where, text in _texts(rulebook(content, edition)):
                if words in text.lower():
                    used.add(edition)
                    if edition not in owners:
                        yield f"{edition}: {where} says “{words}”"
        if not used & owners:
            yield f"nothing says “{words}”"


def _saying(words: str, content: Content) -> set[str]:
    """Return the editions whose document says some words in one of its statements."""
    return {
        edition
        for one in content.statements.values()
        for edition in one.editions
        if words in one.says_in(edition).lower()
    }


def _texts(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield every text that an edition can show, with where it stands."""
    words = catalogue(book)
    # A statement of another document is listed among the sources and never shown as ours.
    words["citations"] = {
        name: cite for name, cite in words["citations"].items() if cite.get("carried", True)
    }
    for part, value in words.items():
        yield f"the {part}", json.dumps(value, ensure_ascii=False)
    content = book.content
    for item in book.edition.escalation:
        yield "the escalation", json.dumps(item, ensure_ascii=False)
    ours = [rule for pairs in book.rules.values() for rule, _ in pairs]
    for _, steps in book.paths():
        yield "a path", json.dumps(steps, ensure_ascii=False)
    paths = [path for path, _ in book.paths()]
    papers = [paper for paper, _ in book.documents]
    for record in (*ours, *paths, *papers, *content.phrases.values(), *content.methods.values()):
        parts = [record.text]
        for name in ("blocks", "safeguards"):
            parts += book.parts(getattr(record, name, ()))
        parts = [part for part in parts if _is_shown(part, book)]
        yield f"the record {record.id}", json.dumps(parts, ensure_ascii=False)


def _is_shown(part: dict[str, Any], book: Rulebook) -> bool:
    known = {"edition": book.edition.id}
    return read(part.get("when", {})).truth(Facts(known, book.definitions)) is not False


def citations_that_lack(content: Content) -> Iterator[str]:
    """Yield each rule that cites nothing, and each citation of nothing (statement 9)."""
    known = {*content.statements, *content.laws}
    for rule in content.rules.values():
        if not rule.cites:
            yield f"the rule {rule.id} cites nothing"
    for kind in ("rules", "outcomes", "questions", "elements", "definitions"):
        for record in getattr(content, kind).values():
            for cite in cited_by(record):
                if cite.source not in known:
                    yield f"{kind}/{record.id} cites {cite.source}, which does not exist"


def duties_that_lack(content: Content) -> Iterator[str]:
    """Yield each rule of a duty that says too little (statement 21)."""
    for rule in content.rules.values():
        if rule.layer != "duty" or rule.gives["status"] == "none":
            continue
        if not rule.cites:
            yield f"the rule {rule.id} cites nothing"
        if not (rule.text.get("who-decides") or rule.text.get("extent")):
            yield f"the rule {rule.id} says neither who decides nor how far it goes"
        if not rule.text.get("meanwhile"):
            yield f"the rule {rule.id} does not say what to do meanwhile"


def influences(book: Rulebook) -> frozenset[str]:
    """Return every fact that a layer rule rests on, through definitions and computed facts."""
    conditions = [when for layer in LAYERS for _, when in book.rules.get(layer, ())]
    release = {q.id for q, _ in book.questions if q.id.startswith("roi")}
    signer = {"decision-maker", "minor-consented-to-own-care"}
    applies = [when for pairs in book.elements.values() for _, when in pairs]
    when_asked = {question.id: when for question, when in book.questions}
    found: set[str] = set()
    todo = _mentioned(conditions)
    while todo - found:
        fact = min(todo - found)
        found.add(fact)
        todo |= BEHIND.get(fact, set())
        if fact in DERIVED:
            todo |= release | signer | _mentioned(applies)
        for known in (book.definitions, when_asked):
            todo |= known[fact].mentions() if fact in known else set()
    return frozenset(found)


def _mentioned(conditions: Iterable[Condition]) -> set[str]:
    return {fact for when in conditions for fact in when.mentions()}


def facts_that_interfere(content: Content) -> Iterator[str]:
    """Yield each fact that must not influence a decision and does, or the other way round.

    The proof leaves these facts out of its spaces, so this is what allows it.
    """
    for edition in content.editions:
        book = rulebook(content, edition)
        found = influences(book)
        asked = {question.id for question, _ in book.questions}
        worked_out = ("decision", "coordinating", "rests-on-release")
        for fact in (*WITHOUT_INFLUENCE, *worked_out, "contact", "today"):
            if fact in found:
                yield f"{edition}: a layer rests on {fact}"
        for fact in sorted(asked - found - set(WITHOUT_INFLUENCE)):
            yield f"{edition}: nothing rests on {fact}"


def questions_never_asked(content: Content) -> Iterator[str]:
    """Yield each question that no answers lead to (statement 10)."""
    asked: dict[str, set[str]] = {question: set() for question in content.questions}
    for group in distinct(content).values():
        book = rulebook(content, group[0])
        todo = {question.id for question, _ in book.questions}
        for kind in content.questions["information"].values:
            if todo:
                found = set(_asked_of(book, kind, todo))
                todo -= found
                for question in found:
                    asked[question] |= set(group)
    for name, editions in asked.items():
        record = content.questions[name]
        named = {e for e in record.editions if rulebook(content, e).is_ours(record)}
        missing = named - editions
        if missing or not editions:
            yield f"{name} is never asked in {', '.join(sorted(missing)) or 'any edition'}"


def _asked_of(book: Rulebook, kind: str, questions: set[str]) -> Iterator[str]:
    """Yield those of some questions that can be on screen for a kind of information."""
    cases = space(book, kind)
    solver = solver_of(sensible(cases))
    yield from (each for each in questions if check(solver, cases.visible[each]) is not None)


def idle(content: Content) -> list[str]:
    """Return what never does anything: rules, outcomes, definitions and elements, by name."""
    todo = {f"the outcome {name} is never reached" for name in DECISIONS}
    todo |= {f"the rule {name} never decides anything" for name in content.rules}
    for answer in ("yes", "no"):
        todo |= {f"the definition {name} is never {answer}" for name in content.definitions}
    todo |= {f"the element {name} never applies" for name in content.elements}
    for group in distinct(content).values():
        for kind in content.questions["information"].values:
            cases = space(rulebook(content, group[0]), kind)
            solver = solver_of(sensible(cases))
            for name, formula in _doings(cases):
                if name in todo and check(solver, formula) is not None:
                    todo.discard(name)
    return sorted(todo)


def _doings(cases: Space) -> Iterator[tuple[str, Formula]]:
    for name, formula in cases.decision.items():
        yield f"the outcome {name} is never reached", formula
    for layer in LAYERS:
        for rule, rank, truth in cases.layers[layer].read:
            rules = cases.layers[layer].status[STATUSES[layer][rank]]
            best = cases.layers[layer].is_best(rank)
            name = f"the rule {rule.id} never decides anything"
            yield name, z3.And(truth.holds, best, rules)
    for rule, when in cases.book.rules.get("advice", ()):
        logic = cases.reading(rule)
        yield f"the rule {rule.id} never decides anything", logic.truth(when).holds
    for name, when in cases.book.definitions.items():
        truth = cases.logic.truth(when)
        yield f"the definition {name} is never yes", truth.holds
        yield f"the definition {name} is never no", truth.fails
    for pairs in cases.book.elements.values():
        for element, when in pairs:
            yield f"the element {element.id} never applies", cases.logic.truth(when).holds
