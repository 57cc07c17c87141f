"""Checks that nobody could change the content by one step without a test or a proof noticing.

Each mutant goes through four nets, the quick ones first: what every record
must have, the case files, the second reading of the law, and last a proof that
the mutant changes no answer at all. What falls through all of them survives. A
citation that is left out is noticed by a case, or by the ledger of citations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from coordguide.authoring.citation_ledger import Ledger, agrees
from coordguide.authoring.expectations import differences
from coordguide.engine.case_reader import CaseError
from coordguide.engine.conditions import ConditionError
from coordguide.engine.rulebook import Rulebook
from coordguide.model import Content, Rule
from coordguide.proof.editions import distinct
from coordguide.proof.mutation.mutants import WHOLE, Mutant, mutants
from coordguide.proof.mutation.variants import Corner, Everything, OneRule, Variant
from coordguide.proof.solver import as_case

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


class Nets:
    """Everything that may notice a mutant of one content."""

    def __init__(self, content: Content, files: CaseFiles, ledger: Ledger) -> None:
        self.content = content
        self.files = files
        self.ledger = ledger
        self._editions = tuple(distinct(content))
        self._corners: dict[tuple[str, str], Corner] = {}

    def judge(self, mutant: Mutant) -> Fate:
        """Say what becomes of one mutant."""
        if mutant.record is not None and not mutant.record.cites:
            return Fate(mutant, "killed", "check")
        if mutant.kind != "rules" and mutant.way == "without a citation":
            # A rule's citations are named by the cases, which is more than to be counted.
            return self._count(mutant)
        try:
            return self._judge(mutant, mutant.put_into(self.content))
        except (ConditionError, CaseError, KeyError) as error:
            return Fate(mutant, "killed", f"check ({error})")

    def _count(self, mutant: Mutant) -> Fate:
        before = getattr(self.content, mutant.kind)[mutant.id]
        records = (before, mutant.record or before)
        are_right = [agrees(self.ledger, mutant.kind, record) for record in records]
        return (
            Fate(mutant, "killed", "ledger")
            if are_right == [True, False]
            else Fate(mutant, "survived")
        )

    def _judge(self, mutant: Mutant, changed: Content) -> Fate:
        nets = [self._case_that_notices]
        if mutant.way != "without a citation":
            # One rule is quickly read again; much else is noticed by a case before that.
            nets.insert(0 if mutant.kind == "rules" else 1, self._second_reading)
        for net in nets:
            killer = net(mutant, changed)
            if killer:
                return Fate(mutant, "killed", killer)
        if mutant.way == "without a citation":
            return Fate(mutant, "survived")
        return self._compare(mutant, changed)

    def _second_reading(self, mutant: Mutant, changed: Content) -> str:
        for variant in self._variants(mutant, changed):
            if variant.corner.find(variant.contradicts()) is not None:
                return "second reading"
        return ""

    def _case_that_notices(self, mutant: Mutant, changed: Content) -> str:
        editions = getattr(self.content.rules.get(mutant.id), "editions", ())
        for name, data in self.files.items():
            if editions and data["edition"] not in editions:
                continue
            if mutant.way == "without a citation" and mutant.id not in _cited_in(data):
                continue
            if next(differences(changed, data), None):
                return f"case {name}"
        return ""

    def _compare(self, mutant: Mutant, changed: Content) -> Fate:
        other_case = None
        for variant in self._variants(mutant, changed):
            corner = variant.corner
            model = corner.find(variant.differs())
            if model is None:
                continue
            if corner.find(variant.waits_in_vain()) is not None:
                return Fate(mutant, "killed", "second reading of open cases")
            if corner.completion.find(variant.decides_early()) is not None:
                return Fate(mutant, "killed", "second reading of open cases")
            other_case = other_case or as_case(corner.cases, model)
        if other_case is None:
            return Fate(mutant, "same", "proof")
        return Fate(mutant, "survived", "", other_case)

    def _variants(self, mutant: Mutant, changed: Content) -> Iterator[Variant]:
        for edition in self._editions_of(mutant):
            book = Rulebook(changed, edition)
            for kind in self.content.questions["information"].values:
                if (edition, kind) not in self._corners:
                    self._corners[edition, kind] = Corner(Rulebook(self.content, edition), kind)
                corner = self._corners[edition, kind]
                one_rule = mutant.kind == "rules"
                yield OneRule(corner, mutant.id, book) if one_rule else Everything(corner, book)

    def _editions_of(self, mutant: Mutant) -> tuple[str, ...]:
        """Return the editions that a mutant changes, one of those that are alike."""
        if mutant.kind != "rules":
            return self._editions
        rule, other = self.content.rules[mutant.id], mutant.record
        if isinstance(other, Rule) and other.editions != rule.editions:
            return tuple(edition for edition in rule.editions if edition not in other.editions)
        return tuple(each for each in self._editions if each in (rule.editions or (each,)))


def _cited_in(data: Mapping[str, Any]) -> set[str]:
    """Return the rules whose citations a case file expects."""
    return {rule for expected in data["expect"].values() for rule in expected.get("because", ())}


def run(
    bundle: dict[str, Any], files: CaseFiles, ledger: Ledger, only_whole: bool, workers: int
) -> Iterator[Fate]:
    """Judge every mutant of a content, or only those that ``WHOLE`` names.

    Takes the compiled content, the case files by name, the ledger of citations,
    and how many processes to use; yields what became of each, in the order of
    the mutants.
    """
    content = Content.from_bundle(bundle)
    numbers = [n for n, m in enumerate(mutants(content)) if not only_whole or m.way in WHOLE]
    with get_context("spawn").Pool(workers, _start, (bundle, files, ledger)) as pool:
        yield from pool.imap(_judge, numbers, chunksize=8)


_HERE: dict[str, Any] = {}
"""What a worker process works on: the nets and every mutant."""


def _start(bundle: dict[str, Any], files: CaseFiles, ledger: Ledger) -> None:
    content = Content.from_bundle(bundle)
    _HERE["nets"], _HERE["mutants"] = Nets(content, files, ledger), list(mutants(content))


def _judge(number: int) -> Fate:
    nets: Nets = _HERE["nets"]
    return nets.judge(_HERE["mutants"][number])
