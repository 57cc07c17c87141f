"""The reporters for a plain xAPI launch and for cmi5, with a real record store behind them.

The state documents and cmi5's key come from a small stand-in (``conftest.py``):
the store used here has neither.
"""

import json
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from waiting import tries

pytestmark = pytest.mark.browser

OK = {"ok": True}
ACTIVITY = "https://lms.example.com/activities/17"
CMI5 = "https://w3id.org/xapi/cmi5/context/"
VERBS = "http://adlnet.gov/expapi/verbs/"
SESSION = "sitting-1"
MASTERY = 0.8
TEMPLATE = {
    "contextActivities": {"grouping": [{"id": "https://example.com/publisher/17"}]},
    "extensions": {f"{CMI5}extensions/sessionid": SESSION},
}


class Launch:
    """A trainee whom a learning system sends to the course again and again."""

    def __init__(self, page: Page, system: Any, standard: str) -> None:
        self.page = page
        self.system = system
        self.standard = standard
        self.registration = str(uuid.uuid4())
        account = {"homePage": "https://lms.example.com", "name": uuid.uuid4().hex}
        self.actor = {"objectType": "Agent", "name": "Jane Doe", "account": account}
        self.data = {"contextTemplate": TEMPLATE, "launchMode": "Normal", "masteryScore": MASTERY}

    def open(self, **changed: str) -> "Launch":
        """Open the reporter as the standard says; ``changed`` parts of the address differ."""
        shared = {
            "standard": self.standard,
            "endpoint": self.system.endpoint,
            "actor": json.dumps(self.actor),
            "registration": self.registration,
        }
        own = {
            "xapi": {"auth": "Basic dHJhaW5lcjpzZWNyZXQ=", "activity_id": ACTIVITY},
            "cmi5": {"fetch": f"{self.system.address}/fetch?k=1", "activityId": ACTIVITY},
        }[self.standard]
        if self.standard == "cmi5":
            self.system.keys_given = 0
            self.system.documents[self.document("LMS.LaunchData")] = self.data
        query = urlencode({**shared, **own, **changed})
        if self.page.is_closed():
            self.page = self.page.context.new_page()
        self.page.goto(f"{self.system.address}/reporter.html?{query}")
        expect(self.page.locator("html")).to_have_attribute("data-state", "ready")
        return self

    def document(self, state_id: str) -> frozenset:
        """The name under which the system keeps a document of this trainee."""
        agent = json.dumps(self.actor, separators=(",", ":"))
        return frozenset(
            {
                ("activityId", ACTIVITY),
                ("agent", agent),
                ("registration", self.registration),
                ("stateId", state_id),
            }
        )

    def ask(self, expression: str, given: Any = None) -> Any:
        return self.page.evaluate(expression, given)

    def decide(self, decision: dict[str, Any]) -> Any:
        return self.ask("one => reporter.decided(one)", decision)

    def save(self, state: str, status: dict[str, Any]) -> Any:
        return self.ask("([state, status]) => reporter.save(state, status)", [state, status])

    def statements(self, last: str = "") -> list[dict[str, Any]]:
        """What the store keeps, once a statement with the verb ``last`` is there."""
        for _ in tries():
            found = self.system.store.statements(self.actor)
            if not last or (found and found[-1]["verb"]["id"] == VERBS + last):
                break
        return found

    def verbs(self, last: str = "") -> list[str]:
        return [one["verb"]["id"].removeprefix(VERBS) for one in self.statements(last)]

    def close(self) -> None:
        """Close the window, as trainees do."""
        self.page.close()


@pytest.fixture
def launch(page: Page, system: Any, record_store: Any) -> Callable[[str], Launch]:
    system.store = record_store
    return lambda standard: Launch(page, system, standard)


@pytest.fixture
def problems(root: Path) -> Callable[[list[dict[str, Any]]], list[list[str]]]:
    """What the validator finds wrong with each statement."""

    def validate(statements: list[dict[str, Any]]) -> list[list[str]]:
        command = ["node", Path(__file__).parent / "validate.cjs", root / "checklist" / "web"]
        given = json.dumps(statements)
        ran = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
        return json.loads(ran.stdout)

    return validate


