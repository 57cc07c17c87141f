"""The lines of one answer do not contradict each other, in any case that somebody wrote.

Each test looks for one kind of pair that was once seen on a screen, such as
"stop" beside "signed, complete and current".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.phrases import APART
from coordguide.model import OVERRULING, PERMITTED, Content
from coordguide.view import ContactView, View

CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))

CAUTIONS_UNDER_STOP = {
    "caution-advice-without-name",
    "caution-arizona-12-months",
    "caution-ask-for-the-order",
    "caution-attorney-on-request",
    "caution-california-minor-in-danger",
    "caution-california-one-year",
    "caution-california-share-choice",
    "caution-consent-at-hand",
    "caution-consent-refused",
    "caution-crime-on-premises",
    "caution-director-may-tell",
    "caution-hipaa-inside-plan",
    "caution-north-carolina-minor-life-at-stake",
    "caution-search-of-records",
    "caution-suspect-signs-nothing",
}
"""Cautions on a form or how to have one, a plan, a rule apart, or what names nobody.

All others presuppose sharing.
"""


@pytest.fixture(scope="module")
def answers(content: Content) -> list[tuple[str, View]]:
    """Return every case's name with its answer."""
    return [
        (path.stem, evaluate(content, read_case(tomllib.loads(path.read_text("utf-8")), content)))
        for path in CASES
    ]


def contacts(answers: list[tuple[str, View]]) -> Iterator[tuple[str, View, ContactView, dict]]:
    for name, view in answers:
        for contact in view.contacts:
            yield name, view, contact, {**view.answers[""], **view.answers[contact.id]}


def words(contact: ContactView) -> str:
    return " ".join(
        [contact.title, contact.todo.text, *(said.text for said in contact.says)]
    ).lower()


def test_stop_stands_beside_no_release_that_counts(answers) -> None:
    wrong = [
        (name, contact.id)
        for name, _, contact, _ in contacts(answers)
        if contact.decision == "stop"
        and (
            contact.roi.status in ("valid", "not-needed")
            or contact.layers["plan-policy"].status == "met"
        )
    ]
    assert wrong == []


def test_nobody_must_be_told_that_care_is_coordinated_while_nothing_goes_ahead(answers) -> None:
    wrong = [
        name
        for name, view in answers
        if view.notify.must and not any(c.decision in PERMITTED for c in view.contacts)
    ]
    assert wrong == []


def test_no_caution_presupposes_sharing_under_a_stop(answers) -> None:
    wrong = {
        (name, caution.rule)
        for name, _, contact, _ in contacts(answers)
        if contact.decision in ("stop", "not-decided-here", "listen-only")
        # What an emergency lets go of one kind keeps its warnings.
        if "act-now" not in {kind.decision for kind in contact.by_information.values()}
        for caution in contact.cautions
        if caution.rule not in CAUTIONS_UNDER_STOP
        and not caution.rule.startswith(("caution-report", "caution-verify"))
    }
    assert wrong == set()


def test_no_layer_says_a_plain_no_below_what_an_emergency_or_a_duty_decides(answers) -> None:
    seen = 0
    for name, _, contact, _ in contacts(answers):
        for answer in contact.by_information.values():
            for layer, view in answer.layers.items():
                if (layer, view.status) in APART:
                    is_apart = view.says.startswith("apart from that")
                    assert is_apart == (answer.decision in OVERRULING), (name, layer)
                    seen += is_apart
    assert seen


def test_nobody_is_said_to_be_unsure_of_a_form_that_was_read(answers) -> None:
    """Whether a part belongs on the form may be unsure although each part was answered."""
    seen = 0
    for name, _, contact, facts in contacts(answers):
        parts = facts.get("roi-elements", {}).values()
        seen += "unsure" in facts.values() and "present" in parts and "unsure" not in parts
        for said in contact.says if "unsure" not in parts else ():
            assert "not sure of this, and it decides: What is on the form" not in said.text, name
    assert seen


def test_in_danger_the_call_for_help_stands_first(answers) -> None:
    """Nobody in danger reads "ask" or "do not share" on top; the call names nothing."""
    seen = 0
    for name, view, contact, facts in contacts(answers):
        if facts.get("emergency", "no") == "no":
            assert not view.first, name
            continue
        assert view.first[0].id == "first-call-for-help", name
        if contact.decision in (*PERMITTED, "legal-duty", "listen-only"):
            continue
        seen += 1
        assert contact.title == "Call for help now: 911 or 988", (name, contact.decision)
        assert "911" in contact.says[0].text and "988" in contact.says[0].text, name
        assert "substance" not in contact.says[0].text, name
    assert seen > 5


