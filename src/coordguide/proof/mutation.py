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
from coordguide.proof.asked import asked_by_law, asked_by_rules
from coordguide.proof.completing import Completion, has_no_reason_to_wait
from coordguide.proof.editions import distinct
from coordguide.proof.expecting import differences
from coordguide.proof.logic import Formula, LayerFormulas, Named
from coordguide.proof.mutants import WHOLE, Mutant, mutants
from coordguide.proof.practice import shown_by_law, shown_by_rules
from coordguide.proof.reading import read_by_law, unlike_law
from coordguide.proof.seen import Seen
from coordguide.proof.solver import as_case, check, differing, sensible, space
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
    def law(self) -> dict[str, Named]:
        """When each rule of a layer applies to an answered case, by the second reading."""
        return {layer: read_by_law(layer, self.seen) for layer in LAYERS}

    @cached_property
    def shown(self) -> Named:
        """What the second reading shows and asks."""
        return {**shown_by_law(self.cases), **asked_by_law(self.cases)}

    @cached_property
    def completion(self) -> Completion:
        """The same cases with every open or unsure answer filled in."""
        return Completion(self.cases)

    def find(self, differs: Formula) -> z3.ModelRef | None:
        """Return a case for which this formula is true, or None."""
        return None if z3.is_false(z3.simplify(differs)) else check(self._solver, differs)


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
            return self._judge(mutant, mutant.put_into(self.content))
        except (ConditionError, CaseError, KeyError) as error:
            return Fate(mutant, "killed", f"check ({error})")

    def _judge(self, mutant: Mutant, changed: Content) -> Fate:
        variants: list[tuple[Corner, Variant]] = []
        if mutant.way != "without a citation":
            for corner in self._corners_of(mutant):
                variants.append((corner, Variant(corner.cases, mutant, changed)))
                if corner.find(variants[-1][1].contradicts(corner)) is not None:
                    return Fate(mutant, "killed", "second reading")
        killer = self._case_that_notices(mutant, changed)
        if killer:
            return Fate(mutant, "killed", f"case {killer}")
        if mutant.way == "without a citation":
            return Fate(mutant, "survived")
        return self._compare(mutant, variants)

    def _case_that_notices(self, mutant: Mutant, changed: Content) -> str | None:
        editions = getattr(self.content.rules.get(mutant.id), "editions", ())
        for name, data in self.files.items():
            if editions and data["edition"] not in editions:
                continue
            if next(differences(changed, data), None):
                return name
        return None

    def _compare(self, mutant: Mutant, variants: list[tuple[Corner, Variant]]) -> Fate:
        other_case = None
        for corner, variant in variants:
            model = corner.find(variant.differs(corner.cases))
            if model is None:
                continue
            if corner.completion.find(variant.decides_early(corner)) is not None:
                return Fate(mutant, "killed", "second reading of open cases")
            other_case = other_case or as_case(corner.cases, model)
        if other_case is None:
            return Fate(mutant, "same", "proof")
        return Fate(mutant, "survived", "", other_case)

    def _corners_of(self, mutant: Mutant) -> Iterator[Corner]:
        for edition in self._editions_of(mutant):
            for kind in self.content.questions["information"].values:
                if (edition, kind) not in self._corners:
                    self._corners[edition, kind] = Corner(Rulebook(self.content, edition), kind)
                yield self._corners[edition, kind]

    def _editions_of(self, mutant: Mutant) -> tuple[str, ...]:
        """Return the editions that a mutant changes, one of those that are alike."""
        if mutant.kind != "rules":
            return self._editions
        rule, other = self.content.rules[mutant.id], mutant.record
        if isinstance(other, Rule) and other.editions != rule.editions:
            return tuple(edition for edition in rule.editions if edition not in other.editions)
        return tuple(each for each in self._editions if each in (rule.editions or (each,)))


class Variant:
    """The formulas of a corner once a mutant is in it."""

    def __init__(self, cases: Space, mutant: Mutant, changed: Content) -> None:
        book = Rulebook(changed, cases.book.edition.id)
        self.layers: dict[str, LayerFormulas] = {}
        self.shown: Named = {}
        self._before: Named = {}
        if mutant.kind == "rules":
            # The facts mean what they did, so only the rule's own layer is read again.
            old: Rule = cases.book.content.rules[mutant.id]
            if old.layer in LAYERS:
                rules = book.rules.get(old.layer, ())
                self.layers[old.layer] = cases.logic.layer(old.layer, rules)
            else:
                self._before, self.shown = shown_by_rules(cases), _shown(cases, book)
        else:
            other = space(book, cases.kind)
            self.layers = other.layers
            self._before, self.shown = _everything_shown(cases), _everything_shown(other)

    def differs(self, cases: Space) -> Formula:
        """Say that the mutant answers, shows or asks something else."""
        parts = [differing(self._before, self.shown)]
        for name, layer in self.layers.items():
            old = cases.layers[name]
            parts += [differing(old.status, layer.status), z3.Xor(old.doubtful, layer.doubtful)]
        return z3.Or(parts)

    def contradicts(self, corner: Corner) -> Formula:
        """Say that the mutant says something else than the second reading."""
        law = corner.law
        found = [unlike_law(law[name], layer) for name, layer in self.layers.items()]
        parts = [z3.And(corner.seen.is_answered, z3.Or(found))]
        if self.layers:
            layers = {**corner.cases.layers, **self.layers}
            decision = corner.cases.logic.decide(layers)
            parts.append(has_no_reason_to_wait(corner.seen, layers, decision))
        if self.shown:
            wanted = {**self.shown, **self._before}
            law = {name: when for name, when in corner.shown.items() if name in wanted}
            parts.append(differing(law, self.shown))
        return z3.Or(parts)

    def decides_early(self, corner: Corner) -> Formula:
        """Say that the mutant decides an open case as no way to complete it would."""
        changes = corner.completion.changes
        return z3.Or([changes(name, layer.status) for name, layer in self.layers.items()])


def _everything_shown(cases: Space) -> Named:
    return {**shown_by_rules(cases), **asked_by_rules(cases)}


def _shown(cases: Space, book: Rulebook) -> Named:
    before, cases.book = cases.book, book
    try:
        return shown_by_rules(cases)
    finally:
        cases.book = before


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
