"""The four layers: when each is known, which rule wins, and what decision they make."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordguide.engine.conditions import Facts, read
from coordguide.engine.layers import judge_kind, reason, strictest, strictest_layer
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import DECISIONS, LAYERS, STATUSES
from coordguide.view import KindView, LayerView

LOOSEST = {
    "plan-policy": "met",
    "hipaa": "permitted",
    "stricter-law": "none",
    "emergency": "none",
    "duty": "none",
}
Judge = Callable[..., KindView]


def on(fact: str) -> dict[str, str]:
    """Write the condition that holds when this fact is answered yes."""
    return {"fact": fact, "is": "yes"}


@pytest.fixture(scope="session")
def book_of(content_with: Callable, make_rule: Callable) -> Callable[..., Rulebook]:
    """Make a rulebook of rules written as ``(layer, status, condition)``."""

    def make(*rules: tuple[str, str, dict | None], **more: Any) -> Rulebook:
        written = [
            make_rule(f"rule-{number}", layer, when, status=status) | more
            for number, (layer, status, when) in enumerate(rules)
        ]
        return rulebook(content_with(rules=written), "plan-a")

    return make


@pytest.fixture(scope="session")
def judge(book_of: Callable) -> Judge:
    """Judge some facts by some rules; layers without a rule here answer their loosest."""

    def judged(*rules: tuple[str, str, dict | None], **known: str) -> KindView:
        silent = set(LAYERS) - {layer for layer, _, _ in rules}
        loose = [(layer, LOOSEST[layer], None) for layer in LAYERS if layer in silent]
        facts = Facts({"today": "2026-11-23", "direction": "share", **known}, {})
        return judge_kind(book_of(*rules, *loose), facts)

    return judged


class TestOneLayer:
    def test_the_strictest_rule_wins(self, judge: Judge) -> None:
        """Where several rules hold, the strictest is the answer and the only reason."""
        layer = judge(
            ("stricter-law", "none", None),
            ("stricter-law", "consent-needed", None),
            ("stricter-law", "satisfied", None),
        ).layers["stricter-law"]
        assert layer.status == "consent-needed"
        assert [because.rule for because in layer.because] == ["rule-1"]

    def test_every_rule_of_the_strictest_status_is_a_reason(self, judge: Judge) -> None:
        """Two laws that ask for the same are both named."""
        layer = judge(("hipaa", "satisfied", None), ("hipaa", "satisfied", None)).layers["hipaa"]
        assert [because.rule for because in layer.because] == ["rule-0", "rule-1"]

    def test_an_emergency_that_applies_is_never_hidden(self, judge: Judge) -> None:
        """Of an emergency rule that applies and one that does not, the first wins."""
        rules = [("emergency", "none", None), ("emergency", "applies", None)]
        assert judge(*rules).layers["emergency"].status == "applies"

    def test_a_rule_that_does_not_hold_says_nothing(self, judge: Judge) -> None:
        """A stricter rule whose condition is not met is no reason for anything."""
        layer = judge(
            ("hipaa", "permitted", None), ("hipaa", "authorization-needed", on("a")), a="no"
        ).layers["hipaa"]
        assert layer.status == "permitted"
        assert [because.rule for because in layer.because] == ["rule-0"]

    def test_unknown_while_a_stricter_rule_is_open(self, judge: Judge) -> None:
        """A stricter rule that may yet hold is the reason for not knowing."""
        layer = judge(
            ("hipaa", "permitted", None), ("hipaa", "authorization-needed", on("a"))
        ).layers["hipaa"]
        assert layer.status == "unknown"
        assert [(b.rule, b.holds, b.open) for b in layer.because] == [
            ("rule-1", "not-known", ("a",))
        ]

    def test_known_though_a_looser_rule_is_open(self, judge: Judge) -> None:
        """A looser rule cannot change the answer, so nobody needs to wait for it."""
        layer = judge(("hipaa", "satisfied", None), ("hipaa", "permitted", on("a"))).layers["hipaa"]
        assert layer.status == "satisfied"

    def test_known_though_an_equal_rule_is_open(self, judge: Judge) -> None:
        """A second rule that would answer the same cannot change the answer."""
        layer = judge(("hipaa", "satisfied", None), ("hipaa", "satisfied", on("a"))).layers["hipaa"]
        assert layer.status == "satisfied"

    def test_a_stop_does_not_wait_for_another_stop(self, judge: Judge) -> None:
        """What is forbidden already is not made unknown by a second prohibition."""
        rules = [("stricter-law", "consent-needed", None), ("stricter-law", "objection", on("a"))]
        assert judge(*rules).layers["stricter-law"].status == "consent-needed"

    def test_unknown_where_no_rule_holds(self, judge: Judge) -> None:
        """Silence of the rules is no permission."""
        layer = judge(("hipaa", "permitted", on("a")), a="no").layers["hipaa"]
        assert layer == LayerView("unknown", (), says="unknown", tone="open")

    RULES = st.lists(
        st.tuples(st.sampled_from(["yes", "no", "unsure", None]), st.integers(0, 4)), max_size=4
    )

    @given(layer=st.sampled_from(LAYERS), drawn=RULES)
    def test_unknown_exactly_when_it_matters(self, layer: str, drawn: list, judge: Judge) -> None:
        """A layer is known just when no way of answering what is open changes its answer."""
        ranks = STATUSES[layer]
        rules = [
            (layer, ranks[rank % len(ranks)], on(f"f{number}"))
            for number, (_, rank) in enumerate(drawn)
        ]
        if not rules:
            return
        known = {f"f{number}": said for number, (said, _) in enumerate(drawn) if said}
        doubtful = [f"f{n}" for n, (said, _) in enumerate(drawn) if said in (None, "unsure")]
        possible = {
            judge(*rules, **known | dict(zip(doubtful, said, strict=True))).layers[layer].status
            for said in product(["yes", "no"], repeat=len(doubtful))
        }
        status = judge(*rules, **known).layers[layer].status
        if len(possible) == 1:
            assert {status} == possible
        elif ranks.index(status) >= ranks.index("unknown"):
            assert status == "unknown"


class TestReason:
    def test_says_who_says_so_and_on_which_answers(self, book_of: Callable) -> None:
        """A reason carries the rule, its words in the edition's terms, answers and sources."""
        book = book_of(("hipaa", "permitted", on("a")), cites=["law-read (c)(1)"], strength="law")
        ((rule, when),) = book.rules["hipaa"]
        because = reason(
            book, rule, when, Facts({"a": "yes", "direction": "share", "today": "2026-11-23"}, {})
        )
        assert because.says == "Rule rule-0 for the member."
        assert because.facts == {"a": "yes", "direction": "share"}
        assert because.cites == ("law-read (c)(1)",)
        assert (because.holds, because.strength, because.checked) == ("yes", "law", True)

    def test_a_law_nobody_read_is_said(self, book_of: Callable) -> None:
        """One unchecked text among the sources makes the reason unchecked."""
        book = book_of(("hipaa", "permitted", None), cites=["law-read", "law-unread (b)"])
        ((rule, when),) = book.rules["hipaa"]
        assert reason(book, rule, when, Facts({"today": "2026-11-23"}, {})).checked is False

    @pytest.mark.parametrize(("today", "past"), [("2027-01-31", False), ("2027-02-01", True)])
    def test_review_date(self, today: str, past: bool, book_of: Callable) -> None:
        """A rule is past its review from the day after that date."""
        book = book_of(("hipaa", "permitted", None), **{"review-by": "2027-01-31"})
        ((rule, when),) = book.rules["hipaa"]
        assert reason(book, rule, when, Facts({"today": today}, {})).past_review is past

    def test_unsure_and_open_are_told_apart(self, book_of: Callable) -> None:
        """What to ask somebody and what merely to answer are two lists."""
        book = book_of(("hipaa", "permitted", {"all": [on("a"), on("b")]}))
        ((rule, when),) = book.rules["hipaa"]
        because = reason(
            book,
            rule,
            when,
            Facts({"a": "unsure", "direction": "share", "today": "2026-11-23"}, {}),
        )
        assert (because.holds, because.unsure, because.open) == ("not-known", ("a",), ("b",))


