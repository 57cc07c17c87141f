"""A second reading of the law: what each layer answers once everything is answered for sure.

Written from ``vocabulary`` and the cited texts in the words of ``seen``. The
solver shows that the rules of the content say the same of every such case, so
neither can change alone.
"""

from __future__ import annotations

from collections.abc import Callable

import z3

from coordguide.model import STATUSES
from coordguide.proof.logic import Formula
from coordguide.proof.seen import SUBSTANCE_USE, Seen

Held = dict[str, Formula]


def expected(layer: str, seen: Seen) -> Held:
    """Return, for a layer, when each of its statuses is the answer to an answered case.

    Of the statuses that something gives, the one named first in ``STATUSES``
    is the answer; where nothing gives any, the answer is unknown.
    """
    held = _READINGS[layer](seen)
    answer: Held = {}
    before: list[Formula] = []
    for status in STATUSES[layer]:
        given = held.get(status, z3.BoolVal(False))
        answer[status] = z3.And(given, *map(z3.Not, before))
        before.append(given)
    answer["unknown"] = z3.Or(answer["unknown"], z3.And([z3.Not(given) for given in before]))
    return answer


def _emergency(seen: Seen) -> Held:
    threat = seen.is_("emergency", "serious-and-imminent-threat")
    medical = seen.is_("emergency", "medical-emergency")
    to_stop_it = z3.And(threat, seen.of_kind("health", "psychotherapy-notes"), seen.ordinary)
    staff = z3.Or(
        seen.is_("contact-kind", "physical-health"),
        z3.And(seen.treats, seen.is_("medical-personnel", "yes")),
    )
    health = z3.And(medical, seen.of_kind("health"), seen.ordinary)
    law_lets_family = z3.Or(
        seen.is_("state", "AZ"),
        z3.And(
            seen.is_("state", "NC"),
            z3.Or(_authorization(seen), seen.is_("family-spoken-consent", "yes")),
        ),
    )
    family = z3.And(
        seen.agreed,
        seen.decider_is_known,
        seen.is_("member-objected", "no"),
        z3.Not(seen.own_consent),
        law_lets_family,
    )
    opened = z3.Or(
        to_stop_it,
        z3.And(health, z3.Or(seen.treats, family)),
        z3.And(medical, seen.of_kind("health", "sud-part-2"), staff),
    )
    return {"applies": opened, "none": z3.Not(opened)}


def _hipaa(seen: Seen) -> Held:
    for_treatment = z3.And(seen.treats, z3.Not(seen.of_kind("psychotherapy-notes")))
    agreed = z3.And(seen.agreed, z3.Not(seen.of_kind("psychotherapy-notes")))
    required, there = _needs_authorization(seen), _authorization(seen)
    return {
        "permitted": z3.Or(for_treatment, agreed),
        "satisfied": z3.And(required, there),
        "authorization-needed": z3.And(required, z3.Not(there)),
    }


def _needs_authorization(seen: Seen) -> Formula:
    """Psychotherapy notes always; else who neither treats nor is family that was agreed to."""
    stranger = seen.is_("contact-kind", "school-or-community", "specialty-care")
    not_agreed = z3.And(seen.family, seen.is_("family-involvement-agreed", "no"))
    return z3.Or(
        seen.of_kind("psychotherapy-notes"),
        z3.And(stranger, seen.is_("treating", "no")),
        not_agreed,
    )


def _asks_authorization(seen: Seen) -> Formula:
    """Say that something asked about needs an authorization, so the form shows its parts."""
    return z3.Or(_needs_authorization(seen), seen.is_("information", "psychotherapy-notes"))


def _authorization(seen: Seen) -> Formula:
    """Say that a usable authorization is there: the form, on no other paper, and notes apart.

    A form whose parts no one was asked about lacks none of them.
    """
    health = seen.is_("information", "health", "psychotherapy-notes")
    in_california = z3.And(seen.family, seen.is_("state", "CA"))
    asked = z3.Or(z3.And(seen.ordinary, health), _asks_authorization(seen), in_california)
    stands = z3.And(seen.stands, seen.signer, seen.is_current)
    form = z3.If(asked, seen.hipaa_form, stands)
    apart = z3.Implies(_asks_authorization(seen), seen.has("D4"))
    return z3.And(form, apart, seen.notes_alone)


