"""Plan policy: each sheet asks for a release; Orange County's not between programs of its plan."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts, RuleFormulas
from coordguide.proof.law.forms import has_release


def plan_policy(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
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
