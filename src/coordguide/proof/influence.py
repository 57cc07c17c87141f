"""No question is asked in vain: wherever one is on screen, its answer can change something.

For an edition, a state and a kind of contact, the solver looks for two cases that
differ in one answer only and are answered otherwise: by another decision, limit or
status of a layer, or by another notice, caution or sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import STATES, Content, Question
from coordguide.proof.editions import distinct
from coordguide.proof.law.advice import shown_by_rules
from coordguide.proof.logic import Formula
from coordguide.proof.situation_claims import NEW_QUESTIONS
from coordguide.proof.solver import check, differing, sensible, solver_of, space
from coordguide.proof.space import FOR_SOME, SEVERAL, Space

QUESTIONS = (*NEW_QUESTIONS, "treating", "family-involvement-agreed", "family-spoken-consent")
"""The questions that the budget is about: the new ones, and those asked of more contacts."""


class TwoAnswers:
    """Two cases of one kind of information that may differ in one answer."""

    def __init__(self, book: Rulebook, kind: str) -> None:
        self.one, self.other = space(book, kind), space(book, kind, "'")
        self._solver = solver_of((*sensible(self.one), *sensible(self.other)))
        self._same = {fact: z3.Bool(f"same {fact}") for fact in self.one.raw}
        for fact, raw in self.one.raw.items():
            alike = z3.And([raw[value] == self.other.raw[fact][value] for value in raw])
            self._solver.add(z3.Implies(self._same[fact], alike))
        self._differs = z3.Bool("differs")
        self._solver.add(z3.Implies(self._differs, z3.Or(list(self._differ()))))
        for cases in (self.one, self.other):
            self._solver.add(*_nobody_else(cases))
        self._alone = solver_of((*sensible(self.one), *_nobody_else(self.one)))

    def _differ(self) -> Iterator[Formula]:
        yield differing(self.one.decision, self.other.decision)
        yield differing(self.one.limit, self.other.limit)
        for name, layer in self.one.layers.items():
            yield differing(layer.status, self.other.layers[name].status)
        yield differing(shown_by_rules(self.one), shown_by_rules(self.other))

    def can_matter(self, question: str, state: str, contact: str) -> bool:
        """Say whether some answer to a question changes something for a kind of contact."""
        same = (same for fact, same in self._same.items() if fact != question)
        where = self._where(question, state, contact)
        return check(self._solver, z3.And(*where, *same, self._differs)) is not None

    def is_asked(self, question: str, state: str, contact: str) -> bool:
        """Say whether a question can be on screen for a kind of contact."""
        return check(self._alone, z3.And(self._where(question, state, contact))) is not None

    def _where(self, question: str, state: str, contact: str) -> list[Formula]:
        where = [self.one.visible[question], self.one.raw["contact-kind"][contact]]
        return where + ([self.one.raw["state"][state]] if "state" in self.one.raw else [])


def questions_in_vain(content: Content) -> Iterator[str]:
    """Yield each question that an edition asks although no answer to it matters.

    Takes the content; looks at every state, and at every kind of contact, alone in a
    case. A question about the case has to matter for one of the kinds it is asked for.
    """
    for edition in distinct(content):
        book = rulebook(content, edition)
        pairs = [TwoAnswers(book, kind) for kind in content.questions["information"].values]
        for question, _ in book.questions:
            if question.id in QUESTIONS:
                likely = list(pairs)
                for state in (book.edition.state,) if book.edition.state else STATES:
                    for where in _in_vain(pairs[0], likely, question, state):
                        yield f"{edition}, {state}: {question.id} is asked of {where} in vain"


def _in_vain(
    of_health: TwoAnswers, likely: list[TwoAnswers], question: Question, state: str
) -> Iterator[str]:
    contacts = of_health.one.book.content.questions["contact-kind"].values
    asked = [each for each in contacts if of_health.is_asked(question.id, state, each)]

    def matters(contact: str) -> bool:
        for pair in likely:
            if pair.can_matter(question.id, state, contact):
                # It mostly matters to the others for the same kind of information, and to find
                # that it does not takes far longer.
                likely.remove(pair)
                likely.insert(0, pair)
                return True
        return False

    if question.scope == "contact":
        yield from (contact for contact in asked if not matters(contact))
    elif asked and not any(map(matters, asked)):
        yield "everybody"


def _nobody_else(cases: Space) -> Iterator[Formula]:
    """Say that the case has this contact alone, and names no other state than the edition's.

    What is asked of the member for another contact's sake is not asked in vain.
    """
    for fact in (FOR_SOME, SEVERAL, "contact-kinds", "contact-information"):
        yield from (z3.Not(symbol) for symbol in cases.raw[fact].values())
    if cases.book.edition.state:
        yield from (z3.Not(symbol) for symbol in cases.other_states.values())
