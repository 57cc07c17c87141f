"""The law of the states, one file each: what it asks of a form, and what it lets pass."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import said_once
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.states import arizona, california, north_carolina, other
from coordguide.proof.logic import Formula

STATES = {"AZ": arizona, "NC": north_carolina, "CA": california, "other": other}
"""Each state's file: ``has_form`` and ``stricter_law``."""


@said_once
def has_state_form(case: CaseFacts) -> Formula:
    """Say that what the state asks of a form beside the federal parts is there."""
    return z3.Or(
        [z3.And(case.is_("state", state), law.has_form(case)) for state, law in STATES.items()]
    )
