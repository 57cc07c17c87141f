"""Plan policy: each sheet asks for a release; Orange County's not between programs of its plan."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus, RuleFormulas
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.usable import has_release
from coordguide.proof.law.who_asks import is_asked_by_law_to_answer
from coordguide.proof.logic import Formula


def is_of_the_sheets(case: CaseFacts) -> Formula:
    """Say that the contact is of a kind that the sheets' rule on releases speaks of."""
    return case.is_contact(
        "behavioral-health",
        "physical-health",
        "specialty-care",
        "therapy-services",
        "school-or-community",
        "family",
        "friend-or-caregiver",
        "social-services",
    )


def plan_asks(case: CaseFacts) -> Formula:
    """Say that the sheets' rule on releases speaks of this contact (situations, 3)."""
    by_law = z3.Or(is_asked_by_law_to_answer(case), case.is_here_by_law)
    return z3.And(case.shares, is_of_the_sheets(case), z3.Not(by_law))


def plan_policy(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    asks = plan_asks(case)
    signed, there = z3.And(asks, case.signed), z3.And(asks, has_release(case))
    declined = z3.And(asks, case.is_("roi", "declined"))
    unsigned = z3.And(asks, case.is_("roi", "not-signed"))
    unusable = z3.And(signed, z3.Not(there))
    objected = case.is_("member-objected", "yes")
    not_revoked = z3.Not(case.is_("roi-revoked", "yes"))
    taken_back = z3.And(case.signed, case.is_("roi-revoked", "yes", "before-2-35-allows"))
    unknown = {
        "plan-family-said-no": z3.And(
            *(signed, case.close, case.is_("family-involvement-agreed", "no")),
            case.is_alive,
        ),
        "plan-member-objected": z3.And(
            z3.Or(
                z3.And(objected, z3.Or(z3.And(signed, not_revoked), z3.Not(asks))),
                z3.And(z3.Or(case.is_("roi", "declined"), taken_back), z3.Not(asks)),
            ),
            z3.Not(case.is_a_decider),
        ),
        "plan-signature-in-doubt": z3.And(there, z3.Or(case.is_open, case.signer_is_suspect)),
        "plan-release-doubtful": z3.BoolVal(False),  # nobody is unsure in an answered case
    }
    # 164.502(g)(5): nothing is asked of whom harm is suspected.
    no_signer = z3.And(case.no_safe_signer, z3.Or(unsigned, unusable))
    not_applicable = {"plan-not-applicable": z3.Not(asks)}
    if case.has_exception("same-plan-program"):
        return {**_same_plan(case, unknown, no_signer), "not-applicable": not_applicable}
    return {
        "met": {"plan-release-in-force": there},
        "not-met": {
            "plan-no-release": unsigned,
            "plan-release-declined": declined,
            "plan-release-not-usable": unusable,
        },
        "unknown": {**unknown, "plan-signer-suspected": no_signer},
        "not-applicable": not_applicable,
    }


def _same_plan(case: CaseFacts, unknown: RuleFormulas, no_signer: Formula) -> ByStatus:
    """RuleReading the sheet that asks for no release between programs of the same plan."""
    asks = plan_asks(case)
    signed, there = z3.And(asks, case.signed), z3.And(asks, has_release(case))
    declined = z3.And(asks, case.is_("roi", "declined"))
    unsigned = z3.And(asks, case.is_("roi", "not-signed"))
    unusable = z3.And(signed, z3.Not(there))
    objects, willing = case.is_("member-objected", "yes"), case.is_("member-objected", "no")
    revoked = z3.And(signed, case.is_("roi-revoked", "yes", "before-2-35-allows"))
    inside = z3.And(case.is_("same-plan-program", "yes"), case.treats)
    outside = z3.Or(
        case.is_("same-plan-program", "no"),
        case.is_contact("school-or-community", "social-services"),
        case.close,
        case.does_not_treat,
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
            "oc-outside-signer-suspected": z3.And(outside, no_signer),
            **unknown,
        },
    }


def plan_policy_apart(case: CaseFacts) -> ByStatus:
    """Return that no sheet asks for a release to listen or to report."""
    apart = case.is_("direction", "listen", "report")
    return {"not-applicable": {"plan-not-applicable-listen": apart}}
