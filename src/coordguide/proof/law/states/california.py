"""California: the shape of a form, and family, under Civ. Code 56.10 and 56.11."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import (
    does_form_matter,
    has_authorization,
    is_no_treater,
    needs_authorization,
)
from coordguide.proof.law.who_asks import (
    coordinates_in_custody,
    is_asked_by_law_to_answer,
    may_agree_to_a_parent,
)
from coordguide.proof.logic import Formula


def has_form(case: CaseFacts) -> Formula:
    """Say that a form toward who does not treat, or family, has the shape of 56.11."""
    asks = is_no_treater(case)
    return z3.Implies(asks, case.has("CA1", "CA2", "CA3", "CA4"))


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule of California applies to an answered case, by the status it gives."""
    here = case.is_("state", "CA")
    form = z3.And(has_authorization(case), has_form(case))
    wrong_form = z3.And(case.is_("roi", "signed"), z3.Not(has_form(case)))
    answered = z3.And(here, is_asked_by_law_to_answer(case))
    may_know = z3.Or(case.agreed, case.cannot_be_asked)
    records = case.of_kind("education-records")
    return {
        "consent-needed": {
            "california-authorization-form": z3.And(
                *(here, needs_authorization(case), wrong_form),
                # 56.11 is about an authorization, and a direction is none.
                z3.Not(case.may_be_a_direction),
            )
        },
        "unknown": {
            # Civ. Code 56.11(b)(3): who could have agreed alone to the care signs for it.
            "california-minor-may-sign": z3.And(
                here,
                case.is_("member-age", "12-to-17"),
                case.parents_consent,
                case.is_("roi-signed-by", "parent-or-guardian"),
                is_no_treater(case),
                does_form_matter(case),
            ),
            "california-social-support": z3.And(here, case.supports, z3.Not(form)),
            "california-family-without-form": z3.And(
                here,
                may_know,
                z3.Not(records),
                z3.Not(form),
                z3.Not(z3.And(answered, case.family_health)),
            ),
        },
        "satisfied": {
            "california-family-form": z3.And(
                here, may_know, case.family_health, case.decider_is_known, form, z3.Not(answered)
            )
        },
        "none": {
            "california-minor-care-coordination": z3.And(
                case.health, case.ordinary, coordinates_in_custody(case)
            ),
            "california-treating-provider": z3.And(here, case.for_treatment, case.decider_is_known),
            "california-minor-parent-agreed": z3.And(
                may_agree_to_a_parent(case), case.of_kind("health"), case.ordinary
            ),
            "orange-county-family-answer": z3.And(
                answered, case.family_health, case.decider_is_known
            ),
        },
    }


def lets_family_know(case: CaseFacts) -> Formula:
    """Say that without a form nothing was read that lets family be told."""
    return z3.BoolVal(False)
