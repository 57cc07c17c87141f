"""The release: whether it stands, who signed it, and whether it is what each law asks for."""

from __future__ import annotations

from functools import cached_property

import z3

from coordguide.proof.law.contact import ContactFacts
from coordguide.proof.law.member import UNDER_18
from coordguide.proof.logic import Formula

HIPAA = tuple(f"H{number}" for number in range(1, 10))
PART_2 = tuple(f"P{number}" for number in range(1, 10))
FERPA = ("F1", "F2", "F3", "F4")

BY_ANOTHER = ("parent-or-guardian", "member-and-parent", "other-representative")
"""The signatures that somebody else than the member gave, alone or beside them."""

_FOR_ADULTS = (
    ("self", "member"),
    ("guardian", "parent-or-guardian"),
    ("other-representative", "other-representative"),
    ("deceased", "other-representative"),
)


class ReleaseFacts(ContactFacts):
    """What the answers about the release mean."""

    @cached_property
    def signed(self) -> Formula:
        """There is a signed form."""
        return self.is_("roi", "signed")

    @cached_property
    def signer(self) -> Formula:
        """The one who signed is the one who may, or it is open whether they may."""
        signed, decides = "roi-signed-by", "decision-maker"
        adults = [z3.And(self.is_(decides, who), self.is_(signed, by)) for who, by in _FOR_ADULTS]
        parent = self.is_(signed, "parent-or-guardian", "member-and-parent")
        allowed = z3.Not(self.is_("custody-or-court-order", "papers-forbid"))
        return z3.Or(
            z3.And(self.adult, z3.Or(adults)),
            z3.And(self.own_consent, self.is_(signed, "member", "member-and-parent")),
            z3.And(self.parents_consent, parent, allowed),
            self.minor_signed,
        )

    @cached_property
    def some_part_2(self) -> Formula:
        """Something asked about, or who sends it, is under 42 CFR Part 2."""
        kept = z3.And(self.is_("information", "sud-part-2"), self.surely_not_received_onward)
        notes = self.is_("information", "sud-counseling-notes")
        return z3.Or(kept, notes, self.program)

    @cached_property
    def minor_signed(self) -> Formula:
        """A minor who consented alone, by a law that was not read, signed: A.R.S. 44-133.01."""
        return z3.And(
            *(self.minor, z3.Not(self.own_consent)),
            self.is_("minor-consented-to-own-care", "yes"),
            self.is_("roi-signed-by", "member", "member-and-parent"),
        )

    @cached_property
    def is_open(self) -> Formula:
        """The form lacks nothing that is known, but the law leaves open whether it counts.

        Such a form is no yes and no reason to stop: 42 CFR 2.14(a) where both signed
        or such a minor did, 2.35(c) where it was taken back before its time.
        """
        both = z3.And(self.part_2, self.own_consent, self.is_("roi-signed-by", "member-and-parent"))
        early = self.is_("roi-revoked", "before-2-35-allows")
        return z3.Or(both, early, self.minor_signed)

    @cached_property
    def signer_is_suspect(self) -> Formula:
        """Whoever decides and signed is suspected of abuse, or it is not ruled out."""
        return z3.And(self.signed, self.is_("roi-signed-by", *BY_ANOTHER), self.decider_is_suspect)

    @cached_property
    def is_current(self) -> Formula:
        """An end by date or event is named and has not come."""
        dates = self.cases.raw["dates"]
        ends = self.cases.raw["roi-expires-on"]["given"]
        by_date = z3.And(
            self.is_("roi-expiry-kind", "date"),
            ends,
            z3.Not(dates["ended-by-today"]),
            z3.Not(dates["ends-before-signed"]),
        )
        by_event = z3.And(
            self.is_("roi-expiry-kind", "event"), self.is_("roi-expiry-event-happened", "no")
        )
        return z3.Or(by_date, by_event)

    @cached_property
    def stands(self) -> Formula:
        """The form is signed, dated by today, not surely taken back, and covers and fits this."""
        return z3.And(
            self.signed,
            self.cases.raw["roi-signed-on"]["given"],
            self.cases.raw["dates"]["signed-by-today"],
            self.is_("roi-revoked", "no", "before-2-35-allows"),
            self.is_("roi-covers-recipient", "yes"),
            self.is_("roi-covers-information", "yes"),
            self.is_("roi-fits", "yes"),
        )

    @cached_property
    def may_be_a_direction(self) -> Formula:
        """What was signed may direct a copy to the member's attorney: 164.524(c)(3)(ii)."""
        return z3.And(
            self.is_members_attorney,
            self.is_("direction", "share", "both"),
            # Psychotherapy notes are no part of the right, and Part 2 was not read on it.
            *(self.of_kind("health"), self.ordinary),
            *(self.stands, self.signer),
            self.is_("member-objected", "no"),
        )

    @cached_property
    def for_criminal_justice(self) -> Formula:
        """The form is a court-referral consent under 42 CFR 2.35."""
        return self.is_("roi-form", "criminal-justice-2-35")

    @cached_property
    def is_not_for_a_court(self) -> Formula:
        """The form is surely no court-referral consent."""
        kinds = self.cases.raw["contact-kind"]
        courts = ("justice-supervision", "court-or-attorney")
        others = z3.Or([formula for kind, formula in kinds.items() if kind not in courts])
        return z3.Or(others, self.is_("roi-form", "ordinary"))

    @cached_property
    def part_2_parts(self) -> Formula:
        """Every element of 42 CFR 2.31 that applies is there, or of 2.35 in place of P6."""
        usual = [part for part in PART_2 if part != "P6"]
        revocable = z3.If(self.for_criminal_justice, self.has("CJ1", "CJ2"), self.has("P6"))
        return z3.And(self.has(*usual), revocable, z3.Implies(self.for_tpo, self.has("P4c", "P10")))

    @cached_property
    def part_2_consent(self) -> Formula:
        """A consent with every element of 42 CFR 2.31 that applies, by who may give it."""
        endless = self.is_("roi-expiry-kind", "none")
        both_sign = z3.Implies(self.parents_consent, self.is_("roi-signed-by", "member-and-parent"))
        return z3.And(
            self.stands,
            self.signer,
            both_sign,
            self.part_2_parts,
            z3.Or(self.is_current, z3.And(endless, self.for_tpo)),
        )

    @cached_property
    def hipaa_form(self) -> Formula:
        """An authorization with every element of 45 CFR 164.508(c)."""
        return z3.And(
            self.stands,
            self.signer,
            self.has(*HIPAA),
            z3.Implies(self.is_("roi-signed-by", *BY_ANOTHER), self.has("H6r")),
            self.is_current,
        )

    @cached_property
    def ferpa_consent(self) -> Formula:
        """A consent with every element of 34 CFR 99.30, by the parent of a minor or the student."""
        by_parent = self.is_("roi-signed-by", "parent-or-guardian", "member-and-parent")
        allowed = z3.Not(self.is_("custody-or-court-order", "papers-forbid"))
        by_student = self.is_("roi-signed-by", "member", "member-and-parent")
        in_college = self.is_("student-in-college", "yes")
        of_minor = z3.If(in_college, by_student, z3.And(by_parent, allowed))
        return z3.And(
            self.stands,
            z3.Or(
                z3.And(self.is_("member-age", "18-or-older"), self.signer),
                z3.And(self.is_("member-age", *UNDER_18), of_minor),
                # Who signs for an emancipated minor was not read, so that is asked.
                z3.And(self.is_("member-age", "emancipated-minor"), z3.Or(by_student, by_parent)),
            ),
            self.has(*FERPA),
            z3.Or(self.is_current, self.is_("roi-expiry-kind", "none")),
        )

    @cached_property
    def notes_alone(self) -> Formula:
        """Notes are on a form of their own."""
        forms = {
            "psychotherapy-notes": "psychotherapy-notes-form",
            "sud-counseling-notes": "sud-counseling-notes-form",
        }
        return self.is_(forms[self.kind], "own-form") if self.kind in forms else z3.BoolVal(True)
