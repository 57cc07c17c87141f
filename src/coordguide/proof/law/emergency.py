"""An emergency: a threat (45 CFR 164.512(j)), or a medical emergency (42 CFR 2.51)."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus, RuleFormulas
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.states import STATES
from coordguide.proof.logic import Formula


def emergency(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    school = case.is_("setting", "school")
    disease, treats = case.of_kind("communicable-disease"), case.treats
    as_health = z3.Or(case.health, case.of_kind("psychotherapy-notes"), z3.And(disease, treats))
    records = case.of_kind("education-records")
    asked_of_school = z3.And(
        records, case.is_contact("school-or-community"), case.is_("direction", "request")
    )
    applies, none = _medical_emergency(case)
    # Nothing goes to somebody who is suspected of the harm: 164.502(g)(5).
    danger = z3.And(case.threat, z3.Not(case.is_suspect))
    beyond = _is_beyond_a_threat(case)
    return {
        "applies": {
            "threat-health": z3.And(danger, z3.Not(beyond), as_health, case.ordinary),
            "threat-from-school": z3.And(
                danger,
                z3.Not(beyond),
                z3.Not(case.of_kind("sud-part-2", "sud-counseling-notes")),
                school,
            ),
            "threat-ask-school": z3.And(case.threat, asked_of_school, case.ordinary),
            **applies,
        },
        "none": {
            "emergency-other-protected": z3.And(
                z3.Or(case.threat, case.medical_emergency),
                case.of_kind("other-protected"),
                z3.Not(z3.And(case.threat, school)),
            ),
            "no-emergency": case.is_("emergency", "no"),
            # A.R.S. 36-664, G.S. 130A-143, H&S 120985: those who treat, and no partner or relative.
            "emergency-disease-not-treating": z3.And(
                z3.Or(case.threat, case.medical_emergency), disease, case.ordinary, z3.Not(treats)
            ),
            "threat-not-for-them": z3.And(case.threat, beyond, z3.Or(case.ordinary, school)),
            "threat-suspected-decider": z3.And(case.threat, case.is_suspect),
            "threat-part-2": z3.And(case.threat, case.part_2),
            "threat-school-records": z3.And(
                case.threat,
                records,
                z3.Not(z3.And(asked_of_school, case.ordinary)),
                z3.Not(z3.And(danger, school)),
            ),
            **none,
        },
    }


def _is_beyond_a_threat(case: CaseFacts) -> Formula:
    """Say that a threat is no reason to tell this contact: 164.512(j)(1)(i)(B).

    Insurers, agencies, examiners and attorneys lessen no danger, a paper keeps its own way
    (164.512(e)), whom court papers shut out stays out, and the member, or who may be the member,
    is told as without it.
    """
    paper = case.is_("legal-paper", "none", "subpoena", "agency-demand", "unsure")
    # An attorney who is asked lessens no danger either.
    by_paper = z3.Or(paper, case.is_("direction", "request"))
    forbidden = case.is_("custody-or-court-order", "papers-forbid")
    return z3.Or(
        case.is_contact("member", "plan-or-payer", "court-appointed", "public-agency"),
        case.is_nobody,
        z3.And(case.is_contact("court-or-attorney"), by_paper),
        z3.And(case.is_contact("parent-or-decider"), forbidden),
    )


def _medical_emergency(case: CaseFacts) -> tuple[RuleFormulas, RuleFormulas]:
    """Return whom a medical emergency opens which information to, and to whom it stays closed."""
    medical, staff = case.medical_emergency, case.is_medical_personnel
    as_health = case.of_kind("health", "communicable-disease")
    health = z3.And(medical, case.of_kind("health"), case.ordinary)
    treated = z3.And(medical, z3.Or(as_health, case.goes_on_as_health), case.ordinary)
    opens = _lets_family_know(case)
    settled = case.is_("consent-now", "can", "refused")
    kinds = case.of_kind("health", "sud-part-2", "communicable-disease")
    reached = z3.And(medical, kinds, staff)
    applies = {
        "medical-emergency-health": z3.And(treated, case.treats),
        "medical-emergency-family": z3.And(health, case.close, opens),
        "medical-emergency-part-2": z3.And(reached, z3.Not(z3.And(case.part_2, settled))),
    }
    none = {
        "medical-emergency-from-school": z3.And(
            medical, case.is_("setting", "school"), z3.Not(reached)
        ),
        "emergency-consent-settled": z3.And(medical, case.part_2, staff, settled),
        "medical-emergency-family-not-open": z3.And(health, case.close, z3.Not(opens)),
        "medical-emergency-not-treating": z3.And(
            medical,
            z3.Or(case.of_kind("health"), case.goes_on_as_health),
            case.ordinary,
            z3.Not(case.treats),
            z3.Not(case.close),
        ),
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
        z3.Or(case.agreed, z3.And(case.cannot_be_asked, z3.Not(case.no_stands_on_form))),
        case.is_("member-objected", "no"),
        case.decider_is_known,
        z3.Not(case.own_consent),
        z3.Not(case.may_be_the_suspect),
        z3.Or(by_state),
    )
