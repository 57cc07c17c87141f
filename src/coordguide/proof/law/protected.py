"""Information under a law of its own: HIV and other reportable disease, and the rest.

A.R.S. 36-664, G.S. 130A-143, California H&S 120980 and 120985.
"""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_hipaa_form
from coordguide.proof.logic import Formula


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each of these rules applies to an answered case, by the status it gives."""
    disease = case.of_kind("communicable-disease")
    covered = z3.And(disease, case.is_("state", "AZ", "NC", "CA"))
    treated = z3.Or(z3.And(case.treats, _has_no_opt_out(case)), case.is_the_member)
    not_read = case.is_contact("own-team", "plan-or-payer", "member", "parent-or-decider")
    rest = z3.And(covered, z3.Not(case.treats), z3.Not(not_read))
    named = z3.And(has_hipaa_form(case), case.has("S1"))
    return {
        "none": {"disease-treating": z3.And(covered, case.ordinary, treated)},
        "consent-needed": {
            "disease-consent-needed": z3.And(rest, z3.Not(named), z3.Not(case.by_own_law))
        },
        "satisfied": {
            "disease-named-north-carolina": z3.And(
                rest, case.is_("state", "NC"), case.ordinary, case.decider_is_known, named
            )
        },
        "unknown": {
            "disease-named-not-read": z3.And(rest, case.is_("state", "AZ", "CA"), named),
            "disease-not-read": z3.And(
                disease,
                z3.Or(
                    case.is_("state", "other"),
                    z3.And(not_read, z3.Not(case.is_the_member)),
                    # An agency and the like may have it by a right of their own.
                    z3.And(case.by_own_law, z3.Not(named)),
                ),
            ),
            "other-protected-ask": case.of_kind("other-protected"),
        },
    }


def _has_no_opt_out(case: CaseFacts) -> Formula:
    """Say that no objection keeps this from who treats: G.S. 122C-55(a7), North Carolina only."""
    return z3.Or(
        case.is_("state", "AZ", "CA"),
        case.is_("member-objected", "no"),
        case.is_contact("behavioral-health", "school-or-community"),
        case.is_("direction", "request"),
    )
