"""The practice's requests: what the page is told, when, and what is refused."""

from __future__ import annotations

import json

import pytest

from coordguide.protocol import handle

COURSE = "arizona-complete-health"
FORM = "practice-az-form-without-an-end"
ROOM = "practice-az-emergency-room"


@pytest.fixture
def state(ask) -> str:
    return ask("practice-open", course=COURSE, state="")["state"]


def test_courses_are_listed(ask, compiled):
    reply = ask("practice-load", practice=compiled)
    assert [course["id"] for course in reply["courses"]][-1] == "general"
    assert {course["passing"] for course in reply["courses"]} == {80}


def test_a_case_comes_without_its_answers(ask, state):
    reply = ask("practice-case", course=COURSE, state=state, case=FORM)
    case = reply["case"]
    assert "38 years old" in case["story"]
    assert "member-age" not in case["story"]
    assert [document["kind"] for document in case["documents"]] == ["release"]
    told = json.dumps(case)
    assert "correct" not in told
    assert "get-roi-first" in told  # as a choice only
    assert all(one["tries"] == [] for one in case["asks"])
    assert reply["open"] == FORM


def test_the_answer_is_told_when_the_decision_is_done(ask, state):
    about = {"course": COURSE, "case": FORM, "step": "1-missing"}
    first = ask("practice-answer", state=state, response=["h1"], **about)
    assert first["judged"] == {
        "response": ["h1"],
        "right": False,
        "critical": False,
        "done": False,
        "correct": [],
        "says": [],
        "read": ["release", ""],
    }
    second = ask("practice-answer", state=first["state"], response=["h9", "h5"], **about)
    judged = second["judged"]
    assert (judged["right"], judged["done"], judged["correct"]) == (True, True, ["h5", "h9"])
    cites = [cite for said in judged["says"] for cite in said["cites"]]
    assert {cite["name"] for cite in cites} == {
        "45 CFR 164.508(c)(1)(v)",
        "45 CFR 164.508(c)(2)(iii)",
    }
    assert second["standing"]["right"] == 0
    assert second["standing"]["done"] == 1


def test_a_critical_try_is_told_at_once(ask, state):
    about = {"course": COURSE, "case": ROOM, "step": "3-decision"}
    reply = ask("practice-answer", state=state, response=["act-now"], **about)
    assert reply["judged"]["critical"] is True
    assert reply["judged"]["done"] is False
    assert reply["decided"]["critical"] is True


def test_what_a_learning_system_hears_has_an_id_of_its_own_each_time(ask, state):
    about = {"course": COURSE, "case": ROOM, "step": "3-decision"}
    ids = []
    for response in (["act-now"], ["stop"]):
        reply = ask("practice-answer", state=state, response=response, **about)
        state = reply["state"]
        ids.append(reply["decided"]["id"])
    state = ask("practice-again", course=COURSE, state=state, case=ROOM)["state"]
    reply = ask("practice-answer", state=state, response=["stop"], **about)
    ids.append(reply["decided"]["id"])
    base = f"{ROOM}.3-decision"
    assert ids == [base, f"{base}.2", f"{base}.again-2"]
    assert reply["decided"]["result"] == "correct"
    assert reply["decided"]["correct"] == ["stop"]


def test_coming_back_shows_what_was_answered(ask, state):
    about = {"course": COURSE, "case": FORM}
    state = ask("practice-answer", state=state, step="1-missing", response=["h1"], **about)["state"]
    back = ask("practice-open", course=COURSE, state=state)
    assert (back["open"], back["note"], back["aside"]) == (FORM, "", [])
    case = ask("practice-case", state=back["state"], **about)["case"]
    assert [try_["response"] for try_ in case["asks"][0]["tries"]] == [["h1"]]


@pytest.mark.parametrize(
    ("kept", "note"),
    [("0|x|", "older"), ("not progress", "foreign"), ("1|flyer|", "foreign"), (None, ""), ("", "")],
)
def test_progress_that_cannot_be_used_is_named(ask, kept, note):
    reply = ask("practice-open", course=COURSE, state=kept)
    assert (reply["note"], reply["standing"]["done"]) == (note, 0)


def test_a_case_that_changed_is_named_by_its_title(ask):
    kept = f"1|{COURSE}|{FORM}|{FORM}~abcdef~1~,,|practice-gone~abcdef~1~"
    reply = ask("practice-open", course=COURSE, state=kept)
    assert (reply["note"], reply["aside"]) == ("changed", ["The form with a gap", "practice-gone"])


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("practice-nothing", {}, "unknown-type"),
        ("practice-open", {"course": "none"}, "unknown-course"),
        ("practice-open", {"course": ["a"]}, "unknown-course"),
        ("practice-case", {"state": None, "case": FORM}, "bad-state"),
        ("practice-case", {"state": "nonsense", "case": FORM}, "bad-state"),
        ("practice-case", {"case": "practice-nc-said-no"}, "unknown-case"),
        ("practice-case", {"case": {"a": 1}}, "unknown-case"),
        ("practice-answer", {"case": FORM, "step": "9", "response": ["h1"]}, "unknown-step"),
        ("practice-answer", {"case": FORM, "step": [], "response": ["h1"]}, "unknown-step"),
        ("practice-answer", {"case": FORM, "step": "1-missing", "response": []}, "bad-response"),
        ("practice-answer", {"case": FORM, "step": "1-missing", "response": ["x"]}, "bad-response"),
        ("practice-answer", {"case": FORM, "step": "1-missing", "response": [[1]]}, "bad-response"),
        ("practice-answer", {"case": FORM, "step": "1-missing", "response": "h1"}, "bad-response"),
        (
            "practice-answer",
            {"case": FORM, "step": "3-decision", "response": ["stop", "proceed"]},
            "bad-response",
        ),
        ("practice-load", {}, "bad-courses"),
        ("practice-load", {"practice": []}, "bad-courses"),
        ("practice-load", {"practice": {"courses": [1], "cases": []}}, "bad-courses"),
    ],
)
def test_bad_requests_are_refused_in_a_sentence(ask, state, kind, more, code):
    # Courses are loaded before one is open: that request holds neither course nor state.
    about = {} if kind == "practice-load" else {"course": COURSE, "state": state}
    reply = ask(kind, **{**about, **more})
    assert (reply["type"], reply["code"]) == ("error", code)
    assert reply["message"].endswith(".")


def test_a_decision_is_made_once(ask, state):
    about = {"course": COURSE, "case": FORM, "step": "3-decision"}
    state = ask("practice-answer", state=state, response=["get-roi-first"], **about)["state"]
    reply = ask("practice-answer", state=state, response=["stop"], **about)
    assert reply["code"] == "already-decided"


def test_nothing_is_answered_before_the_courses_are_there(bundle):
    def say(**message):
        return json.loads(handle(json.dumps({"v": 1, "id": 1, **message})))

    say(type="load", content=bundle)
    assert say(type="practice-open", course=COURSE)["code"] == "not-loaded"
