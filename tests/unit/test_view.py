"""The view as JSON: the keys that saved answers, pages and outside checks rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from coordguide.view import Contradiction, LayerView, OpenQuestion, Sentence, View, to_json


@dataclass(frozen=True)
class Sample:
    """A made-up part of a view."""

    two_words: tuple[Sentence, ...]
    by_id: dict[str, LayerView]


class TestToJson:
    def test_names_are_written_with_hyphens(self) -> None:
        """Fields are named as in case files; keys of tables are ids and stay as they are."""
        sample = Sample((Sentence("A."),), {"some_id": LayerView("met")})
        assert to_json(sample) == {
            "two-words": [{"text": "A.", "cites": [], "id": ""}],
            "by-id": {"some_id": {"status": "met", "because": [], "says": "", "tone": ""}},
        }

    @pytest.mark.parametrize("value", [None, True, 3, "text", ["a", {"b": 1}], {}])
    def test_plain_values_stay(self, value: object) -> None:
        """What is plain JSON already is left alone."""
        assert to_json(value) == value

    def test_no_contact_is_null(self) -> None:
        """What belongs to the case and not to a contact says so with null."""
        assert to_json(OpenQuestion(None, "age")) == {"contact": None, "fact": "age"}
        assert to_json(Contradiction(None, ("a",), "T."))["contact"] is None


class TestView:
    @pytest.fixture
    def shown(self, answer: Callable[..., View]) -> dict:
        """A view that has gone through JSON text and back."""
        rows = [{"kind": "diagnoses", "asked-on": "2026-11-02"}]
        view = answer(records_requested=rows, findings=["clash"], channels=["phone"])
        return json.loads(json.dumps(to_json(view), allow_nan=False))

    def test_parts_of_the_answer(self, shown: dict) -> None:
        """The answer has exactly the parts that its readers know."""
        assert list(shown) == [
            "edition",
            "today",
            "state",
            "engine",
            "content",
            "contacts",
            "notify",
            "notes",
            "outstanding",
            "problems",
            "complete",
            "next",
            "first",
        ]

    def test_parts_of_a_contact(self, shown: dict) -> None:
        """Each contact has all of its parts, also those with nothing in them."""
        contact = shown["contacts"][0]
        assert {"decision", "layers", "by-information", "roi", "methods", "records"} <= set(contact)
        assert set(contact["layers"]) == {
            "plan-policy",
            "hipaa",
            "stricter-law",
            "emergency",
            "duty",
        }
        assert set(contact["records"]) == {"ask-for", "leave-out", "outstanding"}
        assert contact["records"]["outstanding"][0]["next-date"] == "2026-11-09"
        assert contact["methods"][0]["in-edition"] is True
        assert set(shown["notify"]) == {"must", "may", "must-not", "say", "write-down"}

    def test_what_only_the_page_needs_is_not_printed(self, shown: dict) -> None:
        """Questions and answers on screen are no part of the printed answer."""
        assert "ask" not in shown
        assert "answers" not in shown
