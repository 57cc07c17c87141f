"""North Carolina: G.S. 122C-52 to -56, with its opt-out."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization
from coordguide.proof.law.who_asks import coordinates_for_the_plan, may_answer_a_parent
from coordguide.proof.logic import Formula


def has_form(case: CaseFacts) -> Formula:
    """Say that nothing is asked of a form beside the federal parts."""
    return z3.BoolVal(True)


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule of North Carolina applies to an answered case, by its status."""
    here, there = case.is_("state", "NC"), has_authorization(case)
    plan = coordinates_for_the_plan(case)
    told = z3.And(here, plan, case.gives)
    opts_out = z3.And(case.is_("member-objected", "yes"), z3.Or(case.may_opt_out, told))
    health = z3.And(case.health, case.ordinary)
    aloud = _said_aloud(case)
    refused_aloud = case.is_("family-spoken-consent", "no")
    may_know = z3.And(here, z3.Or(case.agreed, case.cannot_be_asked))
    unasked = z3.And(here, case.cannot_be_asked, refused_aloud)
    spoken_of = z3.Not(case.presence)
    # Nobody asks whether somebody who died said it aloud.
    asked_aloud = z3.And(spoken_of, z3.Not(case.deceased))
    referrer = case.is_("asked-by-them", "yes-as-referrer")
    return {
        "objection": {
            "north-carolina-objection": z3.And(opts_out, z3.Not(z3.And(case.may_opt_out, referrer)))
        },
        "consent-needed": {
            "north-carolina-family-consent-needed": z3.And(
                here,
                case.family_health,
                z3.Not(there),
                refused_aloud,
                asked_aloud,
                z3.Not(case.cannot_be_asked),
            ),
            "north-carolina-social-support": z3.And(here, case.supports, z3.Not(there)),
        },
        "unknown": {
            "north-carolina-family-cannot-be-asked": z3.And(
                z3.Or(z3.And(unasked, asked_aloud), z3.And(may_know, case.deceased, spoken_of)),
                z3.Not(there),
            ),
            "north-carolina-parent-asks": z3.And(
                may_answer_a_parent(case),
                z3.Not(case.of_kind("psychotherapy-notes")),
                z3.Or(z3.Not(there), z3.Not(case.of_kind("health"))),
            ),
            # 122C-53(b) speaks of the client's interest, and of no objection.
            "north-carolina-family-presence-over-no": z3.And(
                here, case.close, case.presence, case.is_("member-objected", "yes")
            ),
            # Who does not know whether there is a no does not answer for sure.
            "north-carolina-objection-unsure": z3.BoolVal(False),
            "north-carolina-referrer-over-no": z3.And(
                case.may_opt_out, case.is_("member-objected", "yes"), referrer
            ),
        },
        "satisfied": {
            "north-carolina-family-consent": z3.And(
                may_know,
                case.family_health,
                case.decider_is_known,
                spoken_of,
                z3.Or(there, aloud),
            )
        },
        "none": {
            "north-carolina-treating-provider": z3.And(
                here, case.for_treatment, case.decider_is_known, _has_no_opt_out(case)
            ),
            "north-carolina-family-presence": z3.And(
                may_know,
                case.presence,
                case.is_("member-objected", "no"),
                case.ordinary,
                case.decider_is_known,
            ),
            "north-carolina-payer-coordination": z3.And(here, health, plan, _has_no_opt_out(case)),
        },
    }


def _has_no_opt_out(case: CaseFacts) -> Formula:
    return z3.Or(
        case.is_("member-objected", "no"),
        case.is_("contact-kind", "behavioral-health", "school-or-community"),
        case.is_("direction", "request"),
    )


def _said_aloud(case: CaseFacts) -> Formula:
    return case.is_("family-spoken-consent", "yes")


def lets_family_know(case: CaseFacts) -> Formula:
    """Say that imminent danger to the client's health opens it in itself: G.S. 122C-55(d)."""
    return z3.BoolVal(True)
