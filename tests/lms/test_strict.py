"""SCORM's reporters below a run-time that is stricter than any real one (``pages/strict.js``)."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

OK = {"ok": True}
APIS = {"scorm12": "API", "scorm2004": "API_1484_11"}
# The one way SCORM 2004 has to say that nothing was kept yet. No code of SCORM 1.2 says that.
NOTHING_YET = {
    "scorm12": [],
    "scorm2004": [[403, "GetValue", "cmi.suspend_data"], [403, "GetValue", "cmi.score.raw"]],
}


@pytest.fixture(params=sorted(APIS))
def sitting(request: pytest.FixtureRequest, sit: Callable[..., Any]) -> Any:
    return sit(request.param, "strict")


def both(sitting: Any, scorm12: Any, scorm2004: Any) -> Any:
    return {"scorm12": scorm12, "scorm2004": scorm2004}[sitting.standard]


def kept(sitting: Any, scorm12: str, scorm2004: str) -> str:
    """A value as the learning system keeps it; each version has its own name for it."""
    return sitting.system.kept.get("cmi." + both(sitting, scorm12, scorm2004), "")


def heard(sitting: Any) -> list[list[Any]]:
    """All that was refused until now."""
    sitting.page.wait_for_timeout(50)  # the console is heard a little later
    return sitting.refused


def say(sitting: Any, *calls: tuple[str, ...]) -> list[list[Any]]:
    """Call the run-time itself; returns each answer and the error code after it."""
    return sitting.page.evaluate(
        """([name, calls]) => calls.map(([call, ...given]) => {
          const prefix = name === "API" ? "LMS" : "";
          const named = call === "Terminate" && prefix ? "Finish" : call;
          const answer = window[name][prefix + named](...given);
          return [answer, Number(window[name][prefix + "GetLastError"]())];
        })""",
        [APIS[sitting.standard], calls],
    )


# ---- the run-time refuses as the standards do ------------------------------------------

ID = ("SetValue", "cmi.interactions.0.id", "one")
TYPE = ("SetValue", "cmi.interactions.0.type", "choice")
WRONG: dict[str, dict[str, tuple[list[tuple[str, ...]], int]]] = {
    "scorm12": {
        "an unknown name": ([("GetValue", "cmi.core.nickname")], 401),
        "a name of the other version": ([("SetValue", "cmi.location", "1")], 401),
        "a keyword": ([("SetValue", "cmi.interactions._count", "1")], 402),
        "children of a leaf": ([("GetValue", "cmi.suspend_data._children")], 202),
        "the count of a leaf": ([("GetValue", "cmi.suspend_data._count")], 203),
        "to write what is read": ([("SetValue", "cmi.core.student_name", "Me")], 403),
        "to read what is written": ([("GetValue", "cmi.core.exit")], 404),
        "to read a decision": ([ID, ("GetValue", "cmi.interactions.0.id")], 404),
        "no element": ([("GetValue", "")], 201),
        "a number": ([("SetValue", "cmi.suspend_data", 1)], 405),
        "a word of its own": ([("SetValue", "cmi.core.lesson_status", "not attempted")], 405),
        "a word of the other version": ([("SetValue", "cmi.core.exit", "normal")], 405),
        "a score above 100": ([("SetValue", "cmi.core.score.raw", "100.5")], 405),
        "a score in words": ([("SetValue", "cmi.core.score.raw", "ten")], 405),
        "a place too long": ([("SetValue", "cmi.suspend_data", "x" * 4097)], 405),
        "a bookmark too long": ([("SetValue", "cmi.core.lesson_location", "x" * 256)], 405),
        "a time of the other version": ([("SetValue", "cmi.core.session_time", "PT1S")], 405),
        "a short time": ([("SetValue", "cmi.core.session_time", "00:00:01")], 405),
        "a decision left out": ([("SetValue", "cmi.interactions.1.id", "two")], 201),
        "a name with a space": ([("SetValue", "cmi.interactions.0.id", "a b")], 405),
        "a name too long": ([("SetValue", "cmi.interactions.0.id", "x" * 256)], 405),
        "a type before the name": ([TYPE], 201),
        "an unknown type": ([ID, ("SetValue", "cmi.interactions.0.type", "other")], 405),
        "an answer before the type": (
            [ID, ("SetValue", "cmi.interactions.0.student_response", "a")],
            201,
        ),
        "an answer in words": (
            [ID, TYPE, ("SetValue", "cmi.interactions.0.student_response", "proceed")],
            405,
        ),
        "the same answer twice": (
            [ID, TYPE, ("SetValue", "cmi.interactions.0.correct_responses.0.pattern", "a,a")],
            405,
        ),
        "a pattern left out": (
            [ID, TYPE, ("SetValue", "cmi.interactions.0.correct_responses.1.pattern", "a")],
            201,
        ),
        "a result of the other version": (
            [ID, ("SetValue", "cmi.interactions.0.result", "incorrect")],
            405,
        ),
        "a day with the time": (
            [ID, ("SetValue", "cmi.interactions.0.time", "2026-06-15T10:00:00")],
            405,
        ),
        "a length with a short hour": (
            [ID, ("SetValue", "cmi.interactions.0.latency", "01:00:00.00")],
            405,
        ),
        "a second beginning": ([("Initialize", "")], 101),
        "a commit with words": ([("Commit", "now")], 201),
        "to read after the end": ([("Terminate", ""), ("GetValue", "cmi.core.entry")], 301),
        "to write after the end": ([("Terminate", ""), ("SetValue", "cmi.comments", "")], 301),
        "to commit after the end": ([("Terminate", ""), ("Commit", "")], 301),
        "a second end": ([("Terminate", ""), ("Terminate", "")], 301),
        "to begin after the end": ([("Terminate", ""), ("Initialize", "")], 101),
    },
    "scorm2004": {
        "an unknown name": ([("GetValue", "cmi.nickname")], 401),
        "a name of the other version": ([("SetValue", "cmi.core.exit", "")], 401),
        "a keyword": ([("SetValue", "cmi.interactions._count", "1")], 404),
        "children of a leaf": ([("GetValue", "cmi.suspend_data._children")], 301),
        "the count of a leaf": ([("GetValue", "cmi.suspend_data._count")], 301),
        "to write what is read": ([("SetValue", "cmi.learner_name", "Me")], 404),
        "to read what is written": ([("GetValue", "cmi.exit")], 405),
        "what nobody wrote": ([("GetValue", "cmi.location")], 403),
        "a decision that is not there": ([("GetValue", "cmi.interactions.0.id")], 301),
        "no element": ([("GetValue", "")], 201),
        "a number": ([("SetValue", "cmi.suspend_data", 1)], 406),
        "a word of the other version": ([("SetValue", "cmi.success_status", "incomplete")], 406),
        "more than all": ([("SetValue", "cmi.progress_measure", "1.5")], 407),
        "a score above one": ([("SetValue", "cmi.score.scaled", "1.01")], 407),
        "a score too fine": ([("SetValue", "cmi.score.raw", "0.12345678")], 406),
        "a place too long": ([("SetValue", "cmi.suspend_data", "x" * 64_001)], 406),
        "a bookmark too long": ([("SetValue", "cmi.location", "x" * 1001)], 406),
        "a time of the other version": ([("SetValue", "cmi.session_time", "0000:00:01.00")], 406),
        "no time": ([("SetValue", "cmi.session_time", "PT")], 406),
        "a decision left out": ([("SetValue", "cmi.interactions.1.id", "two")], 351),
        "a name with a space": ([("SetValue", "cmi.interactions.0.id", "a b")], 406),
        "a name too long": ([("SetValue", "cmi.interactions.0.id", "x" * 4001)], 406),
        "a type before the name": ([TYPE], 408),
        "an unknown type": ([ID, ("SetValue", "cmi.interactions.0.type", "guess")], 406),
        "an answer before the type": (
            [ID, ("SetValue", "cmi.interactions.0.learner_response", "a")],
            408,
        ),
        "an answer with a hyphen": (
            [ID, TYPE, ("SetValue", "cmi.interactions.0.learner_response", "a-b")],
            406,
        ),
        "the same answer twice": (
            [ID, TYPE, ("SetValue", "cmi.interactions.0.correct_responses.0.pattern", "a[,]a")],
            406,
        ),
        "a pattern left out": (
            [ID, TYPE, ("SetValue", "cmi.interactions.0.correct_responses.1.pattern", "a")],
            351,
        ),
        "a result of the other version": (
            [ID, ("SetValue", "cmi.interactions.0.result", "wrong")],
            406,
        ),
        "a moment too fine": (
            [ID, ("SetValue", "cmi.interactions.0.timestamp", "2026-06-15T10:00:00.123Z")],
            406,
        ),
        "a zone without a fraction": (
            [ID, ("SetValue", "cmi.interactions.0.timestamp", "2026-06-15T10:00:00Z")],
            406,
        ),
        "a text too long": (
            [ID, ("SetValue", "cmi.interactions.0.description", "x" * 251)],
            406,
        ),
        "a second beginning": ([("Initialize", "")], 103),
        "a commit with words": ([("Commit", "now")], 201),
        "to read after the end": ([("Terminate", ""), ("GetValue", "cmi.entry")], 123),
        "to write after the end": ([("Terminate", ""), ("SetValue", "cmi.exit", "")], 133),
        "to commit after the end": ([("Terminate", ""), ("Commit", "")], 143),
        "a second end": ([("Terminate", ""), ("Terminate", "")], 113),
        "to begin after the end": ([("Terminate", ""), ("Initialize", "")], 104),
    },
}
EARLY = {
    "scorm12": {"GetValue": 301, "SetValue": 301, "Commit": 301, "Terminate": 301},
    "scorm2004": {"GetValue": 122, "SetValue": 132, "Commit": 142, "Terminate": 112},
}
# Of each type an answer that may be written, and one that may not.
ANSWERS = {
    "scorm12": {
        "true-false": ("t", "true"),
        "choice": ("a,b", "a;b"),
        "fill-in": ("anything", "x" * 256),
        "matching": ("a.b,c.d", "a-b"),
        "performance": ("anything", "x" * 256),
        "sequencing": ("b,a", "ba"),
        "likert": ("c", "agree"),
        "numeric": ("-1.5", "many"),
    },
    "scorm2004": {
        "true-false": ("true", "t"),
        "choice": ("one[,]two", "one,two"),
        "fill-in": ("anything[,]else", "x" * 251),
        "long-fill-in": ("x" * 4000, "x" * 4001),
        "matching": ("a[.]b[,]c[.]d", "a.b"),
        "performance": ("step[.]answer", "step"),
        "sequencing": ("b[,]a[,]b", "b,a"),
        "likert": ("agree", "do agree"),
        "numeric": ("-1.5", "many"),
        "other": ("anything", "x" * 4001),
    },
}


def test_the_run_time_refuses_what_the_standard_does_not_allow(sitting: Any) -> None:
    found = {}
    for name, (calls, _) in WRONG[sitting.standard].items():
        sitting.system.kept = None
        sitting.open("about:blank")
        *_, before, (_, code) = say(sitting, ("Initialize", ""), *calls)
        found[name] = code if before[1] == 0 else before
    assert found == {name: code for name, (_, code) in WRONG[sitting.standard].items()}


def test_the_run_time_answers_nothing_before_the_beginning(sitting: Any) -> None:
    sitting.open("about:blank")
    given = {"GetValue": ("cmi.suspend_data",), "SetValue": ("cmi.suspend_data", "")}
    calls = [(call, *given.get(call, ("",))) for call in EARLY[sitting.standard]]
    assert [code for _, code in say(sitting, *calls)] == [*EARLY[sitting.standard].values()]


def test_the_run_time_knows_the_answers_of_each_type(sitting: Any) -> None:
    sitting.open("about:blank")
    response = both(sitting, "student_response", "learner_response")
    calls = [("Initialize", "")]
    for number, (kind, answers) in enumerate(ANSWERS[sitting.standard].items()):
        one = f"cmi.interactions.{number}"
        calls += [("SetValue", f"{one}.id", "one"), ("SetValue", f"{one}.type", kind)]
        calls += [("SetValue", f"{one}.{response}", answer) for answer in answers]
    mismatch = both(sitting, 405, 406)
    each = [0, 0, 0, mismatch] * len(ANSWERS[sitting.standard])
    assert [code for _, code in say(sitting, *calls)] == [0, *each]


@pytest.mark.parametrize("way", ["suspend", "logout", "time-out", ""])
def test_the_run_time_keeps_only_what_was_suspended(sitting: Any, way: str) -> None:
    sitting.open("about:blank")
    leave = "cmi." + both(sitting, "core.exit", "exit")
    calls = [("SetValue", "cmi.suspend_data", "place"), ("SetValue", leave, way)]
    assert [code for _, code in say(sitting, ("Initialize", ""), *calls, ("Terminate", ""))] == [
        0,
        0,
        0,
        0,
    ]
    sitting.open("about:blank")
    entry = "cmi." + both(sitting, "core.entry", "entry")
    calls = [("Initialize", ""), ("GetValue", entry), ("GetValue", "cmi.suspend_data")]
    _, (said, _), (place, _) = say(sitting, *calls)
    assert (said, place) == (("resume", "place") if way == "suspend" else ("ab-initio", ""))


# ---- what our reporters say there ----------------------------------------------------


def test_nothing_of_a_course_is_refused(sitting: Any, decision: Any, status: Any) -> None:
    """Three sittings: left by its window, closed by its button, and passed."""
    sitting.open()
    assert sitting.decide(decision(1, "wrong")) == OK
    assert sitting.save("place-1", status(0.5, 0)) == OK
    sitting.ask("one => { reporter.decided(one); }", decision(2))
    sitting.close()
    assert heard(sitting) == NOTHING_YET[sitting.standard]
    assert kept(sitting, "core.lesson_status", "completion_status") == "incomplete"

    sitting.refused.clear()
    sitting.open()
    assert sitting.ask("reporter.resume()") == "place-1"
    assert sitting.decide(decision(3, "wrong")) == OK
    assert sitting.save("place-2", status(1, 1, False)) == OK
    assert sitting.ask("reporter.finish()") == OK
    assert kept(sitting, "core.lesson_status", "completion_status") == "incomplete"

    sitting.open()
    assert sitting.ask("[reporter.notice, reporter.looksOnly]") == ["", False]
    assert sitting.ask("reporter.resume()") == "place-2"
    assert sitting.decide(decision(4)) == OK
    assert sitting.save("place-3", status(1, 2, True)) == OK
    assert sitting.ask("reporter.finish()") == OK
    assert kept(sitting, "core.lesson_status", "success_status") == "passed"
    assert kept(sitting, "core.score.raw", "score.raw") == "2"
    last = both(sitting, 0, 3)  # version 1.2 counts each sitting's decisions for themselves
    assert kept(sitting, *[f"interactions.{last}.result"] * 2) == "correct"

    # What is passed is over there: it opens to look at, and nothing is written.
    sitting.open()
    assert sitting.ask("reporter.looksOnly")
    sitting.decide(decision(5))
    assert sitting.save("place-4", status(1, 1, False)) == OK
    sitting.close()
    assert sitting.system.kept["cmi.suspend_data"] == "place-3"
    score = [[403, "GetValue", "cmi.score.raw"]]  # the second sitting began without a score
    assert heard(sitting) == both(sitting, [], score)


@pytest.mark.parametrize("way", ["button", "window", "reload"])
def test_who_only_looked_finds_the_place_again(sitting: Any, status: Any, way: str) -> None:
    """Each sitting has to say anew that it is suspended, or strict systems forget the place."""
    sitting.open()
    assert sitting.save("place", status(1, 1, False)) == OK
    sitting.close()
    sitting.open()
    if way == "button":
        assert sitting.ask("reporter.finish()") == OK
    elif way == "window":
        sitting.close()
    sitting.open()
    assert sitting.ask("reporter.resume()") == "place"


@pytest.mark.parametrize("mode", ["browse", "review"])
def test_nothing_is_written_to_look_at(sitting: Any, decision: Any, status: Any, mode: str) -> None:
    sitting.open(mode=mode, credit="no-credit")
    assert "look at only" in sitting.ask("reporter.notice")
    sitting.decide(decision())
    assert sitting.save("place", status(1, 2, True)) == OK
    assert sitting.ask("reporter.finish()") == OK
    assert heard(sitting) == NOTHING_YET[sitting.standard]


def test_a_sitting_without_credit_is_reported_all_the_same(sitting: Any, status: Any) -> None:
    sitting.open(credit="no-credit")
    assert sitting.save("place", status(1, 2, True)) == OK
    assert kept(sitting, "core.lesson_status", "success_status") == "passed"


def test_a_sitting_that_the_system_has_ended_is_told_as_such(
    sitting: Any, decision: Any, status: Any
) -> None:
    sitting.open()
    assert not sitting.ask("reporter.isLost")
    say(sitting, ("Terminate", ""))
    sitting.decide(decision())
    said = sitting.save("place", status())
    assert said["message"].count("has closed this sitting") == 1
    assert "may have ended" not in said["message"]
    assert sitting.ask("reporter.isLost")
    assert sitting.ask("reporter.finish()") == said


def test_a_sitting_that_did_not_close_is_never_called_closed(sitting: Any, status: Any) -> None:
    sitting.open()
    assert sitting.save("place", status()) == OK
    sitting.system.says = 500
    said = sitting.ask("reporter.finish()")
    assert "did not take what was reported" in said["message"]
    assert sitting.ask("reporter.finish()") == said
    assert sitting.ask("reporter.isLost")


PARTS = {
    "suspend_data": "your place",
    "progress": "the progress",
    "score": "the score",
    "status": "the result",
    "time": "the time",
}


@pytest.mark.parametrize("part", PARTS)
def test_one_value_that_is_refused_costs_no_other(
    sitting: Any, decision: Any, status: Any, part: str
) -> None:
    element = (
        "cmi."
        + {
            "suspend_data": "suspend_data",
            "progress": both(sitting, "core.lesson_location", "progress_measure"),
            "score": both(sitting, "core.score.max", "score.max"),
            "status": both(sitting, "core.lesson_status", "success_status"),
            "time": both(sitting, "core.session_time", "session_time"),
        }[part]
    )
    sitting.open(refuses=element)
    sitting.decide(decision())
    said = sitting.save("place", status(1, 2, True))
    code = both(sitting, 101, 351)
    assert said["message"] == (
        f"The learning system did not take {PARTS[part]} ({code}: Error {code})."
    )
    written = {
        "suspend_data": kept(sitting, "suspend_data", "suspend_data") == "place",
        "progress": kept(sitting, "core.lesson_location", "progress_measure") != "",
        "score": kept(sitting, "core.score.max", "score.max") == "2",
        "status": kept(sitting, "core.lesson_status", "success_status") == "passed",
        "time": kept(sitting, "core.session_time", "session_time") != "",
    }
    assert written == {name: name != part for name in PARTS}
    assert {tuple(one[:3]) for one in heard(sitting) if one[0] != 403} == {
        (code, both(sitting, "LMSSetValue", "SetValue"), element)
    }
