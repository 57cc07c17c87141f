"""Real situations: duties, listening, limits, who asks, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from coordguide.engine.case_reader import read_case
from coordguide.engine.catalogue import catalogue
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import PERMITTED, SETTLED, Content
from coordguide.view import ContactView, View

ABOUT = {
    "member-age": "18-or-older",
    "decision-maker": "self",
    "emergency": "no",
    "setting": "ordinary",
    "confidential-channel-requested": "no",
    "treated-together": "no",
}
ASKED = {
    "direction": "share",
    "information": ["health"],
    "roi": "not-signed",
    "member-objected": "no",
}
GOOD_FORM = {
    "roi": "signed",
    "roi-signed-by": "member",
    "roi-elements": dict.fromkeys(
        (*(f"H{n}" for n in range(1, 10)), "D4", "AZ1", "AZ2"), "present"
    ),
    "roi-signed-on": "2026-06-01",
    "roi-expiry-kind": "date",
    "roi-expires-on": "2027-05-31",
    "roi-revoked": "no",
    "roi-covers-recipient": "yes",
    "roi-covers-information": "yes",
    "roi-fits": "yes",
}
CHILD = {
    "member-age": "under-12",
    "decision-maker": None,
    "minor-consented-to-own-care": "no",
    "custody-or-court-order": "no",
    "representative-safety": "no",
}
AZ, NC, OC = "arizona-complete-health", "ambetter-north-carolina", "orange-county-mhp"

Answer = Callable[..., View]


@pytest.fixture(scope="module")
def answer(content: Content) -> Answer:
    """Answer a case of one contact: facts of the case under ``about``, the contact's as keys."""

    def answered(edition: str = AZ, about: dict[str, Any] | None = None, **facts: Any) -> View:
        own = {name.replace("_", "-"): value for name, value in facts.items()}
        case = {
            "edition": edition,
            "today": "2026-11-23",
            "facts": {k: v for k, v in {**ABOUT, **(about or {})}.items() if v is not None},
            "contacts": [{"id": "c", "facts": {**ASKED, **own}}],
        }
        return evaluate(content, read_case(case, content))

    return answered


def only(view: View) -> ContactView:
    """Return the one contact of a view."""
    (contact,) = view.contacts
    return contact


def asked(view: View) -> set[str]:
    """Return the questions on screen."""
    return {row["question"] for row in view.ask}


class TestBudget:
    """Vocabulary of situations, "Budget": the common case is asked one thing more."""

    NEW = frozenset({
        "roi-fits", "representative-safety", "treated-together", "member-needs-care-now",
        "consent-now", "legal-paper", "report-about", "worker-role", "payer-purpose", "team-tie",
        "part-2-source", "asked-by-them", "student-in-college", "roi-form", "authority-known",
        "court-role", "outside-reason",
    })  # fmt: skip

    @pytest.mark.parametrize("edition", [AZ, NC, OC])
    def test_one_question_more_with_a_signed_release(self, edition: str, answer: Answer) -> None:
        """An adult, an ordinary clinic, a treating doctor, a signed release: what it lets us do."""
        view = answer(edition, contact_kind="physical-health", **GOOD_FORM)
        assert asked(view) & self.NEW == {"roi-fits"}

    @pytest.mark.parametrize("edition", [AZ, NC, OC])
    def test_none_without_a_release(self, edition: str, answer: Answer) -> None:
        """Without a release nothing new is asked."""
        view = answer(edition, contact_kind="physical-health")
        assert asked(view) & {*self.NEW, "treating"} == set()

    def test_treating_of_a_counselor(self, answer: Answer) -> None:
        """Of a behavioral health contact it is asked whether they treat."""
        view = answer(contact_kind="behavioral-health")
        assert asked(view) & {*self.NEW, "treating"} == {"treating"}

    def test_safety_where_somebody_else_decides(self, answer: Answer) -> None:
        """Of a child it is asked whether somebody at home is suspected."""
        view = answer(about=CHILD, contact_kind="physical-health")
        assert asked(view) & self.NEW == {"representative-safety"}

    def test_treated_together_where_an_authorization_is_asked(self, answer: Answer) -> None:
        """Who else is in treatment matters where an authorization is asked for."""
        view = answer(contact_kind="school-or-community", treating="no")
        assert asked(view) & self.NEW == {"treated-together"}


