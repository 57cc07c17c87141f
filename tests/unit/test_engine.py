"""The engine: what is asked, what is ignored, and the answer to a whole case."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.layers import strictest
from coordguide.model import DECISIONS, PERMITTED, Content, Question
from coordguide.view import ContactView, View, to_json

Answer = Callable[..., View]
CANARY = "1987-06-05"


def only(view: View) -> ContactView:
    """Return the one contact of a view."""
    (contact,) = view.contacts
    return contact


def asked(view: View, contact: str | None) -> list[str]:
    """Return the questions asked of the case or of one contact, in order."""
    return [row["question"] for row in view.ask if row["contact"] == contact]


class TestDecisions:
    @pytest.mark.parametrize(
        ("changes", "decision", "roi"),
        [
            ({}, "proceed", "valid"),
            ({"roi": "not-signed"}, "get-roi-first", "missing"),
            ({"roi": "declined"}, "get-roi-first", "declined"),
            ({"roi": "unsure"}, "ask-privacy-officer", "unknown"),
            ({"roi": None}, "incomplete", "unknown"),
            ({"roi_elements": {"H1": "missing", "H2": "present"}}, "get-roi-first", "invalid"),
            ({"roi_elements": {"H1": "unsure", "H2": "present"}}, "ask-privacy-officer", "unknown"),
            ({"roi_elements": {"H1": "present"}}, "incomplete", "unknown"),
            ({"roi_expires_on": "2026-11-22"}, "get-roi-first", "invalid"),
            ({"roi_expires_on": "2026-11-23"}, "proceed", "valid"),
            ({"roi_signed_on": "2026-11-24"}, "incomplete", "unknown"),
            # Beside a stop no release counts, however complete: "complete" would invite to use it.
            ({"contact_kind": "family"}, "stop", "invalid"),
        ],
    )
    def test_one_contact(self, changes: dict, decision: str, roi: str, answer: Answer) -> None:
        """The release and the kind of contact decide, as the tiny rules say."""
        contact = only(answer(**changes))
        assert (contact.decision, contact.roi.status) == (decision, roi)
        assert contact.title == f"Title {decision}"

    def test_the_strictest_kind_decides(self, answer: Answer) -> None:
        """One contact may be fine for one kind of information and not for another."""
        contact = only(answer(information=["health", "sud"], roi="not-signed"))
        assert {kind: view.decision for kind, view in contact.by_information.items()} == {
            "health": "get-roi-first",
            "sud": "stop",
        }
        assert contact.decision == "stop"
        assert contact.layers["stricter-law"].status == "consent-needed"

    def test_each_contact_has_an_answer_of_its_own(
        self, tiny: Content, make_case: Callable, answer: Answer
    ) -> None:
        """One release covers one contact; a care team gets one answer each."""
        good = make_case()["contacts"][0]["facts"]
        team = [
            {"id": "pcp", "facts": good},
            {"id": "other", "facts": good | {"roi": "not-signed"}},
            {"id": "mother", "facts": good | {"contact-kind": "family"}},
        ]
        view = answer(contacts=team)
        assert {c.id: c.decision for c in view.contacts} == {
            "pcp": "proceed",
            "other": "get-roi-first",
            "mother": "stop",
        }

    def test_an_exception_makes_the_release_unnecessary(
        self, content_with: Callable, make_rule: Callable, answer: Answer
    ) -> None:
        """Where the edition asks for no release, none is missing."""
        rules = [
            make_rule("same-plan", "plan-policy", None, status="exception"),
            make_rule("treatment", "hipaa", None, status="permitted"),
            make_rule("quiet", "stricter-law", None, status="none"),
            make_rule("calm", "emergency", None, status="none"),
            make_rule("no-duty", "duty", None, status="none"),
        ]
        contact = only(answer(content_with(rules=rules), roi="not-signed"))
        assert (contact.decision, contact.roi.status) == ("proceed-without-roi", "not-needed")


class TestAsking:
    def test_questions_appear_when_needed(self, answer: Answer) -> None:
        """What depends on an answer is asked only after it, in the order of the steps."""
        contact = [{"id": "pcp", "facts": {"roi": "not-signed"}}]
        view = answer(facts={}, contacts=contact)
        assert asked(view, None) == ["age"]
        assert asked(view, "pcp") == ["contact-kind", "information", "roi", "direction"]

    def test_later_steps_wait_for_the_decision(self, answer: Answer) -> None:
        """Method, records and notice are asked once something may be disclosed."""
        view = answer()
        assert asked(view, "pcp")[-4:] == ["need", "channels", "records-requested", "findings"]
        assert asked(view, None) == ["age", "notified"]
        stopped = answer(roi="not-signed")
        assert not {"need", "records-requested"} & set(asked(stopped, "pcp"))
        assert asked(stopped, None) == ["age"]

    def test_questions_of_another_edition_are_not_asked(self, answer: Answer) -> None:
        """An edition that fixes the state does not ask for it."""
        assert "state" not in asked(answer(), None)
        assert "state" in asked(answer(edition="plan-b"), None)

    def test_state_comes_from_the_edition_or_from_the_answer(self, answer: Answer) -> None:
        """A state given beside an edition that fixes it changes nothing."""
        assert answer(facts={"age": "adult", "state": "NC"}).state == "AZ"
        assert answer(facts={"state": "NC"}, edition="plan-b").state == "NC"
        assert answer(edition="plan-b").state is None

    def test_next_is_what_is_asked_and_not_answered(self, answer: Answer) -> None:
        """Every open question is named with its contact, first things first."""
        view = answer(facts={}, roi_signed_on=None)
        opened = [(row.contact, row.fact) for row in view.next]
        assert opened[:2] == [(None, "age"), ("pcp", "roi-signed-on")]
        assert only(view).next[0] == "roi-signed-on"

    def test_elements_are_answered_when_each_one_is(self, answer: Answer) -> None:
        """A form half looked at stays open; duties and what does not apply may be left."""
        half = answer(roi_elements={"H1": "present"})
        assert "roi-elements" in only(half).next
        whole = {"H1": "present", "H2": "present", "P1": "missing"}
        assert "roi-elements" not in only(answer(roi_elements=whole)).next
        other = answer(signer="other", roi_elements=whole)
        assert "roi-elements" in only(other).next

    def test_complete_when_nothing_is_open(self, answer: Answer) -> None:
        """A case is complete with every visible question answered and one contact at least."""
        done = {
            "need": ["urgent"],
            "channels": ["phone"],
            "records_requested": [],
            "findings": ["none"],
        }
        told = {"age": "adult", "notified": [{"who": "member"}]}
        assert answer(facts=told, **done).complete
        assert not answer(facts=told, **done | {"findings": None}).complete
        assert not answer(facts=told, contacts=[]).complete

    def test_an_optional_question_holds_nothing_up(
        self, answer: Answer, content_with: Callable, tiny_bundle: dict
    ) -> None:
        """It stands on screen and may be left; nothing still to answer is made of it."""
        questions = deepcopy(tiny_bundle["questions"])
        for question in questions:
            question["optional"] = question["id"] == "findings"
        view = answer(content_with(questions=questions))
        assert "findings" in asked(view, "pcp")
        assert [row.fact for row in view.next if row.contact] == [
            "need",
            "channels",
            "records-requested",
        ]

    def test_a_case_without_contacts_has_no_decision(self, answer: Answer) -> None:
        """Nobody to coordinate with: nothing is decided and nobody to be told."""
        view = answer(contacts=[])
        assert view.contacts == ()
        assert asked(view, None) == ["age"]


class TestHiddenAnswers:
    """A fact that a question hid is ignored and never appears in an output."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"facts": {"age": "adult", "hearing": CANARY}},
            {"facts": {"hearing": CANARY}},
            {"roi": "not-signed", "roi_signed_on": CANARY, "roi_expires_on": CANARY},
            {"roi_expiry_kind": "none", "roi_expires_on": CANARY},
            {"roi": "declined", "records_requested": [{"kind": "diagnoses", "asked-on": CANARY}]},
            {
                "direction": "share",
                "records_requested": [{"kind": "diagnoses", "asked-on": CANARY}],
            },
            {"roi": "declined", "facts": {"notified": [{"who": "member", "on": CANARY}]}},
        ],
        ids=repr,
    )
    def test_never_in_the_view(self, changes: dict, answer: Answer) -> None:
        """What was once answered and is asked no more leaves no trace."""
        view = answer(**changes)
        assert CANARY not in json.dumps(to_json(view))
        assert CANARY not in repr(view.answers)

    def test_the_canary_sings_where_it_is_asked(self, answer: Answer) -> None:
        """The same answer does appear while its question is on screen."""
        view = answer(roi_signed_on=CANARY)
        assert CANARY in json.dumps(to_json(view))
        assert view.answers["pcp"]["roi-signed-on"] == CANARY

    def test_decides_nothing(self, answer: Answer) -> None:
        """With and without the hidden answers the view is the same."""
        hidden = {
            "roi_elements": {"H1": "missing"},
            "roi_expires_on": "2020-01-01",
            "signer": "unsure",
        }
        clean = dict.fromkeys(
            ["signer", "roi_elements", "roi_signed_on", "roi_expiry_kind", "roi_expires_on"]
        )
        assert answer(roi="not-signed", **hidden) == answer(roi="not-signed", **clean)

    def test_an_element_that_does_not_apply_is_hidden_too(self, answer: Answer) -> None:
        """What was said of an element that no longer applies is not told again."""
        whole = {"H1": "present", "H2": "present", "H3": "missing"}
        view = answer(signer="member", roi_elements=whole)
        assert only(view).decision == "proceed"
        assert "H3" not in json.dumps(to_json(view))
        assert "H3" not in view.answers["pcp"]["roi-elements"]

    def test_answers_of_one_contact_stay_there(self, make_case: Callable, answer: Answer) -> None:
        """Nothing said of one contact decides for another."""
        good = make_case()["contacts"][0]
        view = answer(contacts=[good, {"id": "new", "facts": {}}])
        assert [contact.decision for contact in view.contacts] == ["proceed", "incomplete"]
        assert view.contacts[1].layers["hipaa"].because[0].facts == {}


