"""Puts the layers of the second reading together from what each body of law says.

Each file beside this one was written from the vocabulary and the cited texts, in
the words of ``facts``, sentence by sentence: when each rule applies once
everything is answered for sure. The solver shows that each rule of the content says the same of
every such case, also where a stricter rule hides it, so neither can change alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

from coordguide.model import STATUSES
from coordguide.proof.law import (
    ferpa,
    minors,
    part_2,
    protected,
    roles,
    safety,
    state_authorization,
    together,
)
from coordguide.proof.law.answers import ByStatus, RuleFormulas
from coordguide.proof.law.documents import is_borne
from coordguide.proof.law.duty import duty
from coordguide.proof.law.emergency import emergency
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.hipaa import hipaa, hipaa_apart
from coordguide.proof.law.plan_policy import plan_policy, plan_policy_apart
from coordguide.proof.law.states import STATES
from coordguide.proof.logic import Algebra, Formula, NamedFormulas, RuleReading
from coordguide.proof.solver import SOLVER, differing


def sentences(layer: str, case: CaseFacts) -> ByStatus:
    """Return when each rule of a layer applies to an answered case, by the status it gives."""
    found: ByStatus = {}
    for read in _READINGS[layer]:
        for status, rules in read(case).items():
            found.setdefault(status, {}).update(rules)
    if layer in _OF_SHARING:
        # Where somebody is only heard, or a report is made, no rule on sharing speaks.
        found = {
            status: {rule: z3.And(case.shares, when) for rule, when in rules.items()}
            for status, rules in found.items()
        }
    for read in _APART.get(layer, ()):
        for status, rules in read(case).items():
            found.setdefault(status, {}).update(rules)
    book = case.cases.book
    return {
        status: {rule: when for rule, when in rules.items() if is_borne(book, f"rules/{rule}")}
        for status, rules in found.items()
    }


def read_by_law(layer: str, case: CaseFacts) -> NamedFormulas:
    """Return the sentences of a layer under the status that each gives and the rule's id."""
    return {
        (status, rule): when
        for status, named in sentences(layer, case).items()
        for rule, when in named.items()
    }


def unlike_law(
    law: NamedFormulas, read: Iterable[RuleReading], algebra: Algebra = SOLVER
) -> Formula:
    """Say that some rule does not apply as the second reading says, or is still open."""
    rules = [((rule.gives["status"], rule.id), truth) for rule, _, truth in read]
    holding = {name: truth.holds for name, truth in rules}
    not_failing = {name: algebra.not_(truth.fails) for name, truth in rules}
    return algebra.any(differing(law, found, algebra) for found in (holding, not_failing))


def compared(layer: str, case: CaseFacts) -> Formula:
    """Say of which cases a layer is compared: answered ones, and no paper that decides alone."""
    if layer == "duty":
        return case.is_answered
    if layer == "emergency":
        return z3.And(case.is_answered, case.shares)
    decisive = ("court-order", "part-2-order", "subpoena", "agency-demand")
    return z3.And(case.is_answered, z3.Not(case.is_("legal-paper", *decisive)))


def expected(layer: str, case: CaseFacts) -> RuleFormulas:
    """Return, for a layer, when each of its statuses is the answer to an answered case.

    Of the statuses that some rule gives, the one named first in ``STATUSES``
    is the answer; where none gives any, the answer is unknown.
    """
    held = sentences(layer, case)
    answer: RuleFormulas = {}
    before: list[Formula] = []
    for status in STATUSES[layer]:
        given = z3.Or(list(held.get(status, {}).values()))
        answer[status] = z3.And(given, *map(z3.Not, before))
        before.append(given)
    answer["unknown"] = z3.Or(answer["unknown"], z3.And([z3.Not(given) for given in before]))
    return answer


_READINGS: dict[str, tuple[Callable[[CaseFacts], ByStatus], ...]] = {
    "plan-policy": (plan_policy,),
    "hipaa": (hipaa,),
    "stricter-law": (
        part_2.stricter_law,
        ferpa.stricter_law,
        minors.stricter_law,
        safety.stricter_law,
        protected.stricter_law,
        together.stricter_law,
        state_authorization.stricter_law,
        roles.stricter_law,
        *(law.stricter_law for law in STATES.values()),
    ),
    "emergency": (emergency,),
    "duty": (duty,),
}
"""Every body of law that speaks in a layer."""

_OF_SHARING = ("plan-policy", "hipaa", "stricter-law")

_APART: dict[str, tuple[Callable[[CaseFacts], ByStatus], ...]] = {
    "plan-policy": (plan_policy_apart,),
    "hipaa": (hipaa_apart,),
    "stricter-law": (roles.stricter_law_apart,),
}
"""What speaks of listening and of reports."""
