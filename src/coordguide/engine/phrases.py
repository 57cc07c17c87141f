"""The ids of set phrases that are found by what they are about.

Each family is put together here and nowhere else, and ``coordguide check`` walks
the same families, so that a phrase that is missing shows before it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from coordguide.model import DECISIONS, DIRECTIONS, LAYERS, LIMITS, ROI_STATUSES, STATUSES

DUTY_PARTS = ("who-decides", "extent", "meanwhile")
"""What the rules of a duty tell beside what they say."""


APART = (
    ("plan-policy", "unknown"),
    ("plan-policy", "not-met"),
    ("hipaa", "unknown"),
    ("hipaa", "authorization-needed"),
    ("stricter-law", "unknown"),
    ("stricter-law", "consent-needed"),
    ("stricter-law", "objection"),
)
"""The statuses that speak against an answer that overrules them, unless told as apart from it."""


def status_phrase(layer: str, status: str, is_overruled: bool = False) -> str:
    """Return the id of the words for one status of a layer, also where another layer overrules."""
    apart = "-apart" if is_overruled and (layer, status) in APART else ""
    return f"status-{layer}-{status}{apart}"


def layer_phrase(layer: str) -> str:
    """Return the id of the sentence that names a layer with its status."""
    return f"layer-{layer}"


def roi_phrase(status: str) -> str:
    """Return the id of the words for how a release stands."""
    return f"roi-{status}"


def limit_phrase(limit: str) -> str:
    """Return the id of the words for what an answer is limited to."""
    return f"limit-{limit}"


def answer_phrase(decision: str) -> str:
    """Return the id of the sentence that is the answer, where no headline goes before it."""
    return f"answer-{decision}"


def act_phrase(direction: str | None) -> str:
    """Return the id of the words for what is done with a contact, known or not."""
    return f"act-{direction or 'unknown'}"


ANSWER_PARTS = (
    "answer-until",
    "whom-unknown",
    "what-unknown",
    "list-and",
    "written-day",
    "month-names",
)
"""What the sentence of an answer is put together from."""


def duty_phrase(part: str) -> str:
    """Return the id of the sentence that tells one part of a duty."""
    return f"duty-{part}"


DOUBTED_PARTS = ("who-decides", "meanwhile")
"""What is told of a duty that may not be one; how far it goes is then as open."""


def doubt_phrase(part: str) -> str:
    """Return the id of what is told of a duty while nobody knows whether it is one."""
    return f"duty-in-doubt-{part}"


def engine_phrases() -> Iterator[str]:
    """Yield the id of every phrase that a view may need."""
    yield from (status_phrase(layer, status) for layer in LAYERS for status in STATUSES[layer])
    yield from (status_phrase(layer, status, is_overruled=True) for layer, status in APART)
    yield from map(layer_phrase, LAYERS)
    yield from map(roi_phrase, (*ROI_STATUSES, "valid-in-part", "valid-in-doubt"))
    yield from map(limit_phrase, LIMITS)
    yield from map(duty_phrase, DUTY_PARTS)
    yield from map(doubt_phrase, DOUBTED_PARTS)
    yield from map(answer_phrase, DECISIONS)
    yield from map(act_phrase, (*DIRECTIONS, None))
    yield from ANSWER_PARTS
