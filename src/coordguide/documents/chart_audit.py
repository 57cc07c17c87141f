"""The same result for a reviewer: rows for a table, JSON, and a crosswalk to audit items."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from coordguide.documents.facts import facts_of, unanswered
from coordguide.documents.reminders import reminders
from coordguide.engine.conditions import Facts, read
from coordguide.engine.rulebook import Rulebook
from coordguide.model import LAYERS, ChartAuditItem
from coordguide.view import ContactView, View, to_json

RESULTS = {True: "met", False: "not met", None: "not evidenced"}
"""What an audit item can come to: by an answer, against an answer, or with no answer."""


class Finding(NamedTuple):
    """One audit item held against a case: which contact (or None), and what it came to."""

    item: ChartAuditItem
    contact: str | None
    result: str


def audit(book: Rulebook, view: View) -> tuple[Finding, ...]:
    """Hold the case against every audit item of its edition that applies.

    Takes the rulebook and the view; an item about contacts comes once for each.
    """
    about = facts_of(book, view)
    each = [(contact.id, facts_of(book, view, contact)) for contact in view.contacts]
    return tuple(
        Finding(item, contact, RESULTS[when.truth(facts)])
        for item, when in book.audits
        for contact, facts in (each if item.scope == "contact" else [(None, about)])
        if _applies(item, facts)
    )


def _applies(item: ChartAuditItem, facts: Facts) -> bool:
    return read(item.applies).truth(facts) is not False


def crosswalk(book: Rulebook) -> str:
    """Write an edition's crosswalk as CSV: each audit item, the facts behind it, its source."""
    head = ("edition", "item", "asks for", "about", "facts", "sources", "content", "sha256")
    rows = (
        (
            book.edition.id,
            item.id,
            book.text(item, "item"),
            item.scope,
            " ".join(sorted(read(item.when).mentions() | read(item.applies).mentions())),
            "; ".join(book.cited(item.cites)),
            book.content.version,
            book.content.sha256,
        )
        for item, _ in book.audits
    )
    return _csv([head, *rows])


def audit_table(book: Rulebook, view: View, key: str = "") -> str:
    """Write the case's audit as CSV, one row for each item and contact."""
    head = ("edition", "as of", "item", "asks for", "contact", "result", "sources",
            "engine", "content", "sha256")  # fmt: skip
    rows = (
        (
            view.edition,
            view.today,
            found.item.id,
            book.text(found.item, "item"),
            found.contact or "",
            found.result,
            "; ".join(book.cited(found.item.cites)),
            *_versions(view),
        )
        for found in audit(book, view)
    )
    return _csv([head, *rows])


def table(book: Rulebook, view: View, key: str = "") -> str:
    """Write the case as CSV: a row of answers for each contact, with the ids of the vocabulary."""
    head = ("edition", "state", "as of", "contact", "kind", "information", "decision", *LAYERS,
            "release", "method", "records open", "next date", "told", "open questions",
            "engine", "content", "sha256")  # fmt: skip
    return _csv([head, *(_row(book, view, contact) for contact in view.contacts)])


def _row(book: Rulebook, view: View, contact: ContactView) -> tuple[str, ...]:
    answers = view.answers[contact.id]
    waiting = contact.records.outstanding
    method = next((m.id for m in contact.methods if m.available), "")
    return (
        view.edition,
        view.state or "",
        view.today,
        contact.id,
        contact.kind,
        " ".join(answers.get("information") or ()),
        contact.decision,
        *(contact.layers[layer].status for layer in LAYERS),
        contact.roi.status,
        method,
        str(len(waiting)),
        min((r.next_date for r in waiting if r.next_date), default=""),
        " ".join(sorted({row["who"] for row in view.answers[""].get("notified") or ()})),
        str(len(unanswered(book, view))),
        *_versions(view),
    )


def _versions(view: View) -> tuple[str, str, str]:
    return (view.engine, view.content["version"], view.content["sha256"])


def result(book: Rulebook, view: View, key: str = "") -> str:
    """Write the whole answer as JSON: what was answered, what follows, the audit, the reminders."""
    # A contradiction may have a hidden side, so what rests on contradictions stays on screen.
    shown = {k: v for k, v in to_json(view).items() if k not in ("problems", "complete", "next")}
    data: dict[str, Any] = {
        "kind": "coordguide-result",
        "engine": view.engine,
        "content": view.content,
        "answers": view.answers,
        "view": {**shown, "unanswered": to_json(unanswered(book, view))},
        "audit": [
            {"item": found.item.id, "contact": found.contact, "result": found.result}
            for found in audit(book, view)
        ],
        "reminders": [{"day": each.day, "kind": each.kind} for each in reminders(view)],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _csv(rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"{','.join(_cells(row))}\r\n" for row in rows)


def _cells(row: Iterable[str]) -> Iterator[str]:
    """Quote each cell; one that a spreadsheet would take for a formula is made text."""
    for cell in row:
        safe = f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
        yield '"' + safe.replace('"', '""') + '"'