class TestOldCases:
    """A case saved before a question existed is incomplete and names it."""

    @pytest.mark.parametrize(
        ("about", "facts", "question"),
        [
            ({}, {"contact-kind": "physical-health", **GOOD_FORM, "roi-fits": None}, "roi-fits"),
            ({}, {"contact-kind": "behavioral-health", **GOOD_FORM}, "treating"),
        ],
    )
    def test_never_stays_a_yes(
        self, about: dict, facts: dict, question: str, answer: Answer
    ) -> None:
        """What was a yes waits for the new answer."""
        view = answer(about=about, **{k.replace("-", "_"): v for k, v in facts.items()})
        assert only(view).decision == "incomplete"
        assert question in {open_.fact for open_ in view.next}

    @pytest.mark.parametrize("said", ["names-someone-else", "other-direction", "other-purpose"])
    def test_a_form_that_does_not_fit_is_no_release(self, said: str, answer: Answer) -> None:
        """Invariant 11: no yes on a form that does not let us do this."""
        contact = only(answer(contact_kind="physical-health", **{**GOOD_FORM, "roi-fits": said}))
        assert (contact.decision, contact.roi.status) == ("get-roi-first", "invalid")
        assert len(contact.roi.problems) == 1

    def test_not_sure_whether_it_fits(self, answer: Answer) -> None:
        """A doubt about the form is asked about."""
        view = answer(contact_kind="physical-health", **{**GOOD_FORM, "roi-fits": "unsure"})
        assert only(view).decision == "ask-privacy-officer"


class TestListen:
    @pytest.mark.parametrize("setting", ["ordinary", "part-2-program", "school", "unsure", None])
    @pytest.mark.parametrize("kind", ["family", "police", "physical-health", "none-of-these"])
    def test_in_every_setting_and_asks_nothing(
        self, setting: str | None, kind: str, answer: Answer
    ) -> None:
        """Invariant 14: listening needs no release, and nothing more is asked of the contact."""
        view = answer(about={"setting": setting}, contact_kind=kind, direction="listen")
        assert only(view).decision == "listen-only"
        of_contact = {row["question"] for row in view.ask if row["contact"] == "c"}
        assert of_contact == {"contact-kind", "direction"}
        assert "family-involvement-agreed" not in asked(view)

    def test_who_is_treated_together_does_not_matter(self, answer: Answer) -> None:
        """No authorization is asked for where somebody listens, reports or brings a paper."""
        calls = ({"direction": "listen"}, {"direction": "report"}, {"legal_paper": "subpoena"})
        for facts in calls:
            view = answer(contact_kind="protective-services", report_about="adult", **facts)
            assert "treated-together" not in asked(view), facts

    def test_even_in_an_emergency(self, answer: Answer) -> None:
        """Who only listens gives nothing, whatever the emergency would allow."""
        about = {"emergency": "serious-and-imminent-threat"}
        view = answer(about=about, contact_kind="family", direction="listen")
        assert only(view).decision == "listen-only"


