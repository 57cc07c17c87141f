"""Every state whose law is not covered here: what would rest on it stays open."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts
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
            "minor-in-other-state": z3.And(here, case.minor),
            "other-state-authorization": z3.And(
                here, needs_authorization(case), z3.Not(case.treats)
            ),
            "other-state-family": z3.And(here, case.agreed),
        },
        "none": {
            "other-state-treating-provider": z3.And(
                here, case.for_treatment, case.decider_is_known, case.adult
            )
        },
    }


def lets_family_know(case: CaseFacts) -> Formula:
    """Say that nothing is known to let family be told."""
    return z3.BoolVal(False)
