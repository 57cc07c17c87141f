"""42 CFR Part 2: its consent, and notes of counseling apart (2.11, 2.14, 2.15, 2.31)."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts
from coordguide.proof.law.forms import has_authorization
from coordguide.proof.law.states import has_state_form
from coordguide.proof.logic import Formula


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule of Part 2 applies to an answered case, by the status it gives."""
    notes, records = case.of_kind("sud-counseling-notes"), case.of_kind("education-records")
    shared = z3.And(notes, z3.Not(case.notes_alone))
    consented = z3.And(case.decider_is_known, case.part_2_consent, _may_receive(case))
    return {
        "consent-needed": {
            "part-2-consent-needed": z3.And(case.part_2, z3.Not(case.part_2_consent)),
            "counseling-notes-own-consent": z3.And(case.is_("roi", "signed"), shared),
        },
        "unknown": {
            # 2.15(a): another signs for an adult only after a ruling on capacity.
            "part-2-other-representative": z3.And(
                case.part_2, case.is_("decision-maker", "other-representative")
            ),
            # Who does not know what the sender is does not answer for sure.
            "part-2-setting-unsure": z3.BoolVal(False),
        },
        "satisfied": {
            "part-2-consent-in-force": z3.And(
                case.part_2, z3.Not(records), z3.Not(notes), consented
            ),
            "counseling-notes-consent-in-force": z3.And(notes, case.notes_alone, consented),
        },
    }


def _may_receive(case: CaseFacts) -> Formula:
    """Say that beside Part 2 nothing keeps this contact from receiving it."""
    form = z3.And(has_authorization(case), has_state_form(case))
    family = z3.And(case.family, case.is_("state", "AZ", "NC"))
    return z3.Or(case.treats, family, form)
