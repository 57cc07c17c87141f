"""What the contract refuses the engine refuses too: with a code and a sentence, never otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from coordguide.protocol import handle
from coordguide.site.bundle.assets import page_case

Check = Callable[[str, Any], None]
Ask = Callable[..., dict[str, Any]]

CASES = Path(__file__).parents[2] / "checklist" / "cases"
CASE = page_case(CASES / "az-complete-release-to-pcp.toml")
COURSE = "arizona-complete-health"
FORM = "practice-az-form-without-an-end"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 100) | st.just(1.0) | st.just(1.5)
    | st.sampled_from(["", "x", "yes", "signed", "2026-11-23", "Not an id"]),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.sampled_from(["id", "facts", "kind", "more"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
"""Small JSON values that come near to what a request holds."""


@pytest.fixture(scope="module")
def requests(ask: Ask) -> list[dict[str, Any]]:
    """One good request of each type but those that load."""
    saved = ask("save", case=CASE)["text"]
    state = ask("practice-open", course=COURSE, state="")["state"]
    about = {"course": COURSE, "state": state}
    bodies = [
        ("evaluate", {"case": CASE, "catalogue": False, "have": None}),
        ("explain", {"case": CASE, "contact": CASE["contacts"][0]["id"]}),
        ("documents", {"case": CASE}),
        ("document", {"case": CASE, "document": "chart-note", "contact": None}),
        ("take", {"case": CASE, "as": "csv", "key": "k3y"}),
        ("save", {"case": CASE, "label": "", "key": ""}),
        ("replay", {"file": saved}),
        ("practice-open", about),
        ("practice-case", {**about, "case": FORM}),
        ("practice-answer", {**about, "case": FORM, "step": "1-missing", "response": ["h1"]}),
        ("practice-again", {**about, "case": FORM}),
        ("practice-leave", about),
    ]
    return [{"v": 1, "id": 7, "type": kind, **body} for kind, body in bodies]


def places(node: Any) -> list[tuple[Any, Any]]:
    """Return every dictionary and list inside a message with each of its keys."""
    if isinstance(node, dict):
        inner = node.items()
    elif isinstance(node, list):
        inner = enumerate(node)
    else:
        return []
    return [(node, key) for key, _ in inner] + [one for _, part in inner for one in places(part)]


def mutate(draw: Callable[..., Any], message: dict[str, Any]) -> Any:
    """Change one or two places of a message: another value, nothing, or something more."""
    changed = deepcopy(message)
    for _ in range(draw(st.integers(1, 2))):
        node, key = draw(st.sampled_from(places(changed) or [(changed, "v")]))
        how = draw(st.sampled_from(["put", "put", "drop", "more"]))
        if how == "put":
            node[key] = draw(JSON)
        elif how == "drop" and isinstance(node, dict):
            node.pop(key, None)
        elif isinstance(node, dict):
            node[draw(st.sampled_from(["more", "id", "reason", "have", "contact"]))] = draw(JSON)
    return changed


@settings(max_examples=400)
@given(data=st.data())
def test_what_the_contract_refuses_is_answered_with_an_error(
    data: st.DataObject,
    requests: list[dict[str, Any]],
    validators: dict[str, Draft202012Validator],
    check: Check,
) -> None:
    message = mutate(data.draw, data.draw(st.sampled_from(requests)))
    reply = json.loads(handle(json.dumps(message)))
    if not validators["Request"].is_valid(message):
        assert reply["type"] == "error", message
    if reply["type"] == "error":
        assert reply["code"] != "failed", message
        check("ErrorReply", reply)


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"id": "7"},
        {"id": True},
        {"v": True},
        {"catalogue": 1},
        {"have": "7"},
        {"have": False},
        {"case": {**CASE, "reason": "As in a case file."}},
        {"case": {key: CASE[key] for key in ("edition", "today", "facts")}},
        {"case": {**CASE, "contacts": [{"id": "a"}]}},
    ],
    ids=repr,
)
def test_each_part_of_the_shape_is_seen(
    change: dict[str, Any], requests: list[dict[str, Any]], validators: Any
) -> None:
    """What no answer would stumble over is refused by the check of the shape."""
    message = requests[0] | change
    assert not validators["Request"].is_valid(message)
    reply = json.loads(handle(json.dumps(message)))
    assert reply["code"] in ("bad-request", "wrong-version")
    assert reply["message"].endswith(".")


def test_a_document_about_the_case_names_no_contact(requests: list[dict[str, Any]]) -> None:
    for contact in ("nobody", 5, ["a"], {}):
        message = next(one for one in requests if one["type"] == "document") | {"contact": contact}
        assert json.loads(handle(json.dumps(message)))["code"] == "unknown-document"
