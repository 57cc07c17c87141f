"""What a case file expects of its answer, and where the answer differs.

A case file has a table ``expect`` with one table per contact and, for what is
said of the case as a whole, one named ``case``. Each key is compared exactly,
so a list expects what it names and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import LAYERS, Content
from coordguide.view import ContactView, KindView, View

OF_THE_CASE = "case"
"""The name under which a case file expects something of the case and not of a contact."""

IN_PART = ("because", "open", "waits-for")
"""What is compared by the rules or layers that the case file names, and not as a whole."""


def differences(content: Content, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield one line for each thing that a case file expects and the engine does not answer.

    Takes the content and the case file as read from TOML. Raises ``CaseError``
    where the case itself cannot be read.
    """
    view = evaluate(content, read_case(data, content))
    answers = {
        contact.id: {**of_contact(contact), "asked": _asked(view, contact)}
        for contact in view.contacts
    }
    answers[OF_THE_CASE] = of_case(content, view)
    for name, expected in data["expect"].items():
        for key, value in expected.items():
            found = answers[name][key]
            if key in IN_PART:
                found = {part: found.get(part) for part in value}
            if found != value:
                yield f"{name}.{key}: expected {value}, answered {found}"


def _asked(view: View, contact: ContactView) -> list[str]:
    return [row["question"] for row in view.ask if row["contact"] == contact.id]


def of_contact(contact: ContactView) -> dict[str, Any]:
    """Return what a case file may expect of one contact."""
    kinds = contact.by_information
    return {
        "decision": contact.decision,
        "title": contact.title,
        "first": contact.says[0].id,
        "phone": [line.id for line in contact.phone],
        "roi": contact.roi.status,
        "kinds": {kind: answer.decision for kind, answer in kinds.items()},
        "limit": contact.limit,
        **{layer: answer.status for layer, answer in contact.layers.items()},
        "cautions": [reason.rule for reason in contact.cautions],
        "problems": [reason.rule for reason in contact.roi.problems],
        "elements": sorted(element.id for element in contact.roi.elements),
        "leave-out": sorted(line.id for line in contact.records.leave_out),
        **{
            f"{method.id}-safeguards": [line.id for line in method.safeguards]
            for method in contact.methods
        },
        "rules": {layer: _holding(contact, layer) for layer in LAYERS},
        "open": {layer: _holding(contact, layer, "not-known") for layer in LAYERS},
        "waits-for": _waits_for(contact),
        "because": _because(contact),
        "next": list(contact.next),
    }


def _holding(contact: ContactView, layer: str, holds: str = "yes") -> list[str]:
    views = [view.layers[layer] for view in contact.by_information.values()]
    because = [r for view in (*views, contact.layers[layer]) for r in view.because]
    return sorted({reason.rule for reason in because if reason.holds == holds})


def _waits_for(contact: ContactView) -> dict[str, list[str]]:
    reasons = [reason for layer in contact.layers.values() for reason in layer.because]
    return {reason.rule: [*reason.open, *reason.unsure] for reason in reasons}


def _because(contact: ContactView) -> dict[str, list[str]]:
    views: tuple[KindView | ContactView, ...] = (*contact.by_information.values(), contact)
    reasons = [r for view in views for layer in view.layers.values() for r in layer.because]
    said = (*reasons, *contact.cautions, *contact.roi.problems)
    return {
        **{line.id: list(line.cites) for line in (contact.says[0], *contact.phone)},
        **{reason.rule: list(reason.cites) for reason in said if reason.holds == "yes"},
    }


def of_case(content: Content, view: View) -> dict[str, Any]:
    """Return what a case file may expect of the case as a whole."""
    told = view.notify
    notices = {"must": told.must, "may": told.may, "must-not": told.must_not}
    return {
        **{
            f"notify-{duty}": sorted(notice.who for notice in found)
            for duty, found in notices.items()
        },
        "notes": [reason.rule for reason in view.notes],
        "first": [line.id for line in view.first],
        "say": [line.id for line in told.say],
        "write": [line.id for line in told.write_down],
        "contradictions": sorted(sorted(found.facts) for found in view.problems),
        "because": _because_of_case(content, view),
        "next": [question.fact for question in view.next if question.contact is None],
    }


def _because_of_case(content: Content, view: View) -> dict[str, list[str]]:
    told = view.notify
    notices = (*told.must, *told.may, *told.must_not)
    # A contradiction is asked about in the words of its rule.
    book = rulebook(content, view.edition)
    by_words = {book.text(rule, "says"): rule.id for rule, _ in book.advice("contradiction")}
    return {
        **{reason.rule: list(reason.cites) for reason in view.notes},
        **{notice.rule: list(notice.cites) for notice in notices},
        **{line.id: list(line.cites) for line in (*view.first, *told.say, *told.write_down)},
        **{by_words[found.text]: list(found.cites) for found in view.problems},
    }
