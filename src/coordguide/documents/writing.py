"""Writes a paper from its record: each block whose condition holds, filled from the view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from coordguide.conditions import read
from coordguide.documents.blocks import Block
from coordguide.documents.facts import facts_of
from coordguide.documents.fills import FILLS
from coordguide.documents.paper import Paper
from coordguide.model import Citation, Document
from coordguide.rulebook import Rulebook
from coordguide.view import ContactView, View


@dataclass(frozen=True)
class Written:
    """A finished paper: its title, its blocks, and the type size a law asks for (0: none)."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    size: int


def offers(book: Rulebook, view: View) -> tuple[dict[str, Any], ...]:
    """List the papers that help now, in reading order.

    Takes the rulebook and the view of a case; returns ``{"id", "contact",
    "step", "title", "why", "cites"}`` for each paper and, where it is about
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
            "cites": book.cited(document.cites, view.state),
        }
        for document, when in book.documents
        if document.step
        for contact, facts in (each if document.scope == "contact" else [(None, about)])
        if when.truth(facts) is True
    )


def write(book: Rulebook, view: View, name: str, contact: str | None = None) -> Written | None:
    """Write one paper.

    Takes the rulebook, the view, the paper's id and, for a paper about one
    contact, the contact's id. Returns the paper, or None where the edition has
    no such paper or the case no such contact. A paper can also be written
    where it is not offered, since forms are filled in ahead of time.
    """
    document = next((d for d, _ in book.documents if d.id == name and d.step), None)
    found = next((c for c in view.contacts if c.id == contact), None)
    if document is None or (found is None) == (document.scope == "contact"):
        return None
    paper = Paper(book, view, found, facts_of(book, view, found))
    blocks = [_heading(1, paper.fill(document.text["title"]))]
    blocks += (block for record in _shown(paper, document) for block in _block(paper, record))
    if document.template:
        blocks.append({"kind": "note", "text": paper.say("paper-template")})
    blocks.append({"kind": "note", "text": paper.fill(paper.say("paper-made"))})
    each = ({"cites": (), **block} for block in blocks)
    return Written(name, blocks[0]["text"], tuple(each), document.size)


def carried(book: Rulebook, view: View, name: str, contact: ContactView) -> frozenset[str]:
    """Return the ids of the release elements that a form holds for this contact."""
    paper = Paper(book, view, contact, facts_of(book, view, contact))
    shown = _shown(paper, book.content.documents[name])
    return frozenset(element for block in shown for element in block.get("carries", ()))


def _shown(paper: Paper, document: Document) -> Iterator[dict[str, Any]]:
    for block in document.blocks:
        if read(block.get("when", {})).truth(paper.facts) is not True:
            continue
        if block["kind"] == "include":
            yield from _shown(paper, paper.book.content.documents[block["of"]])
        else:
            yield block


def _block(paper: Paper, record: dict[str, Any]) -> Iterator[Block]:
    kind = record["kind"]
    if kind == "each-contact":
        yield from _each_contact(paper, record["from"])
        return
    block = _MAKERS[kind](paper, record)
    # A list or table that came out empty says nothing.
    if "from" not in record or block.get("items") or block.get("rows"):
        cites = map(Citation.parse, record.get("cites", ()))
        yield {"kind": kind, "cites": paper.book.cited(cites, paper.view.state), **block}


def _each_contact(paper: Paper, fill: str) -> Iterator[Block]:
    contacts = paper.view.contacts
    for contact in contacts:
        if len(contacts) > 1:
            yield _heading(3, paper.name(contact))
        about = Paper(paper.book, paper.view, contact, facts_of(paper.book, paper.view, contact))
        yield {"kind": "list", "items": FILLS[fill](about)}
    if not contacts:
        yield {"kind": "list", "items": [paper.say("note-not-recorded")]}


def _heading(level: int, text: str) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def _items(paper: Paper, record: dict[str, Any]) -> list[Any]:
    if "from" in record:
        return FILLS[record["from"]](paper)
    return [paper.fill(item) for item in record.get("items", ())]


def _rows(paper: Paper, record: dict[str, Any]) -> list[list[str]]:
    """Return the rows worked out, or empty ones; each is filled up with space to write in."""
    width = len(record["columns"])
    rows = FILLS[record["from"]](paper) if "from" in record else [[]] * record["lines"]
    return [[*row, *[""] * (width - len(row))] for row in rows]


_Maker = Callable[[Paper, dict[str, Any]], Block]
_MAKERS: dict[str, _Maker] = {
    "heading": lambda paper, r: {"level": r.get("level", 2), "text": paper.fill(r["text"])},
    "paragraph": lambda paper, r: {"text": paper.fill(r["text"])},
    "note": lambda paper, r: {"text": paper.fill(r["text"])},
    "list": lambda paper, r: {"items": _items(paper, r)},
    "boxes": lambda paper, r: {"items": _items(paper, r)},
    "advice": lambda paper, r: {"items": _items(paper, r)},
    "table": lambda paper, r: {
        "columns": [paper.fill(column) for column in r["columns"]],
        "rows": _rows(paper, r),
    },
    "blank": lambda paper, r: {
        "id": r["id"], "text": paper.fill(r["text"]), "lines": r.get("lines", 1)
    },
    "signature": lambda paper, r: {"text": paper.fill(r["text"]), "items": _items(paper, r)},
    "page": lambda paper, r: {},
}  # fmt: skip
