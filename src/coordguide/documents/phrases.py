"""The ids of the set phrases of documents that are found by what they are about.

As in ``coordguide.engine.phrases``: one place for each family, which
``coordguide check`` walks, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

NOTED = (
    "member-age",
    "decision-maker",
    "minor-consented-to-own-care",
    "custody-or-court-order",
    "setting",
    "emergency",
)
"""The facts of the case that the chart note writes down, in its order."""

REMINDERS = ("release-ends", "next-contact", "follow-up")
"""The kinds of reminder."""


def information_phrase(kind: str) -> str:
    """Return the id of the plainest words for a kind of information."""
    return f"plain-{kind}"


def direction_phrase(direction: str) -> str:
    """Return the id of the plainest words for giving, asking or both."""
    return f"plain-{direction}"


def noted_phrase(fact: str) -> str:
    """Return the id of the line of the chart note about one fact of the case."""
    return f"note-{fact}"


def reminder_phrase(kind: str) -> str:
    """Return the id of the title of one kind of reminder."""
    return f"reminder-{kind}"


def document_phrases(information: Iterable[str], directions: Iterable[str]) -> Iterator[str]:
    """Yield the id of every phrase that a document may need by what it is about.

    Takes the values of the questions about the kinds of information and the direction.
    """
    yield from map(information_phrase, information)
    yield from map(direction_phrase, directions)
    yield from map(noted_phrase, NOTED)
    yield from map(reminder_phrase, REMINDERS)