class TestReport:
    @pytest.mark.parametrize("about_whom", ["child", "adult", "other-adult", "unsure", None])
    @pytest.mark.parametrize("setting", ["ordinary", "part-2-program", "school", "unsure", None])
    def test_duty_or_decided_elsewhere_whatever_is_open(
        self, about_whom: str | None, setting: str | None, answer: Answer
    ) -> None:
        """Invariant 12: a duty only of a child, and of an adult who cannot protect themself."""
        view = answer(
            about={"setting": setting},
            contact_kind="protective-services",
            direction="report",
            report_about=about_whom,
        )
        named = about_whom == "adult" and setting in ("ordinary", "school")
        is_due = about_whom == "child" or named
        contact = only(view)
        assert contact.decision == ("legal-duty" if is_due else "not-decided-here")
        assert contact.meanwhile
        assert bool(contact.extent) is is_due
        assert bool(contact.who_decides) is not is_due

    @pytest.mark.parametrize(
        ("edition", "about_whom", "addressee"),
        [
            (AZ, "child", "police or to the Department of Child Safety"),
            (AZ, "adult", "intake line of Adult Protective Services"),
            (NC, "child", "county department of social services"),
            (NC, "adult", "county department of social services"),
            (OC, "child", "county welfare"),
            (OC, "adult", "Adult Protective Services or to police"),
        ],
    )
    @pytest.mark.parametrize("kind", ["police", "protective-services"])
    def test_it_says_to_whom_the_report_goes(
        self, edition: str, about_whom: str, addressee: str, kind: str, answer: Answer
    ) -> None:
        """Each state names who takes the report; in North Carolina police are not among them."""
        view = answer(edition, contact_kind=kind, direction="report", report_about=about_whom)
        contact = only(view)
        assert any(addressee in said.text for said in contact.extent)
        corrects = "social services" in contact.title
        assert corrects is (edition == NC and kind == "police")

    def test_no_duty_is_claimed_for_every_adult(self, answer: Answer) -> None:
        """Whom no duty covers decides alone: 45 CFR 164.512(c)(1)(ii)."""
        for kind in ("police", "protective-services"):
            view = answer(contact_kind=kind, direction="report", report_about="other-adult")
            contact = only(view)
            assert contact.layers["duty"].status == "agreement"
            assert contact.layers["hipaa"].status == "unknown"
            assert "this adult decides" in contact.title
            assert any("threat" in said.text for said in contact.meanwhile)

    def test_the_release_is_no_question(self, answer: Answer) -> None:
        """A report asks neither for a release nor for the member's leave."""
        view = answer(contact_kind="protective-services", direction="report", report_about="child")
        assert not asked(view) & {"roi", "member-objected", "information", "legal-paper"}
        assert only(view).limit == "report"
        assert only(view).roi.status == "not-needed"

    def test_to_somebody_who_takes_no_reports(self, answer: Answer) -> None:
        """What is no report to those whom the law names is not called a duty."""
        view = answer(contact_kind="none-of-these", direction="report", report_about="child")
        assert only(view).decision == "not-decided-here"