def _within_a_year(seen: Seen) -> Formula:
    dates = seen.cases.raw["dates"]
    by_date = z3.And(seen.is_("roi-expiry-kind", "date"), dates["ends-within-year"])
    by_event = z3.And(seen.is_("roi-expiry-kind", "event"), dates["today-within-year"])
    return z3.Or(by_date, by_event)


def _state_form(seen: Seen) -> Formula:
    """Say that the state's form rules are met: Arizona's year and parts, California's shape."""
    arizona = z3.Implies(
        _asks_authorization(seen),
        z3.And(seen.has("AZ1"), z3.Implies(seen.family, seen.has("AZ2"))),
    )
    california = z3.Implies(
        z3.Or(z3.And(_asks_authorization(seen), z3.Not(seen.treats)), seen.family),
        seen.has("CA1", "CA2", "CA3", "CA4"),
    )
    return z3.Or(
        seen.is_("state", "NC", "other"),
        z3.And(seen.is_("state", "AZ"), arizona, _within_a_year(seen)),
        z3.And(seen.is_("state", "CA"), california),
    )


def _stricter_law(seen: Seen) -> Held:
    objects = seen.is_("contact-kind", "physical-health", "specialty-care", "therapy-services")
    return {
        "objection": z3.And(
            seen.is_("state", "NC"),
            seen.is_("member-objected", "yes"),
            objects,
            seen.is_("direction", "share", "both"),
        ),
        "consent-needed": z3.Or(_consents_missing(seen)),
        "unknown": z3.Or(_open_law(seen)),
        "satisfied": z3.Or(_consents_there(seen)),
        "none": z3.Or(_no_law_stands_in_the_way(seen)),
    }


def _from_school(seen: Seen) -> Formula:
    at_school = seen.is_("contact-kind", "school-or-community")
    return z3.And(
        seen.of_kind("education-records"), at_school, seen.is_("direction", "request", "both")
    )


def _consents_missing(seen: Seen) -> list[Formula]:
    required, there = _needs_authorization(seen), _authorization(seen)
    no_form = z3.Not(_state_form(seen))
    covered = seen.is_("state", "AZ", "NC", "CA")
    not_told = z3.And(z3.Not(there), seen.is_("family-spoken-consent", "no"))
    family_health = z3.And(seen.family, seen.of_kind("health"), seen.ordinary)
    return [
        z3.And(seen.part_2, z3.Not(seen.part_2_consent)),
        z3.And(seen.of_kind("sud-counseling-notes"), z3.Not(seen.notes_alone)),
        z3.And(_from_school(seen), z3.Not(seen.ferpa_consent)),
        z3.And(seen.is_("state", "AZ"), required, seen.is_("roi", "signed"), no_form),
        z3.And(seen.is_("state", "CA"), required, z3.Not(seen.treats), no_form),
        z3.And(covered, required, z3.Not(seen.treats), z3.Not(there)),
        z3.And(seen.own_consent, seen.family, z3.Not(there)),
        z3.And(seen.is_("state", "NC"), family_health, not_told),
    ]


def _open_law(seen: Seen) -> list[Formula]:
    at_school = seen.is_("contact-kind", "school-or-community")
    records = seen.of_kind("education-records")
    elsewhere = seen.is_("state", "other")
    california = z3.And(_authorization(seen), _state_form(seen))
    return [
        z3.And(seen.minor, seen.is_("custody-or-court-order", "yes"), z3.Not(seen.own_consent)),
        z3.And(seen.is_("minor-consented-to-own-care", "yes"), z3.Not(seen.own_consent)),
        z3.And(seen.minor, elsewhere),
        z3.And(records, z3.Not(at_school)),
        z3.And(records, at_school, seen.is_("direction", "share")),
        z3.And(records, seen.is_("setting", "part-2-program"), seen.part_2_consent),
        z3.And(elsewhere, _needs_authorization(seen), z3.Not(seen.treats)),
        z3.And(elsewhere, seen.agreed),
        z3.And(seen.is_("state", "CA"), seen.agreed, z3.Not(records), z3.Not(california)),
    ]


