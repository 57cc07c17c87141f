"""What a hidden answer held never reaches a paper, a table, a calendar or a saved file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from coordguide.documents import FORMS, as_html, as_text, offers, write
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content, Question
from coordguide.protocol.saved_case import save

CANARY_DAY = "1987-06-05"
SIGNED = {"kind": "diagnoses", "asked-on": CANARY_DAY, "attempts": 37}


def outputs(content: Content, case: dict[str, Any]) -> dict[str, str]:
    """Everything that can be taken away of a case, by name."""
    read = read_case(case, content)
    book, view = rulebook(content, read.edition), evaluate(content, read)
    found = {form: make(book, view, "key") for form, make in FORMS.items()}
    found["saved"] = save(content, read)
    for offer in offers(book, view):
        paper = write(book, view, offer["id"], offer["contact"])
        found[f"{offer['id']} {offer['contact']}"] = as_text(paper.blocks) + as_html(paper.blocks)
    return found


def canaries(question: Question, content: Content) -> Iterator[Any]:
    """Answers that would show: odd days and counts, and every value there is."""
    if question.kind == "date":
        yield CANARY_DAY
    elif question.kind == "elements":
        yield dict.fromkeys(content.elements, "missing")
    elif question.kind == "records":
        yield [{"kind": kind, "asked-on": CANARY_DAY, "attempts": 37} for kind in content.records]
    elif question.kind == "notified":
        yield [{"who": who, "on": CANARY_DAY, "channel": "fax"} for who in question.values]
    elif question.kind == "several":
        yield from ([value] for value in question.values)
    else:
        yield from question.values


def with_hidden(case: dict[str, Any], content: Content) -> Iterator[dict[str, Any]]:
    """The case with each question that is out of sight answered, one canary at a time."""
    read = read_case(case, content)
    view = evaluate(content, read)
    visible = {(row["contact"], row["question"]) for row in view.ask}
    for question in content.questions.values():
        places = [None] if question.scope == "case" else [c["id"] for c in case["contacts"]]
        for place in places:
            if (place, question.id) in visible:
                continue
            for canary in canaries(question, content):
                changed = deepcopy(case)
                facts = changed.setdefault("facts", {})
                if place is not None:
                    contact = next(c for c in changed["contacts"] if c["id"] == place)
                    facts = contact.setdefault("facts", {})
                facts[question.id] = canary
                yield changed


def all_at_once(case: dict[str, Any], content: Content) -> dict[str, Any]:
    """The case with every hidden question answered at the same time."""
    merged = deepcopy(case)
    for changed in with_hidden(case, content):
        merged.setdefault("facts", {}).update(changed["facts"])
        for mine, other in zip(merged["contacts"], changed["contacts"], strict=True):
            mine.setdefault("facts", {}).update(other["facts"])
    return merged


def test_nothing_hidden_in_any_practice_case(
    practice_cases: dict[str, dict[str, Any]], content: Content
) -> None:
    """For every case: hidden answers change not a letter of anything taken away."""
    for name, case in practice_cases.items():
        before = outputs(content, case)
        after = outputs(content, all_at_once(case, content))
        assert after == before, name
        assert CANARY_DAY not in "".join(after.values())


@pytest.mark.parametrize("scenario", ["before", "at-work", "part-2", "minor"])
def test_each_hidden_answer_by_itself(scenario: str, scenarios: Callable, content: Content) -> None:
    """One hidden answer after the other, with every value it can have."""
    case = scenarios("orange-county-mhp")[scenario]
    before = outputs(content, case)
    tried = 0
    for changed in with_hidden(case, content):
        assert outputs(content, changed) == before
        tried += 1
    assert tried > 10


def test_the_canary_would_be_seen(scenarios: Callable, content: Content) -> None:
    """The same answers where they are asked do show, so the search is no blank shot."""
    case = scenarios("flyer")["at-work"]
    case["contacts"][0]["facts"]["records-requested"] = [SIGNED]
    assert CANARY_DAY in "".join(outputs(content, case).values())
