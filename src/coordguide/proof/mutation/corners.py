"""A corner of all cases, one edition and one kind of information: what is said there, and ought to.

``Corner`` speaks of every case by the solver, ``Glance`` of a sample by working it out. Both
have the same names, so that a mutant is compared in either by the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

import z3

from coordguide.engine.conditions import read
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import LAYERS, Content
from coordguide.proof.completion import Completion
from coordguide.proof.law.advice import shown_by_law, shown_by_rules
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.layers import compared, read_by_law
from coordguide.proof.law.questions import asked_by_law, asked_by_rules
from coordguide.proof.logic import Algebra, Formula, NamedFormulas
from coordguide.proof.mutation.sample import Drawn, Sample
from coordguide.proof.solver import check, sensible, solver_of, space
from coordguide.proof.space import Space


class Corner:
    """All cases of one edition and one kind of information, ready to be compared."""

    def __init__(self, book: Rulebook, kind: str) -> None:
        self.cases = space(book, kind)
        self.case = CaseFacts(self.cases)
        self._solver = solver_of(sensible(self.cases))

    @property
    def algebra(self) -> Algebra:
        """The operations that its formulas are built with."""
        return self.cases.logic.algebra

    def space(self, book: Rulebook) -> Space:
        """Return what another rulebook says here."""
        return space(book, self.cases.kind)

    @cached_property
    def law(self) -> dict[str, NamedFormulas]:
        """When each rule of a layer applies to an answered case, by the second reading."""
        return {layer: read_by_law(layer, self.case) for layer in LAYERS}

    @cached_property
    def compared(self) -> dict[str, Formula]:
        """Of which cases each layer is compared."""
        return {layer: compared(layer, self.case) for layer in LAYERS}

    @cached_property
    def shown_by_law(self) -> NamedFormulas:
        """What ought to be shown and asked, by the second reading."""
        return {**shown_by_law(self.cases), **asked_by_law(self.cases)}

    @cached_property
    def shown(self) -> NamedFormulas:
        """What the content shows and asks."""
        return {**shown_by_rules(self.cases), **asked_by_rules(self.cases)}

    @cached_property
    def completion(self) -> Completion:
        """The same cases with every open or unsure answer filled in."""
        return Completion(self.cases)

    def find(self, formula: Formula) -> z3.ModelRef | None:
        """Return a case for which this formula is true, or None."""
        return check(self._solver, formula)

    def is_found(self, formula: Formula) -> bool:
        """Say whether there is such a case."""
        return self.find(formula) is not None


@lru_cache(maxsize=64)
def corner_of(content: Content, edition: str, kind: str) -> Corner:
    """Return a corner of a content, the same one each time, as it takes long to make."""
    return Corner(rulebook(content, edition), kind)


class Glance:
    """Some cases of a corner; see there for what it says of them."""

    def __init__(self, corner: Corner, drawn: Drawn) -> None:
        self._corner = corner
        self._sample = Sample(corner.cases, drawn)
        self.cases = self.space(corner.cases.book)

    @property
    def algebra(self) -> Algebra:
        """See ``Corner.algebra``."""
        return self.cases.logic.algebra

    def space(self, book: Rulebook) -> Space:
        """See ``Corner.space``."""
        return self._sample.space(book)

    @cached_property
    def law(self) -> dict[str, NamedFormulas]:
        """See ``Corner.law``."""
        return {layer: self._where(named) for layer, named in self._corner.law.items()}

    @cached_property
    def compared(self) -> dict[str, Formula]:
        """See ``Corner.compared``."""
        return self._where(self._corner.compared)

    @cached_property
    def shown_by_law(self) -> NamedFormulas:
        """See ``Corner.shown_by_law``."""
        return self._where(self._corner.shown_by_law)

    @cached_property
    def shown(self) -> NamedFormulas:
        """See ``Corner.shown``."""
        return {**shown_by_rules(self.cases), **asked_by_rules(self.cases)}

    def reads_otherwise(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        """Say whether two conditions differ in some of these cases, once all is asked."""
        one, other = (self.cases.logic.truth(read(when)) for when in (before, after))
        return one != other

    def _where[K](self, named: dict[K, Formula]) -> dict[K, Formula]:
        return {name: self._sample.where(formula) for name, formula in named.items()}

    def is_found(self, formula: Formula) -> bool:
        """See ``Corner.is_found``."""
        return self._sample.is_possible(formula)
