"""The second reading, its forms: which paper the law asks for, and whether it is there."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.logic import Formula


def needs_authorization(case: CaseFacts) -> Formula:
    """Psychotherapy notes always; else who neither treats nor is family that was agreed to."""
    stranger = case.is_("contact-kind", "school-or-community", "specialty-care")
    not_agreed = z3.And(case.family, case.is_("family-involvement-agreed", "no"))
    return z3.Or(
        case.of_kind("psychotherapy-notes"),
        z3.And(stranger, case.is_("treating", "no")),
        not_agreed,
    )


def asks_authorization(case: CaseFacts) -> Formula:
    """Say that something asked about needs an authorization, so the form shows its parts."""
    return z3.Or(needs_authorization(case), case.is_("information", "psychotherapy-notes"))


def asks_hipaa(case: CaseFacts) -> Formula:
    """Say that the form shows the parts of an authorization: 45 CFR 164.508(c)."""
    health = case.is_("information", "health", "psychotherapy-notes")
    return z3.Or(
        z3.And(case.is_("setting", "ordinary", "unsure"), health),
        asks_authorization(case),
        z3.And(case.family, case.is_("state", "CA")),
    )


def asks_part_2(case: CaseFacts) -> Formula:
    """Say that something asked about, or who sends it, is under 42 CFR Part 2."""
    return z3.Or(
        case.is_("information", "sud-part-2", "sud-counseling-notes"),
        case.is_("setting", "part-2-program"),
    )


def is_no_treater(case: CaseFacts) -> Formula:
    """Say that the contact surely does not treat the member."""
    stranger = case.is_("contact-kind", "school-or-community", "specialty-care")
    return z3.Or(case.family, z3.And(stranger, case.is_("treating", "no")))


def has_authorization(case: CaseFacts) -> Formula:
    """Say that a usable authorization is there: the form, on no other paper, and notes apart.

    A form whose parts no one was asked about lacks none of them.
    """
    stands = z3.And(case.stands, case.signer, case.is_current)
    form = z3.If(asks_hipaa(case), case.hipaa_form, stands)
    apart = z3.Implies(asks_authorization(case), case.has("D4"))
    return z3.And(form, apart, case.notes_alone)


def has_release(case: CaseFacts) -> Formula:
    """Say that the release that this kind needs is there and usable."""
    if case.kind == "education-records":
        return case.ferpa_consent
    form = z3.If(case.part_2, case.part_2_consent, case.hipaa_form)
    return z3.And(form, case.notes_alone)
