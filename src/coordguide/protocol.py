"""The only door for the browser: JSON text in, JSON text out.

Requests are ``load``, ``evaluate``, ``explain`` and ``document``; every reply
repeats its request's ``id`` and is a result, or an error with a code and a
sentence for people. The content stays loaded between messages; no answer does.
"""

from __future__ import annotations

import json
from typing import Any

from coordguide import __version__
from coordguide.cases import CaseError, Problem, read_case
from coordguide.catalogue import catalogue
from coordguide.documents import as_text, chart_note
from coordguide.engine import evaluate
from coordguide.model import Case, Content
from coordguide.rulebook import rulebook
from coordguide.view import to_json

VERSION = 1
"""The version of the messages; a request of another version is refused."""

_loaded: list[Content] = []


class _Refused(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def handle(text: str) -> str:
    """Answer one request.

    Takes the request as JSON text; returns the reply as JSON text. Nothing is
    raised: what went wrong is an ``error`` reply, and no entered answer is lost.
    """
    request: Any = None
    try:
        request = json.loads(text)
        reply = {"type": "result", **_answer(request)}
    except _Refused as refused:
        reply = {"type": "error", "code": refused.code, "message": str(refused)}
    except CaseError as error:
        reply = _case_error(error.problems)
    except ValueError:
        reply = {"type": "error", "code": "not-json", "message": "The message could not be read. Reload the page."}
    identity = request.get("id") if isinstance(request, dict) else None
    return json.dumps({"v": VERSION, "id": identity, **reply}, ensure_ascii=False, separators=(",", ":"))


def _answer(request: Any) -> dict[str, Any]:
    if not isinstance(request, dict) or request.get("v") != VERSION:
        raise _Refused("wrong-version", "The page and the checklist are of different versions. Reload the page.")
    kind = request.get("type")
    if kind == "load":
        return _load(request)
    if kind not in _ANSWERS:
        raise _Refused("unknown-type", f"'{kind}' is not a message this checklist knows.")
    if not _loaded:
        raise _Refused("not-loaded", "The content is not loaded yet.")
    content = _loaded[0]
    return _ANSWERS[kind](request, content, read_case(request.get("case"), content))


def _load(request: dict[str, Any]) -> dict[str, Any]:
    try:
        content = Content.from_bundle(request["content"])
    except (KeyError, TypeError) as error:
        raise _Refused("bad-content", f"The content could not be loaded ({error}). Reload the page.") from error
    _loaded[:] = [content]
    return {
        "engine": __version__,
        "content": {"version": content.version, "sha256": content.sha256},
        "editions": [
            {"id": edition.id, "title": edition.text["title"], "state": edition.state}
            for edition in content.editions.values()
        ],
    }


def _evaluate(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    view = evaluate(content, case)
    reply = {"view": to_json(view), "ask": list(view.ask)}
    if request.get("catalogue"):
        reply["catalogue"] = catalogue(rulebook(content, case.edition))
    return reply


def _document(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    if request.get("document") != "chart-note":
        raise _Refused("unknown-document", f"'{request.get('document')}' is not a document of this checklist.")
    blocks = chart_note(rulebook(content, case.edition), case, evaluate(content, case))
    return {"blocks": blocks, "text": as_text(blocks)}


_ANSWERS = {"evaluate": _evaluate, "document": _document}


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
