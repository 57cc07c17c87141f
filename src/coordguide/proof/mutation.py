"""Checks that nobody could change the content by one step without a test or a proof noticing.

Each mutant goes through four nets, the quick ones first: what every record
must have, the case files, the second reading of the law, and last a proof that
the mutant changes no answer at all. What falls through all of them survives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from typing import Any

import z3

from coordguide.cases import CaseError
from coordguide.conditions import ConditionError
from coordguide.model import LAYERS, Content, Rule
from coordguide.proof.completing import Completion, has_no_reason_to_wait
from coordguide.proof.editions import distinct
from coordguide.proof.expecting import differences
from coordguide.proof.logic import Formula, LayerFormulas
from coordguide.proof.mutants import WHOLE, Mutant, mutants
from coordguide.proof.practice import shown_by_law, shown_by_rules
from coordguide.proof.reading import expected
from coordguide.proof.seen import Seen
from coordguide.proof.solver import as_case, check, sensible, space
from coordguide.proof.space import Space
from coordguide.rulebook import Rulebook

CaseFiles = Mapping[str, dict[str, Any]]


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: killed ``by`` something, the same ``by`` proof, or survived.

    A survivor carries a case that it answers differently.
    """

    mutant: Mutant
    end: str
    by: str = ""
    case: dict[str, Any] | None = None


class Corner:
    """All cases of one edition and one kind of information, ready to be compared."""

    def __init__(self, book: Rulebook, kind: str) -> None:
        self.cases = space(book, kind)
        self.seen = Seen(self.cases)
        self._solver = z3.Solver()
        self._solver.add(*sensible(self.cases))

    @cached_property
    def law(self) -> dict[str, dict[str, Formula]]:
        """What the second reading answers, by layer."""
        return {layer: expected(layer, self.seen) for layer in LAYERS}

    @cached_property
    def shown(self) -> dict[tuple[str, ...], Formula]:
        """What the second reading shows."""
        return shown_by_law(self.cases)

    @cached_property
    def completion(self) -> Completion:
        """The same cases with every open or unsure answer filled in."""
        return Completion(self.cases)

    def find(self, differs: Formula) -> z3.ModelRef | None:
        """Return a case for which this formula is true, or None."""
        return check(self._solver, differs)


class Nets:
    """Everything that may notice a mutant of one content."""

    def __init__(self, content: Content, files: CaseFiles) -> None:
        self.content = content
        self.files = files
        self._editions = tuple(distinct(content))
        self._corners: dict[tuple[str, str], Corner] = {}

    def judge(self, mutant: Mutant) -> Fate:
        """Say what becomes of one mutant."""
        if mutant.record is not None and not mutant.record.cites:
            return Fate(mutant, "killed", "check")
        try:
            changed = mutant.put_into(self.content)
            killer = self._case_that_notices(mutant, changed)
        except (ConditionError, CaseError, KeyError) as error:
            return Fate(mutant, "killed", f"check ({error})")
        if killer:
            return Fate(mutant, "killed", f"case {killer}")
        return self._compare(mutant, changed)

    def _case_that_notices(self, mutant: Mutant, changed: Content) -> str | None:
        editions = getattr(self.content.rules.get(mutant.id), "editions", ())
        for name, data in self.files.items():
            if editions and data["edition"] not in editions:
                continue
            if next(differences(changed, data), None):
                return name
        return None

    def _compare(self, mutant: Mutant, changed: Content) -> Fate:
        if mutant.way == "without a citation":
            return Fate(mutant, "survived")
        other_case = None
        for corner in self._corners_of(mutant):
            variant = Variant(corner.cases, mutant, changed)
            if corner.find(variant.contradicts(corner)) is not None:
                return Fate(mutant, "killed", "second reading")
            model = corner.find(variant.differs(corner.cases))
            if model is None:
                continue
            if corner.completion.find(variant.decides_early(corner)) is not None:
                return Fate(mutant, "killed", "second reading of open cases")
            other_case = other_case or as_case(corner.cases, model)
        if other_case is None and mutant.kind not in ("records", "methods"):
            return Fate(mutant, "same", "proof")
        return Fate(mutant, "survived", "", other_case)

    def _corners_of(self, mutant: Mutant) -> Iterator[Corner]:
        rule = self.content.rules.get(mutant.id) if mutant.kind == "rules" else None
        for edition in self._editions:
            if rule and rule.editions and edition not in rule.editions:
                continue
            for kind in self.content.questions["information"].values:
                if (edition, kind) not in self._corners:
                    self._corners[edition, kind] = Corner(Rulebook(self.content, edition), kind)
                yield self._corners[edition, kind]


