"""The rulebook: one edition's part of the content, conditions read and terms filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordguide.engine.conditions import Facts
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Citation, Content


@pytest.fixture(scope="session")
def book(tiny: Content) -> Rulebook:
    """The rulebook of Plan A."""
    return rulebook(tiny, "plan-a")


class TestEditions:
    def test_questions_of_other_editions_are_left_out(self, tiny: Content) -> None:
        """Editions do not leak: each asks only its own questions and those of all."""
        asked = {e: {q.id for q, _ in rulebook(tiny, e).questions} for e in tiny.editions}
        assert asked["plan-b"] - asked["plan-a"] == {"state"}
        assert asked["plan-a"] < asked["plan-b"]

    def test_questions_stand_in_the_order_of_the_steps(self, book: Rulebook) -> None:
        """About the member first, then release, method, records, and who is told."""
        steps = [question.step for question, _ in book.questions]
        assert list(dict.fromkeys(steps)) == ["about", "release", "method", "records", "notify"]

    def test_rules_of_other_editions_are_left_out(
        self, content_with: Callable, make_rule: Callable
    ) -> None:
        """A rule that names editions holds in these alone."""
        rules = [
            make_rule("all", "hipaa", None, status="permitted"),
            make_rule("b", "hipaa", None, status="satisfied") | {"editions": ["plan-b"]},
        ]
        content = content_with(rules=rules)
        ids = {
            e: [rule.id for rule, _ in rulebook(content, e).rules["hipaa"]]
            for e in content.editions
        }
        assert ids == {"plan-a": ["all"], "plan-b": ["all", "b"]}

    @pytest.mark.parametrize(
        ("known", "truth"),
        [
            ({"state": "NC", "age": "adult"}, True),
            ({"state": "AZ", "age": "adult"}, False),
            ({"age": "adult"}, None),
            ({"state": "NC"}, None),
        ],
    )
    def test_a_rule_of_a_state_holds_there_alone(
        self, known: dict, truth: bool | None, content_with: Callable, make_rule: Callable
    ) -> None:
        """While the state is not known, nobody knows whether its law applies."""
        when = {"fact": "age", "is": "adult"}
        state_law = make_rule("nc", "stricter-law", when, status="none") | {"states": ["NC"]}
        ((_, condition),) = rulebook(content_with(rules=[state_law]), "plan-b").rules[
            "stricter-law"
        ]
        assert condition.truth(Facts({"direction": "share", **known}, {})) is truth

    def test_a_state_law_without_condition_needs_the_state_only(
        self, content_with: Callable, make_rule: Callable
    ) -> None:
        """The state alone is enough where the law says no more."""
        state_law = make_rule("nc", "stricter-law", None, status="none") | {"states": ["NC"]}
        ((_, condition),) = rulebook(content_with(rules=[state_law]), "plan-b").rules[
            "stricter-law"
        ]
        assert condition.truth(Facts({"state": "NC", "direction": "share"}, {})) is True

    def test_unknown_edition(self, tiny: Content) -> None:
        """There is no rulebook of an edition that does not exist."""
        with pytest.raises(KeyError):
            rulebook(tiny, "plan-z")

    def test_read_once(self, tiny: Content) -> None:
        """The same content and edition give the same rulebook, read a single time."""
        assert rulebook(tiny, "plan-a") is rulebook(tiny, "plan-a")

    def test_practice_rules_by_what_they_give(self, book: Rulebook) -> None:
        """Practice rules are found by the kind of thing they say."""
        assert [rule.id for rule, _ in book.advice("caution")] == ["family-caution"]
        assert list(book.advice("nothing-of-this-kind")) == []


class TestWords:
    @pytest.mark.parametrize(
        ("text", "filled"),
        [
            ("The {person} of {plan}.", "The member of Plan A."),
            ("{Person} first.", "Member first."),
            ("No terms.", "No terms."),
            ("{unknown} stays.", "{unknown} stays."),
        ],
    )
    def test_terms(self, text: str, filled: str, book: Rulebook) -> None:
        """A sentence uses the edition's words, with a capital where it asks for one."""
        assert book.fill(text) == filled

    def test_further_words(self, book: Rulebook) -> None:
        """A sentence may be given words of its own."""
        assert book.fill("{record} for the {person}", record="Plan") == "Plan for the member"

    @pytest.mark.parametrize(
        ("fact", "value", "label"),
        [
            ("roi", "signed", "SIGNED"),
            ("information", ["health", "sud"], "HEALTH, SUD"),
            ("roi-signed-on", "2026-11-23", "Nov 23, 2026"),
            ("no-such-fact", "x", "x"),
        ],
    )
    def test_label(self, fact: str, value: object, label: str, book: Rulebook) -> None:
        """An answer is said in the words of its question; a date as people write it."""
        assert book.label(fact, value) == label

    def test_text_a_record_does_not_have(self, book: Rulebook) -> None:
        """A record without such words says nothing."""
        assert book.text(book.content.outcomes["proceed"], "todo") == ""


class TestSources:
    @pytest.mark.parametrize(
        ("cites", "checked"),
        [
            (["law-read (a)"], True),
            (["law-read", "law-unread"], False),
            (["CON-1"], True),
            ([], True),
        ],
    )
    def test_checked_when_every_law_was_read(
        self, cites: list[str], checked: bool, book: Rulebook
    ) -> None:
        """One legal text that nobody read is enough to say so; statements were all read."""
        assert book.is_checked(map(Citation.parse, cites)) is checked

    @pytest.mark.parametrize("written", ["CON-1", "law-read (c)(1)(i)", "law-read (b), (c)"])
    def test_written_as_it_was_read(self, written: str, book: Rulebook) -> None:
        """A citation keeps its source and its paragraph."""
        cite = Citation.parse(f" {written} ")
        assert book.cited([cite]) == (written,)
        assert cite.source == written.split(" ")[0]
