"""A second reading of the law: when each rule applies once everything is answered for sure.

Written from ``vocabulary`` and the cited texts in the words of ``case``, sentence
by sentence. The solver shows that each rule of the content says the same of
every such case, also where a stricter rule hides it, so neither can change alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

from coordguide.model import STATUSES
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization, has_release, needs_authorization
from coordguide.proof.law.part_2 import stricter_law
from coordguide.proof.logic import Formula, NamedFormulas, RuleReading
from coordguide.proof.solver import differing

RuleFormulas = dict[str, Formula]

ByStatus = dict[str, RuleFormulas]
"""By status, when each rule that gives it applies, under the rule's id."""


def sentences(layer: str, case: CaseFacts) -> ByStatus:
    """Return when each rule of a layer applies to an answered case, by the status it gives."""
    return _READINGS[layer](case)


def read_by_law(layer: str, case: CaseFacts) -> NamedFormulas:
    """Return the sentences of a layer under the status that each gives and the rule's id."""
    return {
        (status, rule): when
        for status, named in sentences(layer, case).items()
        for rule, when in named.items()
    }


def unlike_law(law: NamedFormulas, read: Iterable[RuleReading]) -> Formula:
    """Say that some rule does not apply as the second reading says, or is still open."""
    rules = [((rule.gives["status"], rule.id), truth) for rule, _, truth in read]
    holding = {name: truth.holds for name, truth in rules}
    not_failing = {name: z3.Not(truth.fails) for name, truth in rules}
    return z3.Or(differing(law, holding), differing(law, not_failing))


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


def _emergency(case: CaseFacts) -> ByStatus:
    threat = case.is_("emergency", "serious-and-imminent-threat")
    to_stop_it = z3.And(threat, case.of_kind("health", "psychotherapy-notes"), case.ordinary)
    applies, none = _medical_emergency(case)
    return {
        "applies": {"threat-health": to_stop_it, **applies},
        "none": {
            "no-emergency": case.is_("emergency", "no"),
            "threat-part-2": z3.And(threat, case.part_2),
            "threat-school-records": z3.And(threat, case.of_kind("education-records")),
            **none,
        },
    }


def _medical_emergency(case: CaseFacts) -> tuple[RuleFormulas, RuleFormulas]:
    """Return whom a medical emergency opens which information to, and to whom it stays closed."""
    medical = case.is_("emergency", "medical-emergency")
    staff = z3.Or(
        case.is_("contact-kind", "physical-health"),
        z3.And(case.treats, case.is_("medical-personnel", "yes")),
    )
    health = z3.And(medical, case.of_kind("health"), case.ordinary)
    opens = _lets_family_know(case)
    applies = {
        "medical-emergency-health": z3.And(health, case.treats),
        "medical-emergency-family": z3.And(health, case.family, opens),
        "medical-emergency-part-2": z3.And(medical, case.of_kind("health", "sud-part-2"), staff),
    }
    none = {
        "medical-emergency-family-not-open": z3.And(health, case.family, z3.Not(opens)),
        "medical-emergency-not-treating": z3.And(health, z3.Not(case.treats), z3.Not(case.family)),
        "medical-emergency-no-medical-staff": z3.And(medical, case.part_2, z3.Not(staff)),
    }
    closed = {
        "counseling-notes": "sud-counseling-notes",
        "psychotherapy-notes": "psychotherapy-notes",
        "school-records": "education-records",
    }
    for name, kind in closed.items():
        none[f"medical-emergency-{name}"] = z3.And(medical, case.of_kind(kind))
    return applies, none


def _lets_family_know(case: CaseFacts) -> Formula:
    """Say that the member agreed to family, and that the state's law lets it be told."""
    spoken = case.is_("family-spoken-consent", "yes")
    north_carolina = z3.And(case.is_("state", "NC"), z3.Or(has_authorization(case), spoken))
    return z3.And(
        case.agreed,
        case.decider_is_known,
        case.is_("member-objected", "no"),
        z3.Not(case.own_consent),
        z3.Or(case.is_("state", "AZ"), north_carolina),
    )


def _hipaa(case: CaseFacts) -> ByStatus:
    notes = case.of_kind("psychotherapy-notes")
    required, there = needs_authorization(case), has_authorization(case)
    return {
        "permitted": {
            "hipaa-treatment": z3.And(case.treats, z3.Not(notes)),
            "hipaa-family-agreed": z3.And(case.agreed, z3.Not(notes)),
        },
        "satisfied": {"hipaa-authorization-in-force": z3.And(required, there)},
        "authorization-needed": {
            "hipaa-authorization-needed": z3.And(required, z3.Not(notes), z3.Not(there)),
            "hipaa-psychotherapy-notes": z3.And(notes, z3.Not(there)),
        },
    }


def _plan_policy(case: CaseFacts) -> ByStatus:
    signed, there = case.is_("roi", "signed"), has_release(case)
    declined, unsigned = case.is_("roi", "declined"), case.is_("roi", "not-signed")
    unusable = z3.And(signed, z3.Not(there))
    unknown = {
        "plan-member-objected": z3.And(signed, case.is_("member-objected", "yes")),
        "plan-release-doubtful": z3.BoolVal(False),  # nobody is unsure in an answered case
    }
    if "same-plan-program" in case.cases.book.edition.exceptions:
        return _same_plan(case, unknown)
    return {
        "met": {"plan-release-in-force": there},
        "not-met": {
            "plan-no-release": unsigned,
            "plan-release-declined": declined,
            "plan-release-not-usable": unusable,
        },
        "unknown": unknown,
    }


def _same_plan(case: CaseFacts, unknown: RuleFormulas) -> ByStatus:
    """RuleReading the sheet that asks for no release between programs of the same plan."""
    signed, there = case.is_("roi", "signed"), has_release(case)
    declined, unsigned = case.is_("roi", "declined"), case.is_("roi", "not-signed")
    unusable = z3.And(signed, z3.Not(there))
    objects, willing = case.is_("member-objected", "yes"), case.is_("member-objected", "no")
    revoked = z3.And(signed, case.is_("roi-revoked", "yes"))
    inside = case.is_("same-plan-program", "yes")
    outside = z3.Or(
        case.is_("same-plan-program", "no"),
        case.is_("contact-kind", "school-or-community", "family"),
    )
    kept = z3.And(unusable, case.is_("roi-revoked", "no"))
    return {
        "met": {"oc-release-in-force": there},
        "not-met": {
            "oc-outside-declined": z3.And(outside, declined),
            "oc-outside-no-release": z3.And(outside, unsigned),
            "oc-outside-release-not-usable": z3.And(outside, unusable),
        },
        "exception": {
            "oc-same-plan-exception": z3.And(inside, unsigned, willing),
            "oc-same-plan-unusable-release": z3.And(inside, kept, willing),
        },
        "unknown": {
            "oc-same-plan-objection": z3.And(inside, z3.Or(declined, objects, revoked)),
            **unknown,
        },
    }


_READINGS: dict[str, Callable[[CaseFacts], ByStatus]] = {
    "plan-policy": _plan_policy,
    "hipaa": _hipaa,
    "stricter-law": stricter_law,
    "emergency": _emergency,
}
