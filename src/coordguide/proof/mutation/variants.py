"""A mutant in one corner of all cases: what it says there, and whether that is right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import z3

from coordguide.engine.rulebook import Rulebook, in_scope
from coordguide.model import LAYERS, Rule
from coordguide.proof.completion import has_no_reason_to_wait
from coordguide.proof.law.advice import shown_by_rules
from coordguide.proof.law.layers import unlike_law
from coordguide.proof.law.questions import asked_by_rules
from coordguide.proof.logic import Formula, LayerFormulas, NamedFormulas, RuleReading
from coordguide.proof.mutation.corners import Corner, Glance
from coordguide.proof.solver import differing


class Variant:
    """What a corner answers and shows once a mutant is in it.

    ``layers`` holds the layers that may differ; the subclasses say how the rest is compared.
    """

    def __init__(self, corner: Corner | Glance) -> None:
        self.corner = corner
        self._algebra = corner.algebra

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
            doubts = self._algebra.differ(old.doubtful, layer.doubtful)
            parts += [differing(old.status, layer.status, self._algebra), doubts]
        return self._algebra.any(parts)


class OneRule(Variant):
    """A changed rule: facts mean what they did, so only that rule is read again."""

    def __init__(self, corner: Corner | Glance, before: Rule, rule: Rule | None) -> None:
        super().__init__(corner)
        self._id, self._layer = before.id, before.layer
        book = corner.cases.book
        self._rule = [(rule, in_scope(rule))] if rule and book.is_ours(rule) else []

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
        unlike = unlike_law(law, self._read, self._algebra)
        return self._algebra.all((self.corner.compared[self._layer], unlike))

    def shows_otherwise(self) -> Formula:
        """See ``Variant.shows_otherwise``."""
        if self._layer in LAYERS:
            return self._algebra.any(())
        return self._shown_apart_from(self.corner.shown)

    def _shown_apart_from(self, other: NamedFormulas) -> Formula:
        cases = self.corner.cases
        before = (pair for pair in cases.book.rules["advice"] if pair[0].id == self._id)
        found = shown_by_rules(cases, self._rule)
        names = {*found, *shown_by_rules(cases, before)}
        there = {name: f for name, f in other.items() if name in names}
        return differing(there, found, self._algebra)


class Everything(Variant):
    """A changed definition, question, element, record or method: all is read again."""

    def __init__(self, corner: Corner | Glance, book: Rulebook) -> None:
        super().__init__(corner)
        self._other = corner.space(book)

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
        a = self._algebra
        apart = [
            a.all((self.corner.compared[name], self._unlike_law(name))) for name in self.layers
        ]
        before, after = self.corner.shown, self._shown
        names = {name for name in {**before, **after} if self._is_other(before, after, name)}
        law, shown = (
            {name: f for name, f in found.items() if name in names}
            for found in (self.corner.shown_by_law, after)
        )
        return a.any((*apart, differing(law, shown, a)))

    def _unlike_law(self, layer: str) -> Formula:
        a, before = self._algebra, self.corner.cases.layers[layer].read
        changed = [
            read
            for old, read in zip(before, self.layers[layer].read, strict=True)
            if not (
                a.is_same(old[2].holds, read[2].holds) and a.is_same(old[2].fails, read[2].fails)
            )
        ]
        rules = {rule.id for rule, _, _ in changed}
        law = {name: f for name, f in self.corner.law[layer].items() if name[1] in rules}
        return unlike_law(law, changed, a)

    def _is_other(self, before: NamedFormulas, after: NamedFormulas, name: tuple[str, ...]) -> bool:
        both = name in before and name in after
        return not (both and self._algebra.is_same(before[name], after[name]))

    def shows_otherwise(self) -> Formula:
        """See ``Variant.shows_otherwise``."""
        return differing(self.corner.shown, self._shown, self._algebra)


def waits_in_vain(corner: Corner, mutant: Mapping[str, LayerFormulas]) -> Formula:
    """Say that with a mutant alone a case waits for answers, or doubts, without a reason.

    Takes the corner and the layers that the mutant may change, with it.
    """
    case, cases = corner.case, corner.cases
    layers = {**cases.layers, **mutant}
    decision = cases.logic.decide(layers)
    already = has_no_reason_to_wait(case, cases.layers, cases.decision)
    return z3.And(has_no_reason_to_wait(case, layers, decision), z3.Not(already))


def decides_early(corner: Corner, mutant: Mapping[str, LayerFormulas]) -> Formula:
    """Say that a mutant, and not the content, decides an open case as completing it undoes.

    What the content itself decides so tells nothing of the mutant.
    """
    changes, before = corner.completion.changes, corner.cases.layers
    return z3.Or(
        [
            z3.And(changes(name, layer.status), z3.Not(changes(name, before[name].status)))
            for name, layer in mutant.items()
        ]
    )