class TestDuty:
    OFFICES = (
        "protective-services", "court-or-attorney", "court-appointed",
        "justice-supervision", "police", "none-of-these",
    )  # fmt: skip

    @pytest.mark.parametrize("kind", OFFICES)
    @pytest.mark.parametrize(
        "paper", ["court-order", "part-2-order", "subpoena", "agency-demand", "unsure"]
    )
    def test_a_paper_is_never_answered_with_our_no(
        self, kind: str, paper: str, answer: Answer
    ) -> None:
        """Invariants 13 and 21: no stop, and what to do meanwhile is said with its source."""
        for setting, information in product(
            ("ordinary", "part-2-program", "school", "unsure"),
            ("health", "psychotherapy-notes", "sud-part-2", "communicable-disease"),
        ):
            view = answer(
                about={"setting": setting},
                contact_kind=kind,
                legal_paper=paper,
                information=[information],
                report_about="child",
            )
            contact = only(view)
            assert contact.decision in ("legal-duty", "not-decided-here"), (setting, information)
            assert contact.meanwhile and (contact.who_decides or contact.extent)
            assert all(said.cites for said in contact.meanwhile)

    @pytest.mark.parametrize(
        ("paper", "setting", "information", "decision"),
        [
            ("court-order", "ordinary", "health", "legal-duty"),
            ("court-order", "ordinary", "psychotherapy-notes", "legal-duty"),
            ("court-order", "ordinary", "sud-part-2", "not-decided-here"),
            ("court-order", "part-2-program", "health", "not-decided-here"),
            ("court-order", "unsure", "health", "not-decided-here"),
            ("part-2-order", "part-2-program", "sud-part-2", "legal-duty"),
            ("part-2-order", "part-2-program", "sud-counseling-notes", "not-decided-here"),
            ("part-2-order", "school", "health", "not-decided-here"),
            ("subpoena", "ordinary", "health", "not-decided-here"),
            ("unsure", "ordinary", "health", "not-decided-here"),
        ],
    )
    def test_rows_of_the_table(
        self, paper: str, setting: str, information: str, decision: str, answer: Answer
    ) -> None:
        """The table of duties, row by row."""
        view = answer(
            about={"setting": setting},
            contact_kind="court-or-attorney",
            legal_paper=paper,
            information=[information],
        )
        assert only(view).decision == decision

    @pytest.mark.parametrize(
        ("edition", "kind", "whom", "decision"),
        [
            (NC, "protective-services", "child", "legal-duty"),
            (NC, "protective-services", "adult", "not-decided-here"),
            (NC, "none-of-these", "child", "not-decided-here"),
            (AZ, "protective-services", "child", "not-decided-here"),
        ],
    )
    def test_a_written_demand(
        self, edition: str, kind: str, whom: str, decision: str, answer: Answer
    ) -> None:
        """Only North Carolina's demand for a child's protection was read as binding."""
        view = answer(edition, contact_kind=kind, legal_paper="agency-demand", report_about=whom)
        assert only(view).decision == decision

    def test_a_subpoena_beside_a_release_goes_to_counsel(self, answer: Answer) -> None:
        """A signed release does not make a subpoena a yes."""
        view = answer(contact_kind="court-or-attorney", legal_paper="subpoena", **GOOD_FORM)
        assert only(view).decision == "not-decided-here"
        assert "roi" not in asked(view)

    def test_an_emergency_comes_first(self, answer: Answer) -> None:
        """A duty beats everything but an emergency."""
        about = {"emergency": "serious-and-imminent-threat"}
        view = answer(about=about, contact_kind="police", legal_paper="subpoena")
        assert (only(view).decision, only(view).limit) == ("act-now", "emergency")

    def test_an_open_paper_is_asked_about(self, answer: Answer) -> None:
        """Whether there is a paper is answered first."""
        view = answer(contact_kind="court-or-attorney")
        assert only(view).decision == "incomplete"
        assert "legal-paper" in {open_.fact for open_ in view.next}

    def test_police_without_paper(self, answer: Answer) -> None:
        """Police without paper or release go to the privacy officer; with a good release on."""
        view = answer(contact_kind="police", legal_paper="none")
        assert only(view).decision == "not-decided-here"
        view = answer(contact_kind="police", legal_paper="none", roi="unsure")
        assert only(view).decision == "not-decided-here"
        view = answer(contact_kind="police", legal_paper="none", **GOOD_FORM)
        assert only(view).decision == "proceed"

    def test_kinds_stand_side_by_side(self, answer: Answer) -> None:
        """What an order opens is shown beside what it does not."""
        view = answer(
            contact_kind="court-or-attorney",
            legal_paper="court-order",
            information=["health", "sud-part-2"],
        )
        shown = {kind: each.decision for kind, each in only(view).by_information.items()}
        assert shown == {"health": "legal-duty", "sud-part-2": "not-decided-here"}
        assert only(view).decision == "not-decided-here"

    def test_a_schools_own_notes(self, answer: Answer) -> None:
        """FERPA governs a school's notes, whoever asks, and HIPAA does not."""
        view = answer(about={"setting": "school"}, contact_kind="physical-health")
        contact = only(view)
        assert contact.decision == "not-decided-here"
        assert contact.layers["hipaa"].status == "not-governing"


