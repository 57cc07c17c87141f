"""Papers made from a view: blocks of text without layout."""

from __future__ import annotations

from typing import Any

from coordguide.rulebook import Rulebook
from coordguide.view import ContactView, View

Block = dict[str, Any]

LAYER_PHRASES = {
    "plan-policy": "layer-plan-policy",
    "hipaa": "layer-hipaa",
    "stricter-law": "layer-stricter-law",
    "emergency": "layer-emergency",
}


def chart_note(book: Rulebook, view: View) -> list[Block]:
    """Write the note for the chart.

    Takes the rulebook and the view of a case; returns blocks of
    ``{"kind": "heading" | "paragraph" | "list", "text" | "items"}``. What was
    not done reads as not done; only answers to visible questions appear.
    """
    note = _Note(book, view)
    note.heading("note-title")
    note.line("note-made", edition=book.text(book.edition, "title"), date=view.today)
    for number, contact in enumerate(view.contacts, start=1):
        note.contact(number, contact)
    note.notified()
    note.tasks()
    note.line("note-content", version=view.content["version"], hash=view.content["sha256"][:12])
    note.line("note-disclaimer")
    return note.blocks


class _Note:
    def __init__(self, book: Rulebook, view: View) -> None:
        self.book = book
        self.view = view
        self.blocks: list[Block] = []
        # Only what was asked may be written: a hidden answer never reaches a paper.
        self.answers = view.answers

    def say(self, phrase: str, **words: str) -> str:
        return self.book.fill(self.book.content.phrases[phrase].text["says"], **words)

    def heading(self, phrase: str, **words: str) -> None:
        self.blocks.append({"kind": "heading", "text": self.say(phrase, **words)})

    def line(self, phrase: str, **words: str) -> None:
        self.blocks.append({"kind": "paragraph", "text": self.say(phrase, **words)})

    def items(self, lines: list[str]) -> None:
        self.blocks.append({"kind": "list", "items": lines})

    def contact(self, number: int, contact: ContactView) -> None:
        facts = self.answers.get(contact.id, {})
        self.heading("note-contact", **self.name(number, contact))
        self.line("note-decision", decision=contact.title)
        self.items([f"{s.text} [{'; '.join(s.cites)}]" for s in contact.says])
        self.items(
            [
                self.say(LAYER_PHRASES[layer], status=self.say(f"status-{layer}-{answer.status}"))
                for layer, answer in contact.layers.items()
            ]
        )
        self.items(
            [
                self.say("note-information", what=self.label(facts, "information")),
                self.say(
                    "note-release",
                    status=self.say(f"roi-{contact.roi.status}"),
                    signed=facts.get("roi-signed-on") or self.say("note-not-recorded"),
                    expires=self._ends(facts),
                ),
                self.say(
                    "note-method", need=self.label(facts, "need"), method=self._method(contact)
                ),
            ]
        )
        self.records(contact, facts)

    def name(self, number: int, contact: ContactView) -> dict[str, str]:
        kind = self.label(self.answers.get(contact.id, {}), "contact-kind")
        return {"number": str(number), "kind": kind}

    def _ends(self, facts: dict[str, Any]) -> str:
        is_dated = facts.get("roi-expiry-kind") == "date"
        return self.label(facts, "roi-expires-on" if is_dated else "roi-expiry-kind")

    def _method(self, contact: ContactView) -> str:
        available = [method.label for method in contact.methods if method.available]
        return available[0] if available else self.say("note-not-done")

    def records(self, contact: ContactView, facts: dict[str, Any]) -> None:
        rows = facts.get("records-requested") or []
        not_done = self.say("note-not-done")
        lines = [
            self.say(
                "note-record",
                record=self.book.text(self.book.content.records[row["kind"]], "label"),
                asked=row.get("asked-on", not_done),
                received=row.get("received-on", not_done),
                reviewed=row.get("reviewed", "no"),
            )
            for row in rows
        ] or [self.say("note-records-none")]
        lines.append(self.say("note-findings", findings=self.label(facts, "findings")))
        lines += [step.text for found in contact.resolution for step in found.steps]
        self.items(lines)

    def label(self, facts: dict[str, Any], fact: str) -> str:
        value = facts.get(fact)
        return self.say("note-not-recorded") if value is None else self.book.label(fact, value)

    def notified(self) -> None:
        self.heading("note-notified")
        rows = self.answers.get("", {}).get("notified") or []
        nothing = self.say("note-not-recorded")
        self.items(
            [
                self.say(
                    "note-notice",
                    who=self.book.label("notified", row["who"]),
                    date=row.get("on", nothing),
                    channel=self._channel(row, nothing),
                )
                for row in rows
            ]
            or [self.say("note-not-done")]
        )

    def _channel(self, row: dict[str, Any], nothing: str) -> str:
        method = self.book.content.methods.get(row.get("channel", ""))
        return self.book.text(method, "label") if method else nothing

    def tasks(self) -> None:
        self.heading("note-open")
        names = {
            contact.id: self.say("note-contact", **self.name(number, contact)) + ": "
            for number, contact in enumerate(self.view.contacts, start=1)
        }
        lines = [names.get(task.contact or "", "") + task.text for task in self.view.outstanding]
        self.items(lines or [self.say("note-nothing-open")])


def as_text(blocks: list[Block]) -> str:
    """Write blocks as plain text, ready to paste into a chart."""
    lines: list[str] = []
    for block in blocks:
        if block["kind"] == "heading":
            lines += ["", block["text"].upper()] if lines else [block["text"].upper()]
        elif block["kind"] == "paragraph":
            lines.append(block["text"])
        else:
            lines += [f"- {item}" for item in block["items"]]
    return "\n".join(lines) + "\n"
