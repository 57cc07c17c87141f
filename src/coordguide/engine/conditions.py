"""The closed grammar of ``when``, read with three truth values.

A condition is a table with exactly one operator: a fact ``is``, ``one-of``,
``includes``, ``before`` or ``after``; or ``all``, ``any``, ``not``. Its truth
is True, False or None, where None means *not yet known*: a fact is absent, or
its answer is ``unsure``. Nothing unknown ever counts as yes or as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coordguide.model import UNSURE

OPERATORS = ("is", "one-of", "includes", "before", "after")
"""What may be said of one fact; ``all``, ``any`` and ``not`` join conditions."""


class ConditionError(ValueError):
    """A ``when`` table that the grammar does not allow."""


class Facts:
    """What is known of one case or contact, with definitions worked out on demand.

    ``known`` maps fact ids to answers, ``definitions`` maps derived yes/no
    facts to their conditions, and ``sources`` names the answered facts behind a
    computed one, so that reasons always lead back to an answer somebody gave.
    """

    def __init__(self, known: Mapping[str, Any], definitions: Mapping[str, Condition]) -> None:
        self._known = dict(known)
        self._definitions = definitions
        self._sources: dict[str, tuple[str, ...]] = {}
        self._derived: dict[str, str | None] = {}
        # While little is known, definitions rest on each other many times over.
        self._deciders: dict[str, frozenset[str]] = {}
        self._doubts: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def get(self, fact: str) -> Any:
        """Return the answer to ``fact``, ``"unsure"``, or None where it is not known."""
        if fact in self._known:
            return self._known[fact]
        if fact in self._derived:
            return self._derived[fact]
        definition = self._definitions.get(fact)
        if definition is None:
            return None
        answer = _as_answer(definition, self)
        self._derived[fact] = answer
        return answer

    def learn(self, fact: str, value: Any, sources: tuple[str, ...] = ()) -> None:
        """Add one fact (and, for a computed one, the answered facts behind it)."""
        self._known[fact] = value
        if sources:
            self._sources[fact] = sources
        self._derived.clear()
        self._deciders.clear()
        self._doubts.clear()

    def known(self) -> dict[str, Any]:
        """Return every fact that was learnt, without those worked out from definitions."""
        return dict(self._known)

    def with_fact(self, fact: str, value: Any) -> Facts:
        """Return a copy that also knows ``fact``."""
        copy = Facts(self._known, self._definitions)
        copy._sources = dict(self._sources)
        copy._known[fact] = value
        return copy

    def answered_by(self, fact: str) -> frozenset[str]:
        """Return the facts whose answers ``fact`` rests on; itself, if it is a question's."""
        if fact in self._sources:
            return frozenset(self._sources[fact])
        if fact in self._definitions and fact not in self._known:
            if fact not in self._deciders:
                self._deciders[fact] = self._definitions[fact].deciders(self)
            return self._deciders[fact]
        return frozenset((fact,))

    def doubts(self, fact: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the unsure and the unanswered facts that keep ``fact`` unknown."""
        if fact in self._sources:
            behind = self._sources[fact]
            unsure = frozenset(f for f in behind if self._known.get(f) == UNSURE)
            unanswered = frozenset(f for f in behind if self._known.get(f) is None)
            if self._known.get(fact) == UNSURE:
                return unsure or frozenset(behind[:1]), frozenset()
            return frozenset(), unanswered or frozenset(behind[:1])
        if fact in self._definitions and fact not in self._known:
            if fact not in self._doubts:
                self._doubts[fact] = self._definitions[fact].doubts(self)
            return self._doubts[fact]
        if self.get(fact) == UNSURE:
            return frozenset((fact,)), frozenset()
        return frozenset(), frozenset((fact,))


def _as_answer(condition: Condition, facts: Facts) -> str | None:
    truth = condition.truth(facts)
    if truth is None:
        unsure, _ = condition.doubts(facts)
        return UNSURE if unsure else None
    return "yes" if truth else "no"


class Condition:
    """One condition; see the subclasses for what it says."""

    def truth(self, facts: Facts) -> bool | None:
        """Return True, False, or None while it cannot be known from ``facts``."""
        raise NotImplementedError

    def deciders(self, facts: Facts) -> frozenset[str]:
        """Return the answered facts that settle (or leave open) the truth."""
        raise NotImplementedError

    def doubts(self, facts: Facts) -> tuple[frozenset[str], frozenset[str]]:
        """Return the (unsure, unanswered) facts that keep the truth unknown."""
        raise NotImplementedError

    def mentions(self) -> frozenset[str]:
        """Return every fact id that the condition names."""
        raise NotImplementedError


@dataclass(frozen=True)
class Test(Condition):
    """One operator applied to one fact."""

    fact: str
    operator: str
    value: Any

    @cached_property
    def _allows_unsure(self) -> bool:
        return self.value == UNSURE or (self.operator == "one-of" and UNSURE in self.value)

    def truth(self, facts: Facts) -> bool | None:
        """See ``Condition.truth``; an ``unsure`` answer matches only ``unsure``."""
        answer = facts.get(self.fact)
        if answer is None:
            return None
        if answer == UNSURE and not self._allows_unsure:
            return None
        return self._holds(answer, facts)

    def _holds(self, answer: Any, facts: Facts) -> bool | None:
        if self.operator == "is":
            return bool(answer == self.value)
        if self.operator == "one-of":
            return answer in self.value
        if self.operator == "includes":
            return self.value in answer
        day = facts.get("today") if self.value == "today" else self.value
        if day is None:
            return None
        return bool(answer < day) if self.operator == "before" else bool(answer > day)

    def deciders(self, facts: Facts) -> frozenset[str]:
        """See ``Condition.deciders``."""
        return facts.answered_by(self.fact)

    def doubts(self, facts: Facts) -> tuple[frozenset[str], frozenset[str]]:
        """See ``Condition.doubts``."""
        if self.truth(facts) is not None:
            return frozenset(), frozenset()
        return facts.doubts(self.fact)

    def mentions(self) -> frozenset[str]:
        """See ``Condition.mentions``."""
        return frozenset((self.fact,))


@dataclass(frozen=True)
class Junction(Condition):
    """Several conditions of which all (``settles=False``) or any (``True``) must hold.

    ``settles`` is the truth value of one part that settles the whole.
    """

    parts: tuple[Condition, ...]
    settles: bool

    def truth(self, facts: Facts) -> bool | None:
        """See ``Condition.truth``; strong Kleene logic."""
        unknown = False
        for part in self.parts:
            truth = part.truth(facts)
            if truth is None:
                unknown = True
            elif truth is self.settles:
                return self.settles
        return None if unknown else not self.settles

    def deciders(self, facts: Facts) -> frozenset[str]:
        """See ``Condition.deciders``; one settling part is enough."""
        for part in self.parts:
            if part.truth(facts) is self.settles:
                return part.deciders(facts)
        return _union(part.deciders(facts) for part in self.parts)

    def doubts(self, facts: Facts) -> tuple[frozenset[str], frozenset[str]]:
        """See ``Condition.doubts``."""
        if self.truth(facts) is not None:
            return frozenset(), frozenset()
        pairs = [part.doubts(facts) for part in self.parts]
        return _union(pair[0] for pair in pairs), _union(pair[1] for pair in pairs)

    def mentions(self) -> frozenset[str]:
        """See ``Condition.mentions``."""
        return _union(part.mentions() for part in self.parts)


@dataclass(frozen=True)
class Not(Condition):
    """The opposite of one condition; the opposite of unknown is unknown."""

    part: Condition

    def truth(self, facts: Facts) -> bool | None:
        """See ``Condition.truth``."""
        truth = self.part.truth(facts)
        return None if truth is None else not truth

    def deciders(self, facts: Facts) -> frozenset[str]:
        """See ``Condition.deciders``."""
        return self.part.deciders(facts)

    def doubts(self, facts: Facts) -> tuple[frozenset[str], frozenset[str]]:
        """See ``Condition.doubts``."""
        return self.part.doubts(facts)

    def mentions(self) -> frozenset[str]:
        """See ``Condition.mentions``."""
        return self.part.mentions()


ALWAYS = Junction((), settles=False)
"""The empty condition: always true."""


def read(when: Mapping[str, Any]) -> Condition:
    """Turn a ``when`` table into a condition.

    Takes the table as written in a content file (empty means always); returns
    the condition. Raises ``ConditionError`` where the grammar does not allow it.
    """
    return _read_one(when) if when else ALWAYS


def _read_one(when: Any) -> Condition:
    if not isinstance(when, Mapping) or not when:
        raise ConditionError(f"a condition is a table with one operator, found {when!r}")
    if "fact" in when:
        return _read_test(when)
    if len(when) != 1:
        raise ConditionError(f"one of all, any, not or fact is allowed, found {sorted(when)}")
    (operator, inner), *_ = when.items()
    if operator == "not":
        return Not(_read_one(inner))
    if operator not in ("all", "any"):
        raise ConditionError(f"'{operator}' is not an operator; use all, any, not or fact")
    if not isinstance(inner, list) or not inner:
        raise ConditionError(f"'{operator}' needs a list of conditions")
    return Junction(tuple(_read_one(part) for part in inner), settles=operator == "any")


def _read_test(when: Mapping[str, Any]) -> Test:
    operators = [key for key in when if key != "fact"]
    if len(operators) != 1 or operators[0] not in OPERATORS:
        allowed = ", ".join(OPERATORS)
        raise ConditionError(f"a fact takes exactly one of {allowed}, found {operators}")
    value = when[operators[0]]
    if isinstance(value, list) != (operators[0] == "one-of"):
        raise ConditionError(f"one-of takes a list and all others one value, found {value!r}")
    return Test(when["fact"], operators[0], tuple(value) if isinstance(value, list) else value)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
