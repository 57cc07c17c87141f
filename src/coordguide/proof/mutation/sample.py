"""Some thousand cases at once: a number holds one bit for each of them.

What a mutant says otherwise anywhere it mostly says otherwise in one of these, and to work
them all out takes a small part of what the solver needs to find one. Whatever shows itself
in none of them is left to the solver, so that nothing hangs on the choice of the cases.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import z3

from coordguide.engine.case_reader import ELEMENT_ANSWERS
from coordguide.engine.rulebook import Rulebook
from coordguide.model import UNSURE, Content
from coordguide.proof.logic import Formula
from coordguide.proof.solver import sensible
from coordguide.proof.space import FOR_SOME, ORDERS, SEVERAL, Space

SIZE = 16384
"""How many cases are worked out together."""

IN_ORDER = ("signed-by-today", "ends-within-year", "today-within-year")
"""How the days of a release mostly stand."""


class Bits:
    """The Boolean operations over numbers that hold one bit for each of some cases."""

    def __init__(self, count: int) -> None:
        self._every = (1 << count) - 1

    def all(self, parts: Iterable[Formula]) -> Formula:
        """Return the cases in which every part holds."""
        found = self._every
        for part in parts:
            found &= part
        return found

    def any(self, parts: Iterable[Formula]) -> Formula:
        """Return the cases in which some part holds."""
        found = 0
        for part in parts:
            found |= part
        return found

    def not_(self, part: Formula) -> Formula:
        """Return the other cases."""
        return self._every ^ part

    def differ(self, one: Formula, other: Formula) -> Formula:
        """Return the cases in which only one of two holds."""
        return one ^ other

    def is_same(self, one: Formula, other: Formula) -> bool:
        """Say whether two hold in the same cases."""
        return bool(one == other)


class Drawn:
    """The cases that were drawn: under the name of each of the solver's symbols, where it is true.

    A formula means the same in each corner, so that it is worked out once for all of them.
    """

    def __init__(self, symbols: Mapping[str, int]) -> None:
        self.algebra = Bits(SIZE)
        self._symbols = symbols
        self._worked_out: dict[int, int] = {}
        self._asked: list[Formula] = []  # lest the solver puts another formula in its place

    def symbol(self, fact: str, value: str) -> int:
        """Return the cases in which ``fact`` was answered with ``value``."""
        return self._symbols.get(f"{fact}={value}", 0)

    def where(self, formula: z3.BoolRef) -> int:
        """Return the cases in which a formula of the solver is true."""
        self._asked.append(formula)
        return self._find(formula.ctx_ref(), formula.as_ast())

    def _find(self, context: Any, formula: Any) -> int:
        if formula.value not in self._worked_out:
            count = z3.Z3_get_app_num_args(context, formula)
            parts = (z3.Z3_get_app_arg(context, formula, number) for number in range(count))
            values = [self._find(context, part) for part in parts]
            self._worked_out[formula.value] = self._join(context, formula, values)
        return self._worked_out[formula.value]

    def _join(self, context: Any, formula: Any, parts: list[int]) -> Formula:
        a, declared = self.algebra, z3.Z3_get_app_decl(context, formula)
        match z3.Z3_get_decl_kind(context, declared):
            case z3.Z3_OP_AND | z3.Z3_OP_TRUE:
                return a.all(parts)
            case z3.Z3_OP_OR | z3.Z3_OP_FALSE:
                return a.any(parts)
            case z3.Z3_OP_NOT:
                return a.not_(parts[0])
            case z3.Z3_OP_IMPLIES:
                return a.any((a.not_(parts[0]), parts[1]))
            case z3.Z3_OP_ITE:
                return a.any((a.all(parts[:2]), a.all((a.not_(parts[0]), parts[2]))))
            case z3.Z3_OP_UNINTERPRETED:
                name = z3.Z3_get_decl_name(context, declared)
                return self._symbols.get(z3.Z3_get_symbol_string(context, name), 0)
        raise NotImplementedError(z3.Z3_ast_to_string(context, formula))


class Sample:
    """The cases that were drawn, as cases of one edition and one kind of information."""

    def __init__(self, cases: Space, drawn: Drawn) -> None:
        self._kind = cases.kind
        self._drawn = drawn
        self._possible = self.where(z3.And(list(sensible(cases))))

    def space(self, book: Rulebook) -> Space:
        """Return what a rulebook says in each case."""
        return Space(book, self._kind, self._drawn.algebra, self._drawn.symbol)

    def is_possible(self, some: int) -> bool:
        """Say whether some of these cases can be."""
        return self._possible & some != 0

    def where(self, formula: z3.BoolRef) -> int:
        """Return the cases in which a formula of the solver is true."""
        return self._drawn.where(formula)


class _Chance:
    """Some of the cases, by chance: the same ones each time."""

    def __init__(self) -> None:
        self._random = random.Random(SIZE)

    def some(self, odds: float) -> int:
        """Return some cases, each of them with these odds and apart from the others."""
        found = 0
        for place in range(_EXACTLY):  # of the odds as a binary number, the last place first
            more = self._random.getrandbits(SIZE)
            found = found | more if round(odds * 2**_EXACTLY) >> place & 1 else found & more
        return found

    def share_out[T](self, cases: int, among: Sequence[T]) -> list[tuple[T, int]]:
        """Give each case to one of several, to all with the same odds."""
        shares = []
        for number, one in enumerate(among):
            rest = len(among) - number
            share = cases & self.some(1 / rest) if rest > 1 else cases
            shares.append((one, share))
            cases ^= share
        return shares

    def now_and_then(self, often: Iterable[tuple[float, int]]) -> int:
        """Return some cases, those of each group with odds of its own."""
        return sum(cases & self.some(odds) for odds, cases in often)


_EXACTLY = 16
"""How many binary places of the odds count."""


def draw(content: Content, files: Iterable[Mapping[str, Any]]) -> Drawn:
    """Draw cases by chance, each like one that a case file tells; the same ones each time."""
    # Each case is in one of the shares, so that shares are joined by adding them up.
    chance, every = _Chance(), (1 << SIZE) - 1
    told = chance.share_out(every, list(_told(files)) or [{}])
    change = chance.share_out(every, (0.02, 0.05, 0.15, 0.4))
    doubt = chance.share_out(every, (0, 0, 0.01, 0.1))
    drawn: dict[str, int] = {}
    for fact, values in _choices(content):
        said = {value: sum(c for case, c in told if case.get(fact) == value) for value in values}
        anew = every ^ sum(said.values()) | chance.now_and_then(change)
        doubtful = chance.now_and_then(doubt)
        sure = dict(chance.share_out(anew, [value for value in values if value != UNSURE]))
        unsure = dict(chance.share_out(doubtful, (UNSURE, None)))
        for value, where in said.items():
            given = where & ~anew | sure.get(value, 0)
            drawn[f"{fact}={value}"] = given & ~doubtful | unsure.get(value, 0)
    seldom = [(odds / 2, cases) for odds, cases in change]
    for fact, values in _lists(content):
        for value in values:
            said_so = sum(cases for case, cases in told if value in case.get(fact, ()))
            drawn[f"{fact}={value}"] = said_so ^ chance.now_and_then(seldom)
    other = chance.now_and_then(change)
    for order in ORDERS:
        usual = every if order in IN_ORDER else 0
        drawn[f"dates={order}"] = usual & ~other | chance.some(0.5) & other
    return Drawn(drawn)


def _told(files: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the answers of each contact of a case file, of the parts of its form by their names."""
    for data in files:
        for contact in data["contacts"]:
            facts = {**data["facts"], **contact["facts"]}
            parts = facts.get("roi-elements", {})
            yield {**facts, **{f"roi-elements.{name}": said for name, said in parts.items()}}


def _choices(content: Content) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each fact that has one answer, with the answers that it can have."""
    for question in content.questions.values():
        if question.kind == "date":
            yield question.id, ("given",)
        elif question.kind == "choice":
            yield question.id, question.values
    yield from ((f"roi-elements.{name}", ELEMENT_ANSWERS) for name in content.elements)


def _lists(content: Content) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each fact that has several answers, with those that it can have."""
    for question in content.questions.values():
        if question.kind == "several":
            yield question.id, question.values
    for fact, asked in (("contact-kinds", "contact-kind"), ("contact-information", "information")):
        yield fact, content.questions[asked].values
    yield FOR_SOME, ("yes",)
    yield SEVERAL, ("yes",)
