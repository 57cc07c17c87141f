"""Every reply of the engine fits the contract, for every case file and every course."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from coordguide.documents import FORMS
from coordguide.protocol import handle
from coordguide.protocol.shape import _KEYS
from coordguide.site.bundle.assets import page_case

Check = Callable[[str, Any], None]
Ask = Callable[..., dict[str, Any]]

CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))


def test_the_contract_is_a_schema_of_its_draft(schema: dict[str, Any]) -> None:
    Draft202012Validator(schema)


def test_every_object_says_what_it_may_hold(schema: dict[str, Any]) -> None:
    """An unknown key is refused everywhere, save in what the build compiled and a tab kept."""

    def objects(node: Any, place: str) -> list[str]:
        if isinstance(node, list):
            return [
                one
                for number, part in enumerate(node)
                for one in objects(part, f"{place}/{number}")
            ]
        if not isinstance(node, dict):
            return []
        here = (
            [place] if node.get("type") == "object" and "additionalProperties" not in node else []
        )
        return here + [one for key, part in node.items() for one in objects(part, f"{place}/{key}")]

    assert objects(schema["$defs"], "") == [
        "/LoadRequest/properties/content",
        "/RecallRequest/properties/case",
        "/PracticeLoadRequest/properties/practice",
    ]


def test_every_definition_is_used(schema: dict[str, Any]) -> None:
    written = json.dumps(schema)
    assert [name for name in schema["$defs"] if f'"#/$defs/{name}"' not in written] == []


def test_the_engine_knows_the_requests_of_the_contract(schema: dict[str, Any]) -> None:
    """The check in plain Python and the schema have the same requests with the same keys."""
    names = [one["$ref"].rpartition("/")[2] for one in schema["$defs"]["Request"]["oneOf"]]
    written = {
        shape["properties"]["type"]["const"]: set(shape["properties"]) - {"v", "id", "type"}
        for shape in map(schema["$defs"].__getitem__, names)
    }
    assert written == {kind: set(keys) for kind, keys in _KEYS.items()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_replies_about_a_case(path: Path, ask: Ask) -> None:
    """Answer, words, documents, explanations and files of a case fit the contract."""
    case = page_case(path)
    ask("evaluate", case=case, catalogue=True, have=None)
    ask("evaluate", case=case, have=1)
    for offer in ask("documents", case=case)["documents"]:
        ask("document", case=case, document=offer["id"], contact=offer["contact"])
    for contact in case["contacts"]:
        ask("explain", case=case, contact=contact["id"])
    for form in FORMS:
        ask("take", case=case, key="k3y", **{"as": form})
    saved = ask("save", case=case, label="Case 7", key="k3y")["text"]
    assert ask("replay", file=saved)["same"]


def test_what_is_different_in_an_old_file_fits_too(ask: Ask, content: Any) -> None:
    """A file of older content comes with answers set aside and with differences."""
    from coordguide.protocol.saved_case import _sum

    saved = json.loads(ask("save", case=page_case(CASES[0]))["text"])
    saved.pop("sum")
    saved["content"] = {"version": "2020.1", "sha256": "0"}
    saved["case"]["contacts"][0]["facts"]["gone"] = ["x"]
    saved["answer"]["contacts"]["other"] = {"decision": "stop"}
    saved["answer"]["notify"]["must"] = []
    reply = ask("replay", file=json.dumps({**saved, "sum": _sum(saved)}))
    assert reply["aside"]
    assert reply["differences"]


def test_replies_of_the_practice(ask: Ask, courses: dict[str, Any]) -> None:
    """Every case of every course, and a try of each decision, fit the contract."""
    for course in courses["courses"]:
        about = {"course": course["id"]}
        state = ask("practice-open", **about, state="")["state"]
        for name in (case for section in course["sections"] for case in section["cases"]):
            shown = ask("practice-case", **about, state=state, case=name)
            state = shown["state"]
            for one in shown["case"]["asks"]:
                decision = {
                    "case": name,
                    "step": one["step"],
                    "response": [one["choices"][0]["id"]],
                }
                state = ask("practice-answer", **about, state=state, **decision)["state"]
        ask("practice-case", **about, state=state, case=name)
        state = ask("practice-again", **about, state=state, case=name)["state"]
        ask("practice-leave", **about, state=state)
        ask("practice-open", **about, state=state)


def test_an_error_fits_the_contract(check: Check) -> None:
    for text in ("{", "[]", '{"v":1,"id":1.5,"type":"evaluate"}', '{"v":1,"type":"x"}'):
        check("ErrorReply", json.loads(handle(text)))


def test_what_the_contract_does_not_have_is_named(check: Check) -> None:
    """Who adds to the view is told where to write it down."""
    with pytest.raises(pytest.fail.Exception, match=r"add it to messages\.schema\.json"):
        check("SaveReply", {"v": 1, "id": 1, "type": "result", "text": "", "more": 1})
