"""No question is asked in vain: wherever one is on screen, its answer can change something.

For an edition, a state and a kind of contact, the solver looks for two cases that
differ in one answer only and are answered otherwise: by another decision or
limit, or by another notice, caution or sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import STATES, Content
from coordguide.proof.law.advice import shown_by_rules
from coordguide.proof.logic import Formula
from coordguide.proof.situation_claims import NEW_QUESTIONS
from coordguide.proof.solver import differing, sensible, space
from coordguide.proof.space import Space

QUESTIONS = (*NEW_QUESTIONS, "treating", "family-involvement-agreed", "family-spoken-consent")
"""The questions that the budget is about: the new ones, and those asked of more contacts."""


class TwoAnswers:
    """Two cases of one kind of information that may differ in one answer."""

    def __init__(self, book: Rulebook, kind: str) -> None:
        self.one, self.other = space(book, kind), space(book, kind, "'")
        self._solver = z3.Solver()
        self._solver.add(*sensible(self.one), *sensible(self.other))
        self._same = {fact: z3.Bool(f"same {fact}") for fact in self.one.raw}
        for fact, raw in self.one.raw.items():
            alike = z3.And([raw[value] == self.other.raw[fact][value] for value in raw])
            self._solver.add(z3.Implies(self._same[fact], alike))
        self._solver.add(z3.Or(self._differ()))
        for cases in (self.one, self.other):
            self._solver.add(z3.Not(cases.raw["authorization-for-some"]["yes"]))

    def _differ(self) -> Iterator[Formula]:
        yield differing(self.one.decision, self.other.decision)
        yield differing(self.one.limit, self.other.limit)
        yield differing(shown_by_rules(self.one), shown_by_rules(self.other))

    def can_matter(self, question: str, state: str, contact: str) -> bool:
        """Say whether some answer to a question changes something for a kind of contact."""
        others = [same for fact, same in self._same.items() if fact != question]
        where = [self.one.visible[question], self.one.raw["contact-kind"][contact]]
        if "state" in self.one.raw:
            where.append(self.one.raw["state"][state])
        # Assumptions have to be single symbols; formulas get one each.
        self._solver.push()
        self._solver.add(*where)
        found: bool = self._solver.check(others) == z3.sat
        self._solver.pop()
        return found


def questions_in_vain(content: Content, edition: str) -> Iterator[str]:
    """Yield each question that an edition asks about some contact although no answer matters.

    Takes the content and an edition; looks at every state and kind of contact.
    """
    book = rulebook(content, edition)
    kinds = content.questions["information"].values
    pairs = {kind: TwoAnswers(book, kind) for kind in kinds}
    states = (book.edition.state,) if book.edition.state else STATES
    asked = [question.id for question, _ in book.questions if question.id in QUESTIONS]
    for state in states:
        for contact in content.questions["contact-kind"].values:
            for question in asked:
                if not _is_asked(pairs["health"].one, question, state, contact):
                    continue
                if not any(p.can_matter(question, state, contact) for p in pairs.values()):
                    yield f"{edition}, {state}: {question} is asked of {contact} in vain"


def _is_asked(cases: Space, question: str, state: str, contact: str) -> bool:
    solver = z3.Solver()
    solver.add(*sensible(cases), cases.visible[question], cases.raw["contact-kind"][contact])
    if "state" in cases.raw:
        solver.add(cases.raw["state"][state])
    found: bool = solver.check() == z3.sat
    return found
