"""42 CFR Part 2: its consent, and notes of counseling apart (2.11, 2.14, 2.15, 2.31)."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus, RuleFormulas
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import does_form_matter, has_authorization
from coordguide.proof.law.states import has_state_form
from coordguide.proof.law.who_asks import (
    interprets,
    is_in_session,
    state_asks_no_form,
    works_here,
)
from coordguide.proof.logic import Formula


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule of Part 2 applies to an answered case, by the status it gives."""
    notes, records = case.of_kind("sud-counseling-notes"), case.of_kind("education-records")
    shared = z3.And(notes, z3.Not(case.notes_alone))
    consented = z3.And(case.decider_is_known, case.part_2_consent, _may_receive(case))
    covered = z3.And(case.part_2, z3.Not(notes))
    works = z3.And(
        covered, works_here(case), case.of_kind("health", "sud-part-2"), _is_no_school(case)
    )
    missing = z3.And(case.part_2, _is_consent_asked(case), z3.Not(case.part_2_consent))
    return {
        "consent-needed": {
            "part-2-consent-needed": z3.And(missing, z3.Not(_is_in_doubt(case))),
            "counseling-notes-own-consent": z3.And(
                case.signed, shared, z3.Not(case.is_contact("member", "own-team"))
            ),
        },
        "unknown": {
            **_open_questions(case),
            # 2.51 does not say what a refusal means while medical staff would be told.
            "part-2-emergency-in-doubt": z3.And(
                case.part_2, z3.Not(case.part_2_consent), _is_in_doubt(case)
            ),
        },
        "satisfied": {
            "part-2-consent-in-force": z3.And(
                covered, z3.Not(records), consented, z3.Not(_tells_the_member(case))
            ),
            "counseling-notes-consent-in-force": z3.And(notes, case.notes_alone, consented),
        },
        "none": {"part-2-own-team": works, "part-2-member": _tells_the_member(case)},
    }


def _is_consent_asked(case: CaseFacts) -> Formula:
    """Say that no tie and nobody's say stand in place of a consent."""
    ties = ("same-program", "service-organization", "shared-session")
    notes = case.of_kind("sud-counseling-notes")
    team = z3.And(case.is_contact("own-team"), z3.Or(case.is_("team-tie", *ties), notes))
    known = case.is_("decision-maker", "self", "guardian", "other-representative")
    decider = z3.And(case.is_contact("parent-or-decider"), case.adult, known)
    return z3.Not(z3.Or(team, decider, case.is_contact("member")))


def _open_questions(case: CaseFacts) -> RuleFormulas:
    notes = case.of_kind("sud-counseling-notes")
    team, decider = case.is_contact("own-team"), case.is_contact("parent-or-decider")
    others = ("guardian", "other-representative", "deceased")
    another = z3.And(case.adult, case.is_("decision-maker", *others))
    # What Part 2 says of the own team and the member was read of health and of SUD records.
    unread = z3.Or(notes, case.of_kind("psychotherapy-notes", "communicable-disease"))
    no_form = z3.Or(
        decider, case.is_contact("member"), z3.And(team, z3.Or(z3.Not(interprets(case)), notes))
    )
    return {
        # 2.15(a): another signs for an adult only after a ruling on capacity.
        "part-2-other-representative": z3.And(
            case.part_2, case.is_("decision-maker", "other-representative"), z3.Not(no_form)
        ),
        # Who does not know what the sender is, or how records came, does not answer for sure.
        "part-2-setting-unsure": z3.BoolVal(False),
        "part-2-source-unsure": z3.BoolVal(False),
        # 36-509 and 122C-55(j) were read of friends, but not of one told by a Part 2 consent alone.
        "part-2-friend-without-form": z3.And(
            case.part_2,
            case.is_contact("friend-or-caregiver"),
            case.is_("state", "AZ", "NC"),
            z3.Not(_is_authorized(case)),
        ),
        "part-2-own-team-ask": z3.And(team, case.part_2, z3.Or(is_in_session(case), unread)),
        "part-2-both-signed-minor-alone": z3.And(
            case.part_2,
            case.own_consent,
            case.signed,
            case.is_("roi-signed-by", "member-and-parent"),
        ),
        "revoked-before-2-35-allows": z3.And(
            case.is_("roi-revoked", "before-2-35-allows"), does_form_matter(case)
        ),
        "part-2-decider-ask": z3.And(
            case.part_2,
            z3.Or(z3.And(decider, another), z3.And(unread, case.is_the_member)),
        ),
    }


def _is_in_doubt(case: CaseFacts) -> Formula:
    """Say that the member refuses while medical staff would be told what an emergency needs."""
    told = z3.And(case.medical_emergency, case.is_medical_personnel)
    kinds = case.of_kind("health", "sud-part-2", "communicable-disease")
    return z3.And(told, kinds, case.is_("consent-now", "refused"))


def _is_no_school(case: CaseFacts) -> Formula:
    """Say that the sender is no school, whose records go by their own law."""
    return z3.Not(case.is_("setting", "school"))


def _tells_the_member(case: CaseFacts) -> Formula:
    """Say that the member gets their own Part 2 record: counseling notes apart."""
    kinds = case.of_kind("health", "sud-part-2")
    return z3.And(case.part_2, kinds, case.is_the_member, _is_no_school(case))


def _may_receive(case: CaseFacts) -> Formula:
    """Say that beside Part 2 nothing keeps this contact from receiving it."""
    family = z3.And(case.family, case.is_("state", "AZ", "NC"))
    parent = z3.And(case.is_contact("parent-or-decider"), case.minor)
    return z3.Or(case.treats, state_asks_no_form(case), family, parent, _is_authorized(case))


def _is_authorized(case: CaseFacts) -> Formula:
    """Say that there is an authorization, in the state's shape."""
    return z3.And(has_authorization(case), has_state_form(case))
