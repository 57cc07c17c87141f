"""The four layers and how they make a decision, per kind of information.

The order is that of the vocabulary, "How the layers make a decision". A layer
is *unknown* exactly when a rule that is not yet decided could make it stricter
than the rules that already hold; so nothing unknown can turn into a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coordguide.engine.conditions import Condition, Facts
from coordguide.engine.rulebook import Rulebook
from coordguide.model import DECISIONS, LAYERS, STATUSES, Rule
from coordguide.view import KindView, LayerView, Reason


def judge_kind(book: Rulebook, facts: Facts) -> KindView:
    """Decide for one kind of information.

    Takes the rulebook and the facts of case and contact, with ``kind`` among
    them once it is known; returns the decision with its four layers.
    """
    rulings = {layer: rule_on(book.rules.get(layer, ()), layer, facts) for layer in LAYERS}
    decision = decide(rulings.__getitem__)
    layers = {
        layer: LayerView(
            ruling.status, tuple(reason(book, rule, when, facts) for rule, when in ruling.rules)
        )
        for layer, ruling in rulings.items()
    }
    return KindView(decision, book.text(book.content.outcomes[decision], "title"), layers)


def strictest(decisions: Iterable[str]) -> str:
    """Return the strictest of some decisions, in the vocabulary's order."""
    return min(decisions, key=DECISIONS.index)


def strictest_layer(layer: str, views: Iterable[LayerView]) -> LayerView:
    """Return the view of one layer that rules among several kinds of information."""
    return min(views, key=lambda view: STATUSES[layer].index(view.status))


class Ruling(NamedTuple):
    """What one layer answers, the rules that make it so, and whether asking on would not help."""

    status: str
    rules: tuple[tuple[Rule, Condition], ...]
    is_doubtful: bool


def rule_on(rules: Iterable[tuple[Rule, Condition]], layer: str, facts: Facts) -> Ruling:
    """Answer for one layer.

    Takes the layer's rules, its name and the facts; returns the ruling. A rule
    not yet in force on the day asked about is passed over.
    """
    ranks = STATUSES[layer]
    unknown = ranks.index("unknown")
    holding: list[tuple[Rule, Condition]] = []
    undecided: list[tuple[Rule, Condition]] = []
    best = len(ranks)
    for rule, condition in rules:
        truth = condition.truth(facts)
        if truth is False or not is_in_force(rule, facts):
            continue
        (holding if truth else undecided).append((rule, condition))
        if truth:
            best = min(best, ranks.index(rule.gives["status"]))
    stricter = tuple(pair for pair in undecided if ranks.index(pair[0].gives["status"]) < best)
    if best > unknown and (stricter or not holding):
        # No rule at all is a doubt too: answering more questions would not settle it.
        doubtful = not stricter or any(_is_doubtful(when, facts) for _, when in stricter)
        return Ruling("unknown", stricter, doubtful)
    ruling = tuple(pair for pair in holding if ranks.index(pair[0].gives["status"]) == best)
    return Ruling(ranks[best], ruling, best == unknown)


def _is_doubtful(condition: Condition, facts: Facts) -> bool:
    # While a question is open its answer may still settle the matter; only then is it a doubt.
    unsure, unanswered = condition.doubts(facts)
    return bool(unsure) and not unanswered


def is_in_force(rule: Rule, facts: Facts) -> bool:
    """Say whether a rule is in force on the day asked about; one without a date always is."""
    return not rule.effective or rule.effective <= facts.get("today")


def reason(book: Rulebook, rule: Rule, condition: Condition, facts: Facts) -> Reason:
    """Say why a rule holds, or what keeps it undecided, with the answers behind it."""
    unsure, open_ = condition.doubts(facts)
    said = book.rule_text(rule, facts.get("state"))
    given = {fact: facts.get(fact) for fact in sorted(condition.deciders(facts))}
    return Reason(
        rule=rule.id,
        holds="not-known" if unsure or open_ else "yes",
        says=said.says,
        fix=said.fix,
        facts={fact: value for fact, value in given.items() if value is not None},
        open=tuple(sorted(open_)),
        unsure=tuple(sorted(unsure)),
        cites=said.cites,
        strength=rule.strength,
        checked=said.checked,
        past_review=bool(rule.review_by) and facts.get("today") > rule.review_by,
    )


def decide(ruling: Callable[[str], Ruling]) -> str:
    """Combine the four layers, in the vocabulary's order.

    Takes a function from a layer's name to its ruling, called only as far as
    needed; returns one of ``DECISIONS``.
    """
    if ruling("emergency").status == "applies":
        return "act-now"
    if ruling("stricter-law").status in ("objection", "consent-needed"):
        return "stop"
    if ruling("hipaa").status == "authorization-needed":
        return "stop"
    unknown = [ruling(layer) for layer in LAYERS if ruling(layer).status == "unknown"]
    if unknown:
        is_doubtful = any(answer.is_doubtful for answer in unknown)
        return "ask-privacy-officer" if is_doubtful else "incomplete"
    return {
        "not-met": "get-roi-first",
        "exception": "proceed-without-roi",
        "met": "proceed",
    }[ruling("plan-policy").status]
