"""The second reading, continued: which questions are asked, and what stands on form and lists.

As in ``practice``, each formula says when in every case, also where answers are
open or unsure.
"""

from __future__ import annotations

import z3

from coordguide.engine.conditions import read
from coordguide.proof.law.contact import SUBSTANCE_USE
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import (
    PAPER_BEARERS,
    asks_authorization,
    asks_hipaa,
    asks_part_2,
    is_no_treater,
    is_release_asked,
)
from coordguide.proof.law.member import UNDER_18
from coordguide.proof.law.plan_policy import is_of_the_sheets
from coordguide.proof.law.release import BY_ANOTHER
from coordguide.proof.logic import Formula, NamedFormulas
from coordguide.proof.space import FOR_SOME, Space


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
    not_ = cases.logic.algebra.not_
    return found | {name: not_(truth(read(when)).fails) for name, when in lines.items()}


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
    only_threat = case.is_("emergency", "serious-and-imminent-threat")
    some_part_2 = z3.Or(case.program, case.is_("contact-information", *SUBSTANCE_USE))
    return {
        **dict.fromkeys(always, z3.BoolVal(True)),
        "decision-maker": case.adult,
        "minor-consented-to-own-care": case.minor,
        "custody-or-court-order": case.minor,
        "representative-safety": z3.Or(
            case.represented, z3.And(case.minor, case.is_("minor-consented-to-own-care", "unsure"))
        ),
        "treated-together": case.is_(FOR_SOME, "yes"),
        "member-needs-care-now": z3.And(only_threat, some_part_2),
    }


def _about_the_contact(case: CaseFacts) -> dict[str, Formula]:
    perhaps = case.is_("member-needs-care-now", "unsure")
    medical = z3.And(case.shares, z3.Or(case.medical_emergency, perhaps))
    others = ("behavioral-health", "therapy-services", "specialty-care", "school-or-community")
    treating = case.is_contact(*others, "social-services")
    # W&I 5328.1(a) adds to an agreement that was given; without one it changes nothing.
    county = z3.And(z3.BoolVal(case.is_county_care), case.agreed)
    aloud = z3.Or(case.is_("state", "NC"), county)
    not_presence = z3.And(case.shares, z3.Not(case.is_("direction", "presence-only")))
    parent = z3.And(case.is_contact("parent-or-decider"), case.own_consent)
    found = {
        "contact-kind": z3.BoolVal(True),
        "direction": z3.BoolVal(True),
        # 164.514(h)(1): the authority of whoever is told in a parent's place.
        "authority-known": z3.And(case.shares, case.says_to_decide_for_a_minor),
        # 164.510(b)(2): each relative or friend by themselves.
        "family-involvement-agreed": z3.And(case.shares, z3.Or(case.close, parent)),
        "information": not_presence,
        "treating": z3.And(case.shares, treating),
        # A physical health provider is medical staff without being asked.
        "medical-personnel": z3.And(
            medical, case.treats, z3.Not(case.is_contact("physical-health"))
        ),
        # What is said of presence rests on no consent aloud.
        "family-spoken-consent": z3.And(not_presence, case.close, case.is_alive, aloud),
        "suspected-person": case.is_asked_whether_suspect,
        **_about_who_asks(case),
        **_about_part_2(case),
    }
    if case.has_exception("same-plan-program"):
        providers = ("behavioral-health", "physical-health", "specialty-care", "therapy-services")
        found["same-plan-program"] = z3.And(case.shares, case.is_contact(*providers), case.treats)
    return found


def _about_who_asks(case: CaseFacts) -> dict[str, Formula]:
    # A paper decides by itself; where none is asked about, there is none.
    no_paper = z3.Or(
        case.is_("legal-paper", "none"), case.is_("direction", "request", "presence-only")
    )
    # Elsewhere nothing that such a worker may get turns on it.
    california = z3.And(
        case.is_("state", "CA"), case.is_contact("protective-services", "justice-supervision")
    )
    # Who is not sure whether it is about the child is asked as well: a department may have custody.
    carolina = z3.And(
        case.is_("state", "NC"),
        case.is_contact("protective-services"),
        case.is_("report-about", "child", "unsure"),
    )
    workers = z3.Or(california, carolina)
    return {
        "legal-paper": z3.And(
            case.is_("direction", "share", "both"), case.is_contact(*PAPER_BEARERS)
        ),
        "court-role": case.has_court_role,
        "outside-reason": z3.And(case.is_contact("none-of-these"), case.without_paper),
        "report-about": z3.Or(
            case.is_("direction", "report"),
            z3.And(case.shares, case.is_contact("protective-services")),
        ),
        "worker-role": z3.And(case.shares, workers, case.minor, no_paper),
        "payer-purpose": z3.And(case.shares, case.is_contact("plan-or-payer")),
        "team-tie": z3.And(case.shares, case.is_contact("own-team")),
        "asked-by-them": _is_it_asked_who_began(case),
        # 34 CFR 99.5: who signs. It counts for whom the sheets want a form, police and agencies.
        "student-in-college": z3.And(
            case.is_("information", "education-records"),
            case.is_("member-age", *UNDER_18),
            z3.Or(is_of_the_sheets(case), case.is_contact("police", "public-agency")),
        ),
    }


