"""The only door for the browser: JSON text in, JSON text out.

Requests are ``load``, ``evaluate``, ``explain``, ``documents``, ``document``,
``take``, ``save`` and ``replay``, and those of ``coordguide.practice``; every
reply repeats its request's ``id`` and is a result, or an error with a code and
a sentence for people. Between messages the content stays loaded, and what was
worked out for the last contacts stays in memory, so that the next answer comes
sooner; nothing of it is written anywhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from coordguide import __version__
from coordguide.documents import FORMS, as_html, as_text, offers, write
from coordguide.engine.case_reader import CaseError, Problem, read_case
from coordguide.engine.catalogue import catalogue
from coordguide.engine.evaluation import evaluate
from coordguide.engine.explanation import explain
from coordguide.engine.rulebook import rulebook
from coordguide.model import Case, Content
from coordguide.protocol import strictjson
from coordguide.protocol.saved_case import KEY, SavedError, open_saved, save
from coordguide.view import ContactView, View, to_json

VERSION = 1
"""The version of the messages; a request of another version is refused."""

_loaded: list[Content] = []


class _RefusedMessage(Exception):
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
        request = _read(text)
        reply = {"type": "result", **_answer(request)}
    except _RefusedMessage as refused:
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
        raise _RefusedMessage(
            "not-json", "The message could not be read. Reload the page."
        ) from error


def _answer(request: Any) -> dict[str, Any]:
    if not isinstance(request, dict) or request.get("v") != VERSION:
        raise _RefusedMessage(
            "wrong-version",
            "The page and the checklist are of different versions. Reload the page.",
        )
    kind = request.get("type")
    if kind == "load":
        return _load(request)
    is_practice = isinstance(kind, str) and kind.startswith("practice-")
    if not isinstance(kind, str) or not (is_practice or kind in (*_ANSWERS, "replay")):
        raise _RefusedMessage("unknown-type", f"'{kind}' is not a message this checklist knows.")
    if not _loaded:
        raise _RefusedMessage("not-loaded", "The content is not loaded yet.")
    content = _loaded[0]
    if is_practice:
        return _practice(request, content)
    if kind == "replay":
        return _replay(request, content)
    return _ANSWERS[kind](request, content, read_case(request.get("case"), content))


def _practice(request: dict[str, Any], content: Content) -> dict[str, Any]:
    # Only trainees need it: the checklist starts without it.
    from coordguide import practice

    try:
        return practice.answer(request, content)
    except practice.RefusedMessage as refused:
        raise _RefusedMessage(refused.code, str(refused)) from refused


def _load(request: dict[str, Any]) -> dict[str, Any]:
    try:
        content = Content.from_bundle(request["content"])
        reply = {
            "engine": __version__,
            "content": {"version": content.version, "sha256": content.sha256},
            "reviewed-until": max((rule.review_by for rule in content.rules.values()), default=""),
            "editions": [
                {"id": edition.id, "title": edition.text["title"], "state": edition.state}
                for edition in content.editions.values()
            ],
        }
    except (KeyError, TypeError, AttributeError) as error:
        message = f"The content could not be loaded ({error}). Reload the page."
        raise _RefusedMessage("bad-content", message) from error
    _loaded[:] = [content]
    return reply


_newest: list[tuple[Any, dict[str, ContactView]]] = [(None, {})]
"""The id of the newest answer, and its contacts."""


def _shown(view: View, request: dict[str, Any]) -> Any:
    """Return a view as JSON.

    Contacts that are as they were in the answer the page names with ``have``
    are named only, since most of an answer is about contacts nobody touched.
    """
    answer, contacts = _newest[0]
    held = contacts if answer is not None and request.get("have") == answer else {}
    shown = to_json(replace(view, contacts=()))
    shown["contacts"] = [
        {"id": contact.id, "unchanged": True}
        if held.get(contact.id) is contact
        else to_json(contact)
        for contact in view.contacts
    ]
    _newest[0] = (request.get("id"), {contact.id: contact for contact in view.contacts})
    return shown


def _evaluate(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    view = evaluate(content, case)
    reply = {"view": _shown(view, request), "ask": list(view.ask)}
    if request.get("catalogue"):
        reply["catalogue"] = catalogue(rulebook(content, case.edition))
    return reply


def _documents(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    return {"documents": list(offers(rulebook(content, case.edition), evaluate(content, case)))}


def _document(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    name, contact = request.get("document"), request.get("contact")
    book = rulebook(content, case.edition)
    document = (
        write(book, evaluate(content, case), name, contact) if isinstance(name, str) else None
    )
    if document is None:
        about = f" about '{contact}'" if contact is not None else ""
        raise _RefusedMessage(
            "unknown-document", f"There is no document '{name}'{about} in this case."
        )
    return {
        "title": document.title,
        "size": document.size,
        "blocks": list(document.blocks),
        "text": as_text(document.blocks),
        "html": as_html(document.blocks, document.size),
    }


def _explain(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    contact = request.get("contact")
    if contact not in [each.id for each in case.contacts]:
        raise _RefusedMessage("unknown-contact", f"There is no contact '{contact}' in this case.")
    explanation: dict[str, Any] = to_json(explain(content, case, str(contact)))
    return explanation


def _take(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    form = request.get("as")
    if not isinstance(form, str) or form not in FORMS:
        raise _RefusedMessage("unknown-form", f"A case cannot be taken away as '{form}'.")
    view = evaluate(content, case)
    return {"text": FORMS[form](rulebook(content, case.edition), view, _key(request))}


def _key(request: dict[str, Any]) -> str:
    """Return the key of a case: letters and digits that hold no answer, or nothing."""
    key = request.get("key")
    return key if isinstance(key, str) and re.fullmatch(KEY, key) else ""


def _save(request: dict[str, Any], content: Content, case: Case) -> dict[str, Any]:
    label = request.get("label")
    return {"text": save(content, case, label if isinstance(label, str) else "", _key(request))}


_ANSWERS = {
    "evaluate": _evaluate,
    "documents": _documents,
    "document": _document,
    "explain": _explain,
    "take": _take,
    "save": _save,
}


def _replay(request: dict[str, Any], content: Content) -> dict[str, Any]:
    text = request.get("file")
    if not isinstance(text, str):
        raise _RefusedMessage("not-a-case", "There is no file to open.")
    try:
        opened = open_saved(text, content)
    except SavedError as error:
        raise _RefusedMessage(error.code, str(error)) from error
    return {
        "case": to_json(opened.case),
        "label": opened.label,
        "key": opened.key,
        "same": opened.is_same,
        "saved": {"engine": opened.engine, "content": opened.content},
        "now": {"engine": __version__, "content": opened.view.content},
        "aside": to_json(opened.aside),
        "differences": to_json(opened.differences),
    }


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