def _consents_there(seen: Seen) -> list[Formula]:
    form = z3.And(_authorization(seen), _state_form(seen))
    may_receive = z3.Or(seen.treats, z3.And(seen.family, seen.is_("state", "AZ", "NC")), form)
    covered = seen.is_("state", "AZ", "NC", "CA")
    plain = z3.And(seen.of_kind("health"), seen.ordinary)
    spoken = seen.is_("family-spoken-consent", "yes")
    found = [
        z3.And(
            seen.part_2,
            z3.Not(seen.of_kind("education-records")),
            seen.part_2_consent,
            seen.notes_alone if seen.kind in SUBSTANCE_USE else z3.BoolVal(True),
            may_receive,
        ),
        z3.And(
            covered,
            _needs_authorization(seen),
            form,
            seen.ordinary,
            seen.of_kind("health", "psychotherapy-notes"),
        ),
        z3.And(seen.is_("state", "CA"), seen.agreed, plain, form),
        z3.And(seen.is_("state", "NC"), seen.agreed, plain, z3.Or(_authorization(seen), spoken)),
        z3.And(
            _from_school(seen),
            seen.ferpa_consent,
            seen.ordinary,
            z3.Or(seen.treats, _state_form(seen)),
        ),
    ]
    return [z3.And(seen.decider_is_known, each) for each in found]


def _no_law_stands_in_the_way(seen: Seen) -> list[Formula]:
    for_treatment = z3.And(
        seen.of_kind("health", "psychotherapy-notes"), seen.ordinary, seen.treats
    )
    no_opt_out = z3.Or(
        seen.is_("member-objected", "no"),
        seen.is_("contact-kind", "behavioral-health", "school-or-community"),
        seen.is_("direction", "request"),
    )
    by_state = z3.Or(
        seen.is_("state", "AZ", "CA"),
        z3.And(seen.is_("state", "NC"), no_opt_out),
        z3.And(seen.is_("state", "other"), seen.adult),
    )
    family = z3.And(seen.is_("state", "AZ"), seen.agreed, seen.of_kind("health"), seen.ordinary)
    known = seen.decider_is_known
    return [z3.And(known, for_treatment, by_state), z3.And(known, family)]


def _release(seen: Seen) -> Formula:
    """Say that the release that this kind needs is there and usable."""
    if seen.kind == "education-records":
        return seen.ferpa_consent
    form = z3.If(seen.part_2, seen.part_2_consent, seen.hipaa_form)
    return z3.And(form, seen.notes_alone)


def _plan_policy(seen: Seen) -> Held:
    there = _release(seen)
    signed, objects = seen.is_("roi", "signed"), seen.is_("member-objected", "yes")
    lacking = z3.Or(seen.is_("roi", "not-signed", "declined"), z3.And(signed, z3.Not(there)))
    if "same-plan-program" not in seen.cases.book.edition.exceptions:
        return {"met": there, "not-met": lacking, "unknown": z3.And(signed, objects)}
    inside = seen.is_("same-plan-program", "yes")
    refused = z3.Or(
        seen.is_("roi", "declined"), objects, z3.And(signed, seen.is_("roi-revoked", "yes"))
    )
    outside = z3.Or(
        seen.is_("same-plan-program", "no"),
        seen.is_("contact-kind", "school-or-community", "family"),
    )
    excused = z3.And(inside, z3.Not(refused), lacking)
    return {
        "met": there,
        "not-met": z3.And(outside, lacking),
        "exception": excused,
        "unknown": z3.Or(z3.And(inside, refused), z3.And(signed, objects)),
    }


_READINGS: dict[str, Callable[[Seen], Held]] = {
    "plan-policy": _plan_policy,
    "hipaa": _hipaa,
    "stricter-law": _stricter_law,
    "emergency": _emergency,
}
