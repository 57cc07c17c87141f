"""School records: the consent of 34 CFR 99.30, asked of the school that gives them."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.states import has_state_form


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule about school records applies to an answered case, by its status."""
    records = case.of_kind("education-records")
    at_school = case.is_("contact-kind", "school-or-community")
    program = case.is_("setting", "part-2-program")
    asked_for = z3.And(records, at_school, case.is_("direction", "request", "both"))
    return {
        "consent-needed": {
            "school-records-consent-needed": z3.And(asked_for, z3.Not(case.ferpa_consent))
        },
        "unknown": {
            # What a school keeps goes by FERPA, so that no state rule is read for it.
            "school-sender-own-rule": case.is_("setting", "school"),
            "school-records-emancipated": z3.And(
                records, case.is_("member-age", "emancipated-minor")
            ),
            "school-records-elsewhere": z3.And(records, z3.Not(at_school)),
            "school-records-given": z3.And(records, at_school, case.is_("direction", "share")),
            "school-records-part-2-setting": z3.And(records, program, case.part_2_consent),
        },
        "satisfied": {
            "school-records-consent-in-force": z3.And(
                asked_for,
                case.decider_is_known,
                case.ferpa_consent,
                case.ordinary,
                z3.Or(case.treats, has_state_form(case)),
            )
        },
    }