class TestPresence:
    def test_judged_as_health_without_being_asked(self, answer: Answer) -> None:
        """Whether somebody is here is health information; nothing else is asked about."""
        facts = {"family_involvement_agreed": "yes", "direction": "presence-only"}
        view = answer(contact_kind="family", **facts)
        assert list(only(view).by_information) == ["health"]
        assert "information" not in asked(view)

    @pytest.mark.parametrize(
        ("change", "is_duty"),
        [
            ({}, True),
            ({"asked-by-them": "no"}, False),
            ({"asked-by-them": "unsure"}, False),
            ({"member-objected": "yes"}, False),
            ({"contact-kind": "friend-or-caregiver"}, False),
        ],
    )
    def test_a_relative_asks_in_orange_county(
        self, change: dict, is_duty: bool, answer: Answer
    ) -> None:
        """The member cannot be asked, a relative asks: county law has us say they are here."""
        agreed = {"family-involvement-agreed": "cannot-be-asked"}
        facts = {"contact-kind": "family", "asked-by-them": "yes", **agreed, **change}
        view = answer(
            OC,
            direction="presence-only",
            **{name.replace("-", "_"): value for name, value in facts.items()},
        )
        contact = only(view)
        assert (contact.decision == "legal-duty") is is_duty
        assert (contact.limit == "presence") is is_duty