class TestSays:
    def test_outcome_first_then_the_rules_that_decided(self, answer: Answer) -> None:
        """The decision is explained by the layers that made it, with their sources."""
        says = only(answer(roi="not-signed")).says
        assert [s.id for s in says] == ["get-roi-first", "no-release"]
        assert all(sentence.cites for sentence in says)

    def test_a_stop_names_only_what_stops(self, answer: Answer) -> None:
        """A permission in another layer is no reason for a stop."""
        says = only(answer(contact_kind="family")).says
        assert [s.id for s in says] == ["stop", "family-needs-paper"]

    def test_a_sentence_is_said_once(self, answer: Answer) -> None:
        """The same reason for two kinds of information is one sentence."""
        says = only(answer(information=["health", "sud"], contact_kind="family")).says
        assert [s.id for s in says].count("family-needs-paper") == 1

    def test_a_part_that_may_go_is_not_hidden_by_the_rest(
        self, answer: Answer, content_with: Callable, make_rule: Callable
    ) -> None:
        """What another kind holds up is said to be possible by itself, and only then."""
        rules = [
            make_rule("policy", "plan-policy", None, status="met"),
            make_rule("free", "hipaa", None, status="permitted"),
            make_rule("own-paper", "stricter-law", {"fact": "kind", "is": "sud"},
                      status="consent-needed"),
            make_rule("nothing", "stricter-law", None, status="none"),
            make_rule("calm", "emergency", None, status="none"),
            make_rule("no-duty", "duty", None, status="none"),
        ]  # fmt: skip
        content = content_with(rules=rules)
        said = {
            kinds: [s.id for s in only(answer(content, information=list(kinds))).says]
            for kinds in (("health",), ("sud",), ("health", "sud"))
        }
        assert [kinds for kinds, ids in said.items() if "part-may-go" in ids] == [("health", "sud")]

    def test_what_is_open_is_said_as_its_question(self, answer: Answer) -> None:
        """People read questions, never ids, also for what is worked out from them."""
        contact = only(answer(contacts=[{"id": "pcp", "facts": {"contact-kind": "clinic"}}]))
        assert {s.text for s in contact.says[1:]} == {
            "Answer first: roi, member?",
            "Answer first: information, member?",
            "Answer first: direction, member?",
        }

    def test_only_what_is_on_screen_is_to_be_answered(self, answer: Answer) -> None:
        """Nobody is sent to a question that is not asked yet, or not at all."""
        view = answer(roi_expires_on=None)
        texts = [s.text for s in only(view).says]
        assert "Answer first: roi-expires-on, member?" in texts
        assert "Answer first: roi-expiry-event-happened, member?" not in texts

    def test_questions_of_another_contact_are_not_named(
        self, answer: Answer, make_case: Callable
    ) -> None:
        """What is on screen for one contact is no question of the next."""
        good = make_case()["contacts"][0]
        view = answer(contacts=[good, {"id": "new", "facts": {}}])
        texts = [s.text for s in view.contacts[1].says]
        assert "Answer first: roi, member?" in texts
        assert "Answer first: roi-signed-on, member?" not in texts

    def test_questions_of_the_case_are_named(
        self, content_with: Callable, make_rule: Callable, answer: Answer
    ) -> None:
        """A contact may wait for an answer about the member."""
        adult = make_rule("adult", "emergency", {"fact": "age", "is": "adult"}, status="none")
        free = make_rule("no-duty", "duty", None, status="none")
        says = only(answer(content_with(rules=[adult, free]), facts={})).says
        assert "Answer first: age, member?" in [s.text for s in says]

    def test_what_one_is_unsure_of_is_said(self, answer: Answer) -> None:
        """A doubt is named as the question it belongs to."""
        says = only(answer(roi="unsure")).says
        assert "Not sure: roi, member?" in [s.text for s in says]

    def test_terms_of_the_edition(self, answer: Answer) -> None:
        """One edition speaks of members, another of clients."""
        says = only(answer(edition="plan-b", roi="not-signed")).says
        assert says[1].text == "Rule no-release for the client."


