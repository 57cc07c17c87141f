"""Some thousand cases at once: a number holds one bit for each of them.

What a mutant says otherwise anywhere it mostly says otherwise in one of these, and to work
them all out takes a small part of what the solver needs to find one. Whatever shows itself
in none of them is left to the solver, so that nothing hangs on the choice of the cases.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
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


Drawn = Mapping[str, int]
"""Under the name of each of the solver's symbols, the cases in which it is true."""


class Sample:
    """The cases that were drawn, as cases of one edition and one kind of information."""

    def __init__(self, cases: Space, drawn: Drawn) -> None:
        self._algebra = Bits(SIZE)
        self._kind = cases.kind
        self._drawn = drawn
        self._worked_out: dict[int, int] = {}
        self._asked: list[Formula] = []  # lest the solver puts another formula in its place
        self._possible = self.where(z3.And(list(sensible(cases))))

    def space(self, book: Rulebook) -> Space:
        """Return what a rulebook says in each case."""
        return Space(book, self._kind, self._algebra, self._symbol)

    def _symbol(self, fact: str, value: str) -> int:
        return self._drawn.get(f"{fact}={value}", 0)

    def is_possible(self, some: int) -> bool:
        """Say whether some of these cases can be."""
        return self._possible & some != 0

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
        a, declared = self._algebra, z3.Z3_get_app_decl(context, formula)
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
                return self._drawn.get(z3.Z3_get_symbol_string(context, name), 0)
        raise NotImplementedError(z3.Z3_ast_to_string(context, formula))


def draw(content: Content, files: Iterable[Mapping[str, Any]]) -> Drawn:
    """Draw cases by chance, each like one that a case file tells; the same ones each time."""
    told = list(_told(files)) or [{}]
    chance, drawn = random.Random(SIZE), dict[str, int]()
    for number in range(SIZE):
        for symbol in _some_case(content, chance, chance.choice(told)):
            drawn[symbol] = drawn.get(symbol, 0) | 1 << number
    return drawn


def _told(files: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the answers of each contact of a case file, of the parts of its form by their names."""
    for data in files:
        for contact in data["contacts"]:
            facts = {**data["facts"], **contact["facts"]}
            parts = facts.get("roi-elements", {})
            yield {**facts, **{f"roi-elements.{name}": said for name, said in parts.items()}}


def _some_case(content: Content, chance: random.Random, told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the symbols that are true in a case like one that was told."""
    change = chance.choice((0.02, 0.05, 0.15, 0.4))
    doubt = chance.choice((0, 0, 0.01, 0.1))
    for fact, values in _choices(content):
        given, sure = told.get(fact), [value for value in values if value != UNSURE]
        if given not in values or chance.random() < change:
            given = chance.choice(sure)
        if chance.random() < doubt:
            given = chance.choice((UNSURE, None))
        yield f"{fact}={given}"
    for fact, values in _lists(content):
        given = told.get(fact, ())
        yield from (f"{fact}={v}" for v in values if (v in given) != (chance.random() < change / 2))
    days = [order for order in ORDERS if chance.random() < 0.5]
    yield from (f"dates={order}" for order in (days if chance.random() < change else IN_ORDER))


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
