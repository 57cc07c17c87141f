"""What stands on top of an answer, and what is said first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coordguide.model import Content
from coordguide.view import ContactView, View

Answer = Callable[..., View]


def only(view: View) -> ContactView:
    (contact,) = view.contacts
    return contact


@pytest.fixture
def with_advice(
    content_with: Callable[..., Content], make_rule: Callable[..., Any], tiny_bundle: dict[str, Any]
):
    """Make the tiny content with more rules of advice: id, condition, what it gives, title."""

    def make(*advice: tuple[str, dict[str, Any] | None, dict[str, Any]]) -> Content:
        rules = []
        for name, when, gives in advice:
            rule = make_rule(name, "advice", when, **gives)
            if "headline" in gives:
                rule["text"]["title"] = f"Title of {name}"
            rules.append(rule)
        return content_with(rules=[*tiny_bundle["rules"], *rules])

    return make


STOP = {"fact": "decision", "is": "stop"}
UNSIGNED = {"fact": "decision", "is": "get-roi-first"}


class TestHeadline:
    def test_without_one_the_outcome_speaks(self, answer: Answer) -> None:
        """The words of the decision stand on top where no rule fits better."""
        contact = only(answer(roi="not-signed"))
        assert contact.says[0].id == contact.todo.id == "get-roi-first"

    def test_it_stands_in_place_of_the_outcome(self, answer: Answer, with_advice) -> None:
        """Title, first sentence and what is to do are the rule's; the decision stays."""
        view = answer(with_advice(("no", UNSIGNED, {"headline": 10})), roi="not-signed")
        contact = only(view)
        assert contact.decision == "get-roi-first"
        assert (contact.title, contact.says[0].id) == ("Title of no", "no")
        assert view.outstanding[0].text == "Mend no."
        assert {kind.title for kind in contact.by_information.values()} == {"Title of no"}

    def test_the_lowest_rank_is_shown(self, answer: Answer, with_advice) -> None:
        """Danger goes before a no, whatever the order of the files."""
        content = with_advice(("a", UNSIGNED, {"headline": 20}), ("b", UNSIGNED, {"headline": 10}))
        assert only(answer(content, roi="not-signed")).title == "Title of b"

    def test_one_that_does_not_hold_is_not_shown(self, answer: Answer, with_advice) -> None:
        """A headline for a stop does not stand on a yes."""
        assert only(answer(with_advice(("no", STOP, {"headline": 10})))).title != "Title of no"


def test_what_to_say_on_the_phone_and_first(answer: Answer, with_advice) -> None:
    """Both come from rules that hold, with their sources."""
    content = with_advice(
        ("call", UNSIGNED, {"phone": "call"}),
        ("help", {"fact": "age", "is": "adult"}, {"first": "help"}),
        ("never", STOP, {"phone": "never"}),
    )
    view = answer(content, roi="not-signed")
    assert [line.id for line in only(view).phone] == ["call"]
    assert [line.id for line in view.first] == ["help"]
    assert all(line.cites for line in (*only(view).phone, *view.first))
