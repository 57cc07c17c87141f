"""Who asks, and what HIPAA and the states say of them without a release or a paper.

One function for each row of the table of who asks (situations, 4), for health
information that no Part 2 program sends.
"""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.logic import Formula


def coordinates_in_custody(case: CaseFacts) -> Formula:
    """Say that a county worker coordinates a minor's care: W&I 5328.04, Civ. Code 56.103."""
    return z3.And(
        case.is_("state", "CA"),
        case.minor,
        z3.Or(investigates_child_abuse(case), case.is_contact("justice-supervision")),
        case.is_("worker-role", "custody-or-health-coordination"),
    )


def has_custody_by_order(case: CaseFacts) -> Formula:
    """Say that a county department has custody of a child by an order: G.S. 7B-505.1."""
    return z3.And(
        case.is_("state", "NC"),
        investigates_child_abuse(case),
        case.is_("worker-role", "custody-by-order"),
    )


def pays(case: CaseFacts) -> Formula:
    """Say that a plan or payer asks for what payment needs, or audits it: 164.506(c)(3)."""
    for_payment = case.is_("payer-purpose", "payment", "audit")
    return z3.And(case.is_contact("plan-or-payer"), for_payment)


def coordinates_for_the_plan(case: CaseFacts) -> Formula:
    """Say that a plan or payer coordinates care, or reviews its quality: 164.506(c)(4)."""
    for_care = case.is_("payer-purpose", "coordination", "quality-review")
    return z3.And(case.is_contact("plan-or-payer"), for_care)


def audits(case: CaseFacts) -> Formula:
    """Say that a plan or payer looks over records: 42 CFR 2.53, not read."""
    looks = case.is_("payer-purpose", "audit", "quality-review")
    return z3.And(case.is_contact("plan-or-payer"), looks)


def interprets(case: CaseFacts) -> Formula:
    """Say that it is an interpreter whom the member chose: HHS FAQ 760."""
    return z3.And(case.is_contact("own-team"), case.is_("team-tie", "interpreter-of-member"))


def is_in_session(case: CaseFacts) -> Formula:
    """Say that it is people in the same session: HHS FAQ 203."""
    return z3.And(case.is_contact("own-team"), case.is_("team-tie", "shared-session"))


def works_here(case: CaseFacts) -> Formula:
    """Say that it is our own program or its service organization that needs it."""
    return z3.And(case.is_contact("own-team"), case.needs_to_know)


def investigates_child_abuse(case: CaseFacts) -> Formula:
    """Say that it is a child protection worker: 45 CFR 164.512(b)(1)(ii)."""
    return z3.And(case.is_contact("protective-services"), case.is_("report-about", "child"))


def protects_an_adult(case: CaseFacts) -> Formula:
    """Say that it is an adult protection worker, whoever the adult is: 45 CFR 164.512(c)."""
    adult = case.is_("report-about", "adult", "other-adult")
    return z3.And(case.is_contact("protective-services"), adult)


def asks_the_member(case: CaseFacts) -> Formula:
    """Say that the member is asked, for whom somebody else decides: it is part of the care."""
    kinds = case.of_kind("health", "sud-part-2")
    return z3.And(case.is_ward, case.is_("direction", "request"), kinds)


def is_asked_by_law_to_answer(case: CaseFacts) -> Formula:
    """Say that close people ask, with the member's spoken consent: G.S. 122C-55(j), W&I 5328.1."""
    here = z3.Or(case.is_("state", "NC"), z3.BoolVal(case.is_county_care))
    return z3.And(
        here,
        case.agreed,
        case.is_("family-spoken-consent", "yes"),
        case.is_("asked-by-them", "yes"),
    )


def may_agree_to_a_parent(case: CaseFacts) -> Formula:
    """Say that a California minor whose own consent governs agrees that a parent takes part."""
    return z3.And(
        case.is_("state", "CA"),
        case.own_consent,
        case.is_contact("parent-or-decider"),
        case.is_("family-involvement-agreed", "yes"),
    )


def may_tell_a_parent(case: CaseFacts) -> Formula:
    """Say that some law lets the parent be told although the minor's own consent governs."""
    agreed = z3.And(case.is_("state", "CA"), case.is_("family-involvement-agreed", "yes"))
    asked = z3.And(case.is_("state", "NC"), case.ordinary, case.is_("asked-by-them", "yes"))
    return z3.Or(agreed, asked)


def may_answer_a_parent(case: CaseFacts) -> Formula:
    """Say that a parent asks in North Carolina, whom a physician may tell: G.S. 90-21.4(b)."""
    return z3.And(
        case.is_("state", "NC"),
        case.own_consent,
        case.is_contact("parent-or-decider"),
        case.is_("asked-by-them", "yes"),
        case.ordinary,
    )


def state_asks_no_form(case: CaseFacts) -> Formula:
    """Say that a covered state lets this payer, helper, worker or interpreter be told anyway."""
    plan = z3.Or(pays(case), coordinates_for_the_plan(case))
    return z3.Or(
        z3.And(case.is_("state", "AZ"), z3.Or(plan, case.supports)),
        z3.And(case.is_("state", "NC"), coordinates_for_the_plan(case)),
        coordinates_in_custody(case),
        interprets(case),
    )


def needs_no_form(case: CaseFacts) -> Formula:
    """Say that neither HIPAA nor the state's law asks for a form here, in so many words."""
    arizona, north_carolina = case.is_("state", "AZ"), case.is_("state", "NC")
    covered = case.is_("state", "AZ", "NC", "CA")
    willing = z3.Not(case.is_("member-objected", "yes", "unsure"))
    health = z3.Or(
        z3.And(case.is_the_decider, z3.Or(covered, case.is_the_member)),
        works_here(case),
        interprets(case),
        asks_the_member(case),
        z3.And(is_in_session(case), arizona),
        z3.And(pays(case), arizona),
        z3.And(coordinates_for_the_plan(case), z3.Or(arizona, z3.And(north_carolina, willing))),
        coordinates_in_custody(case),
        z3.And(is_asked_by_law_to_answer(case), willing),
        z3.And(may_agree_to_a_parent(case), willing),
    )
    program = z3.And(
        case.of_kind("health", "sud-part-2"),
        z3.Or(case.is_the_member, works_here(case), asks_the_member(case)),
    )
    disease = z3.And(case.of_kind("communicable-disease"), case.is_the_member, covered)
    return z3.And(
        z3.Not(case.deceased),
        z3.If(
            case.part_2,
            program,
            z3.Or(z3.And(case.health, case.ordinary, health), z3.And(case.ordinary, disease)),
        ),
    )
