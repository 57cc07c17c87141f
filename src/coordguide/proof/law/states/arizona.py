"""Arizona: A.R.S. 12-2294 and 36-509, and the rule for licensed counselors, A.A.C. R4-6-1105."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus, said_once
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import asks_authorization, needs_authorization
from coordguide.proof.law.who_asks import coordinates_for_the_plan, pays
from coordguide.proof.logic import Formula


@said_once
def has_form(case: CaseFacts) -> Formula:
    """Say that the parts of R4-6-1105 are there and that the form ends within twelve months."""
    together = case.is_("treated-together", "couple-or-family")
    parts = z3.Implies(
        asks_authorization(case),
        z3.And(case.has("AZ1"), z3.Implies(together, case.has("AZ2"))),
    )
    return z3.And(parts, _ends_within_a_year(case))


def _ends_within_a_year(case: CaseFacts) -> Formula:
    dates = case.cases.raw["dates"]
    by_date = z3.And(case.is_("roi-expiry-kind", "date"), dates["ends-within-year"])
    by_event = z3.And(case.is_("roi-expiry-kind", "event"), dates["today-within-year"])
    return z3.Or(by_date, by_event)


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule of Arizona applies to an answered case, by the status it gives."""
    here, health = case.is_("state", "AZ"), z3.And(case.health, case.ordinary)
    may_know = z3.And(z3.Or(case.agreed, case.cannot_be_asked), case.family_health)
    wrong_form = z3.And(case.is_("roi", "signed"), z3.Not(z3.And(here, has_form(case))))
    return {
        "consent-needed": {
            "arizona-authorization-form": z3.And(
                *(here, needs_authorization(case), wrong_form),
                # The rule is about an authorization, and a direction is none.
                z3.Not(case.may_be_a_direction),
            )
        },
        "none": {
            "arizona-treating-provider": z3.And(here, case.for_treatment, case.decider_is_known),
            "arizona-payer": z3.And(
                here, health, z3.Or(pays(case), coordinates_for_the_plan(case))
            ),
            "arizona-social-support": z3.And(here, health, case.supports),
            "arizona-family": z3.And(here, may_know, case.decider_is_known),
        },
    }


def lets_family_know(case: CaseFacts) -> Formula:
    """Say that a relative to whom the member agreed may be told: A.R.S. 36-509(A)."""
    return z3.BoolVal(True)
