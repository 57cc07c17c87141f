"""North Carolina: G.S. 122C-52 to -56, with its opt-out."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts
from coordguide.proof.law.forms import has_authorization
from coordguide.proof.logic import Formula


def has_form(case: CaseFacts) -> Formula:
    """Say that nothing is asked of a form beside the federal parts."""
    return z3.BoolVal(True)


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule of North Carolina applies to an answered case, by its status."""
    here, there = case.is_("state", "NC"), has_authorization(case)
    can_object = case.is_("contact-kind", "physical-health", "specialty-care", "therapy-services")
    opts_out = z3.And(
        here,
        case.is_("member-objected", "yes"),
        can_object,
        case.is_("direction", "share", "both"),
    )
    agreed = z3.And(here, case.agreed, case.family_health)
    refused_aloud = case.is_("family-spoken-consent", "no")
    return {
        "objection": {"north-carolina-objection": opts_out},
        "consent-needed": {
            "north-carolina-family-consent-needed": z3.And(
                here, case.family_health, z3.Not(there), refused_aloud
            )
        },
        "satisfied": {
            "north-carolina-family-consent": z3.And(
                agreed, case.decider_is_known, z3.Or(there, _said_aloud(case))
            )
        },
        "none": {
            "north-carolina-treating-provider": z3.And(
                here, case.for_treatment, case.decider_is_known, _has_no_opt_out(case)
            )
        },
    }


def _has_no_opt_out(case: CaseFacts) -> Formula:
    return z3.Or(
        case.is_("member-objected", "no"),
        case.is_("contact-kind", "behavioral-health", "school-or-community"),
        case.is_("direction", "request"),
    )


def _said_aloud(case: CaseFacts) -> Formula:
    return case.is_("family-spoken-consent", "yes")


def lets_family_know(case: CaseFacts) -> Formula:
    """Say that the member consented on paper, or aloud before a witness: G.S. 122C-55(j)."""
    return z3.Or(has_authorization(case), _said_aloud(case))
