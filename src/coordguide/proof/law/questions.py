"""The second reading, continued: which questions are asked, and what stands on form and lists.

As in ``practice``, each formula says when in every case, also where answers are
open or unsure.
"""

from __future__ import annotations

import z3

from coordguide.engine.conditions import read
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import asks_authorization, asks_hipaa, asks_part_2, is_no_treater
from coordguide.proof.logic import Formula, NamedFormulas
from coordguide.proof.space import Space


def asked_by_rules(cases: Space) -> NamedFormulas:
    """Return what the content asks, wants on a form, leaves out and warns of, and when."""
    content, truth = cases.book.content, cases.logic.truth
    elements = (pair for pairs in cases.book.elements.values() for pair in pairs)
    found = {
        ("question", question.id): cases.visible[question.id]
        for question, _ in cases.book.questions
    }
    found |= {("element", element.id): truth(when).holds for element, when in elements}
    # What is not known to be needless is said: a needless warning harms nobody.
    lines = {("record", record.id): record.when for record in content.records.values()}
    for method in content.methods.values():
        lines |= {("safeguard", item["id"]): item.get("when", {}) for item in method.safeguards}
    return found | {name: z3.Not(truth(read(when)).fails) for name, when in lines.items()}


def asked_by_law(cases: Space) -> NamedFormulas:
    """Return what ought to be asked, to stand on a form, to be left out and warned of, and when."""
    case = CaseFacts(cases)
    parts: dict[str, dict[str, Formula]] = {
        "question": {
            **_about_the_member(case),
            **_about_the_contact(case),
            **_about_the_release(case),
            **_about_the_steps(case),
        },
        "element": {**_elements(case), **_state_elements(case)},
        "record": _records(case),
        "safeguard": _safeguards(case),
    }
    return {(part, name): when for part, named in parts.items() for name, when in named.items()}


def _about_the_member(case: CaseFacts) -> dict[str, Formula]:
    always = ["member-age", "confidential-channel-requested", "setting", "emergency"]
    if not case.cases.book.edition.state:
        always.append("state")
    return {
        **dict.fromkeys(always, z3.BoolVal(True)),
        "decision-maker": case.adult,
        "minor-consented-to-own-care": case.minor,
        "custody-or-court-order": case.minor,
        "family-involvement-agreed": case.is_("contact-kinds", "family"),
    }


def _about_the_contact(case: CaseFacts) -> dict[str, Formula]:
    always = ("contact-kind", "direction", "information", "member-objected", "roi")
    medical = case.is_("emergency", "medical-emergency")
    found = {
        **dict.fromkeys(always, z3.BoolVal(True)),
        "treating": case.is_("contact-kind", "specialty-care", "school-or-community"),
        # A physical health provider is medical staff without being asked.
        "medical-personnel": z3.And(
            medical, case.treats, z3.Not(case.is_("contact-kind", "physical-health"))
        ),
        "family-spoken-consent": z3.And(case.family, case.is_("state", "NC")),
    }
    if "same-plan-program" in case.cases.book.edition.exceptions:
        providers = ("behavioral-health", "physical-health", "specialty-care", "therapy-services")
        found["same-plan-program"] = case.is_("contact-kind", *providers)
    return found


def _about_the_release(case: CaseFacts) -> dict[str, Formula]:
    signed = case.is_("roi", "signed")
    always = ("signed-by", "elements", "signed-on", "expiry-kind", "revoked")
    covers = ("covers-recipient", "covers-information")
    return {
        **{f"roi-{fact}": signed for fact in (*always, *covers)},
        "roi-expires-on": case.is_("roi-expiry-kind", "date"),
        "roi-expiry-event-happened": case.is_("roi-expiry-kind", "event"),
        **{
            f"{notes}-form": z3.And(signed, case.is_("information", notes))
            for notes in ("psychotherapy-notes", "sud-counseling-notes")
        },
    }


def _about_the_steps(case: CaseFacts) -> dict[str, Formula]:
    goes_on = case.decides("proceed", "proceed-without-roi", "act-now")
    asks = z3.And(goes_on, case.is_("direction", "request", "both"))
    return {
        "need": goes_on,
        "channels": goes_on,
        "records-requested": asks,
        "findings": asks,
        "notified": goes_on,
        "next-contact-on": goes_on,
    }


def _elements(case: CaseFacts) -> dict[str, Formula]:
    hipaa, part_2 = asks_hipaa(case), asks_part_2(case)
    by_another = case.is_(
        "roi-signed-by", "parent-or-guardian", "member-and-parent", "other-representative"
    )
    return {
        **{f"H{number}": hipaa for number in range(1, 10)},
        "H6r": z3.And(hipaa, by_another),
        # Duties of the one who asks for the signature, whatever form it is.
        **dict.fromkeys(("H10", "H11", "H12"), z3.BoolVal(True)),
        "D4": asks_authorization(case),
        **{f"P{number}": part_2 for number in (1, 2, 3, 4, "4b", 5, 6, 7, 8, 9)},
        "P4c": z3.And(part_2, case.treats),
        "P10": z3.And(part_2, case.treats),
        **{f"F{n}": case.is_("information", "education-records") for n in range(1, 5)},
    }


def _state_elements(case: CaseFacts) -> dict[str, Formula]:
    asks = asks_authorization(case)
    arizona = z3.And(case.is_("state", "AZ"), asks)
    shape = z3.Or(z3.And(asks, is_no_treater(case)), case.family)
    california = z3.And(case.is_("state", "CA"), shape)
    return {
        "AZ1": arizona,
        "AZ2": z3.And(arizona, case.family),
        "NC1": case.is_("state", "NC"),
        **{f"CA{number}": california for number in range(1, 5)},
    }


def _records(case: CaseFacts) -> dict[str, Formula]:
    wanted = (
        *("allergies", "assessments", "crisis-contacts", "diagnoses", "discharge-summary"),
        *("lab-results", "last-visit", "medications", "services", "treatment-plan"),
        "more-than-needed",
    )
    notes = ("psychotherapy-notes", "sud-counseling-notes")
    return {
        **dict.fromkeys(wanted, z3.BoolVal(True)),
        **{name: z3.Not(case.is_("information", name)) for name in notes},
    }


def _safeguards(case: CaseFacts) -> dict[str, Formula]:
    known = case.cases.logic.answers
    asked = asks_part_2(case)
    ordinary = z3.And(
        case.is_("setting", "ordinary"),
        known["information"].given,
        z3.Not(case.is_("information", "sud-part-2", "sud-counseling-notes")),
    )
    discloses = z3.Not(z3.And(case.is_("direction", "request"), case.is_("setting", "ordinary")))
    # 42 CFR 2.32: the notice goes with what is disclosed under a consent, by who discloses it.
    notice = z3.And(z3.Or(asked, z3.Not(ordinary)), discloses, case.decides("proceed"))
    always = (
        *("ehr-access", "ehr-filter", "fax-confirm-number", "fax-cover", "fax-receipt"),
        *("meeting-attendees", "meeting-family", "meeting-minutes", "phone-call-back"),
        *("phone-two-identifiers", "phone-private", "phone-log", "email-encryption"),
        *("email-subject", "email-address", "phone-voicemail"),
    )
    notices = ("ehr", "fax", "meeting", "phone", "email")
    return {
        **dict.fromkeys(always, z3.BoolVal(True)),
        **{f"{channel}-part-2-notice": notice for channel in notices},
        "phone-voicemail-part-2": z3.Not(case.is_("setting", "ordinary")),
    }
