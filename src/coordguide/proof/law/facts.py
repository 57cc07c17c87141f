"""The answers of a case as a person would name them, written from the law and not from the content.

Claims and the second reading speak in these words. They use none of the
definitions that the rules use, because the two are meant to check each other.
"""

from __future__ import annotations

from functools import cached_property

import z3

from coordguide.model import UNSURE
from coordguide.proof.logic import Formula
from coordguide.proof.space import Space

MINOR = ("under-12", "12-to-17")
"""The ages of a minor."""

SUBSTANCE_USE = ("sud-part-2", "sud-counseling-notes")
"""The kinds of information that 42 CFR Part 2 covers wherever they are."""

HIPAA = tuple(f"H{number}" for number in range(1, 10))
PART_2 = tuple(f"P{number}" for number in range(1, 10))
FERPA = ("F1", "F2", "F3", "F4")


RuleFormulas = dict[str, Formula]
"""When each rule applies, under the rule's id."""

ByStatus = dict[str, RuleFormulas]
"""By status, when each rule that gives it applies."""


class CaseFacts:
    """Reads the visible answers of a space of cases."""

    def __init__(self, cases: Space) -> None:
        self.cases = cases
        self.kind = cases.kind

    def is_(self, fact: str, *values: str) -> Formula:
        """Say that a fact has one of these answers."""
        found = self.cases.logic.answers.get(fact)
        answers = found.values if found else {}
        return z3.Or([answers[value] for value in values if value in answers])

    def of_kind(self, *kinds: str) -> Formula:
        """Say that the information is of one of these kinds."""
        return z3.BoolVal(self.kind in kinds)

    def is_part(self, element: str, said: str = "present") -> Formula:
        """Say what was said of one element of the form on screen."""
        shown = self.cases.visible["roi-elements"]
        return z3.And(shown, self.cases.raw[f"roi-elements.{element}"][said])

    def has(self, *elements: str) -> Formula:
        """Say that the form has every one of these elements."""
        return z3.And([self.is_part(element) for element in elements])

    def decides(self, *decisions: str) -> Formula:
        """Say that the decision is one of these."""
        return z3.Or([self.cases.decision[decision] for decision in decisions])

    @cached_property
    def adult(self) -> Formula:
        """The member is an adult."""
        return self.is_("member-age", "18-or-older")

    @cached_property
    def minor(self) -> Formula:
        """The member is a minor."""
        return self.is_("member-age", *MINOR)

    @cached_property
    def family(self) -> Formula:
        """The contact is family."""
        return self.is_("contact-kind", "family")

    @cached_property
    def agreed(self) -> Formula:
        """The member agreed that family takes part: 45 CFR 164.510(b)."""
        return z3.And(self.family, self.is_("family-involvement-agreed", "yes"))

    @cached_property
    def ordinary(self) -> Formula:
        """The sender is no Part 2 program."""
        return self.is_("setting", "ordinary")

    @cached_property
    def part_2(self) -> Formula:
        """What is disclosed is under 42 CFR Part 2."""
        program = self.is_("setting", "part-2-program")
        return z3.Or(self.of_kind(*SUBSTANCE_USE), program)

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
    def decider_is_known(self) -> Formula:
        """It is settled who decides for the member: 45 CFR 164.502(g)."""
        adults = self.is_("decision-maker", "self", "guardian", "other-representative")
        parents = z3.And(self.parents_consent, self.is_("custody-or-court-order", "no"))
        return z3.Or(z3.And(self.adult, adults), self.own_consent, parents)

    @cached_property
    def treats(self) -> Formula:
        """The contact treats the member: providers do, others where it was said."""
        return z3.Or(
            self.is_("contact-kind", "behavioral-health", "physical-health", "therapy-services"),
            z3.And(
                self.is_("contact-kind", "specialty-care", "school-or-community"),
                self.is_("treating", "yes"),
            ),
        )

    @cached_property
    def for_treatment(self) -> Formula:
        """Health or psychotherapy notes go to who treats, and no Part 2 program sends them."""
        return z3.And(self.of_kind("health", "psychotherapy-notes"), self.ordinary, self.treats)

    @cached_property
    def family_health(self) -> Formula:
        """Family is told about health, and no Part 2 program tells it."""
        return z3.And(self.family, self.of_kind("health"), self.ordinary)

    @cached_property
    def signer(self) -> Formula:
        """The one who signed is the one who may."""
        signed, decides = "roi-signed-by", "decision-maker"
        pairs = (
            ("self", "member"),
            ("guardian", "parent-or-guardian"),
            ("other-representative", "other-representative"),
        )
        adults = [z3.And(self.is_(decides, who), self.is_(signed, by)) for who, by in pairs]
        return z3.Or(
            z3.And(self.adult, z3.Or(adults)),
            z3.And(self.own_consent, self.is_(signed, "member")),
            z3.And(
                self.parents_consent, self.is_(signed, "parent-or-guardian", "member-and-parent")
            ),
        )

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
        """The release is signed, dated by today, not taken back, and covers this."""
        return z3.And(
            self.is_("roi", "signed"),
            self.cases.raw["roi-signed-on"]["given"],
            self.cases.raw["dates"]["signed-by-today"],
            self.is_("roi-revoked", "no"),
            self.is_("roi-covers-recipient", "yes"),
            self.is_("roi-covers-information", "yes"),
        )

    @cached_property
    def part_2_consent(self) -> Formula:
        """A consent with every element of 42 CFR 2.31 that applies."""
        endless = self.is_("roi-expiry-kind", "none")
        both_sign = z3.Implies(self.parents_consent, self.is_("roi-signed-by", "member-and-parent"))
        return z3.And(
            self.stands,
            self.signer,
            both_sign,
            self.has(*PART_2),
            z3.Implies(self.treats, self.has("P4c", "P10")),
            z3.Or(self.is_current, z3.And(endless, self.treats)),
        )

    @cached_property
    def hipaa_form(self) -> Formula:
        """An authorization with every element of 45 CFR 164.508(c)."""
        by_another = self.is_(
            "roi-signed-by", "parent-or-guardian", "member-and-parent", "other-representative"
        )
        return z3.And(
            self.stands,
            self.signer,
            self.has(*HIPAA),
            z3.Implies(by_another, self.has("H6r")),
            self.is_current,
        )

    @cached_property
    def ferpa_consent(self) -> Formula:
        """A consent with every element of 34 CFR 99.30, by the parent of a minor or the student."""
        by_parent = self.is_("roi-signed-by", "parent-or-guardian", "member-and-parent")
        return z3.And(
            self.stands,
            z3.Or(z3.And(self.adult, self.signer), z3.And(self.minor, by_parent)),
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

    @cached_property
    def is_answered(self) -> Formula:
        """Every question on screen has an answer that is sure, and the days can be right."""
        cases = self.cases
        answered = []
        for fact, raw in cases.raw.items():
            if fact.startswith("roi-elements."):
                continue
            sure = [formula for value, formula in raw.items() if value != UNSURE]
            if fact in cases.visible:
                answered.append(z3.Implies(cases.visible[fact], z3.Or(sure)))
        parts = [
            z3.Or(raw["present"], raw["missing"])
            for fact, raw in cases.raw.items()
            if fact.startswith("roi-elements.")
        ]
        shown = cases.visible["roi-elements"]
        dates = cases.raw["dates"]
        in_order = z3.And(dates["signed-by-today"], z3.Not(dates["ends-before-signed"]))
        return z3.And(*answered, z3.Implies(shown, z3.And(in_order, *parts)))
