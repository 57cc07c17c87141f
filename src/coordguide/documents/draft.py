"""One document in the making: the view it is made from and the words its sentences may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coordguide.documents.phrases import information_phrase
from coordguide.engine.conditions import Facts
from coordguide.engine.rulebook import Rulebook
from coordguide.model import PERMITTED, Citation
from coordguide.view import ContactView, View

WORDS = (
    "today",
    "edition",
    "contact",
    "information",
    "method",
    "asked-on",
    "attempts",
    "version",
    "hash",
    "engine",
)
"""Words in braces that a document's sentences may use beside the edition's terms."""


@dataclass(frozen=True)
class Draft:
    """The view a document is made from, and the contact it is about, if it is about one."""

    book: Rulebook
    view: View
    contact: ContactView | None
    facts: Facts

    def say(self, phrase: str, **words: str) -> str:
        """Return a set phrase of the content with words put in."""
        return self.book.phrase(phrase, **words)

    def fill(self, text: str) -> str:
        """Put the edition's terms and the words of this document into a sentence."""
        return self.book.fill(text, **self.words()) if "{" in text else text

    def answers(self, contact: ContactView | None) -> dict[str, Any]:
        """Return the visible answers about a contact, or about the case."""
        return self.view.answers.get(contact.id if contact else "", {})

    def short(self, fact: str, value: Any) -> str:
        """Return the words for an answer without the examples in brackets."""
        if isinstance(value, list):
            return ", ".join(self.short(fact, item) for item in value)
        return self.book.short_label(fact, value)

    def answer(self, contact: ContactView | None, fact: str) -> str:
        """Return a visible answer in words, or say that it was not recorded."""
        value = self.answers(contact).get(fact)
        return self.say("note-not-recorded") if value is None else self.short(fact, value)

    def name(self, contact: ContactView) -> str:
        """Return what a contact is called on paper: its number and kind, never a name."""
        number = str(self.view.contacts.index(contact) + 1)
        return self.say("note-contact", number=number, kind=self.answer(contact, "contact-kind"))

    def cited(self, cites: Iterable[str]) -> str:
        """Write citations as a reader looks them up: "CON-1", "45 CFR 164.506(c)"."""
        return "; ".join(self.book.content.name_source(Citation.parse(cite)) for cite in cites)

    def sharing(self) -> tuple[ContactView, ...]:
        """Return the contacts with whom something may be shared now."""
        return tuple(c for c in self.view.contacts if c.decision in PERMITTED)

    def plain_information(self, contact: ContactView) -> str:
        """Return the kinds of information in the plainest words."""
        kinds = self.answers(contact).get("information") or []
        return ", ".join(self.say(information_phrase(kind)) for kind in kinds)

    def method(self, contact: ContactView) -> str:
        """Return the label of the channel ranked first among those at hand, or nothing."""
        return next((m.label for m in contact.methods if m.available), "")

    def words(self) -> dict[str, str]:
        """Return what the words of ``WORDS`` stand for in this document."""
        content = self.view.content
        words = {
            "today": self.book.day(self.view.today),
            "edition": self.book.text(self.book.edition, "title"),
            "version": content["version"],
            "hash": content["sha256"],
            "engine": self.view.engine,
        }
        if self.contact is None:
            return words
        waiting = [r for r in self.contact.records.outstanding if r.asked_on]
        kind = self.answers(self.contact).get("contact-kind")
        return words | {
            "contact": self.short("contact-kind", kind) if kind else "",
            "information": self.plain_information(self.contact),
            "method": self.method(self.contact),
            "asked-on": self.book.day(min((r.asked_on for r in waiting), default="")),
            "attempts": str(max((r.attempts for r in waiting), default=0)),
        }
