"""The answers of a case as a person would name them, written from the law and not from the content.

Claims and the second reading speak in these words, those about the member in
``member``, about the contact in ``contact``, about the form in ``release``.
They use none of the definitions that the rules use, because the two are meant
to check each other.
"""

from __future__ import annotations

from functools import cached_property

import z3

from coordguide.model import UNSURE
from coordguide.proof.law.release import ReleaseFacts
from coordguide.proof.logic import Formula


class CaseFacts(ReleaseFacts):
    """Everything that can be said of the visible answers of a space of cases."""

    @cached_property
    def is_answered(self) -> Formula:
        """Every question on screen has an answer that is sure, and the days can be right."""
        cases = self.cases
        answered = []
        for fact, raw in cases.raw.items():
            if fact.startswith("roi-elements."):
                continue
            sure = [formula for value, formula in raw.items() if value != UNSURE]
            if fact in cases.visible:
                answered.append(z3.Implies(cases.visible[fact], z3.Or(sure)))
        parts = [
            z3.Or(raw["present"], raw["missing"])
            for fact, raw in cases.raw.items()
            if fact.startswith("roi-elements.")
        ]
        shown = cases.visible["roi-elements"]
        dates = cases.raw["dates"]
        in_order = z3.And(dates["signed-by-today"], z3.Not(dates["ends-before-signed"]))
        return z3.And(*answered, z3.Implies(shown, z3.And(in_order, *parts)))
