"""The words of one edition, as the page draws them: questions, elements, citations."""

from __future__ import annotations

from typing import Any

from coordguide.engine.rulebook import Rulebook
from coordguide.model import Law, Question, Statement


def catalogue(book: Rulebook) -> dict[str, Any]:
    """Return every text the page needs for one edition, with its terms filled in."""
    content = book.content
    edition = book.edition
    return {
        "edition": {
            "id": edition.id,
            "title": book.text(edition, "title"),
            "state": edition.state,
            "terms": edition.terms,
            "contacts": list(edition.contacts),
        },
        "questions": {question.id: _question(book, question) for question, _ in book.questions},
        "elements": {
            element.id: {
                "regime": regime,
                "duty": element.duty,
                "label": book.text(element, "label"),
                "fix": book.text(element, "fix"),
                "cites": book.cited(element.cites),
            }
            for regime, pairs in book.elements.items()
            for element, _ in pairs
        },
        "outcomes": {
            outcome.id: {
                "title": book.text(outcome, "title"),
                "says": book.text(outcome, "says"),
                "cites": book.cited(outcome.cites),
            }
            for outcome in content.outcomes.values()
        },
        "methods": {
            m.id: {"label": book.text(m, "label"), "why": book.text(m, "why")}
            for m in content.methods.values()
        },
        "records": {
            r.id: {"label": book.text(r, "label")}
            for r in content.records.values()
            if not r.leave_out
        },
        "phrases": {
            phrase.id: book.fill(phrase.text["says"]) for phrase in content.phrases.values()
        },
        "citations": {
            **{s.id: _statement(book, s) for s in content.statements.values()},
            **{law.id: _law(law) for law in content.laws.values()},
        },
        "disclaimer": book.fill(content.phrases["disclaimer"].text["says"]),
    }


def _question(book: Rulebook, question: Question) -> dict[str, Any]:
    labels = question.text.get("values", {})
    return {
        "step": question.step,
        "scope": question.scope,
        "kind": question.kind,
        "optional": question.optional,
        "ask": book.text(question, "ask"),
        "help": book.text(question, "help"),
        "values": [
            {
                "value": value,
                "label": book.fill(labels.get(value, value)),
                # As the reader of cases has it: "none" stands beside no other answer.
                "alone": question.kind == "several" and value == "none",
            }
            for value in question.values
        ],
        **_offers(book, question),
    }


def _offers(book: Rulebook, question: Question) -> dict[str, Any]:
    """Return what a question offers in everyday words, by group; nothing where it does not."""
    if not question.offers:
        return {}
    groups = {name: book.fill(label) for name, label in question.text["groups"].items()}
    offers = [
        {**offer, "label": book.fill(offer["label"]), "sets": offer.get("sets", {})}
        for offer in question.offers
    ]
    return {"groups": groups, "offers": offers}


def _statement(book: Rulebook, statement: Statement) -> dict[str, Any]:
    return {
        "short": statement.id,
        "title": statement.says_in(book.edition.id),
        "href": f"sources/#{statement.id}",
        "carried": book.edition.id in statement.editions,
    }


def _law(law: Law) -> dict[str, Any]:
    return {
        "short": law.short,
        "state": law.state,
        "title": law.text["title"],
        "link": law.link,
        "href": f"sources/#{law.id}",
        "verified": law.verified,
        "seen": law.seen,
        "seen-in": law.seen_in,
    }
