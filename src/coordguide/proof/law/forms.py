"""The second reading, its forms: which paper the law asks for, and whether it is there."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import said_once
from coordguide.proof.law.contact import SUBSTANCE_USE
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.who_asks import interprets, may_tell_a_parent
from coordguide.proof.logic import Formula

BY_OFFICE = ("court-or-attorney", "court-appointed", "justice-supervision", "none-of-these")
"""Who asks by an office, or from outside care, and gets nothing without an authorization."""

PAPER_BEARERS = ("protective-services", "police", "public-agency", *BY_OFFICE)
"""Whom a paper may have come from."""


@said_once
def needs_authorization(case: CaseFacts) -> Formula:
    """Psychotherapy notes always; else who neither treats nor has a part by HIPAA's leave."""
    return z3.Or(case.of_kind("psychotherapy-notes"), _is_stranger(case))


def _is_stranger(case: CaseFacts) -> Formula:
    """Say that HIPAA lets this contact be told nothing without an authorization."""
    not_agreed = z3.And(case.close, case.is_("family-involvement-agreed", "no"))
    parent = z3.And(
        case.own_consent, case.is_contact("parent-or-decider"), z3.Not(may_tell_a_parent(case))
    )
    insurer = z3.And(case.is_contact("plan-or-payer"), case.is_("payer-purpose", "other"))
    # In California it is first asked whether an officer coordinates a minor's care.
    no_care = z3.Or(
        case.is_("state", "AZ", "NC", "other"),
        case.adult,
        case.is_("worker-role", "investigates", "custody-by-order", "other"),
    )
    officer = z3.And(case.is_contact("justice-supervision"), no_care)
    offices = ("court-or-attorney", "court-appointed", "police", "public-agency")
    others = case.is_contact(*offices, "none-of-these")
    by_office = z3.Or(others, officer)
    return z3.Or(case.does_not_treat, not_agreed, parent, insurer, by_office)


@said_once
def asks_authorization(case: CaseFacts) -> Formula:
    """Say that something asked about needs an authorization, so the form shows its parts."""
    notes = case.is_("information", "psychotherapy-notes")
    rests = z3.Or(needs_authorization(case), notes, by_role(case))
    return z3.And(is_release_asked(case), rests)


def by_role(case: CaseFacts) -> Formula:
    """Say that the answer rests on an authorization in this state (situations, 4)."""
    always = case.is_contact("protective-services")
    parent = z3.And(case.is_contact("parent-or-decider"), case.own_consent)
    helper = z3.And(case.supports, case.is_("state", "NC", "CA", "other"))
    open_here = z3.Or(
        case.is_("state", "CA", "other"),
        z3.And(case.is_("state", "NC"), case.is_("payer-purpose", "payment", "audit")),
    )
    payer = z3.And(case.is_contact("plan-or-payer"), open_here)
    return z3.Or(always, parent, helper, payer)


@said_once
def is_release_asked(case: CaseFacts) -> Formula:
    """Say that a release is asked about: not beside a paper, within a team, or of who decides."""
    # Beside a paper the form is not the question; first it is asked whether there is one.
    no_paper = z3.Or(
        case.is_("legal-paper", "none", "unsure"),
        z3.Not(case.is_contact(*PAPER_BEARERS)),
        case.is_("direction", "request", "presence-only"),
    )
    interpreter = z3.And(interprets(case), case.program)
    team = z3.And(case.is_contact("own-team"), z3.Not(interpreter))
    known = z3.Or(list(case.cases.raw["contact-kind"].values()))
    # The member needs no form to be told of the own care.
    others = z3.And(known, z3.Not(case.is_contact("member")))
    # Who goes by a law of their own is answered without one, save an agency that may rest on it.
    own_law = z3.Or(case.is_contact("public-agency"), case.goes_by_no_law_of_its_own)
    shared = z3.And(case.shares, others, no_paper, own_law)
    return z3.And(shared, z3.Not(team), _is_decider_asked(case))


def _is_decider_asked(case: CaseFacts) -> Formula:
    """Say that a form could matter to who decides: for what is special, or where that is open."""
    special = case.is_("information", "psychotherapy-notes", *SUBSTANCE_USE)
    other = z3.Not(case.is_contact("parent-or-decider"))
    adult = z3.And(case.adult, case.is_("decision-maker", "deceased", "unsure"))
    minor = z3.And(case.minor, case.is_("minor-consented-to-own-care", "yes", "unsure"))
    matters = z3.Or(other, special, case.program, adult, minor)
    # Nobody decides for an adult who decides alone: no form tells who this is.
    others = ("guardian", "other-representative", "deceased", "unsure")
    by_another = case.is_("decision-maker", *others)
    somebody = z3.Or(other, case.minor, by_another)
    return z3.And(matters, somebody)


@said_once
def asks_hipaa(case: CaseFacts) -> Formula:
    """Say that the form shows the parts of an authorization: 45 CFR 164.508(c)."""
    kinds = ("health", "communicable-disease", "other-protected")
    onward = z3.And(case.is_("information", "sud-part-2"), case.received_onward)
    health = z3.Or(case.is_("information", *kinds), onward)
    return z3.Or(
        z3.And(case.is_("setting", "ordinary", "unsure"), health),
        asks_authorization(case),
        z3.And(case.close, case.is_("state", "CA")),
    )


def asks_part_2(case: CaseFacts) -> Formula:
    """Say that something asked about, or who sends it, is under 42 CFR Part 2."""
    return case.some_part_2


def is_no_treater(case: CaseFacts) -> Formula:
    """Say that the contact surely does not treat the member."""
    never = ("social-services", "plan-or-payer", "own-team", "member", "parent-or-decider")
    others = case.is_contact(*never, *PAPER_BEARERS)
    return z3.Or(case.close, case.does_not_treat, others)


def is_not_for_tpo(case: CaseFacts) -> Formula:
    """Say that it surely is not for treatment, payment or operations."""
    payer = case.is_contact("plan-or-payer")
    other = z3.And(payer, case.is_("payer-purpose", "other"))
    return z3.Or(other, z3.And(is_no_treater(case), z3.Not(payer)))


def does_form_matter(case: CaseFacts) -> Formula:
    """Say that a form matters to this kind: who decides is told without, save what is apart."""
    apart = z3.Or(case.of_kind("psychotherapy-notes"), case.part_2)
    return z3.Or(z3.Not(case.is_a_decider), apart)


def has_hipaa_form(case: CaseFacts) -> Formula:
    """Say that HIPAA's form is there; of parts no one was asked about it lacks none."""
    stands = z3.And(case.stands, case.signer, case.is_current)
    return z3.If(asks_hipaa(case), case.hipaa_form, stands)


@said_once
def has_authorization(case: CaseFacts) -> Formula:
    """Say that a usable authorization is there: the form, on no other paper, and notes apart.

    A form whose parts no one was asked about lacks none of them.
    """
    form = has_hipaa_form(case)
    apart = z3.Implies(asks_authorization(case), case.has("D4"))
    return z3.And(form, apart, case.notes_alone)
