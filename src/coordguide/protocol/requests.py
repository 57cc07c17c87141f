"""How each request is answered, from the content that the page gave at the start.

Between messages the content stays loaded, and what was worked out for the last
contacts stays in memory, so that the next answer comes sooner; nothing of it is
written anywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from coordguide import __version__
from coordguide.documents import (
    FORMS,
    LINE,
    Part,
    html_parts,
    main_acts,
    offers,
    reminders,
    text_parts,
    write,
)
from coordguide.engine.case_reader import MOST_CONTACTS, MOST_ROWS, MOST_TIMES, read_case
from coordguide.engine.catalogue import catalogue
from coordguide.engine.evaluation import evaluate
from coordguide.engine.explanation import explain
from coordguide.engine.rulebook import rulebook
from coordguide.model import Case, Content
from coordguide.protocol.saved_case import KEY, SavedError, fit, open_saved, save
from coordguide.protocol.shape import has_shape, is_whole_case
from coordguide.view import ContactView, View, to_json

_loaded: list[Content] = []


class RefusedMessage(Exception):
    """A request that cannot be answered; has a code and a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request of this version.

    Takes the request as read from JSON; returns what the reply holds besides
    version, id and type. Raises ``RefusedMessage``, and ``CaseError`` for a case that
    cannot be read.
    """
    kind = request.get("type")
    is_practice = isinstance(kind, str) and kind.startswith("practice-")
    if not isinstance(kind, str) or not (is_practice or kind in ("load", *_ANSWERS)):
        raise RefusedMessage("unknown-type", f"'{kind}' is not a message this checklist knows.")
    if not has_shape(request):
        raise _misshapen()
    if kind == "load":
        return _load(request)
    if not _loaded:
        raise RefusedMessage("not-loaded", "The content is not loaded yet.")
    content = _loaded[0]
    return _practice(request, content) if is_practice else _ANSWERS[kind](request, content)


def _misshapen() -> RefusedMessage:
    return RefusedMessage(
        "bad-request", "The page sent something the checklist does not know. Reload the page."
    )


def _practice(request: dict[str, Any], content: Content) -> dict[str, Any]:
    # Only trainees need it: the checklist starts without it.
    from coordguide import practice

    try:
        return practice.answer(request, content)
    except practice.RefusedMessage as refused:
        raise RefusedMessage(refused.code, str(refused)) from refused


def _load(request: dict[str, Any]) -> dict[str, Any]:
    try:
        content = Content.from_bundle(request["content"])
        reply = {
            "engine": __version__,
            "content": {"version": content.version, "sha256": content.sha256},
            "reviewed-until": max((rule.review_by for rule in content.rules.values()), default=""),
            "most-contacts": MOST_CONTACTS,
            "most-rows": MOST_ROWS,
            "most-times": MOST_TIMES,
            "editions": [
                {"id": edition.id, "title": edition.text["title"], "state": edition.state}
                for edition in content.editions.values()
            ],
        }
    except (KeyError, TypeError, AttributeError) as error:
        message = f"The content could not be loaded ({error}). Reload the page."
        raise RefusedMessage("bad-content", message) from error
    _loaded[:] = [content]
    return reply


def _case(request: dict[str, Any], content: Content) -> Case:
    """Read the case of a request; what is wrong with an answer is said before anything else."""
    case = read_case(request.get("case"), content)
    if not is_whole_case(request["case"]):
        raise _misshapen()
    return case


_newest: list[tuple[Any, dict[str, ContactView]]] = [(None, {})]
"""The id of the newest answer, and its contacts."""


def _shown(view: View, request: dict[str, Any]) -> Any:
    """Return a view as JSON.

    Contacts that are as they were in the answer the page names with ``have``
    are named only, since most of an answer is about contacts nobody touched.
    """
    newest, contacts = _newest[0]
    held = contacts if newest is not None and request.get("have") == newest else {}
    shown = to_json(replace(view, contacts=()))
    shown["contacts"] = [
        {"id": contact.id, "unchanged": True}
        if held.get(contact.id) is contact
        else to_json(contact)
        for contact in view.contacts
    ]
    _newest[0] = (request.get("id"), {contact.id: contact for contact in view.contacts})
    return shown


def _evaluate(request: dict[str, Any], content: Content) -> dict[str, Any]:
    case = _case(request, content)
    view = evaluate(content, case)
    reply = {
        "view": _shown(view, request),
        "ask": list(view.ask),
        "reminders": len(reminders(view)),
    }
    if request.get("catalogue"):
        reply["catalogue"] = catalogue(rulebook(content, case.edition))
    return reply


def _documents(request: dict[str, Any], content: Content) -> dict[str, Any]:
    case = _case(request, content)
    view, book = evaluate(content, case), rulebook(content, case.edition)
    offered = offers(book, view)
    return {"documents": list(offered), "acts": list(main_acts(book, view, offered))}


def _document(request: dict[str, Any], content: Content) -> dict[str, Any]:
    case = _case(request, content)
    name, contact = request.get("document"), request.get("contact")
    is_known = contact is None or contact in [each.id for each in case.contacts]
    view, book = evaluate(content, case), rulebook(content, case.edition)
    document = write(book, view, name, contact) if isinstance(name, str) and is_known else None
    if document is None:
        about = f" about '{contact}'" if contact is not None else ""
        raise RefusedMessage(
            "unknown-document", f"There is no document '{name}'{about} in this case."
        )
    return {
        "title": document.title,
        "size": document.size,
        "blocks": list(document.blocks),
        "line": LINE,
        "text": [_part(part) for part in text_parts(document.blocks)],
        "html": [_part(part) for part in html_parts(document.blocks, document.size)],
    }


def _part(part: Part) -> dict[str, str]:
    return {"text": part.text, "blank": part.blank} if part.blank else {"text": part.text}


def _explain(request: dict[str, Any], content: Content) -> dict[str, Any]:
    case = _case(request, content)
    contact = request.get("contact")
    if contact not in [each.id for each in case.contacts]:
        raise RefusedMessage("unknown-contact", f"There is no contact '{contact}' in this case.")
    explanation: dict[str, Any] = to_json(explain(content, case, str(contact)))
    return explanation


def _take(request: dict[str, Any], content: Content) -> dict[str, Any]:
    case = _case(request, content)
    form = request.get("as")
    if not isinstance(form, str) or form not in FORMS:
        raise RefusedMessage("unknown-form", f"A case cannot be taken away as '{form}'.")
    view = evaluate(content, case)
    return {"text": FORMS[form](rulebook(content, case.edition), view, _key(request))}


def _key(request: dict[str, Any]) -> str:
    """Return the key of a case: letters and digits that hold no answer, or nothing."""
    key = request.get("key", "")
    return key if re.fullmatch(KEY, key) else ""


def _save(request: dict[str, Any], content: Content) -> dict[str, Any]:
    case = _case(request, content)
    return {"text": save(content, case, request.get("label", ""), _key(request))}


def _recall(request: dict[str, Any], content: Content) -> dict[str, Any]:
    try:
        case, aside = fit(request.get("case"), content)
    except SavedError as error:
        raise RefusedMessage(error.code, str(error)) from error
    return {"case": to_json(case), "aside": to_json(aside)}


def _replay(request: dict[str, Any], content: Content) -> dict[str, Any]:
    text = request.get("file")
    if not isinstance(text, str):
        raise RefusedMessage("not-a-case", "There is no file to open.")
    try:
        opened = open_saved(text, content)
    except SavedError as error:
        raise RefusedMessage(error.code, str(error)) from error
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


_ANSWERS = {
    "evaluate": _evaluate,
    "documents": _documents,
    "document": _document,
    "explain": _explain,
    "take": _take,
    "save": _save,
    "recall": _recall,
    "replay": _replay,
}
