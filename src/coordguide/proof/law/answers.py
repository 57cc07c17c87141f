"""The visible answers of a space of cases: what everything of the second reading is said in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import z3

from coordguide.proof.logic import Formula
from coordguide.proof.solver import SOLVER
from coordguide.proof.space import Space

RuleFormulas = dict[str, Formula]
"""When each rule applies, under the rule's id."""

ByStatus = dict[str, RuleFormulas]
"""By status, when each rule that gives it applies."""


class Answers:
    """Reads the visible answers of a space of cases."""

    def __init__(self, cases: Space) -> None:
        self.cases = cases
        self.kind = cases.kind
        self.said: dict[Callable[..., Formula], Formula] = {}

    def is_(self, fact: str, *values: str) -> Formula:
        """Say that a fact has one of these answers."""
        found = self.cases.logic.answers.get(fact)
        answers = found.values if found else {}
        return SOLVER.any(answers[value] for value in values if value in answers)

    def of_kind(self, *kinds: str) -> Formula:
        """Say that the information is of one of these kinds."""
        return z3.BoolVal(self.kind in kinds)

    def is_part(self, element: str, said: str = "present") -> Formula:
        """Say what was said of one element of the form on screen."""
        shown = self.cases.visible["roi-elements"]
        return z3.And(shown, self.cases.raw[f"roi-elements.{element}"][said])

    def has(self, *elements: str) -> Formula:
        """Say that the form has every one of these elements."""
        return z3.And([self.is_part(element) for element in elements])

    def decides(self, *decisions: str) -> Formula:
        """Say that the decision is one of these."""
        return z3.Or([self.cases.decision[decision] for decision in decisions])

    def has_exception(self, name: str) -> bool:
        """Say whether the edition's document has this exception."""
        return name in self.cases.book.edition.exceptions

    @property
    def is_county_care(self) -> bool:
        """Whether W&I 5328 is about whoever uses the document: a county's plan in California."""
        return self.has_exception("same-plan-program") and self.cases.book.edition.state == "CA"


def said_once[Case: Answers](say: Callable[[Case], Formula]) -> Callable[[Case], Formula]:
    """Let a sentence be put together once for each space: many others are made of it.

    Takes and returns what says it of some cases.
    """

    @wraps(say)
    def said(case: Case) -> Formula:
        if say not in case.said:
            case.said[say] = say(case)
        return case.said[say]

    return said
