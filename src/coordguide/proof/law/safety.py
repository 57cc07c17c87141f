"""Custody papers, abuse by who decides, and after death: 45 CFR 164.502(f), (g)(4) and (g)(5)."""

from __future__ import annotations

import z3

from coordguide.proof.law.answers import ByStatus
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.usable import has_release
from coordguide.proof.logic import Formula


def stricter_law(case: CaseFacts) -> ByStatus:
    """Return when each of these rules applies to an answered case, by the status it gives."""
    asks = case.is_contact("parent-or-decider")
    by_another = case.signer_is_suspect
    suspect = z3.And(case.represented, case.decider_is_suspect)
    papers = case.is_("custody-or-court-order", "yes")
    forbidden = case.is_("custody-or-court-order", "papers-forbid")
    return {
        "consent-needed": {
            "custody-papers-forbid": z3.And(asks, case.minor, z3.Not(case.own_consent), forbidden)
        },
        "unknown": {
            "custody-papers": z3.And(
                case.minor,
                z3.Or(z3.Not(case.own_consent), _parent_signs_for_school(case)),
                papers,
                _rests_on_who_decides(case),
            ),
            # Who decides instead of this parent is not known then.
            "custody-papers-forbid-who-decides": z3.And(
                case.minor,
                z3.Not(case.own_consent),
                forbidden,
                z3.Not(asks),
                _rests_on_who_decides(case),
            ),
            # What a court forbids is not settled by what the minor says or signs.
            "custody-papers-forbid-own-consent": z3.And(asks, case.own_consent, forbidden),
            "suspected-decider-asks": z3.And(asks, suspect),
            "suspected-person-asks": case.may_be_the_suspect,
            "suspected-decider-signed": z3.And(suspect, by_another),
            # No state's law was read on who stands in the place of somebody who has died.
            "deceased-without-form": z3.And(
                case.deceased,
                z3.Or(z3.Not(has_release(case)), case.is_contact("parent-or-decider")),
            ),
        },
    }


def _rests_on_who_decides(case: CaseFacts) -> Formula:
    """Say that the answer rests on who decides or signed."""
    return z3.Or(z3.Not(case.needs_nobody_to_decide), case.signed)


def _parent_signs_for_school(case: CaseFacts) -> Formula:
    """Say that a school gives its records on the parent's signature: 34 CFR 99.3, 99.30(a)."""
    return z3.And(
        case.of_kind("education-records"),
        case.is_contact("school-or-community"),
        case.is_("student-in-college", "no"),
    )