def test_a_course_by_plain_launch(launch: Any, problems: Any, decision: Any, status: Any) -> None:
    trainee = launch("xapi").open()
    assert trainee.ask("[reporter.name, reporter.learner]") == ["xapi", "Jane Doe"]
    assert trainee.ask("reporter.resume()") is None
    trainee.decide(decision(1, "wrong"))
    assert trainee.save("place-1", status(0.5, 0)) == OK
    # The window closes over a decision that was made and a place that was not saved yet.
    trainee.ask("one => { reporter.decided(one); }", decision(2))
    trainee.system.pause = 0.5  # only a request that outlives its page gets through
    trainee.close()
    before = ["initialized", "progressed", "terminated"]
    assert [verb for verb in trainee.verbs("terminated") if verb != "answered"] == before
    answered = [one for one in trainee.statements() if one["verb"]["id"].endswith("answered")]
    assert sorted(one["result"]["success"] for one in answered) == [False, True]

    trainee.system.pause = 0
    trainee.open()
    assert trainee.ask("reporter.resume()") == "place-1"
    assert trainee.save("place-2", status(1, 1, False)) == OK
    assert trainee.save("place-3", status(1, 2, True)) == OK
    assert trainee.save("place-4", status(1, 1, False)) == OK  # a pass stays a pass
    assert trainee.ask("reporter.finish()") == OK
    assert [verb for verb in trainee.verbs() if verb != "answered"] == [
        *before,
        *("initialized", "completed", "failed", "completed", "passed", "terminated"),
    ]
    assert problems(trainee.statements()) == [[]] * 11
    (passed,) = [one for one in trainee.statements() if one["verb"]["id"] == f"{VERBS}passed"]
    assert passed["object"]["id"] == ACTIVITY
    assert passed["result"]["score"] == {"scaled": 1, "raw": 2, "min": 0, "max": 2}
    assert {one["context"]["registration"] for one in trainee.statements()} == {
        trainee.registration
    }


def test_a_decision_as_a_statement(launch: Any, decision: Any, status: Any) -> None:
    trainee = launch("xapi").open()
    trainee.decide(decision(1, "wrong"))
    trainee.save("place", status())
    (answered,) = [one for one in trainee.statements() if one["verb"]["id"] == f"{VERBS}answered"]
    assert answered["timestamp"] == "2026-06-15T10:00:00.250Z"
    assert answered["object"]["id"] == f"{ACTIVITY}#az-no-release.decision.contact-1"
    definition = answered["object"]["definition"]
    assert definition["interactionType"] == "choice"
    assert definition["correctResponsesPattern"] == ["get-roi-first"]
    assert [one["id"] for one in definition["choices"]] == ["proceed", "get-roi-first"]
    result = answered["result"]
    assert (result["response"], result["success"]) == ("proceed", False)
    assert result["duration"] == "PT1H2M5.5S"
    assert list(result["extensions"].values()) == [True]  # sharing where the law says stop
    assert answered["context"]["contextActivities"]["parent"] == [
        {"id": ACTIVITY, "objectType": "Activity"}
    ]


def test_cmi5_over_three_sittings(launch: Any, problems: Any, decision: Any, status: Any) -> None:
    trainee = launch("cmi5").open()
    assert trainee.ask("[reporter.name, reporter.notice]") == ["cmi5", ""]
    trainee.decide(decision())
    assert trainee.save("place-1", status(1, 1, False)) == OK
    # A verdict is final in a sitting, so "failed" waits whether the trainee passes after all.
    assert "failed" not in trainee.verbs()
    trainee.close()
    first = ["answered", "initialized", "completed", "failed", "terminated"]
    assert trainee.verbs("terminated") == first

    trainee.data = trainee.data | {"returnURL": "https://lms.example.com/back"}
    template = trainee.data["contextTemplate"]
    trainee.data["contextTemplate"] = template | {
        "extensions": {f"{CMI5}extensions/sessionid": "sitting-2"}
    }
    trainee.open()
    assert trainee.ask("reporter.resume()") == "place-1"
    assert trainee.save("place-2", status(1, 1, False)) == OK
    assert trainee.save("place-3", status(1, 2, True)) == OK
    assert trainee.save("place-4", status(1, 1, False)) == OK
    assert trainee.save("place-5", status(1, 2, True)) == OK
    assert trainee.ask("reporter.finish()") == OK
    assert trainee.ask("reporter.returnAddress") == "https://lms.example.com/back"
    assert trainee.verbs() == [*first, "initialized", "passed", "terminated"]
    assert problems(trainee.statements()) == [[]] * 8


