"""Writes a document from its record: each block whose condition holds, filled from the view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from coordguide.documents.blocks import Block
from coordguide.documents.draft import Draft
from coordguide.documents.facts import facts_of
from coordguide.documents.filled_lists import FILLS
from coordguide.engine.conditions import read
from coordguide.engine.rulebook import Rulebook
from coordguide.engine.speaking import laws_apart
from coordguide.model import Citation, Document
from coordguide.view import ContactView, View


@dataclass(frozen=True)
class WrittenDocument:
    """A finished document: its title, its blocks, and the type size a law asks for (0: none)."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    size: int


def offers(book: Rulebook, view: View) -> tuple[dict[str, Any], ...]:
    """List the documents that help now, in reading order.

    Takes the rulebook and the view of a case; returns ``{"id", "contact",
    "step", "title", "why", "cites"}`` for each document and, where it is about
    one contact, each contact it is offered for.
    """
    about = facts_of(book, view)
    each = [(contact, facts_of(book, view, contact)) for contact in view.contacts]
    return tuple(
        {
            "id": document.id,
            "contact": contact.id if contact else None,
            "step": document.step,
            "title": book.text(document, "title"),
            "why": book.text(document, "why"),
            "cites": book.cited(document.cites, view.state, laws_apart(facts)),
        }
        for document, when in book.documents
        if document.step
        for contact, facts in (each if document.scope == "contact" else [(None, about)])
        if when.truth(facts) is True
    )


