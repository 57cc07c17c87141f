"""Rules as formulas: the same three-valued reading as ``conditions``, over any Boolean algebra.

The engine answers one case at a time. To speak of *every* case at once, rules
are written here as Boolean formulas: each condition becomes a pair (it holds,
it fails), where neither means not yet known. With Python's booleans this is a
second, independent evaluation that tests compare with the engine; with a
solver's formulas it is what ``claims`` proves things about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from coordguide.engine.conditions import Condition, Junction, Not, Test
from coordguide.model import DECISIONS, OPENING, STATUSES, UNSURE, Rule

Formula = Any

NamedFormulas = dict[tuple[str, ...], Formula]
"""Formulas under the names of what they speak of."""


class Algebra(Protocol):
    """The Boolean operations formulas are built with."""

    def all(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that every part holds."""

    def any(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that some part holds."""

    def not_(self, part: Formula) -> Formula:
        """Return the opposite formula."""

    def differ(self, one: Formula, other: Formula) -> Formula:
        """Return the formula that only one of two holds."""

    def is_same(self, one: Formula, other: Formula) -> bool:
        """Say whether two formulas are one and the same."""


class Plain:
    """Python's own booleans: formulas are simply true or false."""

    def all(self, parts: Iterable[Formula]) -> Formula:
        """Say whether every part is true."""
        return all(list(parts))

    def any(self, parts: Iterable[Formula]) -> Formula:
        """Say whether some part is true."""
        return any(list(parts))

    def not_(self, part: Formula) -> Formula:
        """Say the opposite."""
        return not part

    def differ(self, one: Formula, other: Formula) -> Formula:
        """Say whether only one is true."""
        return one is not other

    def is_same(self, one: Formula, other: Formula) -> bool:
        """Say whether both are true, or neither."""
        return one is other


@dataclass(frozen=True)
class Truth:
    """A condition as formulas: it holds, it fails, and what keeps it open where neither.

    ``unsure``: an unsure answer does; ``unanswered``: a missing one does.
    """

    holds: Formula
    fails: Formula
    unsure: Formula
    unanswered: Formula


RuleReading = tuple[Rule, int, Truth]
"""A rule, the rank of the status it gives, and when it holds."""


@dataclass(frozen=True)
class Answer:
    """One fact as formulas: a formula for each value it may have; none means not answered."""

    values: dict[str, Formula]
    is_list: bool = False
    given: Formula = None


_NO_ANSWER = Answer({})


class Logic:
    """Reads conditions, layers and decisions as formulas over the facts in ``answers``.

    ``answers`` maps asked and computed facts; ``definitions`` the derived ones.
    """

    def __init__(
        self, algebra: Algebra, answers: dict[str, Answer], definitions: dict[str, Condition]
    ) -> None:
        self.algebra = algebra
        self.answers = answers
        self._definitions = definitions
        self._read: dict[str, Truth] = {}
        self._tests: dict[Test, tuple[Truth | Answer, Truth]] = {}

    def truth(self, condition: Condition) -> Truth:
        """Return a condition as formulas."""
        if isinstance(condition, Test):
            return self._test(condition)
        if isinstance(condition, Not):
            part = self.truth(condition.part)
            return Truth(part.fails, part.holds, part.unsure, part.unanswered)
        assert isinstance(condition, Junction)
        return self._junction([self.truth(part) for part in condition.parts], condition.settles)

    def _junction(self, parts: list[Truth], settles: bool) -> Truth:
        a = self.algebra
        if settles:
            holds, fails = a.any(p.holds for p in parts), a.all(p.fails for p in parts)
        else:
            holds, fails = a.all(p.holds for p in parts), a.any(p.fails for p in parts)
        is_open = a.not_(a.any((holds, fails)))
        unsure = a.all((is_open, a.any(p.unsure for p in parts)))
        return Truth(holds, fails, unsure, a.all((is_open, a.any(p.unanswered for p in parts))))

    def add(self, fact: str, answer: Answer) -> None:
        """Add one fact; what was worked out without it is worked out anew."""
        self.answers[fact] = answer
        self._read.clear()

    def _test(self, test: Test) -> Truth:
        """Return a test as formulas, as before where its fact is still what it was then."""
        known = self._fact(test.fact)
        before, truth = self._tests.get(test, (None, None))
        if truth is None or before is not known:
            if isinstance(known, Truth):
                truth = self._of_defined(test, known)
            else:
                truth = self._of_answer(test, known)
            self._tests[test] = known, truth
        return truth

    def _fact(self, fact: str) -> Truth | Answer:
        if fact not in self._definitions:
            return self.answers.get(fact, _NO_ANSWER)
        if fact not in self._read:
            self._read[fact] = self.truth(self._definitions[fact])
        return self._read[fact]

    def _of_answer(self, test: Test, answer: Answer) -> Truth:
        a = self.algebra
        unsure = answer.values.get(UNSURE, a.any(()))
        if test.operator == "includes":
            holds = answer.values.get(test.value, a.any(()))
            return Truth(holds, a.all((answer.given, a.not_(holds))), unsure, a.not_(answer.given))
        wanted = test.value if test.operator == "one-of" else (test.value,)
        holds = a.any(answer.values[value] for value in wanted if value in answer.values)
        counts = [v for v in answer.values if v not in wanted and (v != UNSURE or UNSURE in wanted)]
        fails = a.any(answer.values[value] for value in counts)
        open_unsure = a.any(()) if UNSURE in wanted else unsure
        unanswered = a.not_(a.any(answer.values.values()))
        return Truth(holds, fails, open_unsure, unanswered)

    def _of_defined(self, test: Test, truth: Truth) -> Truth:
        a = self.algebra
        wanted = test.value if test.operator == "one-of" else (test.value,)
        answers = {"yes": truth.holds, "no": truth.fails, UNSURE: truth.unsure}
        holds = a.any(answers[value] for value in wanted)
        fails = a.any(answers[value] for value in ("yes", "no") if value not in wanted)
        if UNSURE in wanted:
            unanswered = a.all((truth.unanswered, a.not_(truth.unsure)))
            return Truth(holds, fails, a.any(()), unanswered)
        return Truth(holds, fails, truth.unsure, truth.unanswered)

    def layer(self, layer: str, rules: Iterable[tuple[Rule, Condition]]) -> LayerFormulas:
        """Return what one layer answers, as a formula for each status."""
        return LayerFormulas(self.algebra, layer, self.read(layer, rules))

    def read(self, layer: str, rules: Iterable[tuple[Rule, Condition]]) -> list[RuleReading]:
        """Return some rules of a layer as formulas."""
        ranks = STATUSES[layer]
        return [(rule, ranks.index(rule.gives["status"]), self.truth(when)) for rule, when in rules]

    def decide(self, layers: dict[str, LayerFormulas]) -> dict[str, Formula]:
        """Return the decision: a formula for each of ``DECISIONS``.

        The order is that of "situations", 3: listening, a report, an emergency, a
        duty, then consent and plan policy.
        """
        a = self.algebra
        directions = self.answers["direction"].values
        listens, reports = (directions.get(name, a.any(())) for name in ("listen", "report"))
        shares = a.not_(a.any((listens, reports)))
        act = a.all((shares, layers["emergency"].status["applies"]))
        after = a.all((shares, a.not_(act)))
        duty, doubt = layers["duty"].status, layers["duty"].doubtful
        owed, open_duty = a.any((duty["report"], duty["order"])), duty["unknown"]
        elsewhere = a.any((duty["agreement"], duty["elsewhere"], a.all((open_duty, doubt))))
        free = a.all((after, duty["none"]))
        by_consent = self._by_consent(layers)
        decisions = {name: a.all((free, formula)) for name, formula in by_consent.items()}
        waits = a.all((after, open_duty, a.not_(doubt)))
        decisions |= {
            "listen-only": listens,
            "act-now": act,
            "legal-duty": a.any((a.all((reports, duty["report"])), a.all((after, owed)))),
            "not-decided-here": a.any(
                (a.all((reports, a.not_(duty["report"]))), a.all((after, elsewhere)))
            ),
            "incomplete": a.any((waits, decisions["incomplete"])),
        }
        return {name: decisions[name] for name in DECISIONS}

    def _by_consent(self, layers: dict[str, LayerFormulas]) -> dict[str, Formula]:
        """Decide where neither an emergency nor a duty does."""
        a = self.algebra
        status = {layer: view.status for layer, view in layers.items()}
        stop = a.any(
            (
                status["stricter-law"]["objection"],
                status["stricter-law"]["consent-needed"],
                status["hipaa"]["authorization-needed"],
            )
        )
        unknown = a.any(view["unknown"] for view in status.values())
        doubtful = a.any(view.doubtful for view in layers.values())
        goes_on = a.not_(stop)
        settled, plan = a.all((goes_on, a.not_(unknown))), status["plan-policy"]
        is_covered = self.truth(Test("release-counts", "is", "yes")).holds
        free = plan["not-applicable"]
        no_form = a.any((plan["exception"], a.all((free, a.not_(is_covered)))))
        return {
            "stop": stop,
            "ask-privacy-officer": a.all((goes_on, unknown, doubtful)),
            "incomplete": a.all((goes_on, unknown, a.not_(doubtful))),
            "get-roi-first": a.all((settled, plan["not-met"])),
            "proceed-without-roi": a.all((settled, no_form)),
            "proceed": a.all((settled, a.any((plan["met"], a.all((free, is_covered)))))),
        }


class LayerFormulas:
    """One layer as formulas: its status, whether asking on would not help, what decides it."""

    def __init__(self, algebra: Algebra, layer: str, read: list[RuleReading]) -> None:
        self._a = a = algebra
        self.read = read
        ranks = STATUSES[layer]
        unknown = ranks.index("unknown")
        self._open = [a.not_(a.any((truth.holds, truth.fails))) for _, _, truth in read]
        self._doubts = [a.all((truth.unsure, a.not_(truth.unanswered))) for _, _, truth in read]
        best = [self.is_best(rank) for rank in range(len(ranks))]
        none = a.not_(a.any(truth.holds for _, _, truth in read))
        stricter = [self._stricter(rank) for rank in range(len(ranks) + 1)]
        self.no_rule = a.all((none, a.not_(stricter[len(ranks)])))
        turned = [a.all((best[r], stricter[r])) for r in range(unknown + 1, len(ranks))]
        self.status = {name: best[rank] for rank, name in enumerate(ranks) if rank < unknown}
        self.status["unknown"] = a.any((best[unknown], none, *turned))
        self.status |= {
            name: a.all((best[rank], a.not_(stricter[rank])))
            for rank, name in enumerate(ranks)
            if rank > unknown
        }
        undecided = [self.no_rule, a.all((none, self._in_doubt(len(ranks))))]
        undecided += [a.all((best[r], self._in_doubt(r))) for r in range(unknown + 1, len(ranks))]
        self.doubtful = a.any((best[unknown], *undecided))

    def _in_doubt(self, rank: int) -> Formula:
        """Say that asking on would not settle what rules stricter than this rank leave open."""
        a, stricter = self._a, [*zip(self.read, self._open, self._doubts, strict=True)]
        stricter = [one for one in stricter if one[0][1] < rank]
        closing = (
            doubt for (rule, _, _), _, doubt in stricter if rule.gives["status"] not in OPENING
        )
        settles = (a.all((open_, a.not_(doubt))) for _, open_, doubt in stricter)
        some = a.any(doubt for _, _, doubt in stricter)
        return a.any((*closing, a.all((some, a.not_(a.any(settles))))))

    def is_best(self, rank: int) -> Formula:
        """Return the formula that some rule of this rank holds and none of a stricter rank does."""
        a = self._a
        holds = a.any(truth.holds for _, r, truth in self.read if r == rank)
        return a.all((holds, *(a.not_(truth.holds) for _, r, truth in self.read if r < rank)))

    def _stricter(self, rank: int, unsure: bool = False) -> Formula:
        pairs = zip(self.read, self._doubts if unsure else self._open, strict=True)
        return self._a.any(formula for (_, r, _), formula in pairs if r < rank)
