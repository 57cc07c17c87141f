"""The answer about a contact as one sentence: who, what, until when, within which limit."""

from __future__ import annotations

from collections.abc import Iterable

from coordguide.engine.conditions import Facts
from coordguide.engine.headline import Headline
from coordguide.engine.phrases import act_phrase, answer_phrase, limit_phrase
from coordguide.engine.rulebook import Rulebook
from coordguide.engine.speaking import laws_apart
from coordguide.view import Sentence

_LIMITS_TO_TELL = ("involvement", "minimum", "care")
"""The limits that no sentence of an answer holds by itself."""


def answer_of(
    book: Rulebook, facts: Facts, top: Headline, decision: str, kinds: Iterable[str], limit: str
) -> Sentence:
    """Say an answer in one sentence.

    Takes the rulebook, the facts of the contact, what stands on top of the answer, its
    decision, the kinds of information that it is about, and its limit. A headline that a
    rule gives is the sentence; else it is that of the outcome, with what is known put in.
    """
    if top.is_rule:
        return Sentence(f"{top.title}.", top.first.cites, top.first.id)
    words = {"whom": _whom(book, facts), "what": _what(book, kinds)}
    act = book.phrase(act_phrase(facts.get("direction")), **words)
    text = book.phrase(answer_phrase(decision), act=act, until=_until(book, facts), **words)
    cites = top.first.cites
    if limit in _LIMITS_TO_TELL:
        phrase = book.content.phrases[limit_phrase(limit)]
        text += " " + book.phrase("limited-to", limit=book.phrase(phrase.id))
        more = book.cited(phrase.cites, facts.get("state"), laws_apart(facts))
        cites = tuple(dict.fromkeys((*cites, *more)))
    return Sentence(text, cites, decision)


def _whom(book: Rulebook, facts: Facts) -> str:
    kind = facts.get("contact-kind")
    return book.said("contact-kind", kind) if kind else book.phrase("whom-unknown")


def _what(book: Rulebook, kinds: Iterable[str]) -> str:
    *some, last = [book.said("information", kind) for kind in kinds] or [
        book.phrase("what-unknown")
    ]
    return book.phrase("list-and", some=", ".join(some), last=last) if some else last


def _until(book: Rulebook, facts: Facts) -> str:
    """Say until when a release is good, where it ends on a day."""
    day = facts.get("roi-expires-on")
    if not day or facts.get("roi-expiry-kind") != "date":
        return ""
    return book.phrase("answer-until", day=book.day(day))
