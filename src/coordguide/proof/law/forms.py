"""The second reading, its forms: which paper the law asks for, and whether it is there."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import Seen
from coordguide.proof.logic import Formula


def needs_authorization(seen: Seen) -> Formula:
    """Psychotherapy notes always; else who neither treats nor is family that was agreed to."""
    stranger = seen.is_("contact-kind", "school-or-community", "specialty-care")
    not_agreed = z3.And(seen.family, seen.is_("family-involvement-agreed", "no"))
    return z3.Or(
        seen.of_kind("psychotherapy-notes"),
        z3.And(stranger, seen.is_("treating", "no")),
        not_agreed,
    )


def asks_authorization(seen: Seen) -> Formula:
    """Say that something asked about needs an authorization, so the form shows its parts."""
    return z3.Or(needs_authorization(seen), seen.is_("information", "psychotherapy-notes"))


def asks_hipaa(seen: Seen) -> Formula:
    """Say that the form shows the parts of an authorization: 45 CFR 164.508(c)."""
    health = seen.is_("information", "health", "psychotherapy-notes")
    return z3.Or(
        z3.And(seen.is_("setting", "ordinary", "unsure"), health),
        asks_authorization(seen),
        z3.And(seen.family, seen.is_("state", "CA")),
    )


def asks_part_2(seen: Seen) -> Formula:
    """Say that something asked about, or who sends it, is under 42 CFR Part 2."""
    return z3.Or(
        seen.is_("information", "sud-part-2", "sud-counseling-notes"),
        seen.is_("setting", "part-2-program"),
    )


def is_no_treater(seen: Seen) -> Formula:
    """Say that the contact surely does not treat the member."""
    stranger = seen.is_("contact-kind", "school-or-community", "specialty-care")
    return z3.Or(seen.family, z3.And(stranger, seen.is_("treating", "no")))


def has_authorization(seen: Seen) -> Formula:
    """Say that a usable authorization is there: the form, on no other paper, and notes apart.

    A form whose parts no one was asked about lacks none of them.
    """
    stands = z3.And(seen.stands, seen.signer, seen.is_current)
    form = z3.If(asks_hipaa(seen), seen.hipaa_form, stands)
    apart = z3.Implies(asks_authorization(seen), seen.has("D4"))
    return z3.And(form, apart, seen.notes_alone)


def has_state_form(seen: Seen) -> Formula:
    """Say that the state's form rules are met: Arizona's year and parts, California's shape."""
    arizona = z3.Implies(
        asks_authorization(seen),
        z3.And(seen.has("AZ1"), z3.Implies(seen.family, seen.has("AZ2"))),
    )
    california = z3.Implies(
        z3.Or(z3.And(asks_authorization(seen), z3.Not(seen.treats)), seen.family),
        seen.has("CA1", "CA2", "CA3", "CA4"),
    )
    return z3.Or(
        seen.is_("state", "NC", "other"),
        z3.And(seen.is_("state", "AZ"), arizona, _ends_within_a_year(seen)),
        z3.And(seen.is_("state", "CA"), california),
    )


def _ends_within_a_year(seen: Seen) -> Formula:
    dates = seen.cases.raw["dates"]
    by_date = z3.And(seen.is_("roi-expiry-kind", "date"), dates["ends-within-year"])
    by_event = z3.And(seen.is_("roi-expiry-kind", "event"), dates["today-within-year"])
    return z3.Or(by_date, by_event)


def has_release(seen: Seen) -> Formula:
    """Say that the release that this kind needs is there and usable."""
    if seen.kind == "education-records":
        return seen.ferpa_consent
    form = z3.If(seen.part_2, seen.part_2_consent, seen.hipaa_form)
    return z3.And(form, seen.notes_alone)