class TestWhoAsks:
    """Situations, 4: what law says without a fitting release or paper."""

    @pytest.mark.parametrize(
        ("facts", "by_edition", "limit"),
        [
            ({"contact-kind": "parent-or-decider"}, "ask-privacy-officer " * 3, ""),
            (
                {"contact-kind": "social-services", "treating": "supports-treatment"},
                "get-roi-first stop ask-privacy-officer",
                "",
            ),
            (
                {"contact-kind": "plan-or-payer", "payer-purpose": "payment"},
                "proceed-without-roi ask-privacy-officer ask-privacy-officer",
                "minimum",
            ),
            (
                {"contact-kind": "plan-or-payer", "payer-purpose": "coordination"},
                "proceed-without-roi proceed-without-roi ask-privacy-officer",
                "minimum",
            ),
            ({"contact-kind": "plan-or-payer", "payer-purpose": "other"}, "stop " * 3, ""),
            (
                {"contact-kind": "own-team", "team-tie": "same-program"},
                "proceed-without-roi " * 3,
                "minimum",
            ),
            (
                {"contact-kind": "own-team", "team-tie": "shared-session"},
                "proceed-without-roi ask-privacy-officer ask-privacy-officer",
                "minimum",
            ),
            (
                {"contact-kind": "protective-services", "report-about": "child",
                 "legal-paper": "none"},
                "ask-privacy-officer " * 3,
                "",
            ),
            ({"contact-kind": "court-appointed", "legal-paper": "none"}, "stop " * 3, ""),
            ({"contact-kind": "justice-supervision", "legal-paper": "none"}, "stop " * 3, ""),
            (
                {"contact-kind": "none-of-these", "legal-paper": "none",
                 "outside-reason": "own-purpose"},
                "stop " * 3,
                "",
            ),
            (
                {"contact-kind": "none-of-these", "legal-paper": "none",
                 "outside-reason": "law-of-its-own"},
                "not-decided-here " * 3,
                "",
            ),
            (
                {"contact-kind": "court-or-attorney", "legal-paper": "none",
                 "court-role": "other-side"},
                "stop " * 3,
                "",
            ),
            (
                {"contact-kind": "court-or-attorney", "legal-paper": "none",
                 "court-role": "members-attorney"},
                "stop " * 3,
                "",
            ),
            (
                {"contact-kind": "court-or-attorney", "legal-paper": "none",
                 "court-role": "our-counsel"},
                "not-decided-here " * 3,
                "",
            ),
            (
                {"contact-kind": "court-or-attorney", "legal-paper": "none",
                 "court-role": "commitment"},
                "not-decided-here " * 3,
                "",
            ),
        ],
        ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
    )  # fmt: skip
    def test_rows_of_the_table(
        self, facts: dict, by_edition: str, limit: str, answer: Answer
    ) -> None:
        """Arizona, North Carolina and Orange County, in this order."""
        given = {name.replace("-", "_"): value for name, value in facts.items()}
        views = [only(answer(edition, **given)) for edition in (AZ, NC, OC)]
        assert [view.decision for view in views] == by_edition.split()
        allowed = [view.limit for view in views if view.decision in PERMITTED]
        assert set(allowed) <= {limit}

    @pytest.mark.parametrize("fact", ["payer-purpose", "team-tie", "treating"])
    def test_not_sure_is_asked(self, fact: str, answer: Answer) -> None:
        """A doubt about what decides goes to the privacy officer."""
        kinds = {"payer-purpose": "plan-or-payer", "team-tie": "own-team",
                 "treating": "social-services"}  # fmt: skip
        view = answer(contact_kind=kinds[fact], **{fact.replace("-", "_"): "unsure"})
        assert only(view).decision == "ask-privacy-officer"

    @pytest.mark.parametrize("roi", ["signed", "not-signed", "declined", "unsure", None])
    @pytest.mark.parametrize("objected", ["yes", "no", "unsure", None])
    def test_who_decides_needs_no_release(
        self, roi: str | None, objected: str | None, answer: Answer
    ) -> None:
        """Invariant 15: neither the release nor the member's no is asked or counts."""
        guardian = {"decision-maker": "guardian", "representative-safety": "no"}
        view = answer(
            about=guardian, contact_kind="parent-or-decider", roi=roi, member_objected=objected
        )
        assert (only(view).decision, only(view).limit) == ("proceed-without-roi", "care")
        assert not asked(view) & {"roi", "member-objected"}

    def test_with_a_good_release_it_goes_on(self, answer: Answer) -> None:
        """A signed authorization that fits opens what the law alone keeps closed."""
        view = answer(contact_kind="justice-supervision", legal_paper="none", **GOOD_FORM)
        assert only(view).decision == "proceed"

    def test_whoever_asks_is_verified(self, answer: Answer) -> None:
        """Who asks by office is to be made sure of."""
        view = answer(contact_kind="plan-or-payer", payer_purpose="payment")
        assert "caution-verify-who-asks" in [each.rule for each in only(view).cautions]

    @pytest.mark.parametrize(
        ("kind", "treating"), [("school-or-community", "supports-treatment"),
                               ("social-services", "yes")],
    )  # fmt: skip
    def test_a_value_that_is_not_offered_opens_nothing(
        self, kind: str, treating: str, answer: Answer
    ) -> None:
        """A file may hold what the page would not offer; it is read as not treating."""
        assert only(answer(contact_kind=kind, treating=treating)).decision == "stop"

    @pytest.mark.parametrize(
        "facts",
        [
            {"contact_kind": "none-of-these", "legal_paper": "none",
             "outside_reason": "own-purpose"},
            {"contact_kind": "plan-or-payer", "payer_purpose": "payment", "edition": OC},
            {"contact_kind": "protective-services", "report_about": "adult",
             "legal_paper": "none"},
        ],
    )  # fmt: skip
    def test_a_release_nobody_is_sure_of(self, facts: dict, answer: Answer) -> None:
        """A doubt about the form is asked about, and never leaves a case without a question."""
        assert only(answer(roi="unsure", **facts)).decision == "ask-privacy-officer"

    def test_a_no_is_not_passed_over(self, answer: Answer) -> None:
        """Where no release is asked for, the member's no is asked about all the same."""
        view = answer(contact_kind="plan-or-payer", payer_purpose="payment", member_objected="yes")
        assert only(view).decision == "ask-privacy-officer"


