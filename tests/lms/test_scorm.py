"""SCORM's reporters in a frame, below the run-time of scorm-again."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OK = {"ok": True}
LIMITS = {"scorm12": 4096, "scorm2004": 64_000}


@pytest.fixture(params=sorted(LIMITS))
def sitting(request: pytest.FixtureRequest, sit: Callable[[str], Any]) -> Any:
    return sit(request.param)


def result(sitting: Any) -> tuple[str, str, str]:
    """Completion, success and score as the learning system kept them."""
    kept = sitting.system.kept
    if sitting.standard == "scorm2004":
        return kept["completion_status"], kept["success_status"], kept["score"]["raw"]
    core = kept["core"]
    return core["lesson_status"], core["lesson_status"], core["score"]["raw"]


def both(sitting: Any, scorm12: Any, scorm2004: Any) -> Any:
    return {"scorm12": scorm12, "scorm2004": scorm2004}[sitting.standard]


def test_a_course_over_three_sittings(sitting: Any, decision: Any, status: Any) -> None:
    sitting.open()
    assert sitting.ask("[reporter.name, reporter.learner, reporter.notice]") == [
        sitting.standard,
        "Jane Doe",
        "",
    ]
    assert sitting.ask("reporter.resume()") is None
    assert sitting.decide(decision(1, "wrong")) == OK
    assert sitting.save("place-1", status(0.5, 0)) == OK
    assert len(sitting.system.commits) == 1
    assert result(sitting) == both(
        sitting, ("incomplete", "incomplete", ""), ("incomplete", "unknown", "")
    )

    # The window closes over a decision that was made and a place that was not saved yet.
    sitting.ask("one => { reporter.decided(one); }", decision(2))
    sitting.close()
    kept = sitting.system.kept
    assert kept["suspend_data"] == "place-1"
    assert [one["result"] for one in kept["interactions"].values()] == both(
        sitting, ["wrong", "correct"], ["incorrect", "correct"]
    )
    assert kept.get("exit", kept.get("core", {}).get("exit")) == "suspend"

    # Practicing once more takes nobody's pass away.
    sitting.open()
    assert sitting.ask("reporter.resume()") == "place-1"
    assert sitting.save("place-2", status(1, 1, False)) == OK
    assert result(sitting) == both(
        sitting, ("incomplete", "incomplete", "1"), ("incomplete", "failed", "1")
    )
    assert sitting.save("place-3", status(1, 2, True)) == OK
    passed = both(sitting, ("passed", "passed", "2"), ("completed", "passed", "2"))
    assert result(sitting) == passed
    assert sitting.ask("reporter.finish()") == OK
    assert sitting.ask("reporter.finish()") == OK
    after = sitting.save("place-4", status(0, 0))
    assert not after["ok"]
    assert "closed this sitting" in after["message"]

    sitting.open()
    assert sitting.ask("reporter.resume()") == "place-3"
    assert sitting.save("place-5", status(1, 1, False)) == OK
    assert sitting.save("place-6", status(0.5, 0)) == OK
    assert result(sitting) == passed


def test_who_opens_a_course_and_leaves_has_not_completed_it(sitting: Any) -> None:
    sitting.open()
    sitting.close()
    assert result(sitting)[0] == "incomplete"


def test_who_has_failed_goes_on_and_keeps_the_better_score(
    sitting: Any, decision: Any, status: Any
) -> None:
    """A system that is told "failed", or "completed", opens the course to look at only."""
    sitting.open()
    sitting.decide(decision(1, "wrong"))
    assert sitting.save("place-1", status(1, 1, False)) == OK
    sitting.close()
    sitting.open()
    assert sitting.ask("reporter.notice") == ""
    assert sitting.save("place-2", status(1, 0, False)) == OK
    assert (result(sitting)[0], result(sitting)[2]) == ("incomplete", "1")
    assert sitting.save("place-3", status(1, 2, True)) == OK
    assert result(sitting)[1:] == ("passed", "2")


def test_a_decision_is_written_as_the_standard_wants_it(
    sitting: Any, decision: Any, status: Any
) -> None:
    sitting.open()
    sitting.decide(decision(1, "wrong"))
    sitting.save("place", status())
    written = sitting.system.kept["interactions"]["0"]
    wanted = both(
        sitting,
        {
            "student_response": "a",
            "result": "wrong",
            "latency": "01:02:05.5",  # as the run-time writes our 0001:02:05.50
            "correct_responses": {"0": {"pattern": "b"}},
        },
        {
            "learner_response": "proceed",
            "result": "incorrect",
            "latency": "PT1H2M5.5S",
            "timestamp": "2026-06-15T10:00:00.25Z",
            "description": "What may the counselor do now?",
            # Moodle refuses a hyphen here.
            "correct_responses": {"0": {"pattern": "get_roi_first"}},
        },
    )
    wanted |= {"id": "az-no-release.decision.contact-1", "type": "choice"}
    assert {name: written[name] for name in wanted} == wanted


def test_a_place_too_long_is_not_cut(sitting: Any, decision: Any, status: Any) -> None:
    sitting.open()
    limit = LIMITS[sitting.standard]
    assert sitting.save("x" * limit, status()) == OK
    said = sitting.save("y" * (limit + 1), status(1, 2, True))
    assert not said["ok"]
    assert f"{limit:,} characters" in said["message"]
    assert sitting.system.kept["suspend_data"] == "x" * limit
    assert result(sitting)[1:] == ("passed", "2")
    assert sitting.ask("reporter.pending") == 0


def test_what_fails_to_commit_is_told_and_can_be_sent_again(
    sitting: Any, decision: Any, status: Any
) -> None:
    sitting.open()
    sitting.system.says = 500
    sitting.decide(decision())
    said = sitting.save("place", status())
    assert not said["ok"]
    assert "did not take what was reported" in said["message"]
    assert "your login may have ended" in said["message"]  # nobody but the system knows
    assert not sitting.ask("reporter.isLost")
    assert sitting.ask("reporter.pending") == 2
    sitting.decide(decision(2))
    sitting.system.says = 200
    assert sitting.ask("reporter.retry()") == OK
    assert sitting.ask("reporter.pending") == 0
    assert list(sitting.system.kept["interactions"]) == ["0", "1"]
    assert sitting.system.kept["suspend_data"] == "place"


def test_a_run_time_that_breaks_costs_only_what_it_broke(
    sitting: Any, decision: Any, status: Any
) -> None:
    sitting.open()
    name, call = both(sitting, ("API", "LMSSetValue"), ("API_1484_11", "SetValue"))
    sitting.page.evaluate(
        """([name, call]) => {
          const set = window[name][call].bind(window[name]);
          window[name][call] = (element, value) => {
            if (element.endsWith("suspend_data")) throw new Error("broken");
            return set(element, value);
          };
        }""",
        [name, call],
    )
    sitting.decide(decision())
    said = sitting.save("place", status(1, 2, True))
    assert said == {
        "ok": False,
        "message": "The learning system broke off while taking your place.",
    }
    assert result(sitting)[1:] == ("passed", "2")
    assert len(sitting.system.kept["interactions"]) == 1


def test_a_course_opened_to_look_at_changes_nothing(
    sitting: Any, decision: Any, status: Any
) -> None:
    sitting.system.kept = both(sitting, {"core": {"lesson_mode": "review"}}, {"mode": "review"})
    sitting.open()
    assert "look at only" in sitting.ask("reporter.notice")
    sitting.decide(decision())
    assert sitting.save("place", status(1, 2, True)) == OK
    sitting.page.evaluate("document.getElementById('course').remove()")
    assert not any(
        commit["cmi"]["suspend_data"] or commit["cmi"]["interactions"]
        for commit in sitting.system.commits
    )


def test_the_run_time_is_found_above_and_behind(sitting: Any, page: Page) -> None:
    alone = f"reporter.html?standard={sitting.standard}"
    sitting.open(f"nested.html?open={alone}")
    inner = page.frame_locator("#course").frame_locator("iframe")
    expect(inner.locator("html")).to_have_attribute("data-state", "ready")
    assert sitting.ask("reporter.name") == sitting.standard
    sitting.open(alone)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open it in a window").click()
    expect(opened.value.locator("html")).to_have_attribute("data-state", "ready")
    assert opened.value.evaluate("reporter.name") == sitting.standard


def test_without_a_learning_system_the_trainee_is_told(
    sitting: Any, page: Page, decision: Any, status: Any
) -> None:
    page.goto(f"{sitting.system.address}/reporter.html?standard={sitting.standard}")
    expect(page.locator("html")).to_have_attribute("data-state", "ready")
    assert page.evaluate("reporter.name") == "none"
    assert "No learning system was found" in page.evaluate("reporter.notice")
    sitting.decide(decision())
    said = sitting.save("place", status())
    assert not said["ok"]
    assert "No learning system was found" in said["message"]
    assert page.evaluate("reporter.pending") == 2
