"""Cases saved by an earlier version open, nothing lost, with the answer of then.

The files under ``saved/`` were written by the program at commit 174eaa1, before
its parts and words were renamed. They are never written anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coordguide.model import PERMITTED, Content
from coordguide.protocol.saved_case import open_saved, visible_case

SAVED = sorted((Path(__file__).parent / "saved").glob("*.json"))


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_a_case_saved_before_opens_to_the_same_answer(file: Path, content: Content) -> None:
    text = file.read_text("utf-8")
    then = json.loads(text)
    opened = open_saved(text, content)
    assert opened.aside == ()
    assert visible_case(opened.view) == then["case"]
    for contact in opened.view.contacts:
        before = then["answer"]["contacts"][contact.id]["decision"]
        # A question that was added since is open now, so a yes waits for its answer.
        if contact.decision != before:
            assert contact.decision == "incomplete"
            assert before in PERMITTED
            assert set(contact.next) - set(then["case"]["contacts"][0]["facts"])


def test_both_kinds_of_answer_were_saved() -> None:
    kept = [json.loads(file.read_text("utf-8"))["answer"]["contacts"] for file in SAVED]
    decisions = {one["decision"] for contacts in kept for one in contacts.values()}
    assert decisions & set(PERMITTED)
    assert decisions - set(PERMITTED)


AGREED = "family-involvement-agreed"


def of_the_case(name: str) -> str:
    """A file of commit 8190e5d, which asked once for all relatives whether one may take part."""
    return (Path(__file__).parent / "saved" / "of-the-case" / f"{name}.json").read_text("utf-8")


def test_an_agreement_is_that_of_the_only_relative(content: Content) -> None:
    text = of_the_case("az-sister-agreed")
    opened = open_saved(text, content)
    then = json.loads(text)["case"]
    (contact,) = opened.case.contacts
    assert contact.facts == then["contacts"][0]["facts"] | {AGREED: "yes"}
    assert opened.case.facts == {k: v for k, v in then["facts"].items() if k != AGREED}
    assert (opened.aside, opened.differences) == ((), ())


def test_an_agreement_of_nobody_in_particular_is_asked_about_again(content: Content) -> None:
    opened = open_saved(of_the_case("az-two-relatives-agreed"), content)
    assert [one.fact for one in opened.aside] == [AGREED]
    assert [contact.decision for contact in opened.view.contacts] == ["incomplete"] * 2
    asked_again = {(each.contact, each.fact) for each in opened.view.next}
    assert asked_again == {("husband", AGREED), ("mother", AGREED)}
