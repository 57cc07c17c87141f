"""Whether the release that a kind of information needs is there, and is one that may be used."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import said_once
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import has_authorization, needs_authorization
from coordguide.proof.law.states import has_state_form
from coordguide.proof.logic import Formula


@said_once
def has_accepted_form(case: CaseFacts) -> Formula:
    """Say that where an authorization is needed the form is one, and in the state's shape."""
    return z3.Implies(
        needs_authorization(case), z3.And(has_authorization(case), has_state_form(case))
    )


@said_once
def has_release(case: CaseFacts) -> Formula:
    """Say that the release that this kind needs is there and usable."""
    if case.kind == "education-records":
        # No consent for a school stands in for the one that Part 2 asks of a program.
        return z3.And(case.ferpa_consent, z3.Implies(case.part_2, case.part_2_consent))
    by_hipaa = z3.And(case.ordinary, case.hipaa_form)
    if case.kind == "communicable-disease":
        by_hipaa = z3.And(by_hipaa, case.has("S1"))
    form = z3.If(case.part_2, case.part_2_consent, by_hipaa)
    return z3.And(form, case.notes_alone, has_accepted_form(case))
