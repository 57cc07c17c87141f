"""Every case under ``checklist/cases/`` gets the answer that was written beside it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from coordguide.authoring.expectations import differences, of_case, of_contact
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import decision_of, evaluate
from coordguide.engine.rulebook import rulebook
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


def test_the_short_way_to_a_decision_leads_where_the_long_one_does(content: Content) -> None:
    """What would change an answer is looked for by the short way, one contact at a time."""
    for path in CASES:
        case = read_case(tomllib.loads(path.read_text("utf-8")), content)
        for contact in case.contacts:
            alone = replace(case, contacts=(contact,))
            (view,) = evaluate(content, alone).contacts
            found = decision_of(rulebook(content, case.edition), alone)
            assert found == view.decision, (path.stem, contact.id)


def test_every_rule_holds_in_some_case(content: Content) -> None:
    """No rule is only theory: each one is a reason in a case that somebody wrote."""
    found: set[str] = set()
    for path in CASES:
        view = evaluate(content, read_case(tomllib.loads(path.read_text("utf-8")), content))
        found |= of_case(content, view)["because"].keys()
        for contact in view.contacts:
            found |= of_contact(contact)["because"].keys()
    assert content.rules.keys() - found == set()