def test_who_only_looked_has_not_failed_once_more(
    launch: Any, problems: Any, decision: Any, status: Any
) -> None:
    trainee = launch("cmi5").open()
    trainee.decide(decision(1, "wrong"))
    assert trainee.save("place", status(1, 1, False)) == OK
    trainee.close()
    first = trainee.verbs("terminated")
    assert first.count("failed") == 1

    def sit_again(number: int) -> None:
        extensions = {f"{CMI5}extensions/sessionid": f"sitting-{number}"}
        trainee.data["contextTemplate"] = TEMPLATE | {"extensions": extensions}
        trainee.open()

    sit_again(2)
    assert trainee.save("place", status(1, 1, False)) == OK  # opening a case keeps the place
    trainee.close()
    looked = [*first, "initialized", "terminated"]
    assert trainee.verbs("terminated") == looked

    sit_again(3)
    trainee.decide(decision(2, "wrong"))
    assert trainee.save("place", status(1, 1, False)) == OK
    trainee.close()
    again = ["answered", *looked, "initialized", "failed", "terminated"]  # by what happened when
    assert trainee.verbs("terminated") == again
    assert problems(trainee.statements()) == [[]] * len(again)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://lms.example.com/back", "https://lms.example.com/back"),
        ("../back?id=1", "../back?id=1"),
        *[(bad, "") for bad in ("javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:x",
                                "data:text/html,x", "file:///etc", "http://", 7, None)],
    ],
)  # fmt: skip
def test_only_an_address_of_the_web_is_gone_back_to(given: Any, taken: str, launch: Any) -> None:
    trainee = launch("cmi5")
    trainee.data = trainee.data | {"returnURL": given}
    trainee.open()
    assert trainee.ask("reporter.returnAddress") == taken


def test_what_cmi5_wants_of_its_statements(launch: Any, decision: Any, status: Any) -> None:
    trainee = launch("cmi5").open()
    trainee.decide(decision())
    trainee.save("place", status(1, 2, True))
    trainee.ask("reporter.finish()")
    for one in trainee.statements():
        verb = one["verb"]["id"].removeprefix(VERBS)
        context, result = one["context"], one.get("result", {})
        categories = {
            place["id"].removeprefix(f"{CMI5}categories/")
            for place in context["contextActivities"].get("category", [])
        }
        judges = verb in ("passed", "failed", "completed")
        assert categories == ({"cmi5"} - {verb == "answered" and "cmi5"}) | (
            {"moveon"} if judges else set()
        )
        assert context["registration"] == trainee.registration
        assert context["extensions"][f"{CMI5}extensions/sessionid"] == SESSION
        assert (
            context["contextActivities"]["grouping"][0]["id"] == "https://example.com/publisher/17"
        )
        assert ("score" in result) == (verb == "passed")
        assert ("completion" in result) == (verb == "completed")
        assert ("duration" in result) == (verb != "initialized")
        mastery = context["extensions"].get(f"{CMI5}extensions/masteryscore")
        assert mastery == (MASTERY if verb == "passed" else None)


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_cmi5_to_look_at_says_only_that_it_was_open(
    launch: Any, decision: Any, status: Any, mode: str
) -> None:
    trainee = launch("cmi5")
    trainee.data = trainee.data | {"launchMode": mode}
    trainee.open()
    assert "look at only" in trainee.ask("reporter.notice")
    assert trainee.ask("reporter.looksOnly")
    trainee.decide(decision())
    assert trainee.save("place", status(1, 2, True)) == OK
    trainee.close()
    assert trainee.verbs("terminated") == ["initialized", "terminated"]


def test_a_cmi5_launch_opened_twice_is_explained(launch: Any) -> None:
    trainee = launch("cmi5").open()
    trainee.page.reload()
    expect(trainee.page.locator("html")).to_have_attribute("data-state", "ready")
    assert "cannot be opened twice" in trainee.ask("reporter.notice")
    assert trainee.ask("reporter.name") == "none"
    assert trainee.ask("reporter.isLost")


