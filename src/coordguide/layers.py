"""The four layers and how they make a decision, per kind of information.

The order is that of the vocabulary, "How the layers make a decision". A layer
is *unknown* exactly when a rule that is not yet decided could make it stricter
than the rules that already hold; so nothing unknown can turn into a yes.
"""

from __future__ import annotations

from collections.abc import Iterable

from coordguide.conditions import Condition, Facts
from coordguide.model import DECISIONS, LAYERS, STATUSES, Rule
from coordguide.rulebook import Rulebook, cited
from coordguide.view import KindView, LayerView, Reason


def judge_kind(book: Rulebook, facts: Facts) -> KindView:
    """Decide for one kind of information.

    Takes the rulebook and the facts of case and contact, with ``kind`` among
    them once it is known; returns the decision with its four layers.
    """
    layers = {layer: _judge_layer(book, layer, facts) for layer in LAYERS}
    decision = _decide(layers)
    return KindView(decision, book.text(book.content.outcomes[decision], "title"), layers)


def strictest(decisions: Iterable[str]) -> str:
    """Return the strictest of some decisions, in the vocabulary's order."""
    return min(decisions, key=DECISIONS.index)


def strictest_layer(layer: str, views: Iterable[LayerView]) -> LayerView:
    """Return the view of one layer that rules among several kinds of information."""
    return min(views, key=lambda view: STATUSES[layer].index(view.status))


def _judge_layer(book: Rulebook, layer: str, facts: Facts) -> LayerView:
    ranks = STATUSES[layer]
    holding: list[tuple[Rule, Condition]] = []
    undecided: list[tuple[Rule, Condition]] = []
    for rule, condition in book.rules.get(layer, ()):
        truth = condition.truth(facts)
        if truth is not False:
            (holding if truth else undecided).append((rule, condition))
    best = min((ranks.index(rule.gives["status"]) for rule, _ in holding), default=len(ranks))
    stricter = [pair for pair in undecided if ranks.index(pair[0].gives["status"]) < best]
    unknown = ranks.index("unknown")
    if best > unknown and (stricter or not holding):
        return LayerView("unknown", tuple(reason(book, *pair, facts) for pair in stricter))
    ruling = [pair for pair in holding if ranks.index(pair[0].gives["status"]) == best]
    return LayerView(ranks[best], tuple(reason(book, *pair, facts) for pair in ruling))


def reason(book: Rulebook, rule: Rule, condition: Condition, facts: Facts) -> Reason:
    """Say why a rule holds, or what keeps it undecided, with the answers behind it."""
    unsure, open_ = condition.doubts(facts)
    given = {fact: facts.get(fact) for fact in sorted(condition.deciders(facts))}
    return Reason(
        rule=rule.id,
        holds="not-known" if unsure or open_ else "yes",
        says=book.text(rule, "says"),
        fix=book.text(rule, "fix"),
        facts={fact: value for fact, value in given.items() if value is not None},
        open=tuple(sorted(open_)),
        unsure=tuple(sorted(unsure)),
        cites=cited(rule.cites),
        strength=rule.strength,
        checked=book.is_checked(rule.cites),
        past_review=bool(rule.review_by) and facts.get("today") > rule.review_by,
    )


def _decide(layers: dict[str, LayerView]) -> str:
    if layers["emergency"].status == "applies":
        return "act-now"
    if layers["stricter-law"].status in ("objection", "consent-needed"):
        return "stop"
    if layers["hipaa"].status == "authorization-needed":
        return "stop"
    unknown = [view for view in layers.values() if view.status == "unknown"]
    if unknown:
        return "ask-privacy-officer" if any(map(_is_doubtful, unknown)) else "incomplete"
    return {
        "not-met": "get-roi-first",
        "exception": "proceed-without-roi",
        "met": "proceed",
    }[layers["plan-policy"].status]


def _is_doubtful(view: LayerView) -> bool:
    # A rule that itself answers "unknown", or no rule at all, is no open question:
    # more answers would not settle it.
    return not view.because or any(r.unsure or r.holds == "yes" for r in view.because)
