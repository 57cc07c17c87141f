"""HIPAA: what is permitted, and what needs an authorization (45 CFR 164.506 to 164.512)."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts
from coordguide.proof.law.forms import has_authorization, needs_authorization


def hipaa(case: CaseFacts) -> ByStatus:
    """Return when each rule of the layer applies to an answered case, by the status it gives."""
    notes = case.of_kind("psychotherapy-notes")
    required, there = needs_authorization(case), has_authorization(case)
    return {
        "permitted": {
            "hipaa-treatment": z3.And(case.treats, z3.Not(notes)),
            "hipaa-family-agreed": z3.And(case.agreed, z3.Not(notes)),
        },
        "satisfied": {"hipaa-authorization-in-force": z3.And(required, there)},
        "authorization-needed": {
            "hipaa-authorization-needed": z3.And(required, z3.Not(notes), z3.Not(there)),
            "hipaa-psychotherapy-notes": z3.And(notes, z3.Not(there)),
        },
    }
