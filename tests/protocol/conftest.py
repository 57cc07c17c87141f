"""The contract between page and engine, and a way to ask that holds every message against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from jsonschema_rs import Draft202012Validator

from coordguide.authoring.practice import load_practice
from coordguide.protocol import handle

SCHEMA = Path(__file__).parents[2] / "src/coordguide/protocol/messages.schema.json"

# The same examples each time: a test that fails tomorrow must fail because of a change.
settings.register_profile(
    "repeatable", max_examples=50, database=None, deadline=None, derandomize=True
)
settings.load_profile("repeatable")

Check = Callable[[str, Any], None]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """The contract."""
    return json.loads(SCHEMA.read_text("utf-8"))


@pytest.fixture(scope="session")
def validators(schema: dict[str, Any]) -> dict[str, Draft202012Validator]:
    """A validator for each definition, by its name."""
    return {
        name: Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"})
        for name in schema["$defs"]
    }


@pytest.fixture(scope="session")
def check(validators: dict[str, Draft202012Validator]) -> Check:
    """Hold a message against a definition: ``check("EvaluateReply", reply)``."""

    def checking(name: str, message: Any) -> None:
        wrong = next(validators[name].iter_errors(message), None)
        if wrong:
            place = "/".join(map(str, wrong.instance_path)) or "the message itself"
            pytest.fail(
                f"{name}: {place}: {wrong.message[:300]}\n"
                "If this is meant, add it to messages.schema.json (src/coordguide/protocol)."
            )

    return checking


@pytest.fixture(scope="session")
def courses(root: Path, bundle: dict[str, Any]) -> dict[str, Any]:
    """The courses and practice cases as the build compiles them."""
    return load_practice(root / "checklist" / "content", bundle)


def reply_of(kind: str) -> str:
    """Return the definition of the reply to a type of request."""
    if kind in ("practice-again", "practice-leave"):
        return "PracticeStandingReply"
    return "".join(part.capitalize() for part in kind.split("-")) + "Reply"


@pytest.fixture(scope="session")
def ask(bundle: dict[str, Any], courses: dict[str, Any], check: Check) -> Ask:
    """Ask through the door with everything loaded; request and reply must fit the contract."""

    def asking(kind: str, **more: Any) -> dict[str, Any]:
        request = {"v": 1, "id": 1, "type": kind, **more}
        check("Request", request)
        reply = json.loads(handle(json.dumps(request)))
        assert reply["type"] == "result", reply
        check(reply_of(kind), reply)
        return reply

    asking("load", content=bundle)
    asking("practice-load", practice=courses)
    return asking
