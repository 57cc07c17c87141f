"""A mutant in one corner of all cases: what it says there, and whether that is right."""

from __future__ import annotations

from functools import cached_property

import z3

from coordguide.engine.rulebook import Rulebook
from coordguide.model import LAYERS
from coordguide.proof.completion import Completion, has_no_reason_to_wait
from coordguide.proof.law.advice import shown_by_law, shown_by_rules
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.layers import compared, read_by_law, unlike_law
from coordguide.proof.law.questions import asked_by_law, asked_by_rules
from coordguide.proof.logic import Formula, LayerFormulas, NamedFormulas, RuleReading
from coordguide.proof.solver import check, differing, sensible, solver_of, space


class Corner:
    """All cases of one edition and one kind of information, ready to be compared."""

    def __init__(self, book: Rulebook, kind: str) -> None:
        self.cases = space(book, kind)
        self.case = CaseFacts(self.cases)
        self._solver = solver_of(sensible(self.cases))

    @cached_property
    def law(self) -> dict[str, NamedFormulas]:
        """When each rule of a layer applies to an answered case, by the second reading."""
        return {layer: read_by_law(layer, self.case) for layer in LAYERS}

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


class Variant:
    """What a corner answers and shows once a mutant is in it.

    ``layers`` holds the layers that may differ; the subclasses say how the rest is compared.
    """

    def __init__(self, corner: Corner) -> None:
        self.corner = corner

    @cached_property
    def layers(self) -> dict[str, LayerFormulas]:
        """The layers that the mutant may change, with it."""
        return {}

    def contradicts(self) -> Formula:
        """Say that the mutant says something else than the second reading."""
        raise NotImplementedError

    def shows_otherwise(self) -> Formula:
        """Say that the mutant shows or asks something else than the content."""
        raise NotImplementedError

    def differs(self) -> Formula:
        """Say that the mutant answers, shows or asks something else than the content."""
        parts = [self.shows_otherwise()]
        for name, layer in self.layers.items():
            old = self.corner.cases.layers[name]
            parts += [differing(old.status, layer.status), z3.Xor(old.doubtful, layer.doubtful)]
        return z3.Or(parts)

    def waits_in_vain(self) -> Formula:
        """Say that with the mutant alone a case waits for answers, or doubts, without a reason."""
        case, cases = self.corner.case, self.corner.cases
        layers = {**cases.layers, **self.layers}
        decision = cases.logic.decide(layers)
        already = has_no_reason_to_wait(case, cases.layers, cases.decision)
        return z3.And(has_no_reason_to_wait(case, layers, decision), z3.Not(already))

    def decides_early(self) -> Formula:
        """Say that the mutant, and not the content, decides an open case as completing it undoes.

        What the content itself decides so tells nothing of the mutant.
        """
        changes, before = self.corner.completion.changes, self.corner.cases.layers
        return z3.Or(
            [
                z3.And(changes(name, layer.status), z3.Not(changes(name, before[name].status)))
                for name, layer in self.layers.items()
            ]
        )


class OneRule(Variant):
    """A changed rule: facts mean what they did, so only that rule is read again."""

    def __init__(self, corner: Corner, rule: str, book: Rulebook) -> None:
        super().__init__(corner)
        self._id = rule
        self._layer = corner.cases.book.content.rules[rule].layer
        self._rule = [pair for pair in book.rules.get(self._layer, ()) if pair[0].id == rule]

    @cached_property
    def layers(self) -> dict[str, LayerFormulas]:
        """See ``Variant.layers``."""
        if self._layer not in LAYERS:
            return {}
        cases = self.corner.cases
        others = [read for read in cases.layers[self._layer].read if read[0].id != self._id]
        read = [*others, *self._read]
        return {self._layer: LayerFormulas(cases.logic.algebra, self._layer, read)}

    @cached_property
    def _read(self) -> list[RuleReading]:
        return self.corner.cases.logic.read(self._layer, self._rule)

    def contradicts(self) -> Formula:
        """See ``Variant.contradicts``."""
        if self._layer not in LAYERS:
            return self._shown_apart_from(self.corner.shown_by_law)
        law = {name: f for name, f in self.corner.law[self._layer].items() if name[1] == self._id}
        return z3.And(compared(self._layer, self.corner.case), unlike_law(law, self._read))

    def shows_otherwise(self) -> Formula:
        """See ``Variant.shows_otherwise``."""
        if self._layer in LAYERS:
            return z3.BoolVal(False)
        return self._shown_apart_from(self.corner.shown)

    def _shown_apart_from(self, other: NamedFormulas) -> Formula:
        cases = self.corner.cases
        before = (pair for pair in cases.book.rules["advice"] if pair[0].id == self._id)
        found = shown_by_rules(cases, self._rule)
        names = {*found, *shown_by_rules(cases, before)}
        return differing({name: f for name, f in other.items() if name in names}, found)


class Everything(Variant):
    """A changed definition, question, element, record or method: all is read again."""

    def __init__(self, corner: Corner, book: Rulebook) -> None:
        super().__init__(corner)
        self._other = space(book, corner.cases.kind)

    @cached_property
    def layers(self) -> dict[str, LayerFormulas]:
        """See ``Variant.layers``."""
        return self._other.layers

    @cached_property
    def _shown(self) -> NamedFormulas:
        return {**shown_by_rules(self._other), **asked_by_rules(self._other)}

    def contradicts(self) -> Formula:
        """See ``Variant.contradicts``.

        What reads as it did before is left out: it says of the mutant what it says of the content.
        """
        apart = [
            z3.And(compared(name, self.corner.case), self._unlike_law(name)) for name in self.layers
        ]
        before, after = self.corner.shown, self._shown
        names = {name for name in {**before, **after} if _is_other(before, after, name)}
        shown = (
            {name: f for name, f in found.items() if name in names}
            for found in (self.corner.shown_by_law, after)
        )
        return z3.Or(*apart, differing(*shown))

    def _unlike_law(self, layer: str) -> Formula:
        before = self.corner.cases.layers[layer].read
        changed = [
            read
            for old, read in zip(before, self.layers[layer].read, strict=True)
            if not (old[2].holds.eq(read[2].holds) and old[2].fails.eq(read[2].fails))
        ]
        rules = {rule.id for rule, _, _ in changed}
        law = {name: f for name, f in self.corner.law[layer].items() if name[1] in rules}
        return unlike_law(law, changed)

    def shows_otherwise(self) -> Formula:
        """See ``Variant.shows_otherwise``."""
        return differing(self.corner.shown, self._shown)


def _is_other(before: NamedFormulas, after: NamedFormulas, name: tuple[str, ...]) -> bool:
    return not (name in before and name in after and before[name].eq(after[name]))