def expected(statuses: dict[str, str]) -> str:
    """Return the decision that the vocabulary's order of steps gives; rules are all certain."""
    if statuses["emergency"] == "applies":
        return "act-now"
    if statuses["duty"] != "none":
        return "legal-duty" if statuses["duty"] in ("report", "order") else "not-decided-here"
    if statuses["stricter-law"] in ("objection", "consent-needed"):
        return "stop"
    if statuses["hipaa"] == "authorization-needed":
        return "stop"
    if "unknown" in statuses.values():
        return "ask-privacy-officer"
    return {
        "not-met": "get-roi-first",
        "exception": "proceed-without-roi",
        "not-applicable": "proceed-without-roi",
        "met": "proceed",
    }[statuses["plan-policy"]]


class TestDecision:
    @pytest.mark.parametrize("plan", STATUSES["plan-policy"])
    @pytest.mark.parametrize("hipaa", STATUSES["hipaa"])
    def test_every_combination(self, plan: str, hipaa: str, judge: Judge) -> None:
        """All answers of all five layers make the decision of the vocabulary."""
        others = (STATUSES[layer] for layer in ("stricter-law", "emergency", "duty"))
        for law, emergency, duty in product(*others):
            statuses = dict(zip(LAYERS, (plan, hipaa, law, emergency, duty), strict=True))
            rules = [(layer, status, None) for layer, status in statuses.items()]
            assert judge(*rules).decision == expected(statuses), statuses

    @pytest.mark.parametrize(
        ("said", "decision"), [(None, "incomplete"), ("unsure", "ask-privacy-officer")]
    )
    @pytest.mark.parametrize("layer", LAYERS)
    def test_unanswered_is_incomplete_and_unsure_is_asked(
        self, layer: str, said: str | None, decision: str, judge: Judge
    ) -> None:
        """A question left open is answered first; a doubt goes to the privacy officer."""
        known = {"a": said} if said else {}
        # Whether there is a duty is nothing that a privacy officer alone is asked.
        wanted = "not-decided-here" if layer == "duty" and said else decision
        assert judge((layer, LOOSEST[layer], on("a")), **known).decision == wanted

    def test_one_doubt_among_open_questions(self, judge: Judge) -> None:
        """A doubt is not hidden behind questions that are merely open."""
        rules = [("hipaa", "permitted", on("a")), ("plan-policy", "met", on("b"))]
        assert judge(*rules, b="unsure").decision == "ask-privacy-officer"

    def test_no_rule_at_all_is_asked(self, judge: Judge) -> None:
        """Where the rules say nothing, more answers would not help."""
        assert judge(("hipaa", "permitted", on("a")), a="no").decision == "ask-privacy-officer"

    def test_carries_the_title_of_the_outcome(self, judge: Judge) -> None:
        """The decision is said in the words of the content."""
        assert judge().title == "Title proceed"


class TestStrictest:
    @given(decisions=st.lists(st.sampled_from(DECISIONS), min_size=1))
    def test_of_decisions(self, decisions: list[str]) -> None:
        """The strictest of several decisions is the one named first of all."""
        assert DECISIONS.index(strictest(decisions)) == min(map(DECISIONS.index, decisions))

    def test_of_one_layer(self) -> None:
        """Among kinds of information, the strictest answer of the layer is shown."""
        views = [LayerView("permitted"), LayerView("unknown"), LayerView("satisfied")]
        assert strictest_layer("hipaa", views) is views[1]


def test_reason_needs_no_rule_to_hold(book_of: Callable) -> None:
    """A rule that holds always rests on no answer."""
    book = book_of(("emergency", "none", None))
    ((rule, _),) = book.rules["emergency"]
    because = reason(book, rule, read({}), Facts({"today": "2026-11-23"}, {}))
    assert (because.facts, because.open, because.unsure) == ({}, (), ())
