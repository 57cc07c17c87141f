"""HIPAA: what is permitted, and what needs an authorization (45 CFR 164.506 to 164.512)."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization, needs_authorization
from coordguide.proof.law.who_asks import (
    coordinates_for_the_plan,
    coordinates_in_custody,
    investigates_child_abuse,
    may_agree_to_a_parent,
    may_answer_a_parent,
    pays,
    protects_an_adult,
)
from coordguide.proof.logic import Formula


def hipaa(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    notes = case.of_kind("psychotherapy-notes")
    required, there = needs_authorization(case), has_authorization(case)
    adult, missing = protects_an_adult(case), z3.Not(there)
    own_circle = case.is_contact("own-team", "member", "parent-or-decider")
    own_law, attorney = case.by_own_law, case.is_members_attorney
    by_form = z3.And(required, z3.Not(notes), missing)
    return {
        "not-governing": {"hipaa-not-governing-school": case.is_("setting", "school")},
        "permitted": {
            name: z3.And(permitted, z3.Not(notes), z3.Not(_said_no(case)))
            for name, permitted in {
                "hipaa-treatment": case.treats,
                "hipaa-family-agreed": case.agreed,
                "hipaa-family-cannot-be-asked": case.cannot_be_asked,
                "hipaa-presence-only": z3.And(
                    case.presence, z3.Or(case.agreed, case.cannot_be_asked)
                ),
                "hipaa-parent-asks": may_answer_a_parent(case),
                "hipaa-parent-minor-agreed": may_agree_to_a_parent(case),
                "hipaa-decider": case.has_the_say,
                "hipaa-member": case.is_ward,
                "hipaa-own-team": z3.And(case.is_contact("own-team"), case.is_("team-tie", *TIES)),
                "hipaa-payer": z3.Or(pays(case), coordinates_for_the_plan(case)),
                "hipaa-social-support": case.supports,
                "hipaa-child-protection": investigates_child_abuse(case),
                "hipaa-youth-probation": z3.And(
                    case.is_contact("justice-supervision"), coordinates_in_custody(case)
                ),
            }.items()
        },
        "satisfied": {
            "hipaa-authorization-in-force": z3.And(
                z3.Or(required, adult), there, z3.Not(_said_no(case))
            ),
        },
        "authorization-needed": {
            "hipaa-authorization-needed": z3.And(by_form, z3.Not(z3.Or(own_law, attorney))),
            "hipaa-members-attorney": z3.And(by_form, attorney, z3.Not(case.may_be_a_direction)),
            "hipaa-family-said-no": _said_no(case),
            "hipaa-papers-forbid": z3.And(_is_shut_out(case), z3.Not(notes)),
            "hipaa-psychotherapy-notes": z3.And(notes, missing, z3.Not(z3.Or(own_circle, own_law))),
        },
        "unknown": {
            "hipaa-decider-open": z3.And(
                _decider_is_open(case), z3.Not(notes), z3.Not(_said_no(case))
            ),
            "hipaa-adult-protection": z3.And(adult, missing),
            # 164.512(a), (b)(1)(i), (d), (g), (i), (k)(1), (l), 510(b)(4): each has its terms.
            "hipaa-public-agency": z3.And(own_law, missing),
            "hipaa-members-direction": z3.And(case.may_be_a_direction, missing),
            "hipaa-psychotherapy-notes-own-circle": z3.And(notes, missing, own_circle),
        },
    }


def _said_no(case: CaseFacts) -> Formula:
    """Say that the member's no decides: 164.510(b)(2), and (b)(5) after death.

    Who cannot be asked now said it before where the form was declined or taken back.
    After death it is no such no that a relative took no part in the care: the estate may sign for
    them, 164.502(g)(4) and 164.508(a)(1).
    """
    objected = case.is_("member-objected", "yes")
    takes_none = z3.And(case.is_("family-involvement-agreed", "no"), case.is_alive)
    on_form = z3.And(case.cannot_be_asked, case.no_stands_on_form)
    relative = z3.And(case.close, z3.Or(objected, takes_none, on_form))
    parent = z3.And(case.own_consent, case.is_contact("parent-or-decider"), objected)
    # 510(b)(5) is about those close to the member; an agency has terms of its own.
    dead = z3.And(case.deceased, objected, z3.Not(case.is_contact("public-agency")))
    return z3.Or(relative, parent, dead)


def _is_shut_out(case: CaseFacts) -> Formula:
    """Say that court papers shut this parent out: 164.502(g)(3) names the parent who may act."""
    forbidden = case.is_("custody-or-court-order", "papers-forbid")
    return z3.And(case.is_contact("parent-or-decider"), case.parents_consent, forbidden)


def _decider_is_open(case: CaseFacts) -> Formula:
    """Say that it is not settled that this person stands in the member's place: 164.502(g)."""
    # A minor who alone consented where no law was read that lets that consent govern.
    alone = z3.And(
        case.minor, z3.Not(case.own_consent), case.is_("minor-consented-to-own-care", "yes")
    )
    papers = z3.And(case.parents_consent, case.is_("custody-or-court-order", "yes"))
    contact = z3.And(case.is_contact("parent-or-decider"), z3.Or(case.deceased, alone, papers))
    return z3.Or(contact, case.is_nobody)


def hipaa_apart(case: CaseFacts) -> ByStatus:
    """Return when HIPAA lets somebody be heard, or a report be made: 45 CFR 164.512(b), (c)."""
    reports, adult = case.is_("direction", "report"), case.is_("report-about", "adult")
    # (c)(1)(i): of an adult, where a law that was read asks for the report.
    asked_for = z3.And(adult, case.is_("state", "AZ", "NC", "CA"))
    other = z3.Or(case.is_("report-about", "other-adult"), z3.And(adult, z3.Not(asked_for)))
    return {
        "permitted": {
            "hipaa-listen": case.is_("direction", "listen"),
            "hipaa-report": z3.And(reports, z3.Or(case.is_("report-about", "child"), asked_for)),
        },
        "unknown": {"hipaa-report-adult-open": z3.And(reports, other)},
    }


TIES = ("same-program", "service-organization", "interpreter-of-member", "shared-session")
"""The ties of somebody of the own team."""
