"""Who decides for a minor, and where that is open: 45 CFR 164.502(g)(3) and custody papers."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization
from coordguide.proof.law.states import has_state_form
from coordguide.proof.law.who_asks import may_agree_to_a_parent, may_tell_a_parent


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule about minors applies to an answered case, by the status it gives."""
    alone = case.is_("minor-consented-to-own-care", "yes")
    there = has_authorization(case)
    parent = z3.And(case.own_consent, case.is_contact("parent-or-decider"))
    told, not_notes = may_tell_a_parent(case), z3.Not(case.of_kind("psychotherapy-notes"))
    return {
        "consent-needed": {
            "minor-own-consent-family": z3.And(case.own_consent, case.close, z3.Not(there)),
            "minor-own-consent-parent": z3.And(
                *(parent, not_notes, z3.Not(there), z3.Not(told)),
                z3.Not(case.is_("custody-or-court-order", "papers-forbid")),
            ),
        },
        "unknown": {
            "minor-consent-unclear": z3.And(
                case.minor,
                z3.Not(case.own_consent),
                alone,
                z3.Or(z3.Not(case.needs_nobody_to_decide), case.signed),
            ),
        },
        "satisfied": {
            "minor-own-consent-parent-form": z3.And(
                parent,
                case.of_kind("health"),
                case.ordinary,
                there,
                has_state_form(case),
                z3.Not(may_agree_to_a_parent(case)),
            )
        },
    }
