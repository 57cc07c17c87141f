"""The second reading, continued: 42 CFR Part 2, school records, and the law of the states."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import (
    has_authorization,
    has_state_form,
    is_no_treater,
    needs_authorization,
)
from coordguide.proof.logic import Formula

RuleFormulas = dict[str, Formula]


def stricter_law(case: CaseFacts) -> dict[str, RuleFormulas]:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    objects = case.is_("contact-kind", "physical-health", "specialty-care", "therapy-services")
    opts_out = z3.And(
        case.is_("state", "NC"),
        case.is_("member-objected", "yes"),
        objects,
        case.is_("direction", "share", "both"),
    )
    return {
        "objection": {"north-carolina-objection": opts_out},
        "consent-needed": {**_federal_consents_missing(case), **_state_consents_missing(case)},
        "unknown": {
            # 42 CFR 2.15(a): another signs for an adult only after a ruling on capacity.
            "part-2-other-representative": z3.And(
                case.part_2, case.is_("decision-maker", "other-representative")
            ),
            **_open_about_minors(case),
            **_open_about_schools(case),
            **_open_states(case),
        },
        "satisfied": {
            name: z3.And(case.decider_is_known, there)
            for name, there in {**_federal_consents(case), **_state_consents(case)}.items()
        },
        "none": {
            name: z3.And(case.decider_is_known, free)
            for name, free in _no_law_stands_in_the_way(case).items()
        },
    }


def _from_school(case: CaseFacts) -> Formula:
    at_school = case.is_("contact-kind", "school-or-community")
    return z3.And(
        case.of_kind("education-records"), at_school, case.is_("direction", "request", "both")
    )


def _family_health(case: CaseFacts) -> Formula:
    """Say that family is told about health, and no substance use program tells it."""
    return z3.And(case.family, case.of_kind("health"), case.ordinary)


def _federal_consents_missing(case: CaseFacts) -> RuleFormulas:
    shared = z3.And(case.of_kind("sud-counseling-notes"), z3.Not(case.notes_alone))
    return {
        "part-2-consent-needed": z3.And(case.part_2, z3.Not(case.part_2_consent)),
        "counseling-notes-own-consent": z3.And(case.is_("roi", "signed"), shared),
        "school-records-consent-needed": z3.And(_from_school(case), z3.Not(case.ferpa_consent)),
    }


def _state_consents_missing(case: CaseFacts) -> RuleFormulas:
    required, there = needs_authorization(case), has_authorization(case)
    wrong_form = z3.And(case.is_("roi", "signed"), z3.Not(has_state_form(case)))
    stranger = z3.Not(case.treats)
    spoken = case.is_("family-spoken-consent", "no")
    return {
        "arizona-authorization-form": z3.And(case.is_("state", "AZ"), required, wrong_form),
        "california-authorization-form": z3.And(case.is_("state", "CA"), required, wrong_form),
        "state-authorization-missing": z3.And(
            case.is_("state", "AZ", "NC", "CA"), required, stranger, z3.Not(there)
        ),
        "minor-own-consent-family": z3.And(case.own_consent, case.family, z3.Not(there)),
        "north-carolina-family-consent-needed": z3.And(
            case.is_("state", "NC"), _family_health(case), z3.Not(there), spoken
        ),
    }


def _open_about_minors(case: CaseFacts) -> RuleFormulas:
    alone = case.is_("minor-consented-to-own-care", "yes")
    papers = case.is_("custody-or-court-order", "yes")
    return {
        "custody-papers": z3.And(case.minor, papers, z3.Not(case.own_consent)),
        "minor-consent-unclear": z3.And(case.minor, alone, z3.Not(case.own_consent)),
        # Cal. Civ. Code 56.11(b)(3): who could have agreed alone to the care signs for it.
        "california-minor-may-sign": z3.And(
            case.is_("state", "CA"),
            case.is_("member-age", "12-to-17"),
            case.parents_consent,
            case.is_("roi-signed-by", "parent-or-guardian"),
            is_no_treater(case),
        ),
        "minor-in-other-state": z3.And(case.minor, case.is_("state", "other")),
    }


def _open_about_schools(case: CaseFacts) -> RuleFormulas:
    at_school = case.is_("contact-kind", "school-or-community")
    records, program = case.of_kind("education-records"), case.is_("setting", "part-2-program")
    return {
        "school-records-elsewhere": z3.And(records, z3.Not(at_school)),
        "school-records-given": z3.And(records, at_school, case.is_("direction", "share")),
        "school-records-part-2-setting": z3.And(records, program, case.part_2_consent),
    }


def _open_states(case: CaseFacts) -> RuleFormulas:
    elsewhere, records = case.is_("state", "other"), case.of_kind("education-records")
    form = z3.And(has_authorization(case), has_state_form(case))
    return {
        # Who does not know what the sender is does not answer for sure.
        "part-2-setting-unsure": z3.BoolVal(False),
        "other-state-authorization": z3.And(
            elsewhere, needs_authorization(case), z3.Not(case.treats)
        ),
        "other-state-family": z3.And(elsewhere, case.agreed),
        "california-family-without-form": z3.And(
            case.is_("state", "CA"), case.agreed, z3.Not(records), z3.Not(form)
        ),
    }


def _federal_consents(case: CaseFacts) -> RuleFormulas:
    form = z3.And(has_authorization(case), has_state_form(case))
    may_receive = z3.Or(case.treats, z3.And(case.family, case.is_("state", "AZ", "NC")), form)
    consented = z3.And(case.part_2_consent, may_receive)
    notes, records = case.of_kind("sud-counseling-notes"), case.of_kind("education-records")
    return {
        "part-2-consent-in-force": z3.And(case.part_2, z3.Not(records), z3.Not(notes), consented),
        "counseling-notes-consent-in-force": z3.And(notes, case.notes_alone, consented),
        "school-records-consent-in-force": z3.And(
            _from_school(case),
            case.ferpa_consent,
            case.ordinary,
            z3.Or(case.treats, has_state_form(case)),
        ),
    }


def _state_consents(case: CaseFacts) -> RuleFormulas:
    there = has_authorization(case)
    form = z3.And(there, has_state_form(case))
    agreed = z3.And(case.agreed, _family_health(case))
    spoken = case.is_("family-spoken-consent", "yes")
    return {
        "state-authorization-in-force": z3.And(
            case.is_("state", "AZ", "NC", "CA"),
            needs_authorization(case),
            form,
            case.ordinary,
            case.of_kind("health", "psychotherapy-notes"),
        ),
        "california-family-form": z3.And(case.is_("state", "CA"), agreed, form),
        "north-carolina-family-consent": z3.And(
            case.is_("state", "NC"), agreed, z3.Or(there, spoken)
        ),
    }


def _no_law_stands_in_the_way(case: CaseFacts) -> RuleFormulas:
    for_treatment = z3.And(
        case.of_kind("health", "psychotherapy-notes"), case.ordinary, case.treats
    )
    no_opt_out = z3.Or(
        case.is_("member-objected", "no"),
        case.is_("contact-kind", "behavioral-health", "school-or-community"),
        case.is_("direction", "request"),
    )
    north_carolina = z3.And(case.is_("state", "NC"), for_treatment, no_opt_out)
    elsewhere = z3.And(case.is_("state", "other"), for_treatment, case.adult)
    family = z3.And(case.is_("state", "AZ"), case.agreed, _family_health(case))
    return {
        "arizona-treating-provider": z3.And(case.is_("state", "AZ"), for_treatment),
        "california-treating-provider": z3.And(case.is_("state", "CA"), for_treatment),
        "north-carolina-treating-provider": north_carolina,
        "other-state-treating-provider": elsewhere,
        "arizona-family": family,
    }
