"""A law or an order that tells us to: reports, papers, police, and the school's own records.

Each rule is a row of the table of duties (situations, 3); the first that fits decides.
"""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.usable import has_accepted_form, has_release
from coordguide.proof.logic import Formula


def duty(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    owed = {**_reports(case), **_papers_to_obey(case)}
    elsewhere = {**_reports_elsewhere(case), **_papers_elsewhere(case), **_without_paper(case)}
    unsure = z3.And(case.shares, case.is_("legal-paper", "unsure"))
    return {
        "report": {"duty-report": owed.pop("duty-report")},
        "elsewhere": elsewhere,
        "unknown": {"duty-paper-unsure": unsure},
        "order": owed,
        "none": {"duty-none": z3.BoolVal(True)},  # where nothing else fits,
    }


def _reports(case: CaseFacts) -> dict[str, Formula]:
    # 42 CFR 2.12(c)(6) lets any program report the abuse of a child; of adults it is silent.
    of_child = case.is_("report-about", "child")
    named = z3.And(case.not_a_program, z3.Not(case.is_("state", "other")))
    return {"duty-report": z3.And(_reports_to_who_may_have_it(case), z3.Or(of_child, named))}


def _reports_to_who_may_have_it(case: CaseFacts) -> Formula:
    """Say that the report goes to who takes such reports: 45 CFR 164.512(b)(1)(ii)."""
    return z3.And(case.is_("direction", "report"), case.is_contact("protective-services", "police"))


def _reports_elsewhere(case: CaseFacts) -> dict[str, Formula]:
    # A report that is not surely due to this contact is left to counsel.
    return {"duty-report-elsewhere": case.is_("direction", "report")}


def _papers_to_obey(case: CaseFacts) -> dict[str, Formula]:
    """Return the orders and demands to obey, and a relative's question in Orange County."""
    closed = ("sud-counseling-notes", "communicable-disease", "other-protected")
    opened = z3.Not(case.of_kind(*closed, "education-records"))
    part_2_order = z3.And(case.shares, case.is_("legal-paper", "part-2-order"), opened)
    return {
        "duty-part-2-order": part_2_order,
        "duty-court-order": z3.And(
            case.shares, case.is_("legal-paper", "court-order"), _a_court_may_order(case)
        ),
        "duty-agency-demand": z3.And(
            case.shares, case.is_("legal-paper", "agency-demand"), _a_county_may_demand(case)
        ),
        # W&I 5328.1(a), of a patient who cannot be asked.
        "duty-family-presence": z3.And(
            z3.BoolVal(case.has_exception("same-plan-program")),
            case.is_("direction", "presence-only"),
            case.family,
            case.cannot_be_asked,
            z3.Not(case.deceased),
            case.is_("member-objected", "no"),
            case.is_("asked-by-them", "yes"),
            case.ordinary,
        ),
    }


def _a_court_may_order(case: CaseFacts) -> Formula:
    """Say that an ordinary order reaches this: health or psychotherapy notes, no program."""
    return z3.And(case.of_kind("health", "psychotherapy-notes"), case.ordinary)


def _a_county_may_demand(case: CaseFacts) -> Formula:
    """Say that a county may demand this in North Carolina, of a child: G.S. 7B-302(e)."""
    return z3.And(
        case.is_("state", "NC"),
        case.is_contact("protective-services"),
        case.is_("report-about", "child"),
        case.of_kind("health"),
        case.ordinary,
    )


def _papers_elsewhere(case: CaseFacts) -> dict[str, Formula]:
    closed = ("sud-counseling-notes", "communicable-disease", "other-protected")
    not_ordered = z3.Or(
        z3.Not(case.of_kind("health", "psychotherapy-notes")), z3.Not(case.not_a_program)
    )
    not_demanded = z3.Not(_a_county_may_demand(case))

    def paper(name: str) -> Formula:
        return z3.And(case.shares, case.is_("legal-paper", name))

    return {
        "duty-part-2-order-elsewhere": z3.And(
            paper("part-2-order"), case.of_kind(*closed, "education-records")
        ),
        "duty-court-order-elsewhere": z3.And(paper("court-order"), not_ordered),
        "duty-agency-demand-elsewhere": z3.And(paper("agency-demand"), not_demanded),
        "duty-subpoena": paper("subpoena"),
    }


def _without_paper(case: CaseFacts) -> dict[str, Formula]:
    # After death the member's no decides, a form or not: 45 CFR 164.510(b)(5).
    last_no = z3.And(case.deceased, case.is_("member-objected", "yes"))
    usable = z3.And(has_release(case), has_accepted_form(case))
    fits = z3.And(usable, z3.Not(last_no))
    not_asked = case.is_("direction", "request", "presence-only")
    no_paper = z3.Or(case.is_("legal-paper", "none"), not_asked)
    police = z3.And(case.is_contact("police"), no_paper, z3.Not(fits), z3.Not(case.part_2))
    in_danger = z3.Or(case.threat, case.is_("emergency", "medical-emergency"))
    return {
        # Commitment and guardianship go by the state's own law.
        "duty-petition": z3.And(
            case.is_contact("court-or-attorney"),
            case.is_("direction", "share", "both"),
            case.is_("legal-paper", "none"),
            case.is_("roi", "not-signed", "declined", "unsure"),
            in_danger,
        ),
        "duty-school": z3.And(case.shares, case.is_("setting", "school")),
        "duty-police": z3.And(case.shares, police),
        # Its own law may let an agency have this, of a program too: 45 CFR 164.512(a), (d).
        "duty-public-agency": z3.And(
            case.shares, case.is_contact("public-agency"), no_paper, z3.Not(usable)
        ),
    }
