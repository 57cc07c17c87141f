"""What state law says of payers, protection, the own team and who decides (situations, 4)."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization, needs_authorization
from coordguide.proof.law.states import has_state_form
from coordguide.proof.law.who_asks import (
    asks_the_member,
    coordinates_for_the_plan,
    coordinates_in_custody,
    interprets,
    investigates_child_abuse,
    is_in_session,
    pays,
    state_asks_no_form,
    works_here,
)
from coordguide.proof.logic import Formula


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule applies to an answered case, by the status it gives."""
    covered = case.is_("state", "AZ", "NC", "CA")
    health = z3.And(case.health, case.ordinary)
    form = z3.And(has_authorization(case), has_state_form(case))
    in_arizona = z3.And(is_in_session(case), case.is_("state", "AZ"))
    protection = z3.And(
        z3.Not(form),
        case.is_contact("protective-services"),
        z3.Not(coordinates_in_custody(case)),
    )
    # 7B-302(e) and 7B-505.1 were read of a child there, and nothing else was.
    carolina = z3.And(case.is_("state", "NC"), investigates_child_abuse(case))
    return {
        "unknown": {
            "state-payer-not-read": z3.And(z3.Not(form), _payer_is_open(case)),
            "child-protection-follow-up": z3.And(protection, z3.Not(carolina)),
            "north-carolina-child-protection": z3.And(protection, carolina),
            # What else holds of them hangs on who it is.
            "state-decider-is-nobody": case.is_nobody,
            "decider-authority-not-seen": case.has_no_right_to_decide,
            "own-team-shared-session": z3.And(is_in_session(case), z3.Not(in_arizona)),
            "agency-not-read": z3.And(
                covered, z3.Not(form), z3.Or(case.by_own_law, case.may_be_a_direction)
            ),
            "member-another-decides": z3.And(case.is_ward, z3.Not(asks_the_member(case))),
        },
        "satisfied": {
            "state-release-in-force": z3.And(
                covered,
                health,
                case.decider_is_known,
                form,
                _rests_on_a_form(case),
                z3.Not(state_asks_no_form(case)),
            )
        },
        "none": {
            "own-team-no-state-rule": z3.And(
                health, z3.Or(works_here(case), interprets(case), in_arizona)
            ),
            "state-law-decider": z3.And(covered, health, case.has_the_say),
            "member-is-asked": z3.And(
                asks_the_member(case), case.is_("setting", "ordinary", "part-2-program")
            ),
        },
    }


def _payer_is_open(case: CaseFacts) -> Formula:
    """Say that no text was read that lets a payer be told in this state."""
    north_carolina = z3.And(case.is_("state", "NC"), pays(case))
    california = z3.And(
        case.is_("state", "CA", "other"), z3.Or(pays(case), coordinates_for_the_plan(case))
    )
    return z3.Or(north_carolina, california)


def _rests_on_a_form(case: CaseFacts) -> Formula:
    """Say that HIPAA permits, or may, and that the state wants a form or is not read."""
    asked = case.is_contact("plan-or-payer", "protective-services", "social-services")
    return z3.And(asked, z3.Not(needs_authorization(case)))


def stricter_law_apart(case: CaseFacts) -> ByStatus:
    """Return that no stricter law speaks of listening, nor of a report to who may have it."""
    return {
        "none": {
            "stricter-law-listen": case.is_("direction", "listen"),
            "stricter-law-report": case.is_("direction", "report"),
        }
    }
