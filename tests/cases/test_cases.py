"""Every case under ``checklist/cases/`` gets the answer that was written beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coordguide.cases import read_case
from coordguide.engine import evaluate
from coordguide.model import Content
from coordguide.view import to_json

CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))


def answers(view: dict, contact: str) -> dict:
    """Return what a case file may expect of one contact."""
    found = next(c for c in view["contacts"] if c["id"] == contact)
    return {
        "decision": found["decision"],
        "roi": found["roi"]["status"],
        "kinds": {kind: answer["decision"] for kind, answer in found["by-information"].items()},
        **{layer: answer["status"] for layer, answer in found["layers"].items()},
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_has_the_expected_answer(path: Path, content: Content) -> None:
    """The engine decides as the case's author wrote, reading the cited text first."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    view = to_json(evaluate(content, read_case(data, content)))
    assert data["expect"], "a case must expect something"
    for contact, expected in data["expect"].items():
        found = answers(view, contact)
        assert expected == {key: found[key] for key in expected}, data["sentence"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_says_who_says_so(path: Path, content: Content) -> None:
    """Each case gives its reason and cites a statement or a legal text that exists."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {*content.statements, *content.laws}
    assert data["reason"]
    assert data["cites"]
    assert {cite.split(" ")[0] for cite in data["cites"]} <= known
