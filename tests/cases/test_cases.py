"""Every case under ``checklist/cases/`` gets the answer that was written beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coordguide.authoring.expectations import differences, of_case, of_contact
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import Content

CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_has_the_expected_answer(path: Path, content: Content) -> None:
    """The engine decides as the case's author wrote, reading the cited text first."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["expect"], "a case must expect something"
    assert list(differences(content, data)) == [], data["sentence"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_says_who_says_so(path: Path, content: Content) -> None:
    """Each case gives its reason and cites a statement or a legal text that exists."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {*content.statements, *content.laws}
    assert data["reason"]
    assert data["cites"]
    assert {cite.split(" ")[0] for cite in data["cites"]} <= known


def test_every_rule_holds_in_some_case(content: Content) -> None:
    """No rule is only theory: each one is a reason in a case that somebody wrote."""
    found: set[str] = set()
    for path in CASES:
        view = evaluate(content, read_case(tomllib.loads(path.read_text("utf-8")), content))
        found |= of_case(content, view)["because"].keys()
        for contact in view.contacts:
            found |= of_contact(contact)["because"].keys()
    assert content.rules.keys() - found == set()
