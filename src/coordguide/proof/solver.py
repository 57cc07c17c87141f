"""A solver's symbols for a space, and the smallest case it finds against a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any

import z3

from coordguide.engine.rulebook import Rulebook
from coordguide.model import Question
from coordguide.proof.logic import Algebra, Formula
from coordguide.proof.space import SEVERAL, Space

TODAY = "2026-11-23"
"""The day counterexamples are written for."""

LISTS = ("information", "contact-kinds", "contact-information", "dates", SEVERAL)

_SHARED = z3.Then("simplify", "propagate-values", "solve-eqs", "aig", "tseitin-cnf", "sat")
"""What two copies of the cases say alike is made one before it is solved: a third of the time."""

_TRUE, _FALSE = z3.BoolVal(True), z3.BoolVal(False)


class Symbols:
    """The solver's Boolean operations, and one symbol for each possible answer.

    ``copy`` keeps the symbols of two copies of a space apart: those of the facts whose names
    begin with ``changed``, which without it are all. What is the same in both copies the
    solver then need not find to be the same. What is always true or never is left out as
    soon as it is met.
    """

    def __init__(self, copy: str = "", changed: str = "") -> None:
        self.copy = copy
        self.changed = changed

    def all(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that every part holds."""
        return _joined(z3.Z3_mk_and, parts, _TRUE, _FALSE)

    def any(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that some part holds."""
        return _joined(z3.Z3_mk_or, parts, _FALSE, _TRUE)

    def not_(self, part: Formula) -> Formula:
        """Return the opposite formula."""
        if part is _TRUE or part is _FALSE:
            return _FALSE if part is _TRUE else _TRUE
        return z3.BoolRef(z3.Z3_mk_not(part.ctx_ref(), part.as_ast()), part.ctx)

    def differ(self, one: Formula, other: Formula) -> Formula:
        """Return the formula that only one of two holds."""
        return _FALSE if one.eq(other) else z3.Xor(one, other)

    def is_same(self, one: Formula, other: Formula) -> bool:
        """Say whether two formulas are one and the same."""
        return bool(one.eq(other))

    def symbol(self, fact: str, value: str) -> Formula:
        """Return the symbol that ``fact`` was answered with ``value``."""
        copy = self.copy if fact.startswith(self.changed) else ""
        return z3.Bool(f"{fact}={value}{copy}")


def _joined(
    make: Callable[[Any, int, Any], Any],
    parts: Iterable[Formula],
    idle: Formula,
    settles: Formula,
) -> Formula:
    """Join formulas by "and" or "or": ``idle`` adds nothing, ``settles`` alone is the answer."""
    found = [part for part in parts if part is not idle]
    if any(part is settles for part in found):
        return settles
    if len(found) < 2:
        return found[0] if found else idle
    # Straight to the solver: its Python layer checks each part's sort, which costs far more.
    array = (z3.Ast * len(found))(*(part.as_ast() for part in found))
    return z3.BoolRef(make(found[0].ctx_ref(), len(found), array), found[0].ctx)


def space(book: Rulebook, kind: str, copy: str = "", changed: str = "") -> Space:
    """Return the space of all cases about one kind of information, in solver symbols."""
    symbols = Symbols(copy, changed)
    return Space(book, kind, symbols, symbols.symbol)


@lru_cache(maxsize=32)
def shared_space(book: Rulebook, kind: str) -> Space:
    """Return the space of a kind of information, the same one each time: for who only reads it.

    To build a space takes longer than to ask most of what is asked of it. Takes the rulebook and
    the kind of information.
    """
    return space(book, kind)


def sensible(cases: Space) -> Iterator[Formula]:
    """Yield what every real case obeys: one answer a question, and dates in some order."""
    if cases.beside:
        yield from sensible(cases.beside)
    yield from cases.more
    for fact, raw in cases.raw.items():
        if fact not in LISTS:
            yield from (SOLVER.not_(SOLVER.all(two)) for two in combinations(raw.values(), 2))
    order = cases.raw["dates"]
    yield z3.Implies(
        z3.And(order["signed-by-today"], order["ends-before-signed"]), order["ended-by-today"]
    )
    yield z3.Implies(order["ends-before-signed"], order["ends-within-year"])
    yield z3.Implies(
        z3.And(order["ends-within-year"], z3.Not(order["ended-by-today"])),
        order["today-within-year"],
    )
    yield z3.Implies(z3.Not(order["signed-by-today"]), order["today-within-year"])


SOLVER = Symbols()
"""The operations over the solver's formulas."""


def differing(
    one: Mapping[Any, Formula], other: Mapping[Any, Formula], algebra: Algebra = SOLVER
) -> Formula:
    """Say that some named formula is not the same in both; a missing one is never true."""
    never = algebra.any(())
    pairs = ((one.get(name, never), other.get(name, never)) for name in {**one, **other})
    return algebra.any(algebra.differ(*pair) for pair in pairs)


def count(cases: Space) -> int:
    """Return how many cases the space holds: every answer, and no answer, to every question."""
    total = 1
    for fact, raw in cases.raw.items():
        total *= 2 ** len(raw) if fact in LISTS else len(raw) + 1
    return total


def solver_of(constraints: Iterable[Formula]) -> z3.Solver:
    """Return a solver that holds these constraints and can be asked again and again.

    All symbols are yes or no, for which the solver of finite domains is by far the
    quickest where the same cases are asked about many times.
    """
    solver = z3.SolverFor("QF_FD")
    solver.add(*constraints)
    return solver


def find(cases: Space, against: Formula, smallest: bool = True) -> z3.ModelRef | None:
    """Return a case for which ``against`` is true, or None if there is none at all.

    With ``smallest``, as few answers as possible are given in it.
    """
    constraints = (*sensible(cases), against)
    once = _SHARED.solver()
    once.add(*constraints)
    if once.check() == z3.unsat:
        return None
    solver = solver_of(constraints)
    solver.check()
    model = solver.model()
    return _with_fewer_answers(cases, solver, model) if smallest else model


def _with_fewer_answers(cases: Space, solver: z3.Solver, model: z3.ModelRef) -> z3.ModelRef:
    """Take back every answer that the case can do without, one after the other."""
    for symbol in _symbols(cases):
        taken_back = z3.Not(symbol)
        if not _holds(model, symbol):
            solver.add(taken_back)
            continue
        solver.push()
        solver.add(taken_back)
        if solver.check() == z3.sat:
            model = solver.model()
        else:
            solver.pop()
            solver.add(symbol)
    return model


def _symbols(cases: Space) -> Iterator[Formula]:
    """Yield the symbol of each answer; the parts of a form, which are many, come first."""
    facts = sorted(cases.raw, key=lambda fact: not fact.startswith("roi-elements."))
    for fact in facts:
        yield from (each for each in cases.raw[fact].values() if not z3.is_true(each))


def check(solver: z3.Solver, formula: Formula) -> z3.ModelRef | None:
    """Return a model of what the solver holds and this formula, and leave the solver as it was."""
    solver.push()
    solver.add(formula)
    found = solver.model() if solver.check() == z3.sat else None
    solver.pop()
    return found


def as_case(cases: Space, model: z3.ModelRef, today: str = TODAY) -> dict[str, Any]:
    """Write a solver's case as a case file: what ``coordguide decide`` reads."""
    book = cases.book
    given: dict[str, dict[str, Any]] = {"case": {}, "contact": {}}
    for question, _ in book.questions:
        answer = _answer(cases, model, question, today)
        if answer is not None:
            given[question.scope][question.id] = answer
    return {
        "edition": book.edition.id,
        "today": today,
        "facts": given["case"],
        "contacts": [{"id": "contact", "facts": given["contact"]}, *_others(cases, model)],
    }


def _others(cases: Space, model: z3.ModelRef) -> Iterator[dict[str, Any]]:
    """Yield the other contacts of a case: one of each kind, and one who gets the rest."""
    kinds, decider = _chosen(model, cases.raw["contact-kinds"]), "parent-or-decider"
    for kind in kinds:
        yield {"id": f"other-{kind}", "facts": {"contact-kind": kind}}
    if _chosen(model, cases.raw[SEVERAL]) and decider not in kinds:
        yield {"id": "other-heard", "facts": {"contact-kind": decider, "direction": "listen"}}
    information = _chosen(model, cases.raw["contact-information"])
    if information:
        yield {"id": "other-information", "facts": {"information": information}}


def _answer(cases: Space, model: z3.ModelRef, question: Question, today: str) -> Any:
    fact, kind = question.id, question.kind
    if kind == "date":
        return _days(cases, model, today).get(fact)
    if kind == "elements":
        prefix = "roi-elements."
        said = {
            f.removeprefix(prefix): _chosen(model, raw)
            for f, raw in cases.raw.items()
            if f.startswith(prefix)
        }
        return {element: chosen[0] for element, chosen in said.items() if chosen} or None
    if fact not in cases.raw:
        return None
    chosen = _chosen(model, cases.raw[fact])
    return (chosen or None) if kind == "several" else (chosen[0] if chosen else None)


def _chosen(model: z3.ModelRef, raw: dict[str, Formula]) -> list[str]:
    return [value for value, symbol in raw.items() if _holds(model, symbol)]


def _holds(model: z3.ModelRef, symbol: Formula) -> bool:
    return bool(z3.is_true(model.eval(symbol, model_completion=True)))


def _days(cases: Space, model: z3.ModelRef, day: str) -> dict[str, str]:
    """Find days that stand in the order the solver chose."""
    order = {name: _holds(model, symbol) for name, symbol in cases.raw["dates"].items()}
    today = date.fromisoformat(day)
    signed = today + timedelta(
        1 if not order["signed-by-today"] else -30 if order["today-within-year"] else -500
    )
    if order["ends-before-signed"]:
        ends = (
            min(signed, today) - timedelta(2) if order["ended-by-today"] else signed - timedelta(1)
        )
    elif order["ended-by-today"]:
        ends = max(signed, today - timedelta(1 if not order["ends-within-year"] else 200))
        ends = signed if order["ends-within-year"] else today - timedelta(1)
    else:
        ends = today + timedelta(10) if order["ends-within-year"] else today + timedelta(900)
    days = {"roi-signed-on": signed.isoformat(), "roi-expires-on": ends.isoformat()}
    return {f: day for f, day in days.items() if _holds(model, cases.raw[f]["given"])}
