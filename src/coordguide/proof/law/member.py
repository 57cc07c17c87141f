"""The member: age, who decides, and whether it is safe to go by that (45 CFR 164.502(g))."""

from __future__ import annotations

from functools import cached_property

import z3

from coordguide.proof.law.answers import Answers
from coordguide.proof.logic import Formula

UNDER_18 = ("under-12", "12-to-17")
"""The ages of a minor of whom no order, marriage or military papers were seen."""


class MemberFacts(Answers):
    """What the answers about the member mean."""

    @cached_property
    def adult(self) -> Formula:
        """The member is 18, or under 18 and emancipated where that is known to count."""
        counts = self.is_("state", "AZ", "NC", "CA")
        freed = z3.And(self.is_("member-age", "emancipated-minor"), counts)
        return z3.Or(self.is_("member-age", "18-or-older"), freed)

    @cached_property
    def minor(self) -> Formula:
        """The member is a minor; where no law was read, an emancipated one too."""
        freed = z3.And(self.is_("member-age", "emancipated-minor"), self.is_("state", "other"))
        return z3.Or(self.is_("member-age", *UNDER_18), freed)

    @cached_property
    def threat(self) -> Formula:
        """There is a serious and imminent threat: 45 CFR 164.512(j)."""
        return self.is_("emergency", "serious-and-imminent-threat", "threat-and-medical-emergency")

    @cached_property
    def medical_emergency(self) -> Formula:
        """There is a medical emergency, by itself or because the danger is to the member."""
        said = self.is_("emergency", "medical-emergency", "threat-and-medical-emergency")
        needed = z3.And(self.threat, self.is_("member-needs-care-now", "yes"))
        return z3.Or(said, needed)

    @cached_property
    def needs_no_care_now(self) -> Formula:
        """A threat is surely no medical emergency of the member."""
        return self.is_("member-needs-care-now", "no")

    @cached_property
    def deceased(self) -> Formula:
        """The member has died: 45 CFR 164.502(f), (g)(4)."""
        return z3.And(self.adult, self.is_("decision-maker", "deceased"))

    @cached_property
    def is_alive(self) -> Formula:
        """The member is known not to have died: of a minor nothing else can be said."""
        deciders = ("self", "guardian", "other-representative", "unsure")
        return z3.Or(self.minor, z3.And(self.adult, self.is_("decision-maker", *deciders)))

    @cached_property
    def own_consent(self) -> Formula:
        """The minor's own consent governs: any age in North Carolina, from 12 in California."""
        lawful = z3.Or(
            self.is_("state", "NC"),
            z3.And(self.is_("state", "CA"), self.is_("member-age", "12-to-17")),
        )
        return z3.And(self.minor, self.is_("minor-consented-to-own-care", "yes"), lawful)

    @cached_property
    def parents_consent(self) -> Formula:
        """A minor whose parent consents to the care."""
        return z3.And(self.minor, self.is_("minor-consented-to-own-care", "no"))

    @cached_property
    def without_own_consent(self) -> Formula:
        """A minor whose own consent surely does not govern."""
        unlawful = z3.Or(
            self.is_("state", "AZ", "other"),
            z3.And(self.is_("state", "CA"), self.is_("member-age", "under-12")),
        )
        said_no = self.is_("minor-consented-to-own-care", "no")
        return z3.And(self.minor, z3.Or(unlawful, said_no))

    @cached_property
    def papers_are_clear(self) -> Formula:
        """There are no custody papers, or they were read and allow this parent."""
        return self.is_("custody-or-court-order", "no", "papers-allow")

    @cached_property
    def parent_decides(self) -> Formula:
        """The parent in question decides for the minor."""
        return z3.And(self.parents_consent, self.papers_are_clear)

    @cached_property
    def represented(self) -> Formula:
        """Somebody else surely decides for the member, so that safety is asked about."""
        others = self.is_("decision-maker", "guardian", "other-representative")
        return z3.Or(self.without_own_consent, z3.And(self.adult, others))

    @cached_property
    def decider_is_suspect(self) -> Formula:
        """Abuse by the one who decides is suspected, or is not ruled out: 164.502(g)(5)."""
        return self.is_("representative-safety", "suspected-decider", "unsure")

    @cached_property
    def no_safe_signer(self) -> Formula:
        """Whoever decides, and so would sign, may be harming the member: 164.502(g)(5)."""
        # Where a minor's own consent is in doubt the parent may be the one who signs.
        doubted = z3.And(self.minor, self.is_("minor-consented-to-own-care", "unsure"))
        return z3.And(z3.Or(self.represented, doubted), self.decider_is_suspect)

    @cached_property
    def decider_is_known(self) -> Formula:
        """It is settled who decides for the member: 45 CFR 164.502(g)."""
        known = ("self", "guardian", "other-representative", "deceased")
        adults = z3.And(self.adult, self.is_("decision-maker", *known))
        return z3.Or(adults, self.own_consent, self.parent_decides)
