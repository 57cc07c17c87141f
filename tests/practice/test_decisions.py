"""What is right is the engine's answer, and what is critical is sharing against a law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordguide.engine.evaluation import evaluate
from coordguide.model import DECISIONS, PERMITTED
from coordguide.practice import PracticeDecision, UndecidedError, pose
from coordguide.practice.decisions import MOST_CHOICES, NONE


def every(practice, posed):
    return [(lesson, one) for lesson in practice.lessons.values() for one in posed(lesson)]


def find(practice, posed, case, kind, **more):
    return next(
        one
        for one in posed(practice.lessons[f"practice-{case}"])
        if one.decision.kind == kind and all(getattr(one.decision, k) == v for k, v in more.items())
    )


def test_the_right_decision_is_the_engines(practice, posed, content):
    for lesson, one in every(practice, posed):
        if one.decision.kind != "decision":
            continue
        view = evaluate(content, lesson.case)
        contact = next(each for each in view.contacts if each.id == one.decision.contact)
        of_kind = contact.by_information.get(one.decision.information, contact)
        assert one.correct == (of_kind.decision,)


def test_what_is_missing_is_what_the_facts_say(practice, posed):
    for lesson, one in every(practice, posed):
        if one.decision.kind != "missing":
            continue
        contact = next(each for each in lesson.case.contacts if each.id == one.decision.contact)
        given = contact.facts["roi-elements"]
        missing = {name.lower() for name, status in given.items() if status == "missing"}
        assert set(one.correct) == (missing or {NONE})


def test_an_answer_changes_with_the_facts(practice, posed, content):
    """The key is computed: the same story with other facts has another answer."""
    lesson = practice.lessons["practice-az-form-without-an-end"]
    (contact,) = lesson.case.contacts
    whole = {**contact.facts["roi-elements"], "H5": "present", "H9": "present"}
    more = {"roi-elements": whole, "roi-expiry-kind": "date", "roi-expires-on": "2027-01-31"}
    mended = replace(contact, facts={**contact.facts, **more})
    answers = posed(replace(lesson, case=replace(lesson.case, contacts=(mended,))))
    assert [one.correct for one in answers] == [(NONE,), ("valid",), ("proceed",)]


def test_every_decision_can_be_wrong_and_is_explained_with_a_source(practice, posed):
    for lesson, one in every(practice, posed):
        ids = [name for name, _ in one.choices]
        assert set(one.correct) < set(ids), (lesson.id, one.decision.id)
        assert 2 <= len(ids) == len(set(ids)) <= MOST_CHOICES
        assert one.says, (lesson.id, one.decision.id)
        assert all(sentence.cites for sentence in one.says), (lesson.id, one.decision.id)
        assert not one.is_critical(one.correct)


def test_the_order_of_choices_says_nothing(practice, posed):
    """The same kind of question offers its choices in the same order whatever is right."""
    decisions = [one for _, one in every(practice, posed) if one.decision.kind == "decision"]
    assert len({tuple(name for name, _ in one.choices) for one in decisions}) == 1
    assert len({one.correct for one in decisions}) == len(DECISIONS)  # each is practiced


@pytest.mark.parametrize("decision", PERMITTED)
def test_going_ahead_against_a_stop_is_critical(practice, posed, decision):
    assert find(practice, posed, "nc-said-no", "decision").is_critical([decision])
    # A subpoena is answered by counsel, and who only listens shares nothing.
    assert find(practice, posed, "az-subpoena", "decision").is_critical([decision])
    assert find(practice, posed, "az-sister-calls", "decision").is_critical([decision])


@pytest.mark.parametrize("decision", ["stop", "get-roi-first"])
def test_holding_back_what_the_law_asks_for_is_critical(practice, posed, decision):
    for case in ("az-mandated-report", "nc-written-demand"):
        assert find(practice, posed, case, "decision").is_critical([decision])


@pytest.mark.parametrize("case", ["az-form-without-an-end", "oc-lost-form", "az-second-thoughts"])
def test_breaking_a_policy_or_a_doubt_is_wrong_and_not_critical(practice, posed, case):
    one = find(practice, posed, case, "decision")
    assert not one.is_right(["proceed"])
    assert not one.is_critical(["proceed"])


def test_telling_somebody_whom_the_law_keeps_out_is_critical(practice, posed):
    must = find(practice, posed, "nc-teen-signs", "tell", duty="must")
    assert must.is_critical(["member", "parent-or-guardian"])
    assert not must.is_critical(["other-representative"])
    # Naming too many as "must not be told" harms nobody in this way.
    must_not = find(practice, posed, "nc-teen-signs", "tell", duty="must-not")
    assert not must_not.is_critical(["member"])


def test_leaving_in_notes_with_a_law_of_their_own_is_critical(practice, posed):
    one = find(practice, posed, "az-last-day", "leave-out")
    assert one.is_critical(["sud-counseling-notes", "more-than-needed"])
    assert not one.is_critical(["psychotherapy-notes", "sud-counseling-notes"])
    assert not one.is_right(["psychotherapy-notes", "sud-counseling-notes"])


@pytest.mark.parametrize(
    ("case", "ask", "words"),
    [
        ("az-urgent-call", PracticeDecision("1", "decision", "nobody"), "no contact nobody"),
        (
            "az-urgent-call",
            PracticeDecision("1", "next-step", "doctor", finding="no-response"),
            "no finding",
        ),
        (
            "az-form-without-an-end",
            PracticeDecision("1", "channel", "doctor"),
            "no channel of this contact",
        ),
        ("az-form-without-an-end", PracticeDecision("1", "safeguards", "doctor"), "has no channel"),
        ("flyer-nothing-signed", PracticeDecision("1", "missing", "doctor"), "no part of a form"),
        (
            "az-urgent-call",
            PracticeDecision("1", "decision", "doctor", information="sud-part-2"),
            "not asked",
        ),
    ],
)
def test_what_the_engine_does_not_decide_is_not_asked(practice, content, case, ask, words):
    lesson = practice.lessons[f"practice-{case}"]
    with pytest.raises(UndecidedError, match=words):
        pose(content, evaluate(content, lesson.case), lesson, ask)


def test_an_unsure_part_of_a_form_is_not_asked_about(practice, content):
    lesson = practice.lessons["practice-az-urgent-call"]
    (contact,) = lesson.case.contacts
    given = {**contact.facts["roi-elements"], "H4": "unsure"}
    doubtful = replace(contact, facts={**contact.facts, "roi-elements": given})
    case = replace(lesson.case, contacts=(doubtful,))
    with pytest.raises(UndecidedError, match="whether H4 is on the form"):
        pose(content, evaluate(content, case), lesson, PracticeDecision("1", "missing", "doctor"))
