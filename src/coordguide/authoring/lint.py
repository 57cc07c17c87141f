"""Checks over the whole content: what cannot be reached, is said twice, cited by nobody or due.

Everything here is pure: content in, findings out. ``authoring`` refuses content
with the first two; ``coordguide check`` tells an editor the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from coordguide.engine.conditions import Condition, Facts, read
from coordguide.engine.evaluation import ENGINE_FACTS
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import (
    STATES,
    UNSURE,
    Citation,
    Content,
    Edition,
    Question,
    Record,
)

_DAYS = ("2000-01-01", "2026-06-15", "2100-01-01")
"""A day long past, the day taken as today, and a day long to come."""


def engine_facts() -> dict[str, tuple[str, ...]]:
    """Return the facts nobody is asked but conditions may test, each with its values."""
    return {fact: (*values, UNSURE) for fact, values in ENGINE_FACTS.items()}


def cited_by(record: Record) -> Iterator[Citation]:
    """Yield every citation of one record, also of the entries inside it."""
    yield from record.cites
    for value in vars(record).values():
        for entry in value if isinstance(value, tuple) else ():
            if isinstance(entry, dict):
                yield from map(Citation.parse, entry.get("cites", ()))


def _records(content: Content) -> Iterator[Record]:
    for value in vars(content).values():
        if isinstance(value, dict):
            yield from value.values()


def uncited_statements(content: Content) -> tuple[str, ...]:
    """Return the ids of the statements that no record cites, in reading order."""
    cited = {cite.source for record in _records(content) for cite in cited_by(record)}
    return tuple(name for name in content.statements if name not in cited)


def nobody_says_so(content: Content) -> dict[tuple[str, str], str]:
    """Return each record left without a citation in some state of some edition, and where.

    What an edition's document does not carry and what is another state's law is
    never told there, so a record that can be shown there must rest on something else.
    """
    found: dict[tuple[str, str], str] = {}
    for edition in content.editions.values():
        book = rulebook(content, edition.id)
        for state in (edition.state,) if edition.state else STATES:
            known = Facts({"edition": edition.id, "state": state}, book.definitions)
            for kind, record, when in _shown(book):
                # What is to be asked for stays as ours where no document names it.
                is_ours = kind == "records"
                cited = book.cited_or_ours(record, state) if is_ours else ()
                if (
                    not (cited or book.cited(record.cites, state))
                    and when.truth(known) is not False
                ):
                    found.setdefault((kind, record.id), f"{edition.id} in {state}")
    return found


def _shown(book: Rulebook) -> Iterator[tuple[str, Record, Condition]]:
    """Yield everything an edition can show that cites by itself, with when it is shown."""
    elements = [pair for pairs in book.elements.values() for pair in pairs]
    rules = [pair for pairs in book.rules.values() for pair in pairs]
    pairs: dict[str, Iterable[tuple[Record, Condition]]] = {
        "rules": rules,
        "elements": elements,
        "questions": book.questions,
        "documents": book.documents,
        "audits": book.audits,
    }
    for kind, found in pairs.items():
        yield from ((kind, record, when) for record, when in found)
    for kind in ("outcomes", "methods", "records"):
        for record in getattr(book.content, kind).values():
            yield kind, record, read(getattr(record, "when", {}))


def unverified_laws(content: Content) -> dict[str, tuple[str, ...]]:
    """Return each law that was not read in a copy of its text, with the records that cite it."""
    users: dict[str, list[str]] = {law.id: [] for law in content.laws.values() if not law.verified}
    for record in _records(content):
        for source in {cite.source for cite in cited_by(record)} & users.keys():
            users[source].append(record.id)
    return {law: tuple(sorted(records)) for law, records in users.items()}


def rules_past_review(content: Content, today: str) -> tuple[str, ...]:
    """Return the ids of the rules whose review date lies before the ISO date ``today``."""
    return tuple(
        rule.id for rule in content.rules.values() if rule.review_by and rule.review_by < today
    )


def doubled_rules(content: Content) -> tuple[tuple[str, str], ...]:
    """Return each pair of rules that say the same of the same cases in one layer."""
    return tuple(
        (one.id, other.id)
        for one, other in combinations(content.rules.values(), 2)
        if (one.layer, one.when, one.gives) == (other.layer, other.when, other.gives)
        and _overlap(one.editions, other.editions)
        and _overlap(one.states, other.states)
        and one.directions == other.directions
    )


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    # An empty list means all of them.
    return not one or not other or bool(set(one) & set(other))


def unreachable_questions(content: Content) -> tuple[tuple[str, str], ...]:
    """Return each question that no answers lead to, with the edition where that is so.

    A question that names its editions must be reachable in every one of them that still
    bears it; any other in at least one, and then the edition returned is empty.
    """
    search = {edition.id: _Search(content, edition) for edition in content.editions.values()}
    found: list[tuple[str, str]] = []
    for question in content.questions_in_order:
        if question.editions:
            ours = [e for e in question.editions if rulebook(content, e).is_ours(question)]
            dead = [e for e in ours if not search[e].can_reach(question)]
            found += [(question.id, edition) for edition in dead]
        elif not any(each.can_reach(question) for each in search.values()):
            found.append((question.id, ""))
    return tuple(found)


class _Search:
    """Looks for answers, in the order of asking, that make a question appear."""

    def __init__(self, content: Content, edition: Edition) -> None:
        self._definitions = {d.id: read(d.when) for d in content.definitions.values()}
        self._questions = {
            question.id: question
            for question in content.questions_in_order
            if rulebook(content, edition.id).is_ours(question)
        }
        self._when = {name: read(question.when) for name, question in self._questions.items()}
        self._elements = tuple(content.elements)
        self._free: dict[str, tuple[Any, ...]] = {
            **engine_facts(),
            "kind": _values(content.questions.get("information")),
            "contact-kinds": tuple([v] for v in _values(content.questions.get("contact-kind"))),
            "contact-information": tuple(
                [v] for v in _values(content.questions.get("information"))
            ),
        }
        self._known: dict[str, Any] = {"today": _DAYS[1], "edition": edition.id}
        if edition.state:
            self._known["state"] = edition.state

    def can_reach(self, question: Question) -> bool:
        target = self._when[question.id]
        behind = self._behind(target, set())
        free = [fact for fact in behind if fact in self._free and fact not in self._questions]
        asked = [fact for fact in self._questions if fact in behind]
        return self._try([*free, *asked], self._known, target)

    def _behind(self, condition: Condition, seen: set[str]) -> set[str]:
        for fact in condition.mentions() - seen:
            seen.add(fact)
            inner = self._definitions.get(fact) or self._when.get(fact)
            if inner is not None:
                self._behind(inner, seen)
        return seen

    def _try(self, facts: list[str], known: dict[str, Any], target: Condition) -> bool:
        truth = target.truth(Facts(known, self._definitions))
        # What is false now stays false however much more is answered.
        if truth is not None or not facts:
            return truth is True
        fact, rest = facts[0], facts[1:]
        when = self._when.get(fact)
        if fact in known or (when and when.truth(Facts(known, self._definitions)) is not True):
            return self._try(rest, known, target)
        return any(self._try(rest, {**known, fact: a}, target) for a in self._answers(fact))

    def _answers(self, fact: str) -> tuple[Any, ...]:
        question = self._questions.get(fact)
        if question is None:
            return self._free[fact]
        if question.kind == "several":
            return (*([value] for value in question.values), list(question.values))
        if question.kind == "date":
            return _DAYS
        if question.kind == "elements":
            return (dict.fromkeys(self._elements, "present"),)
        return question.values if question.kind == "choice" else ([],)


def _values(question: Question | None) -> tuple[str, ...]:
    return question.values if question else ()