class TestRelease:
    def test_elements_are_shown_while_there_is_a_form(self, answer: Answer) -> None:
        """Each element that applies is shown with what was said of it."""
        elements = only(answer(roi_elements={"H1": "unsure", "H9": "missing"})).roi.elements
        assert {e.id: e.status for e in elements} == {
            "H1": "unsure",
            "H2": "not-answered",
            "H9": "missing",
            "P1": "not-answered",
        }
        assert {e.id for e in elements if e.duty} == {"H9"}
        assert only(answer(roi="not-signed")).roi.elements == ()

    def test_problems_are_named(self, answer: Answer) -> None:
        """What is wrong with a release is said with how to mend it."""
        problems = only(answer(roi_expires_on="2026-11-22")).roi.problems
        assert [(p.rule, p.fix) for p in problems] == [("expired", "Mend expired.")]
        assert only(answer()).roi.problems == ()

    def test_cautions_are_kept_apart(self, answer: Answer) -> None:
        """A caution is shown and decides nothing."""
        assert [c.rule for c in only(answer(contact_kind="family")).cautions] == ["family-caution"]
        assert only(answer()).cautions == ()


class TestContradictions:
    def test_named_with_its_contact_and_facts(self, answer: Answer) -> None:
        """Answers that cannot all be right are named and never resolved silently."""
        view = answer(roi_expires_on="2026-10-31")
        (problem,) = view.problems
        assert problem.contact == "pcp"
        assert problem.facts == ("roi-signed-on", "roi-expires-on")
        assert only(view).decision not in PERMITTED
        assert not view.complete

    def test_of_the_case_named_once(self, answer: Answer, make_case: Callable) -> None:
        """A contradiction in the case is not repeated for each contact."""
        team = [{"id": "a", "facts": {}}, {"id": "b", "facts": {}}]
        view = answer(facts={"age": "adult", "hearing": "2026-01-01"}, contacts=team)
        assert [(p.contact, p.facts) for p in view.problems] == [(None, ("age", "hearing"))]

    def test_none_in_a_good_case(self, answer: Answer) -> None:
        """Signed today and good for today is no contradiction."""
        assert answer(roi_signed_on="2026-11-23", roi_expires_on="2026-11-23").problems == ()