def test_a_members_no_is_the_headline_and_the_reason(answers) -> None:
    seen = 0
    for name, _, contact, facts in contacts(answers):
        said_no = facts.get("roi") == "declined" or facts.get("member-objected") == "yes"
        is_calm = facts.get("emergency") == "no"
        if said_no and is_calm and contact.decision in ("stop", "get-roi-first"):
            seen += 1
            assert contact.title.startswith(("Member said no:", "Client said no:")), name
            assert "said no" in contact.says[0].text, name
            assert "signed" not in contact.todo.text, name
    assert seen > 5


def test_whoever_only_asks_is_not_told_to_share_nothing(answers) -> None:
    for name, _, contact, facts in contacts(answers):
        if facts.get("direction") == "request" and contact.decision == "stop":
            assert "do not share" not in f"{contact.title} {contact.todo.text}".lower(), name


def test_whoever_was_asked_is_not_told_to_reach_out(answers) -> None:
    assert [n for n, _, c, _ in contacts(answers) if "before you reach out" in words(c)] == []


def test_doubt_about_the_setting_is_not_told_as_doubt_about_the_form(answers) -> None:
    wrong = [
        n for n, _, c, _ in contacts(answers) if "not sure of a part of the release" in words(c)
    ]
    assert wrong == []


def test_no_objection_is_denied_beside_one(answers) -> None:
    for name, _, contact, facts in contacts(answers):
        if facts.get("member-objected") == "yes":
            told = [r.says for layer in contact.layers.values() for r in layer.because]
            assert not any("has not objected" in says for says in told), name


def test_a_lost_release_has_a_new_one_signed(answers) -> None:
    seen = 0
    for name, _, contact, facts in contacts(answers):
        is_lost = facts.get("roi") == "unsure" and facts.get("emergency") == "no"
        if is_lost and contact.decision == "ask-privacy-officer":
            seen += 1
            assert "have a new one signed" in contact.todo.text, name
    assert seen


def test_a_parent_who_takes_part_is_not_kept_out(answers) -> None:
    for name, view, _, facts in contacts(answers):
        if facts.get("family-involvement-agreed") == "yes":
            kept_out = [notice.rule for notice in view.notify.must_not]
            assert "notify-no-parent-of-adult" not in kept_out, name


def test_there_is_something_to_say_on_the_phone(answers) -> None:
    for name, _, contact, facts in contacts(answers):
        if contact.decision in ("stop", "not-decided-here") and facts.get("direction") in (
            "share",
            "both",
        ):
            assert contact.phone, name
            words = "neither confirm nor deny"
            own_law = ("law-of-its-own", "commitment", "our-counsel", "another-court")
            by_own_law = {facts.get("outside-reason"), facts.get("court-role")} & {*own_law}
            if facts["contact-kind"] == "public-agency" or by_own_law:
                words = "will call you back"
            elif contact.phone[0].id == "phone-part-may-go":
                # Whoever may be told a part is not turned away.
                told = {kind.decision for kind in contact.by_information.values()}
                assert told & {*PERMITTED, "legal-duty"}, name
                words = "what I may speak with you about"
            elif contact.phone[0].id == "phone-part-at-once":
                # Nobody is called back later in an emergency.
                told = {kind.decision for kind in contact.by_information.values()}
                assert "act-now" in told, name
                words = "Say now what the emergency needs"
            elif contact.phone[0].id == "phone-call-back":
                # Who decides for the member chose the care: there is nothing to deny to them.
                assert facts["contact-kind"] == "parent-or-decider", name
                words = "call you back today"
            elif contact.phone[0].id == "phone-own-wish":
                # A student or a colleague is nobody to whom the school denies a student.
                assert facts["contact-kind"] in ("member", "own-team"), name
                words = "what I may give you"
            elif contact.phone[0].id == "phone-take-the-request":
                # What an audit may have without a form is decided elsewhere.
                assert facts.get("payer-purpose") in ("audit", "quality-review"), name
                words = "will call you back"
            elif facts.get("payer-purpose") not in (None, "other", "unsure"):
                words = "without a form"  # the plan knows its member
            assert words in contact.phone[0].text, name
        if contact.decision == "listen-only":
            assert "I can listen" in contact.phone[0].text, name


