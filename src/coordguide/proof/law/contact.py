"""The contact: who it is, whether it treats, what it gets, and what Part 2 makes of that."""

from __future__ import annotations

from functools import cached_property

import z3

from coordguide.proof.law.member import MemberFacts
from coordguide.proof.logic import Formula

SUBSTANCE_USE = ("sud-part-2", "sud-counseling-notes")
"""The kinds of information that 42 CFR Part 2 covers wherever they are."""

MAY_TREAT = ("behavioral-health", "therapy-services", "specialty-care", "school-or-community")
"""Who treats the member only where that was said."""


class ContactFacts(MemberFacts):
    """What the answers about the contact mean."""

    def is_contact(self, *kinds: str) -> Formula:
        """Say that the contact is of one of these kinds."""
        return self.is_("contact-kind", *kinds)

    @cached_property
    def shares(self) -> Formula:
        """Something is shared or asked for: it is neither only heard nor reported."""
        return self.is_("direction", "share", "request", "both", "presence-only")

    @cached_property
    def gives(self) -> Formula:
        """We tell the contact something."""
        return self.is_("direction", "share", "both", "presence-only")

    @cached_property
    def asks(self) -> Formula:
        """We ask the contact for something."""
        return self.is_("direction", "request", "both")

    @cached_property
    def is_by_office(self) -> Formula:
        """The contact asks by an office or a tie of work, and has no part in the member's care."""
        return self.is_contact(
            "social-services",
            "plan-or-payer",
            "own-team",
            "protective-services",
            "court-or-attorney",
            "court-appointed",
            "justice-supervision",
            "police",
            "public-agency",
            "none-of-these",
        )

    @cached_property
    def without_paper(self) -> Formula:
        """Something is shared or asked for, and whoever asks rests on no paper."""
        none = self.is_("legal-paper", "none")
        # A paper is asked about where something is handed over.
        unasked = self.is_("direction", "request", "presence-only")
        return z3.And(self.shares, z3.Or(none, unasked))

    @cached_property
    def has_court_role(self) -> Formula:
        """The contact is a court or attorney without a paper, so that its part counts."""
        return z3.And(self.is_contact("court-or-attorney"), self.without_paper)

    @cached_property
    def in_commitment(self) -> Formula:
        """A court or counsel in a commitment: G.S. 122C-54(c), A.R.S. 36-540, neither read."""
        return z3.And(self.has_court_role, self.is_("court-role", "commitment"))

    @cached_property
    def is_our_counsel(self) -> Formula:
        """Our own attorney or carrier: 45 CFR 164.501, operations, and 164.502(e)."""
        return z3.And(self.has_court_role, self.is_("court-role", "our-counsel"))

    @cached_property
    def is_another_court(self) -> Formula:
        """A court that asks without an order: 45 CFR 164.512(e)(1)."""
        return z3.And(self.has_court_role, self.is_("court-role", "another-court"))

    @cached_property
    def is_members_attorney(self) -> Formula:
        """The member's own attorney, who gets a copy by the member's direction: 164.524(c)(3)."""
        return z3.And(self.has_court_role, self.is_("court-role", "members-attorney"))

    @cached_property
    def may_be_let_in(self) -> Formula:
        """An outsider whom a law may let have this: 164.512(a) and (i), 164.510(b)(4)."""
        outsider = z3.And(self.is_contact("none-of-these"), self.without_paper)
        return z3.And(outsider, self.is_("outside-reason", "law-of-its-own"))

    @cached_property
    def by_own_law(self) -> Formula:
        """A law may let this contact be told without a form, so that HIPAA need not ask for one."""
        courts = z3.Or(self.in_commitment, self.is_another_court)
        others = z3.Or(courts, self.is_our_counsel, self.may_be_let_in)
        return z3.Or(self.is_contact("public-agency"), others)

    @cached_property
    def goes_by_no_law_of_its_own(self) -> Formula:
        """It was said, or cannot be, that a court or outsider goes by no law of their own."""
        kinds = self.cases.raw["contact-kind"]
        offices = ("court-or-attorney", "none-of-these", "public-agency")
        others = z3.Or([formula for kind, formula in kinds.items() if kind not in offices])
        paper = ("court-order", "part-2-order", "subpoena", "agency-demand", "unsure")
        asked = z3.Not(self.is_contact("public-agency"))
        by_paper = z3.And(self.is_("direction", "share", "both"), self.is_("legal-paper", *paper))
        court = self.is_("court-role", "other-side", "members-attorney")
        said = z3.Or(court, self.is_("outside-reason", "own-purpose"))
        return z3.Or(others, z3.And(asked, by_paper), said)

    @cached_property
    def needs_nobody_to_decide(self) -> Formula:
        """Without a form, what this contact may get turns on nobody who decides for the member."""
        return z3.Or(self.is_by_office, self.is_contact("member"))

    @cached_property
    def family(self) -> Formula:
        """The contact is family."""
        return self.is_contact("family")

    @cached_property
    def close(self) -> Formula:
        """The contact is family, or a friend or caregiver whom the member named."""
        return self.is_contact("family", "friend-or-caregiver")

    @cached_property
    def agreed(self) -> Formula:
        """The member agreed that family or a friend takes part: 45 CFR 164.510(b)(2)."""
        return z3.And(self.close, self.is_("family-involvement-agreed", "yes"))

    @cached_property
    def may_take_part(self) -> Formula:
        """The member agreed, or cannot be asked, and said no nowhere."""
        either = z3.Or(self.agreed, self.cannot_be_asked)
        return z3.And(either, z3.Not(self.is_("member-objected", "yes")))

    @cached_property
    def presence(self) -> Formula:
        """Only that the member is here or not is told."""
        return self.is_("direction", "presence-only")

    @cached_property
    def cannot_be_asked(self) -> Formula:
        """The member cannot be asked and telling is in their interest: 164.510(b)(3)."""
        return z3.And(self.close, self.is_("family-involvement-agreed", "cannot-be-asked"))

    @cached_property
    def no_stands_on_form(self) -> Formula:
        """The form for this contact was declined, or signed and taken back: 164.508(b)(5)."""
        taken_back = z3.And(
            self.is_("roi", "signed"), self.is_("roi-revoked", "yes", "before-2-35-allows")
        )
        return z3.Or(z3.Not(self.is_("roi", "signed", "not-signed", "unsure")), taken_back)

    @cached_property
    def treats(self) -> Formula:
        """The contact treats the member: a physical health provider does, others where said."""
        said = z3.And(self.is_contact(*MAY_TREAT), self.is_("treating", "yes"))
        return z3.Or(self.is_contact("physical-health"), said)

    @cached_property
    def for_tpo(self) -> Formula:
        """It is for treatment, payment or operations: 42 CFR 2.31(a)(4)(iii), (7) and (10)."""
        purposes = ("payment", "coordination", "audit", "quality-review")
        pays = self.is_("payer-purpose", *purposes)
        return z3.Or(self.treats, z3.And(self.is_contact("plan-or-payer"), pays))

    @cached_property
    def may_opt_out(self) -> Formula:
        """North Carolina lets the member object to telling this provider: G.S. 122C-55(a7)."""
        kinds = ("physical-health", "specialty-care", "therapy-services")
        # That somebody is here is opened to next of kin alone: G.S. 122C-53(b).
        return z3.And(self.is_("state", "NC"), self.is_contact(*kinds), self.gives)

    @cached_property
    def does_not_treat(self) -> Formula:
        """It was said that the contact does not treat: helping the care along is not treating."""
        no = z3.And(self.is_contact(*MAY_TREAT), self.is_("treating", "no", "supports-treatment"))
        # A social service never treats, so that a yes there is no answer to this question.
        helper = z3.And(self.is_contact("social-services"), self.is_("treating", "no", "yes"))
        return z3.Or(no, helper)

    @cached_property
    def supports(self) -> Formula:
        """A social service whose help is a needed part of the care: HHS FAQ 3008."""
        return z3.And(
            self.is_contact("social-services"), self.is_("treating", "supports-treatment")
        )

    @cached_property
    def is_medical_personnel(self) -> Formula:
        """The contact is medical personnel: 42 CFR 2.51(a)."""
        said = z3.And(self.treats, self.is_("medical-personnel", "yes"))
        return z3.Or(self.is_contact("physical-health"), said)

    @cached_property
    def needs_to_know(self) -> Formula:
        """Own program or its service organization: 42 CFR 2.11, 2.12(c)(3) and (4)."""
        ties = ("same-program", "service-organization")
        return z3.And(self.is_contact("own-team"), self.is_("team-tie", *ties))

    @cached_property
    def ordinary(self) -> Formula:
        """The sender is no Part 2 program."""
        return self.is_("setting", "ordinary")

    @cached_property
    def not_a_program(self) -> Formula:
        """The sender is surely no Part 2 program: it may be a school."""
        return self.is_("setting", "ordinary", "school")

    @cached_property
    def program(self) -> Formula:
        """The sender is a Part 2 program."""
        return self.is_("setting", "part-2-program")

    @cached_property
    def received_onward(self) -> Formula:
        """Part 2 records came under a consent for treatment, payment, operations: 2.33(b)(1)."""
        return z3.And(
            self.ordinary,
            self.is_("direction", "share", "both"),
            self.is_("part-2-source", "received-tpo"),
            z3.Or(self.treats, self.is_contact("plan-or-payer")),
        )

    @cached_property
    def surely_not_received_onward(self) -> Formula:
        """The records surely did not come for onward sharing with this contact."""
        kinds = self.cases.raw["contact-kind"]
        may = ("physical-health", *MAY_TREAT, "plan-or-payer")
        others = z3.Or([formula for kind, formula in kinds.items() if kind not in may])
        return z3.Or(
            self.is_("setting", "part-2-program", "school", "unsure"),
            self.is_("direction", "request", "presence-only", "listen", "report"),
            self.is_("part-2-source", "received-other"),
            others,
            z3.And(self.is_contact(*MAY_TREAT), self.does_not_treat),
        )

    @cached_property
    def goes_on_as_health(self) -> Formula:
        """The information may go on as health information does."""
        return z3.And(self.of_kind("sud-part-2"), self.received_onward)

    @cached_property
    def health(self) -> Formula:
        """The information is health information, or judged as such."""
        return z3.Or(self.of_kind("health"), self.goes_on_as_health)

    @cached_property
    def part_2(self) -> Formula:
        """What is disclosed is under 42 CFR Part 2."""
        covered = z3.And(self.of_kind(*SUBSTANCE_USE), z3.Not(self.goes_on_as_health))
        return z3.Or(covered, self.program)

    @cached_property
    def for_treatment(self) -> Formula:
        """Health or psychotherapy notes go to who treats, and no Part 2 program sends them."""
        what = z3.Or(self.health, self.of_kind("psychotherapy-notes"))
        return z3.And(what, self.ordinary, self.treats)

    @cached_property
    def family_health(self) -> Formula:
        """Family or a friend is told about health, and no Part 2 program tells it."""
        return z3.And(self.close, self.of_kind("health"), self.ordinary)

    @cached_property
    def is_the_member(self) -> Formula:
        """The contact is the member, who decides about the own care: 164.502(a)(1)(i)."""
        adult = z3.And(self.adult, self.is_("decision-maker", "self"))
        return z3.And(self.is_contact("member"), z3.Or(adult, self.own_consent))

    @cached_property
    def is_nobody(self) -> Formula:
        """The contact is entered as who decides for an adult who decides alone: one is not so."""
        alone = z3.And(self.adult, self.is_("decision-maker", "self"))
        return z3.And(self.is_contact("parent-or-decider"), alone)

    @cached_property
    def is_ward(self) -> Formula:
        """The contact is the member, for whom somebody else decides: 164.502(g)."""
        another = self.is_("decision-maker", "guardian", "other-representative", "deceased")
        by_another = z3.Or(z3.And(self.adult, another), self.without_own_consent)
        return z3.And(self.is_contact("member"), by_another)

    @cached_property
    def is_a_decider(self) -> Formula:
        """The contact decides for the member, unless custody papers say otherwise."""
        known = self.is_("decision-maker", "guardian", "other-representative")
        by_kind = z3.Or(z3.And(self.adult, known), self.parents_consent)
        return z3.Or(self.is_the_member, z3.And(self.is_contact("parent-or-decider"), by_kind))

    @cached_property
    def is_asked_whether_suspect(self) -> Formula:
        """Harm at home is suspected or not ruled out, and it may be this person."""
        safety = "representative-safety"
        any_suspicion = self.is_(safety, "suspected-decider", "suspected-other", "unsure")
        other_parent = self.is_contact("parent-or-decider")
        return z3.And(
            self.shares,
            z3.Or(
                z3.And(self.close, any_suspicion),
                z3.And(other_parent, self.is_(safety, "suspected-other")),
            ),
        )

    @cached_property
    def may_be_the_suspect(self) -> Formula:
        """It was said to be this person, or that it may be: 164.502(g)(5)."""
        said = self.is_("suspected-person", "yes", "unsure")
        return z3.And(self.represented, self.is_asked_whether_suspect, said)

    @cached_property
    def is_suspect(self) -> Formula:
        """This person, or whoever decides, is suspected of the harm, or it is not ruled out."""
        decider = z3.And(self.represented, self.decider_is_suspect)
        return z3.Or(self.may_be_the_suspect, z3.And(self.is_contact("parent-or-decider"), decider))

    @cached_property
    def knows_already(self) -> Formula:
        """Who decides for the member, and chose the care: 45 CFR 164.502(g)(3)."""
        let_in = self.is_("custody-or-court-order", "no", "yes", "papers-allow")
        contact = self.is_contact("parent-or-decider")
        return z3.And(contact, self.is_a_decider, z3.Or(self.adult, let_in))

    @cached_property
    def may_know_nothing(self) -> Formula:
        """It is known that the contact does not decide, or that papers may shut them out."""
        kinds = self.cases.raw["contact-kind"]
        others = z3.Or([formula for kind, formula in kinds.items() if kind != "parent-or-decider"])
        nobody = z3.And(self.adult, self.is_("decision-maker", "self", "deceased", "unsure"))
        alone = self.is_("minor-consented-to-own-care", "yes", "unsure")
        shut_out = self.is_("custody-or-court-order", "papers-forbid", "unsure")
        return z3.Or(others, nobody, z3.And(self.minor, z3.Or(alone, shut_out)))

    @cached_property
    def is_parent_at_school(self) -> Formula:
        """A child's parent, who may look at a school's records: 34 CFR 99.10, 99.5."""
        safe = self.is_("representative-safety", "no", "suspected-other")
        return z3.And(self.knows_already, self.minor, safe)

    @cached_property
    def is_here_by_law(self) -> Formula:
        """The county tells a relative that a patient is here who cannot be asked: 5328.1(a)."""
        return z3.And(
            z3.BoolVal(self.is_county_care),
            self.presence,
            self.family,
            self.cannot_be_asked,
            self.adult,
            self.is_("decision-maker", "self"),
            self.is_("member-objected", "no"),
            self.is_("asked-by-them", "yes"),
            self.ordinary,
        )

    @cached_property
    def has_the_say(self) -> Formula:
        """The contact is who decides: the member, or a parent, guardian or agent who may."""
        others = self.is_("decision-maker", "guardian", "other-representative")
        by_another = z3.Or(z3.And(self.adult, others), self.parent_decides)
        contact = self.is_contact("parent-or-decider")
        return z3.Or(self.is_the_member, z3.And(contact, by_another))

    @cached_property
    def is_the_decider(self) -> Formula:
        """The contact is who decides, and nothing speaks against going by that: 164.502(g)(5)."""
        suspect = z3.And(self.decider_is_suspect, z3.Not(self.is_the_member))
        return z3.And(self.has_the_say, z3.Not(suspect), z3.Not(self.has_no_right_to_decide))

    @cached_property
    def says_to_decide_for_a_minor(self) -> Formula:
        """The contact is said to decide for a minor, and no papers that were read tell of it."""
        no_papers = self.is_("custody-or-court-order", "no")
        untold = z3.Or(no_papers, self.papers_may_mean_another)
        return z3.And(self.is_contact("parent-or-decider"), self.parents_consent, untold)

    @cached_property
    def papers_may_mean_another(self) -> Formula:
        """Papers were read that allow one, and another is said to decide as well."""
        another = self.cases.raw["several-deciders"]["yes"]
        allow = self.is_("custody-or-court-order", "papers-allow")
        return z3.And(self.is_contact("parent-or-decider"), self.shares, another, allow)

    @cached_property
    def has_no_right_to_decide(self) -> Formula:
        """The contact is no parent and has no papers: 164.502(g)(3) asks for legal authority."""
        a_parent = z3.And(self.papers_may_mean_another, self.is_("authority-known", "parent"))
        no_right = z3.Or(self.is_("authority-known", "no"), a_parent)
        return z3.And(self.says_to_decide_for_a_minor, no_right)