def main_acts(
    book: Rulebook, view: View, offered: Iterable[dict[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """Name the one thing to do next about each contact that has an answer.

    Takes the rulebook, the view of a case and what ``offers`` lists for it; returns
    ``{"about", "document", "contact", "press", "says"}`` for each contact: of the documents
    offered for it or for the case, the one of the lowest rank. While somebody is in danger
    nobody is sent to a form.
    """
    ranked = sorted(
        (document.main, number, offer["contact"], document)
        for number, offer in enumerate(offered)
        if (document := book.content.documents[offer["id"]]).main
    )
    acts = []
    for contact in view.contacts:
        for _, _, about, document in ranked:
            is_fitting = about == contact.id or (about is None and contact.tone != "open")
            if is_fitting and not (about and view.first) and _is_for(document, contact.decision):
                acts.append(
                    {
                        "about": contact.id,
                        "document": document.id,
                        "contact": about,
                        "press": document.press,
                        "says": book.text(document, "act"),
                    }
                )
                break
    return tuple(acts)


def _is_for(document: Document, decision: str) -> bool:
    return not document.main_for or decision in document.main_for


def write(
    book: Rulebook, view: View, name: str, contact: str | None = None
) -> WrittenDocument | None:
    """Write one document.

    Takes the rulebook, the view, the document's id and, for a document about one
    contact, the contact's id. Returns the draft, or None where the edition has
    no such document or the case no such contact. A document can also be written
    where it is not offered, since forms are filled in ahead of time.
    """
    document = next((d for d, _ in book.documents if d.id == name and d.step), None)
    found = next((c for c in view.contacts if c.id == contact), None)
    if document is None or (found is None) == (document.scope == "contact"):
        return None
    draft = Draft(book, view, found, facts_of(book, view, found))
    return compose(draft, document, document.made)


def compose(draft: Draft, document: Document, made: str) -> WrittenDocument:
    """Write a document from its draft; ``made`` is the phrase that ends it."""
    blocks = [_heading(1, draft.fill(document.text["title"]))]
    blocks += (block for record in _shown(draft, document) for block in _block(draft, record))
    if document.template:
        blocks.append({"kind": "note", "text": draft.say("document-template")})
    blocks.append({"kind": "note", "text": draft.fill(draft.say(made))})
    each = ({"cites": (), **block} for block in blocks)
    return WrittenDocument(document.id, blocks[0]["text"], tuple(each), document.size)


def carried(book: Rulebook, view: View, name: str, contact: ContactView) -> frozenset[str]:
    """Return the ids of the release elements that a form holds for this contact."""
    draft = Draft(book, view, contact, facts_of(book, view, contact))
    return elements_on(draft, book.content.documents[name])


def elements_on(draft: Draft, document: Document) -> frozenset[str]:
    """Return the ids of the release elements that a form holds, written from this draft."""
    shown = _shown(draft, document)
    return frozenset(element for block in shown for element in block.get("carries", ()))


def _shown(draft: Draft, document: Document) -> Iterator[dict[str, Any]]:
    for block in draft.book.parts(document.blocks):
        if read(block.get("when", {})).truth(draft.facts) is not True:
            continue
        if block["kind"] == "include":
            yield from _shown(draft, draft.book.content.documents[block["of"]])
        else:
            yield block


def _block(draft: Draft, record: dict[str, Any]) -> Iterator[Block]:
    kind = record["kind"]
    if kind == "each-contact":
        yield from _each_contact(draft, record["from"])
        return
    block = _MAKERS[kind](draft, record)
    # A list or table that came out empty says nothing.
    if "from" not in record or block.get("items") or block.get("rows"):
        cites = map(Citation.parse, record.get("cites", ()))
        apart = laws_apart(draft.facts)
        yield {"kind": kind, "cites": draft.book.cited(cites, draft.view.state, apart), **block}


def _each_contact(draft: Draft, fill: str) -> Iterator[Block]:
    contacts = draft.view.contacts
    for contact in contacts:
        if len(contacts) > 1:
            yield _heading(3, draft.name(contact))
        about = Draft(draft.book, draft.view, contact, facts_of(draft.book, draft.view, contact))
        yield from _lists(FILLS[fill](about))
    if not contacts:
        yield {"kind": "list", "items": [draft.say("note-not-recorded")]}


def _lists(lines: Iterable[str | Block]) -> Iterator[Block]:
    """Make a list of the lines that stand together; what is a block already stands between."""
    for is_line, run in groupby(lines, lambda line: isinstance(line, str)):
        if is_line:
            yield {"kind": "list", "items": list(run)}
        else:
            yield from (block for block in run if not isinstance(block, str))


def _heading(level: int, text: str) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def _items(draft: Draft, record: dict[str, Any]) -> list[Any]:
    if "from" in record:
        return FILLS[record["from"]](draft)
    return [draft.fill(item) for item in record.get("items", ())]


def _rows(draft: Draft, record: dict[str, Any]) -> list[list[str]]:
    """Return the rows worked out, or empty ones; each is filled up with space to write in."""
    width = len(record["columns"])
    rows = FILLS[record["from"]](draft) if "from" in record else [[]] * record["lines"]
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _blank_id(draft: Draft, record: dict[str, Any]) -> str:
    """Name a blank: what is written for one contact must not stand in a paper about another."""
    if draft.contact is None or record.get("shared"):
        return str(record["id"])
    return f"{draft.contact.id}.{record['id']}"


_Maker = Callable[[Draft, dict[str, Any]], Block]
_MAKERS: dict[str, _Maker] = {
    "heading": lambda draft, r: {"level": r.get("level", 2), "text": draft.fill(r["text"])},
    "paragraph": lambda draft, r: {"text": draft.fill(r["text"])},
    "note": lambda draft, r: {"text": draft.fill(r["text"])},
    "list": lambda draft, r: {"items": _items(draft, r)},
    "boxes": lambda draft, r: {"items": _items(draft, r)},
    "advice": lambda draft, r: {"items": _items(draft, r)},
    "table": lambda draft, r: {
        "columns": [draft.fill(column) for column in r["columns"]],
        "rows": _rows(draft, r),
    },
    "blank": lambda draft, r: {
        "id": _blank_id(draft, r), "text": draft.fill(r["text"]), "lines": r.get("lines", 1)
    },
    "signature": lambda draft, r: {"text": draft.fill(r["text"]), "items": _items(draft, r)},
    "page": lambda draft, r: {},
}  # fmt: skip