def _is_it_asked_who_began(case: CaseFacts) -> Formula:
    """Say where it matters that they asked us, and not we them."""
    north_carolina = case.is_("state", "NC")
    aloud = z3.Or(north_carolina, z3.BoolVal(case.is_county_care))
    said = z3.Or(case.is_("family-spoken-consent", "yes"), case.is_("direction", "presence-only"))
    parent = z3.And(case.is_contact("parent-or-decider"), case.own_consent)
    provider = z3.And(case.may_opt_out, case.is_("member-objected", "yes"))
    return z3.And(
        case.shares,
        z3.Or(
            z3.And(north_carolina, z3.Or(parent, provider)),
            z3.And(aloud, case.close, said),
        ),
    )


def _about_part_2(case: CaseFacts) -> dict[str, Formula]:
    applies = asks_part_2(case)
    courts = case.is_contact("justice-supervision", "court-or-attorney")
    treaters = ("behavioral-health", "physical-health", "specialty-care", "therapy-services")
    sent_on = case.is_contact(*treaters, "school-or-community", "plan-or-payer")
    return {
        # 42 CFR 2.33(b)(1): onward as HIPAA lets it go without a form, to who treats or pays.
        "part-2-source": z3.And(
            case.ordinary,
            case.is_("information", "sud-part-2"),
            case.gives,
            sent_on,
        ),
        # An emergency opens no counseling notes, so that consent does not matter for them.
        "consent-now": z3.And(
            case.shares,
            z3.Not(case.is_("direction", "presence-only")),
            case.medical_emergency,
            z3.Or(case.program, case.is_("information", "sud-part-2")),
            case.is_medical_personnel,
        ),
        "roi-form": z3.And(case.signed, applies, courts),
    }


def _about_the_release(case: CaseFacts) -> dict[str, Formula]:
    asked = is_release_asked(case)
    always = ("signed-by", "elements", "signed-on", "expiry-kind", "revoked", "fits")
    covers = ("covers-recipient", "covers-information")
    return {
        "roi": asked,
        "member-objected": asked,
        **{f"roi-{fact}": case.signed for fact in (*always, *covers)},
        "roi-expires-on": case.is_("roi-expiry-kind", "date"),
        "roi-expiry-event-happened": case.is_("roi-expiry-kind", "event"),
        **{
            f"{notes}-form": z3.And(case.signed, case.is_("information", notes))
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
        "notified": case.cases.coordinating,
        "next-contact-on": goes_on,
        "spoke-on": goes_on,
    }


def _elements(case: CaseFacts) -> dict[str, Formula]:
    hipaa, part_2 = asks_hipaa(case), asks_part_2(case)
    by_another = case.is_("roi-signed-by", *BY_ANOTHER)
    court = case.for_criminal_justice
    usual = (1, 2, 3, 4, "4b", 5, 7, 8, 9)
    return {
        **{f"H{number}": hipaa for number in range(1, 10)},
        "H6r": z3.And(hipaa, by_another),
        # Duties of the one who asks for the signature, whatever form it is.
        **dict.fromkeys(("H10", "H11", "H12"), z3.BoolVal(True)),
        "D4": asks_authorization(case),
        **{f"P{number}": part_2 for number in usual},
        "P6": z3.And(part_2, case.is_not_for_a_court),
        "CJ1": z3.And(part_2, court),
        "CJ2": z3.And(part_2, court),
        "P4c": z3.And(part_2, case.for_tpo),
        "P10": z3.And(part_2, case.for_tpo),
        **{f"F{n}": case.is_("information", "education-records") for n in range(1, 5)},
        "S1": case.is_("information", "communicable-disease"),
    }


def _state_elements(case: CaseFacts) -> dict[str, Formula]:
    asks = asks_authorization(case)
    arizona = z3.And(case.is_("state", "AZ"), asks)
    california = z3.And(case.is_("state", "CA"), is_no_treater(case))
    together = case.is_("treated-together", "couple-or-family")
    return {
        "AZ1": arizona,
        "AZ2": z3.And(arizona, together),
        "G1": z3.And(case.is_("state", "NC", "CA", "other"), asks, together),
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
    known, kinds = case.cases.logic.answers, list(case.cases.raw["contact-kind"].values())
    # What is not surely outside Part 2 is said, too: a needless notice harms nobody.
    kept = z3.And(case.is_("information", "sud-part-2"), z3.Not(case.received_onward))
    notes = case.is_("information", "sud-counseling-notes")
    outside = z3.And(case.not_a_program, known["information"].given, z3.Not(z3.Or(kept, notes)))
    discloses = z3.Not(z3.And(case.is_("direction", "request"), case.is_("setting", "ordinary")))
    # 42 CFR 2.32: the notice goes with what is disclosed under a consent, by who discloses it.
    notice = z3.And(z3.Not(outside), discloses, case.decides("proceed"))
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
        # 164.522(b): it is the member's wish on the way of being reached, of nobody else.
        "email-plain-wanted": z3.Or(case.is_contact("member"), z3.Not(z3.Or(kinds))),
        "phone-voicemail-part-2": z3.Not(case.is_("setting", "ordinary")),
    }
