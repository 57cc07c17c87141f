"""Which questions are visible, what was answered to them, and what is still open.

A fact whose question is hidden is ignored, so it never reaches a rule or a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coordguide.engine.conditions import Facts
from coordguide.engine.rulebook import Rulebook
from coordguide.model import Question


@dataclass(frozen=True)
class AskedQuestions:
    """The visible questions in order with their step, the answers to them, and the open ones.

    ``offered`` holds the values to offer where not all of a question's make sense now, and
    ``at_once`` what one press may say in full.
    """

    rows: tuple[tuple[str, str], ...]
    answers: dict[str, Any]
    open: tuple[str, ...]
    offered: dict[str, tuple[str, ...]]
    at_once: dict[str, list[dict[str, Any]]]

    def and_then(self, later: AskedQuestions) -> AskedQuestions:
        """Return what was asked here and later together."""
        return AskedQuestions(
            self.rows + later.rows,
            {**self.answers, **later.answers},
            self.open + later.open,
            {**self.offered, **later.offered},
            {**self.at_once, **later.at_once},
        )


def find_questions(
    book: Rulebook, scope: str, given: dict[str, Any], facts: Facts, steps: Iterable[str]
) -> AskedQuestions:
    """Find the visible questions of some steps.

    Takes the rulebook, ``case`` or ``contact``, the answers given, and the
    facts, which learn each visible answer. Returns what was asked.
    """
    rows: list[tuple[str, str]] = []
    answers: dict[str, Any] = {}
    missing: list[str] = []
    offered: dict[str, tuple[str, ...]] = {}
    at_once: dict[str, list[dict[str, Any]]] = {}
    for question, when in book.questions:
        if question.scope != scope or question.step not in steps:
            continue
        if when.truth(facts) is not True:
            _settle(book, question, facts)
            continue
        if question.offered_when:
            offered[question.id] = _offered(book, question, facts)
        if question.at_once:
            at_once[question.id] = _at_once(book, question, facts)
        rows.append((question.step, question.id))
        answer = _visible_part(book, question, given.get(question.id), facts)
        if answer is not None:
            facts.learn(question.id, answer)
            answers[question.id] = answer
        if not _is_answered(book, question, answer, facts):
            missing.append(question.id)
    return AskedQuestions(tuple(rows), answers, tuple(missing), offered, at_once)


FORM = "roi"
"""The question that begins the form; what is asked of a contact before it is about the contact."""


def place_questions(
    book: Rulebook,
    state: str | None,
    asked: AskedQuestions,
    first: str,
    before: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    """Say of each visible question where it stands, whether it is done, and who says so.

    Takes the rulebook, the state of the case, what was asked of the case or of one
    contact, the section for what comes before the form, and the answers about the contact
    before. Yields for each question ``step``, ``question``, ``section``, ``done`` and
    ``cites``; besides, where it has them, ``values`` to offer, the ``beside`` question, what
    can be said ``at-once``, what is so ``as-before``, the answer to ``confirm`` with the
    ``others`` beside it, or the one of several that is usually the ``only`` one.
    """
    names = [name for _, name in asked.rows]
    form = names.index(FORM) if FORM in names else len(names)
    for number, (step, name) in enumerate(asked.rows):
        question = book.content.questions[name]
        is_before = step == "about" or (step == "release" and number < form)
        row: dict[str, Any] = {
            "step": step,
            "question": name,
            "section": first if is_before else step,
            "done": name not in asked.open,
            "cites": book.cited(question.cites, state),
        }
        if name in asked.offered:
            row["values"] = asked.offered[name]
        if question.afterwards:
            row["afterwards"] = True
        if question.beside:
            row["beside"] = _beside(book, question, state)
        if asked.at_once.get(name):
            row["at-once"] = asked.at_once[name]
        if not row["done"]:
            offered = row.get("values", question.values)
            row.update(_to_confirm(question, before.get(name), offered))
            again = _as_before(question, before, offered)
            if again:
                row["as-before"] = again
        yield row


def _to_confirm(question: Question, again: Any, offered: tuple[str, ...]) -> dict[str, Any]:
    """Say what may be confirmed or given alone, since it is usually so."""
    found: dict[str, Any] = {}
    usual = question.values[0] if question.confirm else None
    if usual and question.kind == "several":
        # Of several answers the usual one may be given alone, but never unseen with others.
        found["only"] = usual
    elif usual and again in (None, usual):  # a no to one contact may be meant for the next
        found["confirm"] = usual
        if question.others_shown:
            found["others"] = tuple(value for value in offered if value != usual)
    return found


def _as_before(
    question: Question, before: dict[str, Any], offered: tuple[str, ...]
) -> dict[str, Any]:
    """Return what was said of the contact before, as far as it may be said again by one press."""
    found: dict[str, Any] = {}
    for fact, allowed in question.as_before.items():
        again = before.get(fact)
        given = [again] if isinstance(again, str) else again or []
        if not given or not set(allowed).issuperset(given):
            break  # what comes after hangs on it
        if fact == question.id and not set(offered).issuperset(given):
            break
        found[fact] = again
    return found if len(found) > 1 else {}


def _beside(book: Rulebook, question: Question, state: str | None) -> dict[str, Any]:
    """Name the question that stands beside this one, and the answer it belongs to."""
    other = book.content.questions[question.beside["fact"]]
    cites = book.cited(other.cites, state)
    return {"question": other.id, "value": question.beside["value"], "cites": cites}


def _settle(book: Rulebook, question: Question, facts: Facts) -> None:
    """Learn what another answer says to a question that is therefore not asked."""
    for when, answer in book.settled(question):
        if when.truth(facts) is True:
            facts.learn(question.id, answer)


def _offered(book: Rulebook, question: Question, facts: Facts) -> tuple[str, ...]:
    """Return the values that make sense now."""
    conditions = book.offered_when(question)
    return tuple(
        value
        for value in question.values
        if value not in conditions or conditions[value].truth(facts) is True
    )


def _at_once(book: Rulebook, question: Question, facts: Facts) -> list[dict[str, Any]]:
    """Return what one press may say in full now: its words, and the answers it gives."""
    return [
        {
            "label": book.fill(row["label"]),
            "answers": {question.id: row["value"], **row["sets"]},
        }
        for when, row in book.at_once(question)
        if when.truth(facts) is True
    ]


def _visible_part(book: Rulebook, question: Question, answer: Any, facts: Facts) -> Any:
    if question.kind != "elements" or answer is None:
        return answer
    hidden = {
        element.id
        for regime in book.elements.values()
        for element, applies in regime
        if element.id in answer and applies.truth(facts) is False
    }
    return {element: said for element, said in answer.items() if element not in hidden}


def _is_answered(book: Rulebook, question: Question, answer: Any, facts: Facts) -> bool:
    if question.kind != "elements" or answer is None:
        return question.optional or answer is not None
    return all(
        element.duty or element.id in answer or applies.truth(facts) is not True
        for regime in book.elements.values()
        for element, applies in regime
    )