@pytest.mark.parametrize("standard", ["xapi", "cmi5"])
def test_a_login_that_has_ended_is_told_as_such(
    launch: Any, decision: Any, status: Any, standard: str
) -> None:
    trainee = launch(standard).open()
    assert not trainee.ask("reporter.isLost")
    trainee.system.says = 401
    trainee.decide(decision())
    said = trainee.save("place", status(1, 2, True))
    assert "login at the learning system has ended" in said["message"]
    assert trainee.ask("[reporter.isLost, reporter.pending]") == [True, 2]
    assert trainee.ask("reporter.finish()") == said
    trainee.system.says = 500  # another fault may pass
    trainee.ask("reporter.retry()")
    assert not trainee.ask("reporter.isLost")
    trainee.system.says = 200
    assert trainee.ask("reporter.finish()") == OK
    assert trainee.ask("reporter.isLost")  # what is closed takes nothing more


@pytest.mark.parametrize("standard", ["xapi", "cmi5"])
@pytest.mark.parametrize(
    ("says", "told"),
    [
        (500, "answered with an error (500)"),
        (502, "answered with an error (502)"),  # what arrived all the same must not count twice
        (0, "did not answer within 10"),
    ],
)
def test_a_store_that_fails_is_told_and_gets_it_later(
    launch: Any, decision: Any, status: Any, standard: str, says: int, told: str
) -> None:
    trainee = launch(standard)
    if not says:  # A twentieth of the patience is enough for a store that never answers.
        trainee.page.add_init_script(
            "{ const after = AbortSignal.timeout;"
            " AbortSignal.timeout = (ms) => after.call(AbortSignal, ms / 20); }"
        )
    trainee.open()
    trainee.system.says = says
    trainee.decide(decision())
    said = trainee.save("place", status(1, 2, True))
    assert not said["ok"]
    assert told in said["message"]
    assert trainee.ask("reporter.pending") == 2
    trainee.system.says = 200
    assert trainee.ask("reporter.retry()") == OK
    assert trainee.ask("reporter.pending") == 0
    assert sorted(trainee.verbs()) == ["answered", "completed", "initialized", "passed"]


def test_a_place_that_could_not_be_read_is_not_written_over(
    launch: Any, decision: Any, status: Any
) -> None:
    trainee = launch("xapi").open()
    trainee.save("place-of-yesterday", status())
    trainee.close()
    trainee.system.says = 503
    trainee.open()
    assert "answered with an error (503)" in trainee.ask("reporter.notice")
    assert trainee.ask("reporter.resume()") is None
    trainee.system.says = 200
    trainee.decide(decision())
    said = trainee.save("place-of-today", status(0.1, 0))
    assert "earlier place" in said["message"]
    assert trainee.ask("reporter.pending") == 0
    place = trainee.system.documents[trainee.document("coordguide.place")]["place"]
    assert place == "place-of-yesterday"


@pytest.mark.parametrize(
    ("standard", "changed"),
    [("xapi", {"endpoint": ""}), ("xapi", {"actor": "{"}), ("cmi5", {"fetch": ""})],
)
def test_a_page_opened_without_a_launch_says_so(
    launch: Any, status: Any, standard: str, changed: dict[str, str]
) -> None:
    trainee = launch(standard).open(**changed)
    assert "not opened by a learning system" in trainee.ask("reporter.notice")
    assert not trainee.save("place", status())["ok"]
    assert trainee.ask("reporter.isLost")


def test_an_older_way_to_name_a_person_is_understood(launch: Any, status: Any) -> None:
    trainee = launch("xapi")
    account = trainee.actor["account"]
    old = {"accountServiceHomePage": account["homePage"], "accountName": account["name"]}
    named = {"name": ["\u202eJane Doe\u200f"], "account": [old]}  # what turns a line is left out
    trainee.open(actor=json.dumps(named), registration="none")
    assert trainee.ask("reporter.learner") == "Jane Doe"
    assert trainee.save("place", status()) == OK
    assert trainee.verbs() == ["initialized", "progressed"]