class TestPart2:
    @pytest.mark.parametrize(
        ("tie", "information", "decision"),
        [
            ("same-program", "sud-part-2", "proceed-without-roi"),
            ("service-organization", "health", "proceed-without-roi"),
            ("same-program", "sud-counseling-notes", "ask-privacy-officer"),
            ("shared-session", "sud-part-2", "ask-privacy-officer"),
            ("interpreter-of-member", "sud-part-2", "stop"),
            ("interpreter-of-member", "sud-counseling-notes", "ask-privacy-officer"),
            ("same-program", "psychotherapy-notes", "ask-privacy-officer"),
        ],
    )
    def test_own_team(self, tie: str, information: str, decision: str, answer: Answer) -> None:
        """Within the program and toward its service organization no consent is asked for."""
        view = answer(
            about={"setting": "part-2-program"},
            contact_kind="own-team",
            team_tie=tie,
            information=[information],
        )
        assert only(view).decision == decision

    @pytest.mark.parametrize(
        ("about", "decision"),
        [
            ({}, "ask-privacy-officer"),
            ({"decision-maker": "guardian", "representative-safety": "no"}, "ask-privacy-officer"),
            (CHILD, "stop"),
        ],
    )
    def test_who_decides(self, about: dict, decision: str, answer: Answer) -> None:
        """A guardian is asked about, as is who decides for nobody; a parent needs consent."""
        view = answer(
            about={"setting": "part-2-program", **about}, contact_kind="parent-or-decider"
        )
        assert only(view).decision == decision

    def test_hidden_information_asks_nothing(self, answer: Answer) -> None:
        """What is not on screen of a contact adds no question about the case."""
        about = {"emergency": "serious-and-imminent-threat"}
        facts = {"contact_kind": "physical-health", "information": ["sud-part-2"]}
        assert "member-needs-care-now" in asked(answer(about=about, **facts))
        view = answer(about=about, direction=None, **facts)
        assert "member-needs-care-now" not in asked(view)

    def test_what_is_hidden_needs_no_correction(self, answer: Answer) -> None:
        """A day that cannot be right holds up nobody where the form is not asked about."""
        form = {"contact_kind": "physical-health", "roi": "signed", "roi_signed_on": "2999-01-01"}
        assert answer(**form).problems
        assert answer(direction="listen", **form).problems == ()


class TestOffers:
    def test_each_settles_what_it_says(self, content: Content, answer: Answer) -> None:
        """What somebody is called in everyday words leads to a kind and settles its questions."""
        for offer in content.questions["contact-kind"].offers:
            sets = offer.get("sets", {})
            # What an outsider wants it for counts once it is said that they rest on no paper.
            view = answer(
                contact_kind=offer["value"],
                legal_paper="none",
                **{fact.replace("-", "_"): value for fact, value in sets.items()},
            )
            assert set(sets) <= asked(view), offer["id"]

    def test_the_page_gets_them(self, content: Content) -> None:
        """The words of an edition hold the offers with their groups, in the edition's terms."""
        words = catalogue(rulebook(content, AZ))["questions"]["contact-kind"]
        assert {offer["group"] for offer in words["offers"]} == set(words["groups"])
        assert not any("{" in offer["label"] for offer in words["offers"])

    @pytest.mark.parametrize(
        ("kind", "more"),
        [
            ("physical-health", {"listen"}),
            ("family", {"listen", "presence-only"}),
            ("protective-services", {"listen", "report"}),
            ("member", set()),
            ("own-team", set()),
        ],
    )
    def test_values_that_make_sense(self, kind: str, more: set[str], answer: Answer) -> None:
        """A report is offered toward those who take reports, presence toward family and friends.

        Nobody listens to the member or the own team without saying that they know the member.
        """
        view = answer(contact_kind=kind)
        (row,) = (row for row in view.ask if row["question"] == "direction")
        assert set(row["values"]) == {"both", "share", "request", *more}


def test_nothing_to_change_where_a_release_is_no_question() -> None:
    """What is settled without a release is never explained as lacking one."""
    assert not set(SETTLED) & set(PERMITTED)
