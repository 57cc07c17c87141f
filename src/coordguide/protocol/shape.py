"""The shape of a request, as ``messages.schema.json`` has it, in plain Python.

The library that reads the schema does not run in the browser. What each answer
checks by itself, with a sentence of its own, is not checked here again; a test
shows that nothing the schema refuses is answered.
"""

from __future__ import annotations

from types import NoneType
from typing import Any

_COURSE = ("course", "state")
_KEYS: dict[str, tuple[str, ...]] = {
    "load": ("content",),
    "evaluate": ("case", "catalogue", "have"),
    "explain": ("case", "contact"),
    "documents": ("case",),
    "document": ("case", "document", "contact"),
    "take": ("case", "as", "key"),
    "save": ("case", "label", "key"),
    "recall": ("case",),
    "replay": ("file",),
    "practice-load": ("practice",),
    "practice-open": _COURSE,
    "practice-case": (*_COURSE, "case"),
    "practice-answer": (*_COURSE, "case", "step", "response"),
    "practice-again": (*_COURSE, "case"),
    "practice-leave": _COURSE,
}
"""What each request may hold besides version, id and type."""

_TYPES: dict[str, tuple[type, ...]] = {
    "id": (int, NoneType),
    "catalogue": (bool,),
    "have": (int, NoneType),
    "label": (str,),
    "key": (str,),
}
"""The types of what a request may leave out; with all else an answer fails by itself."""


def has_shape(request: dict[str, Any]) -> bool:
    """Say whether a request holds only what its type may hold, each of its own type.

    Takes the request as read from JSON; one of an unknown type has the shape,
    since whoever looks for its answer says so better.
    """
    keys = _KEYS.get(request["type"])
    if keys is None:
        return True
    is_kept = request["type"] != "practice-open" or isinstance(
        request.get("state"), (str, NoneType)
    )
    return (
        is_kept
        and request.keys() <= {"v", "id", "type", *keys}
        and all(type(request[key]) in types for key, types in _TYPES.items() if key in request)
    )


def is_whole_case(data: dict[str, Any]) -> bool:
    """Say whether a case that could be read holds all its parts and nothing else.

    Case files hold more, such as a sentence and a reason; a page has none of it.
    """
    return data.keys() == {"edition", "today", "facts", "contacts"} and all(
        contact.keys() == {"id", "facts"} for contact in data["contacts"]
    )