def test_revoking_is_spoken_of_only_where_there_is_a_release(answers) -> None:
    """An emergency, or a law that asks for no form, leaves nothing that could be revoked."""
    seen = 0
    for name, view, _, _ in contacts(answers):
        if any(said.id == "say-may-take-back" for said in view.notify.say):
            seen += 1
            assert any(c.decision == "proceed" for c in view.contacts), name
    assert seen


def test_no_line_forbids_a_contact_that_somebody_else_began(answers) -> None:
    """Whoever called has made contact already; what may be kept is what is told and asked."""
    said_no = 0
    for name, _, contact, _ in contacts(answers):
        reasons = [reason for layer in contact.layers.values() for reason in layer.because]
        told = [r.says for r in (*reasons, *contact.cautions)] + [r.fix for r in reasons]
        said_no += contact.title.startswith("Member said no")
        for text in (words(contact), contact.answer.text, *told):
            assert "not contact" not in text.lower(), name
    assert said_no > 5


def test_a_spoken_agreement_is_asked_about_once(answers) -> None:
    """In Orange County a second yes is asked for only beside the first, which it adds to."""
    seen = {"yes": 0, "other": 0}
    for name, view, contact, facts in contacts(answers):
        is_close = contact.kind in ("family", "friend-or-caregiver")
        if view.edition == "orange-county-mhp" and is_close:
            asked = [row["question"] for row in view.ask if row["contact"] == contact.id]
            is_agreed = facts.get("family-involvement-agreed") == "yes"
            seen["yes" if is_agreed else "other"] += 1
            assert is_agreed or "family-spoken-consent" not in asked, name
    assert all(seen.values())


def test_an_ordinary_clinic_reads_no_substance_use_law_in_a_set_sentence(answers) -> None:
    """What a decision means, its limit and what to do cite Part 2 only where it may have a part."""
    seen = {"apart": 0, "beside": 0}
    for name, view, contact, facts in contacts(answers):
        kinds = {k for c in view.contacts for k in view.answers[c.id].get("information", ())}
        is_apart = facts.get("setting") == "ordinary" and not kinds & {
            "sud-part-2",
            "sud-counseling-notes",
        }
        sets = {contact.decision, f"limit-{contact.limit}"}
        told = (*contact.says, contact.answer, contact.todo)
        cites = {cite for said in told if said.id in sets for cite in said.cites}
        of_part_2 = {cite for cite in cites if cite.startswith("42-cfr-2-")}
        assert not (is_apart and of_part_2), name
        seen["apart" if is_apart else "beside"] += bool(of_part_2) or is_apart
    assert all(seen.values())


def test_a_states_own_reason_is_among_the_lines_that_the_answer_shows(content, answers) -> None:
    """The page shows two lines of why; the note had named the state's rule, and they had not."""
    shown, seen = 2, 0
    states_own = {rule.id for rule in content.rules.values() if rule.states}
    for name, _, contact, _ in contacts(answers):
        because = contact.layers["stricter-law"].because
        own = {r.says for r in because if r.rule in states_own and r.holds == "yes"}
        is_ours = contact.layers["plan-policy"].status == "not-applicable"
        texts = [said.text for said in contact.says]
        if is_ours and own & set(texts):
            seen += 1
            assert own & set(texts[:shown]), name
    assert seen > 5


def test_what_is_not_decided_here_says_who_decides_and_lets_nothing_out(answers) -> None:
    """A duty that may not be one lends no words on how far it goes."""
    seen = 0
    for name, _, contact, _ in contacts(answers):
        if contact.decision == "not-decided-here":
            assert contact.who_decides, name
            assert contact.meanwhile, name
            decisions = {kind.decision for kind in contact.by_information.values()}
            assert "legal-duty" in decisions or not contact.extent, name
            seen += 1
    assert seen


def test_a_release_is_called_good_only_where_it_may_be_relied_on(answers) -> None:
    seen = set()
    for name, _, contact, facts in contacts(answers):
        decisions = {kind.decision for kind in contact.by_information.values()}
        if facts.get("roi") != "signed" or not decisions:
            continue
        if contact.roi.says == "signed, complete and current":
            assert not contact.roi.problems, name
            assert "ask-privacy-officer" not in decisions, name
        if "proceed" in decisions and decisions & {"stop", "get-roi-first"}:
            assert contact.roi.says == "good for a part of this only", name
        if contact.roi.says == "good for a part of this only":
            assert "proceed" in decisions, name
        seen.add(contact.roi.says)
    assert {"signed, complete and current", "good for a part of this only"} <= seen
