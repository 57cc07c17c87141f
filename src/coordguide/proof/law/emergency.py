"""An emergency: a threat (45 CFR 164.512(j)), or a medical emergency (42 CFR 2.51)."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts, RuleFormulas
from coordguide.proof.law.states import STATES
from coordguide.proof.logic import Formula


def emergency(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    threat = case.is_("emergency", "serious-and-imminent-threat")
    to_stop_it = z3.And(threat, case.of_kind("health", "psychotherapy-notes"), case.ordinary)
    applies, none = _medical_emergency(case)
    return {
        "applies": {"threat-health": to_stop_it, **applies},
        "none": {
            "no-emergency": case.is_("emergency", "no"),
            "threat-part-2": z3.And(threat, case.part_2),
            "threat-school-records": z3.And(threat, case.of_kind("education-records")),
            **none,
        },
    }


def _medical_emergency(case: CaseFacts) -> tuple[RuleFormulas, RuleFormulas]:
    """Return whom a medical emergency opens which information to, and to whom it stays closed."""
    medical = case.is_("emergency", "medical-emergency")
    staff = z3.Or(
        case.is_("contact-kind", "physical-health"),
        z3.And(case.treats, case.is_("medical-personnel", "yes")),
    )
    health = z3.And(medical, case.of_kind("health"), case.ordinary)
    opens = _lets_family_know(case)
    applies = {
        "medical-emergency-health": z3.And(health, case.treats),
        "medical-emergency-family": z3.And(health, case.family, opens),
        "medical-emergency-part-2": z3.And(medical, case.of_kind("health", "sud-part-2"), staff),
    }
    none = {
        "medical-emergency-family-not-open": z3.And(health, case.family, z3.Not(opens)),
        "medical-emergency-not-treating": z3.And(health, z3.Not(case.treats), z3.Not(case.family)),
        "medical-emergency-no-medical-staff": z3.And(medical, case.part_2, z3.Not(staff)),
    }
    closed = {
        "counseling-notes": "sud-counseling-notes",
        "psychotherapy-notes": "psychotherapy-notes",
        "school-records": "education-records",
    }
    for name, kind in closed.items():
        none[f"medical-emergency-{name}"] = z3.And(medical, case.of_kind(kind))
    return applies, none


def _lets_family_know(case: CaseFacts) -> Formula:
    """Say that the member agreed to family, and that the state's law lets it be told."""
    by_state = [
        z3.And(case.is_("state", state), law.lets_family_know(case))
        for state, law in STATES.items()
    ]
    return z3.And(
        case.agreed,
        case.decider_is_known,
        case.is_("member-objected", "no"),
        z3.Not(case.own_consent),
        z3.Or(by_state),
    )
