"""The only door for the browser: JSON text in, JSON text out.

``messages.schema.json`` beside this file describes every request, reply and
event. A reply repeats its request's ``id`` and is a result, or an error with a
code and a sentence for people.
"""

from __future__ import annotations

import json
from typing import Any

from coordguide.engine.case_reader import CaseError, Problem
from coordguide.protocol import strictjson
from coordguide.protocol.requests import RefusedMessage, answer

VERSION = 1
"""The version of the messages; a request of another version is refused."""


def handle(text: str) -> str:
    """Answer one request.

    Takes the request as JSON text; returns the reply as JSON text. Nothing is
    raised: what went wrong is an ``error`` reply, and no entered answer is lost.
    """
    request: Any = None
    try:
        request = _read(text)
        reply = {"type": "result", **answer(_of_this_version(request))}
    except RefusedMessage as refused:
        reply = {"type": "error", "code": refused.code, "message": str(refused)}
    except CaseError as error:
        reply = _case_error(error.problems)
    except Exception as error:  # a page that waits for a reply must get one, whatever broke
        reply = {
            "type": "error",
            "code": "failed",
            "message": f"The checklist failed ({error!r}). Your answers are kept. Reload the page.",
        }
    identity = request.get("id") if isinstance(request, dict) else None
    return json.dumps({"v": VERSION, "id": identity, **reply}, separators=(",", ":"))


def _read(text: str) -> Any:
    try:
        return strictjson.parse(text)
    except ValueError as error:
        raise RefusedMessage(
            "not-json", "The message could not be read. Reload the page."
        ) from error


def _of_this_version(request: Any) -> dict[str, Any]:
    # True equals 1 in Python, and is no version.
    if isinstance(request, dict) and type(request.get("v")) is int and request["v"] == VERSION:
        return request
    raise RefusedMessage(
        "wrong-version",
        "The page and the checklist are of different versions. Reload the page.",
    )


def _case_error(problems: tuple[Problem, ...]) -> dict[str, Any]:
    first = problems[0]
    return {
        "type": "error",
        "code": "bad-case",
        "message": first.message,
        "where": {"contact": first.contact, "fact": first.fact, "key": first.key},
        "found": first.found,
        "allowed": list(first.allowed),
    }
