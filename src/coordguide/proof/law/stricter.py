"""The second reading, continued: 42 CFR Part 2, school records, and the law of the states."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import Seen
from coordguide.proof.law.forms import (
    has_authorization,
    has_state_form,
    is_no_treater,
    needs_authorization,
)
from coordguide.proof.logic import Formula

Held = dict[str, Formula]


def stricter_law(seen: Seen) -> dict[str, Held]:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    objects = seen.is_("contact-kind", "physical-health", "specialty-care", "therapy-services")
    opts_out = z3.And(
        seen.is_("state", "NC"),
        seen.is_("member-objected", "yes"),
        objects,
        seen.is_("direction", "share", "both"),
    )
    return {
        "objection": {"north-carolina-objection": opts_out},
        "consent-needed": {**_federal_consents_missing(seen), **_state_consents_missing(seen)},
        "unknown": {
            # 42 CFR 2.15(a): another signs for an adult only after a ruling on capacity.
            "part-2-other-representative": z3.And(
                seen.part_2, seen.is_("decision-maker", "other-representative")
            ),
            **_open_about_minors(seen),
            **_open_about_schools(seen),
            **_open_states(seen),
        },
        "satisfied": {
            name: z3.And(seen.decider_is_known, there)
            for name, there in {**_federal_consents(seen), **_state_consents(seen)}.items()
        },
        "none": {
            name: z3.And(seen.decider_is_known, free)
            for name, free in _no_law_stands_in_the_way(seen).items()
        },
    }


def _from_school(seen: Seen) -> Formula:
    at_school = seen.is_("contact-kind", "school-or-community")
    return z3.And(
        seen.of_kind("education-records"), at_school, seen.is_("direction", "request", "both")
    )


def _family_health(seen: Seen) -> Formula:
    """Say that family is told about health, and no substance use program tells it."""
    return z3.And(seen.family, seen.of_kind("health"), seen.ordinary)


def _federal_consents_missing(seen: Seen) -> Held:
    shared = z3.And(seen.of_kind("sud-counseling-notes"), z3.Not(seen.notes_alone))
    return {
        "part-2-consent-needed": z3.And(seen.part_2, z3.Not(seen.part_2_consent)),
        "counseling-notes-own-consent": z3.And(seen.is_("roi", "signed"), shared),
        "school-records-consent-needed": z3.And(_from_school(seen), z3.Not(seen.ferpa_consent)),
    }


def _state_consents_missing(seen: Seen) -> Held:
    required, there = needs_authorization(seen), has_authorization(seen)
    wrong_form = z3.And(seen.is_("roi", "signed"), z3.Not(has_state_form(seen)))
    stranger = z3.Not(seen.treats)
    spoken = seen.is_("family-spoken-consent", "no")
    return {
        "arizona-authorization-form": z3.And(seen.is_("state", "AZ"), required, wrong_form),
        "california-authorization-form": z3.And(seen.is_("state", "CA"), required, wrong_form),
        "state-authorization-missing": z3.And(
            seen.is_("state", "AZ", "NC", "CA"), required, stranger, z3.Not(there)
        ),
        "minor-own-consent-family": z3.And(seen.own_consent, seen.family, z3.Not(there)),
        "north-carolina-family-consent-needed": z3.And(
            seen.is_("state", "NC"), _family_health(seen), z3.Not(there), spoken
        ),
    }


def _open_about_minors(seen: Seen) -> Held:
    alone = seen.is_("minor-consented-to-own-care", "yes")
    papers = seen.is_("custody-or-court-order", "yes")
    return {
        "custody-papers": z3.And(seen.minor, papers, z3.Not(seen.own_consent)),
        "minor-consent-unclear": z3.And(seen.minor, alone, z3.Not(seen.own_consent)),
        # Cal. Civ. Code 56.11(b)(3): who could have agreed alone to the care signs for it.
        "california-minor-may-sign": z3.And(
            seen.is_("state", "CA"),
            seen.is_("member-age", "12-to-17"),
            seen.parents_consent,
            seen.is_("roi-signed-by", "parent-or-guardian"),
            is_no_treater(seen),
        ),
        "minor-in-other-state": z3.And(seen.minor, seen.is_("state", "other")),
    }


def _open_about_schools(seen: Seen) -> Held:
    at_school = seen.is_("contact-kind", "school-or-community")
    records, program = seen.of_kind("education-records"), seen.is_("setting", "part-2-program")
    return {
        "school-records-elsewhere": z3.And(records, z3.Not(at_school)),
        "school-records-given": z3.And(records, at_school, seen.is_("direction", "share")),
        "school-records-part-2-setting": z3.And(records, program, seen.part_2_consent),
    }


def _open_states(seen: Seen) -> Held:
    elsewhere, records = seen.is_("state", "other"), seen.of_kind("education-records")
    form = z3.And(has_authorization(seen), has_state_form(seen))
    return {
        # Who does not know what the sender is does not answer for sure.
        "part-2-setting-unsure": z3.BoolVal(False),
        "other-state-authorization": z3.And(
            elsewhere, needs_authorization(seen), z3.Not(seen.treats)
        ),
        "other-state-family": z3.And(elsewhere, seen.agreed),
        "california-family-without-form": z3.And(
            seen.is_("state", "CA"), seen.agreed, z3.Not(records), z3.Not(form)
        ),
    }


def _federal_consents(seen: Seen) -> Held:
    form = z3.And(has_authorization(seen), has_state_form(seen))
    may_receive = z3.Or(seen.treats, z3.And(seen.family, seen.is_("state", "AZ", "NC")), form)
    consented = z3.And(seen.part_2_consent, may_receive)
    notes, records = seen.of_kind("sud-counseling-notes"), seen.of_kind("education-records")
    return {
        "part-2-consent-in-force": z3.And(seen.part_2, z3.Not(records), z3.Not(notes), consented),
        "counseling-notes-consent-in-force": z3.And(notes, seen.notes_alone, consented),
        "school-records-consent-in-force": z3.And(
            _from_school(seen),
            seen.ferpa_consent,
            seen.ordinary,
            z3.Or(seen.treats, has_state_form(seen)),
        ),
    }


def _state_consents(seen: Seen) -> Held:
    there = has_authorization(seen)
    form = z3.And(there, has_state_form(seen))
    agreed = z3.And(seen.agreed, _family_health(seen))
    spoken = seen.is_("family-spoken-consent", "yes")
    return {
        "state-authorization-in-force": z3.And(
            seen.is_("state", "AZ", "NC", "CA"),
            needs_authorization(seen),
            form,
            seen.ordinary,
            seen.of_kind("health", "psychotherapy-notes"),
        ),
        "california-family-form": z3.And(seen.is_("state", "CA"), agreed, form),
        "north-carolina-family-consent": z3.And(
            seen.is_("state", "NC"), agreed, z3.Or(there, spoken)
        ),
    }


def _no_law_stands_in_the_way(seen: Seen) -> Held:
    for_treatment = z3.And(
        seen.of_kind("health", "psychotherapy-notes"), seen.ordinary, seen.treats
    )
    no_opt_out = z3.Or(
        seen.is_("member-objected", "no"),
        seen.is_("contact-kind", "behavioral-health", "school-or-community"),
        seen.is_("direction", "request"),
    )
    north_carolina = z3.And(seen.is_("state", "NC"), for_treatment, no_opt_out)
    elsewhere = z3.And(seen.is_("state", "other"), for_treatment, seen.adult)
    family = z3.And(seen.is_("state", "AZ"), seen.agreed, _family_health(seen))
    return {
        "arizona-treating-provider": z3.And(seen.is_("state", "AZ"), for_treatment),
        "california-treating-provider": z3.And(seen.is_("state", "CA"), for_treatment),
        "north-carolina-treating-provider": north_carolina,
        "other-state-treating-provider": elsewhere,
        "arizona-family": family,
    }
