"""What each kind of content file holds: its keys, its words and their allowed values.

The fields and their types are those of ``coordguide.model``; this module adds
what a type cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coordguide.model import LAYERS, NOT_SHARING, REGIMES, SHEET_PARTS, STATES, STEPS

MARKDOWN = ("help", "note", "body", "differs")
"""The text fields written in Markdown; all others are plain sentences."""

PLACEHOLDERS = ("person", "people", "plan", "Person", "People", "Plan")
"""The words in braces that an edition's terms replace."""

_TOPICS = ("identity", "definition", "benefits", "who", "considerations", "risks", "how",
           "obstacles", "references", "support")  # fmt: skip


EDITION_STATES = (*STATES[:-1], "none")
"""The states that editions name, and ``none`` for an edition that names no state."""


@dataclass(frozen=True)
class Part:
    """The keys of one entry in a list of tables, such as one safeguard."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """What one kind of file must and may hold, beyond the types of its record."""

    required: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    more_words: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    parts: dict[str, Part] = field(default_factory=dict)
    is_cited: bool = True


SHAPES: dict[str, Shape] = {
    "statements": Shape(
        required=("topic", "editions"),
        choices={"topic": _TOPICS, "sheet": ("", *SHEET_PARTS)},
        words=("says",),
        more_words=("note",),
        labels=("variants",),
        is_cited=False,
    ),
    "laws": Shape(
        required=("short", "link", "seen", "verified"),
        choices={"state": STATES[:-1]},
        days=("seen",),
        links=("link",),
        words=("title",),
        more_words=("note",),
        is_cited=False,
    ),
    "questions": Shape(
        required=("step", "scope", "kind", "order"),
        choices={
            "step": STEPS,
            "scope": ("case", "contact"),
            "kind": ("choice", "several", "date", "elements", "records", "notified"),
            "edition-states": EDITION_STATES,
        },
        words=("ask",),
        more_words=("help", "fix"),
        labels=("values", "said", "groups"),
        parts={
            "offers": Part(("id", "group", "value", "label", "search"), ("sets", "usual")),
            "settled": Part(("when", "answer")),
            "at-once": Part(("value", "label", "sets"), ("when",)),
        },
    ),
    "elements": Shape(
        required=("regime", "order"),
        choices={"regime": REGIMES},
        words=("label", "fix"),
        more_words=("note",),
    ),
    "definitions": Shape(required=("when",), more_words=("says", "note")),
    "rules": Shape(
        required=("layer", "gives", "strength", "review-by"),
        choices={
            "layer": (*LAYERS, "advice"),
            "states": STATES,
            "edition-states": EDITION_STATES,
            "directions": NOT_SHARING,
            "strength": ("law", "contract", "guidance"),
        },
        days=("effective", "review-by"),
        words=("says",),
        more_words=("title", "fix", "note", "who-decides", "meanwhile", "extent"),
    ),
    # Set phrases of the page and the documents; what they say is in the facts put into them.
    "phrases": Shape(words=("says",), more_words=("note",), is_cited=False),
    "outcomes": Shape(words=("title", "says"), more_words=("todo", "note")),
    "methods": Shape(
        required=("order", "fits"),
        words=("label", "why"),
        more_words=("note",),
        labels=("fits",),
        parts={"safeguards": Part(("id", "text", "cites"), ("when", "rests-on"))},
    ),
    "records": Shape(required=("order",), words=("label",), more_words=("reason", "note")),
    "resolutions": Shape(
        required=("finding", "steps"),
        words=("title",),
        more_words=("note",),
        parts={"steps": Part(("text", "cites"), ("rests-on",))},
    ),
    "documents": Shape(
        required=("scope", "order", "blocks"),
        choices={
            "scope": ("case", "contact"),
            "step": ("", *STEPS),
            "press": ("", "print", "copy", "show"),
        },
        words=("title",),
        more_words=("why", "act", "search", "note"),
        parts={
            "blocks": Part(
                ("kind",),
                (
                    "text",
                    "level",
                    "items",
                    "columns",
                    "id",
                    "lines",
                    "from",
                    "of",
                    "carries",
                    "shared",
                    "when",
                    "cites",
                    "rests-on",
                ),
            )
        },
    ),
    "audits": Shape(
        required=("scope", "order", "when"),
        choices={"scope": ("case", "contact")},
        words=("item",),
        more_words=("note",),
    ),
    "editions": Shape(
        required=("order", "number", "terms"),
        choices={"state": ("", *STATES[:-1])},
        words=("title", "short", "summary"),
        more_words=("differs", "note"),
        parts={
            "contacts": Part(("label", "value", "cites"), ("link", "verified")),
            "escalation": Part(("who", "text", "cites")),
        },
    ),
}
"""Folder of the content to the shape of its files; the same keys as ``model.KINDS``."""

ADVICE = (
    "caution",
    "note",
    "problem",
    "say",
    "write",
    "contradiction",
    "headline",
    "alone",
    "phone",
    "first",
    "notify",
    "duty",
)
"""What a rule of advice can give; ``headline`` gives its rank, ``duty`` goes with ``notify``.

``alone`` goes with ``headline``: its sentence is the whole reason, and no other is told beside it.
"""

TERMS = ("person", "people", "plan")
"""The words every edition must give its readers."""
