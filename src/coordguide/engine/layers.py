"""The five layers and how they make a decision, per kind of information.

The order is that of ``docs/contribute/vocabulary.md``, "How the layers make a decision". A layer
is *unknown* exactly when a rule that is not yet decided could make it stricter
than the rules that already hold; so nothing unknown can turn into a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from coordguide.engine.conditions import Condition, Facts
from coordguide.engine.phrases import status_phrase
from coordguide.engine.rulebook import Rulebook
from coordguide.model import (
    DECISIONS,
    LAYERS,
    LIMITS,
    OPENING,
    OVERRULING,
    STATUS_TONES,
    STATUSES,
    TONES,
    Rule,
)
from coordguide.view import KindView, LayerView, Reason


def judge_kind(book: Rulebook, facts: Facts) -> KindView:
    """Decide for one kind of information.

    Takes the rulebook and the facts of case and contact, with ``kind`` among
    them once it is known; returns the decision with its layers.
    """
    rulings = {layer: rule_on(book.rules.get(layer, ()), layer, facts) for layer in LAYERS}
    decision = decide(rulings.__getitem__, facts)
    layers = {
        layer: LayerView(
            status=ruling.status,
            because=tuple(
                _as_told(reason(book, rule, when, facts), layer, decision)
                for rule, when in ruling.rules
            ),
            says=book.phrase(status_phrase(layer, ruling.status, decision in OVERRULING)),
            tone=STATUS_TONES[ruling.status],
        )
        for layer, ruling in rulings.items()
    }
    title = book.text(book.content.outcomes[decision], "title")
    limit = _limit(decision, rulings)
    return KindView(decision, title, layers, limit, tone=TONES[decision])


def _as_told(said: Reason, layer: str, decision: str) -> Reason:
    """Return a reason without what to do about it, where an emergency or a duty goes before it.

    "Do not share" below "Act now" would stop who has to act; the layer itself is told as apart.
    """
    is_apart = decision in OVERRULING and layer not in ("emergency", "duty")
    return replace(said, fix="") if is_apart else said


def decide_kind(book: Rulebook, facts: Facts) -> str:
    """Decide for one kind of information without saying why; takes what ``judge_kind`` takes."""
    return decide(cache(lambda layer: rule_on(book.rules.get(layer, ()), layer, facts)), facts)


_LIMITING = {
    "act-now": ("emergency",),
    "legal-duty": ("duty",),
    "proceed-without-roi": ("hipaa", "stricter-law", "plan-policy"),
    "proceed": ("hipaa", "stricter-law", "plan-policy"),
}
"""The layers whose rules limit what a decision lets out."""


def _limit(decision: str, rulings: dict[str, Ruling]) -> str:
    """Return the narrowest limit that a rule behind the decision gives, or nothing."""
    rules = (rule for layer in _LIMITING.get(decision, ()) for rule, _ in rulings[layer].rules)
    limits = [rule.gives.get("limit", "") for rule in rules]
    # An emergency never opens more than it needs, whether or not its rule says so.
    return narrowest([*limits, "emergency"] if decision == "act-now" else limits)


def narrowest(limits: Iterable[str]) -> str:
    """Return the narrowest of some limits, or nothing where there is none."""
    return min(filter(None, limits), key=LIMITS.index, default="")


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
        return Ruling("unknown", stricter, _is_in_doubt(stricter, facts))
    ruling = tuple(pair for pair in holding if ranks.index(pair[0].gives["status"]) == best)
    return Ruling(ranks[best], ruling, best == unknown)


def _is_in_doubt(undecided: tuple[tuple[Rule, Condition], ...], facts: Facts) -> bool:
    """Say whether asking on would not settle an unknown layer."""
    doubts = {rule.id: _is_doubtful(when, facts) for rule, when in undecided}
    # A rule that would open something leaves no doubt while another may still settle it. No
    # rule at all is a doubt too.
    return all(doubts.values()) or any(
        doubts[rule.id] for rule, _ in undecided if rule.gives["status"] not in OPENING
    )


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


def decide(ruling: Callable[[str], Ruling], facts: Facts) -> str:
    """Combine the five layers, in the order of ``docs/contribute/vocabulary.md``.

    Takes a function from a layer's name to its ruling, called only as far as
    needed, and the facts; returns one of ``DECISIONS``.
    """
    direction = facts.get("direction")
    if direction == "listen":
        return "listen-only"
    if direction == "report":
        return "legal-duty" if ruling("duty").status == "report" else "not-decided-here"
    if ruling("emergency").status == "applies":
        return "act-now"
    return _by_duty(ruling("duty")) or _by_consent(ruling, facts)


def _by_duty(duty: Ruling) -> str:
    """Say what a duty decides by itself; nothing where there surely is none."""
    if duty.status in ("report", "order"):
        return "legal-duty"
    somebody_else = duty.status in ("agreement", "elsewhere")
    if somebody_else or (duty.status == "unknown" and duty.is_doubtful):
        return "not-decided-here"
    return "incomplete" if duty.status == "unknown" else ""


def _by_consent(ruling: Callable[[str], Ruling], facts: Facts) -> str:
    """Decide where neither an emergency nor a duty does: consent, authorization, plan policy."""
    if ruling("stricter-law").status in ("objection", "consent-needed"):
        return "stop"
    if ruling("hipaa").status == "authorization-needed":
        return "stop"
    unknown = [ruling(layer) for layer in LAYERS if ruling(layer).status == "unknown"]
    if unknown:
        is_doubtful = any(answer.is_doubtful for answer in unknown)
        return "ask-privacy-officer" if is_doubtful else "incomplete"
    # Where no document asks for a release, a good one on file still covers what is shared.
    is_covered = facts.get("release-counts") == "yes"
    return {
        "not-met": "get-roi-first",
        "exception": "proceed-without-roi",
        "not-applicable": "proceed" if is_covered else "proceed-without-roi",
        "met": "proceed",
    }[ruling("plan-policy").status]
