"""Who decides for a minor, and where that is open: 45 CFR 164.502(g)(3) and custody papers."""

from __future__ import annotations

import z3

from coordguide.proof.law.facts import ByStatus, CaseFacts
from coordguide.proof.law.forms import has_authorization


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each rule about minors applies to an answered case, by the status it gives."""
    alone = case.is_("minor-consented-to-own-care", "yes")
    papers = case.is_("custody-or-court-order", "yes")
    not_own = z3.And(case.minor, z3.Not(case.own_consent))
    return {
        "consent-needed": {
            "minor-own-consent-family": z3.And(
                case.own_consent, case.family, z3.Not(has_authorization(case))
            )
        },
        "unknown": {
            "custody-papers": z3.And(not_own, papers),
            "minor-consent-unclear": z3.And(not_own, alone),
        },
    }
