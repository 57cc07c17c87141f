"""The rules that decide nothing but advise: cautions, notes, problems, what to say and write."""

from __future__ import annotations

from coordguide.engine.conditions import Facts
from coordguide.engine.layers import reason
from coordguide.engine.rulebook import Rulebook
from coordguide.view import Reason, Sentence


def advice(book: Rulebook, gives: str, facts: Facts) -> tuple[Reason, ...]:
    """Return the rules of advice of one sort, such as ``caution``, that hold."""
    return tuple(
        reason(book, rule, when, facts)
        for rule, when in book.advice(gives)
        if when.truth(facts) is True
    )


def sentences(book: Rulebook, gives: str, facts: Facts) -> tuple[Sentence, ...]:
    """Return the same advice as sentences with their sources, without the answers behind it."""
    return tuple(
        Sentence(said.says, said.cites, rule.id)
        for rule, when in book.advice(gives)
        if when.truth(facts) is True
        for said in (book.rule_text(rule, facts.get("state")),)
    )
