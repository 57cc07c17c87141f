"""Conditions: three truth values, what leaves them open, and the closed grammar."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordguide.engine.conditions import ALWAYS, ConditionError, Facts, read

# One fact per truth value: it is known to hold, known not to, doubted, or not answered.
KNOWN = {"true": "yes", "false": "no", "unsure": "unsure"}
TRUTHS = {"true": True, "false": False, "unsure": None, "absent": None}


def facts(known: dict[str, Any] | None = None, **definitions: dict) -> Facts:
    """Make facts, with definitions written as ``when`` tables."""
    return Facts(
        KNOWN if known is None else known,
        {name.replace("_", "-"): read(when) for name, when in definitions.items()},
    )


def holds(name: str) -> dict[str, str]:
    """Write the condition that has the truth value of this name."""
    return {"fact": name, "is": "yes"}


class TestOneFact:
    @pytest.mark.parametrize(
        ("when", "known", "truth"),
        [
            ({"is": "a"}, "a", True),
            ({"is": "a"}, "b", False),
            ({"is": "a"}, None, None),
            ({"is": "a"}, "unsure", None),
            ({"is": "unsure"}, "unsure", True),
            ({"is": "unsure"}, "a", False),
            ({"one-of": ["a", "b"]}, "b", True),
            ({"one-of": ["a", "b"]}, "c", False),
            ({"one-of": ["a", "b"]}, None, None),
            ({"one-of": ["a", "b"]}, "unsure", None),
            ({"one-of": ["a", "unsure"]}, "unsure", True),
            ({"includes": "a"}, ["b", "a"], True),
            ({"includes": "a"}, ["b"], False),
            ({"includes": "a"}, None, None),
            ({"before": "2026-11-23"}, "2026-11-22", True),
            ({"before": "2026-11-23"}, "2026-11-23", False),
            ({"before": "2026-11-23"}, None, None),
            ({"after": "2026-11-23"}, "2026-11-24", True),
            ({"after": "2026-11-23"}, "2026-11-23", False),
        ],
    )
    def test_truth(self, when: dict, known: Any, truth: bool | None) -> None:
        """An answer matches or not; none, or ``unsure``, is neither yes nor no."""
        given_facts = {} if known is None else {"x": known}
        assert read({"fact": "x", **when}).truth(facts(given_facts)) is truth

    def test_today_is_a_fact_like_any_other(self) -> None:
        """``before = "today"`` compares with the day of the case, never with the clock."""
        past = read({"fact": "x", "before": "today"})
        assert past.truth(facts({"x": "2026-11-22", "today": "2026-11-23"})) is True
        assert past.truth(facts({"x": "2026-11-23", "today": "2026-11-23"})) is False
        assert past.truth(facts({"x": "2026-11-23"})) is None

    def test_empty_condition_always_holds(self) -> None:
        """No condition means always, whatever is known."""
        assert read({}) is ALWAYS
        assert read({}).truth(facts({})) is True


class TestJoining:
    """Strong Kleene logic: what is unknown stays unknown unless it cannot matter."""

    @pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, repeat=2)))
    def test_all(self, one: str, other: str) -> None:
        """``all`` is false as soon as one part is, and true only when every part is."""
        both = {TRUTHS[one], TRUTHS[other]}
        expected = False if False in both else None if None in both else True
        assert read({"all": [holds(one), holds(other)]}).truth(facts()) is expected

    @pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, repeat=2)))
    def test_any(self, one: str, other: str) -> None:
        """``any`` is true as soon as one part is, and false only when every part is."""
        both = {TRUTHS[one], TRUTHS[other]}
        expected = True if True in both else None if None in both else False
        assert read({"any": [holds(one), holds(other)]}).truth(facts()) is expected

    @pytest.mark.parametrize("name", TRUTHS)
    def test_not(self, name: str) -> None:
        """The opposite of unknown is unknown."""
        truth = TRUTHS[name]
        expected = None if truth is None else not truth
        assert read({"not": holds(name)}).truth(facts()) is expected


class TestDoubts:
    def test_unsure_and_unanswered_are_told_apart(self) -> None:
        """Who is unsure must ask somebody; who has not answered must only answer."""
        condition = read({"all": [holds("unsure"), holds("absent"), holds("true")]})
        assert condition.doubts(facts()) == ({"unsure"}, {"absent"})

    @pytest.mark.parametrize("name", ["true", "false"])
    def test_what_is_settled_has_no_doubts(self, name: str) -> None:
        """A known truth is never excused by what else is open."""
        joined = read({"any": [holds(name), {"all": [holds("absent"), holds("false")]}]})
        assert joined.doubts(facts()) == (set(), set())

    def test_doubts_pass_through_not(self) -> None:
        """``not`` leaves open what its part leaves open."""
        assert read({"not": holds("unsure")}).doubts(facts()) == ({"unsure"}, set())

    def test_doubts_of_a_definition_are_those_of_its_facts(self) -> None:
        """A derived fact is never asked, so its doubts name the questions behind it."""
        known = facts(both={"all": [holds("unsure"), holds("absent")]})
        assert read(holds("both")).doubts(known) == ({"unsure"}, {"absent"})

    def test_doubts_of_a_computed_fact_are_its_sources(self) -> None:
        """A calculation that lacks an answer names that answer, not itself."""
        known = facts({"day": "2026-11-23"})
        known.learn("sum", None, ("day", "kind"))
        assert read(holds("sum")).doubts(known) == (set(), {"kind"})

    def test_unsure_result_names_the_unsure_source(self) -> None:
        """A calculation from an unsure answer is unsure because of that answer."""
        known = facts({"day": "2026-11-23", "kind": "unsure"})
        known.learn("sum", "unsure", ("day", "kind"))
        assert read(holds("sum")).doubts(known) == ({"kind"}, set())

    def test_impossible_result_names_the_first_source(self) -> None:
        """Where every source is answered and the result still is not, one is to be mended."""
        known = facts({"day": "2026-11-23"})
        known.learn("sum", None, ("day",))
        assert read(holds("sum")).doubts(known) == (set(), {"day"})


class TestDeciders:
    def test_one_settling_part_is_enough(self) -> None:
        """A reason names the answer that settled it, not all that were looked at."""
        condition = read({"any": [holds("false"), holds("true"), holds("unsure")]})
        assert condition.deciders(facts()) == {"true"}

    def test_every_part_when_all_hold(self) -> None:
        """What holds because everything holds rests on everything."""
        known = facts({"a": "yes", "b": "yes"})
        assert read({"all": [holds("a"), holds("b")]}).deciders(known) == {"a", "b"}

    def test_reasons_lead_back_to_answers_somebody_gave(self) -> None:
        """Definitions and calculations are replaced by the asked facts behind them."""
        known = facts(good=holds("true"))
        known.learn("sum", "yes", ("day", "kind"))
        condition = read({"all": [holds("good"), holds("sum")]})
        assert condition.deciders(known) == {"true", "day", "kind"}


class TestDefinitions:
    @pytest.mark.parametrize(
        ("name", "said"), [("true", "yes"), ("false", "no"), ("unsure", "unsure"), ("absent", None)]
    )
    def test_definition_answers_like_a_question(self, name: str, said: str | None) -> None:
        """A derived fact is yes, no, unsure, or not yet known."""
        assert facts(derived=holds(name)).get("derived") == said

    def test_definitions_may_rest_on_definitions(self) -> None:
        """What rests on a derived fact follows it."""
        known = facts(first=holds("true"), second={"not": holds("first")})
        assert known.get("second") == "no"

    def test_learning_renews_what_was_derived(self) -> None:
        """A new answer is never hidden by what was worked out before it."""
        known = facts({}, derived=holds("x"))
        assert known.get("derived") is None
        known.learn("x", "yes")
        assert known.get("derived") == "yes"

    def test_learning_renews_what_keeps_it_open_and_what_it_rests_on(self) -> None:
        """Both are asked for many times over and kept, but never past what they were true of."""
        known = facts({"a": "unsure"}, base={"any": [holds("a"), holds("b")]}, joined=holds("base"))
        assert known.doubts("joined") == ({"a"}, {"b"})
        assert known.answered_by("joined") == {"a", "b"}
        known.learn("a", "no")
        assert known.doubts("joined") == (set(), {"b"})
        known.learn("b", "yes")
        assert known.doubts("joined") == (set(), set())
        assert known.answered_by("joined") == {"b"}

    def test_copy_does_not_change_the_original(self) -> None:
        """What is known of one kind of information never reaches another."""
        known = facts({"x": "no"}, derived=holds("x"))
        assert known.with_fact("x", "yes").get("derived") == "yes"
        assert known.get("derived") == "no"

    def test_copy_keeps_what_a_computed_fact_rests_on(self) -> None:
        """Reasons for one kind of information still lead back to the answers given."""
        known = facts({"day": "2026-11-23"})
        known.learn("sum", None, ("day", "kind"))
        assert known.with_fact("x", "yes").doubts("sum") == (set(), {"kind"})


class TestMentions:
    def test_names_every_fact_inside(self) -> None:
        """Every fact named anywhere in a condition is found."""
        condition = read({"all": [holds("a"), {"any": [holds("b"), {"not": holds("c")}]}]})
        assert condition.mentions() == {"a", "b", "c"}
        assert ALWAYS.mentions() == set()


class TestGrammar:
    @pytest.mark.parametrize(
        "when",
        [
            {"some": [holds("x")]},
            {"all": [holds("x")], "any": [holds("x")]},
            {"all": []},
            {"any": holds("x")},
            {"all": ["x"]},
            {"any": [{}]},
            {"not": {}},
            {"not": "x"},
            {"not": [holds("x")]},
            {"fact": "x"},
            {"fact": "x", "equals": "a"},
            {"fact": "x", "is": "a", "one-of": ["a"]},
            {"fact": "x", "one-of": "abc"},
            {"fact": "x", "is": ["a"]},
            "x",
        ],
        ids=repr,
    )
    def test_other_shapes_are_refused(self, when: Any) -> None:
        """A table that could mean two things, or nothing, means nothing here."""
        with pytest.raises(ConditionError):
            read(when)


ANSWERS = st.sampled_from(["yes", "no", "unsure", None])
NAMES = ("a", "b", "c")
WHENS = st.recursive(
    st.builds(
        lambda name, value: {"fact": name, "is": value},
        st.sampled_from(NAMES),
        st.sampled_from(["yes", "no"]),
    ),
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(
            lambda join, parts: {join: parts},
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=6,
)


class TestForAllConditions:
    @given(when=WHENS, answers=st.fixed_dictionaries(dict.fromkeys(NAMES, ANSWERS)))
    def test_more_answers_never_overturn_a_known_truth(self, when: dict, answers: dict) -> None:
        """What is settled stays settled however the open questions are answered."""
        condition = read(when)
        truth = condition.truth(facts({k: v for k, v in answers.items() if v}))
        open_names = [name for name, said in answers.items() if said in (None, "unsure")]
        for said in product(["yes", "no"], repeat=len(open_names)):
            full = {**answers, **dict(zip(open_names, said, strict=True))}
            assert truth is None or condition.truth(facts(full)) is truth

    @given(when=WHENS, answers=st.fixed_dictionaries(dict.fromkeys(NAMES, ANSWERS)))
    def test_unknown_exactly_when_something_is_in_doubt(self, when: dict, answers: dict) -> None:
        """Each unknown truth names an unsure or unanswered fact, and no other has any."""
        known = facts({k: v for k, v in answers.items() if v})
        unsure, unanswered = read(when).doubts(known)
        assert (read(when).truth(known) is None) == bool(unsure or unanswered)
        assert {answers[name] for name in unsure} <= {"unsure"}
        assert {answers[name] for name in unanswered} <= {None}
