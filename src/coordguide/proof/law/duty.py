"""A law or an order that tells us to: reports, papers, police, and the school's own records.

Each rule is a row of the table of duties (situations, 3); the first that fits decides.
"""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.usable import has_accepted_form, has_release
from coordguide.proof.law.who_asks import audits, has_custody_by_order
from coordguide.proof.logic import Formula


def duty(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    elsewhere = {**_reports_elsewhere(case), **_papers_elsewhere(case), **_without_paper(case)}
    unsure = z3.And(case.shares, case.is_("legal-paper", "unsure"))
    return {
        "report": _reports(case),
        # 164.512(c)(1)(ii): of an adult whom no duty covers, that adult's agreement.
        "agreement": {
            "duty-report-other-adult": z3.And(
                case.is_("direction", "report"), case.is_("report-about", "other-adult")
            )
        },
        "elsewhere": elsewhere,
        "unknown": {"duty-paper-unsure": unsure},
        "order": _papers_to_obey(case),
        "none": {"duty-none": z3.BoolVal(True)},  # where nothing else fits,
    }


def _reports(case: CaseFacts) -> dict[str, Formula]:
    # 42 CFR 2.12(c)(6) lets any program report the abuse of a child; of adults it is silent.
    of_child = case.is_("report-about", "child")
    # A vulnerable, disabled, elder or dependent adult: A.R.S. 46-454, G.S. 108A-102, W&I 15630.
    of_adult = case.is_("report-about", "adult")
    named = z3.And(of_adult, case.not_a_program, z3.Not(case.is_("state", "other")))
    made = _reports_to_who_may_have_it(case)
    # Who takes it: A.R.S. 13-3620(A), 46-454(A); G.S. 7B-301(a), 108A-102; Pen. 11165.9 and
    # W&I 15630(b)(1).
    found = {"duty-report": z3.And(made, z3.Or(of_child, named))}
    for name, state in (("arizona", "AZ"), ("north-carolina", "NC"), ("california", "CA")):
        here = z3.And(made, case.is_("state", state))
        found[f"duty-report-{name}-child"] = z3.And(here, of_child)
        found[f"duty-report-{name}-adult"] = z3.And(here, named)
    return found


def _reports_to_who_may_have_it(case: CaseFacts) -> Formula:
    """Say that the report goes to who takes such reports: 45 CFR 164.512(b)(1)(ii)."""
    return z3.And(case.is_("direction", "report"), case.is_contact("protective-services", "police"))


def _reports_elsewhere(case: CaseFacts) -> dict[str, Formula]:
    # A report that is not surely due to this contact is left to counsel.
    reports = case.is_("direction", "report")
    return {
        "duty-report-elsewhere": reports,
        "duty-report-unsure": z3.And(reports, case.is_("report-about", "unsure")),
    }


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
        # Federal law comes first, and notes apart have their own: 508(a)(2).
        "duty-custody-department": z3.And(
            *(case.shares, z3.Not(case.presence), has_custody_by_order(case)),
            *(case.of_kind("health"), case.ordinary),
        ),
        "duty-family-presence": case.is_here_by_law,
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
        z3.Not(case.of_kind("health", "psychotherapy-notes")), z3.Not(case.ordinary)
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
    police = z3.And(case.is_contact("police"), z3.Not(fits), z3.Not(case.part_2))
    at_school = z3.And(case.shares, case.is_("setting", "school"))
    colleague = z3.And(case.is_contact("own-team"), case.is_("team-tie", "same-program"))
    return {
        # Commitment and guardianship go by the state's own law.
        "duty-petition": case.in_commitment,
        "duty-our-counsel": case.is_our_counsel,
        # 164.512(e)(1)(i): an order opens something, a call by a court does not.
        "duty-another-court": case.is_another_court,
        "duty-own-law": case.may_be_let_in,
        "duty-school": z3.And(
            *(at_school, z3.Not(case.is_parent_at_school), z3.Not(case.is_contact("member"))),
            z3.Not(colleague),
        ),
        # 34 CFR 99.10 and 99.5: the student's own; 99.31(a)(1)(i)(A): whose job needs it.
        "duty-school-student": z3.And(at_school, case.is_contact("member")),
        "duty-school-team": z3.And(at_school, colleague),
        "duty-school-parent": z3.And(at_school, case.is_parent_at_school),
        "duty-police": z3.And(case.without_paper, police),
        # Its own law may let an agency have this, of a program too: 45 CFR 164.512(a), (d).
        "duty-payer-audit": z3.And(
            *(case.shares, audits(case), case.part_2),
            case.of_kind("health", "sud-part-2"),
        ),
        "duty-public-agency": z3.And(
            case.without_paper, case.is_contact("public-agency"), z3.Not(usable)
        ),
    }
