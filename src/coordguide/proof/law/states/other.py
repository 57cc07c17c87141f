"""Every state whose law is not covered here: what would rest on it stays open."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import needs_authorization
from coordguide.proof.logic import Formula


def has_form(case: CaseFacts) -> Formula:
    """Say that nothing is known to be asked of a form beside the federal parts."""
    return z3.BoolVal(True)


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule for a state not covered applies to an answered case."""
    here = case.is_("state", "other")
    return {
        "unknown": {
            "minor-in-other-state": z3.And(
                here, case.minor, z3.Or(z3.Not(case.needs_nobody_to_decide), case.signed)
            ),
            "other-state-authorization": z3.And(
                here, needs_authorization(case), z3.Not(case.treats)
            ),
            "other-state-asks-by-role": z3.And(here, _is_asked_by_role(case)),
            "other-state-decider": z3.And(here, case.is_a_decider, z3.Not(case.is_the_member)),
            "other-state-family": z3.And(here, z3.Or(case.agreed, case.cannot_be_asked)),
        },
        "none": {
            "other-state-member": z3.And(here, case.health, case.ordinary, case.is_the_member),
            "other-state-treating-provider": z3.And(
                here, case.for_treatment, case.decider_is_known, case.adult
            ),
        },
    }


def _is_asked_by_role(case: CaseFacts) -> Formula:
    """Say that HIPAA permits, or may, and that nothing was read of this state."""
    return z3.Or(
        case.supports,
        case.is_contact("plan-or-payer", "protective-services"),
    )


def lets_family_know(case: CaseFacts) -> Formula:
    """Say that nothing is known to let family be told."""
    return z3.BoolVal(False)
