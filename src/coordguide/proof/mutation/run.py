"""Checks that nobody could change the content by one step without a test or a proof noticing.

Each mutant goes through four nets: what every record must have, the case files and
the second reading of the law, a part of either at a time and the quick parts first,
and last a proof that the mutant changes no answer at all. What falls through all of
them survives. A citation that is left out is noticed by a case, or by the ledger of
citations.

Most of the long way is spared: a case file that a mutant cannot change is not answered
(``asked``), and what shows itself in a sample is not left to the solver (``sample``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from multiprocessing import get_context
from typing import Any

from coordguide.authoring.citation_ledger import Ledger, agrees
from coordguide.authoring.expectations import differences
from coordguide.engine.case_reader import CaseError
from coordguide.engine.conditions import ConditionError
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content, Definition, Element, Question, Rule
from coordguide.proof.editions import distinct
from coordguide.proof.mutation.asked import Asked
from coordguide.proof.mutation.corners import Corner, Glance, corner_of
from coordguide.proof.mutation.mutants import WHOLE, Mutant, mutants
from coordguide.proof.mutation.sample import Drawn, draw
from coordguide.proof.mutation.variants import (
    Everything,
    OneRule,
    Variant,
    decides_early,
    waits_in_vain,
)
from coordguide.proof.solver import as_case

CaseFiles = Mapping[str, dict[str, Any]]

SOME_CASES = 8
"""How many case files are answered before a sample is looked at."""


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
        self._glances: dict[tuple[str, str], Glance] = {}
        self._last_seen = ("", "")

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
        for killer in self._ask(mutant, changed):
            if killer:
                return Fate(mutant, "killed", killer)
        if mutant.way == "without a citation":
            return Fate(mutant, "survived")
        return self._compare(mutant, changed)

    def _ask(self, mutant: Mutant, changed: Content) -> Iterator[str]:
        """Ask who notices a mutant, one after the other; the answer is empty where one does not."""
        cases = self._ask_cases(mutant, changed)
        if mutant.way == "without a citation":
            yield from cases
        elif mutant.kind == "rules":
            # One rule is quickly read again.
            yield self._second_reading(mutant, changed, self._glance)
            yield self._second_reading(mutant, changed, self._corner)
            yield from cases
        else:
            # What no case notices soon, a sample mostly shows; the solver takes longest.
            yield from islice(cases, SOME_CASES)
            yield self._second_reading(mutant, changed, self._glance)
            yield from cases
            yield self._second_reading(mutant, changed, self._corner)

    def _second_reading(
        self, mutant: Mutant, changed: Content, look: Callable[[str, str], Corner | Glance]
    ) -> str:
        for corner in self._places(mutant, look):
            if isinstance(corner, Glance) and self._reads_alike(mutant, corner):
                continue
            if corner.is_found(self._variant(mutant, changed, corner).contradicts()):
                self._last_seen = corner.cases.book.edition.id, corner.cases.kind
                return "second reading"
        return ""

    def _reads_alike(self, mutant: Mutant, glance: Glance) -> bool:
        """Say that a changed condition is the same in all cases of a sample, as most are.

        All that rests on it is then the same too, and need not be worked out. What was read
        otherwise while not all was asked yet is left to the solver.
        """
        if not isinstance(mutant.record, Definition | Question | Element):
            return False
        before, after = getattr(self.content, mutant.kind)[mutant.id].when, mutant.record.when
        return bool(before != after and not glance.reads_otherwise(before, after))

    def _ask_cases(self, mutant: Mutant, changed: Content) -> Iterator[str]:
        editions = getattr(self.content.rules.get(mutant.id), "editions", ())
        for name in self._files_for(mutant):
            data = self.files[name]
            if editions and data["edition"] not in editions:
                continue
            if mutant.way == "without a citation" and mutant.id not in _cited_in(data):
                continue
            notices = next(differences(changed, data), None)
            yield f"case {name}" if notices else ""

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.content, self.files)

    def _files_for(self, mutant: Mutant) -> Iterable[str]:
        """Return the case files that a mutant may answer otherwise."""
        if isinstance(mutant.record, Definition | Question | Element):
            return self._asked.where_it_differs(mutant.kind, mutant.id, mutant.record.when)
        # A file that names the record mostly notices it.
        return sorted(self.files, key=lambda name: mutant.id not in self._expected[name])

    @cached_property
    def _expected(self) -> dict[str, str]:
        return {name: str(data["expect"]) for name, data in self.files.items()}

    def _compare(self, mutant: Mutant, changed: Content) -> Fate:
        other_case = None
        for corner in self._places(mutant, self._corner):
            variant = self._variant(mutant, changed, corner)
            model = corner.find(variant.differs())
            if model is None:
                continue
            if corner.find(waits_in_vain(corner, variant.layers)) is not None:
                return Fate(mutant, "killed", "second reading of open cases")
            if corner.completion.find(decides_early(corner, variant.layers)) is not None:
                return Fate(mutant, "killed", "second reading of open cases")
            other_case = other_case or as_case(corner.cases, model)
        if other_case is None:
            return Fate(mutant, "same", "proof")
        return Fate(mutant, "survived", "", other_case)

    def _variant(self, mutant: Mutant, changed: Content, corner: Corner | Glance) -> Variant:
        if mutant.kind == "rules":
            return OneRule(corner, self.content.rules[mutant.id], changed.rules.get(mutant.id))
        return Everything(corner, rulebook(changed, corner.cases.book.edition.id))

    def _places[P](self, mutant: Mutant, look: Callable[[str, str], P]) -> Iterator[P]:
        """Yield each place where a mutant may show itself, where the last one did before others."""
        kinds = self.content.questions["information"].values
        places = list(product(self._editions_of(mutant), kinds))
        for place in sorted(places, key=lambda place: place != self._last_seen):
            yield look(*place)

    def _corner(self, edition: str, kind: str) -> Corner:
        return corner_of(self.content, edition, kind)

    def _glance(self, edition: str, kind: str) -> Glance:
        if (edition, kind) not in self._glances:
            self._glances[edition, kind] = Glance(self._corner(edition, kind), self._drawn)
        return self._glances[edition, kind]

    @cached_property
    def _drawn(self) -> Drawn:
        return draw(self.content, self.files.values())

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
