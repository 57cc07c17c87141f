"""What the covered states have in common: who does not treat needs an authorization there too."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization, needs_authorization
from coordguide.proof.law.states import has_state_form


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each of these rules applies to an answered case, by the status it gives."""
    required = z3.And(case.is_("state", "AZ", "NC", "CA"), needs_authorization(case))
    own_circle = case.is_contact("own-team", "member", "parent-or-decider")
    there = has_authorization(case)
    # What a state has an agency and the like told without a form was not read.
    elsewhere = z3.Or(own_circle, case.by_own_law, case.may_be_a_direction)
    return {
        "consent-needed": {
            "state-authorization-missing": z3.And(
                required, z3.Not(case.treats), z3.Not(there), z3.Not(elsewhere)
            )
        },
        # Who is not sure of the form does not answer for sure.
        "unknown": {
            "release-unsure-where-asked": z3.BoolVal(False),
            "notes-own-circle-not-read": z3.And(
                case.of_kind("psychotherapy-notes"), own_circle, z3.Not(there)
            ),
        },
        "satisfied": {
            "state-authorization-in-force": z3.And(
                required,
                case.decider_is_known,
                there,
                has_state_form(case),
                case.ordinary,
                z3.Or(case.health, case.of_kind(*_LIKE_HEALTH)),
            )
        },
    }


_LIKE_HEALTH = ("psychotherapy-notes", "communicable-disease", "other-protected")
"""The kinds beside health that HIPAA's authorization speaks of."""
