"""Couples and families in treatment together: whoever was treated signs for their own part."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import asks_authorization, needs_authorization

_ALSO = ("protective-services", "plan-or-payer", "social-services")
"""Toward whom the answer rests on a form although HIPAA itself needs none."""


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each of these rules applies to an answered case, by the status it gives."""
    missing = z3.And(
        case.is_("treated-together", "couple-or-family"),
        case.is_("state", "NC", "CA", "other"),
        z3.Or(needs_authorization(case), case.is_contact(*_ALSO)),
        case.signed,
        asks_authorization(case),
        case.is_part("G1", "missing"),
    )
    return {
        "unknown": {
            "together-signature-missing": missing,
            # Who does not know who was treated together does not answer for sure.
            "treated-together-unsure": z3.BoolVal(False),
        }
    }
