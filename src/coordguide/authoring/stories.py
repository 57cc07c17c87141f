"""Reads what a practice case tells in words, and holds it against the facts of the case.

``[words](fact=value)`` in a story or a document says which fact the words
tell; ``contact.fact=value`` speaks of one contact. ``{fact}`` is replaced by
the day that the facts hold. So a story cannot say one thing and its facts
another.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordguide.authoring import markup
from coordguide.authoring.problems import Problem, join, quote, suggest

_MARK = re.compile(r"\[([^\]\n]+)\]\((?:([a-z0-9-]+)\.)?([a-z0-9-]+)=([a-z0-9A-Z-]+)\)")
_DAY = re.compile(r"\{(?:([a-z0-9-]+)\.)?([a-z0-9-]+)\}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass
class ToldFacts:
    """What the words of a case tell: facts by contact ("" for the case), and parts of forms."""

    facts: dict[str, set[str]] = field(default_factory=dict)
    has: dict[str, set[str]] = field(default_factory=dict)

    def add(self, contact: str, fact: str) -> None:
        """Remember that the words tell a fact."""
        self.facts.setdefault(contact, set()).add(fact)

    def tells(self, contact: str, fact: str) -> bool:
        """Say whether the words tell a fact."""
        return fact in self.facts.get(contact, ())


@dataclass
class Facts:
    """The facts of a case as its file has them, by contact ("" for the case)."""

    today: str
    by_contact: dict[str, Mapping[str, Any]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Facts:
        """Gather the facts of a case that was read without a problem."""
        found = {"": data.get("facts", {})}
        found |= {row["id"]: row.get("facts", {}) for row in data.get("contacts", [])}
        return cls(data["today"], found)

    def get(self, contact: str, fact: str) -> Any:
        """Return a fact of a contact or of the case, or None."""
        if fact == "today":
            return self.today
        return self.by_contact.get(contact, {}).get(fact)


class Teller:
    """Turns the words of one case into what a trainee reads, and notes what is wrong."""

    def __init__(self, file: str, facts: Facts) -> None:
        self.file = file
        self.facts = facts
        self.told = ToldFacts()
        self.problems: list[Problem] = []

    def wrong(self, key: str, found: str, allowed: str, fix: str) -> None:
        """Note one problem of this file."""
        self.problems.append(Problem(self.file, key, found, allowed, fix))

    def words(self, key: str, text: str, about: str = "") -> str:
        """Return a text without its marks, its days filled in; notes where it tells otherwise.

        Takes the key it stands under, the text, and the contact that marks
        without a contact speak of.
        """
        if tag := markup.find_tag(text):
            self.wrong(key, f"raw HTML {quote(tag)}", "Markdown", "Write it as Markdown.")
        text = _MARK.sub(lambda found: self._mark(key, found, about), text)
        if "](" in text:
            fix = "Write one mark after the other: [words](fact=value) [more](other=value)."
            self.wrong(key, "a mark inside another one", "marks side by side", fix)
        if year := _YEAR.search(text):
            fix = "Write the day as {roi-signed-on}, {roi-expires-on} or {today}."
            self.wrong(key, f"the year {year[0]}", "days that come from the facts", fix)
        return _DAY.sub(lambda found: self._day(key, found, about), text)

    def _place(self, key: str, contact: str | None, fact: str, about: str) -> str | None:
        """Return whose fact a mark speaks of; notes where nobody has it."""
        for place in (contact,) if contact else (about, ""):
            if self.facts.get(place, fact) is not None:
                return place
        known = [
            f"{place}.{name}" if place and place != about else name
            for place, facts in self.facts.by_contact.items()
            for name in facts
        ]
        written = f"{contact}.{fact}" if contact else fact
        fix = suggest(written, known, "Add the fact, or take the mark away.")
        self.wrong(key, f'a mark of "{written}"', "a fact that this case holds", fix)
        return None

    def _mark(self, key: str, found: re.Match[str], about: str) -> str:
        words, contact, fact, value = found.groups()
        place = self._place(key, contact, fact, about)
        if place is None:
            return words
        held = self.facts.get(place, fact)
        if not (value in held if isinstance(held, list) else value == held):
            has = join(held, "and") if isinstance(held, list) else str(held)
            fix = f"Correct the words {quote(words)}, or the fact {fact}."
            self.wrong(
                key, f'words that tell {fact} = "{value}"', f'"{has}", as the facts say', fix
            )
        self.told.add(place, fact)
        return words

    def _day(self, key: str, found: re.Match[str], about: str) -> str:
        contact, fact = found.groups()
        place = self._place(key, contact, fact, about)
        if place is None:
            return ""
        self.told.add(place, fact)
        try:
            return write_day(self.facts.get(place, fact))
        except (TypeError, ValueError):
            self.wrong(key, f"{{{fact}}}, which is no day", "a fact that is a day", "Write it out.")
            return ""


def write_day(day: str) -> str:
    """Write a day as people do: ``1 June 2026``."""
    read = datetime.date.fromisoformat(day)
    return f"{read.day} {read:%B %Y}"


def check_forms(teller: Teller) -> Iterator[Problem]:
    """Yield where the form a case shows and the facts about its parts differ.

    A part is on the form where a line ``has`` it, and missing where none does.
    """
    for contact, facts in teller.facts.by_contact.items():
        given = facts.get("roi-elements", {})
        shown = teller.told.has.get(contact, set())
        if given and not shown:
            found = f"no document that shows the form for {contact}"
            fix = 'Add [[documents]] with kind = "release".'
            yield Problem(teller.file, "documents", found, "the form, to look at", fix)
            continue
        for element in sorted(shown | set(given)):
            on_form = "present" if element in shown else "missing"
            held = given.get(element, "not named")
            if held != on_form and held != "unsure":
                found = f"{element} {on_form} on the form shown for {contact}"
                fix = 'Correct the line (has = ["…"]) or the fact.'
                allowed = f"{element} {held}, as roi-elements says"
                yield Problem(teller.file, "documents", found, allowed, fix)