class TestReproducible:
    def test_says_what_it_was_decided_by(self, answer: Answer, tiny: Content) -> None:
        """The view names the day, edition, engine and content it comes from."""
        view = answer()
        assert (view.edition, view.today) == ("plan-a", "2026-11-23")
        assert view.content == {"version": tiny.version, "sha256": tiny.sha256}
        assert view.engine

    def test_same_case_same_answer(self, answer: Answer) -> None:
        """Nothing is remembered between two answers."""
        first = to_json(answer(roi="unsure"))
        answer()
        assert to_json(answer(roi="unsure")) == first


def answers_to(question: Question, content: Content) -> st.SearchStrategy[Any]:
    """Build answers to one question from its own values; None takes an answer away."""
    days = st.sampled_from(["2025-11-23", "2026-11-22", "2026-11-23", "2026-11-24", "2027-11-23"])
    if question.kind == "choice":
        return st.sampled_from((None, *question.values))
    if question.kind == "several":
        some = st.lists(st.sampled_from(question.values), min_size=1, max_size=2, unique=True)
        return some.filter(lambda chosen: chosen == ["none"] or "none" not in chosen)
    if question.kind == "date":
        return st.none() | days
    if question.kind == "elements":
        said = st.just("present") | st.sampled_from(["present", "missing", "unsure"])
        return st.fixed_dictionaries(dict.fromkeys(content.elements, said))
    if question.kind == "records":
        row = {"kind": st.sampled_from(list(content.records)), "asked-on": days}
    else:
        row = {"who": st.sampled_from(question.values), "on": days}
    return st.lists(st.fixed_dictionaries(row), max_size=2)