class Variant:
    """The formulas of a corner once a mutant is in it."""

    def __init__(self, cases: Space, mutant: Mutant, changed: Content) -> None:
        book = Rulebook(changed, cases.book.edition.id)
        self._rule = changed.rules.get(mutant.id) if mutant.kind == "rules" else None
        if mutant.kind == "rules":
            # The facts mean what they did, so only the rule's own layer is read again.
            old: Rule = cases.book.content.rules[mutant.id]
            self._layers = {old.layer} & set(LAYERS)
            self.layers: dict[str, LayerFormulas] = {
                layer: cases.logic.layer(layer, book.rules.get(layer, ())) for layer in self._layers
            }
            self.shown = {} if self._layers else _shown(cases, book)
            self._visible: dict[str, Formula] = {}
        else:
            other = space(book, cases.kind)
            self._layers = set(LAYERS)
            self.layers = other.layers
            self.shown = shown_by_rules(other)
            self._visible = {**other.visible, **_applying(other)}

    def differs(self, cases: Space) -> Formula:
        """Say that the mutant answers, shows or asks something else."""
        parts = [_other(cases.layers[n].status, self.layers[n].status) for n in self._layers]
        parts += [z3.Xor(cases.layers[n].doubtful, self.layers[n].doubtful) for n in self._layers]
        if self.shown:
            parts.append(_other(shown_by_rules(cases), self.shown))
        if self._visible:
            parts.append(_other({**cases.visible, **_applying(cases)}, self._visible))
        return z3.Or(parts)

    def contradicts(self, corner: Corner) -> Formula:
        """Say that the mutant says something else than the second reading."""
        parts = [
            z3.And(corner.seen.is_answered, _other(corner.law[n], self.layers[n].status))
            for n in self._layers
        ]
        if self._layers:
            layers = {**corner.cases.layers, **self.layers}
            parts.append(
                has_no_reason_to_wait(corner.seen, layers, corner.cases.logic.decide(layers))
            )
        if self.shown:
            parts.append(_other(corner.shown, self.shown))
        return z3.Or(parts)

    def decides_early(self, corner: Corner) -> Formula:
        """Say that the mutant decides an open case as no way to complete it would."""
        changes = corner.completion.changes
        return z3.Or([changes(n, self.layers[n].status) for n in self._layers])


def _applying(cases: Space) -> dict[str, Formula]:
    """Return when each element stands on the form, also one that never decides."""
    pairs = (pair for elements in cases.book.elements.values() for pair in elements)
    return {f"element {e.id}": cases.logic.truth(when).holds for e, when in pairs}


def _shown(cases: Space, book: Rulebook) -> dict[tuple[str, ...], Formula]:
    before, cases.book = cases.book, book
    try:
        return shown_by_rules(cases)
    finally:
        cases.book = before


def _other(one: Mapping[Any, Formula], other: Mapping[Any, Formula]) -> Formula:
    never = z3.BoolVal(False)
    return z3.Or([z3.Xor(one.get(k, never), other.get(k, never)) for k in {**one, **other}])


def run(bundle: dict[str, Any], files: CaseFiles, only_whole: bool, workers: int) -> Iterator[Fate]:
    """Judge every mutant of a content, or only those that ``WHOLE`` names.

    Takes the compiled content, the case files by name, and how many processes
    to use; yields what became of each, in the order of the mutants.
    """
    content = Content.from_bundle(bundle)
    numbers = [n for n, m in enumerate(mutants(content)) if not only_whole or m.way in WHOLE]
    with get_context("spawn").Pool(workers, _start, (bundle, files)) as pool:
        yield from pool.imap(_judge, numbers, chunksize=8)


_HERE: dict[str, Any] = {}
"""What a worker process works on: the nets and every mutant."""


def _start(bundle: dict[str, Any], files: CaseFiles) -> None:
    content = Content.from_bundle(bundle)
    _HERE["nets"], _HERE["mutants"] = Nets(content, files), list(mutants(content))


def _judge(number: int) -> Fate:
    return _HERE["nets"].judge(_HERE["mutants"][number])