def changes_to(content: Content, scope: str) -> st.SearchStrategy[dict[str, Any]]:
    """Build up to four answers to replace those of a case or a contact."""
    questions = [q for q in content.questions.values() if q.scope == scope]
    one = st.sampled_from(questions).flatmap(
        lambda q: st.tuples(st.just(q.id), answers_to(q, content))
    )
    return st.lists(one, max_size=4).map(dict)


@pytest.fixture(scope="session")
def cases(content: Content, root: Path) -> st.SearchStrategy[dict[str, Any]]:
    """Draw cases near the written ones: every edition, a few answers changed or taken away."""
    paths = sorted((root / "checklist" / "cases").glob("*.toml"))
    written = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]

    def change(base: dict, edition: str, about: dict, of_contacts: dict) -> dict[str, Any]:
        team = [
            {"id": c["id"], "facts": c.get("facts", {}) | of_contacts} for c in base["contacts"]
        ]
        facts = base.get("facts", {}) | about
        return {"edition": edition, "today": base["today"], "facts": facts, "contacts": team}

    return st.sampled_from(written).flatmap(
        lambda base: st.builds(
            change,
            st.just(base),
            st.just(base["edition"]) | st.sampled_from(list(content.editions)),
            st.just({}) | changes_to(content, "case"),
            st.just({}) | changes_to(content, "contact"),
        )
    )


class TestEveryCase:
    """Properties of any content, tried on the real one with cases of all sorts."""

    @given(data=st.data())
    def test_the_answer_is_whole(self, data: st.DataObject, cases: Any, content: Content) -> None:
        """Each contact has one decision, the strictest of its kinds, with reason and source."""
        view = evaluate(content, read_case(data.draw(cases), content))
        for contact in view.contacts:
            kinds = [kind.decision for kind in contact.by_information.values()]
            assert contact.decision in DECISIONS
            assert not kinds or contact.decision == strictest(kinds)
            assert contact.says
            assert all(sentence.cites for sentence in contact.says)
        json.dumps(to_json(view), allow_nan=False)

    @given(data=st.data())
    def test_open_questions_can_be_answered(
        self, data: st.DataObject, cases: Any, content: Content
    ) -> None:
        """What is to be answered is on screen, and an incomplete case always has some of it."""
        view = evaluate(content, read_case(data.draw(cases), content))
        on_screen = {(row["contact"], row["question"]) for row in view.ask}
        assert {(row.contact, row.fact) for row in view.next} <= on_screen
        for contact in view.contacts:
            assert {(contact.id, fact) for fact in contact.next} <= on_screen
            if contact.decision == "incomplete":
                assert contact.next or view.problems or any(r.contact is None for r in view.next)

    @given(data=st.data())
    def test_hidden_answers_change_nothing(
        self, data: st.DataObject, cases: Any, content: Content
    ) -> None:
        """Without the answers to questions not asked, the answer is the same."""
        case = data.draw(cases)
        view = evaluate(content, read_case(case, content))
        visible = {
            **case,
            "facts": view.answers.get("", {}),
            "contacts": [
                {"id": c["id"], "facts": view.answers.get(c["id"], {})} for c in case["contacts"]
            ],
        }
        again = evaluate(content, read_case(visible, content))
        assert again.contacts == view.contacts
        assert again.notify == view.notify
        assert again.ask == view.ask

    @given(data=st.data())
    def test_knowing_less_never_permits(
        self, data: st.DataObject, cases: Any, content: Content
    ) -> None:
        """An answer taken back, or turned to unsure, never turns into leave to proceed."""
        case = data.draw(cases)
        before = evaluate(content, read_case(case, content))
        contact = data.draw(st.sampled_from(case["contacts"]))
        found = next(c for c in before.contacts if c.id == contact["id"])
        if found.decision.startswith("proceed"):
            return
        for place in (case["facts"], contact["facts"]):
            for fact, kept in list(place.items()):
                can_be_unsure = "unsure" in content.questions[fact].values
                for less in (None, "unsure") if can_be_unsure else (None,):
                    place[fact] = less
                    view = evaluate(content, read_case(case, content))
                    after = next(c for c in view.contacts if c.id == found.id)
                    assert not after.decision.startswith("proceed"), (fact, less)
                place[fact] = kept
